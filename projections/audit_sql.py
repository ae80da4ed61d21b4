"""Statements on the read table of the audit, and the parts of its indexes that they look in.

A statement is put together as text, since an answer may have a hundred parts. No value stands in
it: each is bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from projections.audit_times import Bounds

MOST_ARMS: Final = 400
"""More arms than this are not merged: SQLite puts at most 500 together."""


class Sql:
    """The values of a statement that is written for the driver of a connection itself.

    Args:
        connection: Where the statement will be run.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._form = "%%(%s)s" if connection.dialect.paramstyle == "pyformat" else ":%s"
        self._values: dict[str, Any] = {}

    def bind(self, value: object) -> str:
        """Take in a value and return what stands for it in the statement."""
        name = f"v{len(self._values)}"
        self._values[name] = value
        return self._form % name

    def run(self, statement: str) -> list[Any]:
        """Run a statement in which all values stand, and return the first column of its rows."""
        rows = self._connection.exec_driver_sql(statement, self._values)
        return list(rows.scalars())

    def in_order(self, parts: Sequence[str], end: str) -> str:
        """Return parts that give positions as one statement that gives them in order.

        SQLite merges parts without an order of their own, and reads each only as far as it has what
        comes next. PostgreSQL would sort everything in them, so there each ends where the whole
        does.

        Args:
            parts: Statements without an order and a limit.
            end: The order, and the limit where there is one.
        """
        if self._connection.dialect.name != "sqlite":
            parts = [
                f"select position from ({part}{end}) as part{number}"  # noqa: S608 - our own text
                for number, part in enumerate(parts)
            ]
        return f"{' union all '.join(parts)}{end}"

    def listed(self, values: Iterable[object]) -> str:
        """Take in values and return what stands for them, with commas between."""
        return ", ".join(self.bind(value) for value in values)


@dataclass(frozen=True, slots=True)
class Arm:
    """A part of an index of events whose positions stand in order.

    Attributes:
        column: The column of the index.
        value: The value in it; None for events without one.
        noted: Of a day that lies in a span for a part: the first and last microsecond.
    """

    column: str
    value: str | int | None
    noted: Bounds = (None, None)

    def condition(self, sql: Sql) -> str:
        """Return what an event in this arm answers, besides the bounds of the page."""
        if self.value is None:
            return f"a.{self.column} is null"
        found = f"a.{self.column} = {sql.bind(self.value)}"
        if self.noted != (None, None):
            found += f" and {within(sql, 'a.noted_at', self.noted)}"
        return found


@dataclass(frozen=True, slots=True)
class PersonArm:
    """The events that concern one person, in order of position."""

    person: str


@dataclass(frozen=True, slots=True)
class CorrectedArm:
    """The events that were corrected to a day, a month or a year, as known at a position."""

    column: str
    value: int
    up_to: int


@dataclass(frozen=True, slots=True)
class RangeArm:
    """The events from one position up to another, both included."""

    first: int
    last: int


AnyArm = Arm | PersonArm | CorrectedArm | RangeArm


def within(sql: Sql, column: str, span: Bounds) -> str:
    """Return that a column lies in a span."""
    low, high = span
    found = [] if low is None else [f"{column} >= {sql.bind(low)}"]
    found += [] if high is None else [f"{column} <= {sql.bind(high)}"]
    return f"({' and '.join(found)})" if found else f"({column} is not null)"
