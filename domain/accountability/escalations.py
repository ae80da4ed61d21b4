"""Questions put to someone higher up, and data that were asked for and not given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e
from domain.envelope import Act
from domain.events.oversight import EscalationLevel, EscalationOutcome, EscalationTopic
from domain.events.sharing import DataCategory, RefusalGround
from domain.needs import Need


@dataclass(frozen=True, slots=True)
class Escalation:
    """One question: to whom, about what, and what came of it.

    Attributes:
        raised_on: Day on which it was put.
        level: To whom.
        topic: About what.
        need: About which need, where it is about one.
        by: The organisation that put it.
        resolved_on: Day on which it ended; None while it is open.
        outcome: What came of it.
        evidence: The events that it rests on.
    """

    raised_on: date
    level: EscalationLevel
    topic: EscalationTopic
    need: Need | None
    by: str
    resolved_on: date | None
    outcome: EscalationOutcome | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Data that were asked for and not given, with the ground that was named."""

    on: date
    by: str
    ground: RefusalGround
    categories: tuple[DataCategory, ...]
    evidence: tuple[str, ...]


def escalations_of(acts: Sequence[Act]) -> tuple[Escalation, ...]:
    """Return the questions that were put, oldest first.

    An end belongs to the question that it names as its cause; else to the oldest open one about
    the same need. `acts` are in order.
    """
    found: list[Escalation] = []
    for act in acts:
        match act.body:
            case e.EscalationRaised(level=level, topic=topic, need=need):
                on, by = act.envelope.day, act.envelope.organisation
                found.append(Escalation(on, level, topic, need, by, None, None, act.evidence))
            case e.EscalationResolved(outcome=outcome, need=need):
                index = _ended(found, act, need)
                if index is not None:
                    found[index] = replace(
                        found[index],
                        resolved_on=act.envelope.day,
                        outcome=outcome,
                        evidence=(*found[index].evidence, *act.evidence),
                    )
            case _:
                continue
    return tuple(found)


def refusals_of(acts: Sequence[Act]) -> tuple[Refusal, ...]:
    """Return the data that were refused, in the order of `acts`."""
    return tuple(
        Refusal(
            on=act.envelope.day,
            by=act.envelope.organisation,
            ground=act.body.ground,
            categories=act.body.categories,
            evidence=act.evidence,
        )
        for act in acts
        if isinstance(act.body, e.DataRequestRefused)
    )


def _ended(found: Sequence[Escalation], act: Act, need: Need | None) -> int | None:
    opened = [index for index, each in enumerate(found) if each.resolved_on is None]
    for index in opened:
        if act.envelope.causation in found[index].evidence:
            return index
    return next((index for index in opened if found[index].need is need), None)
