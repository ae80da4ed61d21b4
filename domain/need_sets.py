"""Sets of needs as integers, bit `i` for need `i`, and how they are listed, ordered and split.

So the handful of needs of one person costs a handful of machine instructions.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import TypeAlias

NeedSet: TypeAlias = int
"""A set of needs: bit `i` stands for need `i`."""


def members(needs: NeedSet) -> list[int]:
    """List the numbers of the members of a set, the lowest first."""
    numbers = []
    while needs:
        lowest = needs & -needs
        numbers.append(lowest.bit_length() - 1)
        needs ^= lowest
    return numbers


def singles(needs: NeedSet) -> list[NeedSet]:
    """List the members of a set, each as a set of its own, the lowest first."""
    sets = []
    while needs:
        lowest = needs & -needs
        sets.append(lowest)
        needs ^= lowest
    return sets


def union(sets: Iterable[NeedSet]) -> NeedSet:
    """Return the needs that are in any of some sets."""
    return reduce(or_, sets, 0)


def in_canonical_order(sets: Iterable[NeedSet]) -> list[NeedSet]:
    """Order sets by size, and equal sizes by their members."""
    return sorted(sets, key=lambda needs: (needs.bit_count(), members(needs)))


def rings(arrows: Sequence[NeedSet], within: NeedSet) -> list[NeedSet]:
    """List the strongly connected components in which some arrow leads from need to need.

    Left out are needs that lie alone in their component and do not lead to themselves.

    Args:
        arrows: per need, the needs to which it leads.
        within: the needs to look at; arrows to others are ignored.
    """
    return [
        component
        for component in strongly_connected_components(arrows, within)
        if component & (component - 1) or arrows[component.bit_length() - 1] & component
    ]


def strongly_connected_components(arrows: Sequence[NeedSet], within: NeedSet) -> list[NeedSet]:
    """Split some needs into sets of which every member leads to every other.

    Path-based and without recursion (Gabow 2000, "Path-based depth-first search for strong and
    biconnected components"): walk along the arrows, and melt the last stretch of the path into one
    block whenever an arrow leads back to it.

    Args:
        arrows: per need, the needs to which it leads.
        within: the needs to split; arrows to others are ignored.
    """
    components = []
    unfinished = within
    while unfinished:
        block = seen = unfinished & -unfinished
        leads = arrows[block.bit_length() - 1]
        path: list[tuple[NeedSet, NeedSet]] = []
        while block:
            leads &= unfinished & ~block
            if not leads:
                components.append(block)
                unfinished ^= block
                block, leads = path.pop() if path else (0, 0)
            elif leads & seen:  # What is seen and unfinished lies on the path.
                earlier, earlier_leads = path.pop()
                block |= earlier
                leads |= earlier_leads
            else:
                path.append((block, leads))
                block = leads & -leads
                leads = arrows[block.bit_length() - 1]
                seen |= block
    return components
