"""Which values the read table of the audit holds, and which of those that are asked it does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from sqlalchemy import Connection, text

from domain.areas import AREA_NEEDS, Area
from domain.events import EVENT_TYPES
from domain.needs import Need
from domain.values import Value
from projections.audit_query import Clause, Field

COLUMNS: Final[Mapping[Field, str]] = {
    Field.ACTOR: "actor",
    Field.ACCOUNT: "recorded_by",
    Field.ROLE: "role",
    Field.ORGANISATION: "organisation",
    Field.TYPE: "type",
    Field.AREA: "type",
    Field.NEED: "type",
    Field.PURPOSE: "purpose",
    Field.BASIS: "legal_basis",
    Field.MANDATE: "mandate",
    Field.SOURCE: "source",
    Field.CORRELATION: "correlation",
    Field.CAUSATION: "causation",
}
"""The column of texts that each field asks."""

WITH_STARS: Final = frozenset(
    {
        *(Field.ACTOR, Field.ACCOUNT, Field.ROLE, Field.ORGANISATION),
        *(Field.PURPOSE, Field.BASIS, Field.MANDATE),
    }
)
"""The fields of plain texts in which `*` stands for any letters."""

WITHOUT: Final = "none"
"""What is asked of events that have no mandate."""

BY_TYPE: Final = frozenset({Field.TYPE, Field.AREA, Field.NEED})
"""The fields that ask the type of an event."""

MOST_COMPARED: Final = 2_000
"""With so many values of a column at most a mistyped one is compared."""

MOST_CLOSE: Final = 3

_NOT_COMPARED: Final = frozenset({Field.CORRELATION, Field.CAUSATION})
"""Ids that mean nothing."""


class Nowhere(Value):
    """A value that was asked about and that nothing in the ledger has.

    Attributes:
        field: The field.
        value: The value as it was asked.
        close: Values that the ledger does have and that look like it, the likeliest first.
    """

    field: str
    value: str
    close: tuple[str, ...] = ()


def distinct(
    connection: Connection, column: str, most: int | None, table: str = "view_audit"
) -> list[str | int]:
    """Return the values that stand in an indexed column, sorted; absent values are left out.

    It jumps from one value to the next, so it costs what there are of them, not of rows.

    Args:
        connection: To the read tables.
        column: A column that an index begins with.
        most: How many to return at most; None for all.
        table: The table of the column.
    """
    limit = "" if most is None else f" limit {most}"
    statement = (
        "with recursive found(value) as ("  # noqa: S608 - no text but our own
        f"select min({column}) from {table} union all"
        f" select (select min({column}) from {table} where {column} > found.value)"
        " from found where found.value is not null"
        f") select value from found where value is not null{limit}"
    )
    return list(connection.execute(text(statement)).scalars())


def types_of(connection: Connection, clause: Clause) -> tuple[str, ...]:
    """Return the types of events in the ledger that a clause on type, area or need asks."""
    found = [str(each) for each in distinct(connection, "type", MOST_COMPARED)]
    match clause.field:
        case Field.TYPE:
            return tuple(each for each in found if any(is_type(each, t) for t in clause.texts))
        case Field.AREA:
            needs = {need for each in clause.texts for need in AREA_NEEDS[Area(each)]}
        case _:
            needs = {Need(each) for each in clause.texts}
    return tuple(each for each in found if needs.intersection(needs_of_type(each)))


def values_of(connection: Connection, clause: Clause) -> tuple[str | None, ...]:
    """Return the values that the texts of a clause stand for; None is an event without one."""
    if clause.field in BY_TYPE:
        return types_of(connection, clause)
    found: dict[str | None, None] = {}
    for asked in clause.texts:
        if clause.field is Field.MANDATE and asked == WITHOUT:
            found[None] = None
        elif clause.field in WITH_STARS and "*" in asked:
            known = map(str, distinct(connection, COLUMNS[clause.field], None))
            found |= dict.fromkeys(each for each in known if is_like(each, asked))
        else:
            found[asked] = None
    return tuple(found)


def is_like(value: str, asked: str) -> bool:
    """Return whether a value is the one asked for, in which `*` stands for any letters."""
    pattern = ".*".join(re.escape(part) for part in asked.split("*"))
    return re.fullmatch(pattern, value, re.DOTALL) is not None


def is_type(type_name: str, asked: str) -> bool:
    """Return whether a type is the one asked for, which may leave out the version and have `*`."""
    pattern = re.compile(".*".join(re.escape(part) for part in asked.split("*")))
    name, _, _ = type_name.partition("/")
    return any(pattern.fullmatch(each) is not None for each in (name, type_name))


def needs_of_type(type_name: str) -> tuple[Need, ...]:
    """Return the needs that an event of a type can concern; none of a type that is not known."""
    body = EVENT_TYPES.get(type_name)
    return () if body is None else body.about.changes


def nowhere(connection: Connection, clause: Clause, up_to: int) -> list[Nowhere]:
    """Return the texts of a clause that nothing in the ledger has, up to a position."""
    return [
        Nowhere(
            field=clause.field, value=value, close=_close(connection, clause.field, value, up_to)
        )
        for value in clause.texts
        if not _is_somewhere(connection, clause.field, value, up_to)
    ]


def _is_somewhere(connection: Connection, field: Field, value: str, up_to: int) -> bool:
    table, column = "view_audit_persons", "person"
    values: tuple[str | None, ...] = (value,)
    if field is not Field.PERSON:
        table, column = "view_audit", COLUMNS[field]
        values = values_of(connection, Clause(field, (value,)))
    end = " and position <= :up_to order by position limit 1"
    having = text(f"select 1 from {table} where {column} = :value{end}")  # noqa: S608 - our own
    without = text(f"select 1 from {table} where {column} is null{end}")  # noqa: S608 - our own
    return any(
        connection.execute(
            without if each is None else having.bindparams(value=each), {"up_to": up_to}
        ).first()
        for each in values
    )


def _close(connection: Connection, field: Field, value: str, up_to: int) -> tuple[str, ...]:
    if field is Field.PERSON:
        # The same letters name nobody else, so only capitals may be told to be mistyped.
        others = sorted({value.lower(), value.upper()} - {value})
        return tuple(each for each in others if _is_somewhere(connection, field, each, up_to))
    if field in _NOT_COMPARED or field in (Field.AREA, Field.NEED):
        return ()
    known = [str(each) for each in distinct(connection, COLUMNS[field], MOST_COMPARED)]
    if field is Field.TYPE:
        known = list(dict.fromkeys(each.partition("/")[0] for each in known))
    return close_to(value, known)


def close_to(value: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the known values that look like a mistyped one, capitals apart, likeliest first."""
    folded = {each.casefold(): each for each in reversed(known)}
    found = get_close_matches(value.casefold(), list(folded), n=MOST_CLOSE)
    return tuple(folded[each] for each in found)
