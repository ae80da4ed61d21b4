"""Work and schooling: measured inside, begun outside, kept or lost."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.conduct import ConductRefusal
from domain.events.work import (
    EducationLevel,
    EmploymentEnd,
    FundingRefusal,
    ReferralKind,
    TrainingResult,
)
from domain.needs import Need
from domain.population.condition import Income, Outcome
from domain.population.diary import open_day
from domain.population.income import stop_for_work
from domain.population.living import Living
from domain.population.stays import Stay

_WITHOUT_QUALIFICATION = {
    EducationLevel.NONE,
    EducationLevel.PRIMARY,
    EducationLevel.SECONDARY_WITHOUT_DIPLOMA,
}
_HALF_A_YEAR = timedelta(183)
_FIRST_MONTH = 31
"""Days after a release of which it is drawn first who works."""


def tell_work_inside(life: Living, stay: Stay) -> None:
    """Tell what is done in detention for work and schooling later."""
    if not stay.is_long:
        return
    office = life.offices.case_manager
    middle = open_day(stay.began + timedelta(stay.days // 2))
    if life.happens("work.competence_measured"):
        body = e.CompetenceMeasured(instrument="competentiemeting")
        life.add(middle, body, life.offices.training_centre, "work")
    if life.happens("work.experience_certified"):
        day = max(open_day(stay.ended - timedelta(14)), stay.began)
        life.add(day, e.WorkExperienceCertified(), office, "work")
    without = life.traits.education in _WITHOUT_QUALIFICATION and not life.condition.diploma
    if without and life.happens("education.diploma_inside"):
        life.condition.diploma = True
        started = open_day(stay.began + timedelta(30))
        ended = max(open_day(stay.ended - timedelta(life.draw.whole(7, 30))), started)
        life.add(started, e.TrainingStarted(), life.offices.training_centre, "work")
        passed = e.TrainingEnded(result=TrainingResult.DIPLOMA)
        life.add(min(ended, stay.ended), passed, life.offices.training_centre, "work")
    elif life.early and life.happens("work.funding_refused"):
        refused = e.FundingRefused(for_need=Need.EDUCATION, ground=FundingRefusal.INSIDE_DETENTION)
        life.add(middle, refused, life.offices.social_services, "reintegration")


def tell_work_in_first_month(life: Living, stay: Stay, outcome: Outcome, until: date) -> None:
    """Tell who works and who is in training in the month after the release."""
    working = life.condition.income is Income.WORK
    if outcome.income is Income.WORK and not working:
        _begin(life, open_day(stay.ended + timedelta(life.draw.whole(2, 22))), until)
    elif working and outcome.income is not Income.WORK:
        day = min(life.between(stay.began + timedelta(4), stay.ended), stay.ended)
        _end(life, day, EmploymentEnd.DETENTION, until)
    if outcome.training:
        _train(life, stay, until)


def tell_work_outside(life: Living, stay: Stay, until: date, asked_on: date) -> None:
    """Tell of work after the first month.

    Args:
        life: Whose.
        stay: The detention that ended.
        until: When the next detention begins, or the story ends.
        asked_on: The day of which the sources tell who works, who seeks and who does neither;
            not after `until`.
    """
    day, days = asked_on, (asked_on - stay.ended).days
    if days < (40 if asked_on == until else 14):
        # Too soon to change much.
        return
    status = life.draw.weighted(life.figures.mix("work.after_18_months"))
    early_referral = open_day(stay.ended + timedelta(life.draw.whole(5, 40)))
    seeks = status == "seeking"
    if (seeks or early_referral < day - _HALF_A_YEAR) and life.happens("work.referred"):
        _refer(life, early_referral)
    if status == "work":
        if life.condition.income is not Income.WORK:
            first = days // 3 if asked_on < until else max(days // 3, _FIRST_MONTH)
            start = life.between(stay.ended + timedelta(first), day - timedelta(8))
            if not _is_certified(life, stay, start):
                # Another employer, who asks for none, is found later.
                start = open_day(start + timedelta(life.draw.whole(30, 90)))
            if start < day - timedelta(3):
                _begin(life, start, until)
    elif life.condition.income is Income.WORK:
        _end(life, life.between(stay.ended + timedelta(32), day - timedelta(8)), None, until)
    if seeks:
        last = open_day(day - timedelta(life.draw.whole(10, 170)))
        _refer(life, max(last, open_day(stay.ended + timedelta(2))))
        if life.happens("work.employer_contacted"):
            contacted = open_day(max(last, stay.ended) + timedelta(5))
            if contacted < day:
                office = life.offices.employment_office(contacted)
                life.add(contacted, e.EmployerContacted(), office, "work")


def _begin(life: Living, day: date, until: date) -> None:
    if day >= until:
        return
    hours = life.draw.one_of((16, 24, 32, 36, 38, 40))
    body = e.EmploymentStarted(hours=hours)
    life.add(day, body, life.offices.employer, "work")
    stop_for_work(life, day)
    life.condition.income = Income.WORK


def _end(life: Living, day: date, reason: EmploymentEnd | None, until: date) -> None:
    if day >= until:
        return
    if reason is None:
        reason = life.draw.one_of(
            (EmploymentEnd.CONTRACT_ENDED, EmploymentEnd.DISMISSED, EmploymentEnd.RESIGNED)
        )
    life.add(day, e.EmploymentEnded(reason=reason), life.offices.employer, "work")
    life.condition.income = None


def _train(life: Living, stay: Stay, until: date) -> None:
    started = open_day(stay.ended + timedelta(life.draw.whole(3, 22)))
    if started >= until:
        return
    office = life.offices.training_centre
    life.add(started, e.TrainingStarted(), office, "work")
    ended = open_day(started + timedelta(life.draw.whole(60, 300)))
    if ended < until:
        result = life.draw.one_of((TrainingResult.COMPLETED, TrainingResult.BROKEN_OFF))
        life.add(ended, e.TrainingEnded(result=result), office, "work")
    else:
        life.condition.in_training = True


def _refer(life: Living, day: date) -> None:
    kind = ReferralKind.EMPLOYMENT_OFFICE
    to = life.offices.employment_office(day)
    if life.draw.happens(0.25):
        kind, to = ReferralKind.TRAINING_CENTRE, life.offices.training_centre
    body = e.Referred(to_kind=kind)
    life.add(day, body, life.offices.social_services, "work", to=(to.organisation,))


def _is_certified(life: Living, stay: Stay, start: date) -> bool:
    """Tell of a certificate of conduct that may be asked for; return whether work can begin."""
    if not life.happens("work.certificate_asked"):
        return True
    day = open_day(max(start - timedelta(life.draw.whole(40, 75)), stay.ended + timedelta(3)))
    request = e.ConductCertificateRequested(screening_profile="general")
    life.add(day, request, life.offices.self, "certificate")
    decided = open_day(day + timedelta(life.draw.whole(10, 28)))
    office = life.offices.ministry
    if life.happens("work.certificate_refused"):
        life.add(decided, e.ConductCertificateRefusalIntended(), office, "certificate")
        refused = e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE)
        life.add(open_day(decided + timedelta(20)), refused, office, "certificate")
        return False
    life.add(decided, e.ConductCertificateGranted(), office, "certificate")
    return True
