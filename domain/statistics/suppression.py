"""Which cells may not be shown: small ones, and those from which small ones could be computed.

A group of fewer than ten cases could be recognised, and so could fewer than ten cases with, or
without, something in a larger group. Where the total is shown, a cell that alone is hidden could be
computed by subtraction; so another one is hidden with it, until what is hidden together counts ten
cases at least in each respect. The same is done for what can be computed from several figures of
the same cases, from the parts of one figure, and from a figure along two lines that overlap.

What is hidden does not depend on which figures were asked for. Two answers over different periods,
or as known at different moments, can still be subtracted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from domain.statistics.figures import TOGETHER, WITHIN, Figure
from domain.statistics.tally import Cell, Key, Share, Spread, Tally, new_cell

SMALLEST: Final = 10
"""The least number of cases that may be shown; also the least number with and without."""

_FAMILIES: Final = (
    *TOGETHER,
    *((each,) for each in Figure if not any(each in family for family in TOGETHER)),
)

K = TypeVar("K", bound=Hashable)

Counts = tuple[int, ...]
"""The numbers that a cell would show or let compute: cases; or cases, with and without."""

_Member = tuple[Figure, str | None]
"""A figure over one of its parts."""


def hidden_cells(tally: Tally) -> frozenset[Key]:
    """Return which cells of a tally are hidden."""
    return frozenset(key for family in _FAMILIES for key in _hidden_of(tally, family))


def suppressed(cells: Mapping[K, Counts], also: Iterable[K] = ()) -> frozenset[K]:
    """Return which cells of one division are hidden, where their total is shown.

    Args:
        cells: The groups that together make the total, with their numbers.
        also: Groups that are hidden for another reason.
    """
    hidden = {key for key, counts in cells.items() if is_small(counts)}.union(also)
    if not hidden:
        return frozenset()
    # The smallest of what is still shown goes first; among equals the order of the cells decides.
    shown = sorted((key for key in cells if key not in hidden), key=lambda key: cells[key])
    while shown and (len(hidden) == 1 or is_small(_together([cells[key] for key in hidden]))):
        hidden.add(shown.pop(0))
    return frozenset(hidden)


def is_small(counts: Counts) -> bool:
    """Return whether a cell shows, or lets compute, a number from 1 to 9."""
    return any(0 < number < SMALLEST for number in counts)


def _hidden_of(tally: Tally, family: Sequence[Figure]) -> Iterator[Key]:
    """Yield the hidden cells of figures that have their cases in common.

    A figure of which the total is hidden shows no group: their sum would be the total.
    """
    members = [(figure, part) for figure, part, group in tally.cells if group is None]
    # Those come first within which others lie.
    members = sorted((each for each in members if each[0] in family), key=_order_in(family))
    shown = _shown_members(tally, members)
    names = {group: None for figure, _, group in tally.cells if figure in family and group}
    groups = {group: tuple(_computable(tally.cells, shown, group)) for group in names}
    also = {group for group in groups if is_small(tuple(_computable(tally.apart, shown, group)))}
    hidden = suppressed(groups, also)
    for figure, part in members:
        for group in (None, *groups):
            if (figure, part) not in shown or group in hidden:
                yield figure, part, group


def _order_in(family: Sequence[Figure]) -> Callable[[_Member], tuple[int, str]]:
    return lambda member: (family.index(member[0]), member[1] or "")


def _shown_members(tally: Tally, members: Sequence[_Member]) -> list[_Member]:
    """Return the figures and parts whose totals may be shown.

    Other reports tell of how many cases the parts of a figure are parts, so they count as a
    division with a known total.
    """
    hidden: set[_Member] = set()
    for figure in {figure for figure, _ in members}:
        parts = [member for member in members if member[0] is figure]
        hidden |= suppressed({part: _counts(tally.cells, part, None) for part in parts})
    for inner in members:
        if inner not in hidden:
            others = [member for member in members if member not in hidden]
            if is_small(tuple(_between(tally.cells, inner, others, None))):
                hidden.add(inner)
    return [member for member in members if member not in hidden]


def _computable(
    cells: Mapping[Key, Cell], members: Sequence[_Member], group: str | None
) -> Iterator[int]:
    """Yield all numbers of a group that figures show, or let compute from one another."""
    for member in members:
        yield from _counts(cells, member, group)
        yield from _between(cells, member, members, group)


def _between(
    cells: Mapping[Key, Cell], inner: _Member, members: Sequence[_Member], group: str | None
) -> Iterator[int]:
    """Yield how many cases have the figure within which another one lies, and not that one."""
    figure, part = inner
    if figure not in WITHIN:
        return
    outer, value = WITHIN[figure]
    while (outer, part) not in members and outer in WITHIN and value:
        outer, value = WITHIN[outer]
    if (outer, part) in members:
        _, having, not_having = _counts(cells, (outer, part), group)
        _, within, _ = _counts(cells, inner, group)
        yield (having if value else not_having) - within


def _counts(cells: Mapping[Key, Cell], member: _Member, group: str | None) -> Counts:
    match cells.get((*member, group)) or new_cell(member[0]):
        case Share(yes=yes, of=of):
            return of, yes, of - yes
        case Spread() as spread:
            return (spread.of,)


def _together(counts: Sequence[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))
