"""The tables of a ledger, and the steps that bring an older ledger up to date.

SQLAlchemy is needed to make and to migrate a ledger, and by projections; not to append or to read.
So this module is imported late, and `ledger.store` knows the version without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from ledger.tree import EMPTY_ROOT

# Compared byte by byte on every engine, so that they agree on what sorts where.
_TEXT: Final = Text().with_variant(Text(collation="C"), "postgresql")

METADATA: Final = MetaData()

HEADER: Final = Table(
    "ledger_header",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("ledger_id", _TEXT, nullable=False),
    Column("format", Integer, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("rehearsal", Boolean, nullable=False),
)

HEAD: Final = Table(
    "ledger_head",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded_at", BigInteger),
    Column("peaks", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
)

# SQLite gives only `INTEGER PRIMARY KEY` the place of its own row number.
_POSITION: Final = BigInteger().with_variant(Integer, "sqlite")

EVENTS: Final = Table(
    "ledger_events",
    METADATA,
    Column("position", _POSITION, primary_key=True, autoincrement=False),
    Column("stream", _TEXT, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("event_id", _TEXT, nullable=False),
    Column("source", _TEXT, nullable=False),
    Column("type", _TEXT, nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("envelope_salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_salt", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version", name="ledger_events_stream_version"),
    UniqueConstraint("event_id", "source", name="ledger_events_event_id_source"),
)

RULE_SETS: Final = Table(
    "ledger_rule_sets",
    METADATA,
    Column("digest", _TEXT, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

TRACKING: Final = Table(
    "ledger_tracking",
    METADATA,
    Column("name", _TEXT, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)

APPLIED: Final = Table(
    "ledger_migrations",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, nullable=False),
    Column("applied_at", BigInteger, nullable=False),
)

_STAYS_ON_SQLITE: Final = [
    f"create trigger ledger_events_no_{verb} before {verb} on ledger_events"
    " begin select raise(abort, 'an event that was recorded stays as it is'); end"
    for verb in ("update", "delete")
]
_STAYS_ON_POSTGRESQL: Final = [
    (
        "create function ledger_events_stay() returns trigger language plpgsql as"
        " $$ begin raise exception 'an event that was recorded stays as it is'; end $$"
    ),
    (
        "create trigger ledger_events_stay before update or delete or truncate on ledger_events"
        " for each statement execute function ledger_events_stay()"
    ),
]


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a schema version to the next.

    Attributes:
        what: What it changes, in a few words; kept in the ledger.
        apply: Makes the change.
    """

    what: str
    apply: Callable[[Connection], None]


def _first(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)
    stay = _STAYS_ON_SQLITE if connection.dialect.name == "sqlite" else _STAYS_ON_POSTGRESQL
    for statement in stay:
        connection.exec_driver_sql(statement)
    connection.execute(HEAD.insert().values(id=1, position=0, peaks=b"", root=EMPTY_ROOT))


MIGRATIONS: Final[Sequence[Migration]] = (Migration("the first form of the ledger", _first),)
"""In order; the schema version of a ledger is the number of steps it has taken.

A step that has been released stays as it is. When the second one is written, the first gets its
own copy of the tables as they were.
"""


def migrate(
    connection: Connection,
    found: int,
    applied_at: int,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Take the steps that a ledger has not taken yet, inside the caller's transaction.

    Args:
        connection: To the ledger, with the right to change it.
        found: The schema version that the ledger has; 0 for a database without one.
        applied_at: Microseconds since 1970-01-01T00:00Z.
        migrations: All steps there are.
    """
    for version, migration in enumerate(migrations[found:], start=found + 1):
        migration.apply(connection)
        connection.execute(
            APPLIED.insert().values(version=version, what=migration.what, applied_at=applied_at)
        )
    connection.execute(HEADER.update().values(schema_version=len(migrations)))


def write_header(
    connection: Connection, *, ledger_id: str, byte_format: int, created_at: int, rehearsal: bool
) -> None:
    """Write what a new ledger says of itself, after `migrate` has made its tables."""
    connection.execute(
        HEADER.insert().values(
            id=1,
            ledger_id=ledger_id,
            format=byte_format,
            schema_version=len(MIGRATIONS),
            created_at=created_at,
            rehearsal=rehearsal,
        )
    )
