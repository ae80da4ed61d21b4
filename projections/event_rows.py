"""Events as evidence: what each was, both its times, who acted and on what, and its corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import Field, JsonValue

from domain.envelope import Act
from domain.events import EVENT_TYPES
from domain.values import Value, person_of_stream
from projections.case import Case
from projections.language import (
    Language,
    field_name,
    moment_text,
    paragraph,
    plain_value,
    say,
    time_text,
)


class Change(Value):
    """One thing in which an event is read otherwise than it was: a field, before and now."""

    field: str
    before: JsonValue
    now: JsonValue


class EventRow(Value):
    """One event on which something rests.

    Attributes:
        position: Place in the ledger.
        event_id: The sender's id.
        source: The sender.
        type: Stable name and version of its type.
        term: The Dutch term of that type.
        occurred_on: Day or moment of the act, as it is read now.
        recorded_at: When the ledger recorded it, UTC.
        actor: Who acted, with `role` and `organisation`.
        recorded_by: The account that typed or imported it.
        mandate: The mandate on which the actor relied, where one was named.
        legal_basis: Law and article as the sender stated them.
        corrects: Id of the event that this one corrects or retracts.
        changes: In what the event is read otherwise than it was recorded.
        retracted: Whether it is read as never having happened.
        pseudonym: In whose stream it stands, of a person who is read under several pseudonyms.
    """

    position: int
    event_id: str
    source: str
    type: str
    term: str
    occurred_on: str
    recorded_at: str
    actor: str
    role: str
    organisation: str
    recorded_by: str
    mandate: str | None
    legal_basis: str
    corrects: str | None
    changes: tuple[Change, ...]
    retracted: bool
    pseudonym: str | None = Field(default=None, exclude_if=lambda found: found is None)


EventRows = Mapping[str, tuple[EventRow, ...]]
"""The events of one person by id; several where several senders used the same id."""


def rows_of(case: Case) -> EventRows:
    """Return every event recorded of a person by its id, as it reads in the frame of `case`."""
    current = {act.key: act for act in case.resolved.acts}
    retracted = frozenset(act.key for act in case.resolved.retracted)
    found: dict[str, tuple[EventRow, ...]] = {}
    for act in case.recorded:
        now = current.get(act.key, act)
        row = event_row(now, changes(act, now), retracted=act.key in retracted)
        found[row.event_id] = (*found.get(row.event_id, ()), row)
    return found


def named(rows: EventRows, ids: Iterable[str]) -> tuple[EventRow, ...]:
    """Return the events with these ids, each once, in the order of the ids."""
    return tuple(row for each in dict.fromkeys(ids) for row in rows.get(each, ()))


def event_row(act: Act, changed: tuple[Change, ...] = (), *, retracted: bool = False) -> EventRow:
    """Return an act as a row, with in what it is read otherwise than it was recorded."""
    envelope = act.envelope
    return EventRow(
        position=act.position,
        event_id=envelope.event_id,
        source=envelope.source,
        type=envelope.type,
        term=EVENT_TYPES[envelope.type].about.dutch,
        occurred_on=envelope.occurred_on.isoformat(),
        recorded_at=act.recorded_at.astimezone(UTC).isoformat(),
        actor=envelope.actor,
        role=envelope.role,
        organisation=envelope.organisation,
        recorded_by=envelope.recorded_by,
        mandate=envelope.mandate,
        legal_basis=envelope.legal_basis,
        corrects=envelope.corrects.event_id if envelope.corrects is not None else None,
        changes=changed,
        retracted=retracted,
        pseudonym=person_of_stream(envelope.stream) if act.is_linked else None,
    )


def changes(before: Act, now: Act) -> tuple[Change, ...]:
    """Return the fields in which the same act is read otherwise at two moments of knowing."""
    old, new = _fields(before), _fields(now)
    return tuple(
        Change(field=name, before=old.get(name), now=new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )


def _fields(act: Act) -> dict[str, Any]:
    envelope = act.envelope
    times = {
        "occurred_on": envelope.occurred_on.isoformat(),
        "effect_from": envelope.effect_from and envelope.effect_from.isoformat(),
        "effect_until": envelope.effect_until and envelope.effect_until.isoformat(),
    }
    body = {} if act.body is None else act.body.model_dump(mode="json")
    return {**times, **body}


def event_lines(row: EventRow, language: Language, *, indent: int = 4) -> list[str]:
    """Return an event as text: when and what; then who, the basis, when recorded, and its id."""
    marks = [change_text(each, language) for each in row.changes]
    if row.corrects is not None:
        marks.append(say(language, "event.corrects", event=row.corrects))
    if row.retracted:
        marks.append(say(language, "timeline.retracted"))
    first = f"{occurred_text(row, language)}  {event_name(row, language)}"
    if marks:
        first += f"  [{'; '.join(marks)}]"
    return [
        *paragraph(first, indent=indent),
        *paragraph(" · ".join(_said(row, language)), indent=indent + 2),
    ]


def _said(row: EventRow, language: Language) -> list[str]:
    said = [who_text(row, language), row.legal_basis]
    if row.mandate is not None:
        said.append(say(language, "event.mandate", mandate=row.mandate))
    return [
        *said,
        say(language, "timeline.recorded", moment=recorded_text(row, language)),
        row.event_id,
    ]


def event_name(row: EventRow, language: Language) -> str:
    """Return what an event is called: the Dutch term, or the name of its type."""
    return row.term if language == "nl" else row.type.partition("/")[0]


def who_text(row: EventRow, language: Language) -> str:
    """Return who acted, in which role, for which organisation; of linked files in which one."""
    who = say(
        language, "timeline.by", actor=row.actor, role=row.role, organisation=row.organisation
    )
    if row.pseudonym is None:
        return who
    return f"{who} · {say(language, 'linked.from_file', pseudonym=row.pseudonym)}"


def occurred_text(row: EventRow, language: Language) -> str:
    """Return when an act took place, as it is read."""
    return time_text(row.occurred_on, language)


def recorded_text(row: EventRow, language: Language) -> str:
    """Return when an event was recorded."""
    return moment_text(datetime.fromisoformat(row.recorded_at), language)


def content_text(body: Mapping[str, Any] | None, language: Language) -> list[str]:
    """Return what the body of an event says, field by field; of a correction also the new values.

    Args:
        body: The body as plain JSON values; None when it was erased.
        language: The language.
    """
    if body is None:
        return [say(language, "timeline.erased")]
    said = []
    for name, value in body.items():
        # Only a correction has it: the body of the event that it corrects, as it should have been.
        if name == "body" and isinstance(value, Mapping):
            said += content_text(value, language)
        else:
            said.append(f"{field_name(name, language)}: {plain_value(value, language)}")
    return said


def change_text(change: Change, language: Language) -> str:
    """Return in what an event is read otherwise: the field, what it is now, and what it was."""
    return say(
        language,
        "event.change",
        field=field_name(change.field, language),
        before=plain_value(change.before, language),
        now=plain_value(change.now, language),
    )
