"""Gaps as text: between which days nobody acted, whose move it was, and why that is known."""

from __future__ import annotations

from domain.rules import Text
from projections.gaps import GapRow, GapsReport, TurnRow
from projections.handovers_text import act_text
from projections.language import Language, day_text, need_name, paragraph, say, status_name
from projections.status import rules_text


def render(report: GapsReport, language: Language) -> str:
    """Return the gaps person by person, each with its turns and events, and what is not seen."""
    if not report.rows:
        lines = [say(language, "gaps.none", over=report.over, day=day_text(report.until, language))]
    else:
        lines = [say(language, "gaps.heading", count=len(report.rows), over=report.over)]
    person = None
    for row in report.rows:
        if row.person != person:
            person = row.person
            lines += ["", person]
        lines += _lines(row, language)
    rules = rules_text(report.rules, report.law_day, language)
    lines += ["", *paragraph(" ".join(_seen(report, language)))]
    lines += ["", say(language, "report.basis", rules=rules)]
    return "\n".join(lines)


def _seen(report: GapsReport, language: Language) -> list[str]:
    """Return up to when anything was recorded, and where counting stopped because of that."""
    told = [say(language, "gaps.not_seen")]
    if report.recorded_on is not None:
        recorded = day_text(report.recorded_on, language)
        told.append(say(language, "gaps.recorded", day=recorded))
        if report.until < report.day:
            asked = day_text(report.day, language)
            told.append(say(language, "gaps.stopped", until=recorded, day=asked))
    return told


def _lines(row: GapRow, language: Language) -> list[str]:
    key = "gaps.ongoing" if row.ongoing else "gaps.gap"
    heading = say(
        language,
        key,
        need=need_name(row.need, language),
        since=day_text(row.since, language),
        until=day_text(row.until, language),
        days=row.days,
    )
    lines = paragraph(heading, indent=2)
    for turn in row.turns:
        lines += paragraph(_turn_text(row, turn, language), indent=4)
    events = []
    if row.before:
        events.append(say(language, "gaps.before", events=", ".join(row.before)))
    if row.after:
        events.append(say(language, "gaps.after", events=", ".join(row.after)))
    if events:
        lines += paragraph(" · ".join(events), indent=4)
    return lines


def _turn_text(row: GapRow, turn: TurnRow, language: Language) -> str:
    who = turn.who.in_language(language) if isinstance(turn.who, Text) else turn.who
    text = say(
        language,
        f"gaps_move.{turn.kind}",
        who=who,
        need=need_name(turn.need, language),
    )
    if len(row.turns) > 1:
        since = day_text(turn.since, language)
        text = say(language, "gaps.from", since=since, move=text)
    status = status_name(turn.status, language)
    parts = [f"{text} ({status})"]
    if turn.source is not None:
        parts.append(turn.source)
    elif turn.rule is not None:
        parts.append(act_text(turn.rule, None, language))
    if turn.evidence:
        parts.append(say(language, "gaps.rests", events=", ".join(turn.evidence)))
    return " · ".join(parts)
