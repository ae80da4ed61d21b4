"""Counting a term: from a day, over a span, to its last day, and past days on which offices close.

    >>> from domain.deadlines.rule import Span, TermLaw
    >>> equated = frozenset({date(2026, 5, 15)})
    >>> end_of_term(date(2026, 4, 17), Span(weeks=4), TermLaw.NATIONAL, equated).due
    datetime.date(2026, 5, 18)

The day of the event is not counted itself. Source: Algemene termijnenwet, texts of 17 February 1999
and 10 October 2010, whose articles 1 to 4 are the same: a statutory term that ends on a Saturday,
Sunday or public holiday runs on to the next day that is none of these (1(1)); not a term that is
counted backwards (1(2)); a term of at least three days has at least two days in it that are none
of these (2); the act does not hold for terms in hours, in more than 90 days, twelve weeks or three
months, or in years (4(a)). Terms in law of the Union follow Regulation (EEC, Euratom) 1182/71,
article 3, which says the same of the last day, except for terms in hours and terms that are
counted backwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, assert_never

from domain.dates import DayBeyondCalendar, add_period
from domain.deadlines.rule import DeadlineKind, Span, TermLaw, Unit
from domain.rule_parts import Period
from domain.working_days import (
    easter_sunday,
    is_working_day,
    last_working_day,
    next_working_day,
    public_holidays,
)

_ONE_DAY: Final = timedelta(days=1)
_MOST: Final = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}
"""The longest terms in each unit to which the Algemene termijnenwet applies (4(a))."""

_AT_LEAST_DAYS: Final = 3
_AT_LEAST_WORKING_DAYS: Final = 2
"""A term of at least three days has at least two working days in it (2)."""

_UNROUNDED_AFTER: Final = date(9999, 12, 1)
"""From here on there may be no next working day in the calendar."""


class Exempt(StrEnum):
    """Why a term does not run on past a closed day."""

    NOT_STATUTORY = "not-statutory"
    EXCLUDED = "excluded"
    BACKWARDS = "backwards"
    HOURS = "hours"
    TOO_LONG = "too-long"
    YEARS = "years"


class Rounded(StrEnum):
    """What closed days did to the end of a term."""

    NOT = "not"
    ON = "on"
    TWO_WORKING_DAYS = "two-working-days"


class Closed(StrEnum):
    """Why offices are closed on a day."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    NEW_YEAR = "new-year"
    GOOD_FRIDAY = "good-friday"
    EASTER_MONDAY = "easter-monday"
    MONARCH = "monarch"
    LIBERATION = "liberation"
    ASCENSION = "ascension"
    WHIT_MONDAY = "whit-monday"
    CHRISTMAS = "christmas"
    EQUATED = "equated"


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The end of a term.

    Attributes:
        plain: The last day by counting alone.
        due: The last day by law; never before `plain`.
        rounded: What made the difference.
    """

    plain: date
    due: date
    rounded: Rounded


def end_of_term(
    base: date, span: Span, law: TermLaw, equated: frozenset[date], *, more: int = 0
) -> TermEnd:
    """Return the end of the term of `span` that starts with what happened on `base`.

    Args:
        base: The day of what happened; the term begins on the next.
        span: How long it is.
        law: Which rules on closed days it follows.
        equated: Days on a par with public holidays.
        more: For how many days it stood still meanwhile.

    Raises:
        DayBeyondCalendar: It ends later than a calendar date can be.
    """
    plain = plain_end(base, span, equated)
    if more:
        plain = add_period(plain, Period(days=more))
    if exempt(span, law) is not None or plain >= _UNROUNDED_AFTER:
        return TermEnd(plain, plain, Rounded.NOT)
    due = next_working_day(plain, equated)
    rounded = Rounded.ON if due > plain else Rounded.NOT
    if law is TermLaw.NATIONAL and (plain - base).days >= _AT_LEAST_DAYS:
        enough = _with_two_working_days(base, due, equated)
        if enough > due:
            return TermEnd(plain, enough, Rounded.TWO_WORKING_DAYS)
    return TermEnd(plain, due, rounded)


def plain_end(base: date, span: Span, equated: frozenset[date]) -> date:
    """Return the last day of a term by counting alone.

    Months and years keep the number of the day and clip to the last day of a shorter month. Hours
    count as whole days, rounded up: a day is all that is known.

    Raises:
        DayBeyondCalendar: It lies outside the calendar.
    """
    if span.unit is Unit.WORKING_DAYS:
        end = _working_days_on(base, span, equated)
    elif span.backwards:
        end = _back(base, span)
    else:
        end = add_period(base, _period(span))
    return add_period(end, Period(days=1)) if span.longer_than else end


def exempt(span: Span, law: TermLaw) -> Exempt | None:
    """Return why a term does not run on past a closed day; None where it does."""
    match law:
        case TermLaw.NONE:
            return Exempt.NOT_STATUTORY
        case TermLaw.EXCLUDED:
            return Exempt.EXCLUDED
        case TermLaw.NATIONAL | TermLaw.EUROPEAN:
            pass
        case _:
            assert_never(law)
    if span.backwards:
        return Exempt.BACKWARDS
    if span.unit is Unit.HOURS:
        return Exempt.HOURS
    if law is TermLaw.EUROPEAN:
        return None
    if span.unit is Unit.YEARS:
        return Exempt.YEARS
    if span.count > _MOST.get(span.unit, span.count):
        return Exempt.TOO_LONG
    return None


def act_by(kind: DeadlineKind, first: date, due: date, equated: frozenset[date]) -> date | None:
    """Return by when to act, as advice: a day on which offices are open, not after the legal date.

    What takes effect by itself has to be prevented on a day before. None where there is nothing to
    do by a day.

    Args:
        kind: What happens on the day.
        first: The first day on which anybody could act; where no working day is left since, the
            last day itself is the advice.
        due: The last day by law.
        equated: Days on a par with public holidays.
    """
    match kind:
        case DeadlineKind.DUTY | DeadlineKind.RIGHT:
            return last_working_day(due, min(first, due), equated)
        case DeadlineKind.TAKES_EFFECT:
            if due <= first:
                return None
            return last_working_day(due - _ONE_DAY, first, equated)
        case DeadlineKind.OPENS | DeadlineKind.MOMENT:
            return None
        case _:
            assert_never(kind)


def why_closed(day: date, equated: frozenset[date]) -> Closed | None:
    """Return why offices are closed on `day`; a holiday is named before the day of the week."""
    if day in public_holidays(day.year):
        return _holiday(day)
    if day in equated:
        return Closed.EQUATED
    return {6: Closed.SATURDAY, 7: Closed.SUNDAY}.get(day.isoweekday())


def _holiday(day: date) -> Closed:
    easter = (day - easter_sunday(day.year)).days
    fixed = {(1, 1): Closed.NEW_YEAR, (5, 5): Closed.LIBERATION}
    fixed |= {(12, 25): Closed.CHRISTMAS, (12, 26): Closed.CHRISTMAS}
    moving = {-2: Closed.GOOD_FRIDAY, 1: Closed.EASTER_MONDAY, 39: Closed.ASCENSION}
    moving |= {50: Closed.WHIT_MONDAY}
    return fixed.get((day.month, day.day)) or moving.get(easter) or Closed.MONARCH


def _period(span: Span) -> Period:
    if span.unit is Unit.HOURS:
        return Period(days=-(-span.count // 24))
    return Period(**{span.unit.value: span.count})


def _back(base: date, span: Span) -> date:
    """Return the day that lies `span` before `base`."""
    try:
        if span.unit in (Unit.MONTHS, Unit.YEARS):
            months = span.count * (12 if span.unit is Unit.YEARS else 1)
            year, month = divmod(base.year * 12 + base.month - 1 - months, 12)
            first = date(year, month + 1, 1)
            clipped = add_period(first, Period(months=1)) - _ONE_DAY
            return first.replace(day=min(base.day, clipped.day))
        days = _period(span).days or 7 * (_period(span).weeks or 0)
        return base - timedelta(days=days)
    except (OverflowError, ValueError):
        raise DayBeyondCalendar(base, _period(span)) from None


def _working_days_on(base: date, span: Span, equated: frozenset[date]) -> date:
    step = -_ONE_DAY if span.backwards else _ONE_DAY
    day, left = base, span.count
    try:
        while left:
            day += step
            left -= is_working_day(day, equated)
    except OverflowError:
        raise DayBeyondCalendar(base, Period(days=span.count)) from None
    return day


def _with_two_working_days(base: date, due: date, equated: frozenset[date]) -> date:
    """Return the first day from `due` on by which two working days have passed since `base`."""
    passed = 0
    for offset in range(1, (due - base).days + 1):
        passed += is_working_day(base + timedelta(days=offset), equated)
        if passed == _AT_LEAST_WORKING_DAYS:
            return due
    end = due
    while passed < _AT_LEAST_WORKING_DAYS:
        end += _ONE_DAY
        passed += is_working_day(end, equated)
    return end
