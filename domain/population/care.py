"""Care, medication and health insurance around a release."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.care import (
    CareDecline,
    CareEnd,
    CareLevel,
    DeclinedBy,
    OutreachResult,
    ProviderKind,
)
from domain.events.insurance import InsuranceEnd, RestartProof
from domain.events.support import SupportKind
from domain.population.arrest import INSURANCE_ACT
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay


def tell_care_at_release(life: Living, stay: Stay) -> None:
    """Tell the handover of medication, or that it broke off."""
    if not life.condition.medication:
        return
    if life.happens("care.medication_handed_over"):
        days = life.draw.one_of((3, 7, 14))
        body = e.MedicationHandoverCompleted(
            days_supplied=days, next_provider=ProviderKind.GENERAL_PRACTITIONER
        )
        office = life.offices.prison_doctor
        until = stay.ended + timedelta(days)
        life.add(stay.ended, body, office, "medication", effect_until=until)
    elif life.happens("care.medication_gap"):
        day = open_day(stay.ended + timedelta(life.draw.whole(2, 20)))
        life.add(day, e.MedicationGapSignalled(), life.offices.care_provider, "medication")


def tell_care_outside(life: Living, stay: Stay, until: date) -> None:
    """Tell of insurance, care and support after the release."""
    _insurance(life, stay, until)
    level = life.condition.care
    if level is CareLevel.NONE:
        return
    provider = ProviderKind.MENTAL_HEALTH
    if level is CareLevel.LIGHT:
        provider = ProviderKind.GENERAL_PRACTITIONER
    elif life.draw.happens(0.4):
        provider = ProviderKind.ADDICTION
    if life.traits.avoids_care:
        _outreach(life, stay, until)
        return
    if life.happens("care.referred"):
        _referred(life, stay, until, provider)


def _referred(life: Living, stay: Stay, until: date, provider: ProviderKind) -> None:
    office = life.offices.care_provider
    day = open_day(stay.ended + timedelta(life.draw.whole(0, 21)))
    if day >= until:
        return
    life.add(day, e.CareReferred(provider=provider), life.offices.aftercare, "care")
    answered = open_day(day + timedelta(life.draw.whole(4, 30)))
    if answered >= until:
        return
    if life.happens("care.declined"):
        reason = CareDecline(life.draw.weighted(life.figures.mix("care.decline_reasons")))
        by = DeclinedBy.PERSON if reason is CareDecline.NOT_WANTED else DeclinedBy.PROVIDER
        life.add(answered, e.CareDeclined(by=by, reason=reason), office, "care")
        return
    life.add(answered, e.CareAccepted(provider=provider), office, "care")
    started = life.after(answered, "care.days_waiting")
    if started >= until:
        return
    life.add(started, e.CareStarted(provider=provider), office, "care")
    ended = open_day(started + timedelta(life.draw.whole(60, 420)))
    life.condition.in_care = ended >= until
    if ended < until:
        ending = life.draw.one_of((CareEnd.COMPLETED, CareEnd.BROKEN_OFF, CareEnd.BROKEN_OFF))
        life.add(ended, e.CareEnded(reason=ending), office, "care")
    needs_guidance = life.condition.care in {CareLevel.AMBULATORY, CareLevel.INTENSIVE}
    if needs_guidance and life.happens("care.guidance"):
        _guidance(life, day, until)


def _guidance(life: Living, day: date, until: date) -> None:
    kind = SupportKind.GUIDANCE
    desk = life.offices.social_support
    life.add(day, e.SocialSupportReported(kind=kind), desk, "support")
    granted = open_day(day + timedelta(life.draw.whole(14, 56)))
    if granted < until:
        life.add(granted, e.SocialSupportGranted(kind=kind), desk, "support")


def _insurance(life: Living, stay: Stay, until: date) -> None:
    if not life.condition.insured:
        if life.happens("insurance.ended_for_arrears"):
            day = open_day(stay.ended + timedelta(life.draw.whole(30, 200)))
            if day < until:
                ended = e.InsuranceEnded(reason=InsuranceEnd.ARREARS)
                life.add(day, ended, life.offices.insurer, "insurance")
        return
    if stay.days <= 14 or stay.began < INSURANCE_ACT:  # noqa: PLR2004 - never suspended
        return
    proof = RestartProof.RELEASE_DOCUMENT
    if life.draw.happens(0.25):
        proof = life.draw.one_of((RestartProof.DETENTION_STATEMENT, RestartProof.NONE))
    if life.happens("insurance.restarted"):
        day = open_day(stay.ended + timedelta(life.draw.whole(1, 35)))
        body = e.InsuranceRestarted(proof=proof)
        office = life.offices.insurer
        life.add(day, body, office, "insurance", effect_from=stay.ended)


def _outreach(life: Living, stay: Stay, until: date) -> None:
    if not life.happens("care.outreach"):
        return
    day = stay.ended
    for _ in range(life.draw.whole(1, 3)):
        day = open_day(day + timedelta(life.draw.whole(8, 45)))
        if day >= until:
            return
        result = OutreachResult(life.draw.weighted(life.figures.mix("care.outreach_results")))
        body = e.OutreachAttempted(result=result)
        life.add(day, body, life.offices.care_provider, "care")
