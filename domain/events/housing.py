"""Housing: keeping, losing, asking for and getting a roof."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass, StreamId, StreamKind

_ORDINARY: Final = PrivacyClass.ORDINARY
_HOUSING: Final = (Need.HOUSING, Need.ADDRESS)
_ANY_ROOF: Final = (Need.HOUSING, Need.ADDRESS, Need.SHELTER)


def _of_an_agreement(stream: str) -> str:
    if not stream.startswith(f"{StreamKind.AGREEMENT}:"):
        msg = "an agreement is named by its stream, such as agreement:quota-2026"
        raise ValueError(msg)
    return stream


AgreementStream = Annotated[StreamId, AfterValidator(_of_an_agreement)]
"""The stream of an agreement, such as `agreement:quota-2026`."""


class HousingKind(StrEnum):
    """What kind of roof."""

    DWELLING = "dwelling"
    FAMILY = "family"
    FRIENDS = "friends"
    SHELTER = "shelter"
    EXODUS = "exodus"
    POST_DETENTION_HOUSE = "post-detention-house"
    SUPPORTED_LIVING = "supported-living"
    ROOMS_WITH_PROSPECTS = "kamers-met-kansen"


class HousingEndReason(StrEnum):
    """Why a stay or a tenancy ended."""

    RENT_UNPAID = "rent-unpaid"
    EVICTED = "evicted"
    GIVEN_UP = "given-up"
    TERM_ENDED = "term-ended"
    RULES_BROKEN = "rules-broken"
    MOVED = "moved"
    OTHER = "other"


class UrgencyRefusal(StrEnum):
    """Why priority for a dwelling (*urgentie*) was refused."""

    NO_REGIONAL_TIES = "no-regional-ties"
    NOT_IN_ORDINANCE = "not-in-ordinance"
    NOT_REGISTERED = "not-registered"
    OTHER = "other"


class HousingPreferenceRecorded(EventBody):
    """The person was asked how he or she wants to live."""

    about: ClassVar[About] = About(
        "housing-preference-recorded", 1, "woonbehoefte gepeild", Recorder.PRISON, _ORDINARY
    )
    wishes: Annotated[tuple[HousingKind, ...], Field(min_length=1)]


class RentArrearsRegistered(EventBody):
    """Rent was left unpaid."""

    about: ClassVar[About] = About(
        "rent-arrears-registered",
        1,
        "huurachterstand",
        Recorder.HOUSING_PROVIDER,
        _ORDINARY,
        (Need.HOUSING,),
    )
    months: Annotated[int, Field(ge=1, le=120)] | None = None


class TenancyEnded(EventBody):
    """The person lost or gave up a rented dwelling."""

    about: ClassVar[About] = About(
        "tenancy-ended", 1, "einde huur", Recorder.HOUSING_PROVIDER, _ORDINARY, _HOUSING
    )
    reason: HousingEndReason


class HousingUrgencyGranted(EventBody):
    """Priority for a dwelling was granted; that a person leaves a prison is often its ground."""

    about: ClassVar[About] = About(
        "housing-urgency-granted",
        1,
        "urgentie verleend",
        Recorder.AFTERCARE,
        PrivacyClass.CRIMINAL,
        (Need.HOUSING,),
    )


class HousingUrgencyRefused(EventBody):
    """Priority for a dwelling was refused."""

    about: ClassVar[About] = About(
        "housing-urgency-refused",
        1,
        "urgentie geweigerd",
        Recorder.AFTERCARE,
        PrivacyClass.CRIMINAL,
        (Need.HOUSING,),
    )
    reason: UrgencyRefusal


class HousingOffered(EventBody):
    """A place to live was offered.

    `agreement` is the stream of the agreement that it is a part of, as `agreement:quota-2026`.
    """

    about: ClassVar[About] = About(
        "housing-offered",
        1,
        "woonruimte aangeboden",
        Recorder.HOUSING_PROVIDER,
        _ORDINARY,
        (Need.HOUSING,),
    )
    kind: HousingKind
    agreement: AgreementStream | None = None


class HousingPlaced(EventBody):
    """The person got a place to live, for the days of effect in the envelope."""

    about: ClassVar[About] = About(
        "housing-placed",
        1,
        "woonruimte betrokken",
        Recorder.HOUSING_PROVIDER,
        _ORDINARY,
        _ANY_ROOF,
    )
    kind: HousingKind


class HousingEnded(EventBody):
    """A stay ended: the one in a shelter when that is where the person stayed last."""

    about: ClassVar[About] = About(
        "housing-ended",
        1,
        "verblijf beëindigd",
        Recorder.HOUSING_PROVIDER,
        _ORDINARY,
        _ANY_ROOF,
    )
    reason: HousingEndReason


HousingEvent = (
    HousingPreferenceRecorded
    | RentArrearsRegistered
    | TenancyEnded
    | HousingUrgencyGranted
    | HousingUrgencyRefused
    | HousingOffered
    | HousingPlaced
    | HousingEnded
)
"""What happens to the roof of a person."""
