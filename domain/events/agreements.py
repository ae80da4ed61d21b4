"""Agreements: who does what for whom by when, and what came of it.

Each agreement has a stream of its own, `agreement:ID`. One about a person names that person as
the subject of the envelope, and its bodies are encrypted under the keys of that person.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, ClassVar, Final, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Day, Name, PrivacyClass, StreamKind

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL
_IN_AGREEMENT: Final = (StreamKind.AGREEMENT,)


class AgreementLevel(StrEnum):
    """At what level an agreement is made; at the level of a case it is about one person."""

    NATIONAL = "national"
    REGIONAL = "regional"
    LOCAL = "local"
    CASE = "case"


class IntentionTopic(StrEnum):
    """What an intention is about, where it is not about one need."""

    FUNDING = "funding"
    NOTICES = "notices"
    DATA_SHARING = "data-sharing"
    QUOTA = "quota"
    OVERSIGHT = "oversight"
    SUPPORT = "support"
    OTHER = "other"


Topic = Need | IntentionTopic
"""A need, or one of the topics of `IntentionTopic`."""


class Deliverable(StrEnum):
    """What has to be delivered."""

    PLACE_TO_LIVE = "place-to-live"
    DECISION = "decision"
    PAYMENT = "payment"
    DOCUMENT = "document"
    APPOINTMENT = "appointment"
    TREATMENT = "treatment"
    TRAINING_PLACE = "training-place"
    JOB_OFFER = "job-offer"
    NOTICE = "notice"
    DATA = "data"
    FUNDING = "funding"
    OTHER = "other"


class BreachReason(StrEnum):
    """In what an agreement was not kept."""

    NOT_PERFORMED = "not-performed"
    LATE = "late"
    PARTLY_PERFORMED = "partly-performed"


class WaiverReason(StrEnum):
    """Why an agreement need not be kept any more."""

    NO_LONGER_NEEDED = "no-longer-needed"
    REPLACED = "replaced"
    BY_CONSENT = "by-consent"


class IntentionExpressed(EventBody):
    """Organisations said what they intend; nobody can be held to it."""

    about: ClassVar[About] = About(
        "intention-expressed",
        1,
        "intentie uitgesproken",
        Recorder.ANY,
        _ORDINARY,
        streams=_IN_AGREEMENT,
    )
    level: AgreementLevel
    topic: Topic
    parties: Annotated[tuple[Name, ...], Field(min_length=1)]


class AgreementMade(EventBody):
    """An agreement was made: `performer` delivers to `beneficiary`, on `due_on` at the latest.

    An agreement without a day on which it is due is an intention, and is refused as agreement.
    `quantity` is how many are promised by an agreement about many; `overseer` watches over it.
    """

    about: ClassVar[About] = About(
        "agreement-made", 1, "afspraak gemaakt", Recorder.PARTIES, _CRIMINAL, streams=_IN_AGREEMENT
    )
    level: AgreementLevel
    # Behind a validator that sees all fields, a JSON array arrives as a list; strict refuses it.
    parties: Annotated[tuple[Name, ...], Field(min_length=2, strict=False)]
    performer: Name
    beneficiary: Name
    deliverable: Deliverable
    due_on: Annotated[Day, Field(description="the last day to perform")]
    need: Need | None = None
    quantity: Annotated[int, Field(ge=1)] | None = None
    overseer: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _says_when_it_is_due(cls, fields: Any) -> Any:
        if isinstance(fields, dict) and fields.get("due_on") is None:
            msg = (
                "an agreement has a day on which it is due, in due_on; without one it is an "
                "intention: record intention-expressed"
            )
            raise PydanticCustomError("without_due_day", msg)
        return fields

    @model_validator(mode="after")
    def _says_nothing_of_health(self) -> Self:
        if self.level is AgreementLevel.CASE and self.deliverable is Deliverable.TREATMENT:
            msg = (
                "a treatment for one person says something of health and needs its own event: "
                "record care-referred or care-accepted, and agree on an appointment"
            )
            raise ValueError(msg)
        return self


class AgreementAmended(EventBody):
    """An agreement was changed; a field without a value stays as it was."""

    about: ClassVar[About] = About(
        "agreement-amended",
        1,
        "afspraak gewijzigd",
        Recorder.PARTIES,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    consent_of: Annotated[tuple[Name, ...], Field(min_length=1)]
    due_on: Day | None = None
    quantity: Annotated[int, Field(ge=1)] | None = None
    performer: Name | None = None


class AgreementFulfilled(EventBody):
    """An agreement was kept; `confirmed_by` is the party for whom it was done."""

    about: ClassVar[About] = About(
        "agreement-fulfilled",
        1,
        "afspraak nagekomen",
        Recorder.PARTIES,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    confirmed_by: Name | None = None
    quantity: Annotated[int, Field(ge=1)] | None = None


class AgreementBreached(EventBody):
    """The overseer found that an agreement was not kept; `parties_heard`: after hearing both."""

    about: ClassVar[About] = About(
        "agreement-breached",
        1,
        "afspraak geschonden",
        Recorder.OVERSEER,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    reason: BreachReason
    parties_heard: bool


class AgreementWaived(EventBody):
    """An agreement need not be kept any more."""

    about: ClassVar[About] = About(
        "agreement-waived",
        1,
        "afspraak vervallen",
        Recorder.PARTIES,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    reason: WaiverReason


MadeOfAgreementEvent = (
    IntentionExpressed
    | AgreementMade
    | AgreementAmended
    | AgreementFulfilled
    | AgreementBreached
    | AgreementWaived
)
"""What happens to an agreement, apart from who watches over it."""
