"""The areas under which event types are listed, by their Dutch and English name."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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
