"""What can go wrong at the command line itself; what concerns events stands in `event_errors`.

Problem
├── ProfileMissing, ProfileUnreadable       the profile, read
├── ProfileExists, ProfileNotWritten        the profile, written
├── SettingRefused                          what a profile cannot say
├── SettingMissing, ReadingGroundMissing    what neither option nor profile says
├── IntegrityBroken                         `verify` found faults
├── OtherLedger, LedgerCut                  `verify --expect` found another root, or fewer events
├── RuleMissing, RulesFaulty, DaysToCompare `rules`
├── UnknownCode                             nothing to explain
├── TermUnknown                             no such word
├── AddressRefused                          what `open` cannot open
├── NotAList                                --csv where there are no rows
└── ClockUnreadable, ClockFixed             REINTEGRATION_NOW
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from domain.errors import Problem


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like a mistyped one."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, list(known), n=1)), None)


class ProfileMissing(Problem):
    """A profile was named, and there is no such file."""

    code: ClassVar[str] = "CL0101"
    exit_code: ClassVar[int] = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            "The profile does not exist",
            where=str(path),
            help="give the path of a profile with --profile, or leave the option out",
        )


class ProfileUnreadable(Problem):
    """The profile cannot be read as one."""

    code: ClassVar[str] = "CL0102"
    exit_code: ClassVar[int] = 3

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The profile cannot be read",
            where=str(path),
            why=why,
            help="repair the file, or give what it should say as options",
        )


class ProfileExists(Problem):
    """`init` would overwrite a profile."""

    code: ClassVar[str] = "CL0103"
    exit_code: ClassVar[int] = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is a profile already, and it is not overwritten",
            where=str(path),
            help="make a new ledger elsewhere: reintegration init NEW-PATH; "
            "or name another profile with --profile",
        )


class ProfileNotWritten(Problem):
    """The profile could not be written."""

    code: ClassVar[str] = "CL0104"
    exit_code: ClassVar[int] = 1

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The profile could not be written",
            where=str(path),
            why=why,
            help="name a folder in which you may write, with --profile",
        )


class SettingMissing(Problem):
    """Something that every event carries was given by neither option nor profile."""

    code: ClassVar[str] = "CL0201"
    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, option: str, profile: Path) -> None:
        super().__init__(
            f"It is not known which {what} to record",
            why=f"{option} was not given, and the profile {profile} does not say it",
            help=f"give {option}, or make a profile with: reintegration init",
        )


class SettingRefused(Problem):
    """A setting of the profile has a wrong form."""

    code: ClassVar[str] = "CL0204"
    exit_code: ClassVar[int] = 2

    def __init__(self, setting: str, why: str) -> None:
        super().__init__(
            f"The {setting.replace('_', ' ')} has a wrong form",
            why=why,
            help="give one line of at most 200 characters",
        )


class ReadingGroundMissing(Problem):
    """Personal data were asked for without a purpose or a legal basis."""

    code: ClassVar[str] = "CL0401"
    exit_code: ClassVar[int] = 4

    def __init__(self, what: str, option: str, variable: str) -> None:
        super().__init__(
            f"Personal data are read for a {what}, and none is given",
            why="every reading is logged with the account, its purpose and its legal basis",
            help=f"give {option}, set {variable}, or write it in the profile",
        )


class IntegrityBroken(Problem):
    """The ledger holds something else than was recorded."""

    code: ClassVar[str] = "CL0701"
    exit_code: ClassVar[int] = 7

    def __init__(self, location: str, faults: Sequence[str]) -> None:
        super().__init__(
            f"The ledger is not as it was recorded: {len(faults)} fault(s)",
            where=location,
            why="\n".join(faults),
            help="keep the file as it is, and compare it with a backup or a replica",
        )


class OtherLedger(Problem):
    """Where a root was kept, the ledger has another one."""

    code: ClassVar[str] = "CL0702"
    exit_code: ClassVar[int] = 7

    def __init__(self, location: str, size: int, kept: str, found: str) -> None:
        super().__init__(
            f"This ledger is not the one of then: at {size} events it has another root",
            where=location,
            why=f"the root that was kept is {kept}\nthe root at {size} events is {found}",
            help="see that the size and the root were kept of this ledger; if they were, "
            "what was recorded up to then was replaced: compare it with a backup or a replica",
        )


class LedgerCut(Problem):
    """A root was kept of more events than the ledger has."""

    code: ClassVar[str] = "CL0703"
    exit_code: ClassVar[int] = 7

    def __init__(self, location: str, kept: int, size: int) -> None:
        super().__init__(
            f"This ledger ends before what was kept: it has {size} events, and had {kept}",
            where=location,
            why="events at its end were cut off, or this is another ledger",
            help="see that the size and the root were kept of this ledger; if they were, "
            "compare it with a backup or a replica",
        )


class UnknownCode(Problem):
    """No error has this code."""

    code: ClassVar[str] = "CL0505"
    exit_code: ClassVar[int] = 5

    def __init__(self, text: str, known: Sequence[str]) -> None:
        close = nearest(text.upper(), known)
        super().__init__(
            f"There is no error with the code {text!r}",
            why=None if close is None else f"did you mean {close}?",
            help="list them with: reintegration explain",
        )


class RuleMissing(Problem):
    """The rule set holds no such rule, act or need."""

    code: ClassVar[str] = "CL0506"
    exit_code: ClassVar[int] = 5

    def __init__(self, text: str, rule_set: str, known: Sequence[str]) -> None:
        close = nearest(text, known)
        super().__init__(
            f"{rule_set} has no rule, act or need {text!r}",
            why=None if close is None else f"did you mean {close}?",
            help=f"list them with: reintegration rules list --rules {rule_set}",
        )


class RulesFaulty(Problem):
    """`rules check` found faults in a rule set."""

    code: ClassVar[str] = "CL0312"
    exit_code: ClassVar[int] = 3

    def __init__(self, rule_set: str, faults: Sequence[str]) -> None:
        super().__init__(
            f"The rule set has {len(faults)} fault(s)", where=rule_set, why="\n".join(faults)
        )


class DaysToCompare(Problem):
    """`rules diff` was not told what to hold against what."""

    code: ClassVar[str] = "CL0320"
    exit_code: ClassVar[int] = 2

    def __init__(self, names: Sequence[str], days: Sequence[object]) -> None:
        super().__init__(
            f"{len(names)} rule set(s) and {len(days)} day(s) cannot be compared",
            help="Name one rule set and --on twice, or two rule sets with --on for each or never",
        )


class TermUnknown(Problem):
    """Nothing in the vocabulary is or was called so."""

    code: ClassVar[str] = "CL0603"
    exit_code: ClassVar[int] = 5

    def __init__(self, word: str) -> None:
        super().__init__(
            f"Nothing in the vocabulary is, or was, called {word!r}",
            help="'reintegration terms' lists all words; a part of a word finds it too",
        )


class AddressRefused(Problem):
    """An address does not say which answer in which frame."""

    code: ClassVar[str] = "CL0605"
    exit_code: ClassVar[int] = 2

    def __init__(self, address: str, why: str) -> None:
        super().__init__(
            "This is not the address of an answer",
            where=address,
            why=why,
            help="take over the whole line that an answer ends with, between quotes",
        )


class NotAList(Problem):
    """--csv or --jsonl was asked for an answer that is not in rows."""

    code: ClassVar[str] = "CL0202"
    exit_code: ClassVar[int] = 2

    def __init__(self) -> None:
        super().__init__(
            "This answer is not a list and cannot be given in rows", help="use --json instead"
        )


class ClockUnreadable(Problem):
    """The moment that the clock was fixed at cannot be read."""

    code: ClassVar[str] = "CL0203"
    exit_code: ClassVar[int] = 2

    def __init__(self, text: str) -> None:
        super().__init__(
            f"The clock cannot be fixed at {text!r}",
            where="REINTEGRATION_NOW",
            why="it is no time with a zone",
            help="write 2026-03-02T10:15:00+01:00, or unset the variable",
        )


class ClockFixed(Problem):
    """The clock stands still, and the ledger is one of record."""

    code: ClassVar[str] = "CL0313"
    exit_code: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__(
            "The clock stands still, and this is no ledger made for rehearsal",
            where="REINTEGRATION_NOW",
            why="it would make up when events are recorded and persons looked at",
            help="unset REINTEGRATION_NOW, or rehearse: reintegration init --rehearsal NEW-PATH",
        )
