"""Income after the release: a benefit with its application, an advance, or nothing."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.decisions import ObjectionOutcome, RevisedOutcome
from domain.events.income import (
    Channel,
    MissingItem,
    RejectionReason,
    StopReason,
    SuspensionEnd,
    SuspensionReason,
)
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.population.condition import Income, Outcome
from domain.population.diary import Happening, open_day
from domain.population.living import Living
from domain.population.stays import Stay

_BACK_TO_RELEASE = date(2026, 1, 1)
"""Since this day a benefit can go back up to three months (Participatiewet art. 44(5))."""


def tell_income_outside(life: Living, stay: Stay, outcome: Outcome, until: date) -> None:
    """Tell where income comes from after the release, and where it does not."""
    match outcome.income:
        case Income.BENEFIT:
            _benefit(life, stay, until, neglected=outcome.neglected)
        case Income.OTHER:
            day = open_day(stay.ended + timedelta(life.draw.whole(0, 20)))
            body = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)
            life.add(day, body, life.offices.aftercare, "aftercare")
            life.condition.income = Income.OTHER
        case None:
            life.condition.income = None
            _nothing(life, stay, until)
        case Income.WORK:
            pass


def _benefit(life: Living, stay: Stay, until: date, *, neglected: bool) -> None:
    office = life.offices.social_services
    inside = not neglected and stay.days > 21 and life.happens("income.applied_inside")  # noqa: PLR2004
    if inside:
        reported = max(stay.began, stay.ended - timedelta(life.draw.whole(5, 25)))
        applied, channel = min(open_day(reported), stay.ended), Channel.FROM_DETENTION
    else:
        applied = open_day(
            stay.ended + timedelta(life.draw.days(life.figures["income.days_to_desk"]))
        )
        applied = min(applied, stay.ended + timedelta(28))
        channel = Channel.DESK if life.early else life.draw.one_of((Channel.DESK, Channel.ONLINE))
    act = life.add(applied, e.BenefitApplied(channel=channel), office, "benefit")
    decided = open_day(
        max(applied, stay.ended) + timedelta(life.draw.days(life.figures["income.days_to_decide"]))
    )
    if life.happens("income.incomplete"):
        decided = _complete(life, applied, decided)
    _advance(life, max(applied, stay.ended), decided, until)
    if decided >= until:
        life.condition.income = None
        return
    start = max(applied, stay.ended) if inside else _right_from(life, stay, applied)
    granted = e.BenefitGranted()
    life.add(decided, granted, office, "benefit-right", effect_from=start, caused_by=act)
    life.condition.income = Income.BENEFIT
    _afterwards(life, decided, until)


def _right_from(life: Living, stay: Stay, applied: date) -> date:
    """Return since when a right exists: the report, or the release for whoever reports soon."""
    soon = (applied - stay.ended).days <= life.figures["income.days_back"]
    return stay.ended if soon or applied >= _BACK_TO_RELEASE else applied


def _complete(life: Living, applied: date, decided: date) -> date:
    """Tell that something is missing and is handed in; return the later day of the decision."""
    office = life.offices.social_services
    missing = [MissingItem.BANK_STATEMENTS]
    if not life.condition.has_document(applied):
        missing.insert(0, MissingItem.ID_DOCUMENT)
    if life.condition.registered_in is None:
        missing.insert(0, MissingItem.REGISTRATION)
    day = open_day(applied + timedelta(life.draw.whole(4, 12)))
    by = open_day(day + timedelta(14))
    body = e.BenefitApplicationIncomplete(missing=tuple(missing[:2]), complete_by=by)
    life.add(day, body, office, "incomplete")
    done = min(open_day(day + timedelta(life.draw.whole(3, 14))), by)
    life.add(done, e.BenefitApplicationCompleted(), office, "incomplete")
    return max(decided, open_day(done + timedelta(life.draw.whole(7, 21))))


def _advance(life: Living, applied: date, decided: date, until: date) -> None:
    office = life.offices.social_services
    due = open_day(applied + timedelta(28))
    if life.happens("income.advance_offered"):
        day = open_day(applied + timedelta(life.draw.whole(1, 12)))
        if day < min(decided, until):
            life.add(day, e.AdvanceOffered(), office, "advance")
            _pay(life, open_day(day + timedelta(life.draw.whole(1, 5))), decided, until)
    elif decided > due and life.happens("income.advance_paid_late"):
        late = open_day(due + timedelta(life.draw.whole(0, 9)))
        _pay(life, late, decided, until)
    elif life.happens("income.advance_refused"):
        day = open_day(applied + timedelta(life.draw.whole(3, 20)))
        if day < min(decided, until):
            reason = RejectionReason.NO_ID_DOCUMENT
            if life.condition.has_document(day):
                reason = RejectionReason.NO_COOPERATION
            life.add(day, e.AdvanceRefused(reason=reason), office, "advance")


def _pay(life: Living, day: date, decided: date, until: date) -> None:
    if day < min(decided, until):
        cents = round(life.figures["income.advance_euros"] * life.draw.whole(80, 100))
        body = e.AdvancePaid(amount_cents=cents)
        last = day + timedelta(30)
        office = life.offices.social_services
        life.add(day, body, office, "advance", effect_until=last)


def _nothing(life: Living, stay: Stay, until: date) -> None:
    """Tell an application that fails, or comes too late for the first month; or nothing at all."""
    office = life.offices.social_services
    if life.happens("income.refused_of_none"):
        applied = open_day(stay.ended + timedelta(life.draw.whole(1, 25)))
        decided = open_day(applied + timedelta(life.draw.whole(10, 50)))
        if decided >= until:
            return
        act = life.add(applied, e.BenefitApplied(channel=Channel.DESK), office, "benefit")
        reason = RejectionReason.NO_COOPERATION
        if life.condition.registered_in is None:
            early = (RejectionReason.NOT_REGISTERED, RejectionReason.NO_ADDRESS)
            reason = life.draw.one_of(early) if life.early else RejectionReason.OTHER_MUNICIPALITY
        elif not life.condition.has_document(applied):
            reason = RejectionReason.NO_ID_DOCUMENT
        rejected = e.BenefitRejected(reason=reason)
        refusal = life.add(decided, rejected, office, "benefit-right", caused_by=act)
        if refusal is not None and life.happens("income.objection"):
            _object(life, refusal, decided, until)
    elif life.happens("income.late_of_none"):
        applied = life.after(stay.ended + timedelta(32), "income.days_until_late")
        decided = life.after(applied, "income.days_to_decide")
        if decided < until:
            act = life.add(applied, e.BenefitApplied(channel=Channel.DESK), office, "benefit")
            granted = e.BenefitGranted()
            life.add(decided, granted, office, "benefit-right", effect_from=applied, caused_by=act)
            life.condition.income = Income.BENEFIT


def _object(life: Living, refusal: Happening, decided: date, until: date) -> None:
    filed = open_day(decided + timedelta(life.draw.whole(5, 40)))
    answered = open_day(filed + timedelta(life.draw.whole(30, 80)))
    if answered >= until:
        return
    body = e.ObjectionFiled(against="benefit-rejected", need=Need.BENEFIT)
    act = life.add(filed, body, life.offices.self, "objection", caused_by=refusal)
    upheld = life.happens("income.objection_upheld")
    outcome = ObjectionOutcome.UPHELD if upheld else ObjectionOutcome.DISMISSED
    office = life.offices.social_services
    decision = e.ObjectionDecided(outcome=outcome, need=Need.BENEFIT)
    life.add(answered, decision, office, "objection", caused_by=act)
    if upheld:
        revised = e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.GRANTED)
        start = open_day(filed)
        life.add(answered, revised, office, "objection", effect_from=start, caused_by=refusal)
        granted = e.BenefitGranted()
        life.add(answered, granted, office, "benefit-right", effect_from=start)
        life.condition.income = Income.BENEFIT


def _afterwards(life: Living, granted: date, until: date) -> None:
    """Tell that payment is suspended for a while, which happens to some."""
    if not life.happens("income.suspended"):
        return
    day = open_day(granted + timedelta(life.draw.whole(60, 300)))
    ended = open_day(day + timedelta(life.draw.whole(7, 50)))
    if ended >= until:
        return
    office = life.offices.social_services
    reason = life.draw.one_of((SuspensionReason.DATA_MISSING, SuspensionReason.ADDRESS_DIFFERS))
    life.add(day, e.BenefitSuspended(reason=reason), office, "benefit-suspended")
    resumed = life.draw.happens(0.8)
    outcome = SuspensionEnd.RESUMED if resumed else SuspensionEnd.WITHDRAWN
    body = e.BenefitSuspensionEnded(outcome=outcome)
    life.add(ended, body, office, "benefit-suspended")
    if not resumed:
        life.condition.income = None


def stop_for_work(life: Living, day: date) -> None:
    """Tell that a benefit ends because work begins."""
    if life.condition.income is Income.BENEFIT:
        body = e.BenefitStopped(reason=StopReason.WORK)
        office = life.offices.social_services
        life.add(open_day(day), body, office, "benefit-ends", effect_from=day)
