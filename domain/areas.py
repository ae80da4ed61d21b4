"""Areas: those of life, each with its needs, and those of the work, under which events are listed.

Source of the areas of life: Moors & Balogh, *Warme overdracht of koude kermis?* (2007), whose areas
are identity, housing, care, income, debts, work and schooling. The administrative agreement of
1 July 2019 has the same as basic conditions (*basisvoorwaarden*), and the guide of 19 December 2019
adds the social network. Much of the work belongs to no need: detention, notices, data, corrections.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.needs import Need


class Area(StrEnum):
    """One area of life."""

    IDENTITY = "identity"
    HOUSING = "housing"
    INCOME = "income"
    DEBTS = "debts"
    CARE = "care"
    WORK = "work"
    NETWORK = "network"


AREA_NEEDS: Final[dict[Area, tuple[Need, ...]]] = {
    Area.IDENTITY: (Need.IDENTITY, Need.ID_DOCUMENT, Need.REGISTRATION, Need.DIGID),
    Area.HOUSING: (Need.ADDRESS, Need.HOUSING, Need.SHELTER),
    Area.INCOME: (Need.INCOME, Need.BENEFIT, Need.ADVANCE, Need.CASH, Need.BANK_ACCOUNT),
    Area.DEBTS: (Need.DEBT_HELP, Need.DEBT_RESTRUCTURING),
    Area.CARE: (Need.INSURANCE, Need.CARE, Need.MEDICATION),
    Area.WORK: (Need.WORK, Need.EDUCATION, Need.CONDUCT_CERTIFICATE),
    Area.NETWORK: (Need.NETWORK, Need.WELFARE),
}
"""The needs of each area; every need is in one."""


class EventArea(StrEnum):
    """What part of the work an event type belongs to."""

    DETENTION = "detention"
    SCREENING = "screening"
    HANDOVER = "handover"
    DATA = "data"
    IDENTITY = "identity"
    INCOME = "income"
    DEBTS = "debts"
    HOUSING = "housing"
    CARE = "care"
    WORK = "work"
    AGREEMENTS = "agreements"
    CORRECTIONS = "corrections"


EVENT_AREA_NAMES: Final[dict[EventArea, tuple[str, str]]] = {
    EventArea.DETENTION: ("detentie en toezicht", "detention and supervision"),
    EventArea.SCREENING: ("screening en plan", "screening and plan"),
    EventArea.HANDOVER: ("meldingen en overdracht", "notices and handover"),
    EventArea.DATA: ("gegevens delen", "sharing data"),
    EventArea.IDENTITY: ("identiteit, inschrijving en adres", "identity, register and address"),
    EventArea.INCOME: ("inkomen en besluiten", "income and decisions"),
    EventArea.DEBTS: ("schulden en vorderingen", "debts and claims"),
    EventArea.HOUSING: ("wonen", "housing"),
    EventArea.CARE: ("zorg en ondersteuning", "care and support"),
    EventArea.WORK: ("werk, opleiding en netwerk", "work, schooling and network"),
    EventArea.AGREEMENTS: ("afspraken, toezicht en mandaat", "agreements, oversight and mandate"),
    EventArea.CORRECTIONS: ("correcties en bewaren", "corrections and keeping"),
}
"""Dutch and English name of each area."""
