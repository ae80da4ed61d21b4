"""Counting days, weeks, months and years as the law does."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DayBeyondCalendar, add_period, ends_on
from domain.rules import Period

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2007, 1, 15), Period(months=4), date(2007, 5, 15)),
        (date(2007, 1, 31), Period(months=1), date(2007, 2, 28)),
        (date(2008, 1, 31), Period(months=1), date(2008, 2, 29)),
        (date(2007, 10, 31), Period(months=4), date(2008, 2, 29)),
        (date(2008, 2, 29), Period(years=5), date(2013, 2, 28)),
        (date(2007, 12, 30), Period(weeks=8), date(2008, 2, 24)),
        (date(2007, 2, 26), Period(days=5), date(2007, 3, 3)),
        (date(2007, 2, 26), Period(days=0), date(2007, 2, 26)),
    ],
    ids=str,
)
def test_a_period_is_added_in_calendar_units(day: date, period: Period, expected: date) -> None:
    assert add_period(day, period) == expected


def test_longer_than_means_the_day_after() -> None:
    assert ends_on(date(2007, 1, 15), Period(months=4), longer_than=True) == date(2007, 5, 16)
    assert ends_on(date(2007, 1, 15), Period(months=4), longer_than=False) == date(2007, 5, 15)


def test_a_day_beyond_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(DayBeyondCalendar, match="10000 years after 2007-01-01"):
        add_period(date(2007, 1, 1), Period(years=10000))
    with pytest.raises(DayBeyondCalendar, match="1 days after 9999-12-31"):
        add_period(date.max, Period(days=1))


@given(day=DAYS, months=st.integers(0, 600))
def test_months_keep_the_day_or_clip_to_the_last_of_a_shorter_month(day: date, months: int) -> None:
    """add(day, m) has day's number, or is the last day of its month and day's number is higher."""
    found = add_period(day, Period(months=months))

    last = monthrange(found.year, found.month)[1]
    assert found.day == min(day.day, last)
    assert (found.year - day.year) * 12 + found.month - day.month == months


@given(earlier=DAYS, later=DAYS, months=st.integers(0, 600))
def test_who_starts_later_never_ends_earlier(earlier: date, later: date, months: int) -> None:
    """d <= e implies add(d, m) <= add(e, m)."""
    first, second = sorted((earlier, later))
    period = Period(months=months)

    assert add_period(first, period) <= add_period(second, period)


@given(day=DAYS, weeks=st.integers(0, 500))
def test_weeks_keep_the_weekday(day: date, weeks: int) -> None:
    found = add_period(day, Period(weeks=weeks))

    assert found - day == timedelta(weeks=weeks)
