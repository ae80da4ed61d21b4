"""Mandates, as organisations gave and withdrew them, and decisions that rest on none.

Who decides for a municipality has to have been given the power to. Every decision names its
mandate in its envelope; here it is held against what the organisations recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from domain import events as e
from domain.accountability.found import Fault, Found
from domain.envelope import Act, order
from domain.history import resolve

ANY_DECISION: Final = "any-decision"
"""The scope of a mandate that holds for decisions of every kind."""

DECISIONS: Final = frozenset(
    {
        "advance-refused",
        "benefit-granted",
        "benefit-rejected",
        "benefit-stopped",
        "benefit-suspended",
        "debt-help-granted",
        "debt-help-refused",
        "decision-revised",
        "deregistered",
        "exception-applied",
        "funding-refused",
        "handover-accepted",
        "handover-rejected",
        "housing-urgency-granted",
        "housing-urgency-refused",
        "objection-decided",
        "postal-address-entered-ex-officio",
        "postal-address-granted",
        "postal-address-refused",
        "social-support-granted",
        "social-support-refused",
    }
)
"""Names of the event types by which an official decides for a municipality."""

DOES_NOT_HOLD: Final = frozenset(
    {
        Fault.MANDATE_UNKNOWN,
        Fault.MANDATE_NOT_YET,
        Fault.MANDATE_EXPIRED,
        Fault.MANDATE_WITHDRAWN,
        Fault.MANDATE_OUT_OF_SCOPE,
        Fault.MANDATE_OF_ANOTHER,
    }
)
"""What can be wrong with a mandate that a decision names."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """The power to decide for an organisation.

    Attributes:
        reference: Its name, as decisions cite it.
        holder: The account or role that has it.
        scope: Names of event types, or `any-decision`.
        since: First day.
        until: Last day by its own terms; None where it has none.
        withdrawn_on: First day without it, where it was withdrawn.
        stream: The stream of the organisation that gave it.
        evidence: The events that it rests on.
    """

    reference: str
    holder: str
    scope: tuple[str, ...]
    since: date
    until: date | None
    withdrawn_on: date | None
    stream: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandates:
    """All mandates, by reference, in the order in which they were given."""

    given: Mapping[str, tuple[Mandate, ...]] = field(default_factory=dict)

    def faults_of(self, decision: Act) -> tuple[Found, ...]:
        """Return all that is wrong with the mandate of a decision; nothing where it is in order.

        An act that is no decision of an official needs none.
        """
        envelope = decision.envelope
        name = envelope.type.partition("/")[0]
        if decision.body is None or not is_decision(envelope.type):
            return ()
        if envelope.mandate is None:
            return (Found(Fault.MANDATE_ABSENT, envelope.day, decision.evidence, detail=name),)
        mandates = self.given.get(envelope.mandate, ())
        if not mandates:
            return (Found(Fault.MANDATE_UNKNOWN, envelope.day, decision.evidence, detail=name),)
        faults = [tuple(_faults(mandate, decision, name)) for mandate in mandates]
        if not all(faults):
            return ()
        evidence = (*decision.evidence, *mandates[-1].evidence)
        return tuple(Found(fault, envelope.day, evidence, detail=name) for fault in faults[-1])

    def faults(self, acts: Iterable[Act]) -> Iterator[Found]:
        """Yield what is wrong with the mandates of the decisions among `acts`."""
        for act in acts:
            yield from self.faults_of(act)


def is_decision(type_name: str) -> bool:
    """Return whether events of a type, named with its version, are decisions of an official."""
    return type_name.partition("/")[0] in DECISIONS


def mandates_of(histories: Mapping[str, Sequence[Act]], day: date) -> Mandates:
    """Return the mandates that organisations had given by `day`.

    Args:
        histories: What was recorded in each stream of an organisation, in order of position.
        day: The day asked about; what was said later does not count.
    """
    given: dict[str, list[Mandate]] = {}
    for stream, recorded in sorted(histories.items()):
        acts = sorted(resolve(recorded).acts, key=order)
        for act in acts:
            if act.envelope.day > day:
                continue
            match act.body:
                case e.MandateGranted(mandate=reference):
                    given.setdefault(reference, []).append(_mandate(act, act.body, stream))
                case e.MandateWithdrawn(mandate=reference):
                    _withdraw(given.get(reference, []), act, stream)
                case _:
                    continue
    return Mandates({reference: tuple(mandates) for reference, mandates in given.items()})


def _mandate(act: Act, body: e.MandateGranted, stream: str) -> Mandate:
    return Mandate(
        reference=body.mandate,
        holder=body.holder,
        scope=body.scope,
        since=act.envelope.effective_from,
        until=body.until or act.envelope.effect_until,
        withdrawn_on=None,
        stream=stream,
        evidence=act.evidence,
    )


def _withdraw(mandates: list[Mandate], act: Act, stream: str) -> None:
    for index, mandate in enumerate(mandates):
        if mandate.stream == stream and mandate.withdrawn_on is None:
            mandates[index] = replace(
                mandate,
                withdrawn_on=act.envelope.effective_from,
                evidence=(*mandate.evidence, *act.evidence),
            )


def _faults(mandate: Mandate, decision: Act, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the day, the kind and the holder; of the day one thing at most."""
    envelope = decision.envelope
    if envelope.day < mandate.since:
        yield Fault.MANDATE_NOT_YET
    elif mandate.withdrawn_on is not None and envelope.day >= mandate.withdrawn_on:
        yield Fault.MANDATE_WITHDRAWN
    elif mandate.until is not None and envelope.day > mandate.until:
        yield Fault.MANDATE_EXPIRED
    if ANY_DECISION not in mandate.scope and name not in mandate.scope:
        yield Fault.MANDATE_OUT_OF_SCOPE
    if mandate.holder not in (envelope.actor, envelope.role):
        yield Fault.MANDATE_OF_ANOTHER
