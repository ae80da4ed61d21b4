"""How projections follow the ledger: every act reaches each of them exactly once.

The rows of a projection and the position that it has reached are committed in one transaction, in
the database of the ledger. When two runners follow with the same projection, the second finds that
the position has moved and begins again from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ledger import read_tables
from ledger.errors import RebuildGone
from ledger.ledger import Ledger
from ledger.projection import (
    NEVER,
    Progress,
    Projection,
    Reached,
    live,
    locked,
    move,
    reached,
    refuse_newer,
)
from ledger.rebuild import follow, rebuild

if TYPE_CHECKING:
    from sqlalchemy import Connection


def catch_up(
    ledger: Ledger,
    projection: Projection,
    *,
    batch: int = 1000,
    progress: Progress | None = None,
) -> int:
    """Let a projection take in everything that it has not taken in yet.

    Where there is nothing to take in it waits for nobody. Tables of an older definition are made
    again beside the old ones, after `ledger.on_older_tables` was told.

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
    told = False
    while True:
        found = reached_by(ledger, projection)
        if found == Reached(projection.version, last := ledger.head().position):
            return last
        refuse_newer(projection, found)
        if found.version == NEVER:
            _begin(ledger, projection)
        # What somebody else finishes or abandons meanwhile is looked at anew.
        with suppress(RebuildGone):
            if found.version in (NEVER, projection.version):
                return follow(ledger, projection, live(projection), batch=batch, progress=progress)
            if not told:
                ledger.on_older_tables(projection.name, found.version, projection.version)
                told = True
            return rebuild(ledger, projection, progress=progress)


@contextmanager
def reading(ledger: Ledger, projection: Projection) -> Iterator[Connection]:
    """Lend a connection to read the tables of a projection, none of which is replaced meanwhile.

    Raises:
        NewerProjection: A newer version of this program made its tables.
    """
    with ledger.connection(write=False) as connection:
        ledger.read_tables(connection, projection.name)
        refuse_newer(projection, reached(connection, live(projection)) or Reached(NEVER, 0))
        yield connection


def reached_by(ledger: Ledger, projection: Projection) -> Reached:
    """Return the version of the tables that are read, and the position that they have reached."""
    with ledger.connection(write=False) as connection:
        return reached(connection, live(projection)) or Reached(NEVER, 0)


def _begin(ledger: Ledger, projection: Projection) -> None:
    """Make the tables of a projection that never had any."""
    with ledger.connection() as connection:
        if locked(connection, projection).version == NEVER:
            read_tables.create(connection, projection.tables)
            move(connection, live(projection), Reached(projection.version, 0), ledger)
