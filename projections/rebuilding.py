"""Making the read tables again while they serve, and telling whether they were right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.rules import RuleSet
from ledger.errors import DamagedStore
from ledger.ledger import Ledger
from ledger.projection import NEVER, Progress, Projection, live, reached
from ledger.reader import Reader
from ledger.rebuild import abandon, build, cut_over, half_built
from ledger.tracking import catch_up, reached_by
from projections import audit, cases
from projections.comparing import (
    check,
    check_answers,
    concerned,
    count_rows,
    differences,
    rule_sets_of,
)
from projections.reading import bring_up_to_date, findings_table, judge_stale

PROJECTIONS: Final = ("audit", "cases", "findings")
"""The names of all projections, in the order in which they are made again."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One projection that was made again, or looked at.

    Attributes:
        projection: Its name.
        version: The version of its definition here.
        was: The version of its tables before; None where it had none.
        rows: How many rows it has to have.
        different: What the rows that were not the same are about: persons, or positions.
        resumed_from: The position at which an earlier rebuild had stopped; None without one.
    """

    projection: str
    version: int
    was: int | None
    rows: int
    different: tuple[str, ...]
    resumed_from: int | None = None

    @property
    def comparable(self) -> bool:
        """Whether its tables were of the definition that is known here."""
        return self.was == self.version

    @property
    def equal(self) -> bool | None:
        """Whether its content was what the ledger gives; None where that cannot be asked."""
        return not self.different if self.comparable else None


def rebuild_all(
    reader: Reader,
    rules: RuleSet,
    progress: Progress | None = None,
    names: Sequence[str] = PROJECTIONS,
    on_resume: Callable[[str, int], None] = lambda _name, _position: None,
) -> list[Rebuilt]:
    """Make read tables again beside the old ones, compare the two, and read the new ones.

    Answers are made again under `rules` and under every other rule set of which some were kept.
    What is recorded while this runs counts as no difference.

    Args:
        reader: The ledger, on the day of which answers are given.
        rules: The rules under which persons are judged.
        progress: Told how far a step is, and how far it goes.
        names: The projections to make again.
        on_resume: Told which projection was half built already, and up to which position.
    """
    return [
        _rebuilt(reader, rules, projection, progress, on_resume)
        for projection in _projections(reader.ledger)
        if projection.name in names
    ]


def check_all(
    ledger: Ledger, day: date, progress: Progress | None = None, names: Sequence[str] = PROJECTIONS
) -> list[Rebuilt]:
    """Compare read tables with what the ledger gives, and change nothing.

    Args:
        ledger: What is replayed.
        day: The day of which the answers about persons are compared.
        progress: Told how far a step is, and how far it goes.
        names: The projections to compare.
    """
    return [
        _checked(ledger, projection, day, progress)
        for projection in _projections(ledger)
        if projection.name in names
    ]


def abandon_all(ledger: Ledger, names: Sequence[str] = PROJECTIONS) -> dict[str, int | None]:
    """Take away what was half built.

    Returns:
        The position that each had reached, by name; None where nothing was half built.
    """
    return {
        projection.name: abandon(ledger, projection)
        for projection in _projections(ledger)
        if projection.name in names
    }


def _projections(ledger: Ledger) -> list[Projection]:
    return [audit.AuditTrail(), cases.CaseTable(), findings_table(ledger)]


def _rebuilt(
    reader: Reader,
    rules: RuleSet,
    projection: Projection,
    progress: Progress | None,
    on_resume: Callable[[str, int], None],
) -> Rebuilt:
    ledger = reader.ledger
    if reached_by(ledger, projection).version == NEVER:
        catch_up(ledger, projection, progress=progress)
    was = reached_by(ledger, projection).version
    is_equal = was == projection.version
    rule_sets: Sequence[RuleSet] = ()
    if isinstance(projection, cases.CaseTable):
        rule_sets = rule_sets_of(ledger, rules)
    if is_equal:
        # A table that is damaged is made again like the others, and differs in every row.
        with suppress(DamagedStore):
            catch_up(ledger, projection, progress=progress)
            for each in rule_sets:
                bring_up_to_date(reader, each, progress)
    resumed_from = _half_built(ledger, projection)
    if resumed_from is not None:
        on_resume(projection.name, resumed_from)
    rows, different = 0, set[str]()
    position = None
    while position is None:
        place = build(ledger, projection, progress=progress)
        for each in rule_sets:
            judge_stale(reader, each, place, progress)
        rows = count_rows(ledger, place.tables)
        different = differences(ledger, projection, place.tables) if is_equal else set()
        position = cut_over(ledger, projection)
    if different:
        different -= concerned(ledger, reader.position)
    return Rebuilt(
        projection.name,
        projection.version,
        was,
        rows,
        tuple(sorted(different)),
        resumed_from,
    )


def _half_built(ledger: Ledger, projection: Projection) -> int | None:
    with ledger.connection(write=False) as connection:
        found = reached(connection, half_built(projection))
    return found.position if found and found.version == projection.version else None


def _checked(
    ledger: Ledger, projection: Projection, day: date, progress: Progress | None
) -> Rebuilt:
    with ledger.connection(write=False) as connection:
        found = reached(connection, live(projection))
    if found is None or found.version != projection.version:
        was = None if found is None or found.version == NEVER else found.version
        return Rebuilt(projection.name, projection.version, was, 0, ())
    rows, different = check(ledger, projection, found.position, progress)
    if isinstance(projection, cases.CaseTable):
        answers, unlike = check_answers(ledger, day, progress)
        rows, different = rows + answers, different | unlike
    if different:
        different -= concerned(ledger, found.position)
    return Rebuilt(
        projection.name, projection.version, found.version, rows, tuple(sorted(different))
    )
