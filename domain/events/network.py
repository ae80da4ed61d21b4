"""The people around a person: guidance, family and friends, programmes of volunteers."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Code, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL
_NETWORK: Final = (Need.NETWORK,)


class NetworkKind(StrEnum):
    """Who the contact is."""

    FAMILY = "family"
    FRIENDS = "friends"
    VOLUNTEER = "volunteer"
    CHURCH = "church"
    OTHER = "other"


class ProgrammeResult(StrEnum):
    """Whether a programme was left with success."""

    SUCCESS = "success"
    NO_SUCCESS = "no-success"


class GuidanceContactHeld(EventBody):
    """A volunteer or counsellor met the person."""

    about: ClassVar[About] = About(
        "guidance-contact-held", 1, "begeleidingscontact", Recorder.GUIDANCE, _ORDINARY, _NETWORK
    )


class NetworkContactEstablished(EventBody):
    """Contact with people who support the person came about."""

    about: ClassVar[About] = About(
        "network-contact-established",
        1,
        "contact met netwerk gelegd",
        Recorder.GUIDANCE,
        _ORDINARY,
        _NETWORK,
    )
    kind: NetworkKind


class ProgrammeExited(EventBody):
    """The person left a programme of return, such as Exodus."""

    about: ClassVar[About] = About(
        "programme-exited", 1, "uitstroom uit voorziening", Recorder.GUIDANCE, _CRIMINAL
    )
    programme: Code
    result: ProgrammeResult


NetworkEvent = GuidanceContactHeld | NetworkContactEstablished | ProgrammeExited
"""What happens to the people around a person."""
