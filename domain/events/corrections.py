"""Corrections: new events that change how an earlier event is read; the earlier one stays as it is.

A decision that is revised is a new fact and has its own event, not a correction.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from pydantic import JsonValue

from domain.events.base import About, EventBody, Recorder
from domain.values import Day, Name, StreamKind

_ANYWHERE: Final = tuple(StreamKind)
"""A correction stands in the stream of what it corrects."""


class CorrectionReason(StrEnum):
    """Why an event is corrected or retracted."""

    TYPING_ERROR = "typing-error"
    WRONG_DATE = "wrong-date"
    WRONG_PERSON = "wrong-person"
    WRONG_VALUE = "wrong-value"
    DUPLICATE = "duplicate"
    NEVER_HAPPENED = "never-happened"
    LATE_INFORMATION = "late-information"


class EventCorrected(EventBody):
    """An earlier event is read with these values from now on.

    Attributes:
        reason: Why.
        body: The whole body as it should have been, checked against the type of the corrected
            event; None when the body stays as it was.
        occurred_on: The day as it should have been, ISO 8601; None when it stays.
        effect_from: First day of effect as it should have been; None when it stays.
        effect_until: Last day of effect as it should have been; None when it stays.
    """

    about: ClassVar[About] = About(
        "event-corrected", 1, "correctie", Recorder.ANY, None, streams=_ANYWHERE
    )
    reason: CorrectionReason
    body: dict[str, JsonValue] | None = None
    occurred_on: Name | None = None
    effect_from: Day | None = None
    effect_until: Day | None = None


class EventRetractionProposed(EventBody):
    """Someone proposes that an event be read as never having happened; another has to approve."""

    about: ClassVar[About] = About(
        "event-retraction-proposed",
        1,
        "intrekking voorgesteld",
        Recorder.ANY,
        None,
        streams=_ANYWHERE,
    )
    reason: CorrectionReason


class EventRetracted(EventBody):
    """An event is read as never having happened: proposed by one account, approved by another."""

    about: ClassVar[About] = About(
        "event-retracted", 1, "intrekking", Recorder.ANY, None, streams=_ANYWHERE
    )
    reason: CorrectionReason


CorrectionEvent = EventCorrected | EventRetractionProposed | EventRetracted
"""What changes how an earlier event is read; resolved before anything is folded."""
