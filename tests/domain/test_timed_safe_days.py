"""Last safe days, against trying every day."""

from hypothesis import given
from hypothesis import strategies as st

from domain.rules import WayKind, Window
from domain.timed.compiled import compiled
from domain.timed.doors import closing_doors, useful_starts
from domain.timed.model import TimedCondition, TimedProblem, TimedWay
from domain.timed.safe_days import (
    LastSafeDay,
    Prospect,
    Timing,
    last_safe_day,
    last_safe_days,
    outlook,
)
from domain.timed.sweep import Policy, sweep
from tests.domain.timed_oracle import Needs, day_by_day, is_in, random_problems
from tests.profile import examples


def by_trying_every_day(safe: list[bool]) -> LastSafeDay:
    """`safe[x]`: whether the goal is reached although nothing is started before day `x`."""
    if not safe[0]:
        return LastSafeDay(Timing.TOO_LATE)
    if safe[-1]:
        return LastSafeDay(Timing.SECURED)
    return LastSafeDay(Timing.IN_TIME, max(day for day, reached in enumerate(safe) if reached))


class TestAgainstTryingEveryDay:
    def test_of_a_goal(self) -> None:
        in_time = 0
        for drawn in random_problems(seed=61, count=examples(120), horizon=10):
            by = 9
            held = [day_by_day(drawn.problem, not_before=first)[by] for first in range(by + 2)]
            for goal in (["a"], ["b"], ["a", "b"]):
                expected = by_trying_every_day([set(goal) <= needs for needs in held])

                found = last_safe_day(compiled(drawn.problem), goal, by)

                assert expected == found, drawn.problem
                in_time += found.timing is Timing.IN_TIME
        assert in_time > examples(120) / 10

    def test_of_one_action(self) -> None:
        in_time = 0
        for drawn in random_problems(seed=62, count=examples(120), horizon=10):
            by, action = 9, drawn.problem.ways[0].id
            held: list[Needs] = [
                day_by_day(drawn.problem, starts={action: first})[by] for first in range(by + 2)
            ]
            for goal in ("a", "b"):
                expected = by_trying_every_day([goal in needs for needs in held])

                found = last_safe_day(compiled(drawn.problem), {goal}, by, action=action)

                assert expected == found, drawn.problem
                in_time += found.timing is Timing.IN_TIME
        assert in_time > 0

    def test_of_all_needs_at_once_as_of_each_by_itself(self) -> None:
        for drawn in random_problems(seed=63, count=examples(100)):
            problem = compiled(drawn.problem)
            expected = {
                need: last_safe_day(problem, {need}, 12, policy=Policy.EXTENDED)
                for need in problem.needs
            }

            assert expected == last_safe_days(problem, 12, policy=Policy.EXTENDED)

    @given(seed=st.integers(0, 10**6), by=st.integers(0, 14))
    def test_waiting_until_the_last_safe_day_is_in_time_and_one_day_more_is_not(
        self, seed: int, by: int
    ) -> None:
        [drawn] = random_problems(seed, 1)
        problem = compiled(drawn.problem)
        for need, found in last_safe_days(problem, by).items():
            if found.day is not None:
                assert sweep(problem, not_before=found.day).holds({need}, by)
                assert not sweep(problem, not_before=found.day + 1).holds({need}, by)


class TestTwoWaysToOneNeed:
    """Either will do, so neither is critical by itself; a backward pass would say otherwise."""

    PROBLEM = compiled(
        TimedProblem(
            (
                TimedWay("quick", "document", lead=5),
                TimedWay("slow", "document", lead=20),
                TimedWay("desk", "registration", (TimedCondition("document"),), lead=7),
            )
        )
    )

    def test_everything_can_wait_for_the_quick_one(self) -> None:
        found = last_safe_day(self.PROBLEM, {"registration"}, 30)

        assert found == LastSafeDay(Timing.IN_TIME, 18)

    def test_the_quick_one_can_be_left_out_while_the_slow_one_is_taken(self) -> None:
        found = last_safe_day(self.PROBLEM, {"registration"}, 30, action="quick")

        assert found == LastSafeDay(Timing.SECURED)

    def test_what_both_lead_to_has_its_own_last_day(self) -> None:
        found = last_safe_day(self.PROBLEM, {"registration"}, 30, action="desk")

        assert found == LastSafeDay(Timing.IN_TIME, 23)


def test_a_decision_has_a_last_safe_day_for_all_its_ways() -> None:
    ways = tuple(
        TimedWay(f"w{lead}", "money", lead=lead, kind=WayKind.OPTION, decision="fee")
        for lead in (2, 9)
    )
    problem = compiled(TimedProblem(ways))

    found = last_safe_day(problem, {"money"}, 30, action="fee", decisions=["fee"])

    assert found == LastSafeDay(Timing.IN_TIME, 28)
    assert last_safe_day(problem, {"money"}, 30) == LastSafeDay(Timing.TOO_LATE)


class TestDoors:
    def test_days_that_serve_are_those_on_which_a_lone_way_can_be_started(self) -> None:
        for drawn in random_problems(seed=64, count=examples(25)):
            for way in drawn.problem.ways:
                alone = TimedWay(way.id, way.need, open=way.open, lead=way.lead)
                problem = TimedProblem((alone,), horizon=20)
                for start in range(16):
                    serves = any(
                        day_by_day(problem, allowed={(way.id, start)}),
                    )

                    assert serves == is_in(useful_starts(way), start), (way, start)

    def test_a_door_that_opens_again_says_when(self) -> None:
        way = TimedWay("w", "a", open={Window.START: ((0, 10), (20, 30), (40, 10**9))})

        doors = closing_doors(TimedProblem((way,)))

        assert [(each.last_start, each.opens_again) for each in doors] == [(9, 20), (29, 40)]

    def test_a_door_beyond_the_horizon_is_not_closing(self) -> None:
        way = TimedWay("w", "a", open={Window.START: ((0, 500),)})

        assert closing_doors(TimedProblem((way,), horizon=365)) == ()

    def test_what_works_by_itself_has_no_door(self) -> None:
        way = TimedWay("w", "a", open={Window.START: ((0, 5),)}, kind=WayKind.AUTO)

        assert closing_doors(TimedProblem((way,))) == ()


class TestOutlook:
    def test_what_is_reached_was_possible_and_what_is_not_possible_is_never_reached(self) -> None:
        seen = set()
        for drawn in random_problems(seed=65, count=examples(300)):
            found = outlook(drawn.problem)
            held = frozenset().union(*day_by_day(drawn.problem))
            for need, prospect in found.prospects.items():
                assert (prospect is Prospect.REACHED) == (need in held)
                seen.add(prospect)
        assert seen == set(Prospect)

    def test_in_what_only_grows_nothing_comes_after_the_days_looked_at(self) -> None:
        """No expiry, no ends, no condition while it lasts: the search beyond is then exact."""
        for drawn in random_problems(seed=66, count=examples(40)):
            ways = tuple(
                TimedWay(
                    way.id,
                    way.need,
                    tuple(TimedCondition(each.need) for each in way.conditions),
                    {w: d for w, d in way.open.items() if w is not Window.WHILE},
                    way.lead,
                )
                for way in drawn.problem.ways
            )
            lasting = {n: ((days[0][0], 10**9),) for n, days in drawn.problem.facts.items()}
            problem = TimedProblem(ways, lasting, horizon=3)
            far = TimedProblem(ways, lasting, horizon=70)
            held = frozenset().union(*day_by_day(far))

            found = outlook(problem)

            assert {need for need in found.prospects if need in found.first} == held
