"""What a projection is, where it is kept, and the row that says how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from domain.envelope import Act
from ledger.clock import to_microseconds
from ledger.errors import NewerProjection
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Tables = Sequence["Table"]
"""The tables of a projection, always in the same order."""

Progress = Callable[[int, int], None]
"""Told the position that was reached, and the last position of the ledger."""

NEVER: Final = -1
"""The version of a projection whose tables have not been made."""


class Projection(Protocol):
    """Read tables that are made of acts, and can be made again from nothing.

    Its tables live in the database of the ledger, and their names begin with `view_`. While they
    are made again a second set stands beside them, so what it takes in goes where it is told.
    """

    @property
    def name(self) -> str:
        """What it is called; never changes."""

    @property
    def version(self) -> int:
        """Goes up when its definition changes: the form of its tables, or what is in them."""

    @property
    def tables(self) -> Tables:
        """The tables from which it is read."""

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Tables) -> None:
        """Take in acts, in order of position.

        Args:
            connection: To the database, in a transaction.
            acts: What is taken in.
            tables: Where to: `tables`, or others of the same form in the same order.
        """


@dataclass(frozen=True, slots=True)
class Place:
    """Where a projection is kept.

    Attributes:
        name: Under which name it is tracked.
        tables: Its tables there.
    """

    name: str
    tables: Tables


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a projection has come in a place: the version of its definition, and a position."""

    version: int
    position: int


def live(projection: Projection) -> Place:
    """Return where a projection is read."""
    return Place(projection.name, projection.tables)


def reached(connection: Connection, place: Place, *, lock: bool = False) -> Reached | None:
    """Return how far a projection has come in a place, or None where it was never begun.

    Args:
        connection: To the ledger.
        place: Where it is kept.
        lock: Whether nobody may move it until the transaction ends.
    """
    from sqlalchemy import select

    from ledger.schema import TRACKING

    query = select(TRACKING.c.version, TRACKING.c.position).where(TRACKING.c.name == place.name)
    if lock:
        query = query.with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else Reached(row[0], row[1])


def locked(connection: Connection, projection: Projection) -> Reached:
    """Return how far the tables that are read have come, and let nobody move them meanwhile.

    Raises:
        NewerProjection: A newer version of this program made them.
    """
    from sqlalchemy import text

    connection.execute(
        text(
            "insert into ledger_tracking (name, version, position, updated_at)"
            " values (:name, :version, 0, 0) on conflict (name) do nothing"
        ),
        {"name": projection.name, "version": NEVER},
    )
    found = reached(connection, live(projection), lock=True) or Reached(NEVER, 0)
    refuse_newer(projection, found)
    return found


def refuse_newer(projection: Projection, found: Reached) -> None:
    """Check that tables are of no newer definition than is known here.

    Raises:
        NewerProjection: They are.
    """
    if found.version > projection.version:
        raise NewerProjection(projection.name, found.version, projection.version)


def move(connection: Connection, place: Place, to: Reached, ledger: Ledger) -> None:
    """Write how far a projection has come in a place, which is tracked already or from now on."""
    from sqlalchemy import text

    connection.execute(
        text(
            "insert into ledger_tracking (name, version, position, updated_at)"
            " values (:name, :version, :position, :now) on conflict (name) do update set"
            " version = excluded.version, position = excluded.position,"
            " updated_at = excluded.updated_at"
        ),
        {
            "name": place.name,
            "version": to.version,
            "position": to.position,
            "now": to_microseconds(ledger.clock()),
        },
    )


def forget(connection: Connection, place: Place) -> None:
    """Track a projection in a place no longer."""
    from ledger.schema import TRACKING

    connection.execute(TRACKING.delete().where(TRACKING.c.name == place.name))
