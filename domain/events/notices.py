"""Notices: where the person will settle, and when the municipality was told of the release."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.values import Certainty, Code, Day, Name, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL


class ContactChannel(StrEnum):
    """How a contact was made."""

    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    MESSAGE_BOX = "message-box"
    MEETING = "meeting"
    VIDEO = "video"


class ContactFailure(StrEnum):
    """Why a contact failed."""

    NO_ANSWER = "no-answer"
    WRONG_ADDRESS = "wrong-address"
    REFUSED = "refused"
    UNKNOWN_WHEREABOUTS = "unknown-whereabouts"


class Right(StrEnum):
    """What a person was told that he or she may ask for."""

    ADVANCE = "advance"
    POSTAL_ADDRESS = "postal-address"
    OBJECTION = "objection"
    BASIC_BANK_ACCOUNT = "basic-bank-account"
    SPECIAL_ASSISTANCE = "special-assistance"
    DEBT_HELP = "debt-help"
    FEE_REMISSION = "fee-remission"
    REPRESENTATIVE = "representative"


class SettlementIntentionDeclared(EventBody):
    """The person said in which municipality he or she wants to settle."""

    about: ClassVar[About] = About(
        "settlement-intention-declared",
        1,
        "vestigingsgemeente opgegeven",
        Recorder.PRISON,
        _CRIMINAL,
    )
    municipality: Name
    certainty: Certainty = Certainty.KNOWN


class ReleaseNoticeSent(EventBody):
    """The prison told the organisations in `to` of the envelope when release is planned."""

    about: ClassVar[About] = About(
        "release-notice-sent",
        1,
        "melding voorgenomen invrijheidstelling",
        Recorder.PRISON,
        _CRIMINAL,
    )
    release_on: Day


class ReleaseNoticeReceived(EventBody):
    """The municipality confirmed that it received the notice of release."""

    about: ClassVar[About] = About(
        "release-notice-received",
        1,
        "ontvangst melding invrijheidstelling",
        Recorder.AFTERCARE,
        _CRIMINAL,
    )
    release_on: Day | None = None


class MunicipalityContacted(EventBody):
    """The prison got in touch with the municipality of settlement."""

    about: ClassVar[About] = About(
        "municipality-contacted", 1, "contact met gemeente gelegd", Recorder.PRISON, _CRIMINAL
    )
    municipality: Name
    channel: ContactChannel


class EmergencyProcedureStarted(EventBody):
    """The procedure for a release at once was started (*spoedprocedure*)."""

    about: ClassVar[About] = About(
        "emergency-procedure-started", 1, "spoedprocedure gestart", Recorder.ANY, _CRIMINAL
    )


class PersonInformedOfRight(EventBody):
    """The person was told of a right; `language`: in which language, as a code such as `nl`."""

    about: ClassVar[About] = About(
        "person-informed-of-right", 1, "betrokkene geïnformeerd over recht", Recorder.ANY, _ORDINARY
    )
    right: Right
    language: Code | None = None


class ContactMade(EventBody):
    """There was contact with the person."""

    about: ClassVar[About] = About("contact-made", 1, "contact gehad", Recorder.ANY, _ORDINARY)
    channel: ContactChannel


class ContactAttemptFailed(EventBody):
    """Contact with the person was tried in vain."""

    about: ClassVar[About] = About(
        "contact-attempt-failed", 1, "contactpoging mislukt", Recorder.ANY, _ORDINARY
    )
    channel: ContactChannel
    reason: ContactFailure


NoticeEvent = (
    SettlementIntentionDeclared
    | MunicipalityContacted
    | ReleaseNoticeSent
    | ReleaseNoticeReceived
    | EmergencyProcedureStarted
    | PersonInformedOfRight
    | ContactMade
    | ContactAttemptFailed
)
"""What is told to organisations and to the person."""
