"""Which cells may not be shown: small ones, and those from which small ones could be computed.

A group of fewer than ten cases could be recognised, and so could fewer than ten cases with, or
without, something in a larger group. Where the total is shown, a cell that alone is hidden could be
computed by subtraction; so another one is hidden with it, until what is hidden together counts ten
cases at least in each respect.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

SMALLEST: Final = 10
"""The least number of cases that may be shown; also the least number with and without."""

K = TypeVar("K", bound=Hashable)

Counts = tuple[int, ...]
"""The numbers that a cell would show or let compute: cases; or cases, with and without."""


def is_small(counts: Counts) -> bool:
    """Return whether a cell shows, or lets compute, a number from 1 to 9."""
    return any(0 < number < SMALLEST for number in counts)


def suppressed(cells: Mapping[K, Counts], *, total_shown: bool = True) -> frozenset[K]:
    """Return which cells of one division are hidden.

    Args:
        cells: The groups that together make the total, with their numbers.
        total_shown: Whether the total is shown as well.
    """
    hidden = {key for key, counts in cells.items() if is_small(counts)}
    if not hidden or not total_shown:
        return frozenset(hidden)
    # The smallest of what is still shown goes first; among equals the order of the cells decides.
    shown = sorted((key for key in cells if key not in hidden), key=lambda key: cells[key])
    while shown and (len(hidden) == 1 or is_small(_together([cells[key] for key in hidden]))):
        hidden.add(shown.pop(0))
    return frozenset(hidden)


def _together(counts: Sequence[Counts]) -> Counts:
    return tuple(map(sum, zip(*counts, strict=True)))
