"""Figures about many persons, with what each counts, and with small cells left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.agreements.agreement import Agreement
from domain.envelope import order
from domain.history import as_of, resolve
from domain.needs import Need
from domain.statistics.counting import observed, observed_agreements, observed_organisations
from domain.statistics.figures import DEFINITIONS, Dimension, Figure, Kind
from domain.statistics.files import PersonFile
from domain.statistics.suppression import SMALLEST, hidden_cells
from domain.statistics.tally import Cell, Key, Share, Spread, Tally
from domain.values import StreamKind, Value, day_of
from ledger.reader import Reader
from projections.agreement_cases import all_agreements
from projections.histories import all_persons
from projections.reading import Progress


class StatisticRow(Value):
    """One figure over one group.

    Attributes:
        figure: Its name.
        part: What its cases are always divided by, such as a ground of refusal; or None.
        by: The line along which the group lies; None over all cases.
        group: The group; None over all cases.
        suppressed: Whether the numbers are left out because cases could be recognised by them.
        cases: How many cases.
        count: How many of them have it, for a share.
        share: The part of the cases that have it, for a share.
        low: Lower end of the 95 % interval of the share (Wilson).
        high: Upper end of it.
        median: Of a spread, and its quartiles.
        quarter: A quarter of the cases do not exceed it.
        three_quarters: Three quarters of the cases do not exceed it.
        unit: What a spread is measured in.
    """

    figure: str
    part: str | None
    by: str | None
    group: str | None
    suppressed: bool
    cases: int | None = None
    count: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    median: int | None = None
    quarter: int | None = None
    three_quarters: int | None = None
    unit: str | None = None


class Statistics(Value):
    """All figures that were asked for.

    Attributes:
        released_from: Releases and acts from this day on count; None for all.
        released_to: And until this day.
        by: The line along which the figures are divided.
        persons: How many persons were read, rounded down to tens.
        rows: The figures.
    """

    released_from: date | None
    released_to: date | None
    by: str | None
    persons: int
    rows: tuple[StatisticRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as plain JSON values."""
        return self.model_dump(mode="json")

    def as_cells(self) -> list[dict[str, Any]]:
        """Return the rows as flat objects, for CSV."""
        return [row.model_dump(mode="json") for row in self.rows]


class Wanted(Value):
    """Which figures are asked for.

    Attributes:
        figures: Their names; empty for all.
        by: The line along which to divide them.
        released_from: First day of release, or of what is counted where there is none.
        released_to: Last such day.
    """

    figures: tuple[Figure, ...] = ()
    by: Dimension | None = None
    released_from: date | None = None
    released_to: date | None = None

    @property
    def period(self) -> tuple[date, date]:
        """First and last day that count."""
        return self.released_from or date.min, self.released_to or date.max


def statistics_of(reader: Reader, wanted: Wanted, progress: Progress | None = None) -> Statistics:
    """Return the figures in the frame of `reader`; all persons are read, and that is logged."""
    last = day_of(reader.frame.as_of)
    agreements = [case.agreement for case in all_agreements(reader)]
    counted = count(_files(reader, last, agreed_needs(agreements), progress), wanted)
    if wanted.released_from is None and wanted.released_to is None:
        # Agreements and officials have no release; in a period they would be of another one.
        counted.tally.add(observed_agreements(agreements, last))
        organisations = reader.histories(StreamKind.ORGANISATION)
        counted.tally.add(observed_organisations(organisations, counted.municipalities, last))
    return report(counted, wanted)


@dataclass(slots=True)
class Counted:
    """What was counted, whichever figures are asked for: each may let compute another.

    Attributes:
        tally: The cells.
        persons: How many persons were read.
        municipalities: Where they settled.
    """

    tally: Tally
    persons: int = 0
    municipalities: set[str] = field(default_factory=set)


def count(files: Iterable[PersonFile], wanted: Wanted) -> Counted:
    """Count what the files of persons show."""
    counted = Counted(Tally(wanted.by))
    for file in files:
        counted.tally.add(observed(file.within(*wanted.period)))
        counted.persons += 1
        counted.municipalities |= file.settlements
    return counted


def report(counted: Counted, wanted: Wanted) -> Statistics:
    """Return what was counted as rows, with small cells left out."""
    return Statistics(
        released_from=wanted.released_from,
        released_to=wanted.released_to,
        by=None if wanted.by is None else wanted.by.value,
        persons=counted.persons // SMALLEST * SMALLEST,
        rows=tuple(_rows(counted, wanted)),
    )


def agreed_needs(agreements: Iterable[Agreement]) -> dict[str, list[tuple[date, Need]]]:
    """Return for each person the needs about which an agreement was made, with its day."""
    found: dict[str, list[tuple[date, Need]]] = {}
    for agreement in agreements:
        making, terms = agreement.making, agreement.terms
        if making is None or terms is None or terms.need is None:
            continue
        for person in agreement.subjects:
            found.setdefault(person, []).append((making.on, terms.need))
    return found


def _files(
    reader: Reader,
    last: date,
    agreed: Mapping[str, Sequence[tuple[date, Need]]],
    progress: Progress | None,
) -> Iterator[PersonFile]:
    """Yield the file of each person, with the acts that count up to the day asked about."""
    files = reader.files(all_persons(reader))
    for number, file in enumerate(files, 1):
        acts_that_count = sorted(as_of(resolve(file.acts).acts, reader.frame.as_of), key=order)
        needs = [each for person in file.pseudonyms for each in agreed.get(person, ())]
        yield PersonFile(file.person, acts_that_count, last, tuple(needs))
        if progress is not None:
            progress(number, len(files))


def _rows(counted: Counted, wanted: Wanted) -> Iterator[StatisticRow]:
    """Yield the rows of each figure: by part over all cases, then by group."""
    cells = counted.tally.cells
    # Many cases of a few persons are recognised like few cases.
    hidden = frozenset(cells) if counted.persons < SMALLEST else hidden_cells(counted.tally)
    figures = tuple(Figure)
    for key in sorted(cells, key=lambda key: (figures.index(key[0]), *_order(key[1:]))):
        if not wanted.figures or key[0] in wanted.figures:
            yield _row(key, wanted.by, cells[key], hide=key in hidden)


def _order(names: Iterable[str | None]) -> Iterator[tuple[bool, str]]:
    return ((name is not None, name or "") for name in names)


def _row(key: Key, by: Dimension | None, cell: Cell, *, hide: bool) -> StatisticRow:
    figure, part, group = key
    facts: dict[str, Any] = {}
    definition = DEFINITIONS[figure]
    if not hide and isinstance(cell, Share):
        low, high = cell.interval or (None, None)
        facts = {"cases": cell.of, "count": cell.yes, "share": cell.share, "low": low, "high": high}
    if not hide and isinstance(cell, Spread):
        facts = {
            "cases": cell.of,
            "quarter": cell.quantile(0.25),
            "median": cell.quantile(0.5),
            "three_quarters": cell.quantile(0.75),
        }
    return StatisticRow(
        figure=figure.value,
        part=part,
        by=None if by is None or group is None else by.value,
        group=group,
        suppressed=hide,
        unit=None if definition.kind is Kind.SHARE or definition.unit is None else definition.unit,
        **facts,
    )
