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

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from types import MappingProxyType
from typing import Final, NamedTuple

from domain.circles import find_circles
from domain.fixpoints import (
    CompiledWays,
    NeedsWrittenAsText,
    PlainWay,
    beyond_greatest_fixpoint,
    compile_ways,
    least_fixpoint,
)
from domain.need_sets import NeedSet, in_canonical_order
from domain.traps import circular_needs, find_knots

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

REMEMBERED: Final = 1024
"""How many answers are kept for who asks the same again: people of one caseload share most states.

The same person is asked about again for every decision that might be taken, and of some thousands
of people fewer than a hundred differ in what the rules see. So answers are shared, and constant.
"""


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
    knots: Sequence[frozenset[str]]
    circles: Sequence[frozenset[str]]
    complete: bool


@dataclass(frozen=True, slots=True)
class Readings:
    """What is certain about a person of whom it is unknown whether some needs are met.

    The lower reading takes the unknown needs as unmet, the upper as met. Both fixpoints only grow
    when more is met. So for every answer to what is unknown, the least fixpoint lies between those
    of the two readings, and so does the greatest. A need is therefore circular whatever the answers
    are if and only if it lies in the greatest fixpoint of the lower reading and not in the least of
    the upper, which is to say: if and only if it is circular in both.

    A trap of the upper reading of which all members are certain to be circular is a trap whatever
    the answers are. Under any answer its members are circular, and a way to one of them that is
    live then is live in the upper reading too, since that has fewer foreclosed needs; so it
    requires a member. (The reverse fails: a trap of the lower reading may have a way out through an
    unknown need.)

    A need that is foreclosed in the lower reading and obtainable in the upper is not called
    possibly stuck, although some mixture of answers might make it circular.

    Attributes:
        lower: `classify` with the unknown needs unmet.
        upper: `classify` with the unknown needs met.
        certain_circular: circular whatever the answers are; never an unknown need.
        stuck: certain to be circular, and in a knot of the upper reading.
        behind: certain to be circular, and in no knot of the upper reading.
        possibly_stuck: circular in exactly one reading, and not itself unknown.
        missing: for each possibly stuck need, the unknown needs to ask about first, never none:
            those at which a path from the need along its open ways arrives before any other unknown
            need. Left out are needs that are obtainable in the lower reading, ways with a need that
            is foreclosed in the upper, and ways that beyond this require more than another way to
            the same need. If all these answers are yes, the need has the same class whatever else
            is unknown. Sorted by need.
        knots: the knots of the upper reading that are traps whatever the answers are. A stuck need
            in none of them is held by other needs under one answer than under another.
        circles: the circles of the upper reading that are traps whatever the answers are. They are
            all there are if `upper.complete`.
    """

    lower: Classification
    upper: Classification
    certain_circular: frozenset[str]
    stuck: frozenset[str]
    behind: frozenset[str]
    possibly_stuck: frozenset[str]
    missing: Mapping[str, frozenset[str]]
    knots: Sequence[frozenset[str]]
    circles: Sequence[frozenset[str]]


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
    if circle_cap < 0:
        raise NegativeCircleCap(circle_cap)
    # Most ask with sets what was asked before; calls that change nothing would cost a third of it.
    return _classification(
        ways if type(ways) is CompiledWays else _compiled(ways),
        met if type(met) is frozenset else _needs(met, "met"),
        pending if type(pending) is frozenset else _needs(pending, "pending"),
        circle_cap,
    )


@lru_cache(maxsize=REMEMBERED)
def _classification(
    compiled: CompiledWays, met: frozenset[str], pending: frozenset[str], circle_cap: int
) -> Classification:
    names, numbers = compiled.names, compiled.numbers
    base = met | pending
    reached = least_fixpoint(compiled, [numbers[name] for name in base if name in numbers])
    obtainable = frozenset(compress(names, reached))
    lost = beyond_greatest_fixpoint(compiled, reached)
    foreclosed = frozenset([names[need] for need in lost])
    circular = compiled.needs - obtainable - foreclosed
    held = _NOTHING_HELD
    if circular:
        dead_ends = sum([1 << need for need in lost])
        held = _held(
            compiled,
            compiled.as_set(circular) & compiled.in_rings,
            dead_ends & compiled.asked_in_rings,
            circle_cap,
        )
    coming = obtainable - base
    ready = compiled.met_at_once(coming, met)
    return Classification(
        obtainable=base | obtainable,
        circular=circular,
        foreclosed=foreclosed,
        ready=ready,
        waiting=coming - ready,
        stuck=held.stuck,
        behind=circular - held.stuck,
        carried=held.carried,
        knots=held.knots,
        circles=held.circles,
        complete=held.complete,
    )


class _Held(NamedTuple):
    """What holds needs fast, as parts of a `Classification`."""

    stuck: frozenset[str]
    carried: frozenset[str]
    knots: Sequence[frozenset[str]]
    circles: Sequence[frozenset[str]]
    complete: bool


_NOTHING_HELD: Final = _Held(frozenset(), frozenset(), [], [], complete=True)


# Kept on its own: people differ in what is met and in what waits behind a knot, hardly in the knot.
@lru_cache(maxsize=REMEMBERED)
def _held(ways: CompiledWays, circular: NeedSet, dead_ends: NeedSet, circle_cap: int) -> _Held:
    """Find knots and circles.

    Args:
        ways: the ways that are open.
        circular: the circular needs that may lie in a knot.
        dead_ends: the foreclosed needs that some way to a need in a knot may require.
        circle_cap: how many circles to list at most.
    """
    needs = circular_needs(ways, circular, dead_ends)
    knot_sets = in_canonical_order(find_knots(needs))
    circle_sets, complete = find_circles(needs, knot_sets, circle_cap)
    circles = [ways.named(circle) for circle in in_canonical_order(circle_sets)]
    knots = [ways.named(knot) for knot in knot_sets]
    stuck = frozenset[str]().union(*knots)
    carried = stuck.difference(*circles) if complete else frozenset[str]()
    return _Held(stuck, carried, knots, circles, complete)


def classify_readings(
    ways: CompiledWays | Iterable[PlainWay],
    met: Iterable[str],
    pending: Iterable[str],
    unknown: Iterable[str],
    *,
    circle_cap: int = 64,
) -> Readings:
    """Classify a person of whom it is unknown whether some needs are met.

    Args:
        ways: the ways that are open now, as pairs of a need and its requirements, or compiled.
        met: the needs that hold now.
        pending: the needs that were applied for and are expected to be granted.
        unknown: the needs of which nothing is recorded; those also met or pending are not unknown.
        circle_cap: how many circles to list at most in each reading.

    Raises:
        NeedsWrittenAsText: a collection of needs is one text.
        NegativeCircleCap: `circle_cap` is below zero.
    """
    if circle_cap < 0:
        raise NegativeCircleCap(circle_cap)
    met, pending = _needs(met, "met"), _needs(pending, "pending")
    unknown = _needs(unknown, "unknown") - met - pending
    return _readings(_compiled(ways), met, pending, unknown, circle_cap)


@lru_cache(maxsize=REMEMBERED)
def _readings(
    compiled: CompiledWays,
    met: frozenset[str],
    pending: frozenset[str],
    unknown: frozenset[str],
    circle_cap: int,
) -> Readings:
    lower = _classification(compiled, met, pending, circle_cap)
    upper = _classification(compiled, met | unknown, pending, circle_cap)
    certain = lower.circular & upper.circular
    possibly = (lower.circular ^ upper.circular) - unknown
    return Readings(
        lower=lower,
        upper=upper,
        certain_circular=certain,
        stuck=upper.stuck & certain,
        behind=certain - upper.stuck,
        possibly_stuck=possibly,
        missing=_missing_answers(compiled, lower, upper, unknown, possibly),
        knots=[knot for knot in upper.knots if knot <= certain],
        circles=[circle for circle in upper.circles if circle <= certain],
    )


def _missing_answers(
    ways: CompiledWays,
    lower: Classification,
    upper: Classification,
    unknown: frozenset[str],
    possibly_stuck: frozenset[str],
) -> Mapping[str, frozenset[str]]:
    """Find, for every possibly stuck need, the unknown needs at which its open ways first arrive.

    What no answer can change is left out: requirements that are obtainable in the lower reading,
    ways with a requirement that is foreclosed in the upper, and ways that beyond this require more
    than another way to the same need.
    """
    certain = ways.as_set(lower.obtainable)
    dead_ends = ways.as_set(upper.foreclosed)
    asked_by: dict[str, list[str]] = {}
    for need, bodies in zip(ways.names, ways.bodies_of, strict=True):
        open_bodies = {body & ~certain for body in bodies if not body & dead_ends}
        for body in open_bodies:
            if not any(other != body and other & body == other for other in open_bodies):
                for requirement in ways.named(body):
                    asked_by.setdefault(requirement, []).append(need)
    missing: dict[str, set[str]] = {need: set() for need in sorted(possibly_stuck)}
    for answer in sorted(unknown):
        seen = {answer}
        frontier = [answer]
        while frontier:
            for need in asked_by.get(frontier.pop(), ()):
                if need not in seen and need not in unknown:
                    seen.add(need)
                    frontier.append(need)
                    if need in missing:
                        missing[need].add(answer)
    return MappingProxyType({need: frozenset(answers) for need, answers in missing.items()})


def _compiled(ways: CompiledWays | Iterable[PlainWay]) -> CompiledWays:
    """Compile ways, or find them compiled; only sets that cannot change are remembered."""
    if isinstance(ways, CompiledWays):
        return ways
    given = tuple(ways)
    if all(type(required) is frozenset for _, required in given):
        return _compiled_before(given)
    return compile_ways(given)


_compiled_before = lru_cache(maxsize=REMEMBERED)(compile_ways)


def _needs(needs: Iterable[str], where: str) -> frozenset[str]:
    """Take needs as a set, and refuse a single text, which would be read letter by letter."""
    if isinstance(needs, str):
        raise NeedsWrittenAsText(where, needs)
    return frozenset(needs)
