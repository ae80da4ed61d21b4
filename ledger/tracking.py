"""How projections follow the ledger: every act reaches each of them exactly once.

The rows of a projection and the position that it has reached are committed in one transaction, in
the database of the ledger. When two runners follow with the same projection, the second finds that
the position has moved and begins again from there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from domain.envelope import Act
from ledger.clock import to_microseconds
from ledger.errors import NewerProjection
from ledger.ledger import Ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NEVER: Final = -1
"""The version of a projection whose tables have not been made."""


class Projection(Protocol):
    """Read tables that are made of acts, and can be made again from nothing.

    Its tables live in the database of the ledger, and their names begin with `view_`.
    """

    @property
    def name(self) -> str:
        """What it is called; never changes."""

    @property
    def version(self) -> int:
        """Goes up when its tables or their content change; they are then made again."""

    def create(self, connection: Connection) -> None:
        """Make the tables, unless they are there."""

    def clear(self, connection: Connection) -> None:
        """Take the content away, and with it tables whose form may have changed; they are there."""

    def apply(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Take in acts, in order of position."""


def catch_up(
    ledger: Ledger,
    projection: Projection,
    *,
    batch: int = 1000,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Let a projection take in everything that it has not taken in yet.

    Where there is nothing to take in it waits for nobody, so the old rows answer during a rebuild.

    Args:
        ledger: What it follows.
        projection: What follows.
        batch: How many acts to take in at once, and commit together.
        progress: Called with the position reached, and the last position of the ledger.

    Returns:
        The position that it has reached.

    Raises:
        ReadOnlyLedger: Its tables cannot be written.
        NewerProjection: A newer version of this program made its tables.
    """
    if _found(ledger, projection) == (projection.version, last := ledger.head().position):
        return last
    with ledger.connection() as connection:
        position = _locked_position(connection, projection)
    while True:
        # Read and decrypted before the transaction begins, to keep other writers waiting less.
        acts = next(ledger.walk(position, batch=batch), None)
        if acts is None:
            return position
        with ledger.connection() as connection:
            found = _locked_position(connection, projection)
            if found == position:
                projection.apply(connection, acts)
                found = acts[-1].position
                _move(connection, projection, found, ledger)
        # Further than these acts where another runner was faster.
        position = found
        if progress is not None:
            progress(position, ledger.head().position)


def rebuild(
    ledger: Ledger,
    projection: Projection,
    *,
    batch: int = 1000,
    progress: Callable[[int, int], None] | None = None,
) -> int:
    """Make a projection again from the first act on; others see the old one until it is done.

    It is one transaction. Whoever only reads the tables gets the old rows meanwhile, unless the
    form of a table has changed on PostgreSQL. Whoever writes waits: on SQLite every writer to the
    ledger, on PostgreSQL whoever has to bring this projection up to date.

    Returns:
        The position that it has reached.

    Raises:
        ReadOnlyLedger: Its tables cannot be written.
    """
    last = ledger.head().position
    position = 0
    with ledger.connection() as connection:
        _locked_position(connection, projection)
        _start(connection, projection)
        for acts in ledger.walk(up_to=last, batch=batch):
            projection.apply(connection, acts)
            position = acts[-1].position
            if progress is not None:
                progress(position, last)
        _move(connection, projection, position, ledger)
    return position


def position_of(ledger: Ledger, projection: Projection) -> int:
    """Return the position that a projection has reached; 0 when its tables are to be made anew."""
    version, position = _found(ledger, projection)
    return position if version == projection.version else 0


def _found(ledger: Ledger, projection: Projection) -> tuple[int, int]:
    """Return the version of the tables and the position that they have reached, as it is now."""
    from sqlalchemy import select

    from ledger.schema import TRACKING

    with ledger.connection(write=False) as connection:
        row = connection.execute(
            select(TRACKING.c.version, TRACKING.c.position).where(
                TRACKING.c.name == projection.name
            )
        ).one_or_none()
    return (_NEVER, 0) if row is None else (row[0], row[1])


def _locked_position(connection: Connection, projection: Projection) -> int:
    """Return the position reached, and let nobody move it until the transaction ends.

    Tables that are not there, or were made by an earlier version, are made first.
    """
    from sqlalchemy import select, text

    from ledger.schema import TRACKING

    connection.execute(
        text(
            "insert into ledger_tracking (name, version, position, updated_at)"
            " values (:name, :version, 0, 0) on conflict (name) do nothing"
        ),
        {"name": projection.name, "version": _NEVER},
    )
    version, position = connection.execute(
        select(TRACKING.c.version, TRACKING.c.position)
        .where(TRACKING.c.name == projection.name)
        .with_for_update()
    ).one()
    if version > projection.version:
        raise NewerProjection(projection.name, version, projection.version)
    if version == projection.version:
        return int(position)
    _start(connection, projection)
    return 0


def _start(connection: Connection, projection: Projection) -> None:
    from ledger.schema import TRACKING

    projection.create(connection)
    projection.clear(connection)
    projection.create(connection)
    connection.execute(
        TRACKING.update()
        .where(TRACKING.c.name == projection.name)
        .values(version=projection.version, position=0)
    )


def _move(connection: Connection, projection: Projection, position: int, ledger: Ledger) -> None:
    from ledger.schema import TRACKING

    connection.execute(
        TRACKING.update()
        .where(TRACKING.c.name == projection.name)
        .values(position=position, updated_at=to_microseconds(ledger.clock()))
    )
