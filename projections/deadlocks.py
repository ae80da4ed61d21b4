"""Who is stuck: the explanations of all persons in one frame, now or at release."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.values import Value
from projections import why_text
from projections.language import Language, columns, day_text, need_names, say
from projections.status import missing_text
from projections.why import WhyReport


class Deadlocks(Value):
    """The persons who are stuck or may be: stuck ones first, and of each kind by when to act.

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
    held.sort(key=lambda each: (not each.stuck, _first_day_to_act(each), each.person))
    return Deadlocks(persons=len(judged), reports=tuple(held))


def _first_day_to_act(why: WhyReport) -> date:
    """Return the day by which a first step has to begin; where none is open, the day judged."""
    return min((step.act_by for step in (*why.steps, *why.ahead) if step.act_by), default=why.day)


def render(deadlocks: Deadlocks, language: Language) -> str:
    """Return the count, the explanation of each person who is stuck, and what to ask of others."""
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
    parts += ["\n".join(_possible(possible, language))] if possible else []
    return "\n\n".join(parts)


def _possible(whys: Iterable[WhyReport], language: Language) -> list[str]:
    """Return a row for each person who may be stuck: on what, and what has to be found out."""
    nothing = say(language, "caseload.nothing")
    rows = [tuple(say(language, "deadlocks.columns").split("|"))]
    for each in whys:
        missing = dict.fromkeys(
            fact for need in each.possibly_stuck for fact in each.missing.get(need, ())
        )
        rows.append(
            (
                each.person,
                day_text(each.day, language),
                each.municipality or nothing,
                need_names(each.possibly_stuck, language),
                missing_text(tuple(missing), language),
            )
        )
    return [say(language, "deadlocks.possible"), *columns(rows)]
