"""Agreements about one person: who promised whom what by when, who watches, and what came of it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from domain import events as e
from domain.events.agreements import AgreementLevel, BreachReason, Deliverable, WaiverReason
from domain.events.oversight import EscalationLevel, EscalationTopic, ReviewOutcome
from domain.needs import Need
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.organisations import Office
from domain.population.stays import Stay

_DELIVERABLES = {
    Need.ID_DOCUMENT: Deliverable.DOCUMENT,
    Need.HOUSING: Deliverable.PLACE_TO_LIVE,
    Need.INCOME: Deliverable.DECISION,
    Need.REGISTRATION: Deliverable.DOCUMENT,
    Need.DEBT_HELP: Deliverable.APPOINTMENT,
}


def tell_agreement(
    life: Living, stay: Stay, screened_on: date, until: date, open_needs: tuple[Need, ...]
) -> None:
    """Tell an agreement about one of the needs that are open, when one is made."""
    if not open_needs or not life.happens("agreement.about_a_person"):
        return
    need = open_needs[-1]
    performer = _performer(life, need)
    first = max(screened_on, stay.ended - timedelta(40))
    day = max(min(life.between(first, stay.ended - timedelta(2)), stay.ended), screened_on)
    due = open_day(stay.ended + timedelta(life.draw.whole(0, 28)))
    overseer = None
    if life.happens("agreement.with_overseer"):
        overseer = life.offices.safety_house.organisation
    stream = f"agreement:{life.traits.person}-{stay.number + 1}"
    add = partial(life.diary.add, stream=stream)
    made = e.AgreementMade(
        level=AgreementLevel.CASE,
        parties=(life.institution.name, performer.organisation),
        performer=performer.organisation,
        beneficiary=life.traits.person,
        deliverable=_DELIVERABLES.get(need, Deliverable.APPOINTMENT),
        due_on=due,
        need=need,
        overseer=overseer,
    )
    act = add(day, made, life.offices.case_manager, "agreement")
    if life.happens("agreement.amended"):
        due = open_day(due + timedelta(life.draw.whole(7, 21)))
        parties = (life.institution.name, performer.organisation)
        amended = e.AgreementAmended(consent_of=parties, due_on=due)
        changed = open_day(max(day, due - timedelta(24)))
        add(changed, amended, performer, "agreement", caused_by=act)
    _outcome(life, stream, performer, due, until, watched=overseer is not None)


def _performer(life: Living, need: Need) -> Office:
    match need:
        case Need.ID_DOCUMENT | Need.REGISTRATION:
            return life.offices.civil_affairs
        case Need.HOUSING:
            return life.offices.landlord
        case Need.INCOME:
            return life.offices.social_services
        case Need.DEBT_HELP:
            return life.offices.debt_services
        case _:
            return life.offices.aftercare


def _outcome(
    life: Living, stream: str, performer: Office, due: date, until: date, *, watched: bool
) -> None:
    add = partial(life.diary.add, stream=stream)
    overseer = life.offices.safety_house
    held = open_day(due + timedelta(life.draw.whole(3, 12)))
    if life.happens("agreement.kept_if_watched" if watched else "agreement.kept"):
        day = min(open_day(due - timedelta(life.draw.whole(0, 9))), due)
        body = e.AgreementFulfilled(confirmed_by=life.traits.person if watched else None)
        if day < until:
            add(day, body, performer, "agreement")
        return
    if life.happens("agreement.waived"):
        waived = e.AgreementWaived(reason=WaiverReason.NO_LONGER_NEEDED)
        if due < until:
            add(due, waived, performer, "agreement")
        return
    if watched and held < until:
        review = e.OversightReviewHeld(outcome=ReviewOutcome.BREACHED)
        add(held, review, overseer, "agreement")
        breached = e.AgreementBreached(reason=BreachReason.NOT_PERFORMED, parties_heard=True)
        add(held, breached, overseer, "agreement")
        if life.happens("agreement.escalated"):
            raised = e.EscalationRaised(
                level=EscalationLevel.MANAGEMENT, topic=EscalationTopic.OVERDUE
            )
            add(open_day(held + timedelta(7)), raised, overseer, "agreement")
