"""Working days under the Algemene termijnenwet (General Extension of Time Limits Act).

A statutory term that ends on a Saturday, Sunday or generally recognised public holiday runs on to
the next day that is none of these (art. 1(1)). Art. 3(1) lists the holidays, 5 May in every year
among them, and art. 3(2) adds Good Friday. Days that a decree puts on a par with them (art. 3(3))
come with the rules and are given to the functions here as `equated`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final

_SATURDAY: Final = 5
_FIRST_KINGS_DAY: Final = 2014
_NONE: Final[frozenset[date]] = frozenset()


def next_working_day(day: date, equated: frozenset[date] = _NONE) -> date:
    """Return `day`, or the first day after it that is no Saturday, Sunday or public holiday."""
    while not is_working_day(day, equated):
        day += timedelta(days=1)
    return day


def last_working_day(day: date, first: date, equated: frozenset[date] = _NONE) -> date:
    """Return the last day from `first` through `day` on which offices are open.

    Whoever has to act by `day` can do so on that day at the latest; where none is left, by `day`
    itself.
    """
    found = day
    while found > first and not is_working_day(found, equated):
        found -= timedelta(days=1)
    return found if is_working_day(found, equated) else day


def is_working_day(day: date, equated: frozenset[date] = _NONE) -> bool:
    """Return whether `day` is no Saturday, Sunday or public holiday, nor on a par with one."""
    return day.weekday() < _SATURDAY and day not in equated and day not in public_holidays(day.year)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of art. 3(1) and (2) in `year`, those on a Sunday included."""
    easter = easter_sunday(year)
    moving = {easter + timedelta(days=offset) for offset in (-2, 1, 39, 50)}
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | {_birthday_of_the_monarch(year)})


def _birthday_of_the_monarch(year: int) -> date:
    """Return Koningsdag (27 April, until 2013 30 April), moved from a Sunday to the day before."""
    day = date(year, 4, 27 if year >= _FIRST_KINGS_DAY else 30)
    return day - timedelta(days=1) if day.isoweekday() == 7 else day  # noqa: PLR2004 - ISO Sunday


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm of *Nature*, 20 April 1876, as given by Meeus,
    *Astronomical Algorithms* (1991), chapter 8.
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, year_rest = divmod(rest, 4)
    weekday = (32 + 2 * century_rest + 2 * leap_years - epact - year_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
