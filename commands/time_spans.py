"""Spans of time as they are typed: a number of days or weeks, such as 30d or 6w."""

from __future__ import annotations

from datetime import date, timedelta

from commands.report_errors import SpanRefused


def last_day(day: date, text: str, option: str) -> date:
    """Return the last day of a span that begins on `day`, at most 9999-12-31.

    Args:
        day: The first day.
        text: The span as it was typed.
        option: The option that takes it.

    Raises:
        SpanRefused: It is no number of days (d) or weeks (w).
    """
    number, unit = text[:-1], text[-1:]
    if not number.isdecimal() or unit not in ("d", "w"):
        raise SpanRefused(text, option)
    days = int(number) * (7 if unit == "w" else 1)
    return day + timedelta(days=min(days, (date.max - day).days))


def length_of(text: str, option: str) -> timedelta:
    """Return the length of a span that was typed, at most as long as the calendar.

    Raises:
        SpanRefused: It is no number of days (d) or weeks (w).
    """
    return last_day(date.min, text, option) - date.min
