"""Drawing by chance, from a source of chance that somebody else seeded.

Everything is made from `random()` alone: the numbers that a seed gives there are the same on every
platform and in every version of Python, which is promised of no other method.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from statistics import NormalDist
from typing import Final, Protocol, TypeVar

T = TypeVar("T")

_NORMAL: Final = NormalDist()
_EDGE: Final = 1e-12


class Chance(Protocol):
    """A source of numbers, such as `random.Random(seed)`."""

    def random(self) -> float:
        """Return the next number, from 0 up to but not including 1."""


class Draw:
    """What is drawn for one person or one organisation, in the order in which it is asked."""

    __slots__ = ("share",)

    def __init__(self, chance: Chance) -> None:
        self.share = chance.random

    def happens(self, probability: float) -> bool:
        """Return whether something of this probability happens."""
        return self.share() < probability

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from `low` through `high`, all equally likely."""
        return low + int(self.share() * (high - low + 1))

    def days(self, typical: float) -> int:
        """Return a number of days around `typical`: from a third of it to five thirds, evenly."""
        return round(typical * (1 + 4 * self.share()) / 3)

    def later(self, day: date, typical: float) -> date:
        """Return a day that lies about `typical` days after `day`."""
        return day + timedelta(self.days(typical))

    def one_of(self, values: Sequence[T]) -> T:
        """Return one of the values, all equally likely."""
        return values[int(self.share() * len(values))]

    def weighted(self, values: Sequence[tuple[T, float]]) -> T:
        """Return one of the values by their weights, which need not add up to 1."""
        total = 0.0
        for _, weight in values:
            total += weight
        left = self.share() * total
        for value, weight in values:
            left -= weight
            if left < 0:
                return value
        return values[-1][0]

    def normal(self) -> float:
        """Return a draw from the standard normal distribution."""
        return _NORMAL.inv_cdf(min(max(self.share(), _EDGE), 1 - _EDGE))


class Burdened:
    """Draws problems that come together: a one-factor Gaussian copula.

    Each person has one burden, standard normal. Whether a problem is there depends on the burden
    and on a part of its own, so that its share among all people is what was asked, while any two
    problems have the latent correlation `together`.

    Source of the form: Vasicek, *The distribution of loan portfolio value*, Risk (2002).
    """

    __slots__ = ("_draw", "_own", "_shared", "burden")

    def __init__(self, draw: Draw, together: float) -> None:
        self._draw = draw
        self.burden = draw.normal()
        self._shared: float = together**0.5 * self.burden
        self._own: float = (1 - together) ** 0.5

    def has(self, share: float) -> bool:
        """Return whether this person has a problem that `share` of all people have."""
        own: float = self._own * self._draw.normal()
        return self._shared + own > _threshold(share)

    def rank(self) -> float:
        """Return a number evenly from 0 to 1 that is high where people are burdened."""
        return _NORMAL.cdf(self._shared + self._own * self._draw.normal())


@lru_cache(maxsize=1024)
def _threshold(share: float) -> float:
    return _NORMAL.inv_cdf(1 - min(max(share, _EDGE), 1 - _EDGE))
