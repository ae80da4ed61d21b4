"""One agreement: the promise, who watches over it, what came of it, and every event behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from domain.agreements.agreement import Agreement
from domain.agreements.collective import Offer, offers_against
from domain.agreements.folding import course
from domain.envelope import Act
from domain.history import as_of
from domain.values import Value
from ledger.reader import Frame
from projections.agreement_cases import AgreementCase
from projections.agreements import AgreementRow, agreement_row
from projections.event_rows import EventRow, changes, event_row


class HistoryRow(Value):
    """One event of the agreement, with what it says; `body` is None where that was erased."""

    event: EventRow
    body: dict[str, Any] | None


class AgreementFindingRow(Value):
    """One thing that does not fit, or is wrong with the oversight."""

    kind: str
    on: date
    events: tuple[str, ...]


class EscalationRow(Value):
    """One question about it that was put higher up; `resolved_on` is None while it is open."""

    raised_on: date
    by: str
    level: str
    topic: str
    resolved_on: date | None
    outcome: str | None
    events: tuple[str, ...]


class OverseerRow(Value):
    """Who watched over it from a day on."""

    overseer: str
    since: date
    events: tuple[str, ...]


class OfferRow(Value):
    """A place to live that was offered under it."""

    person: str
    on: date
    by: str
    late: bool
    events: tuple[str, ...]


class AgreementPage(Value):
    """One agreement on the day asked about.

    Attributes:
        day: That day.
        agreement: Where it stands, as the list tells it.
        overseers: Who watched over it, oldest first.
        findings: What does not fit and what is wrong with the oversight.
        escalations: Questions about it that were put higher up.
        offers: Places that were offered under it.
        history: Its events, in order, corrections among them.
    """

    day: date
    agreement: AgreementRow
    overseers: tuple[OverseerRow, ...]
    findings: tuple[AgreementFindingRow, ...]
    escalations: tuple[EscalationRow, ...]
    offers: tuple[OfferRow, ...]
    history: tuple[HistoryRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the page as plain JSON values."""
        return self.model_dump(mode="json")


def report(
    case: AgreementCase,
    offers: Sequence[Offer],
    became: str | None,
    frame: Frame,
    day: date,
) -> AgreementPage:
    """Return the page of one agreement.

    Args:
        case: The agreement in `frame`.
        offers: The offers under agreements; those under others are left out.
        became: The agreement in another stream that it became, when it is an intention.
        frame: From where one looks.
        day: The day asked about.
    """
    agreement = case.agreement
    against = offers_against([agreement], offers)
    return AgreementPage(
        day=day,
        agreement=agreement_row(case, against.get(agreement.id), became),
        overseers=tuple(
            OverseerRow(overseer=each.name, since=each.since, events=each.evidence)
            for each in agreement.overseers
        ),
        findings=tuple(
            AgreementFindingRow(kind=each.kind, on=each.on, events=each.events)
            for each in case.findings
        ),
        escalations=tuple(
            EscalationRow(
                raised_on=each.raised_on,
                by=each.by,
                level=each.level,
                topic=each.topic,
                resolved_on=each.resolved_on,
                outcome=each.outcome,
                events=each.evidence,
            )
            for each in case.escalations
        ),
        offers=tuple(_offers(agreement, offers)),
        history=tuple(_history(case, frame)),
    )


def _offers(agreement: Agreement, offers: Iterable[Offer]) -> Iterable[OfferRow]:
    due = date.max if agreement.terms is None else agreement.terms.due_on
    for each in sorted(offers, key=lambda offer: (offer.on, offer.person, offer.evidence)):
        if each.agreement == agreement.id:
            yield OfferRow(
                person=each.person,
                on=each.on,
                by=each.by,
                late=each.on > due,
                events=each.evidence,
            )


def _history(case: AgreementCase, frame: Frame) -> Iterable[HistoryRow]:
    retracted = frozenset(act.key for act in case.resolved.retracted)
    current = {act.key: act for act in case.resolved.acts}
    recorded = {act.key: act for act in case.recorded}
    shown = [current.get(act.key, act) for act in case.recorded]
    for act in sorted(as_of(shown, frame.as_of), key=course):
        row = event_row(act, changes(recorded[act.key], act), retracted=act.key in retracted)
        yield HistoryRow(event=row, body=_body(act))


def _body(act: Act) -> dict[str, Any] | None:
    return None if act.body is None else act.body.model_dump(mode="json", exclude_none=True)
