"""Many circles and many needs: lists are capped, said so, and nothing hangs."""

import pytest

from domain.circles import SEARCH_EFFORT
from domain.deadlock import classify, classify_readings
from tests.domain.deadlock_examples import LADDER, NETS, NOBODY, SEED, needs, sets, ways
from tests.domain.deadlock_oracle import canonical, random_people
from tests.profile import examples


class TestManyCircles:
    def test_a_cap_lists_so_many_circles_and_says_that_the_list_is_not_complete(self) -> None:
        every = classify(NETS, circle_cap=100_000)
        found = classify(NETS, circle_cap=5)

        assert len(found.circles) == 5
        assert set(found.circles) < set(every.circles)
        assert not found.complete
        assert found.carried == NOBODY
        assert (found.knots, found.stuck) == (every.knots, every.stuck)

    def test_sixty_four_circles_are_listed_unless_more_or_fewer_are_asked_for(self) -> None:
        alone = ways(*(f"n{each}: n{each}" for each in range(65)))

        assert len(classify(alone).circles) == 64
        assert len(classify_readings(alone, (), (), ()).circles) == 64

    def test_a_list_exactly_as_long_as_the_cap_is_known_to_be_complete(self) -> None:
        found = classify(SEED, circle_cap=3)

        assert len(found.circles) == 3
        assert found.complete

    def test_one_circle_more_than_the_cap_is_noticed(self) -> None:
        found = classify(SEED, circle_cap=2)

        assert len(found.circles) == 2
        assert not found.complete

    def test_every_knot_has_its_circle_before_any_has_two(self) -> None:
        found = classify([*NETS, *ways("y: z", "z: y")], circle_cap=2)

        assert sum(circle <= needs("y z") for circle in found.circles) == 1

    def test_as_many_knots_of_one_circle_as_the_cap_are_all_there_is(self) -> None:
        found = classify(ways("a: a", "b: b"), circle_cap=2)

        assert len(found.circles) == 2
        assert found.complete

    @pytest.mark.parametrize(("cap", "listed", "complete"), [(3, 3, False), (4, 4, True)])
    def test_the_circles_of_all_knots_count_towards_the_cap(
        self, cap: int, listed: int, *, complete: bool
    ) -> None:
        """Given two knots of two circles each."""
        two_each = ways("a: b c", "b: a", "c: a", "x: y z", "y: x", "z: x")

        found = classify(two_each, circle_cap=cap)

        assert (len(found.circles), found.complete) == (listed, complete)

    def test_more_knots_than_the_cap_leave_the_list_incomplete(self) -> None:
        found = classify(ways("a: a", "b: b", "c: c"), circle_cap=2)

        assert found.circles == sets("a", "b")
        assert not found.complete

    def test_a_cap_of_none_lists_none_and_still_finds_the_knots(self) -> None:
        found = classify(SEED, circle_cap=0)

        assert found.circles == []
        assert not found.complete
        assert classify(SEED).knots == found.knots

    def test_a_cap_of_none_is_complete_when_there_is_no_deadlock(self) -> None:
        assert classify(ways("id:"), circle_cap=0).complete

    def test_a_few_circles_that_can_be_broken_in_a_million_ways_are_all_found(self) -> None:
        found = classify(LADDER)

        pairs = [frozenset({f"x{step:02}", f"y{step:02}"}) for step in range(20)]
        assert [*pairs, frozenset(f"x{step:02}" for step in range(20))] == found.circles
        assert found.complete

    def test_the_circles_of_people_with_more_needs_are_the_minimal_traps_too(self) -> None:
        for person in random_people(seed=26, count=examples(20), largest=12):
            found = classify(person.ways, person.met, person.pending, circle_cap=10_000)

            assert canonical(person.circles) == found.circles
            assert found.complete


class TestLargePersons:
    @pytest.mark.parametrize("step", [1, -1])
    def test_a_ring_of_four_thousand_needs_is_one_knot_and_one_circle(self, step: int) -> None:
        ring = [(f"n{i}", [f"n{(i + step) % 4000}"]) for i in range(4000)]

        found = classify(ring)

        assert found.circles == found.knots == [frozenset(need for need, _ in ring)]
        assert found.complete

    def test_four_thousand_needs_in_a_row_behind_a_circle_are_behind_it(self) -> None:
        row = [(f"n{i}", [f"n{i + 1}"]) for i in range(4000)]

        found = classify([*row, ("n4000", ["n4000"])])

        assert found.stuck == {"n4000"}
        assert len(found.behind) == 4000

    def test_four_thousand_needs_in_a_row_wait_for_the_last_or_are_foreclosed_with_it(self) -> None:
        row = [(f"n{i}", [f"n{i + 1}"]) for i in range(4000)]

        assert len(classify([*row, ("n4000", [])]).waiting) == 4000
        assert len(classify(row).foreclosed) == 4001

    def test_a_knot_with_countless_circles_still_ends_with_those_found_so_far(self) -> None:
        size = SEARCH_EFFORT // 100
        tangle = [(f"n{i}", [f"n{(i + j) % size}" for j in (1, 2, 3)]) for i in range(size)]

        found = classify(tangle, circle_cap=1_000_000)

        assert found.circles
        assert not found.complete
        assert len(found.stuck) == size
