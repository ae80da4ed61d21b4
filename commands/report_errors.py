"""What can go wrong when a report is asked for.

Problem
├── PersonUnknown                   nothing is recorded of this person in this frame
├── OrganisationUnknown             no event names the organisation of --known-to
├── NeedUnknown                     a need is named that there is not
├── SpanRefused                     a span of days or weeks that is none
├── PeriodReversed                  a period that ends before it begins
├── LawsToCompare                   `deadlocks diff` was not told two laws
├── NothingToGetOutOf               ways out are asked for where nothing is stuck
├── FoundStuck                      `--fail-on stuck` found somebody
├── ReadTablesDiffer                read tables were not, or are not, what the ledger gives
├── LooksAheadOfThePast             ahead is looked from a day before what is known to have happened
├── FileInTheWay, AnswerNotWritten  an answer cannot be written to a file
└── CertificateRejected             `check-certificate` found a proof that does not hold
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from commands.errors import nearest
from domain.errors import Problem


class PersonUnknown(Problem):
    """The ledger holds nothing of a person in the frame asked for."""

    code: ClassVar[str] = "CL0801"
    exit_code: ClassVar[int] = 5

    def __init__(self, person: str, position: int, known_to: str | None = None) -> None:
        # Said without a look at who is there: it tells nothing about anybody.
        capitals = (
            f"capitals count: perhaps {person.lower()} is meant; "
            if person != person.lower()
            else ""
        )
        super().__init__(
            f"Nothing is recorded of {person}"
            if known_to is None
            else f"Nothing of {person} was recorded by {known_to}, or sent to it and received",
            where=f"the first {position} events of this ledger",
            help=f"{capitals}check the pseudonym with 'reintegration caseload', or ask for a later "
            "--known-at"
            if known_to is None
            else f"{capitals}ask for a later --known-at, or leave --known-to out",
        )


class OrganisationUnknown(Problem):
    """No event names the organisation whose knowledge is asked for."""

    code: ClassVar[str] = "CL0849"
    exit_code: ClassVar[int] = 5

    def __init__(self, organisation: str, close: Sequence[str]) -> None:
        super().__init__(
            f"No event was recorded by or sent to {organisation!r}",
            where="--known-to",
            why=None if not close else "did you mean " + " or ".join(close) + "?",
            help="write the name as events have it; see them with: reintegration audit",
        )


class SpanRefused(Problem):
    """A span of time is not written as one."""

    code: ClassVar[str] = "CL0802"
    exit_code: ClassVar[int] = 2

    def __init__(self, text: str, option: str) -> None:
        super().__init__(
            f"{text!r} is no span of time",
            where=option,
            why=f"{text!r} is no span of days or weeks; write 30d or 6w",
            help="write a number of days or weeks, such as 30d or 6w",
        )


class PeriodReversed(Problem):
    """A period ends before it begins."""

    code: ClassVar[str] = "CL0810"
    exit_code: ClassVar[int] = 2

    def __init__(self, first: date, last: date, begin: str = "--from", end: str = "--to") -> None:
        super().__init__(
            f"The period from {first} to {last} ends before it begins",
            help=f"give the earlier day with {begin} and the later one with {end}",
        )


class LawsToCompare(Problem):
    """`deadlocks diff` was not told two laws."""

    code: ClassVar[str] = "CL0811"
    exit_code: ClassVar[int] = 2

    def __init__(self, names: Sequence[str], days: Sequence[object]) -> None:
        super().__init__(
            f"{len(names)} rule set(s) and {len(days)} day(s) do not make two laws",
            help="give --law-on twice, or --rules twice, or each twice: first with first",
        )


class NothingToGetOutOf(Problem):
    """Ways out are asked for without a goal, and nothing of the person is stuck."""

    code: ClassVar[str] = "CL0812"
    exit_code: ClassVar[int] = 2

    def __init__(self, person: str, day: date) -> None:
        super().__init__(
            f"Nothing of {person} is stuck on {day}, or will be at release",
            where="ways-out",
            why="without a goal, the ways out of what is stuck are listed",
            help="name what is to be arranged, such as --goal income",
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

    def __init__(self, different: Sequence[tuple[str, Sequence[str]]], *, made_again: bool) -> None:
        now = (
            "they are right now"
            if made_again
            else "'reintegration rebuild' makes them again while they serve"
        )
        shown = [f"{name}: {_some(about)}" for name, about in different]
        super().__init__(
            f"The read tables {'were' if made_again else 'are'} not what the ledger gives",
            where="; ".join(shown),
            why="somebody or something other than this program has altered them",
            help=f"{now}, and the ledger itself was not touched; run 'reintegration "
            "verify' to check that, and find out who can write to its database",
        )


class LooksAheadOfThePast(Problem):
    """A look ahead starts on a day after which more is known to have happened."""

    code: ClassVar[str] = "CL0805"
    exit_code: ClassVar[int] = 2

    def __init__(self, day: date, last: date) -> None:
        super().__init__(
            f"From {day} cannot be looked ahead: it lies before the last recorded act, of {last}",
            where="--as-of",
            why="what has happened since would be left out, and what is known now be counted with",
            help=f"leave out --as-of, or add --known-at {day} for what could be said on that day",
        )


class NeedUnknown(Problem):
    """A need is named that there is not."""

    code: ClassVar[str] = "CL0806"
    exit_code: ClassVar[int] = 2

    def __init__(self, text: str, option: str, known: Sequence[str]) -> None:
        close = nearest(text, known)
        super().__init__(
            f"There is no need {text!r}",
            where=option,
            why=None if close is None else f"did you mean {close}?",
            help=f"name one of {', '.join(known)}",
        )


class FileInTheWay(Problem):
    """An answer would be written over something else."""

    code: ClassVar[str] = "CL0807"
    exit_code: ClassVar[int] = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is something else at this path, and it is not overwritten",
            where=str(path),
            help="name another file, or move this one away",
        )


class AnswerNotWritten(Problem):
    """An answer cannot be written to the file that was named."""

    code: ClassVar[str] = "CL0808"
    exit_code: ClassVar[int] = 1

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The answer could not be written",
            where=str(path),
            why=why,
            help="name a file in a folder in which you may write, or - for stdout",
        )


class CertificateRejected(Problem):
    """The proof in a certificate does not hold."""

    code: ClassVar[str] = "CL0809"
    exit_code: ClassVar[int] = 7

    def __init__(self, rejected: Sequence[tuple[str, Sequence[str]]]) -> None:
        count = len(rejected)
        super().__init__(
            "The proof does not hold" if count == 1 else f"{count} proofs do not hold",
            where="; ".join(where for where, _ in rejected),
            why="\n".join(fault for _, faults in rejected for fault in faults),
            help="rely on nothing that rests on it; ask for it again with 'reintegration why "
            "PERSON --certificate FOLDER' and compare",
        )


def _some(about: Sequence[str], most: int = 5) -> str:
    rest = len(about) - most
    return ", ".join(about[:most]) + (f" and {rest} more" if rest > 0 else "")
