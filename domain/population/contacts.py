"""People around someone: contact of the municipality, volunteers, family, a house with guidance."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from domain import events as e
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.network import NetworkKind, ProgrammeResult
from domain.events.notices import ContactChannel, ContactFailure
from domain.events.oversight import ConferenceSetting
from domain.events.sharing import ConsentScope, SubjectAnswer, SubjectRequest
from domain.population.diary import open_day
from domain.population.living import Living
from domain.population.stays import Stay

EXODUS: Final = "exodus"
"""Code of the programme of living, working and guidance after detention."""


def tell_contacts(life: Living, stay: Stay, until: date) -> None:
    """Tell how the municipality and others keep in touch after the release."""
    office = life.offices.aftercare
    if life.happens("contact.tried"):
        day = open_day(stay.ended + timedelta(life.draw.whole(1, 14)))
        if life.happens("contact.failed"):
            reason = ContactFailure.UNKNOWN_WHEREABOUTS
            if life.condition.registered_in is not None:
                reason = life.draw.one_of((ContactFailure.NO_ANSWER, ContactFailure.WRONG_ADDRESS))
            body = e.ContactAttemptFailed(channel=ContactChannel.LETTER, reason=reason)
            life.add(day, body, office, "aftercare")
            day = open_day(day + timedelta(life.draw.whole(5, 21)))
        if day < until and life.happens("contact.made"):
            channel = life.draw.one_of((ContactChannel.PHONE, ContactChannel.MEETING))
            life.add(day, e.ContactMade(channel=channel), office, "aftercare")
    if not life.condition.network and life.happens("network.volunteer"):
        _volunteer(life, stay, until)
    elif not life.condition.network and life.happens("network.restored"):
        day = open_day(stay.ended + timedelta(life.draw.whole(10, 90)))
        if day < until:
            found = e.NetworkContactEstablished(kind=NetworkKind.FAMILY)
            life.add(day, found, life.offices.aftercare, "aftercare")
    if life.happens("network.welfare"):
        day = open_day(stay.ended + timedelta(life.draw.whole(15, 120)))
        if day < until:
            life.add(day, e.WelfareServiceStarted(), life.offices.social_support, "support")
    if life.happens("contact.case_conference"):
        day = open_day(stay.ended + timedelta(life.draw.whole(5, 60)))
        people = (life.institution.name, life.destination, life.offices.probation.organisation)
        held = e.CaseConferenceHeld(participants=people, setting=ConferenceSetting.SAFETY_HOUSE)
        if day < until:
            life.add(day, held, life.offices.safety_house, "sharing")
    _own_data(life, stay, until)


def tell_exodus(life: Living, stay: Stay, until: date, *, succeeds: bool) -> None:
    """Tell a stay in a house with guidance, and how it ended."""
    office = life.offices.exodus
    life.add(stay.ended, e.HousingPlaced(kind=HousingKind.EXODUS), office, "support")
    life.condition.roof = HousingKind.EXODUS
    low, high = (180, 330) if succeeds else (30, 150)
    left = open_day(stay.ended + timedelta(life.draw.whole(low, high)))
    left = min(left, until - timedelta(1))
    day = stay.ended
    for _ in range(3):
        day = open_day(day + timedelta(life.draw.whole(10, 40)))
        if day < left:
            life.add(day, e.GuidanceContactHeld(), office, "support")
    result = ProgrammeResult.SUCCESS if succeeds else ProgrammeResult.NO_SUCCESS
    life.add(left, e.ProgrammeExited(programme=EXODUS, result=result), office, "support")
    reason = HousingEndReason.TERM_ENDED if succeeds else HousingEndReason.RULES_BROKEN
    life.add(left, e.HousingEnded(reason=reason), office, "support")
    life.condition.roof = HousingKind.FAMILY
    if succeeds:
        office = life.offices.landlord
        placed = open_day(left)
        if placed < until:
            life.add(placed, e.HousingPlaced(kind=HousingKind.DWELLING), office, "tenancy")
            life.condition.roof = HousingKind.DWELLING


def _volunteer(life: Living, stay: Stay, until: date) -> None:
    day = open_day(stay.ended - timedelta(life.draw.whole(0, 20)))
    day = max(day, open_day(stay.began))
    office = life.offices.volunteers
    found = e.NetworkContactEstablished(kind=NetworkKind.VOLUNTEER)
    life.add(day, found, office, "support")
    for _ in range(life.draw.whole(1, 3)):
        day = open_day(day + timedelta(life.draw.whole(14, 45)))
        if day < until:
            life.add(day, e.GuidanceContactHeld(), office, "support")


def _own_data(life: Living, stay: Stay, until: date) -> None:
    """Tell that someone agrees to something, or asks what is kept."""
    if life.happens("contact.consent"):
        day = open_day(stay.ended + timedelta(life.draw.whole(1, 20)))
        scope = life.draw.one_of((ConsentScope.EMPLOYER_CONTACT, ConsentScope.CARE_REFERRAL))
        life.add(day, e.ConsentGiven(scope=scope), life.offices.self, "privacy")
        withdrawn = open_day(day + timedelta(life.draw.whole(30, 200)))
        if withdrawn < until and life.draw.happens(0.2):
            body = e.ConsentWithdrawn(scope=scope)
            life.add(withdrawn, body, life.offices.self, "privacy")
    if life.happens("contact.own_data_asked"):
        day = open_day(stay.ended + timedelta(life.draw.whole(30, 250)))
        answered = open_day(day + timedelta(life.draw.whole(7, 40)))
        if answered < until:
            kind = SubjectRequest.ACCESS
            office = life.offices.aftercare
            received = e.DataSubjectRequestReceived(kind=kind)
            act = life.add(day, received, office, "privacy")
            answer = e.DataSubjectRequestAnswered(kind=kind, outcome=SubjectAnswer.GRANTED)
            life.add(answered, answer, office, "privacy", caused_by=act)
