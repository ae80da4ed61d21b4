"""The file of one person for review: everything that one frame says, with what it rests on.

It brings together what the other reports tell, adds the decisions and the rules relied on, and
the leaf and the root of every event, so that it can be compared with the ledger later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import Field

from domain import events as e
from domain.accountability.mandates import is_decision as needs_mandate
from domain.assessment import Assessment, Moment, assess
from domain.deadlines.computed import DeadlineStatus
from domain.envelope import Act, order
from domain.events import EVENT_TYPES, EventBody
from domain.gaps import needs_of_act
from domain.history import as_of, resolve
from domain.identities import file_of
from domain.rules import Rule, RuleSet, Text
from domain.situation import Phase
from domain.status import Status
from domain.values import Value, person_of_stream
from ledger.acts import Leaf
from ledger.reader import Frame
from ledger.rulebook import RuleSetNotInForce, rules_in_force
from projections import blame, findings, status, timeline, why
from projections.agreement_cases import AgreementCase
from projections.agreements import AgreementRow, agreement_row
from projections.case import Case, assess_case, case_of
from projections.deadlines import DeadlineRow, rows_of, rows_of_agreement
from projections.event_rows import Change, EventRow, changes, event_row

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

_NOT_SPOKEN_OF: Final = (
    *(Status.MET, Status.UNKNOWN, Status.NOT_APPLICABLE, Status.DECLINED, Status.DISPUTED),
)
"""Of a need with such a status no answer rests on the rules that could meet it."""


class FrameRow(Value):
    """The frame: whoever asks again by it gets the same file."""

    as_of: date | datetime
    known_at: datetime
    position: int
    known_to: str | None = Field(default=None, exclude_if=lambda found: found is None)
    law_on: date | None
    rules: str
    rules_digest: str
    size: int
    root: str


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


class Effect(StrEnum):
    """What a correction, a retraction or the proposal of one did when it was recorded."""

    CHANGED = "changed"
    RETRACTED = "retracted"
    PROPOSED = "proposed"
    NOTHING = "nothing"


class CorrectionEntry(Value):
    """A correction or retraction, and what it changed by itself.

    Attributes:
        event: The correction.
        reason: Code of the reason; None when its content was erased.
        effect: What it did.
        proposal: The proposal that a retraction approves, where one is recorded.
        approved_by: Id of the retraction that approves a proposal, where one is recorded.
        changes: In what the event concerned was read otherwise after it than just before it.
    """

    event: EventRow
    reason: str | None
    effect: Effect
    proposal: EventRow | None
    changes: tuple[Change, ...]
    approved_by: str | None = Field(default=None, exclude_if=lambda found: found is None)


class RuleRow(Value):
    """A rule that speaks in the answer; `note` says in our words what its name does not."""

    id: str
    name: Text
    note: Text | None
    source: str
    valid_from: date
    valid_to: date | None
    confidence: str
    verified: bool


class ProofRow(Value):
    """What stands for one event in the tree, in hexadecimal."""

    position: int
    event_id: str
    recorded_at: datetime
    leaf: str
    root: str


class Dossier(Value):
    """The file; `at_release` is None for whoever is not detained.

    `deadlines` are those that have a day and are not void, in order of that day, `agreements` those
    about the case of the person, `pseudonyms` all those under which he or she is read, where they
    are several.
    """

    person: str
    pseudonyms: tuple[str, ...] = Field(default=(), exclude_if=lambda found: not found)
    frame: FrameRow
    state: status.StatusReport
    explanation: why.WhyReport
    at_release: why.WhyReport | None
    facts: blame.Blame
    timeline: timeline.Timeline
    decisions: tuple[Decision, ...]
    findings: tuple[findings.FindingRow, ...]
    corrections: tuple[CorrectionEntry, ...]
    deadlines: tuple[DeadlineRow, ...]
    agreements: tuple[AgreementRow, ...]
    rules: tuple[RuleRow, ...]
    proof: tuple[ProofRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the file as plain JSON values."""
        return {
            **self.model_dump(mode="json"),
            "explanation": self.explanation.as_json(),
            "at_release": None if self.at_release is None else self.at_release.as_json(),
            "timeline": self.timeline.as_json(),
        }


def report(
    case: Case,
    rules: RuleSet,
    frame: Frame,
    printed: FrameRow,
    leaves: tuple[Leaf, ...],
    agreements: tuple[AgreementCase, ...] = (),
) -> Dossier:
    """Return the file of the person of `case`.

    Args:
        case: The person in `frame`.
        rules: The rule set.
        frame: From where one looks.
        printed: The same frame as it is printed, with size and root.
        leaves: What stands in the tree for the events of the person.
        agreements: The agreements about the case of the person.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day asked about.
    """
    assessment = assess_case(case, rules, frame)
    found = findings.report([(case.person.id, case.findings)]).rows
    decided = [
        (decision, tuple(_rules_then(decision, rules, frame.law_on)))
        for decision in _decisions(case, frame)
    ]
    at_release = None
    if assessment.phase is Phase.DETAINED:
        at_release = assess_case(case, rules, frame, Moment.RELEASE)
    return Dossier(
        person=case.person.id,
        pseudonyms=case.pseudonyms if len(case.pseudonyms) > 1 else (),
        frame=printed,
        state=status.report(assessment, len(found)),
        explanation=why.report(assessment),
        at_release=None if at_release is None else why.report(at_release),
        facts=blame.report(case, assessment),
        timeline=timeline.report(case, frame, whole=True),
        decisions=tuple(_told(case, each, then, rules, frame) for each, then in decided),
        findings=found,
        corrections=tuple(_corrections(case)),
        deadlines=_deadlines(case, rules, frame, agreements),
        agreements=tuple(agreement_row(each, None, None) for each in agreements),
        rules=_rules(
            *_relied_on(assessment, rules),
            *(() if at_release is None else _relied_on(at_release, rules)),
            *(rule for _, then in decided for rule in then),
        ),
        proof=tuple(
            ProofRow(
                position=each.position,
                event_id=each.event_id,
                recorded_at=each.recorded_at,
                leaf=each.leaf.hex(),
                root=each.root.hex(),
            )
            for each in leaves
        ),
    )


def _deadlines(
    case: Case, rules: RuleSet, frame: Frame, agreements: tuple[AgreementCase, ...]
) -> tuple[DeadlineRow, ...]:
    promised = (
        row
        for each in agreements
        for row in rows_of_agreement(
            each.agreement, as_of(each.resolved.acts, frame.as_of), rules, frame
        )
        if row.person in case.pseudonyms
    )
    found = [
        (row.due, row)
        for row in (*rows_of(case, rules, frame), *promised)
        if row.due is not None and row.status != DeadlineStatus.VOID
    ]
    found.sort(key=lambda each: (each[0], each[1].code, each[1].uid))
    return tuple(row for _, row in found)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision as it was recorded and as it is read, and whether the latter is yet to come."""

    recorded: Act
    read: Act
    after_day: bool


def _decisions(case: Case, frame: Frame) -> Iterator[_Decided]:
    current = {act.key: act for act in case.resolved.acts}
    recorded = {act.key: act for act in case.recorded if _is_decision(act.envelope.type)}
    read = sorted((current.get(key, act) for key, act in recorded.items()), key=order)
    happened = frozenset(act.key for act in as_of(read, frame.as_of))
    for act in read:
        yield _Decided(recorded[act.key], act, act.key not in happened)


def _told(
    case: Case, each: _Decided, then: tuple[Rule, ...], rules: RuleSet, frame: Frame
) -> Decision:
    act = each.read
    retracted = any(act.key == gone.key for gone in case.resolved.retracted)
    return Decision(
        event=event_row(act, changes(each.recorded, act), retracted=retracted),
        after_day=each.after_day,
        purpose=act.envelope.purpose,
        before=_before(case, act, rules, frame.law_on),
        rules=tuple(RuleVersion(id=rule.id, valid_from=rule.valid_from) for rule in then),
    )


def _rules_then(each: _Decided, rules: RuleSet, law_on: date | None) -> Iterator[Rule]:
    """Yield what can meet or end the needs of a decision, by the law of the day it was taken."""
    needs = needs_of_act(each.read)
    in_force = rules.in_force(law_on or each.read.envelope.day)
    yield from (way for way in in_force.ways if way.need in needs)
    yield from (ending for ending in in_force.endings if ending.need in needs)


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


def _corrections(case: Case) -> Iterator[CorrectionEntry]:
    retracted = frozenset(act.key for act in case.resolved.retracted)
    recorded = {act.key: act for act in case.recorded}
    approvals = _approvals(case.recorded)
    for place, act in enumerate(case.recorded):
        if act.envelope.corrects is None:
            continue
        before, after = case.recorded[:place], case.recorded[: place + 1]
        changed = _changes_between(before, after, _concerned(act, recorded))
        proposal = _proposal_of(act, before)
        yield CorrectionEntry(
            event=event_row(act, retracted=act.key in retracted),
            reason=None if act.body is None else str(act.body.model_dump()["reason"]),
            effect=_effect(act, before, after, changed),
            proposal=None if proposal is None else event_row(proposal),
            changes=changed,
            approved_by=approvals.get(act.key),
        )


Key = tuple[str, str]


def _named(act: Act) -> Key | None:
    """Return the event that a correction names."""
    reference = act.envelope.corrects
    return None if reference is None else (reference.source, reference.event_id)


def _concerned(correction: Act, recorded: dict[Key, Act]) -> Key | None:
    """Return the event that is read otherwise: of a correction of a correction the first one."""
    seen: set[Key] = set()
    key = _named(correction)
    while key is not None and key not in seen and key in recorded:
        seen.add(key)
        further = _named(recorded[key])
        if further is None:
            return key
        key = further
    return None


def _changes_between(
    before: Sequence[Act], after: Sequence[Act], concerned: Key | None
) -> tuple[Change, ...]:
    """Return in what an event reads otherwise; nothing where it does not count on either side."""
    was, now = (
        next((act for act in resolve(acts).acts if act.key == concerned), None)
        for acts in (before, after)
    )
    return () if was is None or now is None else changes(was, now)


def _effect(
    act: Act, before: Sequence[Act], after: Sequence[Act], changed: tuple[Change, ...]
) -> Effect:
    kind = EVENT_TYPES[act.envelope.type]
    if kind is e.EventRetractionProposed:
        return Effect.PROPOSED
    if kind is e.EventRetracted:
        was, now = (
            any(each.key == _named(act) for each in resolve(acts).retracted)
            for acts in (before, after)
        )
        return Effect.RETRACTED if now and not was else Effect.NOTHING
    return Effect.CHANGED if changed else Effect.NOTHING


def _approvals(recorded: Sequence[Act]) -> dict[Key, str]:
    """Return by which event each proposal was approved that was."""
    found: dict[Key, str] = {}
    for place, act in enumerate(recorded):
        if act.envelope.corrects is None:
            continue
        proposal = _proposal_of(act, recorded[:place])
        if proposal is not None:
            found.setdefault(proposal.key, act.envelope.event_id)
    return found


def _proposal_of(retraction: Act, before: Sequence[Act]) -> Act | None:
    """Return the proposal that a retraction approves: the one that led to it, or the newest."""
    if EVENT_TYPES[retraction.envelope.type] is not e.EventRetracted:
        return None
    proposals = [
        act
        for act in before
        if EVENT_TYPES[act.envelope.type] is e.EventRetractionProposed
        and _named(act) == _named(retraction)
    ]
    cause = retraction.envelope.causation
    named = [act for act in proposals if act.envelope.event_id == cause]
    return next(iter([*named, *reversed(proposals)]), None)


def _rules(*relied_on: Rule) -> tuple[RuleRow, ...]:
    found = {(rule.id, rule.valid_from): rule for rule in relied_on}
    return tuple(
        RuleRow(
            id=rule.id,
            name=rule.name,
            note=rule.note,
            source=str(rule.source),
            valid_from=rule.valid_from,
            valid_to=rule.valid_to,
            confidence=rule.confidence,
            verified=rule.verified,
        )
        for _, rule in sorted(found.items())
    )


def _relied_on(assessment: Assessment, rules: RuleSet) -> Iterator[Rule]:
    """Yield the ways that were judged, what ended something or will, and what would open it."""
    ended_by = {each.ended_by for each in assessment.needs.values()}
    for each in assessment.needs.values():
        if each.status not in _NOT_SPOKEN_OF:
            yield from (link.way for link in each.links)
    yield from (ending for ending in rules.endings if ending.id in ended_by)
    yield from (each.ending for each in assessment.projections)
    yield from (each.rule for each in assessment.ways_out)
