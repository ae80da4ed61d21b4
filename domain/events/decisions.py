"""Applications taken back, objections, and decisions that were revised."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator

from domain.events.base import About, EventBody, Recorder
from domain.events.screening import SCREENED, not_of_health
from domain.needs import Need
from domain.values import Code, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY


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
        "application-withdrawn", 1, "aanvraag ingetrokken", Recorder.ANY, _ORDINARY, SCREENED
    )
    need: Annotated[Need, AfterValidator(not_of_health("care-ended or care-declined"))]


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
        "decision-revised", 1, "besluit herzien", Recorder.ANY, _ORDINARY, SCREENED
    )
    need: Annotated[Need, AfterValidator(not_of_health("care-accepted or care-declined"))]
    outcome: RevisedOutcome


DecisionEvent = ApplicationWithdrawn | ObjectionFiled | ObjectionDecided | DecisionRevised
"""What happens to applications and decisions of every kind."""
