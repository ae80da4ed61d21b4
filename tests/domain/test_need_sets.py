"""Sets of needs as numbers, and the rings among them, against their definitions."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from domain.need_sets import (
    NeedSet,
    in_canonical_order,
    members,
    rings,
    singles,
    strongly_connected_components,
    union,
)

NEEDS: Final = 7
NUMBERS: Final = st.frozensets(st.integers(0, 40))
ARROWS: Final = st.lists(st.integers(0, 2**NEEDS - 1), min_size=NEEDS, max_size=NEEDS)
SOME_NEEDS: Final = st.integers(0, 2**NEEDS - 1)


def as_number(needs: Iterable[int]) -> NeedSet:
    return sum(2**need for need in needs)


def leads(arrows: Sequence[NeedSet], within: NeedSet) -> set[tuple[int, int]]:
    """All pairs of which the first leads to the second in one step or more."""
    inside = [need for need in range(NEEDS) if within >> need & 1]
    found = {(one, other) for one, other in product(inside, repeat=2) if arrows[one] >> other & 1}
    for between, one, other in product(inside, repeat=3):
        if (one, between) in found and (between, other) in found:
            found.add((one, other))
    return found


@given(NUMBERS)
def test_a_set_lists_its_members_with_the_lowest_first(needs: frozenset[int]) -> None:
    assert members(as_number(needs)) == sorted(needs)
    assert singles(as_number(needs)) == [2**need for need in sorted(needs)]


@given(st.lists(NUMBERS))
def test_a_need_is_in_the_union_of_sets_if_it_is_in_one(sets: list[frozenset[int]]) -> None:
    assert union(map(as_number, sets)) == as_number(frozenset().union(*sets))


@given(st.lists(NUMBERS))
def test_smaller_sets_come_first_and_equal_ones_by_their_members(
    sets: list[frozenset[int]],
) -> None:
    in_order = sorted(map(sorted, sets), key=lambda each: (len(each), each))

    assert in_canonical_order(map(as_number, sets)) == [as_number(each) for each in in_order]


@given(ARROWS, SOME_NEEDS)
def test_needs_are_in_one_component_if_each_leads_to_the_other(
    arrows: list[NeedSet], within: NeedSet
) -> None:
    found = leads(arrows, within)
    expected = {
        as_number(
            other
            for other in members(within)
            if other == one or ((one, other) in found and (other, one) in found)
        )
        for one in members(within)
    }

    components = strongly_connected_components(arrows, within)

    assert len(components) == len(expected)
    assert set(components) == expected


@given(ARROWS, SOME_NEEDS)
def test_a_need_lies_in_a_ring_if_it_leads_back_to_itself(
    arrows: list[NeedSet], within: NeedSet
) -> None:
    found = leads(arrows, within)

    in_rings = union(rings(arrows, within))

    assert members(in_rings) == [need for need in members(within) if (need, need) in found]
