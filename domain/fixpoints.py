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

from domain.need_sets import NeedSet, members, rings, union

PlainWay: TypeAlias = tuple[str, Iterable[str]]

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
        needs: the same as a set.
        numbers: the number of each need.
        heads: per way, the number of the need it meets.
        body_sizes: per way, how many requirements it has.
        uses_of: per need, the numbers of the ways that require it.
        counts: per need, how many ways meet it.
        entries: the numbers of the needs met by a way without requirements.
        dead_ends: the numbers of the needs that no way meets.
        requirements_of: by name of a need, the requirements of each way that meets it, by name.
        bodies_of: per need, the requirements of each way that meets it.
        ways_using: per need, the ways that require it.
        in_rings: the needs that lead back to themselves when every way of each is followed; no
            others can lie in a knot, whatever is met.
        asked_in_rings: the needs that some way to one of those requires.
    """

    names: tuple[str, ...]
    needs: frozenset[str]
    numbers: dict[str, int]
    heads: list[int]
    body_sizes: list[int]
    uses_of: list[list[int]]
    counts: list[int]
    entries: list[int]
    dead_ends: list[int]
    requirements_of: dict[str, list[frozenset[str]]]
    bodies_of: list[list[NeedSet]]
    ways_using: list[list[WayAsSets]]
    in_rings: NeedSet
    asked_in_rings: NeedSet

    def as_set(self, needs: Iterable[str]) -> NeedSet:
        """Return those of some needs that occur in the ways as a set."""
        numbers = self.numbers
        return sum([1 << numbers[name] for name in needs if name in numbers])

    def named(self, needs: NeedSet) -> frozenset[str]:
        """Give the members of a set their names again."""
        names = self.names
        return frozenset([names[need] for need in members(needs)])

    def met_at_once(self, needs: Iterable[str], given: frozenset[str]) -> frozenset[str]:
        """Find which of some needs are met by a way that requires none but the given ones."""
        found = []
        for need in needs:
            for required in self.requirements_of[need]:
                if required <= given:
                    found.append(need)
                    break
        return frozenset(found)


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
    names = tuple(sorted(set(needs).union(*requirements)))
    numbers = {name: number for number, name in enumerate(names)}
    heads = [numbers[need] for need in needs]
    uses_of: list[list[int]] = [[] for _ in names]
    requirements_of: dict[str, list[frozenset[str]]] = {name: [] for name in names}
    bodies_of: list[list[NeedSet]] = [[] for _ in names]
    ways_using: list[list[WayAsSets]] = [[] for _ in names]
    asked_by = [0] * len(names)
    for way, (head, required) in enumerate(zip(heads, requirements, strict=True)):
        asked = [numbers[name] for name in required]
        body = sum([1 << number for number in asked])
        requirements_of[names[head]].append(required)
        bodies_of[head].append(body)
        asked_by[head] |= body
        as_sets = (head, 1 << head, body)
        for number in asked:
            uses_of[number].append(way)
            ways_using[number].append(as_sets)
    in_rings = sum(rings(asked_by, (1 << len(names)) - 1))
    return CompiledWays(
        names=names,
        needs=frozenset(names),
        numbers=numbers,
        heads=heads,
        body_sizes=[len(required) for required in requirements],
        uses_of=uses_of,
        counts=[len(bodies) for bodies in bodies_of],
        entries=[number for number, bodies in enumerate(bodies_of) if 0 in bodies],
        dead_ends=[number for number, bodies in enumerate(bodies_of) if not bodies],
        requirements_of=requirements_of,
        bodies_of=bodies_of,
        ways_using=ways_using,
        in_rings=in_rings,
        asked_in_rings=union(asked_by[number] for number in members(in_rings)),
    )


def least_fixpoint(ways: CompiledWays, base: Iterable[int]) -> bytearray:
    """Follow the ways from the base, and mark every need that this reaches.

    Args:
        ways: the ways that are open.
        base: the numbers of the needs that hold already.

    Returns:
        Per need, 1 if it is reached and 0 if not.
    """
    heads, uses_of = ways.heads, ways.uses_of
    lacking = ways.body_sizes.copy()
    reached = bytearray(len(ways.names))
    frontier = list({*base, *ways.entries})
    for need in frontier:
        reached[need] = 1
    for need in frontier:
        for way in uses_of[need]:
            lacking[way] -= 1
            if not lacking[way]:
                head = heads[way]
                if not reached[head]:
                    reached[head] = 1
                    frontier.append(head)
    return reached


def beyond_greatest_fixpoint(ways: CompiledWays, reached: bytes | bytearray) -> list[int]:
    """Follow the dead ends back, and list every need of which each way ends in one.

    The greatest fixpoint contains the least, so only needs that were not reached can lie outside.

    Args:
        ways: the ways that are open.
        reached: the least fixpoint, as `least_fixpoint` marks it.
    """
    lost = [need for need in ways.dead_ends if not reached[need]]
    if not lost:
        return lost
    heads, uses_of = ways.heads, ways.uses_of
    open_ways = ways.counts.copy()
    is_dead = bytearray(len(heads))
    for need in lost:
        for way in uses_of[need]:
            head = heads[way]
            if not reached[head] and not is_dead[way]:
                is_dead[way] = 1
                open_ways[head] -= 1
                if not open_ways[head]:
                    lost.append(head)
    return lost
