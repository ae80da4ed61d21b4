"""The smallest reasons why needs hold each other fast: the circles of a knot, up to a cap.

A circle is a trap that contains no smaller trap. It is strongly connected, since its last component
would otherwise be a smaller trap, so it lies in exactly one knot.

The search is Reiter's tree of conflicts (Reiter 1987, "A theory of diagnosis from first
principles"), as in the enumeration of minimal unsatisfiable sets (Liffiton and others 2016, "Fast,
flexible MUS enumeration"): find one circle, then look for others among the needs without its first
member, without its second, and so on. Each branch keeps the members tried before it, so that no
two branches hold the same circle. One circle takes little more than one pass over the knot. Circles
may be exponentially many, hence the cap; and even a few may be hard to complete (they are the
maximal models of a Horn theory: Kavvadias, Sideri and Stavropoulos 2000, "Generating all maximal
models of a Boolean expression"), hence a bound on the effort as well.
"""

from collections.abc import Sequence
from typing import Final

from domain.fixpoints import WayAsSets
from domain.need_sets import NeedSet, members
from domain.traps import CircularNeeds, LiveWays

SEARCH_EFFORT: Final = 100_000
"""Removals of a need after which the search for further circles ends: some tenths of a second."""


def find_circles(
    circular: CircularNeeds, knots: Sequence[NeedSet], cap: int, effort: int = SEARCH_EFFORT
) -> tuple[list[NeedSet], bool]:
    """List the circles of some knots, and say whether the list is complete.

    Every knot gets one circle before any knot gets its second, so that the cap hides as few knots
    as it can.

    Args:
        circular: the needs and their live ways.
        knots: the knots in the order in which they are to be searched.
        cap: how many circles to list at most.
        effort: after how many removals of a need the search for further circles ends.
    """
    searches = [_CircleSearch(circular.live_ways(knot)) for knot in knots[:cap]]
    found = len(searches)
    complete = len(knots) <= cap
    for search in searches:
        complete &= search.find_others(cap - found, effort)
        found += len(search.circles) - 1
        effort -= search.removals
    return [circle for search in searches for circle in search.circles], complete


class _Branch:
    """A trap to search for circles, and the members of one circle to leave out in turn.

    Every circle inside it has all needs of `kept`. The choices are a circle inside it without
    those; `kept` grows by each choice once the branch without it has been searched.
    """

    __slots__ = ("choices", "kept", "trap", "tried")

    def __init__(self, trap: NeedSet, kept: NeedSet, choices: list[int]) -> None:
        self.trap = trap
        self.kept = kept
        self.choices = choices
        self.tried = 0


class _CircleSearch:
    """The circles of one knot; the first is found at once, the others when asked for."""

    __slots__ = ("_arrows", "_in_all", "_in_order", "_knot", "_using", "circles", "removals")

    def __init__(self, knot: LiveWays) -> None:
        self._arrows = {need: 0 for need, _ in knot}
        self._using: dict[int, list[WayAsSets]] = {need: [] for need in self._arrows}
        for need, body in knot:
            self._arrows[need] |= body
            for required in members(body):
                self._using[required].append((need, 1 << need, body))
        self._knot = sum([1 << need for need in self._arrows])
        self._in_order: list[list[int]] = []
        self._in_all = 0
        self.circles: list[NeedSet] = []
        self.removals = 0
        self._add_circle(self._knot)

    def find_others(self, room: int, effort: int) -> bool:
        """Search for the circles beside the first; False when room or effort ran out before.

        Args:
            room: how many more circles may be listed.
            effort: how many removals of a need the search may take.
        """
        self.removals = 0
        branches = [self._branch(self._knot, self._in_all)]
        while branches:
            branch = branches[-1]
            if branch.tried == len(branch.choices):
                branches.pop()
                continue
            choice = branch.choices[branch.tried]
            branch.tried += 1
            kept = branch.kept
            branch.kept |= 1 << choice
            trap = self._without(branch.trap, choice, kept)
            if self.removals > effort:
                return False
            if trap:
                branches.append(self._branch(trap, kept))
                if len(self.circles) > room + 1:
                    self.circles.pop()
                    return False
        return True

    def _branch(self, trap: NeedSet, kept: NeedSet) -> _Branch:
        """Pick the circle in a trap that leaves least to choose from, a known one if it can."""
        known = [
            in_order
            for circle, in_order in zip(self.circles, self._in_order, strict=True)
            if circle & trap == circle
        ]
        if not known:
            known = [self._add_circle(trap)]
        choices = min(([need for need in each if not kept >> need & 1] for each in known), key=len)
        return _Branch(trap, kept, choices)

    def _add_circle(self, trap: NeedSet) -> list[int]:
        """Find a circle in a trap, its members in the order in which they require others.

        The first need whose removal frees all that is left is in every trap that is left. From
        there on a need is in every such trap if and only if its removal frees one known to be.
        What is in every trap of the whole knot is in all its circles.
        """
        circle = 0
        in_order: list[int] = []
        for need in members(trap):
            bit = 1 << need
            if trap & bit:
                smaller = self._without(trap, need)
                if not smaller:
                    circle = bit
                    in_order.append(need)
                    break
                trap = smaller
        for member in in_order:
            if trap == self._knot:
                self._in_all |= 1 << member
            required = self._arrows[member] & trap & ~circle
            while required:
                bit = required & -required
                need = bit.bit_length() - 1
                smaller = self._without(trap, need, circle)
                if smaller:
                    trap = smaller
                    required &= trap
                else:
                    circle |= bit
                    in_order.append(need)
                    required ^= bit
        self.circles.append(circle)
        self._in_order.append(in_order)
        return in_order

    def _without(self, trap: NeedSet, need: int, kept: NeedSet = 0) -> NeedSet:
        """Take a need from a trap, and return what is left when others come free thereby.

        Nothing is left when one of `kept` comes free.
        """
        using = self._using
        taken = [need]
        left = trap ^ 1 << need
        for freed in taken:
            for head, bit, body in using[freed]:
                if left & bit and not left & body:
                    if kept & bit:
                        self.removals += len(taken)
                        return 0
                    left ^= bit
                    taken.append(head)
        self.removals += len(taken)
        return left
