"""What every event body has: a stable name, its Dutch term, who records it, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.needs import Need
from domain.values import PrivacyClass, Value


class Recorder(StrEnum):
    """The kind of organisation that usually records an event; anyone with the right may."""

    PRISON = "prison"
    AFTERCARE = "municipal-aftercare"
    CIVIL_AFFAIRS = "municipal-civil-affairs"
    SOCIAL_SERVICES = "municipal-social-services"
    HOUSING_PROVIDER = "housing-provider"
    PERSON = "person"
    ADDRESS_GIVER = "address-giver"
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
    """

    name: str
    version: int
    dutch: str
    recorder: Recorder
    privacy: PrivacyClass | None
    changes: tuple[Need, ...] = ()

    @property
    def type(self) -> str:
        """Name and version, as it stands in an envelope: `id-card-applied/1`."""
        return f"{self.name}/{self.version}"


class EventBody(Value):
    """The part of an event that is particular to its type; frozen, strict, no unknown fields."""

    about: ClassVar[About]
