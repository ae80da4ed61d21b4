"""Income: general assistance (*bijstand*), its application and decision, and advances on it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Day, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_BENEFIT: Final = (Need.BENEFIT, Need.INCOME)
_ADVANCE: Final = (Need.ADVANCE, Need.CASH)


class Channel(StrEnum):
    """How an application came in."""

    DESK = "desk"
    LETTER = "letter"
    ONLINE = "online"
    FROM_DETENTION = "from-detention"


class MissingItem(StrEnum):
    """What an incomplete application lacks."""

    ID_DOCUMENT = "id-document"
    REGISTRATION = "registration"
    ADDRESS = "address"
    BANK_STATEMENTS = "bank-statements"
    RELEASE_DOCUMENT = "release-document"
    INCOME_DETAILS = "income-details"


class RejectionReason(StrEnum):
    """Why a benefit or an advance was refused."""

    NO_ID_DOCUMENT = "no-id-document"
    NOT_REGISTERED = "not-registered"
    NO_ADDRESS = "no-address"
    DETAINED = "detained"
    OTHER_MUNICIPALITY = "other-municipality"
    MEANS_SUFFICIENT = "means-sufficient"
    NO_COOPERATION = "no-cooperation"
    CLEARLY_NO_RIGHT = "clearly-no-right"


class StopReason(StrEnum):
    """Why a benefit ended."""

    DETENTION = "detention"
    WORK = "work"
    MOVED = "moved"
    NO_COOPERATION = "no-cooperation"
    OTHER = "other"


class SuspensionReason(StrEnum):
    """Why a benefit was suspended."""

    DATA_MISSING = "data-missing"
    ADDRESS_DIFFERS = "address-differs"
    NO_COOPERATION = "no-cooperation"


class SuspensionEnd(StrEnum):
    """How a suspension ended."""

    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"


class BenefitApplied(EventBody):
    """A benefit was applied for; `reported_on` is the day of the report (*melding*) before it."""

    about: ClassVar[About] = About(
        "benefit-applied", 1, "bijstand aangevraagd", Recorder.SOCIAL_SERVICES, _ORDINARY, _BENEFIT
    )
    reported_on: Day | None = None
    channel: Channel | None = None


class BenefitApplicationIncomplete(EventBody):
    """The applicant was invited to complete the application (Awb art. 4:5), by `complete_by`."""

    about: ClassVar[About] = About(
        "benefit-application-incomplete",
        1,
        "aanvraag onvolledig",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        _BENEFIT,
    )
    missing: Annotated[tuple[MissingItem, ...], Field(min_length=1)]
    complete_by: Day | None = None


class BenefitApplicationCompleted(EventBody):
    """What was missing has been handed in; the term to decide runs on."""

    about: ClassVar[About] = About(
        "benefit-application-completed",
        1,
        "aanvraag aangevuld",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        _BENEFIT,
    )


class BenefitGranted(EventBody):
    """A benefit was granted; `effect_from` of the envelope is the first day of the right."""

    about: ClassVar[About] = About(
        "benefit-granted", 1, "bijstand toegekend", Recorder.SOCIAL_SERVICES, _ORDINARY, _BENEFIT
    )
    kind: Literal["general-assistance", "other"] = "general-assistance"


class BenefitRejected(EventBody):
    """A benefit was refused."""

    about: ClassVar[About] = About(
        "benefit-rejected", 1, "bijstand afgewezen", Recorder.SOCIAL_SERVICES, _ORDINARY, _BENEFIT
    )
    reason: RejectionReason


class BenefitStopped(EventBody):
    """A benefit ended, from the day of effect in the envelope."""

    about: ClassVar[About] = About(
        "benefit-stopped",
        1,
        "uitkering beëindigd",
        Recorder.SOCIAL_SERVICES,
        PrivacyClass.CRIMINAL,
        _BENEFIT,
    )
    reason: StopReason


class AdvanceOffered(EventBody):
    """An advance on the benefit was offered."""

    about: ClassVar[About] = About(
        "advance-offered",
        1,
        "voorschot aangeboden",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        (Need.ADVANCE,),
    )


class AdvancePaid(EventBody):
    """An advance was paid, in whole eurocents; it bridges the days of effect in the envelope."""

    about: ClassVar[About] = About(
        "advance-paid", 1, "voorschot betaald", Recorder.SOCIAL_SERVICES, _ORDINARY, _ADVANCE
    )
    amount_cents: Annotated[int, Field(gt=0)] | None = None


class AdvanceRefused(EventBody):
    """An advance was refused."""

    about: ClassVar[About] = About(
        "advance-refused",
        1,
        "voorschot geweigerd",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        (Need.ADVANCE,),
    )
    reason: RejectionReason


class BenefitSuspended(EventBody):
    """A benefit is not paid until something is put right (Participatiewet art. 54(1))."""

    about: ClassVar[About] = About(
        "benefit-suspended",
        1,
        "uitkering opgeschort",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        _BENEFIT,
    )
    reason: SuspensionReason


class BenefitSuspensionEnded(EventBody):
    """A suspension ended: the benefit goes on, or was withdrawn."""

    about: ClassVar[About] = About(
        "benefit-suspension-ended",
        1,
        "opschorting uitkering beëindigd",
        Recorder.SOCIAL_SERVICES,
        _ORDINARY,
        _BENEFIT,
    )
    outcome: SuspensionEnd


IncomeEvent = (
    BenefitApplied
    | BenefitApplicationIncomplete
    | BenefitApplicationCompleted
    | BenefitGranted
    | BenefitRejected
    | BenefitSuspended
    | BenefitSuspensionEnded
    | BenefitStopped
    | AdvanceOffered
    | AdvancePaid
    | AdvanceRefused
)
"""What happens to a benefit and the advance on it."""
