"""Care and medication: every body here says something of health."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass

_HEALTH: Final = PrivacyClass.HEALTH
_CARE: Final = (Need.CARE,)
_MEDICATION: Final = (Need.MEDICATION,)


class CareLevel(StrEnum):
    """How much care is needed; never a diagnosis."""

    NONE = "none"
    LIGHT = "light"
    AMBULATORY = "ambulatory"
    INTENSIVE = "intensive"
    CLINICAL = "clinical"


class ProviderKind(StrEnum):
    """What kind of provider."""

    GENERAL_PRACTITIONER = "general-practitioner"
    MENTAL_HEALTH = "mental-health"
    ADDICTION = "addiction"
    FORENSIC = "forensic"
    SOCIAL_SUPPORT = "social-support"
    OTHER = "other"


class DeclinedBy(StrEnum):
    """Who said no."""

    PERSON = "person"
    PROVIDER = "provider"


class CareDecline(StrEnum):
    """Why care did not come about."""

    NO_CAPACITY = "no-capacity"
    NO_INDICATION = "no-indication"
    NO_FUNDING = "no-funding"
    NOT_WANTED = "not-wanted"
    OTHER = "other"


class CareEnd(StrEnum):
    """Why care ended."""

    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"
    TITLE_ENDED = "title-ended"
    TRANSFERRED = "transferred"


class OutreachResult(StrEnum):
    """What came of seeking the person out (*bemoeizorg*)."""

    CONTACT = "contact"
    NO_CONTACT = "no-contact"
    REFUSED = "refused"


class CareNeedAssessed(EventBody):
    """It was assessed how much care is needed; `none` means that no care is needed."""

    about: ClassVar[About] = About(
        "care-need-assessed", 1, "zorgbehoefte vastgesteld", Recorder.CARE_PROVIDER, _HEALTH, _CARE
    )
    level: CareLevel


class CareReferred(EventBody):
    """The person was referred to a provider of care."""

    about: ClassVar[About] = About(
        "care-referred", 1, "verwezen naar zorg", Recorder.CARE_PROVIDER, _HEALTH, _CARE
    )
    provider: ProviderKind


class CareAccepted(EventBody):
    """A provider took the person on; care has still to begin."""

    about: ClassVar[About] = About(
        "care-accepted",
        1,
        "aangemeld en aanvaard voor zorg",
        Recorder.CARE_PROVIDER,
        _HEALTH,
        _CARE,
    )
    provider: ProviderKind


class CareDeclined(EventBody):
    """Care did not come about: the person or the provider said no."""

    about: ClassVar[About] = About(
        "care-declined", 1, "zorg afgewezen", Recorder.CARE_PROVIDER, _HEALTH, _CARE
    )
    by: DeclinedBy
    reason: CareDecline


class CareStarted(EventBody):
    """Care began."""

    about: ClassVar[About] = About(
        "care-started", 1, "zorg gestart", Recorder.CARE_PROVIDER, _HEALTH, _CARE
    )
    provider: ProviderKind


class CareEnded(EventBody):
    """Care ended; `completed` means that it was no longer needed."""

    about: ClassVar[About] = About(
        "care-ended", 1, "zorg beëindigd", Recorder.CARE_PROVIDER, _HEALTH, _CARE
    )
    reason: CareEnd


class OutreachAttempted(EventBody):
    """A person who does not ask for care was sought out."""

    about: ClassVar[About] = About(
        "outreach-attempted", 1, "bemoeizorg geprobeerd", Recorder.CARE_PROVIDER, _HEALTH
    )
    result: OutreachResult


class MedicationHandoverCompleted(EventBody):
    """Medication was handed over: for so many days, and to which provider."""

    about: ClassVar[About] = About(
        "medication-handover-completed",
        1,
        "medicatie overgedragen",
        Recorder.CARE_PROVIDER,
        _HEALTH,
        _MEDICATION,
    )
    days_supplied: Annotated[int, Field(ge=1, le=366)] | None = None
    next_provider: ProviderKind | None = None


class MedicationGapSignalled(EventBody):
    """Medication broke off, or is about to."""

    about: ClassVar[About] = About(
        "medication-gap-signalled",
        1,
        "onderbreking medicatie gesignaleerd",
        Recorder.CARE_PROVIDER,
        _HEALTH,
        _MEDICATION,
    )


CareEvent = (
    CareNeedAssessed
    | CareReferred
    | CareAccepted
    | CareDeclined
    | CareStarted
    | CareEnded
    | OutreachAttempted
    | MedicationHandoverCompleted
    | MedicationGapSignalled
)
"""What happens to care and medication."""
