"""Ways to change the store as somebody would who has every right to it, and to look again."""

from typing import Any

from sqlalchemy import Connection, text

from ledger import FaultKind, Ledger
from ledger.schema import EVENTS
from ledger.sessions import EventRow

COUNT = 7
"""How many acts the ledger has that is tampered with."""
VICTIM = 4
"""The position that is tampered with."""


def alter(ledger: Ledger, *statements: Any) -> None:
    """Change the store as somebody would who has every right to it."""
    with ledger.connection() as connection:
        let_alter(connection)
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement)


def let_alter(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("drop trigger if exists ledger_events_no_update"))
        connection.execute(text("drop trigger if exists ledger_events_no_delete"))
    else:
        connection.execute(text("drop trigger if exists ledger_events_stay on ledger_events"))


def set_column(column: str, value: object, position: int = VICTIM) -> Any:
    return EVENTS.update().where(EVENTS.c.position == position).values({column: value})


def rows(ledger: Ledger) -> list[EventRow]:
    with ledger._store.reading() as session:
        return session.page(0, 1000, 1000)


def found(ledger: Ledger) -> list[tuple[int, FaultKind]]:
    return [(fault.position, fault.kind) for fault in ledger.verify().faults]


def flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]
