"""What is said of the day of release, for each day on which the release may come.

Of a remand prisoner nobody knows that day: a court decides on it, sometimes from one day to the
next. So no day is taken to be likelier than another; for how many of them something is said tells
how much hangs on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final, TypeVar

from domain.errors import Problem
from domain.forecast import Forecast, default_horizon, forecast
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.timed.outcomes import Word

MOST_DAYS: Final = 366
"""How many days of release are looked at at most: each takes a forecast of its own."""

Said = TypeVar("Said")


class TooManyReleaseDays(Problem):
    """More days of release are asked about than are looked at in one answer."""

    code = "DM0503"
    exit_code = 2

    def __init__(self, days: int) -> None:
        super().__init__(
            f"{days} days of release are asked about, and at most {MOST_DAYS} are looked at.",
            why="Each of them takes a forecast of its own.",
            help="Ask about a shorter period, or about several, one after the other.",
        )


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row of which the same is said of a need, should the release come on one of them.

    Attributes:
        first: The first of them.
        last: The last of them.
        word: What is said of the day of release, with what things usually take.
        is_certain: Whether that is said however the unknown is read.
    """

    first: date
    last: date
    word: Word
    is_certain: bool


@dataclass(frozen=True, slots=True)
class StuckStretch:
    """Days of release in a row on which the same needs will be in a knot if nobody acts before.

    Attributes:
        first: The first of them.
        last: The last of them.
        needs: Needs in a knot, whatever is unknown today.
        possibly: Needs of which what is unknown decides whether they are circular or have no way.
    """

    first: date
    last: date
    needs: tuple[Need, ...]
    possibly: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class ReleaseDays:
    """What is to be expected at release, by the day on which it comes.

    Attributes:
        person: Pseudonym.
        first: The first day of release asked about.
        last: The last day of release asked about.
        needs: For every need, in the order of `Need`, its stretches; together they are all days.
        stuck: What will be stuck; together these stretches are all days too.
        unknown_needs: Needs of which no act speaks.
    """

    person: str
    first: date
    last: date
    needs: Mapping[Need, tuple[Stretch, ...]]
    stuck: tuple[StuckStretch, ...]
    unknown_needs: frozenset[Need]


def release_days(
    person: Person,
    rules: RuleSet,
    day: date,
    first: date,
    last: date,
    *,
    law_on: date | None = None,
) -> ReleaseDays:
    """Return what a forecast says of the day of release, for each day from `first` through `last`.

    Args:
        person: The state folded from the acts up to `day`.
        rules: The rule set.
        day: The day from which is looked ahead, in the Netherlands.
        first: The first day on which the release may come; not before `day`.
        last: The last one; not before `first`.
        law_on: Day whose law is applied on all days; the answer is then counterfactual.

    Raises:
        DayOutsideForecast: `first` lies before `day`.
        TooManyReleaseDays: There are more than `MOST_DAYS` days from `first` through `last`.
    """
    count = (last - first).days + 1
    if count > MOST_DAYS:
        raise TooManyReleaseDays(count)
    found = [
        forecast(
            *(person, rules, day, max(release, default_horizon(day))),
            by=release,
            release_on=release,
            law_on=law_on,
        )
        for release in (first + timedelta(days=number) for number in range(count))
    ]
    return ReleaseDays(
        person=person.id,
        first=first,
        last=last,
        needs={need: tuple(_stretches(need, found)) for need in Need},
        stuck=tuple(
            StuckStretch(first, last, *needs) for first, last, needs in _alike(found, _stuck)
        ),
        unknown_needs=found[0].unknown_needs,
    )


def _stretches(need: Need, found: Iterable[Forecast]) -> Iterator[Stretch]:
    def said(each: Forecast) -> tuple[Word, bool]:
        return each.needs[need].usual.word, each.needs[need].is_certain

    for first, last, (word, is_certain) in _alike(found, said):
        yield Stretch(first, last, word, is_certain)


def _stuck(each: Forecast) -> tuple[tuple[Need, ...], tuple[Need, ...]]:
    stuck, possibly = each.stuck.stuck, each.stuck.possibly
    return (
        tuple(need for need in Need if need in stuck),
        tuple(need for need in Need if need in possibly),
    )


def _alike(
    found: Iterable[Forecast], said: Callable[[Forecast], Said]
) -> Iterator[tuple[date, date, Said]]:
    """Yield the first and last of days in a row of which the same is said, and what that is."""
    for same, alike in groupby(found, key=said):
        days = [each.by for each in alike]
        yield days[0], days[-1], same
