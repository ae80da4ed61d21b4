"""Plan and ownership: who takes up which need, and what is done during detention."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Code, Name, PrivacyClass

_CRIMINAL: Final = PrivacyClass.CRIMINAL


class DisputeGround(StrEnum):
    """Why an organisation says that a need is not for it to meet."""

    OTHER_MUNICIPALITY = "other-municipality"
    OTHER_ACT = "other-act"
    FORENSIC_TITLE = "forensic-title"
    NO_MANDATE = "no-mandate"
    NO_FUNDING = "no-funding"
    TARGET_GROUP = "target-group"
    OTHER = "other"


class PlanOutcome(StrEnum):
    """What an evaluation of the plan found."""

    ON_COURSE = "on-course"
    ADJUSTED = "adjusted"
    ENDED = "ended"


class Suitability(StrEnum):
    """Whether a person is fit and motivated for support in detention."""

    SUITABLE = "suitable"
    NOT_SUITABLE = "not-suitable"
    NOT_MOTIVATED = "not-motivated"


class InterventionResult(StrEnum):
    """How a behavioural intervention ended."""

    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"


class NeedOwnerAssigned(EventBody):
    """An organisation took up a need, or was given it.

    That an organisation looks after care says nothing of health, so every need may be named.
    """

    about: ClassVar[About] = About(
        "need-owner-assigned", 1, "eigenaar toegewezen", Recorder.ANY, _CRIMINAL
    )
    need: Need
    owner: Name
    owner_role: Name | None = None


class NeedOwnershipDisputed(EventBody):
    """Organisations do not agree on which of them has to meet a need."""

    about: ClassVar[About] = About(
        "need-ownership-disputed", 1, "eigenaarschap betwist", Recorder.ANY, _CRIMINAL
    )
    need: Need
    parties: Annotated[tuple[Name, ...], Field(min_length=1)]
    ground: DisputeGround


class ReintegrationPlanDrawnUp(EventBody):
    """A plan for detention and return was drawn up (*D&R-plan*, re-integration plan)."""

    about: ClassVar[About] = About(
        "reintegration-plan-drawn-up", 1, "re-integratieplan opgesteld", Recorder.PRISON, _CRIMINAL
    )
    needs: tuple[Need, ...] = ()
    participants: tuple[Name, ...] = ()


class ReintegrationPlanEvaluated(EventBody):
    """The plan was held against what came of it."""

    about: ClassVar[About] = About(
        "reintegration-plan-evaluated",
        1,
        "re-integratieplan geëvalueerd",
        Recorder.PRISON,
        _CRIMINAL,
    )
    outcome: PlanOutcome


class SuitabilityAssessed(EventBody):
    """It was assessed whether the person is fit and motivated for support."""

    about: ClassVar[About] = About(
        "suitability-assessed",
        1,
        "geschiktheid en motivatie vastgesteld",
        Recorder.PRISON,
        _CRIMINAL,
    )
    outcome: Suitability
    instrument: Code | None = None


class BehaviouralInterventionStarted(EventBody):
    """A recognised behavioural intervention began."""

    about: ClassVar[About] = About(
        "behavioural-intervention-started",
        1,
        "gedragsinterventie gestart",
        Recorder.PRISON,
        _CRIMINAL,
    )
    intervention: Code


class BehaviouralInterventionCompleted(EventBody):
    """A behavioural intervention ended, in full or not."""

    about: ClassVar[About] = About(
        "behavioural-intervention-completed",
        1,
        "gedragsinterventie afgerond",
        Recorder.PRISON,
        _CRIMINAL,
    )
    intervention: Code
    result: InterventionResult


PlanEvent = (
    NeedOwnerAssigned
    | NeedOwnershipDisputed
    | ReintegrationPlanDrawnUp
    | ReintegrationPlanEvaluated
    | SuitabilityAssessed
    | BehaviouralInterventionStarted
    | BehaviouralInterventionCompleted
)
"""Who takes up which need, and what is planned and done in detention."""
