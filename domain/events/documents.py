"""Identity: establishing who someone is, and the document that proves it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Day, Name, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_ID: Final = (Need.ID_DOCUMENT,)


class DocumentKind(StrEnum):
    """Documents of article 1 of the Wet op de identificatieplicht."""

    PASSPORT = "passport"
    ID_CARD = "id-card"
    ALIENS_DOCUMENT = "aliens-document"
    DRIVING_LICENCE = "driving-licence"


class IdentityMethod(StrEnum):
    """How identity was established."""

    DOCUMENT = "document"
    REGISTER_AND_PHOTO = "register-and-photo"
    QUESTIONS = "questions"
    BIOMETRICS = "biometrics"


class ApplicationPlace(StrEnum):
    """Where an identity card was applied for."""

    DESK = "desk"
    PRISON = "prison"


class BlockReason(StrEnum):
    """Why an application for an identity card could not be made."""

    NOT_REGISTERED = "not-registered"
    NO_PHOTO = "no-photo"
    NO_FEE = "no-fee"
    NO_LEAVE = "no-leave"
    SIGNALLED = "signalled"
    IDENTITY_IN_DOUBT = "identity-in-doubt"


class FeePayer(StrEnum):
    """Who paid the fee of an identity card (*leges*)."""

    PERSON = "person"
    PRISON = "prison"
    MUNICIPALITY = "municipality"
    SPECIAL_ASSISTANCE = "special-assistance"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a card that was issued was taken back."""

    NOT_COLLECTED = "not-collected"
    CANCELLED = "cancelled"


class IdDocumentVerified(EventBody):
    """A document was checked; `valid_until` is the last day on which it is valid."""

    about: ClassVar[About] = About(
        "id-document-verified",
        1,
        "identiteitsbewijs gecontroleerd",
        Recorder.PRISON,
        _ORDINARY,
        (Need.ID_DOCUMENT, Need.IDENTITY),
    )
    kind: DocumentKind
    valid_until: Day | None


class IdDocumentReportedMissing(EventBody):
    """A document was reported lost or stolen; `report` refers to the police record, if any."""

    about: ClassVar[About] = About(
        "id-document-reported-missing",
        1,
        "identiteitsbewijs als vermist opgegeven",
        Recorder.PERSON,
        _ORDINARY,
        _ID,
    )
    kind: DocumentKind
    report: Name | None = None


class IdentityEstablished(EventBody):
    """Identity was soundly established (*deugdelijk vastgesteld*), with or without a document."""

    about: ClassVar[About] = About(
        "identity-established",
        1,
        "identiteit deugdelijk vastgesteld",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        (Need.IDENTITY,),
    )
    method: IdentityMethod


class IdCardApplied(EventBody):
    """An identity card (*Nederlandse identiteitskaart*) was applied for."""

    about: ClassVar[About] = About(
        "id-card-applied", 1, "identiteitskaart aangevraagd", Recorder.CIVIL_AFFAIRS, _ORDINARY, _ID
    )
    place: ApplicationPlace


class IdApplicationBlocked(EventBody):
    """An application for an identity card could not be made."""

    about: ClassVar[About] = About(
        "id-application-blocked",
        1,
        "aanvraag identiteitskaart onmogelijk",
        Recorder.ANY,
        _ORDINARY,
        _ID,
    )
    reason: BlockReason


class IdFeeFunded(EventBody):
    """The fee of an identity card was paid."""

    about: ClassVar[About] = About(
        "id-fee-funded", 1, "leges betaald", Recorder.ANY, _ORDINARY, (Need.CASH,)
    )
    payer: FeePayer


class IdCardIssued(EventBody):
    """The municipality decided to issue the card; it meets the need when it is handed over."""

    about: ClassVar[About] = About(
        "id-card-issued", 1, "identiteitskaart verstrekt", Recorder.CIVIL_AFFAIRS, _ORDINARY, _ID
    )


class IdCardHandedOver(EventBody):
    """The card was handed to the person; `valid_until` is its last valid day."""

    about: ClassVar[About] = About(
        "id-card-handed-over",
        1,
        "identiteitskaart uitgereikt",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        (Need.ID_DOCUMENT, Need.IDENTITY),
    )
    valid_until: Day | None = None


class IdCardWithdrawn(EventBody):
    """A card that was issued was taken back, such as one that nobody came to collect."""

    about: ClassVar[About] = About(
        "id-card-withdrawn",
        1,
        "identiteitskaart ingetrokken",
        Recorder.CIVIL_AFFAIRS,
        _ORDINARY,
        _ID,
    )
    reason: WithdrawalReason


DocumentEvent = (
    IdDocumentVerified
    | IdDocumentReportedMissing
    | IdentityEstablished
    | IdCardApplied
    | IdApplicationBlocked
    | IdFeeFunded
    | IdCardIssued
    | IdCardWithdrawn
    | IdCardHandedOver
)
"""What happens to identity and to the document that proves it."""
