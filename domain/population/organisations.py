"""Who records: the offices of prisons, municipalities and others, with role, system and accounts.

Municipalities and prisons have names; all others are of a kind (`Woonstichting Tilburg`, a bank).
Identification numbers and accounts are made up, and the numbers lie outside those in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

_SYSTEM: Final = "urn:nld:oin:{number:020d}:systeem:{role}"
_FIRST_NUMBER: Final = 99_000_000_000
_ACCOUNTS: Final = 7
_EMPLOYMENT_OFFICES_MERGE: Final = date(2009, 1, 1)


@dataclass(frozen=True, slots=True)
class Office:
    """A desk that acts: in which role, of which organisation, and from which system it sends.

    Attributes:
        role: Role in which the actor acts.
        organisation: The acting organisation.
        source: The system that sends what it recorded.
        accounts: Pseudonyms of those who work there.
    """

    role: str
    organisation: str
    source: str
    accounts: tuple[str, ...]


@lru_cache(maxsize=4096)
def office(role: str, organisation: str) -> Office:
    """Return the office of an organisation in which `role` is worked in; always the same one."""
    number = _number(organisation)
    first = _number(f"{role} {organisation}") % 9_000 + 1_000
    return Office(
        role,
        organisation,
        _SYSTEM.format(number=_FIRST_NUMBER + number, role=role),
        tuple(f"u-{first + step}" for step in range(_ACCOUNTS)),
    )


def housing_agreement(municipality: str) -> str:
    """Return the stream of the agreement of a municipality with its housing corporation."""
    return f"agreement:housing-{slug(municipality)}"


def slug(name: str) -> str:
    """Return a name as part of the id of a stream: letters in lower case and dashes."""
    kept = [letter if letter.isalnum() else "-" for letter in name.lower()]
    return "".join(kept).strip("-")


def _number(text: str) -> int:
    """Return a number below a thousand million that is the same for a text on every machine."""
    number = 7
    for code in text.encode():
        number = (number * 131 + code) % 999_999_937
    return number


class Offices:
    """The offices with which one person deals, by their names in one period of law.

    Args:
        early: Whether the roles and bodies are those of 2007 rather than of 2026.
        municipality: Where the person lives or will live.
        institution: Where the person is held.
        person: Pseudonym of the person.
    """

    __slots__ = ("_early", "institution", "municipality", "person")

    def __init__(self, *, early: bool, municipality: str, institution: str, person: str) -> None:
        self._early = early
        self.municipality = municipality
        self.institution = institution
        self.person = person

    @property
    def prison(self) -> Office:
        """The registration of the prison, which knows titles and days."""
        return office("bevolkingsadministratie", self.institution)

    @property
    def case_manager(self) -> Office:
        """Who prepares the return in prison: *MMD'er*, now *casemanager*."""
        return office("mmd" if self._early else "casemanager", self.institution)

    @property
    def prison_doctor(self) -> Office:
        """The medical service of the prison."""
        return office("medische-dienst", self.institution)

    @property
    def aftercare(self) -> Office:
        """*Contactambtenaar nazorg*, now *nazorgcoördinator*."""
        role = "contactambtenaar-nazorg" if self._early else "nazorgcoordinator"
        return office(role, self.municipality)

    @property
    def civil_affairs(self) -> Office:
        """The desk of the population register."""
        return office("burgerzaken", self.municipality)

    def civil_affairs_of(self, municipality: str) -> Office:
        """Return the desk of the population register of another municipality."""
        return office("burgerzaken", municipality)

    @property
    def social_services(self) -> Office:
        """Who decides on benefits: *sociale zaken*, now *werk en inkomen*."""
        return office("sociale-zaken" if self._early else "werk-en-inkomen", self.municipality)

    @property
    def debt_services(self) -> Office:
        """*Schuldhulpverlening* of the municipality."""
        return office("schuldhulpverlening", self.municipality)

    @property
    def social_support(self) -> Office:
        """The desk of the *Wmo*."""
        return office("wmo-loket", self.municipality)

    @property
    def landlord(self) -> Office:
        """A housing corporation."""
        return office("verhuur", f"Woonstichting {self.municipality}")

    @property
    def shelter(self) -> Office:
        """A shelter for homeless people."""
        return office("opvang", f"Maatschappelijke opvang {self.municipality}")

    @property
    def exodus(self) -> Office:
        """A house with guidance for people who leave prison."""
        return office("begeleiding", f"Exodushuis {self.municipality}")

    @property
    def collection_agency(self) -> Office:
        """*Centraal Justitieel Incassobureau*."""
        return office("inning", "CJIB")

    @property
    def court(self) -> Office:
        """The court that decides on debt restructuring."""
        return office("insolventies", "Rechtbank")

    @property
    def ministry(self) -> Office:
        """The authority that decides on certificates of conduct."""
        return office("screening", "Justis")

    @property
    def insurer(self) -> Office:
        """A health insurer."""
        return office("verzekering", "Zorgverzekeraar")

    @property
    def care_provider(self) -> Office:
        """An institution for mental health or addiction care."""
        return office("behandeling", f"GGZ {self.municipality}")

    @property
    def bank(self) -> Office:
        """A bank."""
        return office("rekeningen", "Bank")

    @property
    def probation(self) -> Office:
        """*Reclassering*."""
        return office("reclasseringswerker", f"Reclassering {self.municipality}")

    def employment_office(self, day: date) -> Office:
        """Return the *Centrum voor Werk en Inkomen*, or since 2009 *UWV WERKbedrijf*."""
        name = "CWI" if day < _EMPLOYMENT_OFFICES_MERGE else "UWV WERKbedrijf"
        return office("bemiddeling", f"{name} {self.municipality}")

    @property
    def training_centre(self) -> Office:
        """A regional training centre (*ROC*)."""
        return office("trajectbegeleiding", f"ROC {self.municipality}")

    @property
    def employer(self) -> Office:
        """Whoever employs someone."""
        return office("personeelszaken", f"Werkgever in {self.municipality}")

    @property
    def volunteers(self) -> Office:
        """An organisation of volunteers who go along with people."""
        return office("vrijwilligerswerk", f"Vrijwilligersorganisatie {self.municipality}")

    @property
    def safety_house(self) -> Office:
        """Where a case is discussed: *Veiligheidshuis*, since 2021 *Zorg- en Veiligheidshuis*."""
        name = "Veiligheidshuis" if self._early else "Zorg- en Veiligheidshuis"
        return office("procesregie", f"{name} {self.municipality}")

    @property
    def self(self) -> Office:
        """The person, who acts under the pseudonym."""
        role = "betrokkene"
        return Office(role, role, "urn:nld:reintegratie:betrokkene", (self.person,))

    @property
    def address_giver(self) -> Office:
        """Family or friends who lend an address, passed on by the desk that asked them."""
        return office("burgerzaken", self.municipality)
