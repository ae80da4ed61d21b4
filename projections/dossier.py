"""The file of one person for review: everything that one frame says, with what it rests on.

It brings together what the other reports tell, adds the decisions and the rules relied on, and
the leaf and the root of every event, so that it can be compared with the ledger later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from pydantic import Field

from domain.assessment import Assessment, Moment
from domain.deadlines.computed import DeadlineStatus
from domain.history import as_of
from domain.rules import Rule, RuleSet, Text
from domain.situation import Phase
from domain.status import Status
from domain.values import Value
from ledger.acts import Leaf
from ledger.reader import Frame
from projections import blame, findings, status, timeline, why
from projections.agreement_cases import AgreementCase
from projections.agreements import AgreementRow, agreement_row
from projections.case import Case, assess_case
from projections.deadlines import DeadlineRow, rows_of, rows_of_agreement
from projections.dossier_corrections import CorrectionEntry, corrections_of
from projections.dossier_decisions import Decision, decision_row, decisions_of, rules_then

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
        (decision, tuple(rules_then(decision, rules, frame.law_on)))
        for decision in decisions_of(case, frame)
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
        decisions=tuple(decision_row(case, each, then, rules, frame) for each, then in decided),
        findings=found,
        corrections=tuple(corrections_of(case)),
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
