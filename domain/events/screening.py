"""Screening: what a person has and lacks, as asked in detention or verified by anyone later."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Code, PrivacyClass, Value

HEALTH_NEEDS: Final = frozenset({Need.CARE, Need.MEDICATION})
"""Needs of which an answer says something about health: never in a body of another class."""

SCREENED: Final = tuple(need for need in Need if need not in HEALTH_NEEDS)


class ScreeningAnswer(StrEnum):
    """What a screening found of a need."""

    ARRANGED = "arranged"
    NOT_ARRANGED = "not-arranged"
    UNKNOWN = "unknown"
    DECLINED = "declined"
    NOT_APPLICABLE = "not-applicable"


class AnswerSource(StrEnum):
    """Who the answer comes from."""

    SELF_REPORT = "self-report"
    VERIFIED = "verified"


class DeclineReason(StrEnum):
    """Why a person did not take part."""

    NO_HELP_WANTED = "no-help-wanted"
    NO_TRUST = "no-trust"
    LANGUAGE = "language"
    NOT_STATED = "not-stated"


class Finding(Value):
    """The answer for one need."""

    need: Need
    answer: ScreeningAnswer
    source: AnswerSource = AnswerSource.SELF_REPORT


def _without_health(findings: tuple[Finding, ...]) -> None:
    for finding in findings:
        if finding.need in HEALTH_NEEDS:
            msg = (
                f"an answer about {finding.need} says something of health and needs its own event: "
                "record health-screening-completed"
            )
            raise ValueError(msg)


class ScreeningStarted(EventBody):
    """Screening began; `form` names the version of the questionnaire."""

    about: ClassVar[About] = About(
        "screening-started", 1, "screening gestart", Recorder.PRISON, PrivacyClass.CRIMINAL
    )
    form: Code = "basisdocument-nazorg"


class ScreeningCompleted(EventBody):
    """Screening ended, with one answer for each need asked about; none of them about health."""

    about: ClassVar[About] = About(
        "screening-completed",
        1,
        "screening afgerond",
        Recorder.PRISON,
        PrivacyClass.CRIMINAL,
        SCREENED,
    )
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_need_once(self) -> Self:
        _without_health(self.findings)
        needs = [finding.need for finding in self.findings]
        if len(set(needs)) != len(needs):
            msg = "each need has one answer in a screening"
            raise ValueError(msg)
        return self


class HealthScreeningCompleted(EventBody):
    """The part of a screening that is about care and medication; kept under keys of its own."""

    about: ClassVar[About] = About(
        "health-screening-completed",
        1,
        "screening zorg afgerond",
        Recorder.PRISON,
        PrivacyClass.HEALTH,
        (Need.CARE, Need.MEDICATION),
    )
    care: ScreeningAnswer | None = None
    medication: ScreeningAnswer | None = None
    source: AnswerSource = AnswerSource.SELF_REPORT


class ScreeningDeclined(EventBody):
    """The person did not want to be screened."""

    about: ClassVar[About] = About(
        "screening-declined",
        1,
        "medewerking aan screening geweigerd",
        Recorder.PRISON,
        PrivacyClass.CRIMINAL,
    )
    reason: DeclineReason


class NeedStatusVerified(EventBody):
    """Someone checked whether a need is arranged; stronger than what the person said."""

    about: ClassVar[About] = About(
        "need-status-verified",
        1,
        "status geverifieerd",
        Recorder.ANY,
        PrivacyClass.ORDINARY,
        SCREENED,
    )
    need: Need
    answer: ScreeningAnswer

    @model_validator(mode="after")
    def _not_about_health(self) -> Self:
        _without_health((Finding(need=self.need, answer=self.answer),))
        return self


class NeedDeclined(EventBody):
    """The person wants no help with a need; `informed`: whether the consequences were told."""

    about: ClassVar[About] = About(
        "need-declined",
        1,
        "hulp afgewezen door betrokkene",
        Recorder.ANY,
        PrivacyClass.ORDINARY,
        SCREENED,
    )
    need: Need
    informed: bool

    @model_validator(mode="after")
    def _not_about_health(self) -> Self:
        _without_health((Finding(need=self.need, answer=ScreeningAnswer.DECLINED),))
        return self
