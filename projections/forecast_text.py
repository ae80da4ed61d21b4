"""The forecast as text: the verdict first, then what is said of each need, and by when to act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from string import ascii_uppercase
from typing import Final

from domain.forecast import Word
from projections.forecast import Change, Closing, Expected, ForecastReport, NeedRow, WhatIfReport
from projections.language import (
    Language,
    circumstance_name,
    columns,
    day_text,
    need_name,
    need_names,
    paragraph,
    say,
)
from projections.looking_ahead_text import detention_goes_on, stars
from projections.status import rules_text

_TOLD_IN_ROWS: Final = (
    Word.ACHIEVABLE,
    Word.ONLY_WITH_DECISION,
    Word.TOO_LATE,
    Word.ENDS_BEFORE,
    Word.TIMING_CLASH,
)
"""Words with days of their own, in the order in which they are told."""

_TOLD_IN_A_LINE: Final = (
    Word.WILL_BE_STUCK,
    Word.WILL_BE_BEHIND,
    Word.NO_WAY,
    Word.NOT_WANTED,
    Word.SECURED,
)


def render(forecast: ForecastReport, language: Language) -> str:
    """Return the report as text."""
    blocks = [
        [
            *detention_goes_on(forecast, language),
            _headline(forecast, language),
            *_stuck(forecast, language),
        ],
        *_said(forecast, language),
        _decisions(forecast, language),
        _closing(forecast, language),
        _unknown(forecast, language),
        _basis(forecast, language),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def render_what_if(answer: WhatIfReport, language: Language) -> str:
    """Return what the assumed ways and decisions would bring, as text."""
    after = answer.forecast
    opening = detention_goes_on(after, language)
    opening += [say(language, "forecast.if_done", verdict=_headline(after, language))]
    for each in answer.assumed:
        name = each.name.in_language(language)
        opening += paragraph(say(language, "forecast.assumed", name=name, rule=each.rule))
    opening += [say(language, "forecast.records_nothing")]
    if answer.freed:
        names = need_names(answer.freed, language)
        opening += paragraph(say(language, "forecast.freed", needs=names))
    blocks = [opening, _changes(answer.changes, language)]
    if after.stuck:
        blocks.append(_stuck(after, language))
    blocks.append(_basis(after.model_copy(update={"closing": ()}), language))
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _headline(forecast: ForecastReport, language: Language) -> str:
    if forecast.stuck_now:
        key = "forecast.still_stuck"
    elif forecast.stuck:
        key = "verdict.will_be_stuck"
    elif forecast.possibly_stuck:
        key = "verdict.possibly_stuck"
    elif not any(row.known for row in forecast.needs):
        key = "verdict.nothing_known"
    else:
        key = "forecast.not_stuck"
    parts = [say(language, key, day=day_text(forecast.by, language), person=forecast.person)]
    if forecast.release_on is not None:
        key = "forecast.release_assumed" if forecast.release_is_assumed else "report.release_on"
        parts.append(say(language, key, day=day_text(forecast.release_on, language)))
    return " · ".join(parts)


def _stuck(forecast: ForecastReport, language: Language) -> list[str]:
    """Return what waits for what on that day if nobody acts before."""
    lines: list[str] = []
    if forecast.stuck:
        names = need_names(forecast.stuck, language)
        lines += paragraph(say(language, "forecast.knot", count=len(forecast.stuck), needs=names))
    for place, circle in enumerate(forecast.circles):
        letter = ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)
        names = need_names(circle, language)
        lines += paragraph(say(language, "forecast.circle", letter=letter, needs=names), indent=2)
    if not forecast.complete:
        lines += paragraph(say(language, "why.capped", count=len(forecast.circles)))
    if forecast.behind:
        names = need_names(forecast.behind, language)
        lines += paragraph(say(language, "why.behind", needs=names))
    if forecast.possibly_stuck:
        names = need_names(forecast.possibly_stuck, language)
        lines += paragraph(f"{say(language, 'why.possibly')} {names}.")
    return lines


def _said(forecast: ForecastReport, language: Language) -> list[list[str]]:
    """Return a block for each word that is said of a need."""
    told = [
        row
        for row in forecast.needs
        if not row.without_rules and (row.known or row.usual.word != Word.NO_WAY)
    ]
    blocks = []
    for word in _TOLD_IN_ROWS:
        rows = [row for row in told if row.usual.word == word]
        from_release = [row for row in rows if row.only_from_release]
        others = [row for row in rows if not row.only_from_release]
        blocks += _table(others, f"forecast.{word}", language)
        blocks += _table(from_release, "forecast_days.from_release", language)
    lines = []
    for word in _TOLD_IN_A_LINE:
        rows = [row for row in told if row.usual.word == word]
        if rows:
            names = ", ".join(_name(row, language) for row in rows)
            while_held = word is Word.NO_WAY and forecast.detention_goes_on
            key = "detention_goes_on.no_way" if while_held else f"forecast.{word}"
            lines += paragraph(f"{say(language, key)}: {names}.")
    return [*blocks, lines]


def _name(row: NeedRow, language: Language) -> str:
    """Return the name of a need, and that what is said of it depends on what is not known."""
    name = need_name(row.need, language)
    return name if row.certain else f"{name} ({say(language, 'forecast.uncertain')})"


def _table(rows: Sequence[NeedRow], key: str, language: Language) -> list[list[str]]:
    """Return the block of these needs under the sentence `key`; none where there are none."""
    if not rows:
        return []
    header = ("", *say(language, "forecast.columns").split("|"))
    return [[say(language, key), *columns([header, *(_row(row, language) for row in rows)])]]


def _row(row: NeedRow, language: Language) -> tuple[str, ...]:
    usual = _expected(row.usual, language, estimated=bool(row.estimates))
    if row.at_most == row.usual:
        most = say(language, "forecast.same")
    else:
        most = _expected(row.at_most, language, estimated=bool(row.estimates))
        if row.at_most.word != row.usual.word:
            most = f"{say(language, f'forecast.{row.at_most.word}')}: {most}".removesuffix(": ")
    note = "" if row.certain else say(language, "forecast.uncertain")
    return need_name(row.need, language), usual, most, note


def _expected(each: Expected, language: Language, *, estimated: bool) -> str:
    """Return by when to act, from when it can be met, and what a decision would bring."""
    star = " *" if estimated else ""
    parts = []
    if each.begin_now:
        parts.append(say(language, "forecast_days.now"))
    elif each.act_by is not None:
        parts.append(say(language, "forecast.act_by", day=day_text(each.act_by, language) + star))
    if each.word == Word.ENDS_BEFORE:
        ends = [days.last for days in each.held if days.last is not None]
        parts += [say(language, "report.until", day=day_text(day, language)) for day in ends[-1:]]
    elif each.earliest is not None and each.word != Word.SECURED:
        late = each.word == Word.TOO_LATE and each.with_decision
        key = "forecast.earliest_decided" if late else "forecast.earliest"
        parts.append(say(language, key, day=day_text(each.earliest, language) + star))
    if each.sooner_with_decision is not None:
        day = day_text(each.sooner_with_decision, language)
        parts.append(say(language, "forecast.sooner", day=day))
    return "; ".join(parts)


def _decisions(forecast: ForecastReport, language: Language) -> list[str]:
    if not forecast.decisions:
        return []
    rows = []
    for each in forecast.decisions:
        if each.expected is None:
            said = say(language, "forecast.stands_still")
        else:
            key = "forecast.overdue" if each.overdue else "forecast.expected"
            star = " *" if each.assumed else ""
            said = say(language, key, day=day_text(each.expected, language) + star)
        rows.append((need_name(each.need, language), said))
    return [say(language, "forecast.pending"), *columns(rows)]


def _closing(forecast: ForecastReport, language: Language) -> list[str]:
    if not forecast.closing:
        return []
    rows = []
    for door in forecast.closing:
        again = ""
        if door.opens_again is not None:
            day = day_text(door.opens_again, language)
            again = say(language, "forecast.opens_again", day=day)
        rows.append(
            (
                need_name(door.need, language),
                _closing_name(door, language),
                say(language, "forecast.act_by", day=day_text(door.act_by, language)),
                again,
            )
        )
    day = day_text(forecast.by, language)
    meaning = paragraph(say(language, "forecast_days.closing", day=day))
    return [say(language, "forecast.closing"), *columns(rows), *meaning]


def _closing_name(door: Closing, language: Language) -> str:
    name = door.name.in_language(language) + ("" if door.verified else " *")
    return f"{name}; {say(language, 'report.until_release')}" if door.until_release else name


def _unknown(forecast: ForecastReport, language: Language) -> list[str]:
    lines: list[str] = []
    needs = [row.need for row in forecast.needs if row.without_rules]
    if needs:
        names = need_names(needs, language)
        lines += paragraph(say(language, "report.without_rules", needs=names))
    needs = [row.need for row in forecast.needs if not row.known]
    if needs:
        names = need_names(needs, language)
        lines += paragraph(say(language, "forecast.unknown", facts=names))
    if forecast.unknown_circumstances:
        names = _circumstances(forecast.unknown_circumstances, language)
        lines += paragraph(say(language, "forecast.unknown", facts=names))
    return lines


def _next_change(forecast: ForecastReport, language: Language) -> list[str]:
    """Return when something else will be said, and what if a last day on which to start passes.

    A last day where it is said to begin now is none that the reader was told of. No day was asked
    about then, so that the day looked ahead to moves on, and the last day with it.
    """
    if forecast.next_change is None:
        return []
    before = forecast.next_change - timedelta(days=1)
    asked = day_text(forecast.by, language)
    usual = [row.need for row in forecast.needs if row.usual.last_safe_day == before]
    at_most = [row.need for row in forecast.needs if row.at_most.last_safe_day == before]
    now = {row.need for row in forecast.needs if row.usual.begin_now or row.at_most.begin_now}
    if now.intersection((*usual, *at_most)):
        return []
    sentences = [
        say(language, "forecast.next_change", day=day_text(forecast.next_change, language))
    ]
    only_at_most = [need for need in at_most if need not in usual]
    sentences += [
        say(language, key, day=asked, needs=need_names(needs, language))
        for key, needs in (
            ("forecast_days.passed", usual),
            ("forecast_days.passed_at_most", only_at_most),
        )
        if needs
    ]
    return paragraph(" ".join(sentences))


def _circumstances(circumstances: Sequence[str], language: Language) -> str:
    return ", ".join(circumstance_name(each, language) for each in circumstances)


def _changes(changes: Sequence[Change], language: Language) -> list[str]:
    """Return what is said of each need before and after, where that is not the same in words."""
    told = [
        (
            need_name(each.need, language),
            _in_words(each.before, language),
            _in_words(each.after, language),
        )
        for each in changes
    ]
    rows = [(need, before, after) for need, before, after in told if before != after]
    if not rows:
        return [say(language, "forecast.no_change")]
    header = ("", *say(language, "forecast.change_columns").split("|"))
    return columns([header, *rows], indent=0)


def _in_words(each: Expected, language: Language) -> str:
    days = _expected(each, language, estimated=False)
    return say(language, f"forecast.{each.word}") + (f": {days}" if days else "")


def _basis(forecast: ForecastReport, language: Language) -> list[str]:
    rules = rules_text(forecast.rules, forecast.law_day, language)
    horizon = day_text(forecast.horizon, language)
    lines = _next_change(forecast, language)
    lines += paragraph(say(language, "forecast.basis", rules=rules, day=horizon))
    if forecast.kept_as_recorded:
        names = _circumstances(forecast.kept_as_recorded, language)
        lines += paragraph(say(language, "forecast.kept", facts=names))
    unverified = sorted({door.rule for door in forecast.closing if not door.verified})
    return lines + stars(forecast.estimates, unverified, forecast.rule_names, language)
