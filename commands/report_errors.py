"""What can go wrong when a report is asked for.

Problem
├── PersonUnknown     nothing is recorded of this person in this frame
├── SpanRefused       a span of days or weeks that is none
├── FoundStuck        `--fail-on stuck` found somebody
└── ReadTablesDiffer  read tables were not what the ledger gives; they are now
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from domain.errors import Problem


class PersonUnknown(Problem):
    """The ledger holds nothing of a person in the frame asked for."""

    code: ClassVar[str] = "CL0801"
    exit_code: ClassVar[int] = 5

    def __init__(self, person: str, position: int) -> None:
        super().__init__(
            f"Nothing is recorded of {person}",
            where=f"the first {position} events of this ledger",
            help="check the pseudonym with 'reintegration caseload', or ask for a later --known-at",
        )


class SpanRefused(Problem):
    """A span of time is not written as one."""

    code: ClassVar[str] = "CL0802"
    exit_code: ClassVar[int] = 2

    def __init__(self, text: str, why: str) -> None:
        super().__init__(
            f"{text!r} is no span of time",
            where="--releasing-within",
            why=why,
            help="write a number of days or weeks, such as 30d or 6w",
        )


class FoundStuck(Problem):
    """Somebody is stuck, and the caller asked to be told by the exit status."""

    code: ClassVar[str] = "CL0803"
    exit_code: ClassVar[int] = 9

    def __init__(self, count: int) -> None:
        persons = "1 person is" if count == 1 else f"{count} persons are"
        super().__init__(
            f"{persons} stuck",
            where="--fail-on stuck",
            help="the answer on stdout explains each; run without --fail-on to end with status 0",
        )


class ReadTablesDiffer(Problem):
    """Read tables held something else than the ledger gives."""

    code: ClassVar[str] = "CL0804"
    exit_code: ClassVar[int] = 7

    def __init__(self, different: Sequence[tuple[str, Sequence[str]]]) -> None:
        shown = [f"{name}: {_some(about)}" for name, about in different]
        super().__init__(
            "The read tables were not what the ledger gives",
            where="; ".join(shown),
            why="somebody or something other than this program has altered them",
            help="they are right now, and the ledger itself was not touched; run 'reintegration "
            "verify' to check that, and find out who can write to its database",
        )


def _some(about: Sequence[str], most: int = 5) -> str:
    rest = len(about) - most
    return ", ".join(about[:most]) + (f" and {rest} more" if rest > 0 else "")
