"""The ways out as text: the verdict first, then who decides what by when, and what comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from domain.rules import Bindingness, WayKind
from projections.language import (
    Language,
    basis_name,
    columns,
    day_text,
    need_name,
    need_names,
    paragraph,
    say,
)
from projections.looking_ahead_text import detention_goes_on, stars
from projections.rule_names import NamedRule
from projections.status import rules_text
from projections.ways_out import Answer, PlannedStep, WayOut, WaysOutReport

MOST_IN_FULL: Final = 3
"""How many ways out are told step by step; of the others only the decisions and the day."""


def render(ways: WaysOutReport, language: Language) -> str:
    """Return the report as text."""
    blocks = [
        [
            *detention_goes_on(ways, language),
            _headline(ways, language),
            *_verdict(ways, language),
        ],
        *(_way_out(each, ways, language) for each in ways.ways_out[:MOST_IN_FULL] if each.steps),
        _others(ways, language),
        _conflicts(ways, language),
        _is_complete(ways, language),
        _basis(ways, language),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _headline(ways: WaysOutReport, language: Language) -> str:
    first = ways.earliest_from
    while_held = ways.detention_goes_on and ways.answer == Answer.NONE
    parts = [
        say(
            language,
            "detention_goes_on.none" if while_held else f"ways.{ways.answer}",
            goals=need_names(ways.goals, language),
            day=day_text(ways.by, language),
            person=ways.person,
            first="" if first is None else day_text(first, language),
        )
    ]
    if ways.release_on is not None:
        parts.append(say(language, "report.release_on", day=day_text(ways.release_on, language)))
    return " · ".join(parts)


def _verdict(ways: WaysOutReport, language: Language) -> list[str]:
    """Return what the verdict means, in a sentence."""
    lines: list[str] = []
    match Answer(ways.answer):
        case Answer.NO_DECISION:
            needs_nobody = all(each.last_safe_day is None for each in ways.ways_out)
            lines += [say(language, "ways.by_itself" if needs_nobody else "ways.enough")]
        case Answer.DECISIONS:
            count = min(len(each.decisions) for each in ways.ways_out)
            key = "ways.least_one" if count == 1 else "ways.least"
            lines += [say(language, key, count=count)]
        case Answer.TOO_LATE:
            lines += [say(language, "ways.later")]
        case Answer.ENDS_BEFORE:
            lines += [say(language, "ways.before")]
        case Answer.NONE:
            key = "detention_goes_on.never" if ways.detention_goes_on else "ways.never"
            lines += [say(language, key, day=day_text(ways.by, language))]
        case Answer.GIVEN_UP:
            lines += [say(language, "ways.stopped", tries=ways.tries)]
        case Answer.NOT_WANTED:
            names = need_names(ways.not_wanted, language)
            lines += [say(language, "ways.declined", needs=names)]
    told = [each.goal_on for each in ways.ways_out]
    if ways.earliest is not None and told and ways.earliest < min(told):
        lines += [say(language, "ways.sooner", day=day_text(ways.earliest, language))]
    for each in ways.apply_first:
        name = need_name(each.need, language)
        lines += [say(language, "ways.apply_again" if each.again else "ways.apply", need=name)]
        if each.objection_until is not None:
            day = day_text(each.objection_until, language)
            lines += [say(language, "ways.objection", need=name, day=day)]
    if not ways.by_is_asked:
        lines += [say(language, "ways.by_default", day=day_text(ways.by, language))]
    if ways.without_rules and ways.answer == Answer.NONE:
        names = need_names(ways.without_rules, language)
        lines += [say(language, "ways.without_rules", needs=names)]
    if ways.unknown_goals:
        names = need_names(ways.unknown_goals, language)
        lines += [say(language, "ways.unknown", needs=names)]
    return [line for sentence in lines for line in paragraph(sentence)]


def _way_out(each: WayOut, ways: WaysOutReport, language: Language) -> list[str]:
    heading = say(
        language, "ways.heading", number=each.number, decisions=_decisions(each, language)
    )
    lines = paragraph(heading)
    said = (_reached(each, ways, language), _beaten(each, language))
    lines += paragraph("; ".join(filter(None, said)), indent=3)
    header = tuple(say(language, "ways.columns").split("|"))
    rows = [header, *(_row(step, ways, language) for step in each.steps)]
    if not ways.by_is_asked:
        rows = [(what, who, *rest) for what, who, _, *rest in rows]
    lines += columns(rows, indent=3)
    for gap in each.gaps:
        sentence = say(
            language,
            "ways.gap",
            need=need_name(gap.need, language),
            first=day_text(gap.first, language),
            last=day_text(gap.last, language),
            count=gap.days,
        )
        lines += paragraph(sentence, indent=3)
    if each.more_than_once:
        names = ", ".join(_names(each.more_than_once, language))
        lines += paragraph(say(language, "ways.again", decisions=names), indent=3)
    return lines


def _decisions(each: WayOut, language: Language) -> str:
    if not each.decisions:
        return say(language, "ways.nothing")
    return say(language, "ways.and").join(_names(each.decisions, language))


def _names(rules: Iterable[NamedRule], language: Language) -> list[str]:
    return [rule.name.in_language(language) for rule in rules]


def _reached(each: WayOut, ways: WaysOutReport, language: Language) -> str:
    """Return when the goals are reached; by when to begin only where a day was asked for."""
    day = _day(each.goal_on, language, estimated=each.estimated)
    if each.act_by is None or not ways.by_is_asked:
        return say(language, "ways.met_on_only", day=day)
    return say(language, "ways.met_on", day=day, act_by=day_text(each.act_by, language))


def _beaten(each: WayOut, language: Language) -> str:
    """Return that another way out is better, of one that is beaten."""
    return "" if each.best else say(language, "ways.beaten")


def _day(day: date, language: Language, *, estimated: bool) -> str:
    return day_text(day, language) + (" *" if estimated else "")


def _row(step: PlannedStep, ways: WaysOutReport, language: Language) -> tuple[str, ...]:
    return (
        _what(step, language),
        _who(step, language),
        _act_by(step, language),
        _works(step, ways.release_on, language),
        step.source or "",
    )


def _works(step: PlannedStep, release_on: date | None, language: Language) -> str:
    """Return from when a step works, and until when if what it gives does not stay."""
    works = _day(step.effect, language, estimated=step.estimated)
    if step.until is None:
        return works
    if release_on in (step.until, step.until + timedelta(days=1)):
        return f"{works}; {say(language, 'report.until_release')}"
    return f"{works}; {say(language, 'report.until', day=day_text(step.until, language))}"


def _what(step: PlannedStep, language: Language) -> str:
    if step.name is None:
        name = say(language, "ways.pending")
    else:
        name = step.name.in_language(language) + ("" if step.verified else " *")
    if step.kind == WayKind.OPTION:
        name = say(language, "ways.decision", name=name)
    if step.basis != Bindingness.STATUTE:
        name += f" ({basis_name(step.basis, language)})"
    return f"{need_name(step.need, language)}: {name}"


def _who(step: PlannedStep, language: Language) -> str:
    if step.decider is None:
        return ""
    decider = step.decider.in_language(language)
    if step.kind == WayKind.AUTO:
        return say(language, "ways.itself")
    actor = decider if step.actor is None else step.actor.in_language(language)
    if step.kind == WayKind.DUTY:
        decider += f" ({say(language, 'why.duty')})"
    if step.actor is None or actor == step.decider.in_language(language):
        return decider
    return say(language, "why.then", actor=actor, decider=decider)


def _act_by(step: PlannedStep, language: Language) -> str:
    if step.act_by is not None:
        return day_text(step.act_by, language)
    key = "ways.itself" if step.kind == WayKind.AUTO else "ways.replaceable"
    return say(language, key)


def _others(ways: WaysOutReport, language: Language) -> list[str]:
    """Return a line for each way out that is not told step by step."""
    rest = ways.ways_out[MOST_IN_FULL:]
    if not rest:
        return []
    rows = [
        (
            str(each.number),
            _decisions(each, language),
            _reached(each, ways, language),
            _beaten(each, language),
        )
        for each in rest
    ]
    return [say(language, "ways.others"), *columns(rows)]


def _conflicts(ways: WaysOutReport, language: Language) -> list[str]:
    if not ways.conflicts:
        return []
    lines = [say(language, "ways.conflicts")]
    for each in ways.conflicts:
        choice = say(language, "ways.or").join(_names(each, language))
        lines += paragraph(choice, indent=2)
    return lines


def _is_complete(ways: WaysOutReport, language: Language) -> list[str]:
    if not ways.ways_out or not any(each.decisions for each in ways.ways_out):
        return []
    if not ways.complete:
        return paragraph(say(language, "ways.capped", tries=ways.tries))
    late = ways.answer in {Answer.TOO_LATE, Answer.ENDS_BEFORE}
    return paragraph(say(language, "ways.complete_late" if late else "ways.complete"))


def _basis(ways: WaysOutReport, language: Language) -> list[str]:
    rules = rules_text(ways.rules, ways.law_day, language)
    lead = say(language, f"ways.{ways.lead}")
    lines = paragraph(say(language, "ways.basis", rules=rules, lead=lead))
    if ways.by_is_asked and any(each.act_by is not None for each in ways.ways_out):
        goals, day = need_names(ways.goals, language), day_text(ways.by, language)
        lines += paragraph(say(language, "ways.last_days", goals=goals, day=day))
    return lines + stars(ways.estimates, ways.unverified, ways.rule_names, language)
