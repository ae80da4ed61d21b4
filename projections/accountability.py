"""The account of one person: each handover, and who answered for each need from day to day."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.accountability.account import Account
from domain.accountability.escalations import Escalation, Refusal
from domain.accountability.policy import Applied
from domain.accountability.states import Accountability, Meanwhile, Span
from domain.accountability.timeline import spans_of, transfers_of
from domain.needs import Need
from domain.rules import Rule, Text
from domain.values import Value
from projections.handovers import FoundRow, HandoverRow, PartyRow, found_row, party_row, row_of


class RuleRow(Value):
    """Why somebody answers: a line of policy with its name and source, or an act.

    For an act `name` and `source` are None, and `id` begins with `act/`.
    """

    id: str
    name: Text | None
    source: str | None
    confidence: str | None
    verified: bool


class MeanwhileRow(Value):
    """Who acts while a dispute lasts, and by which rule."""

    party: PartyRow
    rule: RuleRow
    evidence: tuple[str, ...]


class SpanRow(Value):
    """Who answers for a need on the days from `since` through `until` (None: until today).

    `passed` says whether responsibility passed on the first of these days; that is derived, and
    nobody records it.
    """

    since: date
    until: date | None
    state: str
    parties: tuple[PartyRow, ...]
    rule: RuleRow
    ground: str | None
    meanwhile: MeanwhileRow | None
    payer: PartyRow | None
    passed: bool
    evidence: tuple[str, ...]


class NeedRow(Value):
    """One need: since when it is open and by which events, and who answered for it."""

    need: str
    open_since: date | None
    open_by: tuple[str, ...]
    spans: tuple[SpanRow, ...]


class EscalationRow(Value):
    """A question put to someone higher up, and what came of it."""

    raised_on: date
    level: str
    topic: str
    need: str | None
    by: str
    resolved_on: date | None
    outcome: str | None
    evidence: tuple[str, ...]


class RefusalRow(Value):
    """Data that were not given, with the ground that was named."""

    on: date
    by: str
    ground: str
    categories: tuple[str, ...]
    evidence: tuple[str, ...]


class AccountReport(Value):
    """The account of one person; `handovers` are the stays, oldest first."""

    person: str
    day: date
    handovers: tuple[HandoverRow, ...]
    needs: tuple[NeedRow, ...]
    escalations: tuple[EscalationRow, ...]
    refusals: tuple[RefusalRow, ...]
    found: tuple[FoundRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the account as plain JSON values."""
        return self.model_dump(mode="json")


def report(account: Account, policy: Applied) -> AccountReport:
    """Return the account of a person, with every need from the first act on."""
    rules: dict[str, Rule] = {
        rule.id: rule for rule in (*policy.policy.lines, *policy.policy.meanwhile)
    }
    opened = {each.need: each for each in account.open}
    trail = account.trail
    return AccountReport(
        person=account.person.id,
        day=account.day,
        handovers=tuple(row_of(account, stay) for stay in account.stays),
        needs=tuple(
            NeedRow(
                need=need,
                open_since=opened[need].since if need in opened else None,
                open_by=opened[need].evidence if need in opened else (),
                spans=_span_rows(spans_of(trail, policy, need, account.day), rules),
            )
            for need in Need
            if trail is not None
        ),
        escalations=tuple(_escalation(each) for each in account.escalations),
        refusals=tuple(_refusal(each) for each in account.refusals),
        found=tuple(found_row(each) for each in account.found),
    )


def _span_rows(spans: tuple[Span, ...], rules: dict[str, Rule]) -> tuple[SpanRow, ...]:
    passed = {transfer.on for transfer in transfers_of(spans)}
    return tuple(
        SpanRow(
            since=span.since,
            until=span.until,
            state=span.accountability.state,
            parties=tuple(party_row(party) for party in span.accountability.parties),
            rule=_rule(span.accountability.rule, rules),
            ground=span.accountability.ground,
            meanwhile=_meanwhile(span.accountability.meanwhile, rules),
            payer=_payer(span.accountability),
            passed=span.since in passed,
            evidence=span.accountability.evidence,
        )
        for span in spans
    )


def _rule(id: str, rules: dict[str, Rule]) -> RuleRow:
    rule = rules.get(id)
    if rule is None:
        return RuleRow(id=id, name=None, source=None, confidence=None, verified=True)
    return RuleRow(
        id=id,
        name=rule.name,
        source=str(rule.source),
        confidence=rule.confidence,
        verified=rule.verified,
    )


def _meanwhile(meanwhile: Meanwhile | None, rules: dict[str, Rule]) -> MeanwhileRow | None:
    if meanwhile is None:
        return None
    return MeanwhileRow(
        party=party_row(meanwhile.party),
        rule=_rule(meanwhile.rule, rules),
        evidence=meanwhile.evidence,
    )


def _payer(accountability: Accountability) -> PartyRow | None:
    return None if accountability.payer is None else party_row(accountability.payer)


def _escalation(each: Escalation) -> EscalationRow:
    return EscalationRow(
        raised_on=each.raised_on,
        level=each.level,
        topic=each.topic,
        need=each.need,
        by=each.by,
        resolved_on=each.resolved_on,
        outcome=each.outcome,
        evidence=each.evidence,
    )


def _refusal(each: Refusal) -> RefusalRow:
    return RefusalRow(
        on=each.on,
        by=each.by,
        ground=each.ground,
        categories=each.categories,
        evidence=each.evidence,
    )
