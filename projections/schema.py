"""The read tables: copies that answer quickly, made again from the ledger at any time."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
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
    Column("stale", Boolean, nullable=False),
    Column("rules", String(64)),
    Column("day", String(10)),
    Column("next_change", String(10)),
    Column("answers", LargeBinary),
)
"""The answers about one person for the present day; stale ones are made again first."""

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
