"""The timeline of one person: what happened when, when it was recorded, and what was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.envelope import Act, order
from domain.history import as_of
from domain.values import Value
from ledger.reader import Frame
from projections.case import Case
from projections.event_rows import (
    EventRow,
    changes,
    content_text,
    event_name,
    event_row,
    occurred_text,
    recorded_text,
    who_text,
)
from projections.language import (
    TABLE_WIDTH,
    Language,
    day_text,
    paragraph,
    say,
    time_text,
)


class Target(Value):
    """The event that a correction or retraction names, as it was recorded."""

    event_id: str
    type: str
    term: str
    occurred_on: str


class Entry(EventRow):
    """One event of the timeline: what every event shows, and its content.

    Attributes:
        effect_from: First day of its effect, where that is not the day of the act.
        effect_until: Last day of that effect.
        purpose: Code of the purpose of the processing.
        to: Organisations to which the act was sent.
        body: What happened; None when the person has been erased since.
        corrected_by: Ids of the corrections that made it read as it does.
        target: What it corrects or retracts, where that is recorded in the frame.
        after_day: Whether it is read as of later than the day asked about.
        day: The day of the act.
    """

    effect_from: date | None
    effect_until: date | None
    purpose: str
    to: tuple[str, ...]
    body: dict[str, Any] | None
    corrected_by: tuple[str, ...]
    target: Target | None
    after_day: bool
    day: date


class Timeline(Value):
    """The events of a person, corrections among them, in the order in which they are read."""

    person: str
    entries: tuple[Entry, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the timeline as plain JSON values."""
        return self.model_dump(mode="json", exclude={"entries": {"__all__": {"day"}}})


def report(case: Case, frame: Frame, *, whole: bool = False) -> Timeline:
    """Return the timeline of `case`: acts as they read now, beside their corrections.

    Args:
        case: The person in `frame`.
        frame: From where one looks.
        whole: Whether what is read as of later than the day asked about is told too.
    """
    retracted = frozenset(act.key for act in case.resolved.retracted)
    current = {act.key: act for act in case.resolved.acts}
    recorded = {act.key: act for act in case.recorded}
    shown = [current.get(act.key, act) for act in case.recorded]
    happened = as_of(shown, frame.as_of)
    keys = frozenset(act.key for act in happened)
    acts = sorted(shown, key=order) if whole else happened
    entries = tuple(
        _entry(act, recorded, retracted=act.key in retracted, after_day=act.key not in keys)
        for act in acts
    )
    return Timeline(person=case.person.id, entries=entries)


def _entry(
    act: Act, recorded: Mapping[tuple[str, str], Act], *, retracted: bool, after_day: bool
) -> Entry:
    envelope = act.envelope
    row = event_row(act, changes(recorded[act.key], act), retracted=retracted)
    return Entry(
        **dict(row),
        effect_from=envelope.effect_from,
        effect_until=envelope.effect_until,
        purpose=envelope.purpose,
        to=envelope.to,
        body=None if act.body is None else act.body.model_dump(mode="json", exclude_none=True),
        corrected_by=act.corrected_by,
        target=_target(act, recorded),
        after_day=after_day,
        day=envelope.day,
    )


def _target(act: Act, recorded: Mapping[tuple[str, str], Act]) -> Target | None:
    reference = act.envelope.corrects
    named = None if reference is None else recorded.get((reference.source, reference.event_id))
    if named is None:
        return None
    row = event_row(named)
    return Target(event_id=row.event_id, type=row.type, term=row.term, occurred_on=row.occurred_on)


def render(timeline: Timeline, language: Language) -> str:
    """Return the timeline as text, oldest first, two or three lines an event."""
    if not timeline.entries:
        return say(language, "timeline.none")
    lines = [say(language, "timeline.heading", person=timeline.person, count=len(timeline.entries))]
    for entry in timeline.entries:
        lines += ["", *_lines(entry, language)]
    return "\n".join(lines)


def _lines(entry: Entry, language: Language) -> list[str]:
    details = content_text(entry.body, language)
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
    if entry.corrects is not None:
        marks.append(target_text(entry, language))
    if entry.retracted:
        marks.append(say(language, "timeline.retracted"))
    if entry.corrected_by:
        marks.append(say(language, "timeline.corrected", events=", ".join(entry.corrected_by)))
    lines = [
        f"{occurred_text(entry, language)}  {event_name(entry, language)}"
        + (f"  [{'; '.join(marks)}]" if marks else "")
    ]
    if details:
        lines += paragraph("; ".join(details), indent=4, width=TABLE_WIDTH)
    recorded = say(language, "timeline.recorded", moment=recorded_text(entry, language))
    lines.append(f"    {who_text(entry, language)} · {recorded} · {entry.event_id}")
    return lines


def target_text(entry: Entry, language: Language) -> str:
    """Return which event a correction or retraction is about: its id, what it was, and when."""
    target = entry.target
    if target is None:
        return say(language, "event.corrects", event=entry.corrects)
    return say(
        language,
        "timeline.about",
        event=target.event_id,
        name=target.term if language == "nl" else target.type.partition("/")[0],
        day=time_text(target.occurred_on, language),
    )
