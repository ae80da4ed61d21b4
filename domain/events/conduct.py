"""The certificate of conduct (*verklaring omtrent het gedrag, VOG*)."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Code, PrivacyClass

_CRIMINAL: Final = PrivacyClass.CRIMINAL
_CERTIFICATE: Final = (Need.CONDUCT_CERTIFICATE,)


class ConductRefusal(StrEnum):
    """Why a certificate of conduct was refused."""

    RECORDED_OFFENCE = "recorded-offence"
    NOT_NECESSARY = "not-necessary"
    IDENTITY_UNCLEAR = "identity-unclear"


class ConductCertificateRequested(EventBody):
    """A certificate was asked for; `screening_profile` is the code of the kind of work."""

    about: ClassVar[About] = About(
        "conduct-certificate-requested",
        1,
        "verklaring omtrent het gedrag aangevraagd",
        Recorder.PERSON,
        _CRIMINAL,
        _CERTIFICATE,
    )
    screening_profile: Code | None = None


class ConductCertificateRefusalIntended(EventBody):
    """The person was told that a refusal is intended, and may respond."""

    about: ClassVar[About] = About(
        "conduct-certificate-refusal-intended",
        1,
        "voornemen tot weigering verklaring omtrent het gedrag",
        Recorder.CONDUCT_AUTHORITY,
        _CRIMINAL,
        _CERTIFICATE,
    )


class ConductCertificateGranted(EventBody):
    """A certificate of conduct was granted."""

    about: ClassVar[About] = About(
        "conduct-certificate-granted",
        1,
        "verklaring omtrent het gedrag afgegeven",
        Recorder.CONDUCT_AUTHORITY,
        _CRIMINAL,
        _CERTIFICATE,
    )


class ConductCertificateRefused(EventBody):
    """A certificate of conduct was refused."""

    about: ClassVar[About] = About(
        "conduct-certificate-refused",
        1,
        "verklaring omtrent het gedrag geweigerd",
        Recorder.CONDUCT_AUTHORITY,
        _CRIMINAL,
        _CERTIFICATE,
    )
    reason: ConductRefusal


ConductEvent = (
    ConductCertificateRequested
    | ConductCertificateRefusalIntended
    | ConductCertificateGranted
    | ConductCertificateRefused
)
"""What happens to a certificate of conduct."""
