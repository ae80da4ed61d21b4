"""The file with the keys of the persons.

LedgerError
└── KeyFileError
    ├── KeyFileNotNamed
    ├── KeyFileMissing
    ├── KeyFileExists
    ├── KeyFileOfAnotherLedger
    └── KeyFileUnreadable
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from ledger.errors.base import LedgerError


class KeyFileError(LedgerError):
    """Something about the file with the keys."""

    code: ClassVar[str] = "LG0200"
    exit_code: ClassVar[int] = 10


class KeyFileNotNamed(KeyFileError):
    """A ledger on a server has no file beside it, so the key file has to be named."""

    code: ClassVar[str] = "LG0201"
    exit_code: ClassVar[int] = 2

    def __init__(self, location: str) -> None:
        super().__init__(
            "The key file of a ledger on a server has to be named",
            where=location,
            why="the keys are kept apart from the ledger, in a file of their own",
            help="give its path",
        )


class KeyFileMissing(KeyFileError):
    """There is no key file, or no master key, where it should be."""

    code: ClassVar[str] = "LG0202"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "The key file of this ledger is missing",
            where=str(path),
            why="without it no body of an event can be read or recorded",
            help="put it back from its own backup, or give the path where it is now",
        )


class KeyFileExists(KeyFileError):
    """A new ledger would overwrite the keys of another."""

    code: ClassVar[str] = "LG0203"
    exit_code: ClassVar[int] = 6

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is a key file here already, and a new ledger overwrites no keys",
            where=str(path),
            why="it may be the only way to read another ledger",
            help="move it away, or choose another place for the new keys",
        )


class KeyFileOfAnotherLedger(KeyFileError):
    """The keys belong to another ledger."""

    code: ClassVar[str] = "LG0204"

    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(
            "These are the keys of another ledger",
            where=str(path),
            why=f"they belong to ledger {found}, and this is ledger {wanted}",
            help="give the path of the key file of this ledger",
        )


class KeyFileUnreadable(KeyFileError):
    """The key file or the master key cannot be used."""

    code: ClassVar[str] = "LG0205"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The key file of this ledger cannot be used",
            where=str(path),
            why=why,
            help="put the key file and its master key back from their own backups",
        )
