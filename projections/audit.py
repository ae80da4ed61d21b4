"""The audit trail: who did what when, in what role, for which purpose and on which basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from domain.envelope import Act
from domain.values import Value
from projections.language import Language, columns, day_text, moment_text, say
from projections.schema import AUDIT, AUDIT_PERSONS, clear, create

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_CHARACTER: Final = chr(0x10FFFF)


class AuditTrail:
    """The projection behind `audit`: every envelope, in columns that can be searched."""

    name = "audit"
    version = 2

    def create(self, connection: Connection) -> None:
        """Make the tables, unless they are there."""
        create(connection, AUDIT, AUDIT_PERSONS)

    def clear(self, connection: Connection) -> None:
        """Take the content away, and tables whose form has changed."""
        clear(connection, AUDIT, AUDIT_PERSONS)

    def apply(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Take in acts, in order of position."""
        connection.execute(AUDIT.insert(), [_row(act) for act in acts])
        persons = [
            {"person": person, "position": act.position}
            for act in acts
            for person in act.envelope.subjects
        ]
        if persons:
            connection.execute(AUDIT_PERSONS.insert(), persons)


def _row(act: Act) -> dict[str, Any]:
    envelope = act.envelope
    return {
        "position": act.position,
        "event_id": envelope.event_id,
        "source": envelope.source,
        "stream": envelope.stream,
        "type": envelope.type,
        "occurred_on": envelope.occurred_on.isoformat(),
        "occurred_day": envelope.day.isoformat(),
        "recorded_at": (act.recorded_at - _EPOCH) // timedelta(microseconds=1),
        "actor": envelope.actor,
        "role": envelope.role,
        "organisation": envelope.organisation,
        "recorded_by": envelope.recorded_by,
        "purpose": envelope.purpose,
        "legal_basis": envelope.legal_basis,
        "mandate": envelope.mandate,
    }


@dataclass(frozen=True, slots=True)
class Filters:
    """What an audit asks; None asks nothing. Days are days in the Netherlands, both ends included.

    `type` is a stable name with or without its version; a `*` at its end stands for any ending.
    """

    person: str | None = None
    actor: str | None = None
    organisation: str | None = None
    type: str | None = None
    occurred_from: date | None = None
    occurred_to: date | None = None
    recorded_from: datetime | None = None
    recorded_to: datetime | None = None
    purpose: str | None = None


class AuditRow(Value):
    """One event, as the audit shows it; the body is shown by `show`."""

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


class Audit(Value):
    """The events that answer the filters, in order of position.

    `total` counts them all; `next_after` is the position to go on from when not all are shown.
    """

    rows: tuple[AuditRow, ...]
    total: int
    next_after: int | None

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


def report(
    connection: Connection,
    filters: Filters,
    *,
    up_to: int,
    after: int = 0,
    limit: int | None = None,
) -> Audit:
    """Return the events that answer `filters`.

    Args:
        connection: To the read tables, caught up.
        filters: What is asked.
        up_to: Last position of the frame.
        after: Position after which to go on.
        limit: How many rows at most; None for all.
    """
    conditions = _conditions(filters)
    conditions.append(AUDIT.c.position <= up_to)
    total = connection.execute(
        select(func.count()).select_from(AUDIT).where(*conditions)
    ).scalar_one()
    # Neither can matter beyond the last position, and a store holds no number without end.
    beyond = AUDIT.c.position > min(after, up_to)
    query = select(AUDIT).where(*conditions, beyond).order_by(AUDIT.c.position)
    if limit is not None:
        query = query.limit(min(limit, up_to) + 1)
    found = [_audit_row(row) for row in connection.execute(query).mappings()]
    shown = found if limit is None else found[:limit]
    more = len(found) > len(shown)
    return Audit(rows=tuple(shown), total=total, next_after=shown[-1].position if more else None)


def persons_in(connection: Connection, audit: Audit) -> list[str]:
    """Return the persons whom the rows of `audit` concern, for the access log."""
    if not audit.rows:
        return []
    first, last = audit.rows[0].position, audit.rows[-1].position
    shown = {row.position for row in audit.rows}
    query = select(AUDIT_PERSONS).where(AUDIT_PERSONS.c.position.between(first, last))
    return sorted({person for person, position in connection.execute(query) if position in shown})


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.person is not None:
        of_person = select(AUDIT_PERSONS.c.position).where(AUDIT_PERSONS.c.person == filters.person)
        found.append(AUDIT.c.position.in_(of_person))
    for column, wanted in (
        (AUDIT.c.actor, filters.actor),
        (AUDIT.c.organisation, filters.organisation),
        (AUDIT.c.purpose, filters.purpose),
    ):
        if wanted is not None:
            found.append(column == wanted)
    if filters.type is not None:
        found.append(_type(filters.type))
    if filters.occurred_from is not None:
        found.append(AUDIT.c.occurred_day >= filters.occurred_from.isoformat())
    if filters.occurred_to is not None:
        found.append(AUDIT.c.occurred_day <= filters.occurred_to.isoformat())
    if filters.recorded_from is not None:
        found.append(AUDIT.c.recorded_at >= _microseconds(filters.recorded_from))
    if filters.recorded_to is not None:
        found.append(AUDIT.c.recorded_at <= _microseconds(filters.recorded_to))
    return found


def _type(wanted: str) -> ColumnElement[bool]:
    if wanted.endswith("*"):
        return _begins_with(wanted[:-1])
    if "/" in wanted:
        return AUDIT.c.type == wanted
    return _begins_with(f"{wanted}/")


def _begins_with(beginning: str) -> ColumnElement[bool]:
    # Not LIKE: whether that tells capitals apart depends on the engine.
    return (AUDIT.c.type >= beginning) & (AUDIT.c.type < f"{beginning}{_LAST_CHARACTER}")


def _microseconds(moment: datetime) -> int:
    return (moment.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)


def _audit_row(row: Any) -> AuditRow:
    recorded = _EPOCH + timedelta(microseconds=row["recorded_at"])
    fields = {name: row[name] for name in AuditRow.model_fields if name != "recorded_at"}
    return AuditRow(**fields, recorded_at=recorded.isoformat())


def render(audit: Audit, language: Language) -> str:
    """Return the rows as a table."""
    if not audit.rows:
        return say(language, "audit.none")
    rows = [tuple(say(language, "audit.columns").split("|"))]
    rows += [
        (
            str(row.position),
            _occurred(row.occurred_on, language),
            moment_text(datetime.fromisoformat(row.recorded_at), language),
            row.stream,
            row.type,
            f"{row.actor}, {row.role}, {row.organisation}",
            row.purpose,
            row.legal_basis,
        )
        for row in audit.rows
    ]
    shown = say(language, "audit.shown", shown=len(audit.rows), total=audit.total)
    return "\n".join([*columns(rows, indent=0), "", shown])


def _occurred(text: str, language: Language) -> str:
    if len(text) == len("2026-03-02"):
        return day_text(date.fromisoformat(text), language)
    return moment_text(datetime.fromisoformat(text), language)
