"""What happens inside: conviction, the day of release, conduct, leave, interventions, release."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Literal

from domain import events as e
from domain.events.detention import (
    AbscondingKind,
    ConductDecision,
    DetentionTitle,
    GroupBasis,
    LeavePurpose,
    ReleaseDateReason,
)
from domain.events.plan import InterventionResult, Suitability
from domain.events.supervision import ConditionalReleaseEnd, ExtramuralEnd, ExtramuralKind
from domain.population.arrest import group_of, move
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay
from domain.values import Certainty

_CONDITIONAL_RELEASE: Final = date(2008, 7, 1)
"""Since this day release from a sentence of years has conditions; before, it had none."""

_ORDERED_BY: tuple[Literal["court", "public-prosecutor"], ...] = (
    "court",
    "court",
    "public-prosecutor",
)


def tell_sentence(life: Living, stay: Stay) -> date:
    """Tell what happens inside; return the day since which the day of release is known."""
    if stay.convicted_on is not None:
        _convict(life, stay, stay.convicted_on)
    known = _plan_release(life, stay)
    if stay.is_long:
        _long_stay(life, stay)
    return known


def tell_release(life: Living, stay: Stay) -> None:
    """Tell the release itself, and what probation does with it."""
    if stay.at_once:
        ordered = e.ImmediateReleaseOrdered(ordered_by=life.draw.one_of(_ORDERED_BY))
        life.add(stay.ended, ordered, life.offices.prison, "release")
        if life.happens("notice.emergency_procedure"):
            started = e.EmergencyProcedureStarted()
            life.add(stay.ended, started, life.offices.case_manager, "notice")
    body = e.PersonReleased(
        destination_municipality=life.destination,
        release_document=life.happens("release.document_handed_over"),
    )
    life.add(stay.ended, body, life.offices.prison, "release")
    supervised_release = not life.early or stay.ended >= _CONDITIONAL_RELEASE
    if supervised_release and stay.days > 730 and life.happens("release.conditional"):  # noqa: PLR2004 - for sentences of years
        until = stay.ended + timedelta(stay.days // 2)
        supervised = e.ConditionalReleaseStarted(until=until)
        life.add(stay.ended, supervised, life.offices.probation, "conditional-release")
        ended = e.ConditionalReleaseEnded(reason=ConditionalReleaseEnd.COMPLETED)
        life.add(open_day(until), ended, life.offices.probation, "conditional-release")


def _convict(life: Living, stay: Stay, day: date) -> None:
    remaining = (stay.ended - day).days
    body = e.DetentionTitleChanged(to_title=DetentionTitle.SENTENCE, remaining_days=remaining)
    life.add(day, body, life.offices.prison, "detention")
    assigned = e.DetentionGroupAssigned(
        group=group_of(DetentionTitle.SENTENCE, remaining), basis=GroupBasis.REMAINING_SENTENCE
    )
    life.add(open_day(day + timedelta(1)), assigned, life.offices.prison, "detention")
    if remaining > 60:  # noqa: PLR2004 - nobody is moved for a few weeks
        move(life, stay, open_day(day + timedelta(life.draw.whole(7, 30))))


def _plan_release(life: Living, stay: Stay) -> date:
    """Tell what is known of the day of release; return since when it is known as it will be."""
    sentenced_on = stay.convicted_on or stay.began
    office = life.offices.prison
    if stay.title is DetentionTitle.REMAND and stay.convicted_on is None:
        if stay.days > 14:  # noqa: PLR2004 - the first fortnight is for the court to decide
            expected = stay.began + timedelta(104)
            day = open_day(stay.began + timedelta(15))
            planned = e.ReleaseDatePlanned(release_on=expected, certainty=Certainty.ESTIMATED)
            if day < stay.ended:
                life.add(day, planned, office, "detention")
        if stay.at_once:
            return stay.ended
        decided = max(stay.began + timedelta(stay.days // 2), stay.ended - timedelta(32))
        if stay.days > 50:  # noqa: PLR2004 - long enough for the estimate to stand for weeks
            changed = e.ReleaseDateChanged(
                release_on=stay.ended, reason=ReleaseDateReason.COURT_DECISION
            )
            life.add(decided, changed, office, "detention")
        return decided
    day = min(open_day(sentenced_on + timedelta(life.draw.whole(1, 6))), stay.ended)
    if stay.days > 30 and life.happens("release.date_changes"):  # noqa: PLR2004 - short ones stay
        off = life.draw.one_of((-30, -14, 10, 21, 45))
        off = abs(off) if stay.ended + timedelta(off - 7) <= day else off
        first = e.ReleaseDatePlanned(release_on=stay.ended + timedelta(off))
        life.add(day, first, office, "detention")
        changed_on = life.between(day, stay.ended - timedelta(25))
        reason = life.draw.one_of((ReleaseDateReason.CALCULATION, ReleaseDateReason.COURT_DECISION))
        if off < 0:
            reason = ReleaseDateReason.ADDED_SENTENCE
            changed_on = min(changed_on, max(open_day(stay.ended + timedelta(off - 3)), day))
        changed_on = min(changed_on, stay.ended)
        changed = e.ReleaseDateChanged(release_on=stay.ended, reason=reason)
        life.add(changed_on, changed, office, "detention")
        return changed_on
    life.add(day, e.ReleaseDatePlanned(release_on=stay.ended), office, "detention")
    return day


def _long_stay(life: Living, stay: Stay) -> None:
    third = timedelta(stay.days // 3)
    if life.happens("inside.suitability_assessed"):
        _intervene(life, stay, open_day(stay.began + third))
    if not life.early or life.happens("inside.conduct_decided"):
        good = life.traits.motivated == life.draw.happens(0.85)
        decision = ConductDecision.REWARD if good else ConductDecision.SANCTION
        day = life.between(stay.began + timedelta(42), stay.ended - timedelta(14))
        body = e.ConductDecisionTaken(decision=decision)
        life.add(day, body, life.offices.prison, "detention")
    if stay.days > 240 and life.traits.motivated:  # noqa: PLR2004 - leave is for the last months
        _go_out(life, stay)


def _intervene(life: Living, stay: Stay, day: date) -> None:
    suitable = life.happens("inside.suitable")
    outcome = Suitability.SUITABLE if suitable else Suitability.NOT_SUITABLE
    if not life.traits.motivated:
        outcome = Suitability.NOT_MOTIVATED
    office = life.offices.case_manager
    life.add(day, e.SuitabilityAssessed(outcome=outcome, instrument="risc"), office, "plan")
    if outcome is not Suitability.SUITABLE:
        return
    name = life.draw.one_of(("cognitive-skills", "lifestyle-training", "aggression-control"))
    started = open_day(day + timedelta(life.draw.whole(21, 60)))
    ended = open_day(started + timedelta(life.draw.whole(60, 110)))
    if started >= stay.ended:
        return
    life.add(started, e.BehaviouralInterventionStarted(intervention=name), office, "plan")
    broken = ended >= stay.ended or not life.happens("inside.intervention_completed")
    result = InterventionResult.BROKEN_OFF if broken else InterventionResult.COMPLETED
    body = e.BehaviouralInterventionCompleted(intervention=name, result=result)
    life.add(min(ended, stay.ended), body, office, "plan")


def _go_out(life: Living, stay: Stay) -> None:
    day = life.between(stay.ended - timedelta(110), stay.ended - timedelta(30))
    purpose = life.draw.one_of((LeavePurpose.FAMILY, LeavePurpose.HOUSING, LeavePurpose.REGIME))
    until = day + timedelta(2)
    body = e.TemporaryLeaveGranted(purpose=purpose, until=until)
    life.add(day, body, life.offices.prison, "detention", effect_until=until)
    if life.happens("inside.absconds"):
        away = e.PersonAbsconded(kind=AbscondingKind.FAILED_TO_RETURN)
        life.add(until, away, life.offices.prison, "detention")
        back = min(until + timedelta(life.draw.whole(1, 12)), stay.ended - timedelta(3))
        life.add(back, e.ReturnedToInstitution(), life.offices.prison, "detention")
    elif life.happens("inside.extramural"):
        kind = ExtramuralKind.PENITENTIARY_PROGRAMME if life.early else ExtramuralKind.TRIAL_LEAVE
        started = open_day(stay.ended - timedelta(26))
        life.add(started, e.ExtramuralPhaseStarted(kind=kind), life.offices.prison, "detention")
        ended = e.ExtramuralPhaseEnded(reason=ExtramuralEnd.RELEASED)
        life.add(stay.ended, ended, life.offices.prison, "detention")
