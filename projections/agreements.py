"""The agreements: who promised whom what by when, who oversees it, and whether it was kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.agreements.collective import Offer, OffersAgainst, offers_against
from domain.agreements.intentions import conversions
from domain.agreements.standing import AgreementState
from domain.values import Value
from projections.agreement_cases import AgreementCase
from projections.agreement_figures import Summary, summary
from projections.names import is_among

_URGENCY: Final = (
    AgreementState.OVERDUE,
    AgreementState.CLAIMED,
    AgreementState.OPEN,
    AgreementState.NOT_MADE,
    AgreementState.ERASED,
    AgreementState.BREACHED,
    AgreementState.FULFILLED,
    AgreementState.WAIVED,
    AgreementState.INTENTION,
)


class AgreementRow(Value):
    """One agreement on the day asked about.

    Attributes:
        agreement: Its id.
        state: Where it stands, a word of `AgreementState`.
        since: Since when.
        due_passed: Whether the agreed day has passed while it is still owed.
        days_overdue: How many days ago.
        on_time: Of what was fulfilled: whether by the agreed day.
        level: From national to case.
        performer: Who has to deliver.
        beneficiary: Who receives, and confirms.
        parties: Who agreed.
        persons: Whom it concerns.
        deliverable: What is delivered.
        need: Which need it serves, where it serves one.
        topic: What an intention is about, where there was one.
        became: The agreement in another stream that an intention became.
        quantity: How much is promised; `delivered` of it is confirmed.
        offered: How many places were offered under it; None where offers do not count.
        offered_late: How many of those after the agreed day.
        made_on: When it was made.
        due_on: The agreed day; `first_due_on` what it was before it was moved.
        act_by: The last working day on which the performer can act in time: advice.
        overseer: Who watches over it, since `overseer_since`; None when nobody does.
        last_review_on: When it was last reviewed.
        claimed_by: Who says that it is fulfilled, since `claimed_on`, without confirmation.
        confirmed_by: Who confirmed that it is.
        findings: What does not fit, and what is wrong with the oversight.
        evidence: The events on which the state rests.
    """

    agreement: str
    state: str
    since: date | None
    due_passed: bool
    days_overdue: int
    on_time: bool | None
    level: str | None
    performer: str | None
    beneficiary: str | None
    parties: tuple[str, ...]
    persons: tuple[str, ...]
    deliverable: str | None
    need: str | None
    topic: str | None
    became: str | None
    quantity: int | None
    delivered: int
    offered: int | None
    offered_late: int | None
    made_on: date | None
    due_on: date | None
    first_due_on: date | None
    act_by: date | None
    overseer: str | None
    overseer_since: date | None
    last_review_on: date | None
    claimed_by: str | None
    claimed_on: date | None
    confirmed_by: str | None
    findings: tuple[str, ...]
    evidence: tuple[str, ...]


class AgreementsReport(Value):
    """The agreements that answer the filters, the most pressing first, and the counts."""

    day: date
    rows: tuple[AgreementRow, ...]
    summary: Summary

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


@dataclass(frozen=True, slots=True)
class AgreementFilters:
    """Which agreements are asked for; None asks nothing.

    The first five choose what is counted too; the others only what is listed.

    Attributes:
        level: Of this level.
        person: Concerning or naming this person.
        party: Of which this organisation is a party, performer or beneficiary, capitals apart.
        overseer: Overseen by this organisation or account, capitals apart.
        topic: Serving this need, delivering this, or meant about this topic.
        state: Standing so: `overdue` and `claimed` both show what is claimed after the day.
        without_overseer: Overseen by nobody.
        due_by: Still owed, and falling due by this day and not before today.
    """

    level: str | None = None
    person: str | None = None
    party: str | None = None
    overseer: str | None = None
    topic: str | None = None
    state: str | None = None
    without_overseer: bool = False
    due_by: date | None = None


def report(
    cases: Sequence[AgreementCase],
    offers: Sequence[Offer],
    day: date,
    filters: AgreementFilters | None = None,
) -> AgreementsReport:
    """Return the agreements that answer `filters`, with the counts.

    Args:
        cases: Every agreement and intention of the frame.
        offers: The offers under agreements.
        day: The day asked about.
        filters: Which are asked for; None for all.
    """
    filters = filters or AgreementFilters()
    agreements = [each.agreement for each in cases]
    against = offers_against(agreements, offers)
    meant = conversions(agreements)
    agreed = {each.stream: each.agreement for each in meant if each.agreement != each.stream}
    rows = [
        agreement_row(each, against.get(each.agreement.id), agreed.get(each.agreement.id))
        for each in cases
    ]
    in_view = [(case, row) for case, row in zip(cases, rows, strict=True) if _in_view(row, filters)]
    shown = [row for _, row in in_view if _listed(row, filters, day)]
    ids = {case.agreement.id for case, _ in in_view}
    became = [each for each in meant if each.stream in ids]
    by_id = {each.id: each for each in agreements}
    return AgreementsReport(
        day=day,
        rows=tuple(sorted(shown, key=_urgency)),
        summary=summary([case.agreement for case, _ in in_view], became, by_id, offers, day),
    )


def organisations_in(cases: Iterable[AgreementCase], persons: Collection[str]) -> frozenset[str]:
    """Return every organisation that an agreement names, leaving out `persons` and its subjects."""
    named = {name for case in cases for name in case.agreement.named - {*case.agreement.subjects}}
    return frozenset(named.difference(persons))


def overseers_in(cases: Iterable[AgreementCase]) -> frozenset[str]:
    """Return everybody who oversees an agreement."""
    overseers = (case.agreement.overseer for case in cases)
    return frozenset(each.name for each in overseers if each is not None)


def agreement_row(
    case: AgreementCase, offers: OffersAgainst | None, became: str | None
) -> AgreementRow:
    """Return one agreement as a row.

    Args:
        case: The agreement.
        offers: What was offered under it, where offers count.
        became: The agreement in another stream that it became, when it is an intention.
    """
    agreement, now = case.agreement, case.standing
    making, terms, overseer = agreement.making, agreement.terms, agreement.overseer
    intention = agreement.intentions[0] if agreement.intentions else None
    level = terms.level if terms else intention.level if intention else None
    parties = terms.parties if terms else intention.parties if intention else ()
    claim = agreement.open_claims[-1] if agreement.open_claims and not now.ended else None
    confirmed = [each.confirmed_by for each in agreement.deliveries if each.confirmed_by]
    first_due = making.terms.due_on if making else None
    due = terms.due_on if terms else None
    return AgreementRow(
        agreement=agreement.id,
        state=now.state,
        since=now.since,
        due_passed=now.due_passed,
        days_overdue=now.days_overdue,
        on_time=now.on_time,
        level=level,
        performer=terms.performer if terms else None,
        beneficiary=terms.beneficiary if terms else None,
        parties=parties,
        persons=agreement.subjects,
        deliverable=terms.deliverable if terms else None,
        need=terms.need if terms else None,
        topic=intention.topic if intention else None,
        became=became,
        quantity=terms.quantity if terms else None,
        delivered=agreement.delivered,
        offered=offers.offered if offers else None,
        offered_late=offers.late if offers else None,
        made_on=making.on if making else None,
        due_on=due,
        first_due_on=first_due if first_due != due else None,
        act_by=now.act_by,
        overseer=overseer.name if overseer else None,
        overseer_since=overseer.since if overseer else None,
        last_review_on=agreement.reviews[-1].on if agreement.reviews else None,
        claimed_by=claim.said_by if claim else None,
        claimed_on=claim.on if claim else None,
        confirmed_by=confirmed[-1] if confirmed else None,
        findings=tuple(dict.fromkeys(each.kind for each in case.findings)),
        evidence=now.evidence,
    )


def _in_view(row: AgreementRow, filters: AgreementFilters) -> bool:
    everybody = {*row.parties, *row.persons, row.performer, row.beneficiary}
    return all(
        (
            filters.level in (None, row.level),
            filters.person is None or filters.person in everybody,
            filters.party is None or is_among(filters.party, everybody),
            filters.overseer is None or is_among(filters.overseer, {row.overseer}),
            filters.topic in (None, row.need, row.deliverable, row.topic),
        )
    )


def _listed(row: AgreementRow, filters: AgreementFilters, day: date) -> bool:
    if filters.without_overseer and (row.made_on is None or row.overseer is not None):
        return False
    if filters.due_by is not None and not _falls_due(row, day, filters.due_by):
        return False
    match filters.state:
        case None:
            return row.state != AgreementState.INTENTION
        case AgreementState.OVERDUE:
            return row.due_passed
        case state:
            return row.state == state


def _falls_due(row: AgreementRow, day: date, by: date) -> bool:
    owed = row.state in {AgreementState.OPEN, AgreementState.CLAIMED}
    return owed and row.due_on is not None and day <= row.due_on <= by


def _urgency(row: AgreementRow) -> tuple[bool, int, date, str]:
    state = AgreementState(row.state)
    return not row.due_passed, _URGENCY.index(state), row.due_on or date.max, row.agreement
