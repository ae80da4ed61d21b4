"""The read tables: copies that answer quickly, made again from the ledger at any time."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

# Compared byte by byte on every engine, as in the tables of the ledger.
_TEXT: Final = String().with_variant(String(collation="C"), "postgresql")

# On SQLite the position is then where the row itself stands.
_POSITION: Final = BigInteger().with_variant(Integer(), "sqlite")

_METADATA: Final = MetaData()

AUDIT: Final = Table(
    "view_audit",
    _METADATA,
    Column("position", _POSITION, primary_key=True, autoincrement=False),
    Column("event_id", _TEXT, nullable=False),
    Column("source", _TEXT, nullable=False),
    Column("stream", _TEXT, nullable=False),
    Column("type", _TEXT, nullable=False),
    Column("occurred_on", _TEXT, nullable=False),
    Column("occurred_day", Integer, nullable=False),
    Column("occurred_month", Integer, nullable=False),
    Column("occurred_year", Integer, nullable=False),
    Column("noted_at", BigInteger),
    Column("noted_day", Integer),
    Column("noted_month", Integer),
    Column("noted_year", Integer),
    Column("recorded_at", BigInteger, nullable=False),
    Column("actor", _TEXT, nullable=False),
    Column("role", _TEXT, nullable=False),
    Column("organisation", _TEXT, nullable=False),
    Column("recorded_by", _TEXT, nullable=False),
    Column("purpose", _TEXT, nullable=False),
    Column("legal_basis", _TEXT, nullable=False),
    Column("mandate", _TEXT),
    Column("correlation", _TEXT),
    Column("causation", _TEXT),
    Column("corrects_id", _TEXT),
    Column("corrects_source", _TEXT),
    *(
        Index(f"view_audit_{name}", name, "position")
        for name in (
            *("source", "type", "recorded_at", "actor", "role", "organisation", "recorded_by"),
            *("purpose", "legal_basis", "mandate", "correlation", "causation"),
            *("occurred_day", "occurred_month", "occurred_year"),
            *("noted_month", "noted_year"),
        )
    ),
    # With the moment, so that the edge of a span within a day is found in the index alone.
    Index("view_audit_noted_day", "noted_day", "position", "noted_at"),
    Index("view_audit_corrects", "corrects_id", "corrects_source", "position"),
    Index("view_audit_event_id", "event_id"),
)
"""Who did what when, one row an event.

Moments are in microseconds UTC. Days are those of the Netherlands, written 20260302, months 202603:
a span of time is a few years, months and days, each of which gives its events in order of position.
"""

AUDIT_PERSONS: Final = Table(
    "view_audit_persons",
    _METADATA,
    Column("person", _TEXT, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Index("view_audit_persons_position", "position"),
    sqlite_with_rowid=False,
)
"""Which events concern which person."""

AUDIT_DAYS: Final = Table(
    "view_audit_days",
    _METADATA,
    Column("correction", _POSITION, primary_key=True, autoincrement=False),
    Column("position", BigInteger),
    Column("since", BigInteger),
    Column("day", Integer, nullable=False),
    Column("month", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    *(
        Index(f"view_audit_days_{name}", name, "position", "since")
        for name in ("day", "month", "year")
    ),
    Index("view_audit_days_position", "position"),
)
"""To which day which correction brought which event: at `position`, known from position `since` on.

Both are null while the event is not recorded. The day comes from the body of the correction.
"""

CASES: Final = Table(
    "view_cases",
    _METADATA,
    Column("person", _TEXT, primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""Every person of whom an act is recorded, with the position of the last of them."""

ANSWERS: Final = Table(
    "view_answers",
    _METADATA,
    Column("rules", String(64), primary_key=True),
    Column("person", _TEXT, primary_key=True),
    Column("rules_name", _TEXT, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("day", String(10), nullable=False),
    Column("next_change", LargeBinary, nullable=False),
    Column("case_row", LargeBinary, nullable=False),
    Column("now", LargeBinary, nullable=False),
    Column("at_release", LargeBinary, nullable=False),
)
"""The answers about one person under one rule set, by its digest.

`position` is the last act they rest on, `day` the day on which they were given, and `next_change`
the first day after it on which time alone may change them. `now` and `at_release` are kept of who
is stuck or may be, as things are or at release; they are empty of others. These three and
`case_row` say what bodies say, and are sealed by `Ledger.seal`.
"""

FINDINGS: Final = Table(
    "view_findings",
    _METADATA,
    Column("person", _TEXT, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", _TEXT, nullable=False),
    Column("occurred_day", String(10), nullable=False),
    Column("events", _TEXT, nullable=False),
    Index("view_findings_kind", "kind", "person"),
)
"""What does not fit, one row a finding; `events` is a JSON list of event ids.

Nothing here is sealed: kind, day and event ids say no more than the envelopes, which lie open too.
"""
