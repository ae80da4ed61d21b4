"""The answers about every person: from the read table for the present, folded for any other frame.

The read table holds the answers for one day under one rule set. New acts mark a person as stale;
so does the arrival of the day on which time alone may change the answer. Stale persons are judged
again before anyone reads, so that a row that is read always equals the fold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Connection, or_, select

from domain.assessment import Moment
from domain.envelope import Act
from domain.rules import RuleSet
from domain.situation import Phase
from domain.values import Value, day_of
from ledger.reader import Frame
from projections import caseload, status, why
from projections.case import Case, assess_case, case_of
from projections.findings import ReadPerson, touched
from projections.schema import CASES, create, drop


class Answers(Value):
    """What a frame says of one person: state, explanation now and at release, caseload row.

    `at_release` is None for whoever is not detained: there is no release to come.
    """

    status: status.StatusReport
    now: why.WhyReport
    at_release: why.WhyReport | None
    row: caseload.CaseRow
    next_change: date | None

    def explanation(self, moment: Moment) -> why.WhyReport:
        """Return the explanation at `moment`; at release, for whoever is free, as things are."""
        return self.now if moment is Moment.NOW or self.at_release is None else self.at_release


def answers_of(case: Case, rules: RuleSet, frame: Frame) -> Answers:
    """Return the answers about `case` in `frame`."""
    now = assess_case(case, rules, frame)
    state = status.report(now, len(case.findings))
    explanation = why.report(now)
    at_release = None
    if now.phase is Phase.DETAINED:
        at_release = why.report(assess_case(case, rules, frame, Moment.RELEASE))
    organisations = [act.envelope.organisation for act in case.acts]
    return Answers(
        status=state,
        now=explanation,
        at_release=at_release,
        row=caseload.row(state, explanation, at_release, organisations),
        next_change=now.next_change,
    )


class CaseTable:
    """The projection behind caseload and deadlocks: marks whom new acts concern."""

    name = "cases"
    version = 1

    def create(self, connection: Connection) -> None:
        """Make the table, unless it is there."""
        create(connection, CASES)

    def clear(self, connection: Connection) -> None:
        """Take the table away."""
        drop(connection, CASES)

    def apply(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Take in acts, in order of position."""
        persons = touched(acts)
        known = {
            row.person
            for row in connection.execute(select(CASES.c.person).where(CASES.c.person.in_(persons)))
        }
        if known:
            connection.execute(CASES.update().where(CASES.c.person.in_(known)).values(stale=True))
        fresh = [{"person": person, "stale": True} for person in persons if person not in known]
        if fresh:
            connection.execute(CASES.insert(), fresh)


def refresh(connection: Connection, read: ReadPerson, rules: RuleSet, frame: Frame) -> int:
    """Judge again whoever is stale on the day of `frame`; return how many that were."""
    day = day_of(frame.as_of).isoformat()
    stale = select(CASES.c.person).where(
        or_(
            CASES.c.stale.is_(True),
            CASES.c.rules != rules.digest,
            CASES.c.day > day,
            CASES.c.next_change <= day,
        )
    )
    persons = [row.person for row in connection.execute(stale.order_by(CASES.c.person))]
    for person in persons:
        answers = answers_of(case_of(person, tuple(read(person)), frame), rules, frame)
        connection.execute(
            CASES.update()
            .where(CASES.c.person == person)
            .values(
                stale=False,
                rules=rules.digest,
                day=day,
                next_change=answers.next_change.isoformat() if answers.next_change else None,
                answers=answers.model_dump_json().encode(),
            )
        )
    return len(persons)


def stored(connection: Connection) -> Iterator[Answers]:
    """Yield the answers of the read table in order of person; refresh it first."""
    query = select(CASES.c.answers).order_by(CASES.c.person)
    for row in connection.execute(query):
        yield Answers.model_validate_json(row.answers)
