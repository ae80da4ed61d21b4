"""The population register (*GBA*, since 2014 *BRP*) and the address that it needs."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Day, Name, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_REGISTRATION: Final = (Need.REGISTRATION,)
_ADDRESS: Final = (Need.ADDRESS,)


class RegistrationBasis(StrEnum):
    """On what the entry in the register rests."""

    DECLARATION = "declaration"
    EX_OFFICIO = "ex-officio"


class DeregistrationKind(StrEnum):
    """How an entry as a resident (*ingezetene*) ended."""

    NEXT_MUNICIPALITY = "next-municipality"
    DEPARTED_UNKNOWN = "departed-unknown"
    DEPARTED_ABROAD = "departed-abroad"
    ABSENT_TOO_LONG = "absent-too-long"


class AddressGiver(StrEnum):
    """Who lends a postal address (*briefadres*)."""

    FAMILY = "family"
    FRIENDS = "friends"
    ORGANISATION = "organisation"
    MUNICIPALITY = "municipality"
    INSTITUTION = "institution"


class ConsentRefusal(StrEnum):
    """Why someone would not lend an address."""

    OWN_BENEFIT_AT_RISK = "own-benefit-at-risk"
    LANDLORD_FORBIDS = "landlord-forbids"
    NO_CONTACT = "no-contact"
    NOBODY_AVAILABLE = "nobody-available"
    NOT_STATED = "not-stated"


class AddressRefusal(StrEnum):
    """Why a municipality would not enter a postal address."""

    NO_GIVER = "no-giver"
    NO_LOCAL_TIES = "no-local-ties"
    HAS_DWELLING = "has-dwelling"
    OTHER_MUNICIPALITY = "other-municipality"
    IDENTITY_IN_DOUBT = "identity-in-doubt"


class DeclaredAddress(StrEnum):
    """What kind of address was declared."""

    DWELLING = "dwelling"
    POSTAL_ADDRESS = "postal-address"


class Registered(EventBody):
    """A municipality registered the person as a resident."""

    about: ClassVar[About] = About(
        "registered", 1, "inschrijving", Recorder.CIVIL_AFFAIRS, _ORDINARY, _REGISTRATION
    )
    municipality: Name
    basis: RegistrationBasis = RegistrationBasis.DECLARATION


class RegisteredAtInstitutionAddress(EventBody):
    """The person was registered at the address of the prison, which reveals the detention."""

    about: ClassVar[About] = About(
        "registered-at-institution-address",
        1,
        "inschrijving op het adres van de inrichting",
        Recorder.CIVIL_AFFAIRS,
        PrivacyClass.CRIMINAL,
        (Need.REGISTRATION, Need.ADDRESS),
    )
    municipality: Name
    institution: Name | None = None


class AddressInvestigationStarted(EventBody):
    """A municipality began to investigate whether the person still lives at the address."""

    about: ClassVar[About] = About(
        "address-investigation-started",
        1,
        "adresonderzoek gestart",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        _REGISTRATION,
    )
    municipality: Name


class Deregistered(EventBody):
    """An entry as a resident ended."""

    about: ClassVar[About] = About(
        "deregistered", 1, "uitschrijving", Recorder.CIVIL_AFFAIRS, _ORDINARY, _REGISTRATION
    )
    kind: DeregistrationKind
    municipality: Name | None = None


class PostalAddressRequested(EventBody):
    """A postal address was asked for."""

    about: ClassVar[About] = About(
        "postal-address-requested",
        1,
        "briefadres aangevraagd",
        Recorder.PERSON,
        _ORDINARY,
        _ADDRESS,
    )
    giver: AddressGiver | None = None


class PostalAddressConsentGiven(EventBody):
    """Someone agreed in writing to lend an address."""

    about: ClassVar[About] = About(
        "postal-address-consent-given",
        1,
        "instemming briefadresgever",
        Recorder.ADDRESS_GIVER,
        _ORDINARY,
        _ADDRESS,
    )
    giver: AddressGiver


class PostalAddressConsentRefused(EventBody):
    """Someone who was asked would not lend an address, or nobody could be found to ask."""

    about: ClassVar[About] = About(
        "postal-address-consent-refused",
        1,
        "instemming briefadresgever geweigerd",
        Recorder.ADDRESS_GIVER,
        _ORDINARY,
        _ADDRESS,
    )
    reason: ConsentRefusal
    giver: AddressGiver | None = None


class PostalAddressGranted(EventBody):
    """A municipality entered a postal address on request."""

    about: ClassVar[About] = About(
        "postal-address-granted",
        1,
        "briefadres opgenomen",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        _ADDRESS,
    )
    giver: AddressGiver
    municipality: Name | None = None


class PostalAddressRefused(EventBody):
    """A municipality would not enter a postal address."""

    about: ClassVar[About] = About(
        "postal-address-refused",
        1,
        "briefadres geweigerd",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        _ADDRESS,
    )
    reason: AddressRefusal


class PostalAddressEnteredExOfficio(EventBody):
    """A municipality entered a postal address of its own motion (Wet BRP art. 2.23)."""

    about: ClassVar[About] = About(
        "postal-address-entered-ex-officio",
        1,
        "briefadres ambtshalve opgenomen",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        _ADDRESS,
    )
    giver: AddressGiver = AddressGiver.MUNICIPALITY
    municipality: Name | None = None


class AddressEnded(EventBody):
    """An address came to an end: the giver withdrew, or the person left."""

    about: ClassVar[About] = About(
        "address-ended", 1, "adres vervallen", Recorder.ANY, _ORDINARY, _ADDRESS
    )
    reason: ConsentRefusal = ConsentRefusal.NOT_STATED


class AddressChangeDeclared(EventBody):
    """The person declared a change of address; the municipality has still to enter it."""

    about: ClassVar[About] = About(
        "address-change-declared",
        1,
        "adreswijziging aangegeven",
        Recorder.PERSON,
        _ORDINARY,
        (Need.REGISTRATION, Need.ADDRESS),
    )
    kind: DeclaredAddress
    municipality: Name
    move_on: Day | None = None


RegistrationEvent = (
    Registered
    | RegisteredAtInstitutionAddress
    | AddressInvestigationStarted
    | AddressChangeDeclared
    | Deregistered
    | PostalAddressRequested
    | PostalAddressConsentGiven
    | PostalAddressConsentRefused
    | PostalAddressGranted
    | PostalAddressRefused
    | PostalAddressEnteredExOfficio
    | AddressEnded
)
"""What happens to an entry in the register and to an address."""
