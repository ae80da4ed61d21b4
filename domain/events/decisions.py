"""Applications taken back, decisions put off or asked for in default, objections, revisions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Self

from pydantic import AfterValidator, model_validator

from domain.events.base import About, EventBody, Recorder
from domain.events.screening import NOT_OF_HEALTH, not_of_health
from domain.needs import Need
from domain.values import Code, Day, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY


class DecisionOn(StrEnum):
    """What a decision that is put off will answer."""

    APPLICATION = "application"
    OBJECTION = "objection"
    DATA_SUBJECT_REQUEST = "data-subject-request"


class ObjectionOutcome(StrEnum):
    """What was decided on an objection."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"


class RevisedOutcome(StrEnum):
    """What a revised decision says."""

    GRANTED = "granted"
    REFUSED = "refused"
    CHANGED = "changed"


class ApplicationWithdrawn(EventBody):
    """An application was taken back before it was decided."""

    about: ClassVar[About] = About(
        "application-withdrawn", 1, "aanvraag ingetrokken", Recorder.ANY, _ORDINARY, NOT_OF_HEALTH
    )
    need: Annotated[Need, AfterValidator(not_of_health("care-ended or care-declined"))]


class DecisionTermExtended(EventBody):
    """The authority wrote, before its term was over, that it decides later: on `until` at last.

    An application is for a need, which is named; an objection or a request about one's own data
    may be about none (Awb art. 4:14 and 7:10(3), AVG art. 12(3)).
    """

    about: ClassVar[About] = About(
        "decision-term-extended", 1, "beslistermijn verlengd", Recorder.ANY, _ORDINARY
    )
    decision: DecisionOn
    need: Annotated[Need, AfterValidator(not_of_health("contact-made, which names no need"))] | None
    until: Day

    @model_validator(mode="after")
    def _an_application_is_for_a_need(self) -> Self:
        if self.decision is DecisionOn.APPLICATION and self.need is None:
            msg = "an application is for a need: say for which"
            raise ValueError(msg)
        return self


class DefaultNoticeGiven(EventBody):
    """The person wrote that the authority is too late, and asked for a decision (Awb 4:17(3))."""

    about: ClassVar[About] = About(
        "default-notice-given", 1, "ingebrekestelling", Recorder.PERSON, _ORDINARY
    )
    need: Annotated[Need, AfterValidator(not_of_health("contact-made, which names no need"))]


class ObjectionFiled(EventBody):
    """An objection was made; `against` is the name of the type of the decision."""

    about: ClassVar[About] = About(
        "objection-filed", 1, "bezwaar gemaakt", Recorder.PERSON, _ORDINARY
    )
    against: Code
    need: (
        Annotated[Need, AfterValidator(not_of_health("objection-filed without a need"))] | None
    ) = None


class ObjectionDecided(EventBody):
    """An objection was decided."""

    about: ClassVar[About] = About(
        "objection-decided", 1, "beslist op bezwaar", Recorder.ANY, _ORDINARY
    )
    outcome: ObjectionOutcome
    need: (
        Annotated[Need, AfterValidator(not_of_health("objection-decided without a need"))] | None
    ) = None


class DecisionRevised(EventBody):
    """A decision was replaced by another; `causation` of the envelope names the first one."""

    about: ClassVar[About] = About(
        "decision-revised", 1, "besluit herzien", Recorder.ANY, _ORDINARY, NOT_OF_HEALTH
    )
    need: Annotated[Need, AfterValidator(not_of_health("care-accepted or care-declined"))]
    outcome: RevisedOutcome


DecisionEvent = (
    ApplicationWithdrawn
    | DecisionTermExtended
    | DefaultNoticeGiven
    | ObjectionFiled
    | ObjectionDecided
    | DecisionRevised
)
"""What happens to applications and decisions of every kind."""
