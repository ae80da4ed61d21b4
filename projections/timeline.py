"""The timeline of one person: what happened when, when it was recorded, and what was corrected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from domain.envelope import Act, order
from domain.events import EVENT_TYPES
from domain.history import as_of
from domain.values import Value
from ledger.reader import Frame
from projections.case import Case
from projections.language import Language, day_text, moment_text, plain_value, say, time_text


class Entry(Value):
    """One event of the timeline."""

    position: int
    event_id: str
    source: str
    type: str
    term: str
    occurred_on: str
    recorded_at: str
    effect_from: date | None
    effect_until: date | None
    actor: str
    role: str
    organisation: str
    purpose: str
    legal_basis: str
    to: tuple[str, ...]
    body: dict[str, Any] | None
    corrected_by: tuple[str, ...]
    corrects: str | None
    retracted: bool
    day: date


class Timeline(Value):
    """All events of a person that had happened by the day asked about, corrections among them."""

    person: str
    entries: tuple[Entry, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the timeline as plain JSON values."""
        return self.model_dump(mode="json", exclude={"entries": {"__all__": {"day"}}})


def report(case: Case, frame: Frame) -> Timeline:
    """Return the timeline of `case`: acts as they read now, beside their corrections."""
    retracted = frozenset(act.key for act in case.resolved.retracted)
    current = {act.key: act for act in case.resolved.acts}
    shown = [current.get(act.key, act) for act in case.recorded]
    acts = sorted(as_of(shown, frame.as_of), key=order)
    entries = tuple(_entry(act, retracted=act.key in retracted) for act in acts)
    return Timeline(person=case.person.id, entries=entries)


def _entry(act: Act, *, retracted: bool) -> Entry:
    envelope = act.envelope
    return Entry(
        position=act.position,
        event_id=envelope.event_id,
        source=envelope.source,
        type=envelope.type,
        term=EVENT_TYPES[envelope.type].about.dutch,
        occurred_on=envelope.occurred_on.isoformat(),
        recorded_at=act.recorded_at.astimezone(UTC).isoformat(),
        effect_from=envelope.effect_from,
        effect_until=envelope.effect_until,
        actor=envelope.actor,
        role=envelope.role,
        organisation=envelope.organisation,
        purpose=envelope.purpose,
        legal_basis=envelope.legal_basis,
        to=envelope.to,
        body=None if act.body is None else act.body.model_dump(mode="json", exclude_none=True),
        corrected_by=act.corrected_by,
        corrects=envelope.corrects.event_id if envelope.corrects is not None else None,
        retracted=retracted,
        day=envelope.day,
    )


def render(timeline: Timeline, language: Language) -> str:
    """Return the timeline as text, oldest first, two or three lines an event."""
    if not timeline.entries:
        return say(language, "timeline.none")
    lines = [say(language, "timeline.heading", person=timeline.person, count=len(timeline.entries))]
    for entry in timeline.entries:
        lines += ["", *_lines(entry, language)]
    return "\n".join(lines)


def _lines(entry: Entry, language: Language) -> list[str]:
    name = entry.term if language == "nl" else entry.type.partition("/")[0]
    details = [
        f"{key.replace('_', ' ')}: {plain_value(value, language)}"
        for key, value in (entry.body or {}).items()
    ]
    if entry.body is None:
        details = [say(language, "timeline.erased")]
    if entry.effect_until is not None:
        start = day_text(entry.effect_from or entry.day, language)
        details.append(
            say(
                language, "timeline.effect", start=start, end=day_text(entry.effect_until, language)
            )
        )
    elif entry.effect_from is not None:
        details.append(
            say(language, "timeline.effect_open", start=day_text(entry.effect_from, language))
        )
    marks = []
    if entry.retracted:
        marks.append(say(language, "timeline.retracted"))
    if entry.corrected_by:
        marks.append(say(language, "timeline.corrected", events=", ".join(entry.corrected_by)))
    by = say(
        language, "timeline.by", actor=entry.actor, role=entry.role, organisation=entry.organisation
    )
    recorded = say(
        language,
        "timeline.recorded",
        moment=moment_text(datetime.fromisoformat(entry.recorded_at), language),
    )
    lines = [
        f"{time_text(entry.occurred_on, language)}  {name}"
        + (f"  [{'; '.join(marks)}]" if marks else "")
    ]
    if details:
        lines.append("    " + "; ".join(details))
    lines.append(f"    {by} · {recorded} · {entry.event_id}")
    return lines
