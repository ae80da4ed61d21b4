"""What can be asked of one connection to a ledger, in statements that all engines share.

Statements are text, and run on the raw connection of the driver: a single append through an
SQLAlchemy connection takes several times as long. `?` stands for a parameter on every engine.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from hashlib import sha256
from types import UnionType
from typing import Any, ClassVar, Final, NamedTuple

from ledger.errors import DamagedStore

FOR_EVER: Final = (1 << 63) - 1
"""A position that no ledger reaches, and a number of rows that no page has."""


class EventRow(NamedTuple):
    """One row of `ledger_events`; everything but the bytes is a copy for searching."""

    position: int
    stream: str
    version: int
    event_id: str
    source: str
    type: str
    recorded_at: int
    envelope: bytes
    envelope_salt: bytes
    body: bytes
    body_salt: bytes
    leaf: bytes
    root: bytes


class HeadRow(NamedTuple):
    """The one row of `ledger_head`."""

    position: int
    recorded_at: int | None
    peaks: bytes
    root: bytes


class HeaderRow(NamedTuple):
    """The one row of `ledger_header`."""

    ledger_id: str
    format: int
    schema_version: int
    created_at: int
    rehearsal: bool


_KINDS_OF_HEAD: Final = (int, int | None, bytes, bytes)
_KINDS_OF_HEADER: Final = (str, int, int, int, int)

Key = tuple[str, str]
"""Source and event id."""

Kinds = tuple[type | UnionType, ...]
"""What each column of a row should hold."""

SELECT_HEAD: Final = "select position, recorded_at, peaks, root from ledger_head"
COLUMNS: Final = ", ".join(EventRow._fields)
INSERT: Final = (
    f"insert into ledger_events ({COLUMNS}) values ({', '.join('?' * len(EventRow._fields))})"  # noqa: S608
)
_SELECT: Final = f"select {COLUMNS} from ledger_events"  # noqa: S608 - our own column names
SELECT_BY_KEY: Final = f"{_SELECT} where source = ? and event_id = ?"


def column_of_another_kind(row: EventRow | HeadRow | HeaderRow, kinds: Kinds) -> str | None:
    """Return the name of a column that holds another kind of value than it should, if one does.

    SQLite lets anything be written to any column.
    """
    found = zip(row._fields, row, kinds, strict=True)
    return next((name for name, value, kind in found if not isinstance(value, kind)), None)


def has_digest(content: object, digest: str) -> bool:
    """Return whether a kept rule set is still bytes with the digest under which it was kept."""
    return isinstance(content, bytes) and sha256(content).hexdigest() == digest


def _one_of(column: str, values: Sequence[object]) -> str:
    """Return the condition that a column has one of so many values."""
    return f"{column} in ({', '.join('?' * len(values))})"


class Session(ABC):
    """One connection in use, for reading.

    Attributes:
        location: Of the ledger that it is connected to.
        holds: The condition that an envelope has some bytes in it, as the engine writes it.
    """

    location: str
    holds: ClassVar[str]

    @abstractmethod
    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Run a statement and return all rows that it gives."""

    def header(self) -> HeaderRow:
        """Return what the ledger says of itself."""
        row = HeaderRow._make(
            self._only_row(
                "select ledger_id, format, schema_version, created_at, rehearsal from ledger_header"
            )
        )
        self._check_kinds(row, _KINDS_OF_HEADER, "ledger_header")
        return row._replace(rehearsal=bool(row.rehearsal))

    def head(self) -> HeadRow:
        """Return how far the ledger reaches."""
        return self._only_head(SELECT_HEAD)

    def last_position(self) -> int:
        """Return the last position of any row, whatever the head says."""
        (row,) = self.rows("select coalesce(max(position), 0) from ledger_events")
        return int(row[0])

    def before_the_first(self) -> tuple[int, int]:
        """Return how many rows stand at positions below 1, and the first of those positions."""
        (row,) = self.rows(
            "select count(*), coalesce(min(position), 0) from ledger_events where position < 1"
        )
        return int(row[0]), int(row[1])

    def page(
        self,
        after: int,
        up_to: int,
        limit: int,
        types: Sequence[str] = (),
        held: bytes | None = None,
    ) -> list[EventRow]:
        """Return the next rows in order of position, after one position and up to another.

        Args:
            after: The last position that is known already.
            up_to: The last position to return.
            limit: How many rows to return at most.
            types: Only events of these types; none for all.
            held: Also events whose envelope has these bytes in it.
        """
        chosen = [_one_of("type", types)] if types else []
        chosen += [self.holds] if held is not None else []
        one_of = f" and ({' or '.join(chosen)})" if chosen else ""
        return self._events(
            f"{_SELECT} where position > ? and position <= ?{one_of} order by position limit ?",
            (after, up_to, *types, *([] if held is None else [held]), limit),
        )

    def stream(self, stream: str, up_to: int, types: Sequence[str] = ()) -> list[EventRow]:
        """Return the rows of one stream up to a position, in order of version.

        Args:
            stream: Its name.
            up_to: The last position to read.
            types: The types of event to read; empty for all.
        """
        chosen = f" and {_one_of('type', types)}" if types else ""
        return self._events(
            f"{_SELECT} where stream = ? and position <= ?{chosen} order by version",
            (stream, up_to, *types),
        )

    def stream_slice(
        self, stream: str, first: int, last: int, limit: int, *, descending: bool
    ) -> list[EventRow]:
        """Return rows of one stream between two versions, both included."""
        direction = "desc" if descending else "asc"
        return self._events(
            f"{_SELECT} where stream = ? and version >= ? and version <= ?"
            f" order by version {direction} limit ?",
            (stream, first, last, limit),
        )

    def by_event_id(self, event_id: str) -> list[EventRow]:
        """Return the rows with this event id, of whatever source."""
        return self._events(f"{_SELECT} where event_id = ? order by position", (event_id,))

    def at(self, positions: Sequence[int]) -> list[EventRow]:
        """Return the rows at these positions, in order; no more than a statement may ask for."""
        return self._events(
            f"{_SELECT} where {_one_of('position', positions)} order by position", tuple(positions)
        )

    def place(self, position: int) -> tuple[int, bytes] | None:
        """Return the time of recording and the root at a position, or None where there is none."""
        rows = self.rows(
            "select recorded_at, root from ledger_events where position = ?", (position,)
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def streams(self, prefix: str, up_to: int) -> list[str]:
        """Return the streams that begin with a prefix and existed at a position, sorted."""
        return [
            row[0]
            for row in self.rows(
                "select stream from ledger_events"
                " where stream >= ? and stream < ? and version = 1 and position <= ?"
                " order by stream",
                # Streams are ASCII: nothing that begins with the prefix sorts after this.
                (prefix, prefix + "\x7f", up_to),
            )
        ]

    def tracked(self, name: str) -> tuple[int, int] | None:
        """Return version and position of a projection, or None when it was never followed."""
        rows = self.rows("select version, position from ledger_tracking where name = ?", (name,))
        return (rows[0][0], rows[0][1]) if rows else None

    def trackings(self) -> list[tuple[str, int]]:
        """Return name and position of everything that follows the ledger."""
        return [(row[0], row[1]) for row in self.rows("select name, position from ledger_tracking")]

    def rule_set(self, digest: str) -> bytes | None:
        """Return the bytes of a rule set, or None when it was not kept."""
        rows = self.rows("select content from ledger_rule_sets where digest = ?", (digest,))
        return rows[0][0] if rows else None

    def rule_sets(self) -> list[tuple[str, bytes]]:
        """Return digest and bytes of all rule sets."""
        return [
            (row[0], row[1]) for row in self.rows("select digest, content from ledger_rule_sets")
        ]

    def _only_head(self, statement: str) -> HeadRow:
        row = HeadRow._make(self._only_row(statement))
        self._check_kinds(row, _KINDS_OF_HEAD, "ledger_head")
        return row

    def _check_kinds(self, row: HeadRow | HeaderRow, kinds: Kinds, table: str) -> None:
        if (name := column_of_another_kind(row, kinds)) is not None:
            why = f"column {name} of {table} holds another kind of value than it should"
            raise DamagedStore(self.location, why)

    def _only_row(self, statement: str) -> Any:
        rows = self.rows(statement)
        if len(rows) != 1:
            raise DamagedStore(self.location, f"a table that has one row has {len(rows)}")
        return rows[0]

    def _events(self, statement: str, parameters: Sequence[object]) -> list[EventRow]:
        return [EventRow._make(row) for row in self.rows(statement, parameters)]


class WriteSession(Session):
    """One connection in use inside a transaction that holds the only right to write."""

    @abstractmethod
    def locked_head(self) -> HeadRow:
        """Return how far the ledger reaches, and let nobody move it until the transaction ends."""

    @abstractmethod
    def recorded(self, keys: Sequence[Key]) -> list[EventRow]:
        """Return the rows that have one of these keys."""

    @abstractmethod
    def tails(self, streams: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Return the last version and leaf of each of these streams that exists."""

    @abstractmethod
    def insert(self, rows: Sequence[EventRow]) -> None:
        """Add rows."""

    def move_head(self, head: HeadRow) -> None:
        """Say how far the ledger reaches now."""
        self.rows("update ledger_head set position = ?, recorded_at = ?, peaks = ?, root = ?", head)

    def track(self, name: str, version: int, position: int, updated_at: int) -> bool:
        """Move the position of a follower forward; False when it had been there already."""
        return bool(
            self.rows(
                "insert into ledger_tracking (name, version, position, updated_at)"
                " values (?, ?, ?, ?) on conflict (name) do update set"
                " version = excluded.version, position = excluded.position,"
                " updated_at = excluded.updated_at"
                " where ledger_tracking.position < excluded.position returning position",
                (name, version, position, updated_at),
            )
        )

    def keep_rule_set(self, digest: str, name: str, content: bytes) -> None:
        """Keep the bytes of a rule set, unless they are kept already."""
        self.rows(
            "insert into ledger_rule_sets (digest, name, content) values (?, ?, ?)"
            " on conflict (digest) do nothing",
            (digest, name, content),
        )

    def matching(
        self, after: int, types: Iterable[str], streams: Iterable[str]
    ) -> list[tuple[int, bytes]]:
        """Return position and envelope of events after a position, of some types and streams."""
        clauses = ["position > ?"]
        parameters: list[object] = [after]
        for column, wanted in (("type", sorted(types)), ("stream", sorted(streams))):
            if wanted:
                clauses.append(_one_of(column, wanted))
                parameters += wanted
        statement = (
            "select position, envelope from ledger_events"  # noqa: S608 - no text but our own
            f" where {' and '.join(clauses)} order by position"
        )
        return [(row[0], row[1]) for row in self.rows(statement, parameters)]
