"""The first days of a detention: where someone is held, and what stops outside."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.events.detention import DetentionGroup, DetentionTitle, GroupBasis, PlacementReason
from domain.events.documents import DocumentKind
from domain.events.income import StopReason
from domain.events.work import EmploymentEnd, TrainingResult
from domain.population.condition import Income
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.places import WITHIN_REGION_KM, Institution
from domain.population.stays import LONG_STAY_DAYS, Stay

INSURANCE_ACT: Final = date(2006, 1, 1)
"""Since this day insurance is suspended during detention (Zvw art. 24)."""


def tell_arrest(life: Living, stay: Stay) -> None:
    """Tell how a detention begins; `life` deals with its institution from now on."""
    institution, reason = choose_institution(life, stay)
    life.deal_with(life.destination, institution)
    office = life.offices.prison
    if stay.number == 0:
        year = stay.began.year - life.traits.age
        who = e.PersonRegistered(
            birth_year=year, sex=life.traits.sex, dutch_national=life.traits.dutch
        )
        life.add(stay.began, who, office, "detention")
    kind = e.DetentionStarted if stay.number == 0 else e.ReDetained
    begun = kind(
        title=stay.title,
        institution=institution.name,
        institution_municipality=institution.municipality,
        origin_municipality=life.traits.home.name,
    )
    started = life.add(stay.began, begun, office, "detention")
    if started is not None:
        # Whoever is brought in is entered at the gate.
        started.noted_on = stay.began
    _place(life, stay.began, institution, reason)
    _assign_group(life, stay)
    _look_at_document(life, stay)
    _stop_outside(life, stay)


def choose_institution(life: Living, stay: Stay) -> tuple[Institution, PlacementReason]:
    """Return where someone is held, and why there."""
    if life.traits.sex == "female":
        return life.draw.one_of(life.places.womens_institutions), PlacementReason.WOMENS_INSTITUTION
    near = life.places.nearest[life.traits.home.name]
    if stay.title is DetentionTitle.REMAND and life.happens("placement.remand_in_district"):
        return near, PlacementReason.COURT_DISTRICT
    if stay.is_long and life.happens("placement.long_in_return_region"):
        return near, PlacementReason.RETURN_REGION
    return life.draw.one_of(life.places.institutions), PlacementReason.NATIONAL_PLACEMENT


def move(life: Living, stay: Stay, day: date) -> None:
    """Tell that someone is moved to another institution, once the sentence is known."""
    if life.traits.sex == "female":
        return
    near = life.places.nearest[life.traits.home.name]
    if life.happens("placement.long_in_return_region"):
        institution, reason = near, PlacementReason.RETURN_REGION
    else:
        institution = life.draw.one_of(life.places.institutions)
        reason = PlacementReason.NATIONAL_PLACEMENT
    if institution is life.institution or day >= stay.ended:
        return
    life.deal_with(life.destination, institution)
    _place(life, day, institution, reason)


def group_of(title: DetentionTitle, remaining_days: int) -> DetentionGroup:
    """Return the group to which someone belongs, by title and by what remains of the sentence."""
    if title is DetentionTitle.REMAND:
        return DetentionGroup.REMAND
    if title in {DetentionTitle.SUBSTITUTE_DETENTION, DetentionTitle.COERCIVE_DETENTION}:
        return DetentionGroup.ARRESTEE
    long = remaining_days > LONG_STAY_DAYS
    return DetentionGroup.LONG_STAY if long else DetentionGroup.SHORT_STAY


def _place(life: Living, day: date, institution: Institution, reason: PlacementReason) -> None:
    distance = institution.distance_km(life.traits.home)
    body = e.PlacedInInstitution(
        institution=institution.name,
        institution_municipality=institution.municipality,
        reason=reason,
        distance_km=distance,
        in_return_region=distance <= WITHIN_REGION_KM,
    )
    life.add(day, body, life.offices.prison, "detention")


def _assign_group(life: Living, stay: Stay) -> None:
    group = group_of(stay.title, stay.days)
    sentenced = group in {DetentionGroup.SHORT_STAY, DetentionGroup.LONG_STAY}
    basis = GroupBasis.REMAINING_SENTENCE if sentenced else GroupBasis.TITLE
    day = min(open_day(stay.began + timedelta(1)), stay.ended)
    body = e.DetentionGroupAssigned(group=group, basis=basis)
    life.add(day, body, life.offices.prison, "detention")


def _look_at_document(life: Living, stay: Stay) -> None:
    condition = life.condition
    if condition.document is not None and life.happens("documents.looked_at"):
        body = e.IdDocumentVerified(kind=condition.document, valid_until=condition.document_until)
        day = min(stay.began + timedelta(life.draw.whole(0, 3)), stay.ended)
        life.add(day, body, life.offices.prison, "identity")
    elif (
        condition.document is None
        and not condition.reported_missing
        and life.happens("documents.reported_missing")
    ):
        condition.reported_missing = True
        kind = DocumentKind.ID_CARD if life.traits.dutch else DocumentKind.ALIENS_DOCUMENT
        day = min(stay.began + timedelta(life.draw.whole(0, 5)), stay.ended)
        missing = e.IdDocumentReportedMissing(kind=kind)
        life.add(day, missing, life.offices.self, "identity-card")


def _stop_outside(life: Living, stay: Stay) -> None:
    condition = life.condition
    if condition.income is Income.BENEFIT and stay.days > 1:
        known = min(life.after(stay.began, "income.days_until_stop"), stay.ended)
        body = e.BenefitStopped(reason=StopReason.DETENTION)
        office = life.offices.social_services
        life.add(known, body, office, "benefit-ends", effect_from=stay.began)
        condition.income = None
    elif condition.income is Income.WORK and life.happens(_lost_job(stay)):
        day = min(life.after(stay.began, "work.days_until_dismissal"), stay.ended)
        ended = e.EmploymentEnded(reason=EmploymentEnd.DETENTION)
        life.add(day, ended, life.offices.employer, "work")
        condition.income = None
    if condition.in_training:
        broken = e.TrainingEnded(result=TrainingResult.BROKEN_OFF)
        life.add(open_day(stay.began), broken, life.offices.training_centre, "work")
        condition.in_training = False
    if condition.insured and stay.days > 14 and stay.began >= INSURANCE_ACT:  # noqa: PLR2004 - insurers hear of shorter ones late
        day = open_day(stay.began + timedelta(life.draw.whole(3, 12)))
        if day < stay.ended:
            suspended = e.InsuranceSuspended()
            life.add(day, suspended, life.offices.insurer, "insurance", effect_from=stay.began)


def _lost_job(stay: Stay) -> str:
    return "work.lost_in_long_stay" if stay.is_long else "work.lost_in_short_stay"
