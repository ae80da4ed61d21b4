"""What is published of people who leave prison, against which a population is held.

Each target is a share with the interval of its source. Measured on n cases it may lie outside
that by the half width of the 95 % interval of a share at n, or by two points, whichever is wider.
"""

from __future__ import annotations

from math import sqrt
from typing import Final, NamedTuple

_TWO_POINTS: Final = 0.02
_Z: Final = 1.96


class Target(NamedTuple):
    """One published share.

    Attributes:
        figure: Its name in `tests.population.measuring`.
        low: Lower bound of what is published.
        high: Upper bound; equal to `low` where one figure is published.
        source: Where.
    """

    figure: str
    low: float
    high: float
    source: str

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
_CBS: Final = "CBS 2006/32"
_MONITOR: Final = "WODC Cahier 2020-19"
_LETTER: Final = "Kamerstukken 29270 nr. 144"

BOTH: Final = (
    Target("women", 0.065, 0.065, _CBS),
    Target("age-18-24", 0.24, 0.25, _CBS),
    Target("age-25-34", 0.34, 0.36, _CBS),
    Target("age-55-up", 0.03, 0.03, _CBS),
    Target("stay-to-3-months", 0.75, 0.75, "RvIG Magazine 2022"),
    Target("remand-of-stock", 0.333, 0.333, _CBS),
    Target("id-missing-at-entry", 0.15, 0.15, _MONITOR),
    Target("id-missing-at-exit", 0.14, 0.15, _MONITOR),
    Target("not-registered", 0.22, 0.24, _MONITOR),
    Target("no-income", 0.33, 0.36, _LETTER),
    Target("benefit-after", 0.46, 0.49, _MONITOR),
    Target("work-after", 0.13, 0.13, _MONITOR),
    Target("no-daytime-activity", 0.85, 0.85, _MONITOR),
    Target("debts", 0.60, 0.67, "Kamerstukken 29270 nr. 158: more than 60 %"),
    Target("no-basic-qualification", 0.66, 0.667, _LETTER),
    Target("homeless-any-time", 0.333, 0.333, "Prison Project 2020"),
    Target("nothing-or-too-little", 0.20, 0.20, _ARTICLE),
    Target("back-2", 0.48, 0.50, _MONITOR),
    Target("exodus-success", 0.35, 0.39, _EXODUS),
    Target("exodus-back-success", 0.16, 0.20, _EXODUS),
    Target("exodus-back-no-success", 0.57, 0.61, _EXODUS),
    Target("long-low-education", 0.19, 0.19, _ARTICLE),
    Target("long-no-diploma", 0.35, 0.35, _ARTICLE),
    Target("long-diploma", 0.45, 0.46, _ARTICLE),
)
"""What both populations agree with."""

OF_2007: Final = (
    Target("long-unemployed", 0.47, 0.47, _ARTICLE),
    Target("long-seeking", 0.23, 0.23, _ARTICLE),
    Target("long-working", 0.30, 0.30, _ARTICLE),
    Target("back-long-1", 0.50, 0.50, _ARTICLE),
    Target("back-long-5", 0.70, 0.70, _ARTICLE),
    Target("back-short-5", 0.70, 0.70, f"{_ARTICLE}: short and long do not differ"),
    Target("back-women-5", 0.57, 0.57, _ARTICLE),
    Target("back-incidental-5", 0.45, 0.45, _ARTICLE),
    Target("back-frequent-5", 0.90, 0.90, _ARTICLE),
    Target("back-very-frequent-5", 0.95, 0.95, _ARTICLE),
    Target("notice-late", 0.15, 0.35, "assumed: 25 %, between 15 % and 35 %"),
)
"""What only the population of 2007 agrees with: its story lasts five years."""

TARGETS: Final = {"nl-2007": (*BOTH, *OF_2007), "nl-2026": BOTH}
