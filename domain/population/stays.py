"""When someone is held: the stays of one life, their lengths and titles, and the time between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from domain.events.detention import DetentionTitle
from domain.population.chance import Draw
from domain.population.diary import open_day
from domain.population.parameters import Figures, Parameters
from domain.population.traits import Returning, Traits

LONG_STAY_DAYS: Final = 122
"""From more than this many days a stay counts as long: four months."""

_MOST_STAYS: Final = 9
_SOONEST: Final = 8
_LONGEST_ARREST: Final = 60
_SHORTER: Final = 1.2
"""Above 1: within each class of length short stays are likelier than long ones."""
_YEAR: Final = 365.25
_ARREST_TITLES: Final = (DetentionTitle.SUBSTITUTE_DETENTION, DetentionTitle.COERCIVE_DETENTION)


@dataclass(frozen=True, slots=True)
class Stay:
    """One detention.

    Attributes:
        number: Which of this life, from 0.
        began: Day of arrest.
        ended: Day of release.
        title: The ground on which it began.
        convicted_on: Day on which remand became a sentence; None where it did not.
        at_once: Whether the release was ordered on the day itself.
    """

    number: int
    began: date
    ended: date
    title: DetentionTitle
    convicted_on: date | None
    at_once: bool

    @property
    def days(self) -> int:
        """How many nights it lasted."""
        return (self.ended - self.began).days

    @property
    def is_long(self) -> bool:
        """Whether it lasted longer than four months."""
        return self.days > LONG_STAY_DAYS

    @property
    def is_arrest(self) -> bool:
        """Whether the person is held for an unpaid claim (*arrestant*)."""
        return self.title in _ARREST_TITLES


def first_stay(draw: Draw, parameters: Parameters, figures: Figures) -> Stay:
    """Return the first detention: the release falls in the window of the population."""
    window = (parameters.released_until - parameters.released_from).days
    ended = open_day(parameters.released_from + timedelta(draw.whole(0, window)))
    days = _length(draw, figures)
    return _stay(0, ended - timedelta(days), ended, draw, figures, arrest=figures["stay.arrests"])


def later_stays(
    first: Stay,
    ends_on: date,
    traits: Traits,
    draw: Draw,
    figures: Figures,
    *,
    returns: float | None = None,
) -> Iterator[Stay]:
    """Yield the detentions after the first one, as far as they begin before the end.

    Args:
        first: The first detention.
        ends_on: Last day of which anything is told.
        traits: Who it is.
        draw: For what happens.
        figures: The parameters.
        returns: Probability of a return within two years after the first detention, where it is
            another than that of the kind of person: after a programme.
    """
    stay = first
    while stay.number + 1 < _MOST_STAYS:
        if stay.number == 0 and returns is not None:
            began = None
            if draw.happens(returns):
                began = stay.ended + timedelta(draw.whole(_SOONEST, 2 * 365))
        else:
            began = _next_begin(stay, traits, draw, figures)
        if began is None or began > ends_on:
            return
        days = _length(draw, figures)
        arrest = figures["return.arrests"]
        ended = open_day(began + timedelta(days))
        stay = _stay(stay.number + 1, began, ended, draw, figures, arrest=arrest)
        yield stay


def returns_by(kind: Returning, figures: Figures) -> float:
    """Return the share of people of a kind who are back within five years."""
    return figures[f"return.within_5_years_{kind.replace('-', '_')}"]


def arrests_among_first(figures: Figures) -> float:
    """Return the share of first stays that are for an unpaid claim."""
    return _share_up_to_longest_arrest(figures.mix("stay.lengths")) * figures["stay.arrests"]


@lru_cache(maxsize=8)
def _share_up_to_longest_arrest(lengths: tuple[tuple[str, float], ...]) -> float:
    shares = 0.0
    for days, share in lengths:
        low, high = map(int, days.split("-"))
        part = min(max(_LONGEST_ARREST - low + 1, 0) / (high - low + 1), 1)
        shares += share * part ** (1 / _SHORTER)
    return shares


def _next_begin(stay: Stay, traits: Traits, draw: Draw, figures: Figures) -> date | None:
    """Return the day on which the next detention begins, None when there is none in five years."""
    if not draw.happens(returns_by(traits.returning, figures)):
        return None
    pace = "long" if stay.is_long else "short"
    first, second = figures[f"return.{pace}_in_year_1"], figures[f"return.{pace}_in_year_2"]
    start, length = draw.weighted(
        (((0.02, 0.98), first), ((1.0, 1.0), second), ((2.0, 3.0), 1 - first - second))
    )
    return stay.ended + timedelta(round((start + length * draw.share()) * _YEAR))


def _length(draw: Draw, figures: Figures) -> int:
    """Return a number of days: short ones are likelier within each class, too."""
    low, high = map(int, draw.weighted(figures.mix("stay.lengths")).split("-"))
    return low + int((high - low + 1) * draw.share() ** _SHORTER)


def _stay(
    number: int,
    began: date,
    ended: date,
    draw: Draw,
    figures: Figures,
    *,
    arrest: float,
) -> Stay:
    days = (ended - began).days
    title, convicted = _title(days, draw, figures, arrest), None
    if title is DetentionTitle.REMAND and days > 14 and draw.happens(figures["stay.convicted"]):  # noqa: PLR2004 - nobody is tried within two weeks
        latest = max(days - draw.whole(16, 45), days * 2 // 5)
        convicted = began + timedelta(min(draw.days(figures["stay.remand_days"]), latest))
    at_once = title is DetentionTitle.REMAND and draw.happens(figures["stay.released_at_once"])
    return Stay(number, began, ended, title, convicted, at_once and convicted is None)


def _title(days: int, draw: Draw, figures: Figures, arrest: float) -> DetentionTitle:
    if days <= _LONGEST_ARREST and draw.happens(arrest):
        return draw.one_of(_ARREST_TITLES)
    if draw.happens(figures["stay.begins_as_remand"]):
        return DetentionTitle.REMAND
    return DetentionTitle.SENTENCE
