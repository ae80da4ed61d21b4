"""The handover of a person from prison to municipality (*warme overdracht*)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import PrivacyClass, Value

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL


class HandoverForm(StrEnum):
    """Warm is a talk between the two, cold is a document alone."""

    WARM = "warm"
    COLD = "cold"


class HandoverMethod(StrEnum):
    """How the handover took place."""

    MEETING = "meeting"
    VIDEO = "video"
    DOCUMENT = "document"


class HandoverReason(StrEnum):
    """Why a handover, or one need of it, was rejected."""

    OTHER_MUNICIPALITY = "other-municipality"
    NO_MANDATE = "no-mandate"
    NO_FUNDING = "no-funding"
    TOO_LATE = "too-late"
    INCOMPLETE = "incomplete"
    NOT_OUR_TASK = "not-our-task"
    UNKNOWN_PERSON = "unknown-person"


class HandoverAnswer(Value):
    """What the receiving organisation says of one need; a need that it rejects has a reason."""

    need: Need
    accepted: bool
    reason: HandoverReason | None = None

    @model_validator(mode="after")
    def _a_rejection_has_a_reason(self) -> Self:
        if self.accepted != (self.reason is None):
            reasons = ", ".join(HandoverReason)
            msg = f"a need that is rejected has a reason ({reasons}); one that is accepted has none"
            raise ValueError(msg)
        return self


class HandoverOffered(EventBody):
    """The prison offered to hand over the needs of a person.

    That care is among them says nothing of health, so every need may be named.
    """

    about: ClassVar[About] = About(
        "handover-offered", 1, "overdracht aangeboden", Recorder.PRISON, _CRIMINAL
    )
    form: HandoverForm
    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    method: HandoverMethod | None = None


class HandoverAccepted(EventBody):
    """The receiving organisation took over the person, need by need."""

    about: ClassVar[About] = About(
        "handover-accepted", 1, "overdracht aanvaard", Recorder.AFTERCARE, _CRIMINAL
    )
    answers: Annotated[tuple[HandoverAnswer, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_need_once(self) -> Self:
        needs = [answer.need for answer in self.answers]
        if len(set(needs)) != len(needs):
            msg = "each need has one answer in a handover"
            raise ValueError(msg)
        return self


class HandoverRejected(EventBody):
    """The receiving organisation did not take over the person."""

    about: ClassVar[About] = About(
        "handover-rejected", 1, "overdracht geweigerd", Recorder.AFTERCARE, _CRIMINAL
    )
    reason: HandoverReason


class HandoverRated(EventBody):
    """The receiving organisation rated the handover: 1 is poor, 5 is good."""

    about: ClassVar[About] = About(
        "handover-rated", 1, "overdracht beoordeeld", Recorder.AFTERCARE, _ORDINARY
    )
    score: Annotated[int, Field(ge=1, le=5)]


HandoverEvent = HandoverOffered | HandoverAccepted | HandoverRejected | HandoverRated
"""How a person is handed over."""
