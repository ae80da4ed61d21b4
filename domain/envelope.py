"""What every event says about itself: who, what, when, on whose authority, for which purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from domain.events import CORRECTION_TYPES, EVENT_TYPES, EventBody
from domain.values import (
    AMSTERDAM,
    AwareTime,
    Certainty,
    Day,
    EventId,
    Name,
    PersonId,
    PrivacyClass,
    StreamId,
    Value,
    When,
    aware,
    day_of,
    kind_of_stream,
    person_of_stream,
)

_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)

OTHER_SUBJECTS: Final = "other_subjects"
"""The kind of fault of an event in the stream of a person that names other subjects than them."""

TypeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[1-9][0-9]*$")]
"""The stable name of an event type with its version, such as `id-card-applied/1`."""


def _when(value: Any) -> Any:
    """Read a day or a moment from its text; pydantic's own union would guess midnight."""
    if isinstance(value, str):
        try:
            if len(value) == len("2026-03-02"):
                return date.fromisoformat(value)
            return datetime.fromisoformat(value)
        except ValueError as error:
            msg = f"{value!r} is no date (2026-03-02) and no time with a zone: {error}"
            raise ValueError(msg) from error
    return value


def _aware_when(value: When) -> When:
    return aware(value) if isinstance(value, datetime) else value


OccurredOn = Annotated[datetime | date, BeforeValidator(_when), AfterValidator(_aware_when)]
"""A day (`2026-03-02`), or a moment with its offset (`2026-03-02T10:15:00+01:00`)."""


class CorrectionKind(StrEnum):
    """Why an event changes how an earlier one is read."""

    ERROR = "error"
    LATE_INFORMATION = "late-information"
    RETRACTION = "retraction"


class EventReference(Value):
    """One event, as its sender named it."""

    event_id: EventId
    source: Name


class Evidence(Value):
    """A document that shows the act: where it is kept, and the SHA-256 of its bytes in hex."""

    reference: Name
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None


class Envelope(Value):
    """The part of an event that is the same for all types.

    Attributes:
        event_id: The sender's id, or a UUIDv7 of this ledger; with `source` the idempotency key.
        source: The system that said it, such as `urn:nld:oin:...:systeem:burgerzaken`.
        stream: Whose history the event belongs to.
        type: Stable name and version of the type of the body.
        subjects: The persons concerned, none to many.
        occurred_on: When the act took place: a day, or a moment with its offset.
        certainty: Whether that day is known or estimated.
        effect_from: First day on which the act has effect; None means the day of the act.
        effect_until: Last day of that effect; None means that no end is known.
        noted_at: When the source logged the act (CloudEvents `time`).
        actor: Pseudonym of the account or office that acted.
        role: The role in which the actor acted.
        organisation: The acting organisation, by OIN where it has one.
        recorded_by: The account that typed or imported the event; not the actor.
        to: Organisations to which the act was sent.
        mandate: Reference of the mandate on which the actor relied.
        purpose: Code of the purpose of the processing.
        legal_basis: Law and article on which the act rests.
        causation: The event that led to this one.
        correlation: What several events have in common, such as one conversation or one decision.
        corrects: The event that this one corrects or retracts.
        correction_kind: Why it does; present exactly when `corrects` is.
        evidence: The document that shows the act.
        privacy_class: What kind of personal data the body holds.
    """

    event_id: EventId
    source: Name
    stream: StreamId
    type: TypeName
    subjects: tuple[PersonId, ...] = ()
    occurred_on: OccurredOn
    certainty: Certainty = Certainty.KNOWN
    effect_from: Day | None = None
    effect_until: Day | None = None
    noted_at: AwareTime | None = None
    actor: Name
    role: Name
    organisation: Name
    recorded_by: Name
    to: tuple[Name, ...] = ()
    mandate: Name | None = None
    purpose: Name
    legal_basis: Name
    causation: EventId | None = None
    correlation: EventId | None = None
    corrects: EventReference | None = None
    correction_kind: CorrectionKind | None = None
    evidence: Evidence | None = None
    privacy_class: PrivacyClass

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if (self.corrects is None) != (self.correction_kind is None):
            msg = "corrects and correction_kind go together: give both or neither"
            raise ValueError(msg)
        if (self.type in CORRECTION_TYPES) != (self.corrects is not None):
            types = ", ".join(sorted(CORRECTION_TYPES))
            msg = f"an event names the one that it corrects exactly when its type is of {types}"
            raise ValueError(msg)
        person = person_of_stream(self.stream)
        if person is not None and self.subjects != (person,):
            raise PydanticCustomError(
                OTHER_SUBJECTS,
                "an event in the stream of a person concerns that person alone: name that subject",
            )
        return self

    @property
    def day(self) -> date:
        """The day in the Netherlands on which the act took place."""
        return day_of(self.occurred_on)

    @property
    def effective_from(self) -> date:
        """First day on which the act has effect."""
        return self.effect_from or self.day

    @property
    def subject(self) -> str | None:
        """The person whom the body concerns, where there is one."""
        return self.subjects[0] if len(self.subjects) == 1 else None


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded event as it is read back: its place, when it was recorded, envelope and body.

    Attributes:
        position: Place in the ledger, from 1 without gaps.
        version: Place in its stream, from 1 without gaps.
        recorded_at: When this ledger recorded it, UTC.
        envelope: What the event says about itself.
        body: What happened; None when the person it concerned has been erased since.
        corrected_by: Ids of the corrections that made it read as it does, oldest first.
        is_linked: Whether it is read as one person with acts in the streams of other pseudonyms.
    """

    position: int
    version: int
    recorded_at: datetime
    envelope: Envelope
    body: EventBody | None
    corrected_by: tuple[str, ...] = ()
    is_linked: bool = False

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the events on which what this act says rests."""
        return (self.envelope.event_id, *self.corrected_by)

    @property
    def key(self) -> tuple[str, str]:
        """The pair by which an act is known once: source and event id."""
        return self.envelope.source, self.envelope.event_id

    @property
    def recorded_day(self) -> date:
        """The day in the Netherlands on which the ledger recorded the act."""
        return self.recorded_at.astimezone(AMSTERDAM).date()


def is_misplaced(envelope: Envelope) -> bool:
    """Return whether an event stands in a stream of a kind where its type does not belong.

    Whatever is said of a person is read from the person's stream, and of an agreement from that of
    the agreement, so such an event would be kept and never count. A correction stands in the
    stream of what it corrects.
    """
    kind = EVENT_TYPES.get(envelope.type)
    return kind is not None and kind_of_stream(envelope.stream) not in kind.about.streams


def order(act: Act) -> tuple[date, int, datetime, int]:
    """Return the key that puts the acts of one person in order.

    By day; within a day what is known to the day before what is known to the moment; then by
    moment; then by position in the ledger.
    """
    when = act.envelope.occurred_on
    if isinstance(when, datetime):
        return act.envelope.day, 1, when.astimezone(UTC), act.position
    return act.envelope.day, 0, _BEFORE_ALL, act.position
