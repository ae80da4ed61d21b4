"""Where circular needs hold each other fast: traps and knots.

A trap is a set of circular needs of which every live way of every member requires a member: none
can come first. Traps are closed under union, so every set of needs has one greatest trap inside it,
found by deleting again and again each need with a way that requires nothing left in the set.

A knot is a trap in which every member leads to every other, as large as it can be. Two overlapping
strongly connected traps have a strongly connected trap as their union, so knots are unique and
apart from each other. The strongly connected components of all circular needs would not do: a
component may be freed from outside, and a knot may lie inside it all the same.

Sets of needs are integers here, bit `i` for need `i`, so that the handful of needs of one person
costs a handful of machine instructions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.fixpoints import CIRCULAR, FORECLOSED, CompiledWays, NeedSet, WayAsSets


@dataclass(frozen=True, slots=True, eq=False)
class CircularNeeds:
    """The circular needs of one person, and what holds them, by the numbers of all needs.

    A live way is one without foreclosed requirements; it requires at least one circular need, or
    the need it meets would not be circular. A dead way is no way out, and holds nothing up.

    Attributes:
        names: per need, its name.
        members: the circular needs.
        dead_ends: the foreclosed needs.
        ways_of: per need, the ways to it, live or dead.
        uses_of: per need, the ways that require it, live or dead.
        arrows: per need, all circular needs that the live ways to it require.
    """

    names: Sequence[str]
    members: NeedSet
    dead_ends: NeedSet
    ways_of: Sequence[Sequence[WayAsSets]]
    uses_of: Sequence[Sequence[WayAsSets]]
    arrows: Sequence[NeedSet]

    def named(self, needs: NeedSet) -> frozenset[str]:
        """Give the members of a set their names again."""
        return frozenset([self.names[need] for need in members(needs)])

    def greatest_trap(self, needs: NeedSet) -> NeedSet:
        """Find the largest trap among some needs; empty when they hold none."""
        freed = []
        left = needs
        blocked = needs | self.dead_ends
        for need in members(needs):
            if self.arrows[need] & ~needs:
                for _, bit, body in self.ways_of[need]:
                    if not body & blocked:
                        freed.append(need)
                        left ^= bit
                        break
        return self.trap_left(left, freed) if left else 0

    def trap_left(self, needs: NeedSet, taken: list[int], kept: NeedSet = 0) -> NeedSet:
        """Find what is left of a trap when needs are taken from it, and thereby others come free.

        Args:
            needs: the trap without the needs taken from it.
            taken: the needs taken from it; those that come free are added.
            kept: needs that must stay; nothing is left when one of them comes free.
        """
        uses_of = self.uses_of
        blocked = needs | self.dead_ends
        for freed in taken:
            for need, bit, body in uses_of[freed]:
                if needs & bit and not blocked & body:
                    if kept & bit:
                        return 0
                    needs ^= bit
                    blocked ^= bit
                    taken.append(need)
        return needs


def circular_needs(ways: CompiledWays, classes: bytes | bytearray) -> CircularNeeds:
    """Find the circular needs, and which of them the live ways to each require.

    Args:
        ways: the ways that are open.
        classes: the class of every need, from `domain.fixpoints.classes_of_needs`.
    """
    circular = dead_ends = 0
    for need, mark in enumerate(classes):
        if mark == CIRCULAR:
            circular |= 1 << need
        elif mark == FORECLOSED:
            dead_ends |= 1 << need
    arrows = [0] * len(classes)
    for need in members(circular):
        leads = 0
        for _, _, body in ways.as_sets_of[need]:
            if not body & dead_ends:
                leads |= body
        arrows[need] = leads & circular
    return CircularNeeds(
        names=ways.names,
        members=circular,
        dead_ends=dead_ends,
        ways_of=ways.as_sets_of,
        uses_of=ways.as_sets_using,
        arrows=arrows,
    )


def find_knots(circular: CircularNeeds) -> list[NeedSet]:
    """List the maximal strongly connected traps, in no particular order."""
    knots = []
    unsearched = [circular.members]
    while unsearched:
        for component in strongly_connected_components(circular.arrows, unsearched.pop()):
            trap = circular.greatest_trap(component)
            if trap == component:
                knots.append(trap)
            elif trap:
                unsearched.append(trap)
    return knots


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
    on_path = 0
    path: list[tuple[NeedSet, NeedSet]] = []
    while unfinished:
        if not path:
            on_path = unfinished & -unfinished
            path.append((on_path, arrows[on_path.bit_length() - 1]))
        block, leads = path.pop()
        leads &= unfinished & ~block
        if not leads:
            components.append(block)
            unfinished ^= block
            on_path ^= block
        elif leads & on_path:
            earlier, earlier_leads = path.pop()
            path.append((earlier | block, earlier_leads | leads))
        else:
            step = leads & -leads
            path.append((block, leads))
            path.append((step, arrows[step.bit_length() - 1]))
            on_path |= step
    return components


def members(needs: NeedSet) -> list[int]:
    """List the members of a set of circular needs, the lowest first."""
    numbers = []
    while needs:
        lowest = needs & -needs
        numbers.append(lowest.bit_length() - 1)
        needs ^= lowest
    return numbers


def in_canonical_order(sets: Iterable[NeedSet]) -> list[NeedSet]:
    """Order sets of circular needs by size, and equal sizes by their members."""
    return sorted(sets, key=lambda needs: (needs.bit_count(), members(needs)))
