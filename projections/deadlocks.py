"""Who is stuck: the explanations of all persons in one frame, now or at release."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.values import Value
from projections import why_text
from projections.language import Language, say
from projections.why import WhyReport


class Deadlocks(Value):
    """The persons who are stuck or may be, stuck ones first.

    Attributes:
        persons: How many persons were judged.
        reports: The explanations of those who are stuck or possibly stuck.
    """

    persons: int
    reports: tuple[WhyReport, ...]

    @property
    def stuck(self) -> int:
        """How many persons are stuck."""
        return sum(1 for each in self.reports if each.stuck)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the explanations as plain JSON values."""
        return [each.as_json() for each in self.reports]


def report(whys: Iterable[WhyReport | None]) -> Deadlocks:
    """Return those who are stuck or possibly stuck, of all persons who were judged.

    Args:
        whys: One for each person who was judged; None will do for who is neither.
    """
    judged = list(whys)
    held = [each for each in judged if each is not None and each.is_held]
    held.sort(key=lambda each: (not each.stuck, each.person))
    return Deadlocks(persons=len(judged), reports=tuple(held))


def render(deadlocks: Deadlocks, language: Language) -> str:
    """Return the count, the explanation of each person who is stuck, and who may be, by name."""
    stuck = [each for each in deadlocks.reports if each.stuck]
    possible = [each for each in deadlocks.reports if not each.stuck]
    heading = say(
        language,
        "deadlocks.heading",
        stuck=len(stuck),
        possible=len(possible),
        count=deadlocks.persons,
    )
    if not deadlocks.reports:
        return f"{say(language, 'deadlocks.none')} {heading}"
    parts = [heading]
    parts += [why_text.render(each, language) for each in stuck]
    parts += [why_text.render(each, language).splitlines()[0] for each in possible]
    return "\n\n".join(parts)
