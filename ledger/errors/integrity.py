"""What is stored is not what was recorded.

LedgerError
└── IntegrityError
    ├── Tampered
    ├── UnreadableEvent
    ├── DamagedStore
    └── HeaderAltered
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ledger.errors.base import LedgerError


class IntegrityError(LedgerError):
    """What is stored is not what was recorded."""

    code: ClassVar[str] = "LG0700"
    exit_code: ClassVar[int] = 7


class Tampered(IntegrityError):
    """A stored event does not have the commitment under which it was recorded."""

    code: ClassVar[str] = "LG0701"

    def __init__(self, position: int, why: str) -> None:
        super().__init__(
            f"The event at position {position} is not as it was recorded",
            where=f"position {position}",
            why=why,
            help="run `reintegration verify`, and compare with a backup",
        )
        self.position = position


class UnreadableEvent(IntegrityError):
    """A stored event is as it was recorded, and still makes no sense to this version."""

    code: ClassVar[str] = "LG0702"

    def __init__(self, position: int, why: str) -> None:
        super().__init__(
            f"The event at position {position} cannot be read",
            where=f"position {position}",
            why=why,
            help="run `reintegration verify`; a newer version may know this type",
        )
        self.position = position


class DamagedStore(IntegrityError):
    """The database says that its own file is damaged, or a part that can be made again."""

    code: ClassVar[str] = "LG0703"

    def __init__(self, location: str, why: str, *, is_read_table: bool = False) -> None:
        backup = "keep the file as it is, and put back a backup; `verify` says from where on"
        super().__init__(
            "A read table of this ledger is damaged"
            if is_read_table
            else "The store of this ledger is damaged",
            where=location,
            why=why,
            help=f"run `reintegration rebuild`; when that fails too, {backup}"
            if is_read_table
            else backup,
        )


class HeaderAltered(IntegrityError):
    """A ledger does not say of itself what it said when it was made."""

    code: ClassVar[str] = "LG0704"

    def __init__(self, location: str, made_with: Mapping[str, int]) -> None:
        columns = " and ".join(f"{name} = {value}" for name, value in made_with.items())
        super().__init__(
            "What this ledger says of itself was altered",
            where=location,
            why=f"its key file says that it was made with {columns}",
            help=f"find out who wrote to the table ledger_header; once it holds {columns} again, "
            "run `reintegration verify`",
        )
