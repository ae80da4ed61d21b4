"""Screening and planning in prison: what someone has and lacks, and what is planned about it."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.housing import HousingKind
from domain.events.plan import DisputeGround, PlanOutcome
from domain.events.screening import (
    AnswerSource,
    DeclineReason,
    Finding,
    ScreeningAnswer,
    Urgency,
)
from domain.needs import Need
from domain.population.condition import HOMELESS, Outcome
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay

FOUR_AREAS = (Need.ID_DOCUMENT, Need.HOUSING, Need.INCOME)
"""What the form of 2007 asks beside care (*Basisdocument nazorg*)."""

BASIC_CONDITIONS = (
    *FOUR_AREAS,
    Need.REGISTRATION,
    Need.DEBT_HELP,
    Need.INSURANCE,
    Need.WORK,
    Need.NETWORK,
)
"""What is asked now: the basic conditions of the administrative agreement of 2019, and more."""


def tell_screening(life: Living, stay: Stay, outcome: Outcome) -> date | None:
    """Tell the screening; return the day on which it was completed, None when it was not."""
    office = life.offices.case_manager
    started = min(open_day(stay.began + timedelta(life.draw.whole(1, 8))), stay.ended)
    form = "basisdocument-nazorg" if life.early else "intake-basisvoorwaarden"
    if not outcome.screened:
        if life.happens("screening.declined"):
            reason = life.draw.one_of(tuple(DeclineReason))
            life.add(started, e.ScreeningDeclined(reason=reason), office, "screening")
        elif life.happens("screening.broken_off"):
            life.add(started, e.ScreeningStarted(form=form), office, "screening")
        return None
    life.add(started, e.ScreeningStarted(form=form), office, "screening")
    completed = min(open_day(started + timedelta(life.draw.whole(0, 6))), stay.ended)
    asked = FOUR_AREAS if life.early else BASIC_CONDITIONS
    findings = tuple(_finding(life, need, completed) for need in asked)
    life.add(completed, e.ScreeningCompleted(findings=findings), office, "screening")
    _about_health(life, completed)
    _about_education(life, stay, completed)
    return completed


def tell_plan(life: Living, stay: Stay, screened_on: date) -> None:
    """Tell the plan for the return, who takes up what, and who does not."""
    missing = missing_needs(life, screened_on)
    if not missing:
        return
    office = life.offices.case_manager
    if life.happens("screening.need_identified"):
        urgent = Urgency.URGENT if stay.days < 60 else Urgency.NORMAL  # noqa: PLR2004
        body = e.NeedIdentified(need=missing[0], urgency=urgent)
        life.add(screened_on, body, office, "screening")
    planned = open_day(screened_on + timedelta(life.draw.whole(5, 24)))
    if planned < stay.ended and life.happens("plan.long" if stay.is_long else "plan.short"):
        plan = e.ReintegrationPlanDrawnUp(
            needs=missing, participants=(life.institution.name, life.destination)
        )
        life.add(planned, plan, office, "plan")
        evaluated = open_day(planned + timedelta(182))
        if evaluated < stay.ended:
            outcome = life.draw.one_of(tuple(PlanOutcome)[:2])
            life.add(evaluated, e.ReintegrationPlanEvaluated(outcome=outcome), office, "plan")
    _owners(life, stay, planned, missing)


def missing_needs(life: Living, day: date) -> tuple[Need, ...]:
    """Return what someone who is held lacks on `day`, of what is asked about."""
    asked = FOUR_AREAS if life.early else BASIC_CONDITIONS
    return tuple(need for need in asked if not _has(life, need, day))


def _finding(life: Living, need: Need, day: date) -> Finding:
    answer = ScreeningAnswer.ARRANGED if _has(life, need, day) else ScreeningAnswer.NOT_ARRANGED
    if need is Need.DEBT_HELP and not life.condition.debts:
        answer = ScreeningAnswer.NOT_APPLICABLE
    source = AnswerSource.SELF_REPORT
    if need is Need.ID_DOCUMENT and answer is ScreeningAnswer.ARRANGED:
        source = AnswerSource.VERIFIED
    elif need in {Need.HOUSING, Need.INCOME} and life.happens("screening.unknown"):
        answer = ScreeningAnswer.UNKNOWN
    return Finding(need=need, answer=answer, source=source)


def _has(life: Living, need: Need, day: date) -> bool:
    condition = life.condition
    match need:
        case Need.ID_DOCUMENT:
            return condition.has_document(day)
        case Need.HOUSING:
            return condition.roof not in HOMELESS
        case Need.INCOME:
            return condition.income is not None
        case Need.REGISTRATION:
            return condition.registered_in is not None
        case Need.DEBT_HELP:
            return not condition.debts
        case Need.INSURANCE:
            return condition.insured
        case Need.WORK:
            return condition.income == "work"
        case _:
            return condition.network


def _about_health(life: Living, day: date) -> None:
    def answer(*, needed: bool, arranged: bool) -> ScreeningAnswer:
        if not needed:
            return ScreeningAnswer.NOT_APPLICABLE
        return ScreeningAnswer.ARRANGED if arranged else ScreeningAnswer.NOT_ARRANGED

    condition = life.condition
    body = e.HealthScreeningCompleted(
        care=answer(needed=condition.care != "none", arranged=condition.in_care),
        medication=answer(needed=condition.medication, arranged=condition.medication),
    )
    life.add(day, body, life.offices.prison_doctor, "care")
    if condition.care != "none" and life.happens("care.assessed_inside"):
        assessed = e.CareNeedAssessed(level=condition.care)
        later = open_day(day + timedelta(life.draw.whole(1, 10)))
        life.add(later, assessed, life.offices.prison_doctor, "care")


def _about_education(life: Living, stay: Stay, day: date) -> None:
    if stay.number == 0:
        body = e.EducationLevelEstablished(
            level=life.traits.education, verified=life.happens("education.verified")
        )
        life.add(day, body, life.offices.case_manager, "screening")
    if life.happens("roof.wish_asked"):
        wish = life.condition.roof
        wishes = [HousingKind.DWELLING if wish in HOMELESS or wish is None else wish]
        if life.traits.motivated and wish in HOMELESS:
            wishes.append(HousingKind.SUPPORTED_LIVING)
        asked = e.HousingPreferenceRecorded(wishes=tuple(wishes))
        life.add(day, asked, life.offices.case_manager, "screening")


def _owners(life: Living, stay: Stay, day: date, missing: tuple[Need, ...]) -> None:
    """Tell who takes up a need, or that the municipality and the prison both do not."""
    office = life.offices.case_manager
    if life.happens("plan.owner_assigned"):
        inside = missing[0] is Need.ID_DOCUMENT
        owner = life.institution.name if inside else life.destination
        role = (office if inside else life.offices.aftercare).role
        body = e.NeedOwnerAssigned(need=missing[0], owner=owner, owner_role=role)
        life.add(min(day, stay.ended), body, office, "plan")
    if day < stay.ended - timedelta(3) and life.happens("plan.owner_disputed"):
        ground = DisputeGround(life.draw.weighted(life.figures.mix("plan.dispute_grounds")))
        parties = (life.institution.name, life.destination)
        disputed = e.NeedOwnershipDisputed(need=missing[-1], parties=parties, ground=ground)
        life.add(min(day, stay.ended), disputed, life.offices.aftercare, "aftercare")
