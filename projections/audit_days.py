"""The days to which events were corrected, by which the audit finds an event as by its own day.

A correction names its day in its body, which is encrypted, and a search cannot open bodies. So the
day stands in the read table, as the days of envelopes do. Each correction gives one row, also one
that was taken back since, or that does not fit: that an event was said to be of a day is found
under that day for ever. A correction of a correction gives its day to the event that the first one
corrected, as `domain.history.resolve` reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Table, and_, bindparam, case, select

from domain.envelope import Act, OccurredOn
from domain.events import EventCorrected
from domain.values import When, day_of
from projections.audit_times import digits

_WHEN: Final[TypeAdapter[When]] = TypeAdapter(OccurredOn)


def take_in(connection: Connection, acts: Sequence[Act], audit: Table, days: Table) -> None:
    """Take in the days that corrections name, of acts that stand in `audit` already."""
    rows = [
        {"correction": act.position, **numbers(day)}
        for act in acts
        if (day := _day_said(act)) is not None
    ]
    if rows:
        connection.execute(days.insert(), rows)
    found = _found(connection, audit, days)
    if found:
        update = days.update().where(days.c.correction == bindparam("which"))
        connection.execute(update, found)


def numbers(day: date) -> dict[str, int]:
    """Return a day with its month and year as the tables of the audit have them."""
    number = digits(day)
    return {"day": number, "month": number // 100, "year": number // 10_000}


def _day_said(act: Act) -> date | None:
    if not isinstance(act.body, EventCorrected) or act.body.occurred_on is None:
        return None
    try:
        return day_of(_WHEN.validate_python(act.body.occurred_on))
    except ValidationError:
        return None


def _found(connection: Connection, audit: Table, days: Table) -> list[dict[str, Any]]:
    """Return the events of corrections that have none yet; theirs may be recorded after them."""
    chain = (
        select(
            days.c.correction,
            audit.c.position,
            audit.c.position.label("since"),
            *(audit.c.stream, audit.c.type, audit.c.corrects_source, audit.c.corrects_id),
        )
        .join(audit, audit.c.position == days.c.correction)
        .where(days.c.position.is_(None))
        .cte("chain", recursive=True)
    )
    named = audit.alias("named")
    chain = chain.union(
        select(
            chain.c.correction,
            named.c.position,
            case((named.c.position > chain.c.since, named.c.position), else_=chain.c.since),
            *(named.c.stream, named.c.type, named.c.corrects_source, named.c.corrects_id),
        )
        .join(
            named,
            and_(
                named.c.event_id == chain.c.corrects_id,
                named.c.source == chain.c.corrects_source,
                named.c.stream == chain.c.stream,
            ),
        )
        .where(chain.c.type == EventCorrected.about.type)
    )
    ends = select(chain.c.correction, chain.c.position, chain.c.since)
    rows = connection.execute(ends.where(chain.c.corrects_id.is_(None)))
    return [{"which": row[0], "position": row[1], "since": row[2]} for row in rows]
