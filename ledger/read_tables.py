"""The tables of projections in the database: making them, putting others in their place.

Tables that are made again stand beside the live ones under names of their own (`view_audit_next`)
until they are renamed; those that were read until then get a third name, and go afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, count
from typing import Final

from sqlalchemy import Connection, Index, MetaData, Table, inspect
from sqlalchemy.sql import quoted_name

from ledger.ledger import Ledger

_NEXT: Final = "next"
_OLD: Final = "old"


@cache
def beside(table: Table) -> Table:
    """Return a table of the same form, which is filled while `table` is read."""
    return _named(table, _NEXT)


def create(connection: Connection, tables: Sequence[Table]) -> None:
    """Make tables and their indexes, in the place of whatever has their names."""
    drop(connection, tables)
    found = inspect(connection)
    taken = {
        str(index["name"])
        for table in found.get_table_names()
        for index in found.get_indexes(table)
    }
    for table in tables:
        made = table.to_metadata(MetaData())
        for index in made.indexes:
            # SQLite cannot rename an index, so those of live tables keep the names they got.
            name = next(each for each in _names(index) if each not in taken)
            index.name = quoted_name(name, quote=None)
            taken.add(name)
        made.create(connection, checkfirst=False)


def drop(connection: Connection, tables: Sequence[Table]) -> None:
    """Take tables away that are there."""
    for table in tables:
        table.drop(connection, checkfirst=True)


def put_in_place(connection: Connection, tables: Sequence[Table]) -> None:
    """Let the tables beside `tables` be read instead of these, which are set aside."""
    there = set(inspect(connection).get_table_names())
    set_aside(connection, [table for table in tables if table.name in there])
    for table in tables:
        _rename(connection, beside(table).name, table.name)


def set_aside(connection: Connection, tables: Sequence[Table]) -> None:
    """Give tables another name, under which `discard` finds them.

    That takes a moment, whatever is in them; taking them away can take much longer.
    """
    for table in tables:
        old = _named(table, _OLD)
        drop(connection, [old])
        _rename(connection, table.name, old.name)


def discard(ledger: Ledger, tables: Sequence[Table]) -> None:
    """Take away what was set aside of `tables`, an index at a time, so that nobody waits long."""
    for table in tables:
        old = _named(table, _OLD)
        with ledger.connection(write=False) as connection:
            found = inspect(connection)
            if not found.has_table(old.name):
                continue
            indexes = [str(each["name"]) for each in found.get_indexes(old.name)]
        for name in indexes:
            with ledger.connection() as connection:
                quoted = connection.dialect.identifier_preparer.quote(name)
                connection.exec_driver_sql(f"drop index if exists {quoted}")
        with ledger.connection() as connection:
            drop(connection, [old])


def _named(table: Table, what: str) -> Table:
    return table.to_metadata(MetaData(), name=f"{table.name}_{what}")


def _names(index: Index) -> Iterator[str]:
    declared = str(index.name)
    return chain([declared], (f"{declared}_{number}" for number in count(2)))


def _rename(connection: Connection, name: str, to: str) -> None:
    quote = connection.dialect.identifier_preparer.quote
    connection.exec_driver_sql(f"alter table {quote(name)} rename to {quote(to)}")
