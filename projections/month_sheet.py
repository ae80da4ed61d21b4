"""The month at a glance: who returns to a municipality, each need by a mark, and what comes next.

One line a person. The marks are letters and signs that a printer and a screen reader both know; a
legend stands below them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from domain.needs import Need
from domain.situation import Phase
from domain.status import Status
from domain.values import Value
from projections.caseload import CaseRow, act_by, is_overdue, settles_in
from projections.caseload_text import act_by_text
from projections.language import (
    Language,
    columns,
    day_text,
    month_text,
    need_name,
    need_names,
    paragraph,
    say,
)
from projections.releases import release_not_recorded
from projections.status import missing_text

SHOWN: Final = (
    Need.ID_DOCUMENT,
    Need.REGISTRATION,
    Need.ADDRESS,
    Need.BENEFIT,
    Need.HOUSING,
    Need.INSURANCE,
    Need.CARE,
    Need.DEBT_HELP,
    Need.WORK,
)
"""The needs that have a column of their own: the five basic conditions, and what they rest on."""

_TO_ARRANGE: Final = "o"
_STUCK_LATER: Final = "!"
"""Marks what can be arranged now and will be stuck on the day of release."""

_MARKS: Final = {
    Status.MET: "+",
    Status.PENDING: "~",
    Status.READY: _TO_ARRANGE,
    Status.WAITING: _TO_ARRANGE,
    Status.NOT_YET: _TO_ARRANGE,
    Status.STUCK: "X",
    Status.BEHIND: "X",
    Status.NO_WAY: "X",
    Status.POSSIBLY_STUCK: "?",
    Status.DISPUTED: "?",
    Status.UNKNOWN: "?",
    Status.DECLINED: "-",
    Status.NOT_APPLICABLE: "-",
}
"""How each status is marked; `legend` in the texts says what a mark means."""


class MonthRow(Value):
    """One person of a month.

    Attributes:
        person: Pseudonym.
        release_on: Day of the release, planned or past.
        released: Whether the person is free.
        not_recorded: Whether it was planned, and has passed without anything being recorded.
        needs: Status of each need in `SHOWN`.
        stuck_at_release: Needs that will be stuck on the day of release if nobody acts before.
        next_need: The need that the next step is about.
        next_step: What to do, in Dutch and in English.
        who: Who has to do it, in Dutch and in English.
        act_by: Advice: the day by which to do it, a working day; for a decision that is awaited
            the day on which it is due.
        overdue: Whether that decision should have been there.
        open: Needs beside those shown that are not arranged, without those that would only bridge
            a need that is met.
        not_called_for: Those needs.
    """

    person: str
    release_on: date
    released: bool
    not_recorded: bool = False
    needs: dict[str, str]
    stuck_at_release: tuple[str, ...]
    next_need: str | None
    next_step: dict[str, str]
    who: dict[str, str]
    act_by: date | None
    overdue: bool
    open: tuple[str, ...]
    not_called_for: tuple[str, ...] = ()


class MonthSheet(Value):
    """The persons who return to a municipality in a month, by day of release.

    Attributes:
        municipality: Where they settle; None for all.
        first: First day of the month.
        rows: One for each person.
    """

    municipality: str | None
    first: date
    rows: tuple[MonthRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the sheet as plain JSON values."""
        return self.model_dump(mode="json")

    def as_cells(self) -> list[dict[str, Any]]:
        """Return flat rows, one column a need, for CSV."""
        return [
            {
                "person": row.person,
                "release_on": row.release_on.isoformat(),
                "released": row.released,
                **row.needs,
                "next_need": row.next_need,
                "next_step_nl": row.next_step.get("nl"),
                "next_step_en": row.next_step.get("en"),
                "who_nl": row.who.get("nl"),
                "who_en": row.who.get("en"),
                "act_by": None if row.act_by is None else row.act_by.isoformat(),
                "open": list(row.open),
            }
            for row in self.rows
        ]


def month_sheet(
    rows: Iterable[CaseRow],
    first: date,
    day: date,
    *,
    municipality: str | None = None,
    equated: frozenset[date] = frozenset(),
) -> MonthSheet:
    """Return the sheet of the month that begins on `first`.

    Args:
        rows: The caseload of the frame.
        first: The first day of the month.
        day: The day asked about.
        municipality: Only who settles there.
        equated: Days that count as holidays beside those of the act.
    """
    chosen = [
        (release_on, row)
        for row in rows
        if (release_on := row.release_on or row.released_on) is not None
        and (release_on.year, release_on.month) == (first.year, first.month)
        and settles_in(row, municipality)
    ]
    return MonthSheet(
        municipality=municipality,
        first=first,
        rows=tuple(
            _row(row, release_on, day, equated)
            for release_on, row in sorted(chosen, key=lambda each: (each[0], each[1].person))
        ),
    )


def _row(row: CaseRow, release_on: date, day: date, equated: frozenset[date]) -> MonthRow:
    overdue = is_overdue(row, day)
    statuses = {need.value: row.statuses.get(need, Status.UNKNOWN) for need in SHOWN}
    without = row.not_called_for
    arranged = {Status.MET, Status.DECLINED, Status.NOT_APPLICABLE, Status.UNKNOWN}
    return MonthRow(
        person=row.person,
        release_on=release_on,
        released=row.phase == Phase.RELEASED,
        not_recorded=release_not_recorded(row.release_on, row.phase, day),
        needs={need: str(status) for need, status in statuses.items()},
        stuck_at_release=row.stuck_at_release,
        next_need=row.next_need,
        next_step={each: _step(row, each, overdue=overdue) for each in ("nl", "en")},
        who={} if row.next_who is None else {"nl": row.next_who.nl, "en": row.next_who.en},
        act_by=act_by(row, day, equated),
        overdue=overdue,
        open=tuple(
            need
            for need, status in row.statuses.items()
            if need not in statuses and need not in without and status not in arranged
        ),
        not_called_for=tuple(need for need in Need if need in without),
    )


def _step(row: CaseRow, language: Language, *, overdue: bool) -> str:
    match row.next_kind:
        case "ask":
            return say(language, "caseload.ask", facts=missing_text(row.next_missing, language))
        case "decision" if row.next_need is not None:
            need = need_name(row.next_need, language)
            key = "caseload.decision_overdue" if overdue else "caseload.decision"
            return say(language, key, need=need)
        case _ if row.next_way is not None:
            name = row.next_way.in_language(language)
            if row.next_until_release:
                return f"{name}; {say(language, 'report.until_release')}"
            return name
        case _:
            return say(language, "caseload.nothing")


def render(sheet: MonthSheet, language: Language) -> str:
    """Return the sheet as one line a person, with a legend."""
    heading = _heading(sheet, language)
    if not sheet.rows:
        return "\n".join([heading, "", say(language, "month.none")])
    short = [say(language, f"month_need.{need}") for need in SHOWN]
    rows = [
        (
            say(language, "month.person"),
            say(language, "month.release"),
            *short,
            say(language, "month.next"),
            say(language, "month.who"),
            say(language, "month.act_by"),
        )
    ]
    rows += [_cells(row, language) for row in sheet.rows]
    named = say(
        language,
        "month.columns",
        columns="; ".join(
            f"{name} {need_name(need, language)}" for name, need in zip(short, SHOWN, strict=True)
        ),
    )
    others = [
        say(
            language,
            "releases.not_recorded_of",
            person=row.person,
            day=day_text(row.release_on, language),
        )
        for row in sheet.rows
        if row.not_recorded
    ]
    others += [
        say(language, "month.open", person=row.person, needs=need_names(row.open, language))
        for row in sheet.rows
        if row.open
    ]
    return "\n".join(
        [
            heading,
            "",
            *columns(rows, gap=2),
            "",
            *others,
            *([""] if others else []),
            *paragraph(named),
            *paragraph(say(language, "month.legend")),
            *paragraph(say(language, "caseload.act_by_is")),
        ]
    )


def _mark(row: MonthRow, need: Need) -> str:
    mark = _MARKS[Status(row.needs[need])]
    if mark == _TO_ARRANGE and need in row.not_called_for:
        return _MARKS[Status.NOT_APPLICABLE]
    return _STUCK_LATER if mark == _TO_ARRANGE and need in row.stuck_at_release else mark


def _heading(sheet: MonthSheet, language: Language) -> str:
    said = {"month": month_text(sheet.first, language), "count": len(sheet.rows)}
    if sheet.municipality is None:
        return say(language, "month.heading", **said)
    return say(language, "month.heading_of", **said, municipality=sheet.municipality)


def _cells(row: MonthRow, language: Language) -> tuple[str, ...]:
    nothing, release = say(language, "caseload.nothing"), day_text(row.release_on, language)
    return (
        row.person,
        say(language, "caseload.release_was", day=release) if row.not_recorded else release,
        *(_mark(row, need) for need in SHOWN),
        row.next_step[language],
        row.who.get(language, nothing),
        act_by_text(row.act_by, language, overdue=row.overdue),
    )
