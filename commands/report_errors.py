"""What can go wrong when a report is asked for.

Problem
├── PersonUnknown     nothing is recorded of this person in this frame
├── SpanRefused       a span of days or weeks that is none
└── FoundStuck        `--fail-on stuck` found somebody
"""

from __future__ import annotations

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
