"""The caseload in words: a row a person, by when to act, and the next step with who takes it."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.situation import Phase
from projections.caseload import Caseload, CaseRow
from projections.language import (
    Language,
    columns,
    day_text,
    need_name,
    need_names,
    paragraph,
    phase_name,
    say,
)
from projections.releases import release_not_recorded
from projections.status import missing_text

_SAID: Final = {"step": "next_step", "ahead": "ahead", "application": "application"}
"""The sentence of each kind of next step that names a way or a decision."""

_SAID_ONCE: Final = {"next_step": "application", "ahead": "ahead_named_alike"}
"""The sentence where the way has the name of the need, so that one name is not said twice."""


def render(caseload: Caseload, language: Language) -> str:
    """Return the caseload as a table with a line of counts."""
    if not caseload.rows:
        return say(language, "caseload.none")
    rows = [tuple(say(language, "caseload.columns").split("|"))]
    rows += [_cells(each, caseload.day, language) for each in caseload.rows]
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
            *paragraph(say(language, "caseload.act_by_is")),
        ]
    )


def _cells(each: CaseRow, day: date, language: Language) -> tuple[str, ...]:
    nothing = say(language, "caseload.nothing")
    if each.stuck:
        stuck = f"{say(language, 'caseload.stuck')} {', '.join(each.circles)}".strip()
    elif each.stuck_at_release:
        stuck = say(language, "caseload.at_release")
    else:
        stuck = say(language, "caseload.possible") if each.possibly_stuck else nothing
    return (
        each.person,
        phase_name(each.phase, language),
        _release_text(each, day, language),
        each.municipality or nothing,
        stuck,
        act_by_text(each.act_by, language, overdue=each.overdue),
        _next_text(each, language),
    )


def _release_text(each: CaseRow, day: date, language: Language) -> str:
    """Return the past day of release of who is free, and the planned one of others."""
    release = each.released_on if each.phase == Phase.RELEASED else each.release_on
    if release is None:
        return say(language, "caseload.nothing")
    told = day_text(release, language)
    if release_not_recorded(each.release_on, each.phase, day):
        return say(language, "caseload.release_was", day=told)
    return told


def act_by_text(act_by: date | None, language: Language, *, overdue: bool) -> str:
    """Return by when to act, and whether that day has passed without a decision."""
    if act_by is None:
        return say(language, "caseload.nothing")
    day = day_text(act_by, language)
    return say(language, "caseload.overdue", day=day) if overdue else day


def _next_text(each: CaseRow, language: Language) -> str:
    if each.next_kind == "ask":
        return say(language, "caseload.ask", facts=missing_text(each.next_missing, language))
    if each.next_kind == "decision" and each.next_need is not None:
        return _decision_text(each, each.next_need, language)
    if each.next_kind == "release" and each.next_way is not None:
        return each.next_way.in_language(language)
    if each.next_way is None or each.next_who is None or each.next_need is None:
        return say(language, "caseload.nothing")
    key = _SAID.get(each.next_kind, "open_circle")
    need, way = need_name(each.next_need, language), each.next_way.in_language(language)
    if way.casefold() == need.casefold():
        key = _SAID_ONCE.get(key, key)
    who = each.next_who.in_language(language)
    parts = [say(language, f"caseload.{key}", need=need, way=way, who=who)]
    if each.next_until_release:
        parts.append(say(language, "report.until_release"))
    if each.next_frees:
        names = need_names(each.next_frees, language)
        parts.append(say(language, "caseload.frees_only", needs=names))
    if each.next_objection_until is not None:
        day = day_text(each.next_objection_until, language)
        parts.append(say(language, "caseload.objection", day=day))
    return "; ".join(parts)


def _decision_text(each: CaseRow, need: str, language: Language) -> str:
    name = need_name(need, language)
    if each.next_who is None:
        key = "caseload.decision_overdue" if each.overdue else "caseload.decision"
        return say(language, key, need=name)
    who = each.next_who.in_language(language)
    if each.overdue:
        return say(language, "caseload.decision_overdue_with", need=name, who=who)
    return f"{say(language, 'caseload.decision', need=name)}, {who}"
