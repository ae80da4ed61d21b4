"""On which events each current fact rests: its value, since when it holds, since when it is known.

A need that waits or is stuck is so by the rules and by other needs; the events named with it are
those that say where the need itself stands. `why` tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from domain.assessment import Assessment
from domain.circumstances import Circumstance
from domain.needs import Need
from domain.person import Known
from domain.situation import Phase
from domain.status import Status
from domain.values import Value
from projections.case import Case
from projections.event_rows import EventRow, EventRows, event_lines, named, rows_of
from projections.language import (
    Language,
    circumstance_name,
    day_text,
    moment_text,
    need_name,
    need_names,
    paragraph,
    phase_name,
    say,
    status_name,
)
from projections.rule_names import EndedBy, ended_by, ended_by_text
from projections.status import rules_text


class FactKind(StrEnum):
    """Of what a fact is: the person's situation, a circumstance that rules ask, or a need."""

    SITUATION = "situation"
    CIRCUMSTANCE = "circumstance"
    NEED = "need"


FactValue = bool | int | date | str

_SITUATION: Final = ("phase", "release_on", "birth_year", "arrears", "card_issued")


class Fact(Value):
    """One thing that is held to be so.

    Attributes:
        kind: Of what it is.
        fact: Its code; for a circumstance or a need that of `Circumstance` or `Need`.
        value: What is held to be so; for a need its status.
        since: First day on which it is so, where that is known.
        until: Last day, or the day by which it changes, as in the state of affairs.
        known_since: When the last of the events that it rests on was recorded, UTC.
        rule: Id of the rule that ended it, where a rule did.
        ending: That rule by its name, and whether it is law.
        events: The events that it rests on; none where it follows from rules alone.
    """

    kind: FactKind
    fact: str
    value: FactValue
    since: date | None
    until: date | None
    known_since: str | None
    rule: str | None
    events: tuple[EventRow, ...]
    ending: EndedBy | None = None


class Blame(Value):
    """Every current fact about one person, with the events it rests on."""

    person: str
    day: date
    rules: str
    law_day: date
    facts: tuple[Fact, ...]
    unknown: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")


def report(case: Case, assessment: Assessment) -> Blame:
    """Return on what each fact rests that is current in `assessment`, which was made of `case`."""
    return Blame(
        person=assessment.person.id,
        day=assessment.day,
        rules=assessment.rule_set,
        law_day=assessment.law_day,
        facts=facts_of(case, assessment),
        unknown=assessment.with_status(Status.UNKNOWN),
    )


def facts_of(case: Case, assessment: Assessment) -> tuple[Fact, ...]:
    """Return every current fact: situation first, then circumstances, then needs."""
    rows = rows_of(case)
    return (
        *_situation(assessment, rows),
        *_circumstances(assessment, rows),
        *_needs(assessment, rows),
    )


def _situation(assessment: Assessment, rows: EventRows) -> Iterator[Fact]:
    person, known = assessment.person, assessment.circumstances.known
    if assessment.phase is not Phase.UNKNOWN:
        detained = known[Circumstance.DETAINED]
        phase = Known(str(assessment.phase), detained.since, detained.evidence)
        yield _fact(FactKind.SITUATION, "phase", phase, rows, since=phase.since)
    facts: tuple[Known[Any] | None, ...] = (
        person.planned_release,
        person.birth_year,
        person.arrears,
        person.card_issued,
    )
    for name, fact in zip(_SITUATION[1:], facts, strict=True):
        if fact is not None:
            yield _fact(FactKind.SITUATION, name, fact, rows, since=_first_day(name, fact))


def _circumstances(assessment: Assessment, rows: EventRows) -> Iterator[Fact]:
    for circumstance in Circumstance:
        known = assessment.circumstances.known.get(circumstance)
        if known is None or circumstance in {Circumstance.DETAINED, Circumstance.RELEASED}:
            continue
        since = known.since
        if circumstance is Circumstance.AGE:
            since = date(assessment.day.year, 1, 1)
        yield _fact(FactKind.CIRCUMSTANCE, circumstance, known, rows, since=since)


def _first_day(name: str, fact: Known[Any]) -> date | None:
    """Return since when something is so; somebody was born long before it was recorded."""
    return None if name == "birth_year" else fact.since


def _needs(assessment: Assessment, rows: EventRows) -> Iterator[Fact]:
    for need, each in assessment.needs.items():
        if each.status is Status.UNKNOWN:
            continue
        events = named(rows, each.evidence)
        yield Fact(
            kind=FactKind.NEED,
            fact=need,
            value=str(each.status),
            since=each.since,
            until=each.until,
            known_since=_known_since(events),
            rule=each.ended_by,
            ending=ended_by(each.ending),
            events=events,
        )


def place_of(kind: FactKind, fact: str) -> int:
    """Return the place of a fact among those of its kind, in the order in which they are told."""
    match kind:
        case FactKind.SITUATION:
            return _SITUATION.index(fact)
        case FactKind.CIRCUMSTANCE:
            return list(Circumstance).index(Circumstance(fact))
        case FactKind.NEED:
            return list(Need).index(Need(fact))


def _fact(
    kind: FactKind, name: str, known: Known[Any], rows: EventRows, *, since: date | None
) -> Fact:
    events = named(rows, known.evidence)
    return Fact(
        kind=kind,
        fact=name,
        value=known.value,
        since=since,
        until=None,
        known_since=_known_since(events),
        rule=None,
        events=events,
    )


def _known_since(events: tuple[EventRow, ...]) -> str | None:
    moments = [datetime.fromisoformat(row.recorded_at) for row in events]
    return max(moments).astimezone(UTC).isoformat() if moments else None


def render(blame: Blame, language: Language) -> str:
    """Return the facts as text, each followed by its events."""
    day = day_text(blame.day, language)
    lines = [say(language, "blame.heading", person=blame.person, day=day)]
    for fact in blame.facts:
        lines += ["", *paragraph(fact_text(fact, language), indent=2)]
        for row in fact.events:
            lines += event_lines(row, language)
        if not fact.events:
            lines.append("    " + say(language, "blame.no_events"))
    if blame.unknown:
        names = need_names(blame.unknown, language)
        lines += ["", *paragraph(say(language, "report.unknown_needs", needs=names))]
    lines += ["", *paragraph(say(language, "blame.note"))]
    rules = rules_text(blame.rules, blame.law_day, language)
    lines += ["", say(language, "report.basis", rules=rules)]
    return "\n".join(lines)


def fact_text(fact: Fact, language: Language) -> str:
    """Return a fact in one line: its name, and what `content_text` says."""
    return f"{fact_name(fact.kind, fact.fact, language)}: {content_text(fact, language)}"


def content_text(fact: Fact, language: Language) -> str:
    """Return what is held: the value, since when, until when, and known since when."""
    parts = [value_text(fact, language)]
    if fact.since is not None:
        parts.append(say(language, "report.since", day=day_text(fact.since, language)))
    if fact.until is not None:
        parts.append(until_text(fact.value, fact.until, language))
    if fact.ending is not None:
        parts.append(ended_by_text(fact.ending, language))
    if fact.known_since is not None:
        moment = moment_text(datetime.fromisoformat(fact.known_since), language)
        parts.append(say(language, "blame.known_since", moment=moment))
    return " · ".join(parts)


def until_text(value: FactValue | None, until: date, language: Language) -> str:
    """Return what a day means for a need with such a status: last, to decide by, or opening."""
    keys = {Status.PENDING: "report.decide_by", Status.NOT_YET: "report.opens_on"}
    key = next((key for status, key in keys.items() if status == value), "report.until")
    return say(language, key, day=day_text(until, language))


def fact_name(kind: FactKind, fact: str, language: Language) -> str:
    """Return the name of a fact as reports print it."""
    match kind:
        case FactKind.SITUATION:
            return say(language, f"fact.{fact}")
        case FactKind.CIRCUMSTANCE:
            return circumstance_name(fact, language)
        case FactKind.NEED:
            return need_name(fact, language)


def value_text(fact: Fact, language: Language) -> str:
    """Return the value of a fact as reports print it."""
    match fact.value:
        case bool():
            return say(language, "fact.yes" if fact.value else "fact.no")
        case date():
            return day_text(fact.value, language)
        case str() if fact.kind is FactKind.NEED:
            return status_name(fact.value, language)
        case str() if fact.fact == "phase":
            return phase_name(fact.value, language)
        case _:
            return str(fact.value)
