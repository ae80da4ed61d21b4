"""Counting observations into shares and spreads, over all cases and along one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from typing import Final, assert_never

from domain.statistics.figures import DEFINITIONS, OVERLAPS, Dimension, Figure, Kind

_NORMAL_95: Final = 1.959963984540054
"""The 97.5 % quantile of the normal distribution."""

Lines = Mapping[Dimension, str]
"""Along each line the group that a case belongs to; a line of which nothing is known is absent."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One case of one figure.

    Attributes:
        figure: The figure.
        value: Whether a share has it, or the number of a spread.
        lines: The groups that the case belongs to.
        part: What its cases are always divided by, where the figure has such a division.
    """

    figure: Figure
    value: bool | int
    lines: Lines
    part: str | None = None


@dataclass(slots=True)
class Share:
    """How many of how many cases."""

    yes: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """The part of the cases; None of no cases."""
        return self.yes / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share (Wilson 1927); None of no cases."""
        return wilson(self.yes, self.of) if self.of else None


@dataclass(slots=True)
class Spread:
    """How often each number occurs."""

    numbers: Counter[int] = field(default_factory=Counter)

    @property
    def of(self) -> int:
        """How many cases."""
        return self.numbers.total()

    def quantile(self, part: float) -> int | None:
        """Return the smallest number that at least `part` of the cases do not exceed."""
        wanted, seen = part * self.of, 0
        for number in sorted(self.numbers):
            seen += self.numbers[number]
            if seen >= wanted:
                return number
        return None


Cell = Share | Spread

Key = tuple[Figure, str | None, str | None]
"""A figure, the part it is always divided by, and the group along the line that was asked for."""


@dataclass(slots=True)
class Tally:
    """All observations, counted over all cases and along one line.

    Attributes:
        by: The line; None for over all cases alone.
        cells: What was counted.
        apart: Of a group that overlaps one along another line (`OVERLAPS`), the cases that are in
            one of the two only.
    """

    by: Dimension | None = None
    cells: dict[Key, Cell] = field(default_factory=dict)
    apart: dict[Key, Cell] = field(default_factory=dict)

    def add(self, observations: Iterable[Observation]) -> None:
        """Count observations."""
        for each in observations:
            _count(self.cells, each, None)
            if self.by is None:
                continue
            own = each.lines.get(self.by, UNKNOWN_GROUP)
            _count(self.cells, each, own)
            for group, line, other in OVERLAPS.get(self.by, ()):
                if (own == group) != (each.lines.get(line) == other):
                    _count(self.apart, each, group)


def new_cell(figure: Figure) -> Cell:
    """Return a cell of a figure in which nothing is counted yet."""
    return Share() if DEFINITIONS[figure].kind is Kind.SHARE else Spread()


def _count(cells: dict[Key, Cell], each: Observation, group: str | None) -> None:
    key = (each.figure, each.part, group)
    cell = cells.get(key) or cells.setdefault(key, new_cell(each.figure))
    match cell:
        case Share():
            cell.of += 1
            cell.yes += bool(each.value)
        case Spread():
            cell.numbers[int(each.value)] += 1
        case _:
            assert_never(cell)


UNKNOWN_GROUP: Final = "unknown"
"""The group of cases of which nothing says to which they belong."""


def wilson(yes: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share: the score interval of Wilson (1927).

    It never leaves 0 to 1 and holds also for few cases, unlike the textbook interval.
    """
    z, share = _NORMAL_95, yes / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0.0, middle - half), min(1.0, middle + half)
