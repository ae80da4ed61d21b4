"""What is held on each day, against the definition carried out day by day."""

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules import WayKind, Window
from domain.timed.compiled import compiled
from domain.timed.course import Course
from domain.timed.model import (
    ALWAYS,
    End,
    ImpossibleTime,
    TimedCondition,
    TimedProblem,
    TimedWay,
    intersection,
)
from domain.timed.sweep import Policy, sweep
from tests.domain.deadlock_oracle import subsets
from tests.domain.timed_oracle import (
    Needs,
    day_by_day,
    has_expired,
    is_in,
    is_sustained,
    least,
    random_problems,
    takes_effect,
)
from tests.profile import examples

KINDS = {
    Policy.INERT: (WayKind.AUTO,),
    Policy.ORDINARY: (WayKind.AUTO, WayKind.ORDINARY, WayKind.DUTY),
    Policy.EXTENDED: tuple(WayKind),
}


def held_each_day(course: Course) -> list[Needs]:
    return [course.held_on(day) for day in range(course.last + 1)]


class TestAgainstTheDefinition:
    @pytest.mark.parametrize("policy", Policy)
    def test_every_day_is_what_the_definition_says(self, policy: Policy) -> None:
        changing = 0
        for drawn in random_problems(seed=52, count=examples(700)):
            taken = drawn.decisions if policy is Policy.EXTENDED else ()
            expected = day_by_day(drawn.problem, kinds=KINDS[policy], decisions=taken)

            found = sweep(compiled(drawn.problem), policy)

            assert expected == held_each_day(found), drawn.problem
            changing += len(found.history) > 3
        assert changing > examples(700) / 20

    def test_single_decisions_and_later_starts_change_what_the_definition_says(self) -> None:
        chance = random.Random(4)  # noqa: S311 - the same choices every time
        for drawn in random_problems(seed=53, count=examples(500)):
            taken = tuple(each for each in drawn.decisions if chance.random() < 0.5)
            first = chance.randint(0, 8)
            late = {way.id: chance.randint(0, 8) for way in drawn.problem.ways[:2]}
            expected = day_by_day(drawn.problem, decisions=taken, not_before=first, starts=late)

            found = sweep(compiled(drawn.problem), decisions=taken, not_before=first, starts=late)

            assert expected == held_each_day(found), drawn.problem

    def test_days_between_which_ways_may_be_started_narrow_those_of_the_problem(self) -> None:
        chance = random.Random(5)  # noqa: S311 - the same days every time
        narrowing = 0
        for drawn in random_problems(seed=57, count=examples(300)):
            first = {way.id: chance.randint(0, 6) for way in drawn.problem.ways[:4]}
            last = {way: day + chance.randint(-1, 3) for way, day in first.items()}
            starts = {
                way: intersection(drawn.problem.starts.get(way, ALWAYS), ((day, last[way] + 1),))
                for way, day in first.items()
            }
            narrowed = replace(drawn.problem, starts={**drawn.problem.starts, **starts})
            expected = day_by_day(narrowed)

            found = sweep(compiled(drawn.problem), starts=first, last_starts=last)

            assert expected == held_each_day(found), drawn.problem
            narrowing += expected != day_by_day(drawn.problem)
        assert narrowing > examples(300) / 10

    def test_larger_problems_over_more_days_agree_as_well(self) -> None:
        larger = random_problems(seed=54, count=examples(40), needs=8, ways=16, horizon=40)
        for drawn in larger:
            expected = day_by_day(drawn.problem)

            assert expected == held_each_day(sweep(compiled(drawn.problem))), drawn.problem

    def test_a_sweep_that_stops_early_says_the_same_of_the_days_before(self) -> None:
        for drawn in random_problems(seed=55, count=examples(200)):
            problem = compiled(drawn.problem)

            assert held_each_day(sweep(problem))[:8] == held_each_day(sweep(problem, until=7))

    def test_what_sustains_each_other_is_the_greatest_set_of_all_that_do(self) -> None:
        """The definition takes away what falls; all subsets are looked at here instead."""
        looked = 0
        for drawn in random_problems(seed=56, count=examples(300), needs=4, ways=5, horizon=5):
            for day, kept, best in greatest_by_subsets(drawn.problem):
                assert kept == best, (day, drawn.problem)
                looked += 1
        assert looked > examples(100)


class TestMore:
    """More facts, ways, days of start or decisions never take anything away, on any day."""

    @given(seed=st.integers(0, 10**6), choice=st.integers(0, 10**6))
    def test_fewer_days_of_start_hold_less(self, seed: int, choice: int) -> None:
        [drawn] = random_problems(seed, 1)
        chance = random.Random(choice)  # noqa: S311 - Hypothesis chooses
        allowed = {
            (way.id, day)
            for way in drawn.problem.ways
            for day in range(drawn.problem.horizon + 1)
            if chance.random() < 0.6
        }

        fewer = day_by_day(drawn.problem, kinds=tuple(WayKind), decisions=(), allowed=allowed)

        assert_within(fewer, held_each_day(sweep(compiled(drawn.problem), Policy.EXTENDED)))

    @given(seed=st.integers(0, 10**6), first=st.integers(0, 14), later=st.integers(0, 14))
    def test_the_later_the_first_start_the_less_is_held(
        self, seed: int, first: int, later: int
    ) -> None:
        [drawn] = random_problems(seed, 1)
        problem = compiled(drawn.problem)
        late = sweep(problem, Policy.EXTENDED, not_before=max(first, later))
        early = sweep(problem, Policy.EXTENDED, not_before=min(first, later))

        assert_within(held_each_day(late), held_each_day(early))

    @given(seed=st.integers(0, 10**6))
    def test_each_policy_holds_what_the_one_before_it_does(self, seed: int) -> None:
        [drawn] = random_problems(seed, 1)
        problem = compiled(drawn.problem)
        inert, ordinary, extended = (held_each_day(sweep(problem, each)) for each in Policy)

        assert_within(inert, ordinary)
        assert_within(ordinary, extended)

    @given(seed=st.integers(0, 10**6), need=st.sampled_from("abcde"), day=st.integers(0, 14))
    def test_one_more_fact_takes_nothing_away(self, seed: int, need: str, day: int) -> None:
        [drawn] = random_problems(seed, 1)
        problem = drawn.problem
        facts = {**problem.facts, need: (*problem.facts.get(need, ()), (day, day + 2))}
        more = TimedProblem(problem.ways, facts, problem.ends, problem.horizon, problem.starts)

        assert_within(held_each_day(sweep(compiled(problem))), held_each_day(sweep(compiled(more))))

    @given(seed=st.integers(0, 10**6), left_out=st.integers(0, 7))
    def test_one_way_less_adds_nothing(self, seed: int, left_out: int) -> None:
        [drawn] = random_problems(seed, 1)
        ways = drawn.problem.ways
        fewer = TimedProblem(
            ways[:left_out] + ways[left_out + 1 :],
            drawn.problem.facts,
            drawn.problem.ends,
            drawn.problem.horizon,
        )
        whole = TimedProblem(ways, drawn.problem.facts, drawn.problem.ends, drawn.problem.horizon)

        assert_within(held_each_day(sweep(compiled(fewer))), held_each_day(sweep(compiled(whole))))

    def test_a_longer_lead_can_hold_more_later_once_things_expire(self) -> None:
        """So the statutory maximum is a second forecast, not a guarantee."""

        def advance(lead: int) -> Course:
            way = TimedWay(
                "advance", "money", open={Window.START: ((0, 1),)}, lead=lead, duration=28
            )
            return sweep(compiled(TimedProblem((way,), horizon=60)))

        assert advance(7).holds({"money"}, 40) is False
        assert advance(28).holds({"money"}, 40) is True


class TestTheAnswer:
    def test_says_on_which_days_a_need_is_held_and_on_which_it_is_not(self) -> None:
        course = sweep(compiled(TimedProblem((), {"roof": ((2, 5), (8, 20))}, horizon=9)))

        assert course.days_of("roof") == ((2, 5), (8, 10))
        assert course.gaps("roof") == ((0, 2), (5, 8))
        assert course.gaps("roof", 3, 9) == ((5, 8),)
        assert course.earliest("roof") == 2
        assert course.held_on(-1) == frozenset()

    def test_knows_nothing_of_a_need_that_nothing_speaks_of(self) -> None:
        course = sweep(compiled(TimedProblem((), horizon=9)))

        assert course.days_of("roof") == ()
        assert course.earliest("roof") is None
        assert course.gaps("roof") == ((0, 10),)
        assert not course.holds({"roof"}, 0)

    def test_tells_the_steps_in_the_order_in_which_they_start(self) -> None:
        ways = (
            TimedWay("gift", "money", lead=2),
            TimedWay("card", "document", (TimedCondition("money"),), lead=10),
            TimedWay("desk", "registration", (TimedCondition("document"),), lead=7),
            TimedWay("aside", "roof"),
        )

        steps = sweep(compiled(TimedProblem(ways))).steps_to({"registration"})

        assert [(each.way.id, each.started, each.first) for each in steps] == [
            ("gift", 0, 2),
            ("card", 2, 12),
            ("desk", 12, 19),
        ]

    def test_tells_on_a_later_day_the_step_of_which_something_is_left(self) -> None:
        ways = (
            TimedWay("prison", "address", open={Window.WHILE: ((0, 10),)}, lead=2),
            TimedWay("lent", "address", lead=8),
        )

        course = sweep(compiled(TimedProblem(ways)))

        assert [(each.way.id, each.until) for each in course.steps_to({"address"})] == [
            ("prison", 9)
        ]
        assert [(each.way.id, each.until) for each in course.steps_to({"address"}, 10)] == [
            ("lent", None)
        ]

    def test_tells_what_keeps_a_grant_up_on_a_later_day(self) -> None:
        ways = (
            TimedWay("prison", "address", open={Window.WHILE: ((0, 10),)}),
            TimedWay("lent", "address", lead=8),
            TimedWay("entry", "registration", (TimedCondition("address", Window.WHILE),)),
        )

        steps = sweep(compiled(TimedProblem(ways))).steps_to({"registration"}, 20)

        assert [each.way.id for each in steps] == ["entry", "lent", "prison"]

    def test_names_no_step_for_what_a_fact_meets(self) -> None:
        ways = (TimedWay("card", "document", (TimedCondition("money"),)), TimedWay("w", "money"))
        course = sweep(compiled(TimedProblem(ways, {"money": ((0, 99),)})))

        assert [each.way.id for each in course.steps_to({"document"})] == ["card"]


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: TimedWay("w", "a", lead=-1),
        lambda: TimedWay("w", "a", duration=0),
        lambda: TimedCondition("a", grace=-1),
        lambda: TimedProblem((TimedWay("w", "a"), TimedWay("w", "b"))),
        lambda: TimedProblem((), starts={"w": ((0, 1),)}),
    ],
    ids=["a lead", "a duration", "a grace", "one id twice", "starts of no way"],
)
def test_times_that_cannot_be_are_refused(impossible: Callable[[], object]) -> None:
    with pytest.raises(ImpossibleTime):
        impossible()


def assert_within(fewer: list[Needs], more: list[Needs]) -> None:
    assert len(fewer) == len(more)
    for day, (some, all_of_them) in enumerate(zip(fewer, more, strict=True)):
        assert some <= all_of_them, day


def greatest_by_subsets(problem: TimedProblem) -> Iterable[tuple[int, Needs, Needs]]:
    """For each day: what a sweep holds, and what the union of all sound sets of grants holds.

    A day with too many grants to look at all subsets ends the search in that problem.
    """
    held = held_each_day(sweep(compiled(problem)))
    granted: frozenset[tuple[str, int]] = frozenset()
    ways = {way.id: way for way in problem.ways if way.kind in KINDS[Policy.ORDINARY]}

    for day in range(problem.horizon + 1):
        facts = frozenset(n for n, days in problem.facts.items() if is_in(days, day))
        started = [(name, day - way.lead) for name, way in ways.items() if day >= way.lead]
        candidates = [
            (name, start)
            for name, start in granted
            if not has_expired(ways[name], start, day)
            and End(ways[name].need, day) not in problem.ends
        ]
        if len(candidates) > 9:
            return
        sound = []
        for chosen in subsets([f"{name} {start}" for name, start in candidates]):
            grants = {(each.split()[0], int(each.split()[1])) for each in chosen}
            now = least(facts, grants, started, ways, problem, held[:day], day)
            if all(is_sustained(ways[name], now, held[:day], day) for name, _ in grants):
                sound.append((grants, now))
        greatest = frozenset().union(*(grants for grants, _ in sound))
        yield day, held[day], frozenset().union(*(now for _, now in sound))
        fresh = {
            (name, start)
            for name, start in started
            if takes_effect(ways[name], start, held[day], held[:day], day, problem)
        }
        granted = frozenset(greatest | fresh)
