"""From a person and the law to a problem in time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given

from domain.assessment import Moment, assess
from domain.circumstances import Circumstance
from domain.needs import Need
from domain.person import Known, Person
from domain.rules import Condition, Guard, Way, Window
from domain.standing import Held, Noted, Pending, Standing
from domain.status import Status
from domain.timed.course import Course
from domain.timed.latent import stuck_then
from domain.timed.model import contains
from domain.timed.of_person import PersonProblem, person_problem
from domain.timed.setting import Leads, Setting, Unknowns, expected_release
from domain.timed.sweep import Policy, sweep
from domain.timed.timeline import INERT_CIRCUMSTANCES
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
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
    people,
)
from tests.domain.rule_texts import INTERVENTION, WAY, rules_of
from tests.domain.timed_oracle import day_by_day

SEED: Final = load_rule_set("seed-2007")


def setting(person: Person, day: date = DAY, days: int = 120) -> Setting:
    return Setting(day, day + timedelta(days=days), expected_release(person, day))


def problem(person: Person, rules: str = "seed-2007") -> PersonProblem:
    return person_problem(person, load_rule_set(rules), setting(person))


def ordinary(person: Person, rules: str = "seed-2007") -> Course:
    return sweep(problem(person, rules).compiled)


def first_day(course: Course, need: Need) -> date | None:
    number = course.earliest(need)
    return None if number is None else later(number)


class TestAgainstTheDefinitions:
    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007"])
    @pytest.mark.parametrize("policy", Policy)
    def test_a_person_is_swept_as_the_definition_says_day_by_day(
        self, rules: str, policy: Policy
    ) -> None:
        made = problem(detained({Need.REGISTRATION: MET}), rules)
        kinds = {
            Policy.INERT: ("auto",),
            Policy.ORDINARY: ("auto", "ordinary", "duty"),
            Policy.EXTENDED: ("auto", "ordinary", "duty", "option"),
        }[policy]
        taken = tuple(made.decisions) if policy is Policy.EXTENDED else ()
        expected = day_by_day(made.problem, kinds=kinds, decisions=taken)  # type: ignore[arg-type]

        course = sweep(made.compiled, policy)

        assert expected == [course.held_on(day) for day in range(course.last + 1)]

    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
    @pytest.mark.parametrize("person", ["p-0417", "p-0418", "p-0421", "p-0422"])
    def test_the_deadlock_of_today_and_of_release_is_that_of_the_assessment(
        self, person: str, rules: str
    ) -> None:
        somebody = person_of_the_article(person, IN_JUNE)

        assert deadlocks_differ(somebody, rules, IN_JUNE) == []

    @given(person=people())
    def test_the_deadlock_of_anybody_is_that_of_the_assessment(self, person: Person) -> None:
        assert deadlocks_differ(person, "seed-2007", DAY) == []

    def test_what_comes_by_itself_before_release_is_met_then_for_a_look_ahead_alone(self) -> None:
        """Given an advance through today, of which nobody recorded that it brought money."""
        paid = detained({Need.ADVANCE: Standing(held=(Held(date(2006, 1, 1), DAY, BY),))})
        both = [person_problem(paid, SEED, setting(paid))] * 2

        judged = assess(paid, SEED, DAY, moment=Moment.RELEASE)
        ahead = stuck_then(both[0], both[1], (RELEASE - DAY).days)

        assert Need.CASH in judged.with_status(Status.STUCK)
        assert Need.CASH not in ahead.stuck
        assert deadlocks_differ(paid, "seed-2007", DAY) == []

    @given(person=people())
    def test_what_is_unknown_read_favourably_never_holds_less(self, person: Person) -> None:
        lower = setting(person)
        upper = replace(lower, unknowns=Unknowns.FAVOURABLE)
        for policy in Policy:
            less = sweep(person_problem(person, SEED, lower).compiled, policy)
            more = sweep(person_problem(person, SEED, upper).compiled, policy)
            for day in range(0, less.last + 1, 3):
                assert less.held_on(day) <= more.held_on(day)


def deadlocks_differ(person: Person, rules: str, day: date) -> list[object]:
    """What an assessment and a look ahead say differently, today and at release.

    What comes by itself until release is granted to who is assessed; where what is unknown decides
    what comes, nothing is compared.
    """
    found: list[object] = []
    law = load_rule_set(rules)
    asked = setting(person, day)
    both = [person_problem(person, law, replace(asked, unknowns=unknowns)) for unknowns in Unknowns]
    days = [(0, assess(person, law, day))]
    if asked.release_on is not None and not both[0].pending:
        number = asked.number(asked.release_on)
        come, other = ([*_come_by_themselves(each, number)] for each in both)
        if come == other:
            granted = {need: person.standing(need).granted(day, None, BY) for need in come}
            then_met = person.changed(standings={**person.standings, **granted})
            days.append((number, assess(then_met, law, day, moment=Moment.RELEASE)))
    for number, judged in days:
        then = stuck_then(both[0], both[1], number)
        if {frozenset(map(str, knot)) for knot in judged.knots} != set(then.knots):
            found.append((number, judged.knots, then.knots))
        if {frozenset(map(str, each.needs)) for each in judged.circles} != set(then.circles):
            found.append((number, judged.circles, then.circles))
        held_then = number == 0 and person.episode_on(day) is not None
        if not held_then and set(judged.with_status(Status.POSSIBLY_STUCK)) != then.possibly:
            found.append((number, judged.with_status(Status.POSSIBLY_STUCK), then.possibly))
    return found


def _come_by_themselves(person: PersonProblem, day: int) -> Iterator[Need]:
    """Yield what is met on a day, by number, and was not granted by any act."""
    held = sweep(person.compiled, Policy.INERT, until=day).held_on(day)
    granted = person.problem.facts
    yield from (need for need in Need if need in held and not contains(granted.get(need, ()), day))


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


class TestPendingApplications:
    def test_take_effect_on_the_day_on_which_the_term_ends(self) -> None:
        made = problem(free(applied(Need.BENEFIT, later(-7))))

        expected = made.pending[Need.BENEFIT]

        assert (expected.due, expected.overdue) == (later(49), False)
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) == 49

    def test_that_are_overdue_stay_pending_and_are_expected_in_a_fortnight(self) -> None:
        made = problem(free(applied(Need.BENEFIT, later(-70))))

        expected = made.pending[Need.BENEFIT]

        assert (expected.due, expected.overdue) == (later(-14), True)
        assert expected.expected == later(14)
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) == 14

    def test_that_were_refused_are_not_counted_with_any_more(self) -> None:
        refused = applied(Need.BENEFIT, later(-70))[Need.BENEFIT].refused(later(-1), BY)

        made = problem(free({Need.BENEFIT: refused}))

        assert made.pending == {}
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) is None

    def test_that_stood_still_are_due_as_many_days_later(self) -> None:
        pending = Pending(later(-30), "Tilburg", BY, "benefit-applied", later(-30))
        stopped = pending.invited(later(-20), None, BY).completed(later(-9), BY)

        made = problem(free({Need.BENEFIT: LOST._replace(pending=stopped)}))

        assert stopped.suspended_days == 10
        assert made.pending[Need.BENEFIT].due == later(-30 + 56 + 10)

    def test_that_stand_still_are_not_expected_on_any_day(self) -> None:
        pending = Pending(later(-30), "Tilburg", BY, "benefit-applied", later(-30))
        still = pending.invited(later(-20), None, BY)

        made = problem(free({Need.BENEFIT: LOST._replace(pending=still)}))

        assert made.pending[Need.BENEFIT].expected is None
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) is None

    def test_whose_term_ends_on_a_closed_day_are_due_on_the_next_open_one(self) -> None:
        """Eight weeks after Monday 5 March 2007 is 30 April, then the birthday of the Queen."""
        made = problem(free(applied(Need.BENEFIT, date(2007, 3, 5))))

        assert made.pending[Need.BENEFIT].due == date(2007, 5, 1)

    @pytest.mark.parametrize(("issued", "held"), [(-85, None), (-76, None), (-75, 14)])
    def test_lapse_when_what_was_made_is_not_collected_for_three_months(
        self, issued: int, held: int | None
    ) -> None:
        """What was made on 16 January 2007 is destroyed on 16 April, a fortnight from today."""
        person = free(applied(Need.ID_DOCUMENT, later(-100), "id-card-applied"))
        waiting = replace(person, card_issued=Known(value=True, since=later(issued), evidence=BY))

        course = sweep(problem(waiting, "law-2007").compiled, Policy.INERT)

        assert course.earliest(Need.ID_DOCUMENT) == held

    def test_for_which_no_term_runs_are_expected_after_what_is_usual(self) -> None:
        made = problem(free(applied(Need.ID_DOCUMENT, later(-3), "id-card-applied")))

        expected = made.pending[Need.ID_DOCUMENT]

        assert (expected.due, expected.assumed) == (later(25), True)


class TestTheLawChanges:
    LEAD: Final = "lead = { typical = { weeks = 4 } }\n"

    def test_a_rule_that_ends_inside_the_lead_decides_by_the_law_of_the_application(self) -> None:
        assert self.days(Window.START) == ((28, 121),)

    def test_and_does_not_decide_by_the_law_of_the_day_of_decision(self) -> None:
        assert self.days(Window.EFFECT) == ()

    def test_and_what_it_gave_falls_by_the_law_of_every_day(self) -> None:
        assert self.days(Window.WHILE, lead="") == ((0, 19),)

    def days(self, law_of: Window, lead: str = LEAD) -> tuple[tuple[int, int], ...]:
        text = WAY.replace("2019-12-31", "2007-04-20").replace("2010-01-01", "2000-01-01")
        rules = rules_of(text.replace("source =", lead + "source =", 1))
        asked = replace(setting(free()), law_of=law_of)
        return sweep(person_problem(free(), rules, asked).compiled).days_of(Need.ADDRESS)

    def test_a_version_that_comes_later_opens_on_its_first_day(self) -> None:
        old = WAY.replace("2019-12-31", "2007-04-10").replace("2010-01-01", "2000-01-01")
        ask = 'conditions = [{ need = "work", bindingness = "statute" }]\n'
        new = WAY.replace("2010-01-01", "2007-04-11").replace("source =", ask + "source =", 1)

        made = person_problem(
            free(), rules_of(old.replace('need = "address"', 'need = "cash"'), new), setting(free())
        )

        assert sorted(made.rules) == [
            "local/lent-by-the-municipality",
            "local/lent-by-the-municipality (2)",
        ]
        assert sweep(made.compiled).days_of(Need.CASH) == ((0, 121),)

    def test_a_rule_that_begins_on_the_last_day_looked_at_counts_on_that_day(self) -> None:
        first = later(120).isoformat()
        text = WAY.replace("2010-01-01", first)

        made = person_problem(free(), rules_of(text), setting(free()))

        assert sweep(made.compiled).days_of(Need.ADDRESS) == ((120, 121),)

    def test_a_frozen_rule_set_does_not_change(self) -> None:
        day = date(2026, 3, 1)

        frozen = person_problem(free(), SEED, Setting(day, day + timedelta(days=50)))

        assert "practice-assistance/benefit" in frozen.rules


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
