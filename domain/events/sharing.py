"""Data that organisations ask of each other, and the rights of the person over them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.values import Name, PrivacyClass, StreamKind

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL
_HEALTH: Final = PrivacyClass.HEALTH
_OF_PERSON_OR_ORGANISATION: Final = (StreamKind.PERSON, StreamKind.ORGANISATION)


class DataCategory(StrEnum):
    """What a prison may give a municipality (Penitentiaire maatregel art. 20d), apart from health.

    Health has event types of its own.
    """

    IDENTIFICATION = "identification"
    DETENTION_DATES = "detention-dates"
    IDENTITY_DOCUMENT = "identity-document"
    HOUSING = "housing"
    INCOME = "income"
    DEBTS = "debts"
    INSURANCE = "insurance"
    NETWORK = "network"
    SUPERVISION = "supervision"


class RefusalGround(StrEnum):
    """Why data were not given.

    `privacy-act-unspecified` is an appeal to privacy that names no article.
    """

    NO_LEGAL_BASIS = "no-legal-basis"
    INCOMPATIBLE_PURPOSE = "incompatible-purpose"
    NO_CONSENT = "no-consent"
    SECRECY = "secrecy"
    NOT_NECESSARY = "not-necessary"
    SECURITY = "security"
    IDENTITY_UNCLEAR = "identity-unclear"
    PRIVACY_ACT_UNSPECIFIED = "privacy-act-unspecified"


class ConsentScope(StrEnum):
    """What the person agrees to."""

    CONTACT = "contact"
    CARE_REFERRAL = "care-referral"
    EMPLOYER_CONTACT = "employer-contact"
    RESEARCH = "research"
    OTHER = "other"


class SubjectRequest(StrEnum):
    """Which right over his or her data the person uses (AVG art. 15 to 21)."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    OBJECTION = "objection"


class SubjectAnswer(StrEnum):
    """What came of a request of the person."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class BreachKind(StrEnum):
    """What may have happened to personal data."""

    DISCLOSURE = "disclosure"
    LOSS = "loss"
    ALTERATION = "alteration"
    UNAVAILABILITY = "unavailability"


class DataRequested(EventBody):
    """Data of the person were asked of `from_organisation`; none about health."""

    about: ClassVar[About] = About(
        "data-requested", 1, "gegevens opgevraagd", Recorder.ANY, _CRIMINAL
    )
    from_organisation: Name
    categories: Annotated[tuple[DataCategory, ...], Field(min_length=1)]


class HealthDataRequested(EventBody):
    """Data about health were asked of `from_organisation`."""

    about: ClassVar[About] = About(
        "health-data-requested", 1, "gezondheidsgegevens opgevraagd", Recorder.ANY, _HEALTH
    )
    from_organisation: Name


class DataShared(EventBody):
    """Data were given to the organisations in `to` of the envelope; none about health."""

    about: ClassVar[About] = About("data-shared", 1, "gegevens verstrekt", Recorder.ANY, _CRIMINAL)
    categories: Annotated[tuple[DataCategory, ...], Field(min_length=1)]


class HealthDataShared(EventBody):
    """Data about health were given to the organisations in `to` of the envelope."""

    about: ClassVar[About] = About(
        "health-data-shared", 1, "gezondheidsgegevens verstrekt", Recorder.ANY, _HEALTH
    )


class DataRequestRefused(EventBody):
    """Data that were asked for were not given."""

    about: ClassVar[About] = About(
        "data-request-refused", 1, "verstrekking geweigerd", Recorder.ANY, _CRIMINAL
    )
    ground: RefusalGround
    categories: tuple[DataCategory, ...] = ()


class ConsentGiven(EventBody):
    """The person agreed."""

    about: ClassVar[About] = About(
        "consent-given", 1, "toestemming gegeven", Recorder.PERSON, _ORDINARY
    )
    scope: ConsentScope


class ConsentWithdrawn(EventBody):
    """The person no longer agrees."""

    about: ClassVar[About] = About(
        "consent-withdrawn", 1, "toestemming ingetrokken", Recorder.PERSON, _ORDINARY
    )
    scope: ConsentScope


class DataSubjectRequestReceived(EventBody):
    """The person used a right over his or her data; the term of one month begins (AVG art. 12)."""

    about: ClassVar[About] = About(
        "data-subject-request-received",
        1,
        "verzoek van betrokkene ontvangen",
        Recorder.DATA_PROTECTION_OFFICER,
        _ORDINARY,
    )
    kind: SubjectRequest


class DataSubjectRequestAnswered(EventBody):
    """A request of the person was answered."""

    about: ClassVar[About] = About(
        "data-subject-request-answered",
        1,
        "verzoek van betrokkene beantwoord",
        Recorder.DATA_PROTECTION_OFFICER,
        _ORDINARY,
    )
    kind: SubjectRequest
    outcome: SubjectAnswer


class DataBreachSuspected(EventBody):
    """Personal data may have been breached; the term of 72 hours begins (AVG art. 33)."""

    about: ClassVar[About] = About(
        "data-breach-suspected",
        1,
        "mogelijk datalek",
        Recorder.DATA_PROTECTION_OFFICER,
        _CRIMINAL,
        streams=_OF_PERSON_OR_ORGANISATION,
    )
    kind: BreachKind


SharingEvent = (
    DataRequested
    | HealthDataRequested
    | DataShared
    | HealthDataShared
    | DataRequestRefused
    | ConsentGiven
    | ConsentWithdrawn
    | DataSubjectRequestReceived
    | DataSubjectRequestAnswered
    | DataBreachSuspected
)
"""How data of a person go round, and what the person may say of it."""
