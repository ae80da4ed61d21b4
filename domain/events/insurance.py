"""Health insurance (*zorgverzekering*), which is suspended while a person is detained."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_INSURANCE: Final = (Need.INSURANCE,)


class RestartProof(StrEnum):
    """With what the end of the detention was shown."""

    RELEASE_DOCUMENT = "release-document"
    DETENTION_STATEMENT = "detention-statement"
    NONE = "none"


class InsuranceEnd(StrEnum):
    """Why the insurance ended."""

    ARREARS = "arrears"
    NOT_RESIDENT = "not-resident"
    OTHER = "other"


class InsuranceSuspended(EventBody):
    """Cover and premium stand still (Zorgverzekeringswet art. 24)."""

    about: ClassVar[About] = About(
        "insurance-suspended",
        1,
        "zorgverzekering opgeschort",
        Recorder.INSURER,
        _ORDINARY,
        _INSURANCE,
    )


class InsuranceRestarted(EventBody):
    """The insurance runs again."""

    about: ClassVar[About] = About(
        "insurance-restarted", 1, "zorgverzekering hervat", Recorder.INSURER, _ORDINARY, _INSURANCE
    )
    proof: RestartProof | None = None


class InsuranceEnded(EventBody):
    """The insurance ended."""

    about: ClassVar[About] = About(
        "insurance-ended", 1, "zorgverzekering beëindigd", Recorder.INSURER, _ORDINARY, _INSURANCE
    )
    reason: InsuranceEnd


InsuranceEvent = InsuranceSuspended | InsuranceRestarted | InsuranceEnded
"""What happens to health insurance."""
