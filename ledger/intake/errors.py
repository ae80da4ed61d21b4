"""What can be wrong with a file or a map as a whole; then nothing of it is written.

    Problem
    └── IntakeError
        ├── FileFault                      the file that was to be imported
        │   ├── InputMissing
        │   ├── InputIsDirectory
        │   ├── InputNotRegular
        │   ├── InputUnreadable
        │   ├── InputEmpty
        │   ├── InputBinary
        │   ├── WrongEncoding
        │   ├── NotEventLines
        │   ├── HeaderUnusable
        │   └── ColumnsMissing
        ├── MapFault                       the map that says what the columns mean
        │   ├── MapMissing
        │   ├── MapUnreadable
        │   ├── MapInvalid
        │   ├── ZoneMissing
        │   └── PseudonymKeyMissing
        └── QuarantineUnwritable           the place for lines that are put aside

What is wrong with one line is in `ledger.intake.line_errors`.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import ClassVar

from domain.errors import Problem

NOTHING_WRITTEN = "nothing of it was written"


class IntakeError(Problem):
    """Anything that stops an import before it begins."""

    code: ClassVar[str] = "IN0000"
    exit_code: ClassVar[int] = 3


class FileFault(IntakeError):
    """The file as a whole cannot be imported."""

    code: ClassVar[str] = "IN0100"


class InputMissing(FileFault):
    """There is no file at the path."""

    code: ClassVar[str] = "IN0101"
    exit_code: ClassVar[int] = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is no such file to import",
            where=str(path),
            help="check the path and its spelling",
        )


class InputIsDirectory(FileFault):
    """The path is a directory."""

    code: ClassVar[str] = "IN0102"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This is a directory, and an import reads one file",
            where=str(path),
            help="name a file in it",
        )


class InputNotRegular(FileFault):
    """The path is a pipe or a device, which can be read only once."""

    code: ClassVar[str] = "IN0103"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This is not an ordinary file",
            where=str(path),
            why="a file is looked through before the first event is written, so it is read twice",
            help="save it to a file first and import that",
        )


class InputUnreadable(FileFault):
    """The operating system does not let this account read the file."""

    code: ClassVar[str] = "IN0104"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "This file cannot be read", where=str(path), why=why, help="check who may read the file"
        )


class InputEmpty(FileFault):
    """The file holds nothing but white space."""

    code: ClassVar[str] = "IN0105"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This file is empty",
            where=str(path),
            help="check whether the export that made it went well",
        )


class InputBinary(FileFault):
    """The file is not text."""

    code: ClassVar[str] = "IN0106"

    def __init__(self, path: Path, looks_like: str | None) -> None:
        super().__init__(
            "This file is not text",
            where=str(path),
            why=f"it looks like {looks_like}" if looks_like else None,
            help="export it as CSV in UTF-8, or as CloudEvents JSON lines; " + NOTHING_WRITTEN,
        )


class WrongEncoding(FileFault):
    """The bytes of the file are not in the encoding in which it is read."""

    code: ClassVar[str] = "IN0107"

    def __init__(
        self, path: Path, *, expected: str, found: str, line: int = 1, column: int = 1
    ) -> None:
        super().__init__(
            f"This file is not written in {expected}",
            where=f"{path}:{line}, byte {column} of the line",
            why=f"it looks like {found}",
            help=f"save the file as {expected}, or name its encoding in the map; {NOTHING_WRITTEN}",
        )


class NotEventLines(FileFault):
    """Without a map a file has to hold CloudEvents, one on each line; this one does not."""

    code: ClassVar[str] = "IN0108"

    def __init__(self, path: Path, why: str, help: str) -> None:
        super().__init__(
            "This file does not hold CloudEvents, one JSON object on each line",
            where=str(path),
            why=why,
            help=f"{help}; {NOTHING_WRITTEN}",
        )


class HeaderUnusable(FileFault):
    """The first line of a table does not name its columns."""

    code: ClassVar[str] = "IN0109"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The first line of this table does not name its columns",
            where=f"{path}:1",
            why=why,
            help=f"give every column one name of its own on the first line; {NOTHING_WRITTEN}",
        )


class ColumnsMissing(FileFault):
    """The map uses columns that the table does not have."""

    code: ClassVar[str] = "IN0110"

    def __init__(
        self, path: Path, missing: Sequence[str], found: Sequence[str], delimiter: str
    ) -> None:
        guesses = [
            f"{name!r} (perhaps {close[0]!r}?)" if close else repr(name)
            for name in missing
            for close in [get_close_matches(name, found, 1)]
        ]
        lone = len(found) == 1 and any(mark in found[0] for mark in ";,\t|")
        super().__init__(
            "The map uses columns that this table does not have",
            where=f"{path}:1",
            # Not what the table has: without a header its first line is about a person.
            why=(
                f"missing: {', '.join(guesses)}; "
                f"the number of cells in the first line is {len(found)}"
            ),
            help=(
                f"the map says that {delimiter!r} separates cells, and on this line it does not"
                if lone
                else f"use the map of this file, or correct its column names; {NOTHING_WRITTEN}"
            ),
        )
        self.missing = tuple(missing)


class MapFault(IntakeError):
    """The map cannot be used."""

    code: ClassVar[str] = "IN0200"


class MapMissing(MapFault):
    """There is no map at the path."""

    code: ClassVar[str] = "IN0201"
    exit_code: ClassVar[int] = 5

    def __init__(self, path: Path) -> None:
        super().__init__(
            "There is no such map", where=str(path), help="check the path and its spelling"
        )


class MapUnreadable(MapFault):
    """The map is not a TOML file."""

    code: ClassVar[str] = "IN0202"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "This map is not written in TOML",
            where=str(path),
            why=why,
            help="docs/import.md shows what a map looks like",
        )


class MapInvalid(MapFault):
    """The map says something that a map cannot say; every place is named."""

    code: ClassVar[str] = "IN0203"

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        super().__init__(
            "This map cannot be used",
            where=str(path),
            why="; ".join(faults),
            help=f"docs/import.md names every key of a map; {NOTHING_WRITTEN}",
        )
        self.faults = tuple(faults)


class ZoneMissing(MapFault):
    """The table has times without a zone, and the map does not say in which zone they are."""

    code: ClassVar[str] = "IN0204"

    def __init__(self, where: str, column: str) -> None:
        super().__init__(
            "This table has times without a zone, and the map does not name one",
            where=where,
            why=f"a time without a zone in column {column!r} does not say when it was",
            help=f'add time_zone = "Europe/Amsterdam" (or another) to the map; {NOTHING_WRITTEN}',
        )


class PseudonymKeyMissing(MapFault):
    """The map asks for pseudonyms, and there is no key to make them with."""

    code: ClassVar[str] = "IN0205"

    def __init__(self, path: Path) -> None:
        super().__init__(
            "This map makes pseudonyms, and there is no key to make them with",
            where=str(path),
            help="open the ledger together with its key file; " + NOTHING_WRITTEN,
        )


class QuarantineUnwritable(IntakeError):
    """Lines could not be put aside, so the import did not begin."""

    code: ClassVar[str] = "IN0400"
    exit_code: ClassVar[int] = 1

    def __init__(self, directory: Path, why: str) -> None:
        super().__init__(
            "There is no place to put faulty lines aside",
            where=str(directory),
            why=why,
            help="name a directory in which you may write; nothing of the file was written",
        )
