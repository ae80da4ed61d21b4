"""What organisations agree and decide among themselves, before and apart from any person."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final

from domain import events as e
from domain.events.agreements import AgreementLevel, Deliverable, IntentionTopic
from domain.events.organisations import PopulationClass
from domain.events.oversight import ReviewOutcome
from domain.needs import Need
from domain.population.chance import Chance, Draw
from domain.population.diary import Diary, Happening, open_day
from domain.population.organisations import housing_agreement, office, slug
from domain.population.parameters import Figures, Parameters
from domain.population.places import Municipality, Places

_CENTRE_FROM: Final = 100
"""From so many thousand residents a municipality is a centre municipality here."""


def tell_setting(
    parameters: Parameters, places: Places, seed: int, chance: Chance
) -> list[Happening]:
    """Return what organisations did, in the order in which it was noted.

    It does not depend on how many persons there are, and comes before them.
    """
    draw = Draw(chance)
    early = parameters.profile == "nl-2007"
    name = f"o-{parameters.profile[-2:]}-{seed}"
    diary = Diary(name, early, parameters.ends_on, draw, 0.0, of_person=False)
    first = parameters.released_from - timedelta(500)
    figures = parameters.used()
    for municipality in places.municipalities:
        _municipality(diary, municipality, first, figures, places.with_housing_agreement)
    _national(diary, first, early=early)
    return diary.in_order()


def _municipality(
    diary: Diary,
    municipality: Municipality,
    first: date,
    figures: Figures,
    places_with_agreement: frozenset[str],
) -> None:
    draw = diary.draw
    name = municipality.name
    stream = f"organisation:{slug(name)}"
    desk = office("directie", name)
    if draw.happens(figures["setting.contact_official"]):
        day = open_day(first + timedelta(draw.whole(0, 300)))
        appointed = e.ContactOfficialAppointed(
            municipality=name,
            centre_municipality=municipality.residents >= _CENTRE_FROM,
            population_class=PopulationClass(municipality.size),
        )
        diary.add(day, appointed, desk, "mandate", stream=stream)
        for _ in range(draw.whole(0, 2)):
            day = open_day(day + timedelta(draw.whole(250, 700)))
            left = e.ContactOfficialWithdrawn(municipality=name)
            diary.add(day, left, desk, "mandate", stream=stream)
            day = open_day(day + timedelta(draw.whole(5, 120)))
            diary.add(day, appointed, desk, "mandate", stream=stream)
    if draw.happens(figures["setting.mandate"]):
        day = open_day(first + timedelta(draw.whole(0, 400)))
        granted = e.MandateGranted(
            mandate=f"mandaat-{slug(name)}-1",
            holder=("contactambtenaar-nazorg" if diary.early else "nazorgcoordinator"),
            scope=("handover-accepted", "handover-rejected", "advance-paid"),
        )
        diary.add(day, granted, desk, "mandate", stream=stream)
        if draw.happens(0.15):
            later = open_day(day + timedelta(draw.whole(300, 1200)))
            body = e.MandateWithdrawn(mandate=f"mandaat-{slug(name)}-1")
            diary.add(later, body, desk, "mandate", stream=stream)
    if name in places_with_agreement:
        _housing(diary, municipality, first, figures)


def _housing(diary: Diary, municipality: Municipality, first: date, figures: Figures) -> None:
    """Tell how many dwellings a housing corporation promises for people who leave prison."""
    draw = diary.draw
    name = municipality.name
    landlord = f"Woonstichting {name}"
    add = partial(diary.add, stream=housing_agreement(name))
    watched = draw.happens(figures["agreement.with_overseer"])
    day = open_day(first + timedelta(draw.whole(60, 420)))
    made = e.AgreementMade(
        level=AgreementLevel.LOCAL,
        parties=(name, landlord),
        performer=landlord,
        beneficiary=name,
        deliverable=Deliverable.PLACE_TO_LIVE,
        due_on=day + timedelta(1095),
        need=Need.HOUSING,
        quantity=max(3, municipality.residents // 12),
        overseer=name if watched else None,
    )
    desk = office("verhuur", landlord)
    act = add(day, made, desk, "agreement")
    if watched:
        review = e.OversightReviewHeld(outcome=ReviewOutcome.ON_COURSE)
        add(open_day(day + timedelta(365)), review, office("directie", name), "agreement")
    elif draw.happens(0.3):
        quantity = max(2, municipality.residents // 20)
        amended = e.AgreementAmended(consent_of=(name, landlord), quantity=quantity)
        add(open_day(day + timedelta(400)), amended, desk, "agreement", caused_by=act)


def _national(diary: Diary, first: date, *, early: bool) -> None:
    """Tell the intentions of ministries and municipalities, and what was agreed of them."""
    parties = ("Ministerie van Justitie", "Ministerie van BZK", "VNG")
    if not early:
        parties = ("Ministerie van Justitie en Veiligheid", "VNG", "Reclassering Nederland")
    desk = office("bestuurszaken", parties[0])
    topics = (IntentionTopic.NOTICES, IntentionTopic.FUNDING, IntentionTopic.DATA_SHARING)
    for topic in topics:
        add = partial(diary.add, stream=f"agreement:national-{topic}")
        intended = e.IntentionExpressed(level=AgreementLevel.NATIONAL, topic=topic, parties=parties)
        add(open_day(first), intended, desk, "agreement")
        if topic is IntentionTopic.NOTICES:
            day = open_day(first + timedelta(270))
            made = e.AgreementMade(
                level=AgreementLevel.NATIONAL,
                parties=parties,
                performer=parties[0],
                beneficiary="VNG",
                deliverable=Deliverable.NOTICE,
                due_on=day + timedelta(365),
                overseer=None if early else "Ministerie van Justitie en Veiligheid",
            )
            add(day, made, desk, "agreement")
