"""What is said of the days to come, and of the ways out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given

from domain.forecast import (
    AssumedRuleUnknown,
    DayOutsideForecast,
    Forecast,
    Word,
    forecast,
    released_tomorrow,
    setting_for,
    ways_out,
)
from domain.needs import Need
from domain.person import Known, Person
from domain.rules import RuleSet, WayKind
from domain.standing import Held, Noted, Standing
from domain.timed.of_person import person_problem
from domain.timed.plans import binding_of, decision_sets
from domain.timed.setting import Leads, Unknowns
from domain.timed.sweep import sweep
from domain.ways_out import Binding
from domain.working_days import is_working_day
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
from tests.domain.deadlock_oracle import canonical, subsets
from tests.domain.forecast_people import (
    BY,
    DAY,
    LOST,
    MET,
    RELEASE,
    applied,
    detained,
    free,
    later,
    people,
)
from tests.domain.rule_texts import INTERVENTION, WAY, rules_of

SEED: Final = load_rule_set("seed-2007")
EIGHT: Final = frozenset(
    ["id_document", "registration", "address", "housing", "income", "benefit", "advance", "cash"]
)


def word(found: Forecast, need: Need) -> Word:
    return found.needs[need].usual.word


class TestTheWords:
    def test_what_is_met_and_does_not_end_is_secured(self) -> None:
        found = forecast(detained({Need.REGISTRATION: MET}), SEED, DAY)

        assert found.by == RELEASE
        assert word(found, Need.REGISTRATION) is Word.SECURED

    def test_what_can_be_had_in_time_is_achievable_until_its_last_day(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(30)).needs[Need.IDENTITY].usual

        assert (found.word, found.act_by) == (Word.ACHIEVABLE, later(23))
        assert found.earliest == later(7)

    def test_the_last_day_goes_back_to_a_day_on_which_offices_are_open(self) -> None:
        """The last day is Sunday 29 April 2007."""
        found = forecast(free(), SEED, DAY, by=date(2007, 5, 6)).needs[Need.IDENTITY].usual

        assert found.act_by == date(2007, 4, 29)
        assert found.act_by_working_day == date(2007, 4, 27)

    def test_what_takes_a_decision_says_until_when_it_can_be_taken(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(30)).needs[Need.CASH].usual

        assert (found.word, found.act_by) == (Word.ONLY_WITH_DECISION, later(28))
        assert found.with_decision

    def test_what_comes_later_than_asked_is_too_late_and_says_from_when(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(3)).needs[Need.IDENTITY].usual

        assert (found.word, found.earliest) == (Word.TOO_LATE, later(7))

    def test_what_comes_beyond_the_horizon_is_too_late_and_not_never(self) -> None:
        person = free({Need.ID_DOCUMENT: MET, Need.REGISTRATION: MET})

        found = forecast(person, SEED, DAY, later(40)).needs[Need.BENEFIT].usual

        assert (found.word, found.earliest) == (Word.TOO_LATE, later(56))
        assert not found.with_decision

    def test_what_ends_before_the_day_says_so(self) -> None:
        valid = Standing(held=(Held(date(2002, 1, 1), later(10), BY),))

        found = forecast(detained({Need.ID_DOCUMENT: valid}), without_decisions(), DAY)

        assert word(found, Need.ID_DOCUMENT) is Word.ENDS_BEFORE

    def test_what_no_decision_frees_will_be_stuck(self) -> None:
        found = forecast(free(), without_decisions(), DAY)

        assert {need for need in Need if word(found, need) is Word.WILL_BE_STUCK} == EIGHT

    def test_what_no_rule_speaks_of_has_no_way(self) -> None:
        assert word(forecast(free(), SEED, DAY), Need.DIGID) is Word.NO_WAY

    def test_what_the_person_declined_is_not_wanted(self) -> None:
        declined = replace(LOST, declined=Noted(DAY, BY))

        found = forecast(free({Need.SHELTER: declined}), SEED, DAY)

        assert word(found, Need.SHELTER) is Word.NOT_WANTED

    def test_what_is_unknown_is_said_under_both_readings(self) -> None:
        found = forecast(free({Need.CASH: Standing()}), SEED, DAY).needs[Need.CASH]

        assert found.usual.word is Word.ONLY_WITH_DECISION
        assert found.outcomes[Leads.TYPICAL, Unknowns.FAVOURABLE].word is Word.SECURED
        assert not found.is_certain

    def test_what_may_take_longer_by_statute_is_said_apart(self) -> None:
        day = date(2026, 6, 1)
        person = person_of_the_article("p-0417", day)

        found = forecast(person, load_rule_set("law"), day, by=date(2026, 7, 13))

        document = found.needs[Need.ID_DOCUMENT]
        assert (document.usual.word, document.usual.earliest) == (
            Word.ACHIEVABLE,
            date(2026, 7, 6),
        )
        assert (document.at_most.word, document.at_most.earliest) == (
            Word.TOO_LATE,
            date(2026, 8, 10),
        )
        assert document.at_most.sooner_with_decision == date(2026, 7, 15)

    def test_a_decision_that_brings_it_sooner_is_said_where_none_is_needed(self) -> None:
        person = person_of_the_article("p-0417", IN_JUNE)

        found = forecast(person, load_rule_set("law-2007"), IN_JUNE).needs[Need.CASH].usual

        assert (found.word, found.with_decision) == (Word.ACHIEVABLE, False)
        assert found.earliest == date(2007, 7, 16)
        assert found.sooner_with_decision == date(2007, 6, 20)

    def test_estimates_on_the_way_are_named(self) -> None:
        found = forecast(free(), SEED, DAY).needs[Need.IDENTITY]

        assert found.estimates == ("practice-identity/register-and-photo",)

    @given(person=people())
    def test_of_every_need_something_is_said_that_its_days_bear_out(self, person: Person) -> None:
        found = forecast(person, SEED, DAY, later(60), by=later(40))

        for need, each in found.needs.items():
            for outcome in each.outcomes.values():
                held = any(
                    first <= found.by and (last is None or found.by <= last)
                    for first, last in outcome.held
                )
                expected = {Word.SECURED, Word.ACHIEVABLE, Word.ONLY_WITH_DECISION}
                assert (outcome.word in expected) == held, need
                in_time = outcome.word in {Word.ACHIEVABLE, Word.ONLY_WITH_DECISION}
                assert in_time == (outcome.act_by is not None)
                assert outcome.word is not Word.TOO_LATE or outcome.earliest is not None


class TestRelease:
    def test_a_deadlock_is_found_before_it_exists(self) -> None:
        found = forecast(detained(), SEED, DAY)

        assert found.by == RELEASE
        assert found.stuck.stuck == EIGHT
        assert [sorted(circle) for circle in found.stuck.circles] == [
            ["id_document", "registration"],
            ["address", "housing", "registration"],
            ["advance", "benefit", "cash", "id_document", "income"],
        ]
        assert found.needs[Need.BENEFIT].stuck_if_nobody_acts

    def test_tomorrow_is_a_release_of_its_own(self) -> None:
        remand = detained({Need.REGISTRATION: MET}, release=None)

        usual, drill = forecast(remand, SEED, DAY), released_tomorrow(remand, SEED, DAY)

        assert (usual.release_on, usual.release_is_assumed) == (None, False)
        assert (drill.by, drill.release_is_assumed) == (later(1), True)
        assert word(drill, Need.REGISTRATION) is Word.SECURED
        assert word(drill, Need.ID_DOCUMENT) is Word.TOO_LATE
        assert drill.stuck.stuck == {"advance", "benefit", "cash", "id_document", "income"}

    def test_a_door_that_closes_with_release_is_named(self) -> None:
        found = forecast(detained({Need.REGISTRATION: MET}), SEED, DAY)

        doors = {door.rule: door.last_start for door in found.doors}

        assert doors["practice-identity/card-in-prison"] == RELEASE - timedelta(days=1)
        assert doors["practice-register/prison-address"] == RELEASE - timedelta(days=8)

    def test_a_release_that_turns_out_later_is_forecast_as_known_then_and_as_known_now(
        self,
    ) -> None:
        then = detained()
        now = replace(then, planned_release=Known(later(70), DAY, BY))

        assert forecast(then, SEED, DAY).by == RELEASE
        assert forecast(now, SEED, DAY).by == later(70)
        assert forecast(now, SEED, DAY) != forecast(then, SEED, DAY)


class TestNextChange:
    @pytest.mark.parametrize(
        "person",
        [
            detained(),
            detained({Need.REGISTRATION: MET}, release=date(2007, 6, 1)),
            free(applied(Need.BENEFIT, later(-10))),
            free({Need.ID_DOCUMENT: Standing((Held(date(2002, 1, 1), later(20), BY),))}),
        ],
        ids=["detained", "registered", "applied", "expiring"],
    )
    def test_until_then_every_word_stays_the_same_if_nobody_acts(self, person: Person) -> None:
        def said(day: date) -> dict[Need, Word]:
            found = forecast(person, SEED, day, later(300), by=later(80))
            return {need: each.usual.word for need, each in found.needs.items()}

        first = forecast(person, SEED, DAY, later(300), by=later(80))
        assert first.next_change is not None

        days = [DAY, later(1), first.next_change - timedelta(days=1)]

        assert all(said(day) == said(DAY) for day in days if DAY <= day < first.next_change)

    def test_a_last_day_that_passes_is_a_change(self) -> None:
        """Money in hand by day 30 takes two days to decide on."""
        found = forecast(free(), SEED, DAY, by=later(30))
        lasts = {need: each.usual.act_by for need, each in found.needs.items()}
        first = min(day for day in lasts.values() if day is not None)

        after = forecast(free(), SEED, first + timedelta(days=1), later(365), by=later(30))

        assert found.next_change == first + timedelta(days=1)
        for need, day in lasts.items():
            assert (word(after, need) != word(found, need)) == (day == first), need

    def test_an_overdue_decision_is_looked_at_every_day(self) -> None:
        found = forecast(free(applied(Need.BENEFIT, later(-70))), SEED, DAY)

        assert found.next_change == later(1)


class TestWhatIf:
    def test_decisions_that_are_assumed_are_counted_with(self) -> None:
        assume = ["practice-identity/fee-paid-by-others", "practice-register/entry-kept"]
        person = person_of_the_article("p-0417", IN_JUNE)

        found = forecast(person, SEED, IN_JUNE, assume=assume)

        assert word(found, Need.BENEFIT) is Word.ACHIEVABLE
        assert found.stuck.stuck == frozenset()

    def test_what_is_not_there_is_refused(self) -> None:
        with pytest.raises(AssumedRuleUnknown, match="no/such-way"):
            forecast(free(), SEED, DAY, assume=["no/such-way"])


class TestDays:
    def test_a_day_before_the_first_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, by=later(-1))

    def test_a_day_after_the_horizon_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, later(10), by=later(11))

    def test_a_horizon_or_a_release_before_the_first_day_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, later(-1))
        with pytest.raises(DayOutsideForecast):
            forecast(detained(), SEED, DAY, release_on=later(-1))

    def test_a_release_today_can_be_assumed(self) -> None:
        assert forecast(detained(), SEED, DAY, release_on=DAY).by == DAY

    def test_the_last_days_of_the_calendar_can_be_looked_at(self) -> None:
        day = date.max - timedelta(days=3)

        assert forecast(free(), SEED, day).horizon == date.max


class TestWaysOut:
    GOAL: Final = (Need.BENEFIT,)

    def test_are_all_the_smallest_sets_of_decisions(self) -> None:
        person = person_of_the_article("p-0417", IN_JUNE)
        by = IN_JUNE + timedelta(days=200)
        made = person_problem(person, SEED, setting_for(person, IN_JUNE))
        working = [
            chosen
            for chosen in subsets(made.decisions)
            if sweep(made.compiled, decisions=chosen, until=200).holds(self.GOAL, 200)
        ]
        smallest = canonical(each for each in working if not any(other < each for other in working))

        found = ways_out(person, SEED, IN_JUNE, self.GOAL, by)

        plans = [frozenset(rule.id for rule in plan.decisions) for plan in found.plans]
        assert canonical(plans) == smallest
        assert found.complete
        assert len(found.plans) == 9

    def test_the_first_takes_the_fewest_decisions_and_says_who_has_to_act_by_when(self) -> None:
        person = person_of_the_article("p-0417", IN_JUNE)

        found = ways_out(person, SEED, IN_JUNE, self.GOAL, IN_JUNE + timedelta(days=200))

        first = found.plans[0]
        assert [rule.id for rule in first.decisions] == [
            "practice-assistance/bridging-money",
            "practice-register/entry-kept",
        ]
        assert first.best
        assert (first.goal_on, first.act_by) == (date(2007, 9, 12), date(2007, 10, 10))
        assert [(step.id, step.start, step.last_start) for step in first.steps] == [
            ("practice-assistance/bridging-money", date(2007, 6, 18), date(2007, 10, 10)),
            ("practice-register/entry-kept", date(2007, 6, 18), date(2007, 10, 12)),
            ("practice-identity/identity-card", date(2007, 6, 20), date(2007, 10, 12)),
            ("practice-assistance/benefit", date(2007, 7, 18), date(2007, 11, 9)),
        ]
        assert first.gaps[Need.BENEFIT] == ((date(2007, 6, 18), date(2007, 9, 11)),)

    def test_the_last_starts_are_those_that_trying_every_day_finds(self) -> None:
        person, days = person_of_the_article("p-0417", IN_JUNE), 100
        by = IN_JUNE + timedelta(days=days)
        made = person_problem(person, SEED, setting_for(person, IN_JUNE))
        for plan in ways_out(person, SEED, IN_JUNE, self.GOAL, by).plans:
            chosen = [rule.id for rule in plan.decisions]
            for step in plan.steps:
                if step.last_start is not None:
                    safe = [
                        first
                        for first in range(days + 1)
                        if sweep(
                            made.compiled, decisions=chosen, starts={step.id: first}, until=days
                        ).holds(self.GOAL, days)
                    ]
                    assert step.last_start == IN_JUNE + timedelta(days=max(safe))

    def test_that_come_too_late_are_told_when_none_is_in_time(self) -> None:
        found = ways_out(free(), SEED, DAY, self.GOAL, later(10))

        assert found.plans
        assert not any(plan.meets_deadline for plan in found.plans)
        assert all(plan.goal_on > later(10) for plan in found.plans)

    def test_with_more_decisions_than_the_fewest_it_can_be_sooner(self) -> None:
        person = person_of_the_article("p-0421", IN_JUNE)

        found = ways_out(person, SEED, IN_JUNE, self.GOAL, date(2007, 7, 3))

        assert min(plan.goal_on for plan in found.plans) == date(2007, 9, 25)
        assert (found.earliest, found.earliest_from) == (date(2007, 9, 5), date(2007, 9, 5))

    def test_what_is_held_only_before_the_day_has_no_first_day_from_then_on(self) -> None:
        valid = Standing(held=(Held(date(2002, 1, 1), later(10), BY),))
        person = free({Need.ID_DOCUMENT: valid})

        found = ways_out(person, without_decisions(), DAY, [Need.ID_DOCUMENT], later(20))

        assert [plan.meets_deadline for plan in found.plans] == [False]
        assert (found.earliest, found.earliest_from) == (DAY, None)

    @given(person=people())
    def test_no_way_out_is_sooner_than_everything_at_once(self, person: Person) -> None:
        found = ways_out(person, SEED, DAY, self.GOAL, later(140), horizon=later(150))

        days = [plan.goal_on for plan in found.plans]
        assert found.earliest is None or all(found.earliest <= day for day in days)
        assert (found.earliest is not None) == bool(days) or not found.complete

    def test_none_is_needed_for_what_everybody_may_or_must_do(self) -> None:
        person = free({Need.ID_DOCUMENT: MET, Need.REGISTRATION: MET})

        found = ways_out(person, SEED, DAY, self.GOAL, later(100))

        assert [plan.decisions for plan in found.plans] == [()]
        assert found.plans[0].merit.binding is Binding.DUTY

    def test_there_is_none_where_no_decision_helps(self) -> None:
        found = ways_out(free(), without_decisions(), DAY, self.GOAL, later(100))

        assert found.plans == ()
        assert found.complete

    @pytest.mark.parametrize(("weeks", "again"), [(5, True), (3, False)])
    def test_help_that_lasts_four_weeks_is_needed_again_for_what_asks_it_longer(
        self,
        weeks: int,
        again: bool,  # noqa: FBT001 - what is expected
    ) -> None:
        """Money has to be there on every day from the application to the decision."""
        asked = f"""
lead = {{ typical = {{ weeks = {weeks} }} }}
conditions = [{{ need = "cash", window = "process", bindingness = "factual" }}]
source ="""
        help_out = INTERVENTION.replace('kind = "waive"', 'kind = "bridge"')
        help_out = help_out.replace(
            'way = "local/lent-by-the-municipality"\nwaives = "identity"',
            'need = "cash"\nduration = { weeks = 4 }',
        )
        rules = rules_of(WAY.replace("source =", asked.strip(), 1), help_out)
        day = date(2012, 1, 2)

        [plan] = ways_out(free(), rules, day, [Need.ADDRESS], day + timedelta(days=40)).plans

        assert plan.more_than_once == ({"local/without-identity"} if again else frozenset())

    def test_whoever_decides_is_bound_by_what_the_rule_says(self) -> None:
        person = person_of_the_article("p-0417", IN_JUNE)
        made = person_problem(person, SEED, setting_for(person, IN_JUNE))
        bound = {name: binding_of(rule) for name, rule in made.decisions.items()}

        assert bound["practice-register/entry-kept"] is Binding.POWER
        assert bound["practice-assistance/bridging-money"] is Binding.POLICY
        assert bound["practice-housing/family-or-friends"] is Binding.GOODWILL

    @given(person=people())
    def test_every_way_out_works_and_none_of_its_decisions_can_be_missed(
        self, person: Person
    ) -> None:
        made = person_problem(person, SEED, setting_for(person, DAY, later(150)))
        for chosen in decision_sets(made, [Need.BENEFIT], 140).sets:
            reached = sweep(made.compiled, decisions=chosen).holds(self.GOAL, 140)
            assert reached
            for each in chosen:
                fewer = sweep(made.compiled, decisions=chosen - {each})
                assert not fewer.holds(self.GOAL, 140)


def without_decisions() -> RuleSet:
    acts = tuple(
        act.model_copy(
            update={
                "interventions": (),
                "ways": tuple(way for way in act.ways if way.kind is not WayKind.OPTION),
            }
        )
        for act in SEED.acts
    )
    return SEED.model_copy(update={"acts": acts, "digest": "0" * 64})


def test_working_days_are_working_days() -> None:
    found = forecast(free(), SEED, DAY, by=later(90))

    days = [each.usual.act_by_working_day for each in found.needs.values()]

    assert all(is_working_day(day) for day in days if day is not None)
