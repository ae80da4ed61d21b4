"""The closed vocabulary of circumstances that may open or close a way, each known or unknown."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Circumstance(StrEnum):
    """Something about a person that a rule may ask; never a need that a rule could give.

    Attributes:
        DETAINED: Whether the person is held now.
        RELEASED: Whether the person was held and is free now.
        AGE: Age in whole years; by calendar year of birth, so it may be one year too high.
        DUTCH_NATIONAL: Whether the person has Dutch nationality.
        RECORDED_AS_DEPARTED: Whether the register shows the person as departed.
        HAS_DWELLING: Whether the person has a place where he or she lives (*woonadres*).
        ADDRESS_GIVER: Whether someone agrees in writing to lend a postal address.
        BENEFIT_APPLIED: Whether an application for a benefit is under way.
        INSTITUTION_MUNICIPALITY: Municipality of the institution where the person is held.
        SETTLEMENT_MUNICIPALITY: Municipality where the person wants to settle.
        REGISTERED_MUNICIPALITY: Municipality where the person is registered.
        SETTLES_WHERE_REGISTERED: Whether the person settles where he or she is registered.
        HOUSING_URGENCY: Whether priority for a dwelling was granted.
        HOUSING_OFFERED: Whether a place to live has been offered.
    """

    DETAINED = "detained"
    RELEASED = "released"
    AGE = "age"
    DUTCH_NATIONAL = "dutch_national"
    RECORDED_AS_DEPARTED = "recorded_as_departed"
    HAS_DWELLING = "has_dwelling"
    ADDRESS_GIVER = "address_giver"
    BENEFIT_APPLIED = "benefit_applied"
    INSTITUTION_MUNICIPALITY = "institution_municipality"
    SETTLEMENT_MUNICIPALITY = "settlement_municipality"
    REGISTERED_MUNICIPALITY = "registered_municipality"
    SETTLES_WHERE_REGISTERED = "settles_where_registered"
    HOUSING_URGENCY = "housing_urgency"
    HOUSING_OFFERED = "housing_offered"


CIRCUMSTANCE_NAMES: Final[dict[Circumstance, tuple[str, str]]] = {
    Circumstance.DETAINED: ("in detentie", "in detention"),
    Circumstance.RELEASED: ("in vrijheid gesteld", "released"),
    Circumstance.AGE: ("leeftijd", "age"),
    Circumstance.DUTCH_NATIONAL: ("Nederlandse nationaliteit", "Dutch nationality"),
    Circumstance.RECORDED_AS_DEPARTED: ("als vertrokken geregistreerd", "recorded as departed"),
    Circumstance.HAS_DWELLING: ("woonadres", "place to live"),
    Circumstance.ADDRESS_GIVER: ("iemand die een briefadres geeft", "someone who lends an address"),
    Circumstance.BENEFIT_APPLIED: ("uitkering aangevraagd", "benefit applied for"),
    Circumstance.INSTITUTION_MUNICIPALITY: (
        "gemeente van de inrichting",
        "municipality of the prison",
    ),
    Circumstance.SETTLEMENT_MUNICIPALITY: ("vestigingsgemeente", "municipality of settlement"),
    Circumstance.REGISTERED_MUNICIPALITY: (
        "gemeente van inschrijving",
        "municipality of registration",
    ),
    Circumstance.SETTLES_WHERE_REGISTERED: (
        "vestiging in de gemeente van inschrijving",
        "settles where registered",
    ),
    Circumstance.HOUSING_URGENCY: ("urgentie verleend", "priority granted"),
    Circumstance.HOUSING_OFFERED: ("woonruimte aangeboden", "housing offered"),
}
"""Dutch and English name of each circumstance, as reports print it."""
