"""What can be wrong with the words of an audit query.

Problem
├── QualifierExpected      a word that is no qualifier
├── QualifierUnknown       a qualifier of a field that there is not
├── QualifierEmpty         a qualifier without a value
├── QuoteNotClosed         a value whose quote is not closed, or goes on behind it
├── QualifierValueRefused  a value that its field cannot have
└── SpanReversed           a span of time that ends before it begins
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import ClassVar

from domain.errors import Problem

MOST_SHOWN = 60
"""How much of a query an error repeats at most."""


def place(query: str, at: int) -> str:
    """Return where in a query something is: its character from 1, and what stands there."""
    rest = query[at:]
    shown = rest if len(rest) <= MOST_SHOWN else f"{rest[:MOST_SHOWN]}…"
    return f"the query, character {at + 1}: {shown}" if shown else "the end of the query"


class QualifierExpected(Problem):
    """A word of a query is no qualifier."""

    code: ClassVar[str] = "PR0101"
    exit_code: ClassVar[int] = 2

    def __init__(self, word: str, query: str, at: int, fields: Sequence[str]) -> None:
        super().__init__(
            f"{word!r} is no qualifier",
            where=place(query, at),
            why="a query is made of qualifiers, field:value, with spaces between them",
            help='put quotes around a value with spaces, role:"case manager"; the fields are '
            + ", ".join(fields),
        )


class QualifierUnknown(Problem):
    """A qualifier names a field that events do not have."""

    code: ClassVar[str] = "PR0102"
    exit_code: ClassVar[int] = 2

    def __init__(self, name: str, query: str, at: int, fields: Sequence[str]) -> None:
        close = next(iter(get_close_matches(name.lower(), fields, n=1, cutoff=0.5)), None)
        super().__init__(
            f"There is no field {name!r}",
            where=place(query, at),
            why=None if close is None else f"did you mean {close}?",
            help=f"the fields are {', '.join(fields)}",
        )


class QualifierEmpty(Problem):
    """A qualifier has no value."""

    code: ClassVar[str] = "PR0103"
    exit_code: ClassVar[int] = 2

    def __init__(self, field: str, query: str, at: int) -> None:
        super().__init__(
            f"{field} has no value",
            where=place(query, at),
            help=f"write the value right behind the colon, {field}:value, or leave {field} out",
        )


class QuoteNotClosed(Problem):
    """A quote is opened and not closed, or closed in the middle of a word."""

    code: ClassVar[str] = "PR0104"
    exit_code: ClassVar[int] = 2

    def __init__(self, query: str, at: int, *, goes_on: bool) -> None:
        what = "a space is missing behind the quote" if goes_on else "the quote is not closed"
        super().__init__(
            f"The value cannot be read: {what}",
            where=place(query, at),
            help='write role:"case manager"; a quote inside the value is written twice, ""',
        )


class QualifierValueRefused(Problem):
    """A field cannot have this value."""

    code: ClassVar[str] = "PR0105"
    exit_code: ClassVar[int] = 2

    def __init__(self, field: str, value: str, where: str, why: str, help: str) -> None:
        super().__init__(f"{field} cannot be {value!r}", where=where, why=why, help=help)


class SpanReversed(Problem):
    """A span of time ends before it begins; nothing can lie in it."""

    code: ClassVar[str] = "PR0106"
    exit_code: ClassVar[int] = 2

    def __init__(self, field: str, first: str, last: str, where: str) -> None:
        super().__init__(
            f"The span of {field} ends before it begins",
            where=where,
            why=f"{first} lies after {last}, so no event could answer",
            help=f"write the earlier one first: {field}:{last}..{first}",
        )
