"""What can go wrong when it is asked how something came to be known.

Problem
├── MomentsReversed     the first of two moments of knowing lies after the second
├── EventRecordedLater  the event was recorded after the moment of knowing asked about
└── EventOfNoPerson     the event stands in no person's history
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from domain.errors import Problem


class MomentsReversed(Problem):
    """Two moments of knowing were given in the wrong order."""

    code: ClassVar[str] = "CL0821"
    exit_code: ClassVar[int] = 2

    def __init__(self, earlier: datetime, later: datetime) -> None:
        super().__init__(
            "The first moment of knowing lies after the second",
            where="--known-at",
            why=f"{earlier.isoformat()} lies after {later.isoformat()}",
            help="give the earlier moment first",
        )


class EventRecordedLater(Problem):
    """An event was asked about that the ledger did not hold yet."""

    code: ClassVar[str] = "CL0822"
    exit_code: ClassVar[int] = 5

    def __init__(self, event_id: str, position: int, known_to: str | None = None) -> None:
        super().__init__(
            f"Event {event_id} had not been recorded yet"
            if known_to is None
            else f"Event {event_id} was not recorded by {known_to}, or sent to it and received",
            where=f"the first {position} events of this ledger",
            help="ask for a later --known-at, or leave it out"
            if known_to is None
            else "ask for a later --known-at, or leave --known-to out",
        )


class EventOfNoPerson(Problem):
    """What relies on an event is told of events about persons only."""

    code: ClassVar[str] = "CL0823"
    exit_code: ClassVar[int] = 3

    def __init__(self, event_id: str, stream: str) -> None:
        super().__init__(
            f"Event {event_id} stands in no person's history",
            where=stream,
            why="facts, needs and findings are about persons",
            help=f"see the event itself with: reintegration show {event_id}",
        )
