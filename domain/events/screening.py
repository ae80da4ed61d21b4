"""Screening: what a person has and lacks, as asked in detention or verified by anyone later."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import AfterValidator, Field, model_validator

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Code, PrivacyClass, Value

HEALTH_NEEDS: Final = frozenset({Need.CARE, Need.MEDICATION})
"""Needs of which an answer says something about health: never in a body of another class."""

OF_HEALTH: Final = tuple(need for need in Need if need in HEALTH_NEEDS)

NOT_OF_HEALTH: Final = tuple(need for need in Need if need not in HEALTH_NEEDS)


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


class Urgency(StrEnum):
    """How soon a need has to be met."""

    NORMAL = "normal"
    URGENT = "urgent"
    IMMEDIATE = "immediate"


def not_of_health(instead: str) -> Callable[[Need], Need]:
    """Return a check that refuses a need of health, and names what to record instead.

    A body has one privacy class: what it says of health would be read under the keys of others.
    """

    def check(need: Need) -> Need:
        if need in HEALTH_NEEDS:
            msg = (
                f"an answer about {need} says something of health and needs its own event: "
                f"record {instead}"
            )
            raise ValueError(msg)
        return need

    return check


def of_health(instead: str) -> Callable[[Need], Need]:
    """Return a check that refuses a need that is not of health, and names what to record."""

    def check(need: Need) -> Need:
        if need not in HEALTH_NEEDS:
            needs = " and ".join(sorted(HEALTH_NEEDS))
            msg = (
                f"this event is about health, of which the needs are {needs}; for {need} "
                f"record {instead}"
            )
            raise ValueError(msg)
        return need

    return check


class Finding(Value):
    """The answer for one need."""

    need: Need
    answer: ScreeningAnswer
    source: AnswerSource = AnswerSource.SELF_REPORT


_not_screened_here: Final = not_of_health("health-screening-completed")


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
        NOT_OF_HEALTH,
    )
    findings: Annotated[tuple[Finding, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_need_once_and_none_of_health(self) -> Self:
        needs = [finding.need for finding in self.findings]
        for need in needs:
            _not_screened_here(need)
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
        OF_HEALTH,
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


class NeedIdentified(EventBody):
    """Someone established that a need has to be met; it is open from then on."""

    about: ClassVar[About] = About(
        "need-identified",
        1,
        "behoefte vastgesteld",
        Recorder.ANY,
        PrivacyClass.ORDINARY,
        NOT_OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(not_of_health("health-need-identified"))]
    urgency: Urgency = Urgency.NORMAL


class NeedStatusVerified(EventBody):
    """Someone checked whether a need is arranged; stronger than what the person said."""

    about: ClassVar[About] = About(
        "need-status-verified",
        1,
        "status geverifieerd",
        Recorder.ANY,
        PrivacyClass.ORDINARY,
        NOT_OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(not_of_health("health-need-status-verified"))]
    answer: ScreeningAnswer


class NeedDeclined(EventBody):
    """The person wants no help with a need; `informed`: whether the consequences were told."""

    about: ClassVar[About] = About(
        "need-declined",
        1,
        "hulp afgewezen door betrokkene",
        Recorder.ANY,
        PrivacyClass.ORDINARY,
        NOT_OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(not_of_health("health-need-declined"))]
    informed: bool


class HealthNeedIdentified(EventBody):
    """Someone established that care or medication has to be arranged."""

    about: ClassVar[About] = About(
        "health-need-identified",
        1,
        "zorgbehoefte vastgesteld als open punt",
        Recorder.ANY,
        PrivacyClass.HEALTH,
        OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(of_health("need-identified"))]
    urgency: Urgency = Urgency.NORMAL


class HealthNeedStatusVerified(EventBody):
    """Someone checked whether care or medication is arranged."""

    about: ClassVar[About] = About(
        "health-need-status-verified",
        1,
        "status zorg of medicatie geverifieerd",
        Recorder.ANY,
        PrivacyClass.HEALTH,
        OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(of_health("need-status-verified"))]
    answer: ScreeningAnswer


class HealthNeedDeclined(EventBody):
    """The person wants no help with care or medication; `informed`: whether told what follows."""

    about: ClassVar[About] = About(
        "health-need-declined",
        1,
        "hulp bij zorg of medicatie afgewezen door betrokkene",
        Recorder.ANY,
        PrivacyClass.HEALTH,
        OF_HEALTH,
    )
    need: Annotated[Need, AfterValidator(of_health("need-declined"))]
    informed: bool


ScreeningEvent = (
    ScreeningStarted
    | ScreeningCompleted
    | HealthScreeningCompleted
    | ScreeningDeclined
    | NeedIdentified
    | NeedStatusVerified
    | NeedDeclined
    | HealthNeedIdentified
    | HealthNeedStatusVerified
    | HealthNeedDeclined
)
"""What is asked and found of the needs of a person."""
