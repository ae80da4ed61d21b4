"""Making the read tables again from the first act on, and telling whether they were right."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from domain.rule_files import read_rule_set
from domain.rules import RuleSet
from ledger.errors import DamagedStore, UnknownRuleSet
from ledger.ledger import Ledger
from ledger.reader import Reader
from ledger.tracking import Projection, catch_up, rebuild
from projections import audit, cases
from projections.findings import touched
from projections.reading import Progress, bring_up_to_date, findings_table
from projections.schema import ANSWERS, AUDIT, AUDIT_PERSONS, CASES, FINDINGS

Content = Mapping[tuple[str, ...], Mapping[str, object]]
"""Rows by their keys; the first part is what they are about: a person, or a position."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One projection that was made again.

    Attributes:
        projection: Its name.
        rows: How many rows it has now.
        different: What the rows that were not the same are about: persons, or positions.
    """

    projection: str
    rows: int
    different: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether its content was what the ledger gives."""
        return not self.different


def rebuild_all(reader: Reader, rules: RuleSet, progress: Progress | None = None) -> list[Rebuilt]:
    """Make every read table again, and compare each with what it was.

    Answers are made again under `rules` and under every other rule set of which some were kept.
    What is recorded while this runs counts as no difference.
    """
    ledger = reader.ledger
    table = cases.CaseTable()
    rule_sets = [rules]
    # A table that is damaged is made again like the others, and differs in every row.
    with suppress(DamagedStore):
        catch_up(ledger, table)
        rule_sets += _other_rule_sets(ledger, rules)

    def judge() -> None:
        for each in rule_sets:
            bring_up_to_date(reader, each, progress)

    meanwhile = _Meanwhile(ledger, reader.position)
    return [
        _rebuilt(meanwhile, audit.AuditTrail(), (AUDIT, AUDIT_PERSONS), "position", progress),
        _rebuilt(meanwhile, table, (CASES, ANSWERS), "person", progress, judge),
        _rebuilt(meanwhile, findings_table(ledger), (FINDINGS,), "person", progress),
    ]


@dataclass(frozen=True, slots=True)
class _Meanwhile:
    """What was recorded since the frame was taken."""

    ledger: Ledger
    position: int

    def concerns(self) -> set[str]:
        """Return the persons and positions of those acts."""
        found: set[str] = set()
        for acts in self.ledger.walk(self.position):
            found.update(touched(acts), (str(act.position) for act in acts))
        return found


def _nothing_more() -> None:
    """Most tables are complete once they have taken in every act."""


def _rebuilt(
    meanwhile: _Meanwhile,
    projection: Projection,
    tables: tuple[Table, ...],
    about: str,
    progress: Progress | None,
    complete: Callable[[], None] = _nothing_more,
) -> Rebuilt:
    ledger = meanwhile.ledger
    before: Content = {}
    with suppress(DamagedStore):
        catch_up(ledger, projection)
        complete()
        before = _content(ledger, tables, about)
    rebuild(ledger, projection, progress=progress)
    complete()
    after = _content(ledger, tables, about)
    different = {
        key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)
    }
    if different:
        different -= meanwhile.concerns()
    return Rebuilt(projection.name, len(after), tuple(sorted(different)))


def _content(ledger: Ledger, tables: tuple[Table, ...], about: str) -> Content:
    with ledger.connection(write=False) as connection:
        return {
            (
                str(row[about]),
                table.name,
                *(str(row[key.name]) for key in table.primary_key.columns),
            ): {name: _plain(value) for name, value in row.items() if name != ANSWERS.c.day.name}
            for table in tables
            for row in _rows(ledger, connection, table)
        }


def _rows(ledger: Ledger, connection: Connection, table: Table) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of a table, with what is sealed in them opened."""
    for row in connection.execute(select(table)).mappings():
        named = {str(name): value for name, value in row.items()}
        yield cases.opened(ledger, named) if table is ANSWERS else named


def _plain(value: object) -> object:
    """Return a value without the day on which it was given, which says nothing of its content."""
    if not isinstance(value, bytes | memoryview):
        return value
    try:
        kept = json.loads(bytes(value))
        return {name: each for name, each in kept.items() if name not in ("day", "law_day")}
    except (ValueError, AttributeError):
        # Altered until it is no JSON any more, or no object: different from whatever is made.
        return bytes(value)


def _other_rule_sets(ledger: Ledger, rules: RuleSet) -> list[RuleSet]:
    """Return the rule sets under which answers were kept, but for `rules`."""
    query = select(ANSWERS.c.rules).where(ANSWERS.c.rules != rules.digest).distinct()
    with ledger.connection(write=False) as connection:
        digests = list(connection.execute(query).scalars())
    found = []
    for digest in digests:
        # Answers under rules that were never kept cannot be made again: they go, as a difference.
        with suppress(UnknownRuleSet):
            found.append(read_rule_set(ledger.rule_set(digest)))
    return found
