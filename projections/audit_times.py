"""Spans of time as the read table of the audit has them: whole years, months and days.

Spans are pairs of whole numbers, both ends included, None for no end: days are counted from the
first of the calendar (`date.toordinal`), moments in microseconds from 1970.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from domain.values import AMSTERDAM
from projections.audit_query import EPOCH, as_microseconds

Bounds = tuple[int | None, int | None]

_DAYS: Final = (date.min.toordinal(), date.max.toordinal())


def digits(day: date) -> int:
    """Return a day as the table has it: 20260302."""
    return day.year * 10_000 + day.month * 100 + day.day


def from_digits(number: int) -> date:
    """Return the day that `digits` made a number of."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def day_at(microseconds: int) -> date:
    """Return the day in the Netherlands at a moment; the last or first one beyond the calendar."""
    try:
        return (EPOCH + timedelta(microseconds=microseconds)).astimezone(AMSTERDAM).date()
    except OverflowError:
        return date.max if microseconds > 0 else date.min


def outside(spans: Iterable[Bounds]) -> list[Bounds]:
    """Return the spans of all that lies in none of `spans`."""
    found: list[Bounds] = []
    begin: int | None = None
    for low, high in sorted(spans, key=lambda each: (each[0] is not None, each[0] or 0)):
        if low is not None and (begin is None or begin <= low - 1):
            found.append((begin, low - 1))
        if high is None:
            return found
        begin = high + 1 if begin is None else max(begin, high + 1)
    return [*found, (begin, None)]


def in_calendar(spans: Iterable[Bounds]) -> list[Bounds]:
    """Return the spans of days of which any lies in the calendar."""
    first, last = _DAYS
    return [
        (low, high)
        for low, high in spans
        if (low is None or low <= last) and (high is None or high >= first)
    ]


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of time as parts, none of which overlap.

    Attributes:
        years: Whole years.
        months: Whole months outside them, written 202603.
        days: Whole days outside both, written 20260302.
        edges: Days of which only a part lies in the span.
    """

    years: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    edges: tuple[int, ...] = ()


def cut_days(span: Bounds, known: tuple[date, date], years: Sequence[int]) -> Cut:
    """Return the parts of a span of days, as far as there is anything in them.

    Args:
        span: First and last day, counted from the first of the calendar.
        known: The first and last day on which there is anything.
        years: The years in which there is anything.
    """
    low, high = span
    first, last = (day.toordinal() for day in known)
    if (low is not None and low > last) or (high is not None and high < first):
        return Cut()
    # Nothing lies outside what is known: where a span goes beyond it, the whole year is one part.
    begin = known[0].replace(month=1, day=1)
    end = known[1].replace(month=12, day=31)
    return _cut(
        begin if low is None or low <= first else date.fromordinal(low),
        end if high is None or high >= last else date.fromordinal(high),
        years,
    )


def cut_moments(span: Bounds, known: tuple[date, date], years: Sequence[int]) -> Cut:
    """Return the parts of a span of moments, as `cut_days`; a day can lie in it for a part."""
    low, high = span
    edges = set()
    first = last = None
    if low is not None:
        day = day_at(low)
        whole = low <= _first_microsecond(day)
        first = day.toordinal() + (not whole)
        edges |= set() if whole else {digits(day)}
    if high is not None:
        day = day_at(high)
        whole = high >= _last_microsecond(day)
        last = day.toordinal() - (not whole)
        edges |= set() if whole else {digits(day)}
    inner = cut_days((first, last), known, years)
    return Cut(inner.years, inner.months, inner.days, tuple(sorted(edges)))


def _cut(first: date, last: date, years: Sequence[int]) -> Cut:
    whole_years, whole_months, days = [], [], []
    for year in years:
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        if begin > end:
            continue
        if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
            whole_years.append(year)
            continue
        for month in range(begin.month, end.month + 1):
            length = monthrange(year, month)[1]
            one = begin.day if month == begin.month else 1
            two = end.day if month == end.month else length
            if (one, two) == (1, length):
                whole_months.append(year * 100 + month)
            else:
                days += [year * 10_000 + month * 100 + day for day in range(one, two + 1)]
    return Cut(tuple(whole_years), tuple(whole_months), tuple(days))


def _first_microsecond(day: date) -> int:
    if day == date.min:
        # In the Netherlands the first day of the calendar begins before that of UTC.
        return as_microseconds(datetime.min.replace(tzinfo=UTC))
    return as_microseconds(datetime.combine(day, time.min, tzinfo=AMSTERDAM))


def _last_microsecond(day: date) -> int:
    return as_microseconds(datetime.combine(day, time.max, tzinfo=AMSTERDAM))
