"""Oversight: who watches over an agreement, and what happens when people do not get on.

Escalations stand in the stream of the person or of the agreement that they are about.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Name, PrivacyClass, StreamKind

_CRIMINAL: Final = PrivacyClass.CRIMINAL
_IN_AGREEMENT: Final = (StreamKind.AGREEMENT,)
_IN_EITHER: Final = (StreamKind.PERSON, StreamKind.AGREEMENT)


class ReviewOutcome(StrEnum):
    """What a review found."""

    ON_COURSE = "on-course"
    OVERDUE = "overdue"
    BREACHED = "breached"
    CLOSED = "closed"


class EscalationLevel(StrEnum):
    """Whom a question was put to."""

    TEAM = "team"
    MANAGEMENT = "management"
    ADMINISTRATOR = "administrator"
    NATIONAL = "national"


class EscalationTopic(StrEnum):
    """What an escalation is about."""

    NEED_WITHOUT_OWNER = "need-without-owner"
    OWNERSHIP_DISPUTE = "ownership-dispute"
    HANDOVER_REJECTED = "handover-rejected"
    OVERDUE = "overdue"
    DEADLOCK = "deadlock"
    DATA_REFUSED = "data-refused"


class EscalationOutcome(StrEnum):
    """What came of an escalation."""

    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed-on"


class ConferenceSetting(StrEnum):
    """Where a case was discussed."""

    SAFETY_HOUSE = "safety-house"
    JUSTICE_IN_THE_NEIGHBOURHOOD = "justice-in-the-neighbourhood"
    POST_DETENTION_HOUSE = "post-detention-house"
    OTHER = "other"


class ExceptionMotive(StrEnum):
    """Why a rule was departed from."""

    HARDSHIP = "hardship"
    URGENT_NEED = "urgent-need"
    PREVENTS_DEADLOCK = "prevents-deadlock"
    PILOT = "pilot"
    OTHER = "other"


class OverseerAssigned(EventBody):
    """Someone was asked to watch over an agreement."""

    about: ClassVar[About] = About(
        "overseer-assigned",
        1,
        "toezichthouder aangewezen",
        Recorder.OVERSEER,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    overseer: Name


class OverseerChanged(EventBody):
    """Someone else watches over an agreement from now on."""

    about: ClassVar[About] = About(
        "overseer-changed",
        1,
        "toezichthouder gewijzigd",
        Recorder.OVERSEER,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    overseer: Name


class OversightReviewHeld(EventBody):
    """The overseer held an agreement against what came of it."""

    about: ClassVar[About] = About(
        "oversight-review-held",
        1,
        "toezichtoverleg gehouden",
        Recorder.OVERSEER,
        _CRIMINAL,
        streams=_IN_AGREEMENT,
    )
    outcome: ReviewOutcome


class EscalationRaised(EventBody):
    """A question was put to someone higher up."""

    about: ClassVar[About] = About(
        "escalation-raised", 1, "opgeschaald", Recorder.ANY, _CRIMINAL, streams=_IN_EITHER
    )
    level: EscalationLevel
    topic: EscalationTopic
    need: Need | None = None


class EscalationResolved(EventBody):
    """A question that was put higher up came to an end."""

    about: ClassVar[About] = About(
        "escalation-resolved", 1, "opschaling afgerond", Recorder.ANY, _CRIMINAL, streams=_IN_EITHER
    )
    outcome: EscalationOutcome
    need: Need | None = None


class CaseConferenceHeld(EventBody):
    """Organisations discussed the case of a person; what they agreed is an agreement of its own."""

    about: ClassVar[About] = About(
        "case-conference-held", 1, "casusoverleg gehouden", Recorder.SAFETY_HOUSE, _CRIMINAL
    )
    participants: Annotated[tuple[Name, ...], Field(min_length=1)]
    setting: ConferenceSetting


class ExceptionApplied(EventBody):
    """A rule was departed from for this person; `rule` is the name of that rule."""

    about: ClassVar[About] = About(
        "exception-applied", 1, "afwijking of maatwerk toegepast", Recorder.ANY, _CRIMINAL
    )
    rule: Name
    motive: ExceptionMotive
    need: Need | None = None


OverseerEvent = OverseerAssigned | OverseerChanged | OversightReviewHeld
"""Who watches over an agreement."""

EscalationEvent = EscalationRaised | EscalationResolved
"""What is put to someone higher up; about a person or about an agreement."""

CaseEvent = CaseConferenceHeld | ExceptionApplied
"""What organisations do together for one person, and where they depart from a rule."""
