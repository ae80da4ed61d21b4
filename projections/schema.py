"""The read tables: copies that answer quickly, made again from the ledger at any time."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

_METADATA: Final = MetaData()

AUDIT: Final = Table(
    "view_audit",
    _METADATA,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("event_id", String, nullable=False),
    Column("source", String, nullable=False),
    Column("stream", String, nullable=False),
    Column("type", String, nullable=False),
    Column("occurred_on", String, nullable=False),
    Column("occurred_day", String(10), nullable=False),
    Column("recorded_at", BigInteger, nullable=False),
    Column("actor", String, nullable=False),
    Column("role", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("recorded_by", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("legal_basis", String, nullable=False),
    Column("mandate", String),
    Index("view_audit_actor", "actor", "position"),
    Index("view_audit_organisation", "organisation", "position"),
    Index("view_audit_type", "type", "position"),
    Index("view_audit_day", "occurred_day", "position"),
    Index("view_audit_purpose", "purpose", "position"),
    Index("view_audit_recorded", "recorded_at", "position"),
)
"""Who did what when, one row an event; `recorded_at` in microseconds UTC."""

AUDIT_PERSONS: Final = Table(
    "view_audit_persons",
    _METADATA,
    Column("person", String, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
)
"""Which events concern which person."""

CASES: Final = Table(
    "view_cases",
    _METADATA,
    Column("person", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""Every person of whom an act is recorded, with the position of the last of them."""

ANSWERS: Final = Table(
    "view_answers",
    _METADATA,
    Column("rules", String(64), primary_key=True),
    Column("person", String, primary_key=True),
    Column("rules_name", String, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("day", String(10), nullable=False),
    Column("next_change", String(10)),
    Column("case_row", LargeBinary, nullable=False),
    Column("now", LargeBinary),
    Column("at_release", LargeBinary),
)
"""The answers about one person under one rule set, by its digest.

`position` is the last act they rest on, `day` the day on which they were given, and `next_change`
the first day after it on which time alone may change them. `now` and `at_release` are kept of who
is stuck or may be, as things are or at release.
"""

FINDINGS: Final = Table(
    "view_findings",
    _METADATA,
    Column("person", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("occurred_day", String(10), nullable=False),
    Column("events", String, nullable=False),
    Index("view_findings_kind", "kind", "person"),
)
"""What does not fit, one row a finding; `events` is a JSON list of event ids."""


def create(connection: Connection, *tables: Table) -> None:
    """Make `tables` and their indexes, unless they are there."""
    _METADATA.create_all(connection, tables=list(tables))


def drop(connection: Connection, *tables: Table) -> None:
    """Take `tables` away, with everything in them."""
    _METADATA.drop_all(connection, tables=list(tables))
