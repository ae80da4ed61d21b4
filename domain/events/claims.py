"""Claims of the state that the judicial collection agency (*CJIB*) collects, and coercion."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.values import Day, PrivacyClass

_CRIMINAL: Final = PrivacyClass.CRIMINAL


class ClaimKind(StrEnum):
    """What kind of claim."""

    FINE = "fine"
    PENALTY_ORDER = "penalty-order"
    TRAFFIC_SANCTION = "traffic-sanction"
    COMPENSATION_ORDER = "compensation-order"
    CONFISCATION = "confiscation"


class AmountClass(StrEnum):
    """The amount of one claim, in classes of euros; the name says from where a class begins."""

    UNDER_500 = "under-500"
    FROM_500 = "from-500"
    FROM_2500 = "from-2500"
    FROM_10000 = "from-10000"


class Settlement(StrEnum):
    """How a claim came to an end."""

    PAID = "paid"
    EXTINGUISHED_BY_DETENTION = "extinguished-by-detention"
    REMITTED = "remitted"
    LAPSED = "lapsed"


class CoercionKind(StrEnum):
    """What detention may follow an unpaid claim.

    Substitute detention takes the place of a fine; coercive detention (*gijzeling*) presses to pay
    and leaves the debt.
    """

    SUBSTITUTE_DETENTION = "substitute-detention"
    COERCIVE_DETENTION = "coercive-detention"


class ClaimRegistered(EventBody):
    """A claim on the person is being collected."""

    about: ClassVar[About] = About(
        "claim-registered", 1, "vordering geregistreerd", Recorder.COLLECTION_AGENCY, _CRIMINAL
    )
    claim: ClaimKind
    amount: AmountClass


class ClaimSettled(EventBody):
    """A claim came to an end."""

    about: ClassVar[About] = About(
        "claim-settled", 1, "vordering afgedaan", Recorder.COLLECTION_AGENCY, _CRIMINAL
    )
    claim: ClaimKind
    how: Settlement


class CollectionStopGranted(EventBody):
    """Collection stands still, through `until` (*noodstop*)."""

    about: ClassVar[About] = About(
        "collection-stop-granted", 1, "noodstop verleend", Recorder.COLLECTION_AGENCY, _CRIMINAL
    )
    until: Day | None = None


class SubstituteDetentionAnnounced(EventBody):
    """The person was told that detention follows if a claim is not paid."""

    about: ClassVar[About] = About(
        "substitute-detention-announced",
        1,
        "vervangende hechtenis of gijzeling aangekondigd",
        Recorder.COLLECTION_AGENCY,
        _CRIMINAL,
    )
    measure: CoercionKind
    claim: ClaimKind


class SubstituteDetentionImposed(EventBody):
    """Detention for an unpaid claim was ordered, for so many `days`."""

    about: ClassVar[About] = About(
        "substitute-detention-imposed",
        1,
        "vervangende hechtenis of gijzeling opgelegd",
        Recorder.COLLECTION_AGENCY,
        _CRIMINAL,
    )
    measure: CoercionKind
    claim: ClaimKind
    days: Annotated[int, Field(ge=1, le=3650)] | None = None


ClaimEvent = (
    ClaimRegistered
    | ClaimSettled
    | CollectionStopGranted
    | SubstituteDetentionAnnounced
    | SubstituteDetentionImposed
)
"""What happens to claims of the state on a person."""
