"""The answers about every person: from the read table for the present, folded for any other frame.

The read table keeps the answers of the day on which they were given. A person is judged again when
an act has been recorded since, or when the day has come on which time alone may change the answer,
so that what is read always equals the fold. An answer names the last act that it rests on: whoever
judges beside another can at worst leave an answer that is judged again, never one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select

from domain.assessment import Moment
from domain.envelope import Act
from domain.rules import RuleSet
from domain.situation import Phase
from domain.values import Value, day_of, person_of_stream
from ledger.reader import Frame
from projections import caseload, status, why
from projections.case import Case, assess_case
from projections.schema import ANSWERS, CASES, create, drop

_AT_ONCE: Final = 500
"""How many keys a statement names at most; SQLite takes a limited number of parameters."""


class Answers(Value):
    """What a frame says of one person: explanation now and at release, caseload row.

    `at_release` is None for whoever is not detained: there is no release to come. `next_change` is
    the first day on which the answers may change although nothing is recorded meanwhile.
    """

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
    at_release = None
    days = [now.next_change]
    if now.phase is Phase.DETAINED:
        later = assess_case(case, rules, frame, Moment.RELEASE)
        at_release = why.report(later)
        days.append(later.next_change)
    # No row of the caseload tells findings, and finding them costs as much as judging the person.
    state = status.report(now, findings=0)
    explanation = why.report(now)
    organisations = [act.envelope.organisation for act in case.acts]
    day = day_of(frame.as_of)
    days += [each for each in _days_named(case.resolved.acts) if each > day]
    return Answers(
        now=explanation,
        at_release=at_release,
        row=caseload.row(state, explanation, at_release, organisations),
        next_change=min((each for each in days if each is not None), default=None),
    )


def _days_named(acts: Sequence[Act]) -> Iterator[date]:
    """Yield the days on which acts take place or their effect begins or has ended.

    An act can be recorded before its day: it counts when the day has come.
    """
    for act in acts:
        yield act.envelope.day
        yield act.envelope.effective_from
        if act.envelope.effect_until is not None:
            yield act.envelope.effect_until + timedelta(days=1)


class CaseTable:
    """The projection behind caseload and deadlocks: who there is, and the last act of each."""

    name = "cases"
    version = 5

    def create(self, connection: Connection) -> None:
        """Make the tables, unless they are there."""
        create(connection, CASES, ANSWERS)

    def clear(self, connection: Connection) -> None:
        """Take the tables away."""
        drop(connection, CASES, ANSWERS)

    def apply(self, connection: Connection, acts: Sequence[Act]) -> None:
        """Take in acts, in order of position."""
        last = {}
        for act in acts:
            person = person_of_stream(act.envelope.stream)
            if person is not None:
                last[person] = act.position
        persons = sorted(last)
        for start in range(0, len(persons), _AT_ONCE):
            some = persons[start : start + _AT_ONCE]
            connection.execute(CASES.delete().where(CASES.c.person.in_(some)))
            connection.execute(
                CASES.insert(), [{"person": person, "position": last[person]} for person in some]
            )


def stale(connection: Connection, rules: RuleSet, day: date, up_to: int) -> list[str]:
    """Return who has to be judged again, of those whose last act is not beyond `up_to`."""
    joined = CASES.outerjoin(ANSWERS, _is_answer(rules))
    query = select(CASES.c.person).select_from(joined)
    query = query.where(
        CASES.c.position <= up_to, or_(ANSWERS.c.person.is_(None), not_(_is_fresh(day)))
    )
    return list(connection.execute(query.order_by(CASES.c.person)).scalars())


def keep(
    connection: Connection, rules: RuleSet, day: date, judged: Sequence[tuple[str, int, Answers]]
) -> None:
    """Keep the answers about persons, each with the position of the last act that it rests on.

    What was answered under earlier versions of the rule set, which share its name, goes.
    """
    connection.execute(
        ANSWERS.delete().where(ANSWERS.c.rules_name == rules.name, ANSWERS.c.rules != rules.digest)
    )
    connection.execute(
        ANSWERS.delete().where(
            ANSWERS.c.rules == rules.digest,
            ANSWERS.c.person.in_([person for person, _, _ in judged]),
        )
    )
    connection.execute(
        ANSWERS.insert(),
        [
            {
                "rules": rules.digest,
                "person": person,
                "rules_name": rules.name,
                "position": position,
                "day": day.isoformat(),
                "next_change": answers.next_change and answers.next_change.isoformat(),
                "case_row": answers.row.model_dump_json().encode(),
                "now": _held(answers.now),
                "at_release": _held(answers.at_release),
            }
            for person, position, answers in judged
        ],
    )


def _held(explanation: why.WhyReport | None) -> bytes | None:
    if explanation is None or not explanation.is_held:
        return None
    return explanation.model_dump_json().encode()


def kept_rows(
    connection: Connection, rules: RuleSet, day: date, up_to: int
) -> dict[str, caseload.CaseRow]:
    """Return the caseload rows that hold on `day`, by person."""
    return {
        row.person: caseload.CaseRow.model_validate_json(row.case_row)
        for row in _kept(connection, rules, day, up_to, ANSWERS.c.case_row)
    }


def kept_explanations(
    connection: Connection, rules: RuleSet, day: date, up_to: int, moment: Moment
) -> dict[str, why.WhyReport | None]:
    """Return the explanations that hold on `day`, by person: None for who is not held."""
    found = {}
    columns = (ANSWERS.c.case_row, ANSWERS.c.now, ANSWERS.c.at_release)
    for row in _kept(connection, rules, day, up_to, *columns):
        content = row.now
        if moment is Moment.RELEASE and _is_detained(row.case_row):
            content = row.at_release
        found[row.person] = (
            None if content is None else why.WhyReport.model_validate_json(content).on(day, rules)
        )
    return found


def _is_detained(case_row: bytes) -> bool:
    return caseload.CaseRow.model_validate_json(case_row).phase == Phase.DETAINED


def _kept(
    connection: Connection, rules: RuleSet, day: date, up_to: int, *columns: ColumnElement[Any]
) -> Any:
    query = (
        select(ANSWERS.c.person, *columns)
        .select_from(CASES.join(ANSWERS, _is_answer(rules)))
        .where(CASES.c.position <= up_to, _is_fresh(day))
        .order_by(ANSWERS.c.person)
    )
    return connection.execute(query)


def _is_answer(rules: RuleSet) -> ColumnElement[bool]:
    return and_(ANSWERS.c.person == CASES.c.person, ANSWERS.c.rules == rules.digest)


def _is_fresh(day: date) -> ColumnElement[bool]:
    text = day.isoformat()
    return and_(
        ANSWERS.c.position == CASES.c.position,
        ANSWERS.c.day <= text,
        or_(ANSWERS.c.next_change.is_(None), ANSWERS.c.next_change > text),
    )
