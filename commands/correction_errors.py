"""What can go wrong when an event is corrected or taken back, or a proposal approved.

Problem
├── NothingChanges                                  a correction that says what stands already
├── IsACorrection                                   what is corrected is a correction itself
├── AlreadyRetracted, AlreadyProposed, NotProposed  retractions
└── SameAccount                                     approving needs another account
"""

from __future__ import annotations

from typing import ClassVar

from domain.errors import Problem


class NothingChanges(Problem):
    """A correction was asked for that changes nothing."""

    code: ClassVar[str] = "CL0310"
    exit_code: ClassVar[int] = 3

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"This correction would leave event {event_id!r} as it is",
            help="give --set FIELD=VALUE, --on, --effect-from or --effect-until with another value",
        )


class IsACorrection(Problem):
    """The event named corrects another one; only that other one can be corrected."""

    code: ClassVar[str] = "CL0311"
    exit_code: ClassVar[int] = 3

    def __init__(self, event_id: str, original: str) -> None:
        super().__init__(
            f"Event {event_id!r} is itself a correction of {original!r}",
            help=f"correct the original again: reintegration correct {original}",
        )


class AlreadyRetracted(Problem):
    """The event counts as never having happened."""

    code: ClassVar[str] = "CL0601"
    exit_code: ClassVar[int] = 6

    def __init__(self, event_id: str, by: str) -> None:
        super().__init__(
            f"Event {event_id!r} has been retracted",
            why=f"by event {by!r}",
            help="when it happened after all, retract the retraction, and the event counts again "
            f"once another account approves: reintegration retract {by} --reason CODE",
        )


class AlreadyProposed(Problem):
    """A retraction has been proposed and waits for approval."""

    code: ClassVar[str] = "CL0602"
    exit_code: ClassVar[int] = 6

    def __init__(self, event_id: str, proposal: str) -> None:
        super().__init__(
            f"The retraction of event {event_id!r} has been proposed already",
            why=f"by event {proposal!r}, which waits for approval",
            help=f"another account approves it with: reintegration approve {event_id}",
        )


class NotProposed(Problem):
    """There is no proposal to approve."""

    code: ClassVar[str] = "CL0504"
    exit_code: ClassVar[int] = 5

    def __init__(self, event_id: str) -> None:
        super().__init__(
            f"Nobody proposed to retract event {event_id!r}",
            help=f"propose it with: reintegration retract {event_id} --reason CODE",
        )


class SameAccount(Problem):
    """A retraction, a link and the end of one need two accounts, and two who act."""

    code: ClassVar[str] = "CL0402"
    exit_code: ClassVar[int] = 4

    def __init__(self, proposal: str, name: str, *, acted: bool) -> None:
        super().__init__(
            f"{'Actor' if acted else 'Account'} {name!r} proposed this itself and cannot approve "
            "it",
            where=f"proposal {proposal}",
            why="to retract, link or unlink takes two: one proposes, and another, under another "
            "account, approves",
            help="let a colleague approve it as the actor, under an account of their own (--as)",
        )
