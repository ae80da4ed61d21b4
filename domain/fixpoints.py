"""What a set of ways can reach: the least and the greatest fixpoint, in linear time.

A way `(need, requirements)` is a Horn rule. With a base of needs that hold already, two sets answer
two different questions. The least fixpoint holds every need that can be reached one step after
another. The greatest fixpoint holds every need that would keep itself going once it was there. Both
are computed by counting down what each way still lacks (Dowling and Gallier 1984, "Linear-time
algorithms for testing the satisfiability of propositional Horn formulae").
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

PlainWay: TypeAlias = tuple[str, Iterable[str]]

NeedSet: TypeAlias = int
"""A set of needs: bit `i` stands for need `i`."""

WayAsSets: TypeAlias = tuple[int, NeedSet, NeedSet]
"""A need, the same need as a set, and the set of its requirements."""


class NeedsWrittenAsText(TypeError):
    """A collection of needs was expected and one text was given, which would be read by letter."""

    def __init__(self, where: str, text: str, *, of: str = "") -> None:
        super().__init__(
            f"{where}{of and f' of {of!r}'} must be a collection of needs, but is the single text "
            f"{text!r}. Write it as a set with one need: {{{text!r}}}."
        )


@dataclass(frozen=True, slots=True, eq=False)
class CompiledWays:
    """Ways with their needs numbered, so that many people can be judged by the same rules.

    Needs are numbered in the order of their names; ways keep the order in which they were given,
    which no result depends on.

    Attributes:
        names: every need that occurs in the ways, sorted; the number of a need is its place here.
        numbers: the number of each need.
        heads: per way, the need it meets.
        bodies: per way, the numbers of its requirements.
        requirements: per way, its requirements by name.
        body_sizes: per way, how many requirements it has.
        ways_of: per need, the ways that meet it.
        uses_of: per need, the ways that require it.
        entries: the needs met by a way without requirements.
        as_sets: per way, its need, the same need as a set, and its requirements as a set; sets are
            integers, bit `i` for need `i`.
        as_sets_of: per need, the ways that meet it as sets.
        as_sets_using: per need, the ways that require it as sets.
    """

    names: tuple[str, ...]
    numbers: dict[str, int]
    heads: list[int]
    bodies: list[list[int]]
    requirements: list[frozenset[str]]
    body_sizes: list[int]
    ways_of: list[list[int]]
    uses_of: list[list[int]]
    entries: list[int]
    as_sets: list[WayAsSets]
    as_sets_of: list[list[WayAsSets]]
    as_sets_using: list[list[WayAsSets]]

    def heads_within(self, needs: frozenset[str]) -> frozenset[str]:
        """Find the needs met by a way that requires none but the given needs."""
        names, numbers = self.names, self.numbers
        given = sum([1 << numbers[name] for name in needs if name in numbers])
        return frozenset([names[head] for head, _, body in self.as_sets if body & given == body])


def compile_ways(ways: Iterable[PlainWay]) -> CompiledWays:
    """Number the needs of a set of ways, once for all the people judged by it.

    Args:
        ways: pairs of a need and the needs it requires. Several ways may meet the same need.

    Raises:
        NeedsWrittenAsText: the requirements of a way are one text instead of a collection.
    """
    needs: list[str] = []
    requirements: list[frozenset[str]] = []
    for need, required in ways:
        if isinstance(required, str):
            raise NeedsWrittenAsText("requirements", required, of=need)
        needs.append(need)
        requirements.append(frozenset(required))
    names = tuple(sorted({*needs, *(name for body in requirements for name in body)}))
    numbers = {name: number for number, name in enumerate(names)}
    heads = [numbers[need] for need in needs]
    bodies = [[numbers[name] for name in body] for body in requirements]
    ways_of: list[list[int]] = [[] for _ in names]
    uses_of: list[list[int]] = [[] for _ in names]
    for way, head in enumerate(heads):
        ways_of[head].append(way)
        for requirement in bodies[way]:
            uses_of[requirement].append(way)
    as_sets = [
        (head, 1 << head, sum(1 << requirement for requirement in body))
        for head, body in zip(heads, bodies, strict=True)
    ]
    return CompiledWays(
        names=names,
        numbers=numbers,
        heads=heads,
        bodies=bodies,
        requirements=requirements,
        body_sizes=[len(body) for body in bodies],
        ways_of=ways_of,
        uses_of=uses_of,
        entries=[head for head, body in zip(heads, bodies, strict=True) if not body],
        as_sets=as_sets,
        as_sets_of=[[as_sets[way] for way in own] for own in ways_of],
        as_sets_using=[[as_sets[way] for way in using] for using in uses_of],
    )


CIRCULAR, REACHED, FORECLOSED = 0, 1, 2
"""The three classes of a need: only in the greatest fixpoint, in the least as well, in neither."""


def classes_of_needs(ways: CompiledWays, base: Iterable[int]) -> bytearray:
    """Tell for every need by number whether it is reached, circular or foreclosed.

    Args:
        ways: the ways that are open.
        base: the numbers of the needs that hold already.
    """
    classes = bytearray(len(ways.names))
    _mark_least_fixpoint(classes, ways, base)
    if CIRCULAR in classes:
        _mark_beyond_greatest_fixpoint(classes, ways)
    return classes


def _mark_least_fixpoint(classes: bytearray, ways: CompiledWays, base: Iterable[int]) -> None:
    """Follow the ways from the base, and mark every need that this reaches."""
    heads, uses_of = ways.heads, ways.uses_of
    lacking = ways.body_sizes.copy()
    frontier = list({*base, *ways.entries})
    for need in frontier:
        classes[need] = REACHED
    while frontier:
        for way in uses_of[frontier.pop()]:
            lacking[way] -= 1
            if not lacking[way]:
                head = heads[way]
                if not classes[head]:
                    classes[head] = REACHED
                    frontier.append(head)


def _mark_beyond_greatest_fixpoint(classes: bytearray, ways: CompiledWays) -> None:
    """Follow the dead ends back, and mark every need of which each way ends in one.

    The greatest fixpoint contains the least, so only needs that were not reached can lie outside.
    """
    heads, uses_of, ways_of = ways.heads, ways.uses_of, ways.ways_of
    supports = {need: len(ways_of[need]) for need, mark in enumerate(classes) if not mark}
    lost = [need for need, support in supports.items() if not support]
    for need in lost:
        classes[need] = FORECLOSED
    dead_ways: set[int] = set()
    while lost:
        for way in uses_of[lost.pop()]:
            head = heads[way]
            if not classes[head] and way not in dead_ways:
                dead_ways.add(way)
                supports[head] -= 1
                if not supports[head]:
                    classes[head] = FORECLOSED
                    lost.append(head)
