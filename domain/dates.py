"""Counting from one day to another in the calendar units of the law.

    >>> ends_on(date(2007, 1, 15), Period(months=4), longer_than=True)
    datetime.date(2007, 5, 16)

Months and years keep the number of the day, and clip to the last day of a shorter month. What
offices that are closed do to the end of a term is decided elsewhere.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta
from typing import Final

from domain.errors import Problem
from domain.rules import Period

_ONE_DAY: Final = Period(days=1)


class DayBeyondCalendar(Problem):
    """A period ends later than the last day that a calendar date can be."""

    code = "RU0101"
    exit_code = 3

    def __init__(self, day: date, period: Period) -> None:
        super().__init__(
            f"{_in_words(period)} after {day} lies beyond {date.max}.",
            help="Correct the day, or the period in the rule file.",
        )


def add_period(day: date, period: Period) -> date:
    """Return the day that lies `period` after `day`.

    Args:
        day: The day from which is counted; it is not counted itself.
        period: Whole days, weeks, calendar months or calendar years.

    Raises:
        DayBeyondCalendar: The result lies after the year 9999.
    """
    months = (period.months or 0) + 12 * (period.years or 0)
    days = (period.days or 0) + 7 * (period.weeks or 0)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        raise DayBeyondCalendar(day, period)
    last = monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=days)
    except OverflowError:
        raise DayBeyondCalendar(day, period) from None


def ends_on(trigger_day: date, delay: Period, *, longer_than: bool) -> date:
    """Return the first day on which something that was met is met no more.

    Args:
        trigger_day: The day on which the trigger took place.
        delay: How long after the trigger it ends.
        longer_than: The rule says "longer than": what lasts exactly the delay is still met, and
            it ends on the day after.

    Raises:
        DayBeyondCalendar: The result lies after the year 9999.
    """
    end = add_period(trigger_day, delay)
    return add_period(end, _ONE_DAY) if longer_than else end


def _in_words(period: Period) -> str:
    return " ".join(f"{count} {unit}" for unit, count in period if count is not None)
