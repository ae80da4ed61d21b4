"""What was asked for is not there.

LedgerError
└── NotFoundError
    ├── UnknownEvent
    ├── UnknownPosition
    ├── UnknownRuleSet
    ├── FutureFrame
    └── FrameBeforeFirstRecord
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from ledger.errors.base import LedgerError


class NotFoundError(LedgerError):
    """What was asked for is not in the ledger."""

    code: ClassVar[str] = "LG0500"
    exit_code: ClassVar[int] = 5


class UnknownEvent(NotFoundError):
    """No event has this id."""

    code: ClassVar[str] = "LG0501"

    def __init__(self, event_id: str, source: str | None = None) -> None:
        of = f" of {source}" if source else ""
        super().__init__(
            f"There is no event {event_id}{of}",
            help="the timeline of a person shows the ids of its events",
        )


class UnknownPosition(NotFoundError):
    """The ledger does not reach to this position."""

    code: ClassVar[str] = "LG0502"

    def __init__(self, position: int, last: int) -> None:
        super().__init__(
            f"There is no position {position} in this ledger",
            why=f"positions run from 1 to {last}" if last else "nothing has been recorded yet",
        )


class UnknownRuleSet(NotFoundError):
    """No rule set with this digest was kept."""

    code: ClassVar[str] = "LG0503"

    def __init__(self, digest: str) -> None:
        super().__init__(
            f"No rule set with digest {digest} was kept in this ledger",
            help="a rule set is kept when an answer is given with it",
        )


class FutureFrame(NotFoundError):
    """Nobody can say yet what will be known then."""

    code: ClassVar[str] = "LG0504"
    exit_code: ClassVar[int] = 2

    def __init__(self, known_at: datetime, now: datetime) -> None:
        super().__init__(
            f"What will be known at {known_at.isoformat()} cannot be said yet",
            why=f"it is now {now.isoformat(timespec='seconds')}",
            help="ask for a moment that has passed, or leave it out for now",
        )


class FrameBeforeFirstRecord(NotFoundError):
    """Nothing had been recorded by then."""

    code: ClassVar[str] = "LG0505"

    def __init__(self, known_at: datetime, first: datetime | None) -> None:
        super().__init__(
            f"At {known_at.isoformat()} this ledger knew nothing yet",
            why=f"its first record is of {first.isoformat()}" if first else "it is empty",
            help="ask for a later moment, or leave it out for now",
        )
