"""Which way an answer comes: from the read tables for the present, folded for any other frame.

Both ways give the same answer; the tables are only quicker. They hold the present day under the
law by its own dates. They are caught up before they answer, and when another writer has moved them
beyond the frame meanwhile, the frame is folded instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, Table, select

from domain.envelope import Act
from domain.rules import RuleSet
from domain.values import person_of_stream, person_stream
from ledger.ledger import Ledger
from ledger.reader import Reader
from ledger.schema import TRACKING
from ledger.tracking import Projection, catch_up, rebuild
from projections import audit, cases, findings
from projections.case import Case, case_of
from projections.schema import AUDIT, AUDIT_PERSONS, CASES, FINDINGS

Progress = Callable[[int, int], None]

PRESENT_RULES: Final = "law"
"""The rule set whose answers are kept in the read table; any other is folded."""


def all_answers(
    reader: Reader, rules: RuleSet, today: date, progress: Progress | None = None
) -> list[cases.Answers]:
    """Return the answers about every person in the frame of `reader`, in order of person."""
    if rules.name == PRESENT_RULES and _present(reader, today):
        kept = _kept_answers(reader, rules, progress)
        if kept is not None:
            return kept
    return [cases.answers_of(case, rules, reader.frame) for case in _all_cases(reader)]


def all_findings(
    reader: Reader, today: date, person: str | None = None, progress: Progress | None = None
) -> findings.FindingsReport:
    """Return the findings about every person in the frame of `reader`, or about one."""
    if person is not None:
        found = case_of(person, reader.acts(person), reader.frame).findings
        return findings.FindingsReport(rows=tuple(findings.rows_of(person, found)))
    table = findings.FindingsTable(_read(reader.ledger))
    if _present(reader, today):
        catch_up(reader.ledger, table, progress=progress)
        with reader.ledger.connection(write=False) as connection:
            if _tracked(connection, table) == reader.position:
                reader.persons()
                return findings.stored(connection)
    rows = [
        row
        for case in _all_cases(reader)
        for row in findings.rows_of(case.person.id, case.findings)
    ]
    return findings.FindingsReport(rows=tuple(rows))


def audit_of(
    reader: Reader,
    filters: audit.Filters,
    *,
    after: int = 0,
    limit: int | None = None,
    progress: Progress | None = None,
) -> audit.Audit:
    """Return the events that answer `filters`, up to the position of `reader`; it is logged."""
    catch_up(reader.ledger, audit.AuditTrail(), progress=progress)
    with reader.ledger.connection(write=False) as connection:
        found = audit.report(connection, filters, up_to=reader.position, after=after, limit=limit)
        persons = audit.persons_in(connection, found)
    reader.log(tuple(persons), "audit", len(found.rows))
    return found


def rebuild_all(
    ledger: Ledger, reader: Reader, rules: RuleSet, progress: Progress | None = None
) -> dict[str, tuple[str, str]]:
    """Make every read table again from the first act on.

    Returns:
        For each projection the digests of its content before and after; equal when it was right.
    """
    found = {}
    for projection, tables in _projections(ledger):
        catch_up(ledger, projection)
        before = _digest(ledger, reader, rules, projection, tables)
        rebuild(ledger, projection, progress=progress)
        found[projection.name] = before, _digest(ledger, reader, rules, projection, tables)
    return found


def _projections(ledger: Ledger) -> list[tuple[Projection, tuple[Table, ...]]]:
    return [
        (audit.AuditTrail(), (AUDIT, AUDIT_PERSONS)),
        (cases.CaseTable(), (CASES,)),
        (findings.FindingsTable(_read(ledger)), (FINDINGS,)),
    ]


def _digest(
    ledger: Ledger, reader: Reader, rules: RuleSet, projection: Projection, tables: Sequence[Table]
) -> str:
    """Return the SHA-256 over all rows in order of their keys, answers brought up to date first."""
    digest = sha256()
    with ledger.connection() as connection:
        if projection.name == cases.CaseTable.name:
            cases.refresh(connection, _read(ledger), rules, reader.frame)
        for table in tables:
            query = select(table).order_by(*table.primary_key.columns)
            for row in connection.execute(query):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _present(reader: Reader, today: date) -> bool:
    frame = reader.frame
    return reader.everything_now and frame.as_of == today and frame.law_on is None


def _kept_answers(
    reader: Reader, rules: RuleSet, progress: Progress | None
) -> list[cases.Answers] | None:
    """Return the answers of the read table, or None when it has moved beyond the frame."""
    table = cases.CaseTable()
    catch_up(reader.ledger, table, progress=progress)
    with reader.ledger.connection() as connection:
        if _tracked(connection, table) != reader.position:
            return None
        cases.refresh(connection, _read(reader.ledger), rules, reader.frame)
        reader.persons()
        return list(cases.stored(connection))


def _tracked(connection: Connection, projection: Projection) -> int:
    position: int | None = connection.execute(
        select(TRACKING.c.position).where(TRACKING.c.name == projection.name)
    ).scalar_one_or_none()
    return position or 0


def _read(ledger: Ledger) -> findings.ReadPerson:
    return lambda person: ledger.read(person_stream(person))


def _all_cases(reader: Reader) -> Iterator[Case]:
    recorded: dict[str, list[Act]] = {}
    for acts in reader.walk():
        for act in acts:
            person = person_of_stream(act.envelope.stream)
            if person is not None:
                recorded.setdefault(person, []).append(act)
    for person in sorted(recorded):
        yield case_of(person, tuple(recorded[person]), reader.frame)
