"""What goes into a ledger, what comes back, and what a ledger says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.envelope import Act, Envelope
from domain.events import EventBody
from ledger.clock import to_microseconds


def content_of(envelope: Envelope) -> dict[str, object]:
    """Return what makes two envelopes say the same, with each moment as its microseconds.

    Who typed it does not count: the same act may be sent again by another account. Moments are not
    compared as they are, because Python holds one in an hour that the clock ran through twice to
    be unequal to itself in any other zone (PEP 495).
    """
    return {
        name: to_microseconds(value) if isinstance(value, datetime) else value
        for name, value in envelope.__dict__.items()
        if name != "recorded_by"
    }


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that is to be recorded.

    Attributes:
        envelope: What the act says about itself.
        body: What happened; of the type that the envelope names.
        recorded_at: Only for a rehearsal ledger: when it would have been recorded. Where that is
            no later than what an earlier append recorded, it becomes the microsecond after that;
            within one append, time stands still rather than run backwards.
    """

    envelope: Envelope
    body: EventBody
    recorded_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The pair by which an act is known once: source and event id."""
        return self.envelope.source, self.envelope.event_id


def is_same_content(recorded: Act | Draft, draft: Draft) -> bool:
    """Return whether a draft says what was recorded, or drafted, under its key before."""
    return recorded.body == draft.body and content_of(recorded.envelope) == content_of(
        draft.envelope
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    """The place that an act got in the ledger.

    Attributes:
        position: Place in the ledger, from 1 without gaps.
        version: Place in its stream, from 1 without gaps.
        recorded_at: When it was recorded, UTC.
        event_id: The sender's id of the act.
        source: The sender.
        replayed: Whether it had been recorded before, so that nothing was added now.
    """

    position: int
    version: int
    recorded_at: datetime
    event_id: str
    source: str
    replayed: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """What must not have been recorded since a decision over several streams was prepared.

    An event matches when it is of one of the types, and in one of the streams, and concerns one
    of the subjects; an empty set asks for nothing.

    Attributes:
        after_position: The last position that the decision knew.
        types: Names of event types, such as `id-card-applied/1`.
        streams: Streams, such as `person:p-0417`.
        subjects: Pseudonyms of persons.
    """

    after_position: int
    types: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """How far a ledger reaches, and the root that stands for everything in it.

    Attributes:
        position: The last position; 0 when nothing has been recorded.
        root: Root of the Merkle tree (RFC 9162) over all leaves up to that position.
        recorded_at: When the last event was recorded, UTC; None when nothing has been.
    """

    position: int
    root: bytes
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands for one event in the Merkle tree (RFC 6962).

    Attributes:
        position: Place of the event in the ledger; in the tree it is the leaf with index one less.
        event_id: The sender's id of the event.
        recorded_at: When it was recorded, UTC.
        leaf: Its hash.
        root: The root of the tree that ends with it.
    """

    position: int
    event_id: str
    recorded_at: datetime
    leaf: bytes
    root: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What a ledger says of itself.

    Attributes:
        ledger_id: A UUID that tells this ledger from all others.
        created_at: When it was made, UTC.
        format: The form of the stored bytes.
        rehearsal: Whether it only rehearses, so that the time of recording may be chosen.
    """

    ledger_id: str
    created_at: datetime
    format: int
    rehearsal: bool
