"""What holds needs fast, and what the search for it takes, against the definitions."""

from typing import Final

import pytest
from hypothesis import given

from domain.circles import find_circles
from domain.fixpoints import compile_ways, least_fixpoint
from domain.need_sets import members
from domain.traps import CircularNeeds, circular_needs, find_knots
from tests.domain.deadlock_examples import (
    NOBODY,
    needs,
    some_needs,
    some_ways,
    ways,
)
from tests.domain.deadlock_oracle import Needs, Oracle, Way, sparse_people, subsets
from tests.profile import examples


def circular_needs_of(person: Oracle) -> CircularNeeds:
    compiled = compile_ways(person.ways)
    dead_ends = compiled.as_set(person.foreclosed)
    return circular_needs(compiled, compiled.as_set(person.circular), dead_ends)


@given(ways=some_ways, base=some_needs)
def test_the_least_fixpoint_marks_what_follows_from_the_base(ways: list[Way], base: Needs) -> None:
    compiled = compile_ways(ways)
    expected = Oracle(ways, base).least_fixpoint

    reached = least_fixpoint(compiled, members(compiled.as_set(base)))

    assert reached == bytes(name in expected for name in compiled.names)


def test_only_needs_that_lead_back_to_themselves_are_looked_at_for_knots() -> None:
    compiled = compile_ways(ways("a: b", "b: c", "c: b x", "d: a", "e: e y"))

    assert compiled.named(compiled.in_rings) == needs("b c e")
    assert compiled.named(compiled.asked_in_rings) == needs("b c e x y")


def test_the_greatest_trap_is_all_that_lies_in_a_trap() -> None:
    freed = 0
    for person in sparse_people(seed=1972, count=examples(300)):
        compiled, circular = compile_ways(person.ways), circular_needs_of(person)
        for among in subsets(person.circular):
            expected = NOBODY.union(*(trap for trap in person.traps if trap <= among))

            found = compiled.named(circular.greatest_trap(compiled.as_set(among)))

            assert found == expected, person
            freed += 0 < len(found) < len(among) - 1
    assert freed > examples(300)


class TestTheEffort:
    """Each fork has the circles `a b` and `a c`, told apart by five removals after the first.

    Without `c`, `b` may hold `a` (1). In what is left, `a` frees `b` (2 and 3) and `b` frees `a`
    (4), which is the second circle. Without `b`, nothing holds `a` (5), and no third is left.
    """

    FORKS: Final = [ways("a: b c", "b: a", "c: a"), ways("d: e f", "e: d", "f: d")]

    @pytest.mark.parametrize("forks", [1, 2])
    def test_all_knots_together_have_as_much_as_was_asked(self, forks: int) -> None:
        person = Oracle([way for fork in self.FORKS[:forks] for way in fork])
        circular = circular_needs_of(person)
        knots = find_knots(circular)

        circles, complete = find_circles(circular, knots, 64, effort=5 * forks)
        _, complete_with_less = find_circles(circular, knots, 64, effort=5 * forks - 1)

        assert (len(circles), complete) == (2 * forks, True)
        assert not complete_with_less
