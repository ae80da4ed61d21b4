"""The deadlines: by when who has to act for whom, by which rule, and how each day was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from domain.agreements.agreement import Agreement, agreement_id
from domain.agreements.folding import fold
from domain.deadlines.computed import Computed, DeadlineStatus
from domain.deadlines.of_agreement import deadlines_of_agreement
from domain.deadlines.of_person import deadlines_of
from domain.deadlines.revisions import Revision, revised
from domain.deadlines.rule import DeadlineKind
from domain.envelope import Act
from domain.history import as_of, resolve
from domain.needs import Need
from domain.rule_parts import Text
from domain.rules import RuleSet
from domain.values import StreamKind, Value, day_of, kind_of_stream
from ledger.reader import Frame, Reader
from projections.agreement_cases import agreements_of
from projections.case import Case, case_of
from projections.deadline_words import computation, decision_words
from projections.histories import histories_of, of_persons
from projections.language import LANGUAGES, say
from projections.names import is_among

OPEN: Final = (
    DeadlineStatus.OVERDUE,
    DeadlineStatus.CLAIMED,
    DeadlineStatus.RUNNING,
    DeadlineStatus.SUSPENDED,
)
"""What still asks something of somebody, the most urgent first."""

_ORDER: Final = (
    *OPEN,
    DeadlineStatus.REACHED,
    DeadlineStatus.NOT_COMPUTABLE,
    DeadlineStatus.MISSED,
    DeadlineStatus.MET_LATE,
    DeadlineStatus.MET,
    DeadlineStatus.VOID,
)

SHOWN_WEEKS: Final = 13
"""How far ahead a list looks by itself; a policy of this report, set by no law."""


class RevisionRow(Value):
    """A day that a deadline had: since when it was known, and by which recording."""

    known_since: datetime
    due: date | None
    because: str


class DeadlineRow(Value):
    """One deadline of one person.

    Attributes:
        uid: By which it stays known when its day changes.
        person: For whom: the pseudonym; None for an agreement about no one person.
        agreement: The agreement, where it is one.
        code: D01 to D32.
        rule: Id of the rule.
        name: What has to happen.
        need: The need it is about.
        nature: `statute`, `policy` or `recorded`.
        kind: `duty`, `right`, `opens`, `takes-effect` or `moment`.
        status: A word of `DeadlineStatus`.
        number: Which in a row it is.
        due: The last day by law, policy or agreement.
        plain: The same before closed days were looked at.
        act_by: By when to act, as advice: a working day.
        opens: From when it may be done.
        met_on: When it was done.
        days_left: Days from the day asked about to the last day; below zero where it has passed.
        provisional: Whether it counts from a day that is only planned.
        missing: Events of which one has to be recorded before it can be computed.
        void_because: Why it is void.
        derived: The computed event that it gives; nobody records it.
        who: Whose move it is.
        municipality: Where the person settles.
        source: Law and article, or what else it rests on.
        address: Where that can be read.
        valid_from: First day of the version that counts.
        confidence: How sure we are of the rule.
        verified: Whether the rule was checked against a text.
        computation: How the day was found, step by step, in both languages.
        revisions: The days it had as more became known; empty where that was not asked.
        evidence: The events it rests on.
        series: What it has in common with the others of a deadline that repeats.
        again: The later last days of its series that have passed as well, where a list has them in
            one row.
    """

    uid: str
    person: str | None
    agreement: str | None
    code: str
    rule: str
    name: Text
    need: str | None
    nature: str
    kind: str
    status: str
    number: int
    due: date | None
    plain: date | None
    act_by: date | None
    opens: date | None
    met_on: date | None
    days_left: int | None
    provisional: bool
    missing: tuple[str, ...]
    void_because: str | None
    derived: str | None
    who: Text
    municipality: str | None
    source: str
    address: str | None
    valid_from: date
    confidence: str
    verified: bool
    computation: tuple[Text, ...]
    revisions: tuple[RevisionRow, ...]
    evidence: tuple[str, ...]
    series: str
    again: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which deadlines are asked for; None and False ask for all.

    Attributes:
        municipality: Only of who settles there, capitals apart.
        need: Only about this need.
        until: Only what is late already, and what is due by this day.
        overdue: Only what has passed and was not done.
        asking: Only what asks something of somebody: no day to look how things stand, and nothing
            that is only computed.
        everything: Also what is done, void, missed, cannot be computed, or lies further ahead than
            a list looks by itself.
    """

    municipality: str | None = None
    need: Need | None = None
    until: date | None = None
    overdue: bool = False
    asking: bool = False
    everything: bool = False


class DeadlineReport(Value):
    """Deadlines, the most urgent first.

    Attributes:
        day: The day asked about.
        rows: Those that were asked for.
        until: How far ahead the list looks; None for without end.
        later: How many open ones lie after that.
        first: Where none is near: the first day that is still to come, if there is one.
        hidden: How many more whoever asks for everything gets.
    """

    day: date
    rows: tuple[DeadlineRow, ...]
    until: date | None = None
    later: int = 0
    first: date | None = None
    hidden: int = 0

    @property
    def overdue(self) -> int:
        """How many have passed and were not done."""
        return sum(row.status == DeadlineStatus.OVERDUE for row in self.rows)

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]

    def as_cells(self, language: str) -> list[dict[str, Any]]:
        """Return the rows as flat cells for a table, in one language."""
        return [_cells(row, language) for row in self.rows]


def report(rows: Iterable[DeadlineRow], day: date, filters: Filters) -> DeadlineReport:
    """Return the rows that answer `filters`, in order of urgency.

    What repeats and has passed several times stands in one row, unless everything is asked for.
    """
    everything = replace(filters, everything=True)
    rows = [row for row in rows if _answers(row, day, everything)]
    chosen = sorted((row for row in rows if _answers(row, day, filters)), key=_urgency)
    if not filters.everything:
        chosen, rows = _by_series(chosen), _by_series(rows)
    if filters.everything or filters.overdue or filters.until is not None:
        return DeadlineReport(day=day, rows=tuple(chosen), hidden=len(rows) - len(chosen))
    until = day + timedelta(days=min(7 * SHOWN_WEEKS, (date.max - day).days))
    shown = tuple(row for row in chosen if not _is_later(row, until))
    return DeadlineReport(
        day=day,
        rows=shown,
        until=until,
        later=len(chosen) - len(shown),
        first=None if shown else _first(rows),
        hidden=len(rows) - len(shown),
    )


def _first(rows: Iterable[DeadlineRow]) -> date | None:
    """Return the first day that is still to come."""
    to_come = (row.due for row in rows if row.status == DeadlineStatus.RUNNING)
    return min((due for due in to_come if due is not None), default=None)


def _by_series(rows: Sequence[DeadlineRow]) -> list[DeadlineRow]:
    """Put what has passed of one series into one row, that of the first."""
    passed: dict[str, list[DeadlineRow]] = {}
    for row in rows:
        if row.status == DeadlineStatus.OVERDUE:
            passed.setdefault(row.series, []).append(row)
    kept = []
    for row in rows:
        if row.status != DeadlineStatus.OVERDUE:
            kept.append(row)
        elif found := passed.pop(row.series, None):
            first, *others = sorted(found, key=_urgency)
            days = tuple(each.due for each in others if each.due is not None)
            kept.append(first.model_copy(update={"again": days}))
    return kept


def _is_later(row: DeadlineRow, until: date) -> bool:
    is_running = row.status == DeadlineStatus.RUNNING and row.derived is None
    return is_running and row.due is not None and row.due > until


def rows_of(
    case: Case, rules: RuleSet, frame: Frame, *, history: bool = False
) -> tuple[DeadlineRow, ...]:
    """Return all deadlines of a person in a frame.

    Args:
        case: The person.
        rules: The rules.
        frame: From where one looks.
        history: Whether to tell also what days they had as more became known.
    """
    day = day_of(frame.as_of)
    municipality = None if case.person.settlement is None else case.person.settlement.value
    if not history:
        found = deadlines_of(case.person, case.acts, rules, day, law_on=frame.law_on)
        known: Mapping[Any, tuple[Revision, ...]] = {}
    else:
        traced = revised(case.person.id, case.recorded, rules, day, law_on=frame.law_on)
        found, known = traced.deadlines, traced.revisions
    return tuple(
        _row(each, day, case.person.id, None, municipality, known.get(each.identity, ()))
        for each in found
    )


def rows_of_agreement(
    agreement: Agreement, acts: Sequence[Act], rules: RuleSet, frame: Frame
) -> tuple[DeadlineRow, ...]:
    """Return the deadlines of an agreement in a frame, for whom it concerns if that is one person.

    Args:
        agreement: Folded from `acts`.
        acts: The acts that count in the frame.
        rules: The rules.
        frame: From where one looks.
    """
    day = day_of(frame.as_of)
    person = agreement.subjects[0] if len(agreement.subjects) == 1 else None
    found = deadlines_of_agreement(agreement, acts, rules, day, law_on=frame.law_on)
    return tuple(_row(each, day, person, agreement.id, None, ()) for each in found)


def rows_of_agreements(reader: Reader, person: str, rules: RuleSet) -> tuple[DeadlineRow, ...]:
    """Return the deadlines of the agreements about one person; whom they concern is logged."""
    frame = reader.frame
    found = (
        row
        for case in agreements_of(reader, person)
        for row in rows_of_agreement(
            case.agreement, as_of(case.resolved.acts, frame.as_of), rules, frame
        )
    )
    pseudonyms = reader.pseudonyms(person)
    return tuple(row for row in found if row.person in pseudonyms)


def all_rows(reader: Reader, rules: RuleSet) -> Iterator[DeadlineRow]:
    """Yield all deadlines of every person and agreement in the frame of `reader`; it is logged."""
    frame = reader.frame
    histories = histories_of(reader, (StreamKind.PERSON, StreamKind.AGREEMENT))
    for stream, recorded in sorted(histories.items()):
        if kind_of_stream(stream) is StreamKind.AGREEMENT:
            counted = as_of(resolve(recorded).acts, frame.as_of)
            yield from rows_of_agreement(fold(agreement_id(stream), counted), counted, rules, frame)
    for file in reader.files(of_persons(histories)):
        yield from rows_of(case_of(file.person, file.acts, frame), rules, frame)


def _row(
    each: Computed,
    day: date,
    person: str | None,
    agreement: str | None,
    municipality: str | None,
    revisions: Sequence[Revision],
) -> DeadlineRow:
    rule = each.rule
    return DeadlineRow(
        uid=_uid(each, person, agreement),
        person=person,
        agreement=agreement,
        code=rule.code,
        rule=rule.id,
        name=_name(each),
        need=each.need,
        nature=rule.nature,
        kind=rule.kind,
        status=each.status,
        number=each.number,
        due=each.due,
        plain=each.plain,
        act_by=each.act_by,
        opens=each.opens,
        met_on=each.met_on,
        days_left=None if each.due is None else (each.due - day).days,
        provisional=each.provisional,
        missing=each.missing,
        void_because=each.void_because,
        derived=each.derived,
        who=each.who,
        municipality=municipality,
        source=str(rule.source),
        address=rule.source.address,
        valid_from=rule.valid_from,
        confidence=rule.confidence,
        verified=rule.verified,
        computation=computation(each),
        revisions=tuple(
            RevisionRow(known_since=known.known_since, due=known.due, because=known.because)
            for known in revisions
        ),
        evidence=each.evidence,
        series=_uid(each, person, agreement, series=True),
    )


def _name(each: Computed) -> Text:
    """Return what has to happen; of an objection also against which decision."""
    name = each.rule.name
    if each.against is None:
        return name
    return Text(
        **{
            language: say(
                language,
                "deadlines.against",
                name=name.in_language(language),
                decision=decision_words(each.against, language),
            )
            for language in LANGUAGES
        }
    )


def _uid(each: Computed, person: str | None, agreement: str | None, *, series: bool = False) -> str:
    """Return a name that stays the same when the day changes, and says nothing of anybody.

    One of a series is the same for each deadline of those that repeat.
    """
    key = each.key or ("", "")
    number = "" if series else str(each.number)
    parts = (person or "", agreement or "", each.rule.id, *key, number)
    return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def _answers(row: DeadlineRow, day: date, filters: Filters) -> bool:
    asked = filters.municipality
    if asked is not None and not is_among(asked, (row.municipality,)):
        return False
    if filters.need is not None and row.need != filters.need:
        return False
    if filters.overdue:
        return row.status == DeadlineStatus.OVERDUE
    if filters.until is not None:
        if row.due is None or row.due > filters.until:
            return False
        is_to_come = row.status in (DeadlineStatus.RUNNING, DeadlineStatus.REACHED)
        is_waiting = row.status in (DeadlineStatus.OVERDUE, DeadlineStatus.CLAIMED)
        return is_waiting or (is_to_come and row.due >= day)
    if filters.everything:
        return True
    if filters.asking:
        return row.status in OPEN and row.kind != DeadlineKind.MOMENT
    return row.status in OPEN or row.derived is not None


def _urgency(row: DeadlineRow) -> tuple[int, date, str, str, str, int]:
    return (
        _ORDER.index(DeadlineStatus(row.status)),
        row.due or date.max,
        row.person or row.agreement or "",
        row.code,
        row.rule,
        row.number,
    )


def _cells(row: DeadlineRow, language: str) -> dict[str, Any]:
    told = row.model_dump(mode="json", exclude={"computation", "revisions", "name", "who"})
    spoken = "nl" if language == "nl" else "en"
    return {
        **told,
        "name": getattr(row.name, spoken),
        "who": getattr(row.who, spoken),
        "computation": "; ".join(getattr(step, spoken) for step in row.computation),
    }
