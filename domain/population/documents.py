"""The identity document: lost or got in detention, and got after it."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.detention import LeavePurpose
from domain.events.documents import (
    ApplicationPlace,
    BlockReason,
    DocumentKind,
    FeePayer,
    IdentityMethod,
)
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.population.condition import Outcome
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.organisations import Office
from domain.population.stays import Stay

_CARDS_IN_PRISON = date(2023, 9, 1)
"""Since this day the mayor of the municipality of a prison issues cards there; before, one had to
go on leave to the desk of one's own municipality."""

_TEN_YEARS_FROM = date(2014, 3, 9)
"""Cards of adults handed out from this day on are valid for ten years, earlier ones for five."""


def tell_document_inside(life: Living, stay: Stay, outcome: Outcome) -> None:
    """Tell what becomes of the identity document in detention."""
    condition = life.condition
    if outcome.document_lost and condition.has_document(stay.began):
        if condition.document is not None:
            day = life.between(stay.began + timedelta(20), stay.ended - timedelta(3))
            body = e.IdDocumentReportedMissing(kind=condition.document)
            life.add(min(day, stay.ended), body, life.offices.self, "identity-card")
            condition.document, condition.reported_missing = None, True
        return
    if condition.has_document(stay.ended) or not life.traits.dutch:
        return
    day = open_day(stay.began + timedelta(life.draw.whole(8, 20)))
    in_prison = day >= _CARDS_IN_PRISON
    if outcome.document_obtained and (in_prison or condition.registered_in is not None):
        if not in_prison:
            leave = e.TemporaryLeaveGranted(purpose=LeavePurpose.IDENTITY_DOCUMENT, until=day)
            life.add(day, leave, life.offices.prison, "detention", effect_until=day)
        place = ApplicationPlace.PRISON if in_prison else ApplicationPlace.DESK
        _obtain(life, day, stay.ended, place=place, inside=True)
    elif day < stay.ended and life.happens("documents.tried_in_detention"):
        reason = BlockReason(life.draw.weighted(life.figures.mix("documents.block_reasons")))
        blocked = e.IdApplicationBlocked(reason=reason)
        life.add(day, blocked, life.offices.case_manager, "identity-card")


def tell_document_outside(life: Living, stay: Stay, until: date) -> None:
    """Tell how someone without a document gets one after the release, before `until`."""
    condition = life.condition
    if condition.has_document(stay.ended) or not life.traits.dutch:
        return
    registered = condition.registered_in is not None
    if not registered and life.early:
        day = life.after(stay.ended, "documents.days_to_desk")
        if day < until and life.happens("documents.blocked_at_desk"):
            body = e.IdApplicationBlocked(reason=BlockReason.NOT_REGISTERED)
            life.add(day, body, life.offices.civil_affairs, "identity-card")
        return
    if life.happens("documents.obtained_after"):
        day = life.after(stay.ended, "documents.days_to_desk")
        if day < until:
            _obtain(life, day, until, place=ApplicationPlace.DESK, inside=False)


def tell_document_between(life: Living, release: date, until: date) -> None:
    """Tell what becomes of a document in the time between two detentions: lost, or renewed."""
    condition = life.condition
    lacking_since = release
    if condition.document is not None and life.happens("documents.lost_between"):
        day = life.between(release + timedelta(60), until - timedelta(2))
        if release < day < until:
            body = e.IdDocumentReportedMissing(kind=condition.document)
            life.add(day, body, life.offices.self, "identity-card")
            condition.document, condition.reported_missing = None, True
            lacking_since = day
    elif condition.document is not None and condition.document_until is not None:
        lacking_since = max(condition.document_until, release)
    if not condition.has_document(until) and life.happens("documents.renewed_between"):
        _renew(life, life.after(lacking_since, "documents.days_to_renew"), until)


def _renew(life: Living, day: date, until: date) -> None:
    """Tell that someone free gets a document again, as far as it is handed over in time."""
    condition = life.condition
    if not life.traits.dutch:
        # The immigration service sends no events; the next who looks at the document tells of it.
        if day < until:
            condition.document = DocumentKind.ALIENS_DOCUMENT
            condition.document_until = _years_after(day, 5)
            condition.reported_missing = False
        return
    issued = life.after(day, "documents.days_to_issue")
    handed = open_day(issued + timedelta(life.draw.whole(1, 10)))
    if handed < until and (condition.registered_in is not None or not life.early):
        office = life.offices.civil_affairs
        life.add(day, e.IdCardApplied(place=ApplicationPlace.DESK), office, "identity-card")
        _hand_over(life, issued, handed, office)


def _obtain(
    life: Living, day: date, before: date, *, place: ApplicationPlace, inside: bool
) -> None:
    """Tell an application and what follows, as far as it comes before the given day."""
    office = life.offices.civil_affairs
    if place is ApplicationPlace.PRISON:
        office = life.offices.civil_affairs_of(life.institution.municipality)
    issued = life.after(day, "documents.days_to_issue")
    handed = open_day(issued + timedelta(life.draw.whole(1, 10)))
    if handed >= before and inside:
        handed = before
        issued = min(issued, handed)
        day = min(day, issued)
    established = e.IdentityEstablished(method=IdentityMethod.REGISTER_AND_PHOTO)
    life.add(day, established, office, "identity")
    payer = FeePayer(life.draw.weighted(life.figures.mix("documents.fee_payers")))
    procedure = "special-assistance" if payer is FeePayer.SPECIAL_ASSISTANCE else "identity-card"
    life.add(day, e.IdFeeFunded(payer=payer), life.offices.aftercare, procedure)
    life.add(day, e.IdCardApplied(place=place), office, "identity-card")
    if handed > before:
        return
    _hand_over(life, issued, handed, office)
    if life.happens("documents.verified_later"):
        verified = e.NeedStatusVerified(need=Need.ID_DOCUMENT, answer=ScreeningAnswer.ARRANGED)
        life.add(open_day(handed + timedelta(3)), verified, life.offices.aftercare, "aftercare")


def _hand_over(life: Living, issued: date, handed: date, office: Office) -> None:
    condition = life.condition
    life.add(issued, e.IdCardIssued(), office, "identity-card")
    valid_until = _years_after(handed, 10 if handed >= _TEN_YEARS_FROM else 5)
    life.add(handed, e.IdCardHandedOver(valid_until=valid_until), office, "identity-card")
    condition.document, condition.document_until = DocumentKind.ID_CARD, valid_until
    condition.reported_missing = False


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
