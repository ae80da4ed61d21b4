"""How the day of a deadline was found, in words: one sentence a step, in Dutch and in English."""

from __future__ import annotations

from functools import cache
from typing import Any

from domain.deadlines.computed import Computed, Step, StepKind
from domain.deadlines.rule import Deadline
from domain.events import DERIVED_TYPES, EVENT_TYPES
from domain.rule_parts import Text
from projections.language import LANGUAGES, Language, day_text, say, sentences


def computation(each: Computed) -> tuple[Text, ...]:
    """Return how the day of a deadline was found, one sentence a step."""
    return tuple(
        Text(**{language: _said(step, each.rule, language) for language in LANGUAGES})
        for step in each.steps
    )


def event_words(name: str, language: Language) -> str:
    """Return what an event is called, also a computed one: its Dutch term, or its name as words."""
    return _terms().get(name, name) if language == "nl" else name.replace("-", " ")


def decision_words(name: str, language: Language) -> str:
    """Return what a decision is called to which somebody objects."""
    return sentences(language).get(f"deadline_decision.{name}", event_words(name, language))


def length(count: int, unit: str, language: Language) -> str:
    """Return a length of time: `1 week`, `4 weken`."""
    return say(language, f"deadline_unit.{unit}_{'one' if count == 1 else 'many'}", count=count)


@cache
def _terms() -> dict[str, str]:
    recorded = {body.about.name: body.about.dutch for body in EVENT_TYPES.values()}
    return recorded | {name: each.dutch for name, each in DERIVED_TYPES.items()}


def _said(step: Step, rule: Deadline, language: Language) -> str:
    facts: dict[str, Any] = {}
    if step.day is not None:
        facts["day"] = day_text(step.day, language)
    if step.since is not None:
        facts["since"] = day_text(step.since, language)
    if step.count is not None:
        facts["length"] = length(step.count, step.unit or "days", language)
    key = step.kind.value
    match step.kind:
        case StepKind.SPAN:
            key = f"{key}_{step.reason}"
        case StepKind.CLOSED:
            facts["reason"] = say(language, f"closed.{step.reason}")
            facts["law"] = say(language, f"deadline_law.{rule.law}")
        case StepKind.NOT_EXTENDED:
            facts["closed"] = say(language, f"closed.{step.event}")
            facts["reason"] = say(language, f"exempt.{step.reason}")
        case (
            StepKind.EXTENDED
            | StepKind.EXTENDED_TOO_LATE
            | StepKind.BASE
            | StepKind.NAMED_BASE
            | StepKind.OBJECTED_BASE
        ):
            facts["event"] = event_words(step.event or "", language)
        case _:
            pass
    return say(language, f"deadline_step.{key.replace('-', '_')}", **facts)
