"""The caseload: every person in view, what holds him or her, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from domain.rules import Text
from domain.status import Status
from domain.values import Value
from projections.language import Language, columns, day_text, need_name, say
from projections.status import ProjectedEnding, StatusReport, missing_text
from projections.why import WhyReport


class CaseRow(Value):
    """One person of the caseload.

    Attributes:
        person: Pseudonym.
        phase: Detained, released or unknown.
        release_on: Planned day of release, while detained.
        released_on: Day of the last release, of who is free.
        municipality: Where the person settles.
        organisations: Who acted for the person, for `--owner`.
        statuses: Status of each need of which something is known.
        stuck: Needs that are stuck.
        possibly_stuck: Needs that may be.
        stuck_at_release: Needs that will be stuck on the day of release if nobody acts before.
        circles: Letters of the circles.
        next_need: The need that the next step is about.
        next_kind: `step`, `opening`, `decision` that is awaited, `ask`, or `none`.
        next_way: Name of the way or decision of the next step.
        next_who: Who has to act.
        next_by: Day by which the awaited decision is due.
        next_missing: What has to be found out first.
        projected: What a rule ends because a detention lasts; computed, recorded by nobody.
    """

    person: str
    phase: str
    release_on: date | None
    released_on: date | None
    municipality: str | None
    organisations: tuple[str, ...]
    statuses: dict[str, str]
    stuck: tuple[str, ...]
    possibly_stuck: tuple[str, ...]
    stuck_at_release: tuple[str, ...]
    circles: tuple[str, ...]
    next_kind: str
    next_need: str | None
    next_way: Text | None
    next_who: Text | None
    next_by: date | None
    next_missing: tuple[str, ...]
    projected: tuple[ProjectedEnding, ...]


class Caseload(Value):
    """The persons in view, those who are stuck first, then by day of release and name."""

    rows: tuple[CaseRow, ...]

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain JSON values."""
        return [row.model_dump(mode="json") for row in self.rows]


class NextStep(Value):
    """What to do next for one person; see `CaseRow`."""

    kind: str
    need: str | None = None
    way: Text | None = None
    who: Text | None = None
    by: date | None = None
    missing: tuple[str, ...] = ()


def row(
    status: StatusReport,
    now: WhyReport,
    at_release: WhyReport | None,
    organisations: Iterable[str],
    released_on: date | None,
) -> CaseRow:
    """Return the row of one person."""
    step = next_step(status, now)
    return CaseRow(
        person=status.person,
        phase=status.phase,
        release_on=status.release_on,
        released_on=released_on,
        municipality=status.municipality,
        organisations=tuple(sorted(set(organisations))),
        statuses={each.need: each.status for each in status.needs if each.status != Status.UNKNOWN},
        stuck=now.stuck,
        possibly_stuck=now.possibly_stuck,
        stuck_at_release=at_release.stuck if at_release is not None else (),
        circles=tuple(circle.letter for circle in now.circles),
        next_kind=step.kind,
        next_need=step.need,
        next_way=step.way,
        next_who=step.who,
        next_by=step.by,
        next_missing=step.missing,
        projected=status.projected,
    )


def next_step(status: StatusReport, why: WhyReport) -> NextStep:
    """Choose the next step.

    What can be done now comes first, then a decision that opens a circle, then the decision that
    is due first, then what has to be found out.
    """
    if why.steps:
        step = why.steps[0]
        return NextStep(kind="step", need=step.need, way=step.name, who=step.actor)
    if why.openings:
        opening = why.openings[0]
        return NextStep(
            kind="opening", need=opening.frees[0], way=opening.name, who=opening.decider
        )
    awaited = [each for each in status.needs if each.status == Status.PENDING]
    if awaited:
        first = min(awaited, key=lambda each: (each.until or date.max, each.need))
        who = first.with_organisation or ""
        names = Text(nl=who, en=who) if who else None
        return NextStep(kind="decision", need=first.need, who=names, by=first.until)
    for need, missing in why.missing.items():
        return NextStep(kind="ask", need=need, missing=missing)
    return NextStep(kind="none")


def report(
    rows: Iterable[CaseRow],
    *,
    municipality: str | None = None,
    owner: str | None = None,
    releasing_by: date | None = None,
    day: date | None = None,
) -> Caseload:
    """Return the rows that answer the filters.

    Args:
        rows: All rows of the frame.
        municipality: Only who settles there.
        owner: Only whom this organisation acted for.
        releasing_by: Only who is detained and planned to be released by this day.
        day: The day asked about; release days before it are not to come.
    """
    chosen = [
        each
        for each in rows
        if settles_in(each, municipality)
        and (owner is None or owner in each.organisations)
        and (releasing_by is None or _releases(each, day, releasing_by))
    ]
    return Caseload(rows=tuple(sorted(chosen, key=_urgency)))


def settles_in(row: CaseRow, municipality: str | None) -> bool:
    """Return whether a person settles in a municipality, capitals apart; None asks for all."""
    return municipality is None or (
        row.municipality is not None and row.municipality.casefold() == municipality.casefold()
    )


def _releases(each: CaseRow, day: date | None, by: date) -> bool:
    return (
        each.phase == "detained"
        and each.release_on is not None
        and (day or date.min) <= each.release_on <= by
    )


def _urgency(each: CaseRow) -> tuple[bool, bool, bool, date, str]:
    return (
        not each.stuck,
        not each.stuck_at_release,
        not each.possibly_stuck,
        each.release_on or date.max,
        each.person,
    )


def within(day: date, text: str) -> date:
    """Return the last day of a span such as `30d` or `6w` from `day`, at most 9999-12-31.

    Raises:
        ValueError: The text is no number of days (d) or weeks (w).
    """
    number, unit = text[:-1], text[-1:]
    if not number.isdecimal() or unit not in ("d", "w"):
        msg = f"{text!r} is no span of days or weeks; write 30d or 6w"
        raise ValueError(msg)
    days = int(number) * (7 if unit == "w" else 1)
    return day + timedelta(days=min(days, (date.max - day).days))


def render(caseload: Caseload, language: Language) -> str:
    """Return the caseload as a table with a line of counts."""
    if not caseload.rows:
        return say(language, "caseload.none")
    rows = [tuple(say(language, "caseload.columns").split("|"))]
    rows += [_cells(each, language) for each in caseload.rows]
    stuck = sum(1 for each in caseload.rows if each.stuck)
    free = [each for each in caseload.rows if not each.stuck]
    later = sum(1 for each in free if each.stuck_at_release)
    possible = sum(1 for each in free if each.possibly_stuck and not each.stuck_at_release)
    rest = len(free) - later - possible
    return "\n".join(
        [
            say(language, "caseload.heading", count=len(caseload.rows)),
            "",
            *columns(rows),
            "",
            say(
                language,
                "caseload.summary",
                stuck=stuck,
                later=later,
                possible=possible,
                free=rest,
            ),
        ]
    )


def _cells(each: CaseRow, language: Language) -> tuple[str, ...]:
    nothing = say(language, "caseload.nothing")
    if each.stuck:
        stuck = f"{say(language, 'caseload.stuck')} {', '.join(each.circles)}".strip()
    elif each.stuck_at_release:
        stuck = say(language, "caseload.at_release")
    else:
        stuck = say(language, "caseload.possible") if each.possibly_stuck else nothing
    return (
        each.person,
        say(language, f"phase.{each.phase}"),
        nothing if each.release_on is None else day_text(each.release_on, language),
        each.municipality or nothing,
        stuck,
        _next_text(each, language),
    )


def _next_text(each: CaseRow, language: Language) -> str:
    if each.next_kind == "ask":
        return say(language, "caseload.ask", facts=missing_text(each.next_missing, language))
    if each.next_kind == "decision" and each.next_need is not None:
        return _decision_text(each, each.next_need, language)
    if each.next_way is None or each.next_who is None or each.next_need is None:
        return say(language, "caseload.nothing")
    key = "caseload.next_step" if each.next_kind == "step" else "caseload.open_circle"
    return say(
        language,
        key,
        need=need_name(each.next_need, language),
        way=each.next_way.in_language(language),
        who=each.next_who.in_language(language),
    )


def _decision_text(each: CaseRow, need: str, language: Language) -> str:
    parts = [say(language, "caseload.decision", need=need_name(need, language))]
    if each.next_who is not None:
        parts.append(each.next_who.in_language(language))
    if each.next_by is not None:
        parts.append(say(language, "report.decide_by", day=day_text(each.next_by, language)))
    return ", ".join(parts)
