"""Which decisions bring needs about by a day, who takes them and until when."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given

from domain.forecast import setting_for, ways_out
from domain.needs import Need
from domain.person import Person
from domain.standing import Held, Standing
from domain.timed.of_person import person_problem
from domain.timed.plans import binding_of, decision_sets
from domain.timed.sweep import sweep
from domain.ways_out import Binding
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
from tests.domain.deadlock_oracle import canonical, subsets
from tests.domain.forecast_people import BY, DAY, MET, free, later, people
from tests.domain.rule_sets import without_decisions
from tests.domain.rule_texts import INTERVENTION, WAY, rules_of

SEED: Final = load_rule_set("seed-2007")


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

        found = ways_out(person, without_decisions(SEED), DAY, [Need.ID_DOCUMENT], later(20))

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
        found = ways_out(free(), without_decisions(SEED), DAY, self.GOAL, later(100))

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
