"""What goes wrong with the facts themselves: acts that are missing, contradict, or are corrected.

Rates are small, so that figures stay what they are; every kind of fault is there all the same.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.envelope import CorrectionKind
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.population.diary import Happening, open_day
from domain.population.living import Living

_MAY_BE_MISSING: Final[tuple[type[EventBody], ...]] = (
    e.BenefitApplied,
    e.IdCardApplied,
    e.DetentionTitleChanged,
    e.PlacedInInstitution,
    e.ReleaseNoticeSent,
    e.IdCardIssued,
    e.PostalAddressRequested,
    e.InsuranceRestarted,
    e.DetentionGroupAssigned,
)
"""Acts that a source forgets to send; what remains then looks odd, and is found."""

_WRONG_DAYS: Final = (-30, -10, 1, 10, 30)


def add_faults(life: Living) -> None:
    """Make some of what was told missing, contradicted or corrected."""
    diary = life.diary
    if life.happens("fault.missing"):
        _lose(life)
    if life.happens("fault.contradiction"):
        _contradict(life)
    if life.happens("fault.correction"):
        _correct(life)
    if life.happens("fault.retraction"):
        _retract(life)
    diary.happenings = [act for act in diary.happenings if act.day <= diary.ends_on]


def _any_of(life: Living, bodies: tuple[type[EventBody], ...]) -> Happening | None:
    found = [act for act in life.diary.happenings if isinstance(act.body, bodies)]
    return life.draw.one_of(found) if found else None


def _lose(life: Living) -> None:
    act = _any_of(life, _MAY_BE_MISSING)
    if act is not None:
        life.diary.happenings.remove(act)


def _contradict(life: Living) -> None:
    """Add an act that cannot be true together with another."""
    release = _any_of(life, (e.PersonReleased,))
    if release is None:
        return
    kind = life.draw.whole(0, 3)
    if kind == 0 and life.draw.happens(0.3):
        # Another registration has another day for the same release.
        day = release.day + timedelta(life.draw.one_of((1, 2, 7)))
        life.add(day, release.body, life.offices.case_manager, "release")
    elif kind == 1:
        day = open_day(release.day + timedelta(life.draw.whole(2, 30)))
        body = e.NeedStatusVerified(need=Need.INSURANCE, answer=ScreeningAnswer.NOT_ARRANGED)
        life.add(day, body, life.offices.aftercare, "aftercare")
        other = e.NeedStatusVerified(need=Need.INSURANCE, answer=ScreeningAnswer.ARRANGED)
        life.add(day, other, life.offices.social_services, "aftercare")
    elif kind == 2:  # noqa: PLR2004 - the third kind
        sent = e.ReleaseNoticeSent(release_on=release.day)
        day = release.day + timedelta(life.draw.whole(1, 9))
        life.add(day, sent, life.offices.case_manager, "notice", to=(life.destination,))
    else:
        received = e.ReleaseNoticeReceived(release_on=release.day + timedelta(30))
        day = release.day - timedelta(life.draw.whole(1, 5))
        life.add(day, received, life.offices.aftercare, "notice")


def _correct(life: Living) -> None:
    """Make one act wrong, and correct it later."""
    act = _any_of(life, (e.ReleaseDatePlanned, e.BenefitGranted, e.Registered, e.HousingPlaced))
    if act is None:
        return
    off = timedelta(life.draw.one_of(_WRONG_DAYS))
    noticed = open_day(act.noted_on + timedelta(life.draw.whole(1, 40)))
    if isinstance(act.body, e.ReleaseDatePlanned):
        right = act.body
        act.body = e.ReleaseDatePlanned(
            release_on=right.release_on + off, certainty=right.certainty
        )
        body = e.EventCorrected(
            reason=CorrectionReason.WRONG_VALUE, body=right.model_dump(mode="json")
        )
    elif isinstance(act.body, e.BenefitGranted) and act.effect_from is not None:
        body = e.EventCorrected(reason=CorrectionReason.WRONG_DATE, effect_from=act.effect_from)
        act.effect_from += abs(off)
    else:
        body = e.EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on=act.day.isoformat())
        act.day -= timedelta(life.draw.one_of((1, 2, 7)))
    life.diary.correct(act, noticed, body, act.office, CorrectionKind.ERROR)


def _retract(life: Living) -> None:
    """Add an act of somebody else, and take it back: proposed by one, approved by another."""
    release = _any_of(life, (e.PersonReleased,))
    if release is None:
        return
    day: date = open_day(release.day + timedelta(life.draw.whole(5, 60)))
    office = life.offices.social_services
    wrong = life.add(day, e.BenefitApplied(), office, "benefit")
    if wrong is None:
        return
    proposed = open_day(day + timedelta(life.draw.whole(1, 20)))
    reason = CorrectionReason.WRONG_PERSON
    retraction = CorrectionKind.RETRACTION
    body = e.EventRetractionProposed(reason=reason)
    first = life.diary.correct(wrong, proposed, body, office, retraction)
    approved = open_day(proposed + timedelta(life.draw.whole(1, 6)))
    retracted = e.EventRetracted(reason=reason)
    second = life.diary.correct(wrong, approved, retracted, life.offices.aftercare, retraction)
    if second is None:
        # Without its approval a proposal would stand open at the last day that is told.
        for act in (wrong, first):
            if act is not None:
                life.diary.happenings.remove(act)
    else:
        second.noted_on = max(second.noted_on, proposed + timedelta(1))
