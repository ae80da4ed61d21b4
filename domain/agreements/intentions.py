"""Intentions, and which of them became agreements.

*Intenties moeten leiden tot afspraken*: intentions have to lead to agreements (Moors & Balogh,
2007). An intention became one when an agreement was made in the same stream, when an agreement
shares its correlation, or when an agreement names it as its cause.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
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
    follow: dict[str, list[Agreement]] = {}
    for each in agreements:
        for reason in _reasons(each):
            follow.setdefault(reason, []).append(each)
    found = [
        _conversion(each, intention, follow) for each in agreements for intention in each.intentions
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


def _conversion(
    own: Agreement, intention: Intention, follow: Mapping[str, Sequence[Agreement]]
) -> Conversion:
    if own.making is not None:
        return Conversion(own.id, intention, own.id, own.making.on)
    named = [f"cause {intention.event_id}"]
    if intention.correlation is not None:
        named.append(f"correlation {intention.correlation}")
    first = min((each for name in named for each in follow.get(name, ())), key=_age, default=None)
    if first is None:
        return Conversion(own.id, intention, None, None)
    return Conversion(own.id, intention, first.id, _age(first)[0])


def _reasons(agreement: Agreement) -> list[str]:
    """Return by what an intention in another stream is known to have led to this agreement."""
    making = agreement.making
    if making is None:
        return []
    found = [] if making.causation is None else [f"cause {making.causation}"]
    return found if making.correlation is None else [*found, f"correlation {making.correlation}"]


def _age(agreement: Agreement) -> tuple[date, str]:
    return (agreement.making.on if agreement.making else date.max), agreement.id
