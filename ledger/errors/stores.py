"""The places where a ledger is, and where it is written down who looked.

LedgerError
├── StoreError
│   ├── LedgerMissing
│   ├── LedgerIsDirectory
│   ├── LedgerExists
│   ├── NotALedger
│   ├── NewerLedger
│   ├── OlderLedger
│   ├── ReadOnlyLedger
│   ├── LedgerLocked
│   ├── NewerProjection
│   ├── RebuildGone
│   └── StoreUnreachable
└── AccessLogUnwritable
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from ledger.errors.base import LedgerError


class StoreError(LedgerError):
    """Something about the file or the database that holds the ledger."""

    code: ClassVar[str] = "LG0100"
    exit_code: ClassVar[int] = 10


class LedgerMissing(StoreError):
    """There is no ledger at the place that was given."""

    code: ClassVar[str] = "LG0101"

    def __init__(self, location: str) -> None:
        super().__init__(
            "There is no ledger here",
            where=location,
            help="check the path, or make a ledger with `reintegration init`",
        )


class LedgerIsDirectory(StoreError):
    """The path of a ledger is a directory."""

    code: ClassVar[str] = "LG0102"

    def __init__(self, location: str) -> None:
        super().__init__(
            "A ledger is a file, and this is a directory",
            where=location,
            help=f"name a file in it, such as {Path(location) / 'reintegration.db'}",
        )


class LedgerExists(StoreError):
    """A new ledger was asked for where something already is."""

    code: ClassVar[str] = "LG0103"
    exit_code: ClassVar[int] = 6

    def __init__(self, location: str) -> None:
        super().__init__(
            "There is something here already, and a new ledger overwrites nothing",
            where=location,
            help="open it, or choose another place for the new ledger",
        )


class NotALedger(StoreError):
    """What is at the place is something else."""

    code: ClassVar[str] = "LG0104"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This is not a ledger",
            where=location,
            why=why,
            help="check the path; nothing was changed",
        )


class NewerLedger(StoreError):
    """A later version of this program wrote the ledger."""

    code: ClassVar[str] = "LG0105"

    def __init__(self, location: str, what: str, found: int, known: int) -> None:
        super().__init__(
            "A newer version of this program made this ledger",
            where=location,
            why=f"its {what} is {found}, and this version knows up to {known}",
            help="install the newer version; nothing was changed",
        )
        self.found = found
        self.known = known


class OlderLedger(StoreError):
    """The ledger has to be brought up to date first, and was opened for reading only."""

    code: ClassVar[str] = "LG0106"

    def __init__(self, location: str, found: int, known: int) -> None:
        super().__init__(
            "This ledger was made by an older version and has to be brought up to date first",
            where=location,
            why=f"its schema version is {found}, and this version reads {known}",
            help="open it once with the right to write; that brings it up to date",
        )


class ReadOnlyLedger(StoreError):
    """Something was to be written where nothing may be written."""

    code: ClassVar[str] = "LG0107"
    exit_code: ClassVar[int] = 4

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "This ledger can only be read",
            where=location,
            why=why,
            help="ask for the right to write to it, or only read",
        )


class LedgerLocked(StoreError):
    """Another process kept the ledger to itself for too long."""

    code: ClassVar[str] = "LG0108"

    def __init__(self, location: str, wait_seconds: float) -> None:
        super().__init__(
            "Another process is writing to this ledger and did not finish",
            where=location,
            why=f"waited {wait_seconds:g} seconds",
            help="try again; when it stays so, find the process that holds the ledger",
        )


class NewerProjection(StoreError):
    """A later version of this program made the tables of a projection."""

    code: ClassVar[str] = "LG0110"

    def __init__(self, name: str, found: int, known: int) -> None:
        super().__init__(
            f"A newer version of this program made the tables of {name}",
            why=f"they are of version {found}, and this version makes version {known}",
            help="use the newer version; nothing was changed",
        )


class RebuildGone(StoreError):
    """Tables that were being made again are there no longer."""

    code: ClassVar[str] = "LG0111"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The tables of {name} that were being made again are gone",
            why="somebody else finished them or abandoned them meanwhile",
            help="no answer is wrong by that; run `reintegration rebuild` again if they were "
            "abandoned",
        )


class StoreUnreachable(StoreError):
    """The file or the server cannot be reached, or takes no more."""

    code: ClassVar[str] = "LG0109"

    def __init__(self, location: str, why: str) -> None:
        super().__init__(
            "The store of this ledger does not answer",
            where=location,
            why=why,
            help="check the disk, the server and the address; what was acknowledged is kept",
        )


class AccessLogUnwritable(LedgerError):
    """Nobody could see later who looked, so nothing is shown."""

    code: ClassVar[str] = "LG0601"
    exit_code: ClassVar[int] = 10

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "What is read about a person has to be logged first, and the log cannot be written",
            where=str(path),
            why=why,
            help="check the disk and the rights of the access log; nothing was shown",
        )
