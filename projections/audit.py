"""The audit trail: who did what when, in what role, for which purpose and on which basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from domain.envelope import Act, Envelope
from domain.values import Value, day_of
from ledger.errors import DamagedStore
from ledger.ledger import Ledger
from projections.audit_days import numbers, take_in
from projections.audit_marks import Marks, marks_of
from projections.audit_query import EPOCH, Clause, Query, as_microseconds
from projections.audit_search import Search
from projections.audit_values import Nowhere, nowhere
from projections.schema import AUDIT, AUDIT_DAYS, AUDIT_PERSONS

_AT_ONCE: Final = 500
"""How many rows a statement asks for at most; SQLite takes a limited number of parameters."""


class AuditTrail:
    """The projection behind `audit`: every envelope, in columns that can be searched."""

    name = "audit"
    version = 4
    tables = (AUDIT, AUDIT_PERSONS, AUDIT_DAYS)

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        """Take in acts, in order of position."""
        audit, audit_persons, audit_days = tables
        connection.execute(
            audit.insert(), [_row(act.position, act.recorded_at, act.envelope) for act in acts]
        )
        persons = [
            {"person": person, "position": act.position}
            for act in acts
            for person in act.envelope.subjects
        ]
        if persons:
            connection.execute(audit_persons.insert(), persons)
        take_in(connection, acts, audit, audit_days)


def _row(position: int, recorded_at: datetime, envelope: Envelope) -> dict[str, Any]:
    corrects = envelope.corrects
    return {
        "position": position,
        "event_id": envelope.event_id,
        "source": envelope.source,
        "stream": envelope.stream,
        "type": envelope.type,
        "occurred_on": envelope.occurred_on.isoformat(),
        **_days("occurred", envelope.day),
        "noted_at": None if envelope.noted_at is None else as_microseconds(envelope.noted_at),
        **_days("noted", None if envelope.noted_at is None else day_of(envelope.noted_at)),
        "recorded_at": as_microseconds(recorded_at),
        "actor": envelope.actor,
        "role": envelope.role,
        "organisation": envelope.organisation,
        "recorded_by": envelope.recorded_by,
        "purpose": envelope.purpose,
        "legal_basis": envelope.legal_basis,
        "mandate": envelope.mandate,
        "correlation": envelope.correlation,
        "causation": envelope.causation,
        "corrects_id": None if corrects is None else corrects.event_id,
        "corrects_source": None if corrects is None else corrects.source,
    }


def _days(name: str, day: date | None) -> dict[str, int | None]:
    parts = dict.fromkeys(("day", "month", "year")) if day is None else numbers(day)
    return {f"{name}_{part}": number for part, number in parts.items()}


class AuditRow(Value):
    """One event, as the audit shows it; the body is shown by `show`.

    `corrected_by` and `retracted_by` are the ids of later events, as known in the frame;
    `corrects` is the id of the event that this one corrects or retracts.
    """

    position: int
    event_id: str
    stream: str
    type: str
    occurred_on: str
    recorded_at: str
    actor: str
    role: str
    organisation: str
    purpose: str
    legal_basis: str
    recorded_by: str
    source: str
    mandate: str | None
    noted_at: str | None
    correlation: str | None
    causation: str | None
    corrects: str | None
    corrected_by: tuple[str, ...]
    retracted_by: tuple[str, ...]


_AS_STORED: Final = tuple(
    name for name in AuditRow.model_fields if name in AUDIT.c and not name.endswith("_at")
)


class Audit(Value):
    """The events that answer a query, in order of position.

    Attributes:
        rows: Those of this page.
        total: How many answer in all; where there are more than are counted, so many as are.
        is_exact: Whether there are no more than `total`.
        next: The position to go on from; None when nothing follows.
        nowhere: The values asked about that no event has.
        disjoint: Whether nothing answers although each qualifier alone has events.
    """

    rows: tuple[AuditRow, ...]
    total: int
    is_exact: bool
    next: int | None
    nowhere: tuple[Nowhere, ...]
    disjoint: bool

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


def report(
    connection: Connection,
    query: Query,
    *,
    location: str,
    up_to: int,
    after: int | None = None,
    limit: int | None = None,
    newest_first: bool = False,
) -> Audit:
    """Return the events that answer `query`.

    Args:
        connection: To the read tables, caught up.
        query: What is asked.
        location: Of the ledger whose tables they are.
        up_to: Last position of the frame.
        after: Position behind which to go on; None to begin.
        limit: How many rows at most; None for all.
        newest_first: Whether the last recorded comes first.

    Raises:
        DamagedStore: A row holds something else than its columns are for.
    """
    page = Search(connection, query, up_to).page(
        after=after, limit=limit, newest_first=newest_first
    )
    rows = _rows(connection, page.positions, up_to, location)
    missing = _nowhere(connection, query, up_to, answered=page.total > 0)
    return Audit(
        rows=rows,
        total=page.total,
        is_exact=page.is_exact,
        next=rows[-1].position if page.more else None,
        nowhere=tuple(missing),
        disjoint=page.total == 0 and up_to > 0 and not missing,
    )


def refuse_altered(ledger: Ledger, audit: Audit) -> None:
    """Compare the rows of a page with the envelopes of the events themselves.

    A longer answer is not compared: that is left to `verify --deep`, which also finds rows that are
    missing.

    Raises:
        DamagedStore: A row is not what its event says.
        Tampered, UnreadableEvent: An event is not as it was recorded.
    """
    if not 0 < len(audit.rows) <= _AT_ONCE:
        return
    said = ledger.envelopes_at([row.position for row in audit.rows])
    for row in audit.rows:
        marks = Marks(corrected_by=row.corrected_by, retracted_by=row.retracted_by)
        known = said.get(row.position)
        if known is None or _audit_row(_row(row.position, *known), marks) != row:
            raise _altered(ledger.location, row.position)


def _altered(location: str, position: int) -> DamagedStore:
    why = f"the row of the audit for the event at position {position} was altered"
    return DamagedStore(location, why, is_read_table=True)


def persons_in(connection: Connection, audit: Audit) -> list[str]:
    """Return the persons whom the rows of `audit` concern, for the access log."""
    positions = [row.position for row in audit.rows]
    found: set[str] = set()
    for some in _in_parts(positions):
        query = select(AUDIT_PERSONS.c.person).where(AUDIT_PERSONS.c.position.in_(some))
        found.update(connection.execute(query).scalars())
    return sorted(found)


def _nowhere(connection: Connection, query: Query, up_to: int, *, answered: bool) -> list[Nowhere]:
    """Return the texts that nothing has, and the spans in which nothing lies."""
    found = []
    for clause in query.clauses:
        if answered and len(clause.values) == 1 and not clause.negated:
            continue
        found += nowhere(connection, clause, up_to)
        for span in clause.spans:
            alone = Query((Clause(clause.field, (span,)),))
            if Search(connection, alone, up_to).is_empty():
                found.append(Nowhere(field=clause.field, value=str(span)))
    return found


def _rows(
    connection: Connection, positions: Sequence[int], up_to: int, location: str
) -> tuple[AuditRow, ...]:
    rows: dict[int, Any] = {}
    for some in _in_parts(positions):
        query = select(AUDIT).where(AUDIT.c.position.in_(some))
        rows |= {row["position"]: row for row in connection.execute(query).mappings()}
    # Before their marks are sought: a value of another kind is no key.
    found = [_checked_row(rows[position], location) for position in positions]
    keys = [(row.source, row.event_id, row.stream) for row in found]
    marks = marks_of(connection, keys, up_to)
    return tuple(
        row if key not in marks else row.model_copy(update=asdict(marks[key]))
        for row, key in zip(found, keys, strict=True)
    )


def _checked_row(row: Any, location: str) -> AuditRow:
    try:
        return _audit_row(row, Marks())
    except (TypeError, ValueError, OverflowError):
        # SQLite lets anything be written to any column; the error would repeat it.
        raise _altered(location, row["position"]) from None


def _in_parts(positions: Sequence[int]) -> list[Sequence[int]]:
    return [positions[start : start + _AT_ONCE] for start in range(0, len(positions), _AT_ONCE)]


def _audit_row(row: Any, marks: Marks) -> AuditRow:
    return AuditRow(
        **{name: row[name] for name in _AS_STORED},
        recorded_at=_moment(row["recorded_at"]).isoformat(),
        noted_at=None if row["noted_at"] is None else _moment(row["noted_at"]).isoformat(),
        corrects=row["corrects_id"],
        corrected_by=marks.corrected_by,
        retracted_by=marks.retracted_by,
    )


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
