"""Between prison and municipality: contact, data, the notice of release, and the handover."""

from __future__ import annotations

from datetime import date, timedelta

from domain import events as e
from domain.events.handover import (
    HandoverAnswer,
    HandoverForm,
    HandoverMethod,
    HandoverReason,
)
from domain.events.notices import ContactChannel, Right
from domain.events.oversight import EscalationLevel, EscalationOutcome, EscalationTopic
from domain.events.sharing import DataCategory, RefusalGround
from domain.needs import Need
from domain.population.condition import Outcome
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay
from domain.values import Certainty

_LATE_DAYS = 14
_SHORT_STAY_DAYS = 30
_TOO_SHORT_TO_MEET = 14
_CATEGORIES = (
    DataCategory.IDENTITY_DOCUMENT,
    DataCategory.HOUSING,
    DataCategory.INCOME,
    DataCategory.DEBTS,
)


def tell_contact(life: Living, stay: Stay, screened_on: date) -> None:
    """Tell where someone wants to settle, and that the municipality hears of it."""
    office = life.offices.case_manager
    day = min(open_day(screened_on + timedelta(life.draw.whole(0, 5))), stay.ended)
    sure = Certainty.KNOWN if life.draw.happens(0.9) else Certainty.ESTIMATED
    intended = e.SettlementIntentionDeclared(municipality=life.destination, certainty=sure)
    life.add(day, intended, office, "screening")
    if day < stay.ended - timedelta(2) and life.happens("notice.municipality_contacted"):
        channel = ContactChannel.PHONE if life.early else ContactChannel.MESSAGE_BOX
        body = e.MunicipalityContacted(municipality=life.destination, channel=channel)
        later = min(open_day(day + timedelta(life.draw.whole(0, 7))), stay.ended)
        life.add(later, body, office, "sharing", to=(life.destination,))
        _exchange(life, stay, later)


def tell_notice(life: Living, stay: Stay, known: date, outcome: Outcome) -> None:
    """Tell the notice of release: in time, late, or not at all (then nothing is told)."""
    short = stay.days <= _SHORT_STAY_DAYS
    missing = life.figures["notice.missing_short" if short else "notice.missing_long"]
    if outcome.screened and not outcome.neglected:
        missing *= life.figures["notice.missing_if_screened"]
    if life.draw.happens(missing):
        return
    last = stay.ended - timedelta(1)
    if short:
        first, last = max(stay.began, stay.ended - timedelta(21)), stay.ended
    elif known > stay.ended - timedelta(_LATE_DAYS) or life.happens("notice.late"):
        first, last = stay.ended - timedelta(_LATE_DAYS - 1), stay.ended
    else:
        last = stay.ended - timedelta(_LATE_DAYS + 5)
        first = max(stay.began, stay.ended - timedelta(100))
    first = max(first, min(known, last))
    day = min(life.between(first, last), stay.ended)
    channel = life.offices.case_manager
    sent = e.ReleaseNoticeSent(release_on=stay.ended)
    act = life.add(day, sent, channel, "notice", to=(life.destination,))
    if life.happens("notice.receipt_confirmed"):
        received = e.ReleaseNoticeReceived(release_on=stay.ended)
        later = open_day(day + timedelta(life.draw.whole(0, 4)))
        life.add(later, received, life.offices.aftercare, "notice", caused_by=act)


def tell_handover(
    life: Living, stay: Stay, screened_on: date, outcome: Outcome, open_needs: tuple[Need, ...]
) -> None:
    """Tell the handover of what is still open: accepted, refused, or not offered.

    Args:
        life: Whose.
        stay: The detention that ends.
        screened_on: When it became known what is open.
        outcome: Whether what is open is left alone.
        open_needs: What will be open at the release.
    """
    if not open_needs:
        return
    if outcome.neglected and not life.happens("handover.offered_in_vain"):
        return
    warm = stay.days > _TOO_SHORT_TO_MEET and life.happens(
        "handover.warm_long" if stay.is_long else "handover.warm_short"
    )
    first = max(screened_on, stay.ended - timedelta(45))
    day = min(life.between(first, stay.ended - timedelta(3)), stay.ended)
    day = max(day, screened_on)
    method = HandoverMethod.DOCUMENT
    if warm:
        method = HandoverMethod.MEETING if life.early else HandoverMethod.VIDEO
    form = HandoverForm.WARM if warm else HandoverForm.COLD
    offered = e.HandoverOffered(form=form, needs=open_needs, method=method)
    to = (life.destination,)
    act = life.add(day, offered, life.offices.case_manager, "sharing", to=to)
    answered = min(open_day(day + timedelta(life.draw.whole(0, 4))), stay.ended)
    if outcome.neglected:
        _refuse(life, answered, open_needs)
        return
    answers = tuple(HandoverAnswer(need=need, accepted=True) for need in open_needs)
    accepted = e.HandoverAccepted(answers=answers)
    life.add(answered, accepted, life.offices.aftercare, "aftercare", caused_by=act)
    if life.happens("handover.rated"):
        score = min(5, max(1, life.draw.whole(1, 4) + (1 if warm else 0)))
        rated = open_day(stay.ended + timedelta(life.draw.whole(10, 60)))
        life.add(rated, e.HandoverRated(score=score), life.offices.aftercare, "aftercare")


def tell_rights(life: Living, day: date) -> None:
    """Tell which rights someone is told of."""
    for right, figure in (
        (Right.ADVANCE, "rights.told_of_advance"),
        (Right.POSTAL_ADDRESS, "rights.told_of_postal_address"),
        (Right.DEBT_HELP, "rights.told_of_debt_help"),
    ):
        if life.happens(figure):
            office = life.draw.one_of((life.offices.case_manager, life.offices.aftercare))
            life.add(day, e.PersonInformedOfRight(right=right), office, "aftercare")


def _refuse(life: Living, day: date, open_needs: tuple[Need, ...]) -> None:
    reason = HandoverReason(life.draw.weighted(life.figures.mix("handover.refusal_reasons")))
    office = life.offices.aftercare
    if len(open_needs) > 1 and life.draw.happens(0.4):
        answers = (
            HandoverAnswer(need=open_needs[0], accepted=True),
            *(HandoverAnswer(need=n, accepted=False, reason=reason) for n in open_needs[1:]),
        )
        life.add(day, e.HandoverAccepted(answers=answers), office, "aftercare")
        return
    life.add(day, e.HandoverRejected(reason=reason), office, "aftercare")
    if life.happens("handover.escalated"):
        raised = e.EscalationRaised(
            level=EscalationLevel.MANAGEMENT,
            topic=EscalationTopic.HANDOVER_REJECTED,
            need=open_needs[0],
        )
        life.add(open_day(day + timedelta(3)), raised, life.offices.case_manager, "aftercare")
        resolved = e.EscalationResolved(outcome=EscalationOutcome.DECIDED, need=open_needs[0])
        later = open_day(day + timedelta(life.draw.whole(20, 70)))
        life.add(later, resolved, office, "aftercare")


def _exchange(life: Living, stay: Stay, day: date) -> None:
    """Tell how the municipality asks the prison for data, or the other way round."""
    if day > stay.ended - timedelta(5) or not life.happens("sharing.asked"):
        return
    asker, giver = life.offices.aftercare, life.offices.case_manager
    if life.draw.happens(0.35):
        asker, giver = giver, life.offices.social_services
    categories = _CATEGORIES[: life.draw.whole(1, len(_CATEGORIES))]
    asked = e.DataRequested(from_organisation=giver.organisation, categories=categories)
    act = life.add(day, asked, asker, "sharing", to=(giver.organisation,))
    later = open_day(day + timedelta(life.draw.whole(1, 21)))
    if later > stay.ended + timedelta(30):
        return
    if life.happens("sharing.refused"):
        ground = RefusalGround(life.draw.weighted(life.figures.mix("sharing.refusal_grounds")))
        refused = e.DataRequestRefused(ground=ground, categories=categories)
        life.add(later, refused, giver, "sharing", to=(asker.organisation,), caused_by=act)
        return
    shared = e.DataShared(categories=categories)
    life.add(later, shared, giver, "sharing", to=(asker.organisation,), caused_by=act)
