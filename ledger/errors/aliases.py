"""The names and numbers by which persons are found.

LedgerError
└── AliasError
    ├── AliasFileUnreadable    the file, not what stands in it
    ├── AliasEmpty             nothing to find somebody by
    ├── AliasIsCitizenNumber   what is kept nowhere
    ├── AliasMissing           nothing to forget
    └── NobodyFound            nobody is known by it
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from ledger.errors.base import LedgerError


class AliasError(LedgerError):
    """Something about names and numbers of persons."""

    code: ClassVar[str] = "LG0800"


class AliasFileUnreadable(AliasError):
    """The file of aliases cannot be used."""

    code: ClassVar[str] = "LG0801"
    exit_code: ClassVar[int] = 10

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            "The file of names and numbers cannot be used",
            where=str(path),
            why=why,
            help="check its rights, or take it back from a backup; the ledger itself is untouched",
        )


class AliasEmpty(AliasError):
    """A name or number without a letter or digit."""

    code: ClassVar[str] = "LG0802"
    exit_code: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__(
            "A name or number needs a letter or a digit",
            help="give the words by which the person is known",
        )


class AliasIsCitizenNumber(AliasError):
    """A citizen service number would be kept."""

    code: ClassVar[str] = "LG0803"
    exit_code: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__(
            "This is a citizen service number (BSN), and those are not kept",
            why="processing it takes a statutory ground, and nothing here needs it",
            help="use the number of the file or of the prison's administration",
        )


class AliasMissing(AliasError):
    """The person is not known by this name or number."""

    code: ClassVar[str] = "LG0804"
    exit_code: ClassVar[int] = 5

    def __init__(self, person: str) -> None:
        super().__init__(
            f"{person} is not known by this name or number",
            help=f"'reintegration alias list {person}' shows by which ones",
        )


class NobodyFound(AliasError):
    """Nobody is known by these words."""

    code: ClassVar[str] = "LG0805"
    exit_code: ClassVar[int] = 5

    def __init__(self) -> None:
        super().__init__(
            "Nobody is known by these words",
            why="all of them have to stand in one name or number, whole; accents do not matter",
            help="try fewer words; 'reintegration alias add' makes a name known",
        )
