"""Which way an answer comes: from the read tables for the present, folded for any other frame.

Both ways give the same answer; the tables are only quicker. They are caught up before they answer,
and whoever another writer has added to since the frame was taken is folded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import Connection, create_engine

from domain.assessment import Moment
from domain.rules import RuleSet
from domain.values import day_of, person_stream
from ledger.ledger import Ledger
from ledger.projection import Place, live, reached
from ledger.read_tables import create
from ledger.reader import Reader
from ledger.rebuild import locked_position
from ledger.tracking import catch_up, reading
from projections import audit, cases, deadlocks, findings
from projections.audit_query import Query
from projections.case import Case, case_of
from projections.caseload import CaseRow
from projections.histories import all_persons
from projections.linked import all_pseudonyms, findings_as_one, linked_files
from projections.why import WhyReport

Progress = Callable[[int, int], None]
"""Told what is done, and what there is to do."""

Answer = TypeVar("Answer")

_AT_ONCE: Final = 200
"""How many persons are judged before their answers are kept: other writers wait that long."""


def case_rows(
    reader: Reader, rules: RuleSet, today: date, progress: Progress | None = None
) -> list[CaseRow]:
    """Return the caseload row of every person in the frame of `reader`, in order of person."""
    day = day_of(reader.frame.as_of)

    def kept(connection: Connection) -> dict[str, CaseRow]:
        return cases.kept_rows(reader.ledger, connection, rules, day, reader.position)

    found = _of_all(reader, rules, today, kept, lambda answers: answers.row, progress)
    return [found[person] for person in sorted(found)]


def all_deadlocks(
    reader: Reader,
    rules: RuleSet,
    today: date,
    moment: Moment = Moment.NOW,
    progress: Progress | None = None,
) -> deadlocks.Deadlocks:
    """Return who is stuck or may be in the frame of `reader`, with the explanations."""
    day = day_of(reader.frame.as_of)

    def kept(connection: Connection) -> dict[str, WhyReport | None]:
        return cases.kept_explanations(
            reader.ledger, connection, rules, day, reader.position, moment
        )

    def judged(answers: cases.Answers) -> WhyReport | None:
        return answers.explanation(moment)

    found = _of_all(reader, rules, today, kept, judged, progress)
    return deadlocks.report(found.values())


def all_findings(
    reader: Reader, today: date, progress: Progress | None = None
) -> findings.FindingsReport:
    """Return the findings about every person in the frame of `reader`."""
    table = findings_table(reader.ledger)
    if _is_present(reader, today):
        catch_up(reader.ledger, table, progress=progress)
        with reading(reader.ledger, table) as connection:
            found = findings.stored(connection)
            # After the rows: another who catches up moves the position, and never back.
            tracked = reached(connection, live(table))
        if tracked is not None and tracked.position == reader.position:
            reader.persons()
            return findings_as_one(reader, found)
    return findings.report((case.person.id, case.findings) for case in all_cases(reader))


def audit_of(
    reader: Reader,
    query: Query,
    *,
    after: int | None = None,
    limit: int | None = None,
    newest_first: bool = False,
    progress: Progress | None = None,
) -> audit.Audit:
    """Return the events that answer `query`, up to the position of `reader`; it is logged.

    Args:
        reader: Reads the ledger in a frame.
        query: What is asked.
        after: Position behind which to go on; None to begin.
        limit: How many rows at most; None for all.
        newest_first: Whether the last recorded comes first.
        progress: Told how far the read table has come, while it is brought up to date.
    """
    trail = audit.AuditTrail()
    query = all_pseudonyms(reader, query)

    def answer(connection: Connection) -> audit.Audit:
        found = audit.report(
            connection,
            query,
            location=reader.ledger.location,
            up_to=reader.position,
            after=after,
            limit=limit,
            newest_first=newest_first,
        )
        # That nothing is recorded of somebody says something of them too.
        persons = query.persons().union(audit.persons_in(connection, found))
        reader.log(tuple(sorted(persons)), "audit", len(found.rows))
        return found

    if reader.ledger.read_only or reader.frame.known_to is not None:
        with create_engine("sqlite://").connect() as connection:
            create(connection, trail.tables)
            for acts in reader.unlogged_walk():
                trail.apply(connection, acts, trail.tables)
            return answer(connection)
    catch_up(reader.ledger, trail, progress=progress)
    with reading(reader.ledger, trail) as connection:
        found = answer(connection)
    audit.refuse_altered(reader.ledger, found)
    return found


def findings_table(ledger: Ledger) -> findings.FindingsTable:
    """Return the projection of findings, which reads whole files of persons from `ledger`."""
    return findings.FindingsTable(lambda person: ledger.read(person_stream(person)))


def _of_all(
    reader: Reader,
    rules: RuleSet,
    today: date,
    kept: Callable[[Connection], dict[str, Answer]],
    judged: Callable[[cases.Answers], Answer],
    progress: Progress | None,
) -> dict[str, Answer]:
    """Return an answer about every person: kept in the read table, or judged here."""
    frame = reader.frame
    if not _is_present(reader, today):
        folded = (
            (case.person.id, cases.answers_of(case, rules, frame)) for case in all_cases(reader)
        )
        return {person: judged(answers) for person, answers in folded}
    bring_up_to_date(reader, rules, progress)
    with reading(reader.ledger, cases.CaseTable()) as connection:
        found = kept(connection)
    linked = linked_files(reader)
    together = {each for file in linked for each in file.pseudonyms}
    for person in reader.persons():
        if person not in found and person not in together:
            found[person] = judged(_judge(reader, rules, person)[2])
    for file in linked:
        for each in file.pseudonyms:
            found.pop(each, None)
        case = case_of(file.person, file.acts, frame)
        found[file.person] = judged(cases.answers_of(case, rules, frame))
    return dict(sorted(found.items()))


def bring_up_to_date(reader: Reader, rules: RuleSet, progress: Progress | None = None) -> None:
    """Judge again, for the day of `reader`, whose answers in the read table hold no longer."""
    table = cases.CaseTable()
    catch_up(reader.ledger, table)
    judge_stale(reader, rules, live(table), progress)


def judge_stale(
    reader: Reader, rules: RuleSet, place: Place, progress: Progress | None = None
) -> None:
    """Judge again whose answers hold no longer in tables that have been caught up.

    Args:
        reader: Gives the day, and what was known.
        rules: By which persons are judged.
        place: Where the answers are kept: the tables that are read, or those made beside them.
        progress: Told how many persons were judged, and how many there are to judge.

    Raises:
        RebuildGone: Somebody else finished or abandoned those tables meanwhile.
    """
    ledger, day = reader.ledger, day_of(reader.frame.as_of)
    table = cases.CaseTable()
    with reading(ledger, table) as connection:
        persons = cases.stale(ledger, connection, rules, day, reader.position, place.tables)
    for start in range(0, len(persons), _AT_ONCE):
        some = [_judge(reader, rules, person) for person in persons[start : start + _AT_ONCE]]
        rows = cases.sealed(ledger, rules, day, some)
        with ledger.connection() as connection:
            # Two who keep answers about the same persons do so one after the other.
            locked_position(connection, table, place)
            cases.keep(connection, rules, rows, place.tables)
        if progress is not None:
            progress(start + len(some), len(persons))


def _judge(reader: Reader, rules: RuleSet, person: str) -> tuple[str, int, cases.Answers]:
    """Return the answers about one person, with the last act that they rest on."""
    acts = tuple(reader.ledger.read(person_stream(person), up_to=reader.position))
    case = case_of(person, acts, reader.frame)
    return person, acts[-1].position, cases.answers_of(case, rules, reader.frame)


def _is_present(reader: Reader, today: date) -> bool:
    """Whether the read tables may answer: the present day, under the law by its own dates."""
    frame = reader.frame
    return (
        reader.everything_now
        and frame.as_of == today
        and frame.law_on is None
        and not reader.ledger.read_only
    )


def all_cases(reader: Reader) -> Iterator[Case]:
    """Yield every person in the frame of `reader`, folded from the acts, in order of person."""
    for file in reader.files(all_persons(reader)):
        yield case_of(file.person, file.acts, reader.frame)
