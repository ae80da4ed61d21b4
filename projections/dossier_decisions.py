"""The decisions in the file of a person: where needs stood just before, and by which rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain import events as e
from domain.accountability.mandates import is_decision as needs_mandate
from domain.assessment import assess
from domain.envelope import Act, order
from domain.events import EVENT_TYPES, EventBody
from domain.gaps import needs_of_act
from domain.history import as_of
from domain.identities import file_of
from domain.rules import Rule, RuleSet
from domain.values import Value, person_of_stream
from ledger.reader import Frame
from ledger.rulebook import RuleSetNotInForce, rules_in_force
from projections.case import Case, case_of
from projections.event_rows import EventRow, changes, event_row

_OF_OTHERS: Final[tuple[type[EventBody], ...]] = (
    e.ImmediateReleaseOrdered,
    e.TemporaryLeaveGranted,
    e.ConductDecisionTaken,
    e.IdApplicationBlocked,
    e.IdCardIssued,
    e.IdCardWithdrawn,
    e.Registered,
    e.RegisteredAtInstitutionAddress,
    e.DecisionTermExtended,
    e.BenefitSuspensionEnded,
    e.AdvancePaid,
    e.DebtHelpEnded,
    e.DebtRestructuringAdmitted,
    e.DebtRestructuringRefused,
    e.DebtRestructuringEnded,
    e.CollectionStopGranted,
    e.SubstituteDetentionImposed,
    e.ConductCertificateGranted,
    e.ConductCertificateRefused,
)
"""Events by which an authority decides for or against the person, beside those for which an
official of a municipality needs a mandate: of another authority, or without one."""


class NeedBefore(Value):
    """A need that a decision is about; the status is None where no rules were in force."""

    need: str
    status: str | None


class RuleVersion(Value):
    """A version of a rule: its id, and the first day on which it reads so."""

    id: str
    valid_from: date


class Decision(Value):
    """A decision, and where its needs stood just before by what the ledger held then.

    Attributes:
        event: The decision as it is read now; a retracted one as it was recorded.
        after_day: Whether it is read as of later than the day of the file.
        purpose: Code of the purpose of the processing.
        before: Where its needs stood.
        rules: What could meet or end those needs by the law of the day of the decision; `rules` of
            the file tells of each what it says.
    """

    event: EventRow
    after_day: bool
    purpose: str
    before: tuple[NeedBefore, ...]
    rules: tuple[RuleVersion, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was recorded and as it is read, and whether the latter is yet to come."""

    recorded: Act
    read: Act
    after_day: bool


def decisions_of(case: Case, frame: Frame) -> Iterator[Decided]:
    """Yield every recorded decision about the person, in the order in which they are read."""
    current = {act.key: act for act in case.resolved.acts}
    recorded = {act.key: act for act in case.recorded if _is_decision(act.envelope.type)}
    read = sorted((current.get(key, act) for key, act in recorded.items()), key=order)
    happened = frozenset(act.key for act in as_of(read, frame.as_of))
    for act in read:
        yield Decided(recorded[act.key], act, act.key not in happened)


def decision_row(
    case: Case, each: Decided, then: tuple[Rule, ...], rules: RuleSet, frame: Frame
) -> Decision:
    """Return a decision as the file tells it.

    Args:
        case: The person in `frame`.
        each: The decision.
        then: What `rules_then` gives of it.
        rules: The rule set.
        frame: From where one looks.
    """
    act = each.read
    retracted = any(act.key == gone.key for gone in case.resolved.retracted)
    return Decision(
        event=event_row(act, changes(each.recorded, act), retracted=retracted),
        after_day=each.after_day,
        purpose=act.envelope.purpose,
        before=_before(case, act, rules, frame.law_on),
        rules=tuple(RuleVersion(id=rule.id, valid_from=rule.valid_from) for rule in then),
    )


def rules_then(each: Decided, rules: RuleSet, law_on: date | None) -> Iterator[Rule]:
    """Yield what can meet or end the needs of a decision, by the law of the day it was taken.

    A frozen rule set, or one asked for by another day, has only what had begun by then.
    """
    needs, day = needs_of_act(each.read), each.read.envelope.day
    in_force = rules.in_force(law_on or day)
    about: list[Rule] = [way for way in in_force.ways if way.need in needs]
    about += [ending for ending in in_force.endings if ending.need in needs]
    yield from (rule for rule in about if rule.valid_from <= day)


def _is_decision(type_name: str) -> bool:
    return needs_mandate(type_name) or EVENT_TYPES[type_name] in _OF_OTHERS


def _before(
    case: Case, decision: Act, rules: RuleSet, law_on: date | None
) -> tuple[NeedBefore, ...]:
    """Return where the needs stood on the day of a decision, by what was recorded before it.

    Pseudonyms that were linked later are still read apart.
    """
    needs = needs_of_act(decision)
    day = decision.envelope.day
    streams: dict[str | None, list[Act]] = {}
    for act in case.recorded:
        if act.position < decision.position:
            streams.setdefault(person_of_stream(act.envelope.stream), []).append(act)
    person = person_of_stream(decision.envelope.stream) or case.person.id
    file = file_of(person, lambda each: streams.get(each, ()))
    then = case_of(file.person, file.acts, Frame(day, None, law_on, rules.digest))
    try:
        rules_in_force(rules, law_on or day)
    except RuleSetNotInForce:
        return tuple(NeedBefore(need=need, status=None) for need in needs)
    found = assess(then.person, rules, day, law_on=law_on).needs
    return tuple(NeedBefore(need=need, status=found[need].status) for need in needs)
