"""Deadlines as a calendar file (iCalendar, RFC 5545) that any calendar program can read.

Each deadline is a whole day without a time. Its UID stays the same when the day changes, so that
reading the file again moves the entry. DTSTAMP is the moment up to which everything is known, not
that of writing: the same frame gives the same bytes. By default an entry names only the code and
the pseudonym, because calendars are shared, and what a deadline is about is criminal-justice data.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Calendar, Component, Event, Todo

from projections.deadlines import DeadlineRow
from projections.deadlines_text import source_text
from projections.language import Language, day_text, need_name, say

_PRODUCT: Final = "-//Reintegration ledger//Deadlines//{language}"
_DOMAIN: Final = "reintegration-ledger"


def as_calendar(
    rows: Iterable[DeadlineRow],
    *,
    stamp: datetime,
    language: Language,
    details: bool = False,
    tasks: bool = False,
) -> bytes:
    """Return deadlines as a calendar file; what has no day is left out.

    Args:
        rows: The deadlines.
        stamp: The moment up to which everything is known, with its zone.
        language: The language of the words in it.
        details: Whether to say what each is about, with the source and the computation.
        tasks: Whether to write tasks (VTODO), for programs that know them, instead of events.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT.format(language=language.upper()))
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say(language, "deadlines.calendar_name"))
    for row in rows:
        if row.due is not None:
            entry = _task(row, row.due) if tasks else _event(row.due)
            _describe(entry, row, row.due, stamp, language, details=details)
            calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content


def _event(due: date) -> Event:
    event = Event()
    event.add("dtstart", due)
    # The end of a whole day is the day after it, which the last day of the calendar has not.
    if due < date.max:
        event.add("dtend", due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _task(row: DeadlineRow, due: date) -> Todo:
    task = Todo()
    if row.act_by is not None and row.act_by < due:
        task.add("dtstart", row.act_by)
    task.add("due", due)
    task.add("status", "NEEDS-ACTION")
    return task


def _describe(
    entry: Component,
    row: DeadlineRow,
    due: date,
    stamp: datetime,
    language: Language,
    *,
    details: bool,
) -> None:
    whom = row.person or row.agreement or ""
    summary = say(language, "deadlines.calendar_summary", code=row.code, person=whom).strip()
    entry.add("uid", f"{row.uid}@{_DOMAIN}")
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    entry.add("class", "CONFIDENTIAL")
    if not details:
        entry.add("summary", summary)
        key = "calendar_plain" if row.person is not None else "calendar_plain_agreement"
        entry.add("description", say(language, f"deadlines.{key}", person=whom))
        return
    entry.add("summary", f"{summary}: {row.name.in_language(language)}")
    entry.add("description", "\n".join(_details(row, due, language)))
    if row.need is not None:
        entry.add("categories", [need_name(row.need, language)])


def _details(row: DeadlineRow, due: date, language: Language) -> list[str]:
    lines = [say(language, "deadlines.calendar_last_day", day=day_text(due, language))]
    if row.act_by is not None:
        day = day_text(row.act_by, language)
        lines.append(say(language, "deadlines.calendar_act_by", day=day))
    lines.append(say(language, "deadlines.who", who=row.who.in_language(language)))
    lines.append(source_text(row, language))
    lines += [f"- {step.in_language(language)}" for step in row.computation]
    return lines
