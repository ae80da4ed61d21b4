"""Social support (*Wmo*): reporting a need, applying, the decision; and welfare services."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_SUPPORT: Final = (Need.SHELTER, Need.HOUSING, Need.WELFARE)
_WELFARE: Final = (Need.WELFARE,)


class SupportKind(StrEnum):
    """What kind of support.

    Shelter meets the need of a roof, sheltered housing that of housing, guidance that of welfare.
    """

    SHELTER = "shelter"
    SHELTERED_HOUSING = "sheltered-housing"
    GUIDANCE = "guidance"


class SupportRefusal(StrEnum):
    """Why support was refused."""

    NO_NEED = "no-need"
    OWN_NETWORK = "own-network"
    OTHER_PROVISION = "other-provision"
    OTHER = "other"


class SocialSupportReported(EventBody):
    """A need of support was reported; `urgent`: support is needed at once (Wmo 2015 art. 2.3.3)."""

    about: ClassVar[About] = About(
        "social-support-reported",
        1,
        "melding maatschappelijke ondersteuning",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _SUPPORT,
    )
    kind: SupportKind
    urgent: bool = False


class SocialSupportApplied(EventBody):
    """Support was applied for."""

    about: ClassVar[About] = About(
        "social-support-applied",
        1,
        "maatwerkvoorziening aangevraagd",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _SUPPORT,
    )
    kind: SupportKind


class SocialSupportGranted(EventBody):
    """Support was granted; a place in a shelter or house has still to be taken up."""

    about: ClassVar[About] = About(
        "social-support-granted",
        1,
        "maatwerkvoorziening toegekend",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _SUPPORT,
    )
    kind: SupportKind


class SocialSupportRefused(EventBody):
    """Support was refused."""

    about: ClassVar[About] = About(
        "social-support-refused",
        1,
        "maatwerkvoorziening geweigerd",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _SUPPORT,
    )
    kind: SupportKind
    reason: SupportRefusal


class WelfareServiceStarted(EventBody):
    """A welfare service began, such as daytime activities."""

    about: ClassVar[About] = About(
        "welfare-service-started",
        1,
        "welzijnsdienst gestart",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _WELFARE,
    )


class WelfareServiceEnded(EventBody):
    """A welfare service ended."""

    about: ClassVar[About] = About(
        "welfare-service-ended",
        1,
        "welzijnsdienst beëindigd",
        Recorder.SOCIAL_SUPPORT,
        _ORDINARY,
        _WELFARE,
    )


SupportEvent = (
    SocialSupportReported
    | SocialSupportApplied
    | SocialSupportGranted
    | SocialSupportRefused
    | WelfareServiceStarted
    | WelfareServiceEnded
)
"""What happens to social support."""
