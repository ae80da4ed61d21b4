"""Where circular needs hold each other fast: traps and knots.

A trap is a set of circular needs of which every live way of every member requires a member: none
can come first. Traps are closed under union, so every set of needs has one greatest trap inside it,
found by deleting again and again each need with a way that requires nothing left in the set.

A knot is a trap in which every member leads to every other, as large as it can be. Two overlapping
strongly connected traps have a strongly connected trap as their union, so knots are unique and
apart from each other. The strongly connected components of all circular needs would not do: a
component may be freed from outside, and a knot may lie inside it all the same.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from domain.fixpoints import CompiledWays, WayAsSets
from domain.need_sets import NeedSet, members, rings

LiveWays: TypeAlias = list[tuple[int, NeedSet]]
"""The live ways to the members of a trap: a member, and the members that the way to it requires."""


class CircularNeeds(NamedTuple):
    """Circular needs of one person among which knots are looked for, and what holds them.

    A live way is one without foreclosed requirements; it requires at least one circular need, or
    the need it meets would not be circular. A dead way is no way out, and holds nothing up.

    Attributes:
        members: the needs; circular needs that are not among them lie in no knot.
        dead_ends: the foreclosed needs that some way to one of them requires.
        bodies_of: per need, the requirements of each way to it, live or dead.
        ways_using: per need, the ways that require it, live or dead.
        arrows: per need, all of these needs that the live ways to it require.
    """

    members: NeedSet
    dead_ends: NeedSet
    bodies_of: Sequence[Sequence[NeedSet]]
    ways_using: Sequence[Sequence[WayAsSets]]
    arrows: Sequence[NeedSet]

    def live_ways(self, trap: NeedSet) -> LiveWays:
        """List the live ways to the members of a trap, with what they require inside it."""
        return [
            (need, body & trap)
            for need in members(trap)
            for body in self.bodies_of[need]
            if not body & self.dead_ends
        ]

    def greatest_trap(self, needs: NeedSet) -> NeedSet:
        """Find the largest trap among some needs; empty when they hold none."""
        freed = []
        left = needs
        blocked = needs | self.dead_ends
        for need in members(needs):
            for body in self.bodies_of[need]:
                if not body & blocked:
                    freed.append(need)
                    left ^= 1 << need
                    break
        blocked = left | self.dead_ends
        for need in freed:
            for head, bit, body in self.ways_using[need]:
                if left & bit and not blocked & body:
                    left ^= bit
                    blocked ^= bit
                    freed.append(head)
        return left


def circular_needs(ways: CompiledWays, circular: NeedSet, dead_ends: NeedSet) -> CircularNeeds:
    """Find which of some circular needs the live ways to each of them require.

    Args:
        ways: the ways that are open.
        circular: the circular needs, without any or all of those that can lie in no knot.
        dead_ends: the foreclosed needs that some way to one of those requires; more do no harm.
    """
    arrows = [0] * len(ways.names)
    for need in members(circular):
        leads = 0
        for body in ways.bodies_of[need]:
            if not body & dead_ends:
                leads |= body
        arrows[need] = leads & circular
    return CircularNeeds(
        members=circular,
        dead_ends=dead_ends,
        bodies_of=ways.bodies_of,
        ways_using=ways.ways_using,
        arrows=arrows,
    )


def find_knots(circular: CircularNeeds) -> list[NeedSet]:
    """List the maximal strongly connected traps, in no particular order."""
    knots = []
    unsearched = [circular.members]
    while unsearched:
        for component in rings(circular.arrows, unsearched.pop()):
            trap = circular.greatest_trap(component)
            if trap == component:
                knots.append(trap)
            elif trap:
                unsearched.append(trap)
    return knots
