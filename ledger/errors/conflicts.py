"""What somebody else recorded in between.

LedgerError
└── ConflictError
    ├── VersionConflict
    ├── ConditionFailed
    ├── KeyReused
    ├── AlreadyRecorded
    └── Erased
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ledger.acts import content_of
from ledger.errors.base import LedgerError

if TYPE_CHECKING:
    from domain.envelope import Act
    from ledger.acts import Condition, Draft


class ConflictError(LedgerError):
    """Somebody else was first; read again and decide again."""

    code: ClassVar[str] = "LG0300"
    exit_code: ClassVar[int] = 6


class VersionConflict(ConflictError):
    """The stream has moved on since it was read."""

    code: ClassVar[str] = "LG0301"

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(
            f"{stream} is at version {found}, not at {expected}",
            where=stream,
            why="something was recorded in it since it was read",
            help="read it again and decide again; nothing was recorded",
        )
        self.stream = stream
        self.expected = expected
        self.found = found


class ConditionFailed(ConflictError):
    """An event that the decision should have known was recorded in between."""

    code: ClassVar[str] = "LG0302"

    def __init__(self, condition: Condition, position: int) -> None:
        super().__init__(
            "Something that this decision rests on has changed since it was read",
            where=f"position {position}",
            why=f"the decision was made on the ledger up to position {condition.after_position}",
            help="read again and decide again; nothing was recorded",
        )
        self.condition = condition
        self.position = position


class KeyReused(ConflictError):
    """One event id of one source stands for two different acts."""

    code: ClassVar[str] = "LG0303"

    def __init__(self, recorded: Act | Draft, refused: Draft) -> None:
        envelope = refused.envelope
        place = getattr(recorded, "position", None)
        super().__init__(
            f"{envelope.source} sent event {envelope.event_id} before, with other content",
            where=f"position {place}" if place else "earlier in the same batch",
            why=f"different: {', '.join(_differences(recorded, refused))}",
            help="give the new act an id of its own, or correct the recorded one",
        )
        self.recorded = recorded
        self.refused = refused


class AlreadyRecorded(ConflictError):
    """The place in a stream, or the key of an act, is taken."""

    code: ClassVar[str] = "LG0305"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This place in the stream, or this event id, is taken",
            where=location,
            why=why,
            help="read the stream again; nothing was recorded",
        )


class Erased(ConflictError):
    """The act was recorded once and has been erased since."""

    code: ClassVar[str] = "LG0304"

    def __init__(self, source: str, event_id: str, position: int) -> None:
        super().__init__(
            f"{source} sent event {event_id} before, and it has been erased since",
            where=f"position {position}",
            help="a returning person gets a new pseudonym; the erased act stays erased",
        )


def _differences(recorded: Act | Draft, refused: Draft) -> list[str]:
    """Name the fields that differ, never their values: an error ends up in logs."""
    before, now = content_of(recorded.envelope), content_of(refused.envelope)
    different = [name for name in now if before[name] != now[name]]
    return different + (["body"] if recorded.body != refused.body else [])
