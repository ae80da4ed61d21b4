"""Deadlines as text: a table of what is open, and one person's deadlines with their computation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.deadlines.rule import Nature
from projections.deadline_words import event_words
from projections.deadlines import OPEN, DeadlineReport, DeadlineRow
from projections.language import (
    Language,
    columns,
    day_text,
    moment_text,
    need_name,
    paragraph,
    say,
)

_SHOWN: Final = frozenset(OPEN)
"""What stands in the table also when a computed event follows from it."""

_POLICY_MARK: Final = {"nl": "B", "en": "P"}


def render(report: DeadlineReport, language: Language) -> str:
    """Return deadlines as a table, the most urgent first, with what is computed below it."""
    if not report.rows:
        return "\n".join(_none(report, language))
    rows = [row for row in report.rows if row.derived is None or row.status in _SHOWN]
    key = "deadlines.heading_one" if len(rows) == 1 else "deadlines.heading"
    day = day_text(report.day, language)
    table = [tuple(say(language, "deadlines.columns").split("|"))]
    table += [_cells(row, language) for row in rows]
    heading = say(language, key, count=len(rows), day=day)
    lines = [_with_overdue(heading, report, language), "", *(columns(table) if rows else [])]
    lines += _later(report, language)
    lines += _derived(report.rows, language)
    lines += ["", *paragraph(say(language, "deadlines.act_by_note"))]
    lines += _notes(report.rows, language)
    return "\n".join(lines)


def render_person(report: DeadlineReport, person: str, language: Language) -> str:
    """Return the deadlines of one person, each with its computation and the days it had before."""
    if not report.rows:
        return "\n".join([*_none(report, language), *_hidden(report, language)])
    day = day_text(report.day, language)
    heading = say(language, "deadlines.heading_person", person=person, day=day)
    lines = [_with_overdue(heading, report, language)]
    for row in report.rows:
        lines += ["", *_explained(row, language)]
    lines += _hidden(report, language)
    lines += _notes(report.rows, language)
    return "\n".join(lines)


def _with_overdue(heading: str, report: DeadlineReport, language: Language) -> str:
    if not report.overdue:
        return heading
    return say(language, "deadlines.overdue", heading=heading, count=report.overdue)


def _none(report: DeadlineReport, language: Language) -> list[str]:
    if report.first is None:
        return [say(language, "deadlines.none")]
    return paragraph(say(language, "deadlines.none_near", day=day_text(report.first, language)))


def _hidden(report: DeadlineReport, language: Language) -> list[str]:
    # Where none is near, that line says already what --all shows.
    if not report.hidden or report.first is not None:
        return []
    key = "deadlines.hidden_one" if report.hidden == 1 else "deadlines.hidden"
    return ["", *paragraph(say(language, key, count=report.hidden))]


def _later(report: DeadlineReport, language: Language) -> list[str]:
    if not report.later or report.until is None:
        return []
    key = "deadlines.later_one" if report.later == 1 else "deadlines.later"
    day = day_text(report.until, language)
    return ["", say(language, key, count=report.later, day=day)]


def _cells(row: DeadlineRow, language: Language) -> tuple[str, ...]:
    nothing = say(language, "deadlines.nothing")
    return (
        nothing if row.due is None else day_text(row.due, language),
        nothing if row.act_by is None else day_text(row.act_by, language),
        say(language, f"deadline_status.{row.status}"),
        _code(row, language),
        row.person or row.agreement or nothing,
        nothing if row.need is None else need_name(row.need, language),
        _what(row, language),
        row.who.in_language(language),
    )


def _what(row: DeadlineRow, language: Language) -> str:
    name = row.name.in_language(language)
    if not row.again:
        return name
    day = day_text(row.again[-1], language)
    return say(language, "deadlines.again", name=name, count=len(row.again) + 1, day=day)


def _code(row: DeadlineRow, language: Language) -> str:
    marks = "" if row.nature != Nature.POLICY else f" {_POLICY_MARK[language]}"
    return f"{row.code}{marks}" + ("" if row.verified else " *")


def _explained(row: DeadlineRow, language: Language) -> list[str]:
    lines = paragraph(f"{_day(row, language)}  {_code(row, language)}  {_name(row, language)}")
    details = [say(language, "deadlines.who", who=row.who.in_language(language))]
    details.append(source_text(row, language))
    lines += paragraph("; ".join(details), indent=4)
    for step in row.computation:
        lines += paragraph(f"- {step.in_language(language)}", indent=4)
    for text in _marks(row, language):
        lines += paragraph(text, indent=4)
    return lines


def _day(row: DeadlineRow, language: Language) -> str:
    return say(language, "deadlines.nothing") if row.due is None else day_text(row.due, language)


def _name(row: DeadlineRow, language: Language) -> str:
    status = say(language, f"deadline_status.{row.status}")
    if row.void_because is not None:
        status += f": {say(language, f'deadline_void.{row.void_because}')}"
    return f"{_what(row, language)} [{status}]"


def source_text(row: DeadlineRow, language: Language) -> str:
    """Return on what the day rests: a law with its version, policy, or the event itself."""
    day = day_text(row.valid_from, language)
    return say(language, f"deadlines.source_{row.nature}", source=row.source, day=day)


def _marks(row: DeadlineRow, language: Language) -> list[str]:
    found = []
    if row.missing:
        either = say(language, "deadlines.missing_or")
        names = either.join(event_words(each, language) for each in row.missing)
        found.append(say(language, "deadlines.missing", events=names))
    if row.met_on is not None:
        found.append(say(language, "deadlines.met_on", day=day_text(row.met_on, language)))
    if row.provisional:
        found.append(say(language, "deadlines.provisional"))
    for earlier, later in zip(row.revisions, row.revisions[1:], strict=False):
        moment = moment_text(later.known_since, language)
        if earlier.due is None:
            found.append(say(language, "deadlines.revised_none", moment=moment))
        else:
            day = day_text(earlier.due, language)
            found.append(say(language, "deadlines.revised", day=day, moment=moment))
    return found


def _derived(rows: Sequence[DeadlineRow], language: Language) -> list[str]:
    found = [row for row in rows if row.derived is not None]
    if not found:
        return []
    lines = ["", say(language, "deadlines.derived")]
    for row in found:
        text = say(
            language,
            "deadlines.derived_line",
            event=event_words(row.derived or "", language),
            person=row.person or row.agreement or say(language, "deadlines.nothing"),
            day=_day(row, language),
            source=row.source,
        )
        lines += paragraph(text, indent=2)
    return lines


def _notes(rows: Sequence[DeadlineRow], language: Language) -> list[str]:
    lines = []
    if any(row.nature == Nature.POLICY for row in rows):
        lines.append(say(language, "deadlines.policy"))
    unverified = sorted({row.name.in_language(language) for row in rows if not row.verified})
    if unverified:
        lines += paragraph(say(language, "deadlines.unverified", rules=", ".join(unverified)))
    return ["", *lines] if lines else []
