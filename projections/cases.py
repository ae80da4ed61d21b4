"""The answers about every person: from the read table for the present, folded for any other frame.

The read table keeps the answers of the day on which they were given. A person is judged again when
an act has been recorded since, or when the day has come on which time alone may change the answer,
so that what is read always equals the fold. An answer names the last act that it rests on: whoever
judges beside another can at worst leave an answer that is judged again, never one that is wrong.

An answer says what bodies say, so it is sealed under the key of the person. Whose key has been
destroyed is judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, select

from domain.assessment import Moment
from domain.envelope import Act
from domain.rules import RuleSet
from domain.situation import Phase
from domain.values import Value, day_of, person_of_stream
from ledger.ledger import Ledger
from ledger.reader import Frame
from ledger.sealing import SealBroken
from projections import caseload, status, why
from projections.applications import application_for
from projections.case import Case, assess_case, institution_of, released_on
from projections.schema import ANSWERS, CASES

_AT_ONCE: Final = 500
"""How many keys a statement names at most; SQLite takes a limited number of parameters."""

_SEALED: Final = ("next_change", "case_row", "now", "at_release")
"""The columns that say something of what bodies say."""

_NEVER: Final = "9999-99-99"
"""Later than any day: time alone changes nothing."""


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
        row=caseload.row(
            *(state, explanation, at_release, organisations, released_on(now)),
            application_for=partial(application_for, case=case, rules=rules, frame=frame),
            institution=institution_of(now),
        ),
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
    version = 14
    tables = (CASES, ANSWERS)

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        """Take in acts, in order of position; answers come from `keep`."""
        cases, _ = tables
        last = {}
        for act in acts:
            person = person_of_stream(act.envelope.stream)
            if person is not None:
                last[person] = act.position
        persons = sorted(last)
        for start in range(0, len(persons), _AT_ONCE):
            some = persons[start : start + _AT_ONCE]
            connection.execute(cases.delete().where(cases.c.person.in_(some)))
            connection.execute(
                cases.insert(), [{"person": person, "position": last[person]} for person in some]
            )


def stale(
    ledger: Ledger,
    connection: Connection,
    rules: RuleSet,
    day: date,
    up_to: int,
    tables: Sequence[Table] = CaseTable.tables,
) -> list[str]:
    """Return who has to be judged again, of those whose last act is not beyond `up_to`.

    An answer that was altered is left for `rebuild` to find, and is not read meanwhile.
    """
    cases, answers = tables
    joined = cases.outerjoin(answers, _is_answer(rules, tables))
    given = _is_given(day, tables).label("is_given")
    query = select(cases.c.person, answers.c.next_change, given)
    query = query.select_from(joined).where(cases.c.position <= up_to).order_by(cases.c.person)
    rows = connection.execute(query).all()
    ledger.prepare_seals(row.person for row in rows if row.is_given)
    found = []
    for row in rows:
        try:
            if not row.is_given or not _is_fresh(ledger, rules, day, row):
                found.append(row.person)
        except SealBroken:
            continue
    return found


def sealed(
    ledger: Ledger, rules: RuleSet, day: date, judged: Sequence[tuple[str, int, Answers]]
) -> list[dict[str, object]]:
    """Return the rows to keep about persons, each with the last act that its answers rest on."""
    ledger.prepare_seals(person for person, _, _ in judged)
    return [
        {
            "rules": rules.digest,
            "person": person,
            "rules_name": rules.name,
            "position": position,
            "day": day.isoformat(),
        }
        | {
            name: ledger.seal(person, content, purpose=_purpose(rules.digest, name))
            for name, content in contents(answers).items()
        }
        for person, position, answers in judged
    ]


def contents(answers: Answers) -> dict[str, bytes]:
    """Return what is kept of answers, by column, before it is sealed."""
    change = answers.next_change
    return {
        "next_change": (_NEVER if change is None else change.isoformat()).encode(),
        "case_row": answers.row.model_dump_json().encode(),
        "now": _held(answers.now),
        "at_release": _held(answers.at_release),
    }


def _held(explanation: why.WhyReport | None) -> bytes:
    if explanation is None or not explanation.is_held:
        return b""
    return explanation.model_dump_json().encode()


def keep(
    connection: Connection,
    rules: RuleSet,
    rows: Sequence[Mapping[str, object]],
    tables: Sequence[Table] = CaseTable.tables,
) -> None:
    """Keep the rows that `sealed` made.

    What was answered under earlier versions of the rule set, which share its name, goes.
    """
    _, answers = tables
    connection.execute(
        answers.delete().where(answers.c.rules_name == rules.name, answers.c.rules != rules.digest)
    )
    connection.execute(
        answers.delete().where(
            answers.c.rules == rules.digest,
            answers.c.person.in_([row["person"] for row in rows]),
        )
    )
    connection.execute(answers.insert(), list(rows))


def kept_rows(
    ledger: Ledger, connection: Connection, rules: RuleSet, day: date, up_to: int
) -> dict[str, caseload.CaseRow]:
    """Return the caseload rows that hold on `day`, by person."""
    return {
        person: caseload.CaseRow.model_validate_json(contents["case_row"])
        for person, contents in _kept(ledger, connection, rules, day, up_to, ("case_row",))
    }


def kept_explanations(
    ledger: Ledger, connection: Connection, rules: RuleSet, day: date, up_to: int, moment: Moment
) -> dict[str, why.WhyReport | None]:
    """Return the explanations that hold on `day`, by person: None for who is not held."""
    found = {}
    names = ("case_row", "now", "at_release")
    for person, contents in _kept(ledger, connection, rules, day, up_to, names):
        content = contents["now"]
        if moment is Moment.RELEASE and _is_detained(contents["case_row"]):
            content = contents["at_release"]
        found[person] = (
            why.WhyReport.model_validate_json(content).on(day, rules) if content else None
        )
    return found


def _is_detained(case_row: bytes) -> bool:
    return caseload.CaseRow.model_validate_json(case_row).phase == Phase.DETAINED


def _kept(
    ledger: Ledger,
    connection: Connection,
    rules: RuleSet,
    day: date,
    up_to: int,
    names: Iterable[str],
) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Yield who has answers that hold on `day` and open, with the columns asked for, opened."""
    query = (
        select(ANSWERS)
        .select_from(CASES.join(ANSWERS, _is_answer(rules)))
        .where(CASES.c.position <= up_to, _is_given(day))
        .order_by(ANSWERS.c.person)
    )
    for row in connection.execute(query):
        try:
            if not _is_fresh(ledger, rules, day, row):
                continue
            contents = {name: _opened(ledger, rules.digest, row, name) or b"" for name in names}
        except SealBroken:
            continue
        yield row.person, contents


def opened(ledger: Ledger, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with what is sealed in it opened; as it is where that does not open."""
    plain = dict(row)
    for name in _SEALED:
        purpose = _purpose(row["rules"], name)
        with suppress(SealBroken):
            plain[name] = ledger.unseal(row["person"], bytes(row[name]), purpose=purpose)
    return plain


def unsealed(ledger: Ledger, row: Mapping[str, Any]) -> dict[str, bytes | None]:
    """Return what is sealed in a row, by column; None where the key has been destroyed.

    Raises:
        SealBroken: Something in it is not what was sealed.
    """
    return {
        name: ledger.unseal(row["person"], bytes(row[name]), purpose=_purpose(row["rules"], name))
        for name in _SEALED
    }


def _opened(ledger: Ledger, digest: str, row: Row[Any], name: str) -> bytes | None:
    content = getattr(row, name)
    return ledger.unseal(row.person, bytes(content), purpose=_purpose(digest, name))


def _purpose(digest: str, name: str) -> str:
    return f"{ANSWERS.name}.{name} by {digest}"


def _is_answer(rules: RuleSet, tables: Sequence[Table] = CaseTable.tables) -> ColumnElement[bool]:
    cases, answers = tables
    return and_(answers.c.person == cases.c.person, answers.c.rules == rules.digest)


def _is_given(day: date, tables: Sequence[Table] = CaseTable.tables) -> ColumnElement[bool]:
    """Whether there is an answer, given on `day` or before it, that knows the last act."""
    cases, answers = tables
    return and_(
        answers.c.person.is_not(None),
        answers.c.position == cases.c.position,
        answers.c.day <= day.isoformat(),
    )


def _is_fresh(ledger: Ledger, rules: RuleSet, day: date, row: Row[Any]) -> bool:
    """Whether the key of an answer lives, and time alone has not changed the answer yet."""
    change = _opened(ledger, rules.digest, row, "next_change")
    return change is not None and change > day.isoformat().encode()
