"""Working days under the Algemene termijnenwet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.working_days import (
    easter_sunday,
    is_working_day,
    last_working_day,
    next_working_day,
    public_holidays,
)

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2199, 12, 31))


@pytest.mark.parametrize(
    "easter",
    [
        date(1818, 3, 22),
        date(1943, 4, 25),
        date(2000, 4, 23),
        date(2007, 4, 8),
        date(2008, 3, 23),
        date(2011, 4, 24),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
        date(2285, 3, 22),
    ],
)
def test_easter_falls_on_its_known_day(easter: date) -> None:
    assert easter_sunday(easter.year) == easter


@given(year=st.integers(1583, 9999))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    easter = easter_sunday(year)

    assert easter.isoweekday() == 7
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_holidays_of_2026_are_those_of_the_act() -> None:
    assert public_holidays(2026) == {
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 5),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 12, 25),
        date(2026, 12, 26),
    }


@given(year=st.integers(1950, 2199))
def test_liberation_day_is_a_holiday_in_every_year(year: int) -> None:
    assert date(year, 5, 5) in public_holidays(year)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2006, date(2006, 4, 29)),
        (2007, date(2007, 4, 30)),
        (2013, date(2013, 4, 30)),
        (2014, date(2014, 4, 26)),
        (2015, date(2015, 4, 27)),
        (2025, date(2025, 4, 26)),
    ],
)
def test_the_birthday_of_the_monarch_moved_in_2014_and_is_never_on_a_sunday(
    year: int, expected: date
) -> None:
    birthdays = {day for day in public_holidays(year) if day.month == 4 and day.day >= 26}

    assert birthdays - {easter_sunday(year) + timedelta(days=1)} == {expected}


@pytest.mark.parametrize(
    ("ends", "runs_on_to"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        (date(2026, 3, 7), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 5, 5), date(2026, 5, 6)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_a_term_that_ends_on_a_closed_day_runs_on_to_the_next_working_day(
    ends: date, runs_on_to: date
) -> None:
    assert next_working_day(ends) == runs_on_to


@given(day=DAYS)
def test_the_next_working_day_is_the_first_that_is_one(day: date) -> None:
    found = next_working_day(day)

    assert is_working_day(found)
    skipped = [day + timedelta(days=offset) for offset in range((found - day).days)]
    assert not any(is_working_day(each) for each in skipped)
    assert len(skipped) <= 5


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2008, 3, 20), date(2008, 3, 20)),
        (date(2008, 3, 23), date(2008, 3, 20)),
        (date(2026, 5, 3), date(2026, 5, 1)),
        (date(2026, 4, 27), date(2026, 4, 24)),
    ],
)
def test_whoever_acts_by_a_day_off_acts_on_the_working_day_before(
    day: date, expected: date
) -> None:
    assert last_working_day(day, date(2007, 1, 1)) == expected


def test_where_no_working_day_is_left_the_day_itself_stands() -> None:
    saturday, sunday = date(2026, 5, 2), date(2026, 5, 3)

    assert last_working_day(sunday, saturday) == sunday


@given(day=DAYS, room=st.integers(0, 20))
def test_no_working_day_is_missed_between_the_day_to_act_and_the_last(day: date, room: int) -> None:
    first = day - timedelta(days=room)

    found = last_working_day(day, first)

    assert first <= found <= day
    later = (found + timedelta(days=n) for n in range(1, (day - found).days + 1))
    assert not any(is_working_day(each) for each in later)
