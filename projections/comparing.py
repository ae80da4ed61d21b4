"""Whether read tables hold what the ledger gives, row by row."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Table, create_engine, func, select

from domain.rule_files import read_rule_set
from domain.rules import RuleSet
from domain.values import person_stream
from ledger.errors import DamagedStore, UnknownRuleSet
from ledger.ledger import Ledger
from ledger.projection import Progress, Projection, Tables
from ledger.read_tables import create
from ledger.reader import Frame
from ledger.sealing import SealBroken
from ledger.tracking import reading
from projections import cases
from projections.case import case_of
from projections.findings import touched
from projections.schema import ANSWERS, AUDIT, AUDIT_DAYS, AUDIT_PERSONS, CASES

_ABOUT: Final = {
    AUDIT.name: "position",
    AUDIT_PERSONS.name: "position",
    AUDIT_DAYS.name: "correction",
}
"""What the rows of a table are about, where that is no person."""

_Content = dict[tuple[str, ...], bytes]
"""A digest of each row, by its key; the first part of a key is what the row is about."""


def differences(ledger: Ledger, projection: Projection, made: Tables) -> set[str]:
    """Return the persons and positions of which a row differs from tables just made.

    Args:
        ledger: Holds both.
        projection: Its tables are compared; one that is damaged differs in every row.
        made: Tables of the same form, in the same order.
    """
    different: set[str] = set()
    for table, other in zip(projection.tables, made, strict=True):
        found: _Content = {}
        with suppress(DamagedStore), reading(ledger, projection) as connection:
            found = _content(ledger, connection, table, table)
        with ledger.connection(write=False) as connection:
            known = _content(ledger, connection, other, table)
        different |= _unequal(found, known)
    return different


def count_rows(ledger: Ledger, tables: Tables) -> int:
    """Return how many rows there are in tables together."""
    with ledger.connection(write=False) as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        )


def check(
    ledger: Ledger, projection: Projection, position: int, progress: Progress | None
) -> tuple[int, set[str]]:
    """Replay a projection in a place of its own, and compare; nothing in the ledger is changed.

    Args:
        ledger: What is replayed, up to `position`.
        projection: What is compared with it.
        position: The position that the tables have reached.
        progress: Told the position reached, and the last one.

    Returns:
        The number of rows that there should be, and what differs, with what was recorded since.
    """
    rows = 0
    different: set[str] = set()
    # A file without a name is gone when it is closed, also when the process is killed.
    scratch = create_engine("sqlite://", creator=lambda: sqlite3.connect(""))
    with scratch.connect() as apart:
        create(apart, projection.tables)
        for acts in ledger.walk(up_to=position):
            projection.apply(apart, acts, projection.tables)
            if progress is not None:
                progress(acts[-1].position, position)
        for table in projection.tables:
            if table is ANSWERS:
                continue
            known = _content(ledger, apart, table, table)
            rows += len(known)
            found: _Content = {}
            with suppress(DamagedStore), reading(ledger, projection) as connection:
                found = _content(ledger, connection, table, table)
            different |= _unequal(found, known)
    scratch.dispose()
    return rows, different


def check_answers(ledger: Ledger, day: date, progress: Progress | None) -> tuple[int, set[str]]:
    """Judge again whose answers would be read on `day`, and compare; nothing is changed.

    Returns:
        The number of answers, and the persons of whom an answer differs.
    """
    query = (
        select(ANSWERS)
        .join(CASES, CASES.c.person == ANSWERS.c.person)
        .where(ANSWERS.c.position == CASES.c.position, ANSWERS.c.day <= day.isoformat())
    )
    try:
        with reading(ledger, cases.CaseTable()) as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
    except DamagedStore:
        with ledger.connection(write=False) as connection:
            return 0, set(connection.execute(select(CASES.c.person)).scalars())
    known: dict[str, RuleSet | None] = {}
    different: set[str] = set()
    for number, row in enumerate(rows, start=1):
        digest = row["rules"]
        if digest not in known:
            known[digest] = _kept_rules(ledger, digest)
        if not _holds(ledger, known[digest], row, day):
            different.add(row["person"])
        if progress is not None:
            progress(number, len(rows))
    return len(rows), different


def concerned(ledger: Ledger, after: int) -> set[str]:
    """Return the persons and positions of the acts that were recorded after a position."""
    found: set[str] = set()
    for acts in ledger.walk(after):
        found.update(touched(acts), (str(act.position) for act in acts))
    return found


def _kept_rules(ledger: Ledger, digest: str) -> RuleSet | None:
    try:
        return read_rule_set(ledger.rule_set(digest))
    except UnknownRuleSet:
        return None


def _holds(ledger: Ledger, rules: RuleSet | None, row: Mapping[str, Any], day: date) -> bool:
    """Whether an answer is what the acts give; one that is not read any more holds as well."""
    try:
        kept = cases.unsealed(ledger, row)
    except SealBroken:
        return False
    change = kept["next_change"]
    if change is None or change <= day.isoformat().encode():
        return True
    if rules is None:
        return False
    frame = Frame(date.fromisoformat(row["day"]), known_at=None, law_on=None, rules=rules.name)
    acts = tuple(ledger.read(person_stream(row["person"]), up_to=row["position"]))
    answers = cases.answers_of(case_of(row["person"], acts, frame), rules, frame)
    expected = cases.contents(answers)
    return all(_plain(kept[name]) == _plain(content) for name, content in expected.items())


def _content(ledger: Ledger, connection: Connection, table: Table, as_table: Table) -> _Content:
    """Return what is in a table, under the names that it has when it is read."""
    about = _ABOUT.get(as_table.name, "person")
    keys = [about, *(each.name for each in as_table.primary_key.columns)]
    read: Callable[[Mapping[str, Any]], Mapping[str, Any]] = dict
    if as_table is ANSWERS:
        read = partial(cases.opened, ledger)
    return {
        (str(row[about]), as_table.name, *(str(row[name]) for name in keys)): _digest(read(row))
        for row in _rows(connection, table)
    }


def _rows(connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    query = select(table).execution_options(yield_per=1000)
    for row in connection.execute(query).mappings():
        yield {str(name): value for name, value in row.items()}


def _digest(row: Mapping[str, Any]) -> bytes:
    plain = [(name, _plain(row[name])) for name in sorted(row) if name != ANSWERS.c.day.name]
    return sha256(repr(plain).encode()).digest()[:16]


def _unequal(found: _Content, known: _Content) -> set[str]:
    return {key[0] for key in found.keys() | known.keys() if found.get(key) != known.get(key)}


def _plain(value: object) -> object:
    """Return a value without the day on which it was given, which says nothing of its content."""
    if not isinstance(value, bytes | memoryview):
        return value
    try:
        kept = json.loads(bytes(value))
        return sorted((k, each) for k, each in kept.items() if k not in ("day", "law_day"))
    except (ValueError, AttributeError):
        # Altered until it is no JSON any more, or no object: different from whatever is made.
        return bytes(value)


def rule_sets_of(ledger: Ledger, rules: RuleSet) -> Sequence[RuleSet]:
    """Return `rules`, and the other rule sets under which answers are kept.

    Answers under rules that were never kept cannot be made again, and are left out.
    """
    query = select(ANSWERS.c.rules).where(ANSWERS.c.rules != rules.digest).distinct()
    found = [rules]
    with suppress(DamagedStore):
        with ledger.connection(write=False) as connection:
            digests = sorted(connection.execute(query).scalars())
        found += [kept for digest in digests if (kept := _kept_rules(ledger, digest)) is not None]
    return found
