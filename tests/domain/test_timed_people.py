"""From a person and the law to a problem in time."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.person import Known
from domain.rules import Condition, Guard, Way
from domain.standing import Held, Noted, Standing
from domain.timed.of_person import person_problem
from domain.timed.setting import Leads, Setting, expected_release
from domain.timed.sweep import Policy, sweep
from domain.timed.timeline import INERT_CIRCUMSTANCES
from ledger.rulebook import load_rule_set
from tests.domain.forecast_people import (
    BY,
    DAY,
    LOST,
    MET,
    RELEASE,
    applied,
    detained,
    free,
    known,
    later,
)
from tests.domain.rule_texts import INTERVENTION, WAY, rules_of
from tests.domain.timed_people import first_day, ordinary, problem, setting

SEED: Final = load_rule_set("seed-2007")


class TestDetentionAndRelease:
    def test_what_asks_freedom_opens_on_the_day_of_release(self) -> None:
        course = ordinary(detained({Need.ID_DOCUMENT: MET, Need.REGISTRATION: MET}))

        assert first_day(course, Need.SHELTER) == RELEASE + timedelta(weeks=2)

    def test_what_asks_detention_closes_on_the_day_of_release(self) -> None:
        course = ordinary(detained())

        assert course.days_of(Need.ADDRESS) == ((7, 35),)

    def test_without_a_planned_release_detention_goes_on(self) -> None:
        course = ordinary(detained(release=None))

        assert course.earliest(Need.SHELTER) is None
        assert course.days_of(Need.ADDRESS) == ((7, 121),)

    def test_a_planned_release_that_has_passed_is_not_counted_with(self) -> None:
        overdue = detained(release=DAY - timedelta(days=1))

        assert expected_release(overdue, DAY) is None
        assert ordinary(overdue).earliest(Need.SHELTER) is None

    def test_a_benefit_applied_for_inside_begins_on_the_day_of_release(self) -> None:
        course = ordinary(detained(applied(Need.BENEFIT, later(-50))))

        assert first_day(course, Need.BENEFIT) == RELEASE
        assert first_day(course, Need.INCOME) == RELEASE

    @pytest.mark.parametrize(("age", "opens"), [(27, DAY), (28, date(2008, 1, 1)), (29, None)])
    def test_an_age_is_reached_on_the_first_of_january(self, age: int, opens: date | None) -> None:
        guard = f'guards = [{{ circumstance = "age", at_least = {age} }}]\nsource ='
        text = WAY.replace("2010-01-01", "2000-01-01").replace("source =", guard, 1)

        made = person_problem(free(), rules_of(text), setting(free(), days=400))

        assert first_day(sweep(made.compiled), Need.ADDRESS) == opens


class TestEnds:
    def test_registration_ends_when_the_detention_has_lasted_longer_than_four_months(self) -> None:
        """Detained on 8 January: four months are up on 8 May, longer than that is 9 May."""
        course = ordinary(detained({Need.REGISTRATION: MET}, release=date(2007, 6, 1)))

        assert course.days_of(Need.REGISTRATION) == ((0, 37),)
        assert later(37) == date(2007, 5, 9)

    def test_a_release_before_that_keeps_it(self) -> None:
        course = ordinary(detained({Need.REGISTRATION: MET}))

        assert course.days_of(Need.REGISTRATION) == ((0, 121),)

    def test_a_decision_to_keep_it_has_to_be_taken_before_the_day_on_which_it_ends(self) -> None:
        made = problem(detained({Need.REGISTRATION: MET}, release=date(2007, 6, 1)))
        kept = sweep(made.compiled, decisions=["practice-register/entry-kept"])
        late = sweep(made.compiled, decisions=["practice-register/entry-kept"], not_before=37)

        assert kept.days_of(Need.REGISTRATION) == ((0, 121),)
        assert late.days_of(Need.REGISTRATION) == ((0, 37),)

    def test_rent_unpaid_from_today_does_not_cost_the_home_that_is_still_to_come(self) -> None:
        """The arrears are those of the home of now; the next one is none of theirs."""
        person = detained(applied(Need.HOUSING, DAY, "housing-applied"), release=DAY)
        in_arrears = replace(person, arrears=Known(value=True, since=DAY, evidence=BY))

        course = sweep(problem(in_arrears).compiled, Policy.INERT)

        assert course.days_of(Need.HOUSING) == ((7, 121),)

    def test_rent_unpaid_costs_the_home_of_now_after_three_months(self) -> None:
        in_arrears = replace(
            detained({Need.HOUSING: MET}), arrears=Known(value=True, since=DAY, evidence=BY)
        )

        course = sweep(problem(in_arrears).compiled, Policy.INERT)

        assert course.days_of(Need.HOUSING) == ((0, 91),)
        assert later(91) == date(2007, 7, 2)

    def test_a_document_is_held_through_its_last_valid_day(self) -> None:
        valid = Standing(held=(Held(date(2002, 1, 1), later(10), BY),))

        course = ordinary(detained({Need.ID_DOCUMENT: valid}))

        assert course.days_of(Need.ID_DOCUMENT) == ((0, 11),)

    def test_what_begins_later_is_held_from_its_day(self) -> None:
        coming = Standing(held=(Held(later(12), None, BY),), lost=LOST.lost)

        assert ordinary(free({Need.HOUSING: coming})).days_of(Need.HOUSING) == ((12, 121),)


class TestWhatIsNotForecast:
    """The guard vocabulary is closed and names no need, so a rule cannot ask that one is unmet."""

    def test_no_circumstance_is_a_need(self) -> None:
        assert {str(each) for each in Circumstance}.isdisjoint({str(need) for need in Need})

    def test_a_condition_has_no_word_for_not(self) -> None:
        assert set(Condition.model_fields) == {
            "need",
            "window",
            "grace_days",
            "bindingness",
            "source",
        }
        assert {name for name in Guard.model_fields if "need" in name} == set()

    def test_circumstances_that_acts_change_stay_as_they_are_recorded(self) -> None:
        """A home found in the forecast closes no way that is for those without a dwelling."""
        person = replace(free({Need.IDENTITY: MET}), housing_offered=known(value=True))

        course = sweep(problem(person, "law-2007").compiled)
        without = sweep(problem(free({Need.IDENTITY: MET}), "law-2007").compiled)

        assert course.earliest(Need.HOUSING) == 7
        assert Circumstance.HAS_DWELLING in INERT_CIRCUMSTANCES
        for day in range(course.last + 1):
            assert without.held_on(day) <= course.held_on(day)

    def test_a_need_that_is_declined_is_left_out(self) -> None:
        declined = LOST._replace(declined=Noted(DAY, BY))

        made = problem(free({Need.HOUSING: declined}))

        assert Need.HOUSING in made.not_wanted
        assert all(way.need != Need.HOUSING for way in made.problem.ways)


class TestDecisions:
    def test_a_decision_under_a_waiver_takes_its_own_time_first(self) -> None:
        lead = "lead = { typical = { weeks = 1 } }\n"
        rules = rules_of(
            WAY.replace(
                "source =",
                'conditions = [{ need = "identity", bindingness = "statute" }]\n'
                "lead = { typical = { weeks = 4 } }\nsource =",
                1,
            ),
            INTERVENTION.replace("source =", lead + "source =", 1),
        )
        asked = Setting(date(2012, 1, 2), date(2012, 6, 1))

        made = person_problem(free(), rules, asked)

        course = sweep(made.compiled, decisions=["local/without-identity"])
        assert course.earliest(Need.ADDRESS) == 35
        assert sweep(made.compiled).earliest(Need.ADDRESS) is None

    def test_the_municipality_opens_the_card_inside_the_prison_until_release(self) -> None:
        person = detained({Need.REGISTRATION: MET, Need.CASH: MET}, release=date(2007, 4, 30))
        made = problem(person)

        opened = sweep(made.compiled, decisions=["practice-identity/card-in-prison"])

        assert opened.earliest(Need.ID_DOCUMENT) == 21
        assert sweep(made.compiled).earliest(Need.ID_DOCUMENT) == 28 + 28

    def test_a_decision_that_is_for_prisoners_is_none_for_who_is_free(self) -> None:
        name = "practice-identity/card-in-prison"

        assert name in problem(detained()).decisions
        assert name not in problem(free()).decisions

    def test_what_is_assumed_counts_without_anybody_acting(self) -> None:
        made = person_problem(
            free(), SEED, setting(free()), assume=["practice-identity/fee-paid-by-others"]
        )

        assert sweep(made.compiled, Policy.INERT).earliest(Need.CASH) == 2


def test_the_statutory_maximum_is_another_forecast() -> None:
    person = free({Need.IDENTITY: MET, Need.REGISTRATION: MET, Need.CASH: MET})
    usual = setting(person, date(2026, 2, 2))
    most = replace(usual, leads=Leads.STATUTORY_MAXIMUM)
    rules = load_rule_set("law")

    days = [
        sweep(person_problem(person, rules, each).compiled).earliest(Need.ID_DOCUMENT)
        for each in (usual, most)
    ]

    assert days == [7, 42]


def test_ways_are_the_rules_of_the_person() -> None:
    made = problem(detained())

    assert all(isinstance(each, Way) or each.id in made.decisions for each in made.rules.values())
    assert set(made.rules) <= {way.id for way in made.problem.ways}
