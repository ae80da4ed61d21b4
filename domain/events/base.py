"""What every event body has: a stable name, its Dutch term, who records it, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict

from domain.needs import Need
from domain.values import PrivacyClass, StreamKind, Value


class Recorder(StrEnum):
    """The kind of organisation that usually records an event; anyone with the right may."""

    PRISON = "prison"
    AFTERCARE = "municipal-aftercare"
    CIVIL_AFFAIRS = "municipal-civil-affairs"
    SOCIAL_SERVICES = "municipal-social-services"
    HOUSING_PROVIDER = "housing-provider"
    PERSON = "person"
    ADDRESS_GIVER = "address-giver"
    PROBATION = "probation"
    DEBT_SERVICES = "municipal-debt-services"
    SOCIAL_SUPPORT = "municipal-social-support"
    COLLECTION_AGENCY = "judicial-collection-agency"
    COURT = "court"
    CARE_PROVIDER = "care-provider"
    INSURER = "insurer"
    BANK = "bank"
    EMPLOYMENT_SERVICES = "employment-services"
    GUIDANCE = "guidance-organisation"
    CONDUCT_AUTHORITY = "conduct-certificate-authority"
    SAFETY_HOUSE = "safety-house"
    OVERSEER = "overseer"
    PARTIES = "parties"
    DATA_PROTECTION_OFFICER = "data-protection-officer"
    ANY = "any"
    LEDGER_KEEPER = "ledger-keeper"


@dataclass(frozen=True, slots=True)
class About:
    """What the table of event types says of one type.

    Attributes:
        name: Stable kebab-case name; never changes once it has been stored.
        version: Version of the form of the body, from 1.
        dutch: The Dutch term of the field.
        recorder: Who usually records it.
        privacy: What kind of personal data the body holds; None where it takes the class of
            the event it corrects.
        changes: The needs whose standing it can change.
        streams: The kinds of stream in which it may stand.
    """

    name: str
    version: int
    dutch: str
    recorder: Recorder
    privacy: PrivacyClass | None
    changes: tuple[Need, ...] = ()
    streams: tuple[StreamKind, ...] = (StreamKind.PERSON,)

    @property
    def type(self) -> str:
        """Name and version, as it stands in an envelope: `id-card-applied/1`."""
        return f"{self.name}/{self.version}"


class EventBody(Value):
    """The part of an event that is particular to its type; frozen, strict, no unknown fields."""

    # A command uses a few types of the many: the others need not be made ready for it.
    model_config = ConfigDict(defer_build=True)

    about: ClassVar[About]
