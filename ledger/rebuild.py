"""Making a projection again while the old one serves: blue and green.

The new tables are filled beside the old ones, in batches that are a short transaction each. When
they have everything, one more short transaction takes in what came meanwhile and puts them in the
place of the old ones, so a reader sees the old or the new and never some of both. Whoever is
stopped halfway leaves tables that nobody reads, and whoever begins again goes on from there.

Several may do so at once: they fill the same tables, each batch by whoever comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

from ledger import read_tables
from ledger.errors import RebuildGone
from ledger.ledger import Ledger
from ledger.projection import (
    NEVER,
    Place,
    Progress,
    Projection,
    Reached,
    Tables,
    forget,
    live,
    locked,
    move,
    reached,
    refuse_newer,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

BATCH: Final = 250
"""How many acts are taken in at once: other writers wait that long, on SQLite."""

_LOOKS_AGAIN: Final = 0.1
"""After how many seconds at most a writer that waits for SQLite looks whether it is free."""


def rebuild(
    ledger: Ledger,
    projection: Projection,
    *,
    batch: int = BATCH,
    progress: Progress | None = None,
    complete: Callable[[Place], None] = lambda _: None,
) -> int:
    """Make a projection again from the first act on; others see the old one until it is done.

    Args:
        ledger: What it follows.
        projection: What is made again.
        batch: How many acts to take in at once: whoever writes waits for that many at most.
        progress: Called with the position reached, and the last position of the ledger.
        complete: Adds to the new tables what acts alone do not give, before they are read.

    Returns:
        The position that it has reached.

    Raises:
        ReadOnlyLedger: Its tables cannot be written.
        NewerProjection: A newer version of this program made its tables, or makes them.
        RebuildGone: Somebody else finished or abandoned it meanwhile.
        LedgerLocked: Somebody reads or writes without end; what was built is kept.
    """
    while True:
        place = build(ledger, projection, batch=batch, progress=progress)
        complete(place)
        position = cut_over(ledger, projection, batch=batch)
        if position is not None:
            return position


def build(
    ledger: Ledger,
    projection: Projection,
    *,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Place:
    """Fill tables beside those that are read, or go on filling those that were half built.

    Returns:
        Where the new tables are.

    Raises:
        ReadOnlyLedger, NewerProjection, RebuildGone: As `rebuild` does.
    """
    place = half_built(projection)
    for tables in (projection.tables, place.tables):
        read_tables.discard(ledger, tables)
    with ledger.connection(write=False) as connection:
        found = reached(connection, place)
    if found is not None:
        refuse_newer(projection, found)
        if found.version < projection.version:
            abandon(ledger, projection)
    with ledger.connection() as connection:
        # The row of the live tables lets one at a time begin.
        locked(connection, projection)
        if reached(connection, place) is None:
            read_tables.create(connection, place.tables)
            move(connection, place, Reached(projection.version, 0), ledger)
    follow(ledger, projection, place, batch=batch, progress=progress, gives_way=True)
    return place


def cut_over(ledger: Ledger, projection: Projection, *, batch: int = BATCH) -> int | None:
    """Let the tables that `build` filled be read from now on, with what came since.

    Returns:
        The position that they have reached; None where more than a batch had come since, of which
        a batch was taken in: build on, and try again.

    Raises:
        ReadOnlyLedger, NewerProjection, RebuildGone, LedgerLocked: As `rebuild` does.
    """
    place = half_built(projection)
    with ledger.connection() as connection:
        ledger.replace_tables(connection, projection.name)
        locked(connection, projection)
        position = locked_position(connection, projection, place)
        acts = next(ledger.walk(position, batch=batch), [])
        if acts:
            projection.apply(connection, acts, place.tables)
            position = acts[-1].position
        to = Reached(projection.version, position)
        if len(acts) == batch:
            move(connection, place, to, ledger)
            return None
        read_tables.put_in_place(connection, projection.tables)
        move(connection, live(projection), to, ledger)
        forget(connection, place)
    read_tables.discard(ledger, projection.tables)
    return position


def abandon(ledger: Ledger, projection: Projection) -> int | None:
    """Take away what was half built of a projection; the tables that are read stay as they are.

    Returns:
        The position that it had reached, or None where nothing was half built.

    Raises:
        ReadOnlyLedger: It cannot be taken away.
    """
    place = half_built(projection)
    with ledger.connection() as connection:
        found = reached(connection, place, lock=True)
        if found is not None:
            from sqlalchemy import inspect

            there = set(inspect(connection).get_table_names())
            read_tables.set_aside(connection, [each for each in place.tables if each.name in there])
            forget(connection, place)
    read_tables.discard(ledger, place.tables)
    return None if found is None else found.position


def half_built(projection: Projection) -> Place:
    """Return where a projection is made again."""
    tables: Tables = [read_tables.beside(table) for table in projection.tables]
    return Place(f"{projection.name}.next", tables)


def follow(
    ledger: Ledger,
    projection: Projection,
    place: Place,
    *,
    batch: int,
    progress: Progress | None,
    gives_way: bool = False,
) -> int:
    """Let a projection take in everything, in a place where its tables have been made.

    Args:
        ledger: What it follows.
        projection: What follows.
        place: Where its tables are.
        batch: How many acts to take in at once, and commit together.
        progress: Called with the position reached, and the last position of the ledger.
        gives_way: Whether to rest after a batch for as long as it took: who waits to write looks
            now and then whether it can, and would otherwise find the next batch under way.

    Returns:
        The position that it has reached there.

    Raises:
        NewerProjection, RebuildGone: Its tables there are no longer of this version.
    """
    with ledger.connection() as connection:
        position = locked_position(connection, projection, place)
    while True:
        # Read and decrypted before the transaction begins, to keep other writers waiting less.
        acts = next(ledger.walk(position, batch=batch), None)
        if acts is None:
            return position
        began = perf_counter()
        with ledger.connection() as connection:
            found = locked_position(connection, projection, place)
            if found == position:
                projection.apply(connection, acts, place.tables)
                found = acts[-1].position
                move(connection, place, Reached(projection.version, found), ledger)
        # Further than these acts where another runner was faster.
        position = found
        if gives_way:
            sleep(min(perf_counter() - began, _LOOKS_AGAIN))
        if progress is not None:
            progress(position, ledger.head().position)


def locked_position(connection: Connection, projection: Projection, place: Place) -> int:
    """Return how far a projection has come in a place, and let nobody move it meanwhile.

    Raises:
        NewerProjection: A newer version of this program made its tables there.
        RebuildGone: They are not there any more, or of an older version.
    """
    found = reached(connection, place, lock=True) or Reached(NEVER, 0)
    refuse_newer(projection, found)
    if found.version != projection.version:
        raise RebuildGone(projection.name)
    return found.position
