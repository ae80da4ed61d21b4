"""A table to its rows: one damaged row costs that row, never the ones after it."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ledger.intake.csv_map import ImportMap, Table
from ledger.intake.errors import ColumnsMissing, HeaderUnusable
from ledger.intake.line_errors import (
    LineProblem,
    MalformedRow,
    NulCharacter,
    WrongCellCount,
)
from ledger.intake.lines import LONGEST_LINE, Aside, RawLine, raw_lines
from ledger.intake.map_reading import columns

MOST_LINES_IN_A_ROW: Final = 100
"""How many lines one row may take up, by line breaks inside quoted cells."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the lines it stands on, and the texts of its cells."""

    raw: RawLine
    cells: tuple[str, ...]


def read_header(path: Path, found: ImportMap) -> tuple[str, ...]:
    """Return the names of the columns, and check that all that the map reads are among them.

    Raises:
        HeaderUnusable: The first line is no row, or gives a name that the map reads to two columns.
        ColumnsMissing: A column that the map reads is not there.
    """
    first = next(_rows(path, found.table, None))
    if isinstance(first, Aside):
        raise HeaderUnusable(path, first.problem.why or first.problem.summary)
    names = tuple(name.strip() for name in first.cells)
    wanted = columns(found)
    missing = sorted(wanted.difference(names))
    if missing:
        raise ColumnsMissing(path, missing, names, found.table.delimiter)
    twice = sorted(name for name in wanted if names.count(name) > 1)
    if twice:
        raise HeaderUnusable(path, f"two columns are called {', '.join(map(repr, twice))}")
    return names


def read_records(path: Path, table: Table, width: int) -> Iterator[Record | Aside]:
    """Yield the rows after the header, and the lines that are no row of `width` cells."""
    rows = _rows(path, table, width)
    next(rows)
    yield from rows


def _rows(path: Path, table: Table, width: int | None) -> Iterator[Record | Aside]:
    with path.open("rb") as stream:
        lines = _Lines(raw_lines(stream))
        while (first := lines.take()) is not None:
            if first.is_blank:
                continue
            try:
                record = _row(first, lines, table, width)
            except LineProblem as problem:
                yield Aside(first, problem)
            else:
                yield record


class _Lines:
    """Lines that can be taken and given back."""

    def __init__(self, lines: Iterator[RawLine]) -> None:
        self._lines = lines
        self._returned: deque[RawLine] = deque()

    def take(self) -> RawLine | None:
        if self._returned:
            return self._returned.popleft()
        return next(self._lines, None)

    def give_back(self, lines: list[RawLine]) -> None:
        self._returned.extendleft(reversed(lines))


def _row(first: RawLine, lines: _Lines, table: Table, width: int | None) -> Record:
    """Return the row that begins on `first`, taking more lines only while a quote is open."""
    taken: list[RawLine] = []
    raw = first
    text = first.text(table.encoding)
    try:
        while (cells := _cells(text, table)) is None:
            while True:
                more = lines.take()
                if more is not None:
                    taken.append(more)
                if more is None or len(taken) >= MOST_LINES_IN_A_ROW:
                    why = "a quote is opened and never closed"
                    raise MalformedRow(why)
                raw = _joined(raw, more)
                added = more.text(table.encoding)
                text = f"{text}\n{added}"
                if table.quote in added:
                    break
        if width is not None and len(cells) != width:
            raise WrongCellCount(len(cells), width)
    except LineProblem:
        # Only the first line is at fault; what a stray quote swallowed is read on its own.
        lines.give_back(taken)
        raise
    return Record(raw, cells)


def _joined(raw: RawLine, more: RawLine) -> RawLine:
    content = raw.content + b"\n" + more.content
    if len(content) > LONGEST_LINE:
        why = f"with its line breaks it is longer than {LONGEST_LINE} bytes"
        raise MalformedRow(why)
    return RawLine(raw.number, content, len(content), more.end)


def _cells(text: str, table: Table) -> tuple[str, ...] | None:
    """Return the cells of a row, or None while a quote is open at its end."""
    if "\x00" in text:
        raise NulCharacter
    rows = csv.reader([text], delimiter=table.delimiter, quotechar=table.quote, strict=True)
    try:
        return tuple(next(rows))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return None
        raise MalformedRow(str(error)) from error
