"""Intentions, and which of them became agreements.

*Intenties moeten leiden tot afspraken*: intentions have to lead to agreements (Moors & Balogh,
2007). An intention became one when an agreement was made in the same stream, when an agreement
shares its correlation, or when an agreement names it as its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import TypeVar

from domain.agreements.agreement import Agreement, Intention

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What became of one intention.

    Attributes:
        stream: The id of the stream in which it stands.
        intention: The intention.
        agreement: The id of the agreement that it became; None when it became none.
        agreed_on: When that was made.
    """

    stream: str
    intention: Intention
    agreement: str | None
    agreed_on: date | None

    @property
    def days(self) -> int | None:
        """Days from the intention to the agreement; None without one, or where it came first."""
        if self.agreed_on is None or self.agreed_on < self.intention.on:
            return None
        return (self.agreed_on - self.intention.on).days


@dataclass(frozen=True, slots=True)
class ConversionFigure:
    """How many intentions became agreements.

    Attributes:
        expressed: All intentions.
        agreed: Those that became an agreement.
        median_days: Days from intention to agreement; None when none can be counted.
    """

    expressed: int
    agreed: int
    median_days: float | None

    @property
    def share(self) -> Fraction | None:
        """The part that became agreements; None when there are no intentions."""
        return Fraction(self.agreed, self.expressed) if self.expressed else None


def conversions(agreements: Sequence[Agreement]) -> tuple[Conversion, ...]:
    """Return what became of every intention, in order of day and stream.

    Args:
        agreements: All that are known, folded up to one day.
    """
    made = [each for each in agreements if each.making is not None]
    found = [
        _conversion(agreement, intention, made)
        for agreement in agreements
        for intention in agreement.intentions
    ]
    return tuple(sorted(found, key=lambda each: (each.intention.on, each.stream)))


def count_conversions(found: Iterable[Conversion]) -> ConversionFigure:
    """Count how many intentions became agreements, and how long that took."""
    found = list(found)
    days = [each.days for each in found if each.days is not None]
    return ConversionFigure(
        expressed=len(found),
        agreed=sum(1 for each in found if each.agreement is not None),
        median_days=float(median(days)) if days else None,
    )


def conversions_by(
    found: Iterable[Conversion], key: Callable[[Intention], Key]
) -> dict[Key, ConversionFigure]:
    """Count conversions apart for each key of their intentions, such as the level or the topic."""
    groups: dict[Key, list[Conversion]] = {}
    for each in found:
        groups.setdefault(key(each.intention), []).append(each)
    return {name: count_conversions(group) for name, group in groups.items()}


def _conversion(own: Agreement, intention: Intention, made: Sequence[Agreement]) -> Conversion:
    candidates = [own] if own.making is not None else []
    candidates += sorted(
        (each for each in made if each.id != own.id and _follows(each, intention)), key=_age
    )
    if not candidates:
        return Conversion(own.id, intention, None, None)
    became = candidates[0]
    return Conversion(own.id, intention, became.id, _age(became)[0])


def _follows(agreement: Agreement, intention: Intention) -> bool:
    making = agreement.making
    if making is None:
        return False
    shared = intention.correlation is not None and intention.correlation == making.correlation
    return shared or making.causation == intention.event_id


def _age(agreement: Agreement) -> tuple[date, str]:
    return (agreement.making.on if agreement.making else date.max), agreement.id
