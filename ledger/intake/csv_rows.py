"""The rows of a table to events, as a map says."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import orjson

from domain.values import Certainty, StreamKind, When, day_of
from ledger.acts import Draft
from ledger.intake.csv_cells import Cells
from ledger.intake.csv_map import EnvelopeFields, FromColumn, ImportMap, PeriodColumns
from ledger.intake.csv_records import Record, read_header, read_records
from ledger.intake.drafting import draft
from ledger.intake.line_errors import LineProblem
from ledger.intake.lines import Aside
from ledger.intake.map_reading import time_columns
from ledger.intake.profile import IntakeProfile
from ledger.intake.units import Unit

PseudonymKey = Callable[[], bytes]
"""Gives the secret with which pseudonyms are made: always the same one for a ledger."""

_AFTER_ALL_TIMES: Final = datetime.max.replace(tzinfo=UTC)
_PSEUDONYM_LENGTH: Final = 24
_EVENT_ID_LENGTH: Final = 40

_NOTHING_MORE: Final = EnvelopeFields()

_Begin = tuple[date, datetime, int, int]
"""What puts the begins of the periods of one person in order: day, moment, line, column."""


@dataclass(frozen=True, slots=True)
class _Period:
    """A period of detention that counts; one of its ends may not be known.

    Attributes:
        columns: What the map says of it.
        place: Its place among the periods of the map.
        begin: When it began.
        end: When it ended.
        told_first: The begin, or where that is not known the end.
    """

    columns: PeriodColumns
    place: int
    begin: When | None
    end: When | None
    told_first: When

    def order(self, line: int) -> _Begin:
        """Put a begin known to the day after the begins of that day known to the moment."""
        when = self.told_first
        moment = when.astimezone(UTC) if isinstance(when, datetime) else _AFTER_ALL_TIMES
        return day_of(when), moment, line, self.place


@dataclass(frozen=True, slots=True)
class _Happening:
    """One event of a row before it is checked; begin and end of a period name the same one."""

    rule: str
    period: str | None
    type: str
    on: When
    is_estimated: bool
    body: dict[str, object]
    envelope: EnvelopeFields


class Rows:
    """The rows of one table, read with one map.

    The whole table is looked through once before its first event is made: the earliest period of a
    person, on whichever row it stands, is the one that begins with `periods.first`. That row counts
    even when it is put aside for another reason: corrected and imported again, it changes nothing
    about the others. Only the begin of that period is remembered, for each person.

    Args:
        path: The table, already checked to be text.
        found: The map; it or the profile names the source.
        profile: Who imports, with defaults.
        pseudonym_key: Where the secret for pseudonyms comes from, when the map makes them.

    Raises:
        FileFault: The header does not fit the map.
        ZoneMissing: The table has times without a zone, and the map does not name one.
    """

    def __init__(
        self,
        path: Path,
        found: ImportMap,
        profile: IntakeProfile,
        pseudonym_key: PseudonymKey | None,
    ) -> None:
        self._path = path
        self._map = found
        self._names = read_header(path, found)
        self._key = pseudonym_key() if found.person.pseudonymise and pseudonym_key else None
        self._envelope: dict[str, object] = {**profile.defaults(), "recorded_by": profile.account}
        if found.source is not None:
            self._envelope["source"] = found.source
        said = found.envelope.expressions()
        self._from_cells = {k: v for k, v in said.items() if isinstance(v, FromColumn)}
        self._envelope |= {k: v for k, v in said.items() if not isinstance(v, FromColumn)}
        if found.envelope.to:
            self._envelope["to"] = found.envelope.to
        self._first: dict[str, _Begin] = {}
        self._look_through()

    def read(self) -> Iterator[Unit | Aside]:
        """Yield each row as its events, or as a line that is put aside."""
        for record in self._records():
            if isinstance(record, Aside):
                yield record
                continue
            try:
                yield Unit(record.raw, self._drafts(record))
            except LineProblem as problem:
                yield Aside(record.raw, problem)

    def _records(self) -> Iterator[Record | Aside]:
        return read_records(self._path, self._map.table, len(self._names))

    def _cells(self, record: Record) -> Cells:
        where = f"{self._path}:{record.raw.number}"
        return Cells(self._map, self._names, record.cells, where)

    def _look_through(self) -> None:
        times_without_zone = () if self._map.time_zone else tuple(time_columns(self._map))
        for record in self._records():
            if isinstance(record, Aside):
                continue
            cells = self._cells(record)
            # What is wrong with a row is told when it is read to be recorded.
            for column in times_without_zone:
                with suppress(LineProblem):
                    cells.when(column, "time")
            with suppress(LineProblem):
                self._note_first(cells, record.raw.number)

    def _note_first(self, cells: Cells, line: int) -> None:
        person = self._person(cells)
        for period in self._periods(cells):
            if period.begin is not None:
                begin = period.order(line)
                self._first[person] = min(begin, self._first.get(person, begin))

    def _drafts(self, record: Record) -> tuple[Draft, ...]:
        cells = self._cells(record)
        row = [cells.needed(column, "the key of the row") for column in self._map.key]
        person = self._person(cells)
        periods = self._periods(cells)
        happenings = list(self._of_periods(cells, periods, person, record.raw.number))
        happenings += self._of_events(cells)
        # Only by day: within a day the order in which things were told is the best there is.
        happenings.sort(key=lambda happening: day_of(happening.on))
        return tuple(self._draft(cells, row, person, happening) for happening in happenings)

    def _person(self, cells: Cells) -> str:
        rule = self._map.person
        text = cells.needed(rule.column, "the person")
        if self._key is not None:
            text = hmac.digest(self._key, text.encode(), "sha256").hex()[:_PSEUDONYM_LENGTH]
        return rule.prefix + text

    def _periods(self, cells: Cells) -> list[_Period]:
        if self._map.periods is None:
            return []
        counted: list[_Period] = []
        told: dict[str, tuple[date | None, date | None]] = {}
        for place, columns in enumerate(self._map.periods.columns):
            if not cells.meet(columns.only_if):
                continue
            begin = cells.when(columns.begin, columns.read_as)
            end = cells.when(columns.end, columns.read_as)
            told_first = end if begin is None else begin
            if told_first is None:
                continue
            told[columns.name] = _local_day(begin), _local_day(end)
            if columns.same_days_as and told.get(columns.same_days_as) == told[columns.name]:
                continue
            counted.append(_Period(columns, place, begin, end, told_first))
        return counted

    def _of_periods(
        self, cells: Cells, periods: list[_Period], person: str, line: int
    ) -> Iterator[_Happening]:
        rules = self._map.periods
        if rules is None:
            return
        for period in sorted(periods, key=lambda period: period.order(line)):
            name = period.columns.name
            if period.begin is not None:
                is_first = period.order(line) == self._first.get(person)
                yield _Happening(
                    rule=f"{name}/begin",
                    period=name,
                    type=rules.first if is_first else rules.later,
                    on=period.begin,
                    is_estimated=cells.text(period.columns.begin) in rules.estimated,
                    body=cells.body(rules.begin_body),
                    envelope=_NOTHING_MORE,
                )
            if period.end is not None:
                yield _Happening(
                    rule=f"{name}/end",
                    period=name,
                    type=rules.end,
                    on=period.end,
                    is_estimated=cells.text(period.columns.end) in rules.estimated,
                    body=cells.body(rules.end_body),
                    envelope=_NOTHING_MORE,
                )

    def _of_events(self, cells: Cells) -> Iterator[_Happening]:
        for rule in self._map.events:
            on = cells.when(rule.on, rule.read_as) if cells.meet(rule.only_if) else None
            if on is not None:
                yield _Happening(
                    rule=rule.name,
                    period=None,
                    type=rule.type,
                    on=on,
                    is_estimated=False,
                    body=cells.body(rule.body),
                    envelope=rule.envelope,
                )

    def _draft(self, cells: Cells, row: list[str], person: str, happening: _Happening) -> Draft:
        fields = self._envelope | {
            "stream": f"{StreamKind.PERSON}:{person}",
            "subjects": [person],
            "type": happening.type,
            "occurred_on": happening.on.isoformat(),
        }
        fields["event_id"] = self._event_id(row, happening.rule)
        if happening.period is not None:
            fields["correlation"] = self._event_id(row, happening.period)
        fields |= cells.fields(self._from_cells)
        if happening.envelope is not _NOTHING_MORE:
            fields |= cells.fields(happening.envelope.expressions())
            if happening.envelope.to:
                fields["to"] = happening.envelope.to
        if happening.is_estimated:
            fields["certainty"] = Certainty.ESTIMATED.value
        return draft(fields, happening.body, place=lambda path: f"{happening.rule}: {path}")

    def _event_id(self, row: list[str], rule: str) -> str:
        """Return an id that stays the same for this row and rule, and tells nothing of the row."""
        key = orjson.dumps([self._envelope["source"], row, rule])
        if self._key is not None:
            return f"row-{hmac.digest(self._key, key, 'sha256').hex()[:_EVENT_ID_LENGTH]}"
        return f"row-{hashlib.sha256(key).hexdigest()[:_EVENT_ID_LENGTH]}"


def _local_day(when: When | None) -> date | None:
    """Return the day on which the table itself has it, whatever day that was in the Netherlands."""
    return when.date() if isinstance(when, datetime) else when
