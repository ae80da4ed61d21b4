"""What the ledger does not take.

LedgerError
└── RefusedError
    ├── UnknownType
    ├── BodyOfAnotherType
    ├── WrongPrivacyClass
    ├── NotARehearsal
    └── RuleSetReused
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from ledger.errors.base import LedgerError


class RefusedError(LedgerError):
    """Something whose form the ledger does not take."""

    code: ClassVar[str] = "LG0400"
    exit_code: ClassVar[int] = 3


class UnknownType(RefusedError):
    """No event type has this name."""

    code: ClassVar[str] = "LG0401"

    def __init__(self, type: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        from domain.events import not_recorded

        derived = not_recorded(type)
        close = get_close_matches(type, list(known), n=3)
        listed = "list them with: reintegration events list"
        super().__init__(
            f"There is no event type {type}",
            why=None if derived is None else derived.reason,
            help=f"did you mean {' or '.join(close)}?" if close else listed,
        )
        self.type = type


class BodyOfAnotherType(RefusedError):
    """The envelope names one type and the body is of another."""

    code: ClassVar[str] = "LG0402"

    def __init__(self, type: str, body: str) -> None:
        super().__init__(
            f"The envelope says {type}, and the body is one of {body}",
            help="give the envelope the type of its body",
        )


class WrongPrivacyClass(RefusedError):
    """The envelope names another privacy class than its type has."""

    code: ClassVar[str] = "LG0403"

    def __init__(self, type: str, found: str, wanted: str) -> None:
        super().__init__(
            f"The envelope says privacy class {found}, and {type} is of class {wanted}",
            why="each class has its own keys, so the class decides who can read and what is erased",
            help=f"give the envelope class {wanted}",
        )


class NotARehearsal(RefusedError):
    """The time of recording was to be set in a ledger of record."""

    code: ClassVar[str] = "LG0404"

    def __init__(self, location: str) -> None:
        super().__init__(
            "The time of recording cannot be chosen in a ledger of record",
            where=location,
            why="only a ledger made for rehearsal takes it from the source",
            help="leave it out, or make a rehearsal ledger",
        )


class RuleSetReused(RefusedError):
    """The digest does not belong to the bytes."""

    code: ClassVar[str] = "LG0405"

    def __init__(self, name: str, digest: str, found: str) -> None:
        super().__init__(
            f"The bytes of rule set {name} do not have the digest that was given",
            why=f"given {digest}, found {found}",
            help="compute the SHA-256 of the bytes that are to be kept",
        )
