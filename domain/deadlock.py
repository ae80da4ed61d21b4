"""Which needs a person can meet, and which hold each other fast.

    >>> answer = classify([("id", {"brp"}), ("brp", {"id"}), ("benefit", {"id"})])
    >>> sorted(answer.stuck), sorted(answer.behind)
    (['brp', 'id'], ['benefit'])

A way `(need, requirements)` says that the need can be met once its requirements are. Two fixpoints
of the ways (`domain.fixpoints`) give three classes, as the well-founded and the Kripke-Kleene
semantics of logic programs tell true, undefined and false apart:

- **obtainable**: in the least fixpoint; if everybody does what the ways allow, it comes about;
- **circular**: only in the greatest; it would follow if one were there, but none can come first;
- **foreclosed**: in neither; every attempt ends at a need that no way meets.

A ring of needs with an exit, or one need that is reached along two paths, is not circular. Circular
needs are **stuck** when they lie in a knot (`domain.traps`) and **behind** one otherwise. The
circles of a knot (`domain.circles`) explain it: one need given from outside frees a knot only if it
is a member of it, and all its members come free when every circle is broken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from types import MappingProxyType

from domain.circles import find_circles
from domain.fixpoints import (
    CompiledWays,
    NeedsWrittenAsText,
    PlainWay,
    beyond_greatest_fixpoint,
    compile_ways,
    least_fixpoint,
)
from domain.traps import (
    CircularNeeds,
    LiveWay,
    NeedSet,
    find_knots,
    in_canonical_order,
)

__all__ = [
    "Classification",
    "CompiledWays",
    "NeedsWrittenAsText",
    "NegativeCircleCap",
    "PlainWay",
    "Readings",
    "classify",
    "classify_readings",
    "compile_ways",
]


_NO_NEEDS: frozenset[str] = frozenset()


class NegativeCircleCap(ValueError):
    """A cap on the number of circles was below zero."""

    def __init__(self, cap: int) -> None:
        super().__init__(f"circle_cap is {cap}, but must be 0 (list no circles) or more.")


@dataclass(frozen=True, slots=True)
class Classification:
    """The place of every need that occurs in the ways, the met and the pending needs.

    Each need is in exactly one of `obtainable`, `circular` and `foreclosed`.

    Attributes:
        obtainable: met, pending, ready or waiting.
        circular: stuck or behind.
        foreclosed: no way leads there, whatever happens to the other needs.
        ready: neither met nor pending, and the requirements of some way are all met.
        waiting: obtainable, but first another need must become met.
        stuck: members of a knot.
        behind: circular, and in no knot; comes free when the knots do.
        carried: members of a knot but of no circle; empty when the circles are not complete.
        knots: the maximal strongly connected traps; no two overlap.
        circles: the minimal traps, each inside one knot.
        complete: whether `circles` holds all circles there are.

    Knots and circles are ordered by size, then by the names of their members.
    """

    obtainable: frozenset[str]
    circular: frozenset[str]
    foreclosed: frozenset[str]
    ready: frozenset[str]
    waiting: frozenset[str]
    stuck: frozenset[str]
    behind: frozenset[str]
    carried: frozenset[str]
    knots: list[frozenset[str]]
    circles: list[frozenset[str]]
    complete: bool


def classify(
    ways: CompiledWays | Iterable[PlainWay],
    met: Iterable[str] = (),
    pending: Iterable[str] = (),
    *,
    circle_cap: int = 64,
) -> Classification:
    """Tell for every need whether it can be met, and if not, what holds it fast.

    Equal sets of ways, met and pending needs give equal answers, in whatever order they come.

    Args:
        ways: the ways that are open now, as pairs of a need and its requirements, or compiled.
        met: the needs that hold now.
        pending: the needs that were applied for and are expected to be granted.
        circle_cap: how many circles to list at most.

    Raises:
        NeedsWrittenAsText: a collection of needs is one text.
        NegativeCircleCap: `circle_cap` is below zero.
    """
    compiled = ways if isinstance(ways, CompiledWays) else compile_ways(ways)
    met, pending = _needs(met, "met"), _needs(pending, "pending")
    if circle_cap < 0:
        raise NegativeCircleCap(circle_cap)
    names, numbers = compiled.names, compiled.numbers
    base = met | pending
    reached = least_fixpoint(compiled, [numbers[name] for name in base if name in numbers])
    obtainable = base.union(compress(names, reached))
    ready = compiled.heads_within(met) - base
    foreclosed = circular = stuck = carried = _NO_NEEDS
    knots: list[frozenset[str]] = []
    circles: list[frozenset[str]] = []
    complete = True
    if 0 in reached:
        closed = beyond_greatest_fixpoint(compiled, reached)
        foreclosed = frozenset(compress(names, closed))
        needs = _circular_needs(compiled, reached, closed)
        if needs.names:
            circular = frozenset(needs.names)
            knot_sets = in_canonical_order(find_knots(needs))
            circle_sets, complete = find_circles(needs, knot_sets, circle_cap)
            knots = [needs.named(knot) for knot in knot_sets]
            circles = [needs.named(circle) for circle in in_canonical_order(circle_sets)]
            stuck = _NO_NEEDS.union(*knots)
            if complete:
                carried = stuck.difference(*circles)
    return Classification(
        obtainable=obtainable,
        circular=circular,
        foreclosed=foreclosed,
        ready=ready,
        waiting=obtainable - base - ready,
        stuck=stuck,
        behind=circular - stuck,
        carried=carried,
        knots=knots,
        circles=circles,
        complete=complete,
    )


def _needs(needs: Iterable[str], where: str) -> frozenset[str]:
    """Take needs as a set, and refuse a single text, which would be read letter by letter."""
    if isinstance(needs, str):
        raise NeedsWrittenAsText(where, needs)
    return frozenset(needs)


def _circular_needs(
    ways: CompiledWays, reached: bytearray, foreclosed: bytearray
) -> CircularNeeds:
    """Number the circular needs in the order of their names, and find their live ways.

    A way with a foreclosed requirement is dead: it is no way out, and it holds nothing up.
    """
    needs = [n for n, marks in enumerate(zip(reached, foreclosed, strict=True)) if not any(marks)]
    bits = {need: 1 << number for number, need in enumerate(needs)}
    ways_of: list[list[LiveWay]] = []
    uses_of: dict[int, list[LiveWay]] = {need: [] for need in needs}
    arrows: list[NeedSet] = []
    for number, (need, bit) in enumerate(bits.items()):
        live: list[LiveWay] = []
        leads = 0
        for way in ways.ways_of[need]:
            body = 0
            for requirement in ways.bodies[way]:
                if foreclosed[requirement]:
                    break
                if not reached[requirement]:
                    body |= bits[requirement]
            else:
                live_way = (number, bit, body)
                live.append(live_way)
                leads |= body
                for requirement in ways.bodies[way]:
                    if not reached[requirement]:
                        uses_of[requirement].append(live_way)
        ways_of.append(live)
        arrows.append(leads)
    return CircularNeeds(
        names=[ways.names[need] for need in needs],
        ways_of=ways_of,
        uses_of=list(uses_of.values()),
        arrows=arrows,
    )
