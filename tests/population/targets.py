"""What is published of people who leave prison, against which a population is held.

Each target is a share with the interval of its source. Measured on n cases it may lie outside
that by the half width of the 95 % interval of a share at n, or by two points, whichever is wider.
"""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

from domain.statistics.figures import Dimension, Figure

_TWO_POINTS: Final = 0.02
_Z: Final = 1.96


class Target(NamedTuple):
    """One published share.

    Attributes:
        figure: A figure of `domain.statistics`, or the name of what the lives themselves say.
        low: Lower bound of what is published.
        high: Upper bound; equal to `low` where one figure is published.
        source: Where.
        by: The line along which the source looks at one group only.
        group: That group.
        part: What the cases of the figure are always divided by.
    """

    figure: Figure | str
    low: float
    high: float
    source: str
    by: Dimension | None = None
    group: str | None = None
    part: str | None = None

    @property
    def name(self) -> str:
        """The figure with its part and its group."""
        return ", ".join(each for each in (str(self.figure), self.part, self.group) if each)

    def holds(self, measured: float, cases: int, wider: float = 1) -> bool:
        """Return whether a share measured on so many cases agrees, with so much wider a slack."""
        slack = self.slack(cases) * wider
        return self.low - slack <= measured <= self.high + slack

    def slack(self, cases: int) -> float:
        """Return how far outside the published interval a measured share may lie."""
        middle = (self.low + self.high) / 2
        return max(_Z * sqrt(middle * (1 - middle) / cases), _TWO_POINTS)


_ARTICLE: Final = "Moors & Balogh 2007"
_EXODUS: Final = (
    "Moors & Balogh 2007, footnote 3: shares of a few hundred people, two points each way"
)
_MAGAZINE: Final = "RvIG Magazine 2022"
_LEIDEN: Final = "Prison Project 2020"
_DEBTS: Final = "Kamerstukken 29270 nr. 158: more than 60 %"
_CBS: Final = "CBS 2006/32"
_MONITOR: Final = "WODC Cahier 2020-19"
_LETTER: Final = "Kamerstukken 29270 nr. 144"


def _monitor(figure: Figure, low: float, high: float, source: str = _MONITOR) -> Target:
    """Return a target of the monitor, which follows who was held for more than two weeks."""
    return Target(figure, low, high, source, Dimension.TWO_WEEKS, "over-two-weeks")


def _by_length(figure: Figure, group: str, share: float, source: str = _ARTICLE) -> Target:
    return Target(figure, share, share, source, Dimension.LENGTH, group)


def _part(figure: Figure, part: str, low: float, high: float, source: str = _ARTICLE) -> Target:
    return Target(figure, low, high, source, part=part)


BOTH: Final = (
    Target("women", 0.065, 0.065, _CBS),
    Target("age-18-24", 0.24, 0.25, _CBS),
    Target("age-25-34", 0.34, 0.36, _CBS),
    Target("age-55-120", 0.03, 0.03, _CBS),
    Target("remand-of-days", 0.333, 0.333, _CBS),
    Target(Figure.SHORT_DETENTION, 0.75, 0.75, _MAGAZINE),
    Target(Figure.NOTHING_ARRANGED, 0.20, 0.20, _ARTICLE),
    _monitor(Figure.NO_ID_DOCUMENT, 0.14, 0.15),
    _monitor(Figure.NOT_REGISTERED, 0.22, 0.24),
    _monitor(Figure.NO_INCOME, 0.33, 0.36, _LETTER),
    _monitor(Figure.BENEFIT_AFTER, 0.46, 0.49),
    _monitor(Figure.WORK_AFTER, 0.13, 0.13),
    _monitor(Figure.NO_DAYTIME_ACTIVITY, 0.85, 0.85),
    _monitor(Figure.NO_BASIC_QUALIFICATION, 0.66, 0.667, _LETTER),
    _monitor(Figure.PROBLEM_DEBTS, 0.60, 0.67, _DEBTS),
    _monitor(Figure.RETURN_WITHIN_TWO, 0.48, 0.50),
    Target(Figure.HOMELESS, 0.333, 0.333, _LEIDEN),
    _part(Figure.INTERVENTION_SUCCESS, "exodus", 0.35, 0.39, _EXODUS),
    _part(Figure.RETURN_AFTER_INTERVENTION, "exodus succeeded", 0.16, 0.20, _EXODUS),
    _part(Figure.RETURN_AFTER_INTERVENTION, "exodus not-succeeded", 0.57, 0.61, _EXODUS),
    _part(Figure.EDUCATION_LATER, "low-education", 0.19, 0.19),
    _part(Figure.EDUCATION_LATER, "no-diploma", 0.35, 0.35),
    _part(Figure.EDUCATION_LATER, "diploma", 0.45, 0.46),
)
"""What both populations agree with."""

OF_2007: Final = (
    _part(Figure.WORK_LATER, "neither", 0.47, 0.47),
    _part(Figure.WORK_LATER, "seeking", 0.23, 0.23),
    _part(Figure.WORK_LATER, "working", 0.30, 0.30),
    _by_length(Figure.RETURN_WITHIN_ONE, "long", 0.50),
    _by_length(Figure.RETURN_WITHIN_FIVE, "long", 0.70),
    _by_length(
        Figure.RETURN_WITHIN_FIVE, "short", 0.70, f"{_ARTICLE}: short and long do not differ"
    ),
    Target(Figure.RETURN_WITHIN_FIVE, 0.57, 0.57, _ARTICLE, Dimension.SEX, "female"),
    Target("return-within-five-incidental", 0.45, 0.45, _ARTICLE),
    Target("return-within-five-frequent", 0.90, 0.90, _ARTICLE),
    Target("return-within-five-very-frequent", 0.95, 0.95, _ARTICLE),
    Target(Figure.NOTICE_LATE, 0.15, 0.35, "assumed: 25 %, between 15 % and 35 %"),
)
"""What only the population of 2007 agrees with: its story lasts five years at least."""

TARGETS: Final = {"nl-2007": (*BOTH, *OF_2007), "nl-2026": BOTH}
