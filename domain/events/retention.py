"""What becomes of what is kept: terms that ended, keys that were destroyed."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.values import PrivacyClass, StreamKind

_ORDINARY: Final = PrivacyClass.ORDINARY
_IN_LEDGER: Final = (StreamKind.LEDGER,)


class RetentionCategory(StrEnum):
    """What kind of file a term is for."""

    BENEFIT_FILE = "benefit-file"
    SOCIAL_SUPPORT_FILE = "social-support-file"
    RETURN_NOTICE = "return-notice"
    AFTERCARE_FILE = "aftercare-file"


class KeyKind(StrEnum):
    """Which keys of a person were destroyed."""

    PERSON = "person"
    HEALTH = "health"


class RetentionExpired(EventBody):
    """The term for which a kind of file is kept ended."""

    about: ClassVar[About] = About(
        "retention-expired",
        1,
        "bewaartermijn verstreken",
        Recorder.LEDGER_KEEPER,
        _ORDINARY,
        streams=_IN_LEDGER,
    )
    category: RetentionCategory


class KeyDestroyed(EventBody):
    """Keys were destroyed: what was encrypted under them cannot be read any more."""

    about: ClassVar[About] = About(
        "key-destroyed",
        1,
        "sleutel vernietigd",
        Recorder.LEDGER_KEEPER,
        _ORDINARY,
        streams=_IN_LEDGER,
    )
    key_kind: KeyKind


RetentionEvent = RetentionExpired | KeyDestroyed
"""What becomes of what is kept."""
