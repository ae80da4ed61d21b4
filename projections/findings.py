"""The findings: what is recorded and does not fit, with the events it concerns."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from domain.accountability.mandates import DOES_NOT_HOLD
from domain.envelope import Act
from domain.finding_kinds import Finding
from domain.findings import findings_of
from domain.values import Value, person_of_stream
from projections.language import Language, columns, day_text, say
from projections.schema import FINDINGS

ReadPerson = Callable[[str], Sequence[Act]]
"""Gives everything recorded of one person, in order of position."""


class FindingsTable:
    """The projection behind `findings`: made again for every person of whom an act arrives."""

    name = "findings"
    version = 4
    tables = (FINDINGS,)

    def __init__(self, read: ReadPerson) -> None:
        self._read = read

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        """Take in acts, in order of position."""
        [found] = tables
        last = acts[-1].position
        for person in touched(acts):
            recorded = [act for act in self._read(person) if act.position <= last]
            connection.execute(found.delete().where(found.c.person == person))
            rows = [
                {
                    "person": person,
                    "number": number,
                    "kind": finding.kind,
                    "occurred_day": finding.on.isoformat(),
                    "events": json.dumps(finding.events),
                }
                for number, finding in enumerate(findings_of(recorded), start=1)
            ]
            if rows:
                connection.execute(found.insert(), rows)


def touched(acts: Iterable[Act]) -> list[str]:
    """Return the persons in whose streams `acts` are, in order of their names."""
    persons = {person_of_stream(act.envelope.stream) for act in acts}
    return sorted(person for person in persons if person is not None)


class FindingRow(Value):
    """One finding of one person; `kind` is a `FindingKind`, or one of `DOES_NOT_HOLD`."""

    person: str
    kind: str
    on: date
    events: tuple[str, ...]


class FindingsReport(Value):
    """All findings in view."""

    rows: tuple[FindingRow, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


def report(found: Iterable[tuple[str, Iterable[Finding]]]) -> FindingsReport:
    """Return the findings of each person as rows."""
    return FindingsReport(
        rows=tuple(
            FindingRow(person=person, kind=each.kind, on=each.on, events=each.events)
            for person, findings in found
            for each in findings
        )
    )


def until(report: FindingsReport, day: date) -> FindingsReport:
    """Return the findings of the days up to and including `day`."""
    return FindingsReport(rows=tuple(row for row in report.rows if row.on <= day))


def together(report: FindingsReport, others: Iterable[FindingRow]) -> FindingsReport:
    """Return a report with other findings of the same persons below those it has of each."""
    return FindingsReport(rows=tuple(sorted((*report.rows, *others), key=lambda row: row.person)))


def stored(connection: Connection) -> FindingsReport:
    """Return the findings of the present, from the read table."""
    query = select(FINDINGS).order_by(FINDINGS.c.person, FINDINGS.c.number)
    return FindingsReport(
        rows=tuple(
            FindingRow(
                person=row.person,
                kind=row.kind,
                on=date.fromisoformat(row.occurred_day),
                events=tuple(json.loads(row.events)),
            )
            for row in connection.execute(query)
        )
    )


def render(report: FindingsReport, language: Language) -> str:
    """Return the findings as a table."""
    if not report.rows:
        return say(language, "findings.none")
    rows = [tuple(say(language, "findings.columns").split("|"))]
    rows += [
        (
            row.person,
            day_text(row.on, language),
            _words(row.kind, language),
            ", ".join(row.events),
        )
        for row in report.rows
    ]
    return "\n".join(columns(rows, indent=0))


def _words(kind: str, language: Language) -> str:
    section = "handover_fault" if kind in DOES_NOT_HOLD else "findings"
    return say(language, f"{section}.{kind}")
