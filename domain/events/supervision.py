"""Outside the institution under a title: extramural phases, conditional release, forensic care."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from domain.events.base import About, EventBody, Recorder
from domain.values import Day, PrivacyClass

_CRIMINAL: Final = PrivacyClass.CRIMINAL


class ExtramuralKind(StrEnum):
    """In what form the last part of a sentence is served outside the institution."""

    PENITENTIARY_PROGRAMME = "penitentiary-programme"
    BASIC_PENITENTIARY_PROGRAMME = "basic-penitentiary-programme"
    TRIAL_LEAVE = "trial-leave"
    ELECTRONIC_MONITORING = "electronic-monitoring"
    ISD_EXTRAMURAL = "isd-extramural"


class ExtramuralEnd(StrEnum):
    """How an extramural phase ended."""

    COMPLETED = "completed"
    REVOKED = "revoked"
    RELEASED = "released"


class ConditionalReleaseEnd(StrEnum):
    """How a conditional release ended."""

    COMPLETED = "completed"
    REVOKED = "revoked"


class ExtramuralPhaseStarted(EventBody):
    """The person began to serve outside the institution, where a benefit may be possible."""

    about: ClassVar[About] = About(
        "extramural-phase-started", 1, "extramurale fase gestart", Recorder.PRISON, _CRIMINAL
    )
    kind: ExtramuralKind


class ExtramuralPhaseEnded(EventBody):
    """An extramural phase ended."""

    about: ClassVar[About] = About(
        "extramural-phase-ended", 1, "extramurale fase beëindigd", Recorder.PRISON, _CRIMINAL
    )
    reason: ExtramuralEnd


class ConditionalReleaseStarted(EventBody):
    """A conditional release began, under the supervision of probation, through `until`."""

    about: ClassVar[About] = About(
        "conditional-release-started",
        1,
        "voorwaardelijke invrijheidstelling gestart",
        Recorder.PROBATION,
        _CRIMINAL,
    )
    until: Day | None = None


class ConditionalReleaseEnded(EventBody):
    """A conditional release ended."""

    about: ClassVar[About] = About(
        "conditional-release-ended",
        1,
        "voorwaardelijke invrijheidstelling beëindigd",
        Recorder.PROBATION,
        _CRIMINAL,
    )
    reason: ConditionalReleaseEnd


class ForensicTitleStarted(EventBody):
    """A judicial title under which justice pays for care began; it lasts through `until`."""

    about: ClassVar[About] = About(
        "forensic-title-started",
        1,
        "justitiële titel voor zorg begonnen",
        Recorder.PROBATION,
        _CRIMINAL,
    )
    until: Day | None = None


class ForensicTitleEnded(EventBody):
    """The judicial title ended; who pays for care changes."""

    about: ClassVar[About] = About(
        "forensic-title-ended",
        1,
        "justitiële titel voor zorg geëindigd",
        Recorder.PROBATION,
        _CRIMINAL,
    )


SupervisionEvent = (
    ExtramuralPhaseStarted
    | ExtramuralPhaseEnded
    | ConditionalReleaseStarted
    | ConditionalReleaseEnded
    | ForensicTitleStarted
    | ForensicTitleEnded
)
"""What happens to a person outside the institution under a title."""
