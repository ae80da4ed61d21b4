"""Notices: where the person will settle, and when the municipality was told of the release."""

from __future__ import annotations

from typing import ClassVar

from domain.events.base import About, EventBody, Recorder
from domain.values import Certainty, Day, Name, PrivacyClass


class SettlementIntentionDeclared(EventBody):
    """The person said in which municipality he or she wants to settle."""

    about: ClassVar[About] = About(
        "settlement-intention-declared",
        1,
        "vestigingsgemeente opgegeven",
        Recorder.PRISON,
        PrivacyClass.CRIMINAL,
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
        PrivacyClass.CRIMINAL,
    )
    release_on: Day


class ReleaseNoticeReceived(EventBody):
    """The municipality confirmed that it received the notice of release."""

    about: ClassVar[About] = About(
        "release-notice-received",
        1,
        "ontvangst melding invrijheidstelling",
        Recorder.AFTERCARE,
        PrivacyClass.CRIMINAL,
    )
    release_on: Day | None = None
