"""What is to be expected at release, by the day on which it comes, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from domain.timed.outcomes import Word
from projections.language import Language, columns, day_text, need_name, need_names, paragraph, say
from projections.release_days import NeedRow, ReleaseDaysReport, StretchRow, days_from
from projections.status import rules_text


def render(found: ReleaseDaysReport, language: Language) -> str:
    """Return the report as text: first what hangs on the day of release, then what does not."""
    told = [row for row in found.needs if _is_told(row)]
    blocks = [
        [_heading(found, language), *paragraph(say(language, "release_days.meaning"))],
        _stuck(found, language),
        _hangs_on_the_day([row for row in told if len(row.stretches) > 1], found, language),
        _always_the_same([row for row in told if len(row.stretches) == 1], language),
        [*_left_out(found, language), *_basis(found, language)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _is_told(row: NeedRow) -> bool:
    is_judged = row.known or any(each.word is not Word.NO_WAY for each in row.stretches)
    return is_judged and not row.without_rules


def _heading(found: ReleaseDaysReport, language: Language) -> str:
    span = _span(found.first, found.last, language)
    key = "heading" if found.first < found.last else "heading_of_one"
    return say(language, f"release_days.{key}", span=span, person=found.person)


def _stuck(found: ReleaseDaysReport, language: Language) -> list[str]:
    if not any(each.needs or each.possibly for each in found.stuck):
        is_known = any(row.known for row in found.needs)
        key = "release_days.never_stuck" if is_known else "release_days.nothing_known"
        return paragraph(say(language, key))
    if len(found.stuck) == 1:
        [always] = found.stuck
        lines = []
        if always.needs:
            names = need_names(always.needs, language)
            lines += paragraph(say(language, "release_days.always_stuck", needs=names))
        if always.possibly:
            names = need_names(always.possibly, language)
            lines += paragraph(f"{say(language, 'why.possibly')} {names}.")
        return lines
    nothing = say(language, "release_days.nothing_stuck")
    rows = [_columns("release_days.stuck_columns", found, language)]
    rows += [
        (
            _span(each.first, each.last, language),
            str(each.days),
            need_names(each.needs, language) or nothing,
            need_names(each.possibly, language) or nothing,
        )
        for each in found.stuck
    ]
    return [say(language, "release_days.stuck"), *columns(rows)]


def _hangs_on_the_day(
    rows: Sequence[NeedRow], found: ReleaseDaysReport, language: Language
) -> list[str]:
    if not rows:
        return []
    cells = [("", *_columns("release_days.columns", found, language))]
    cells += [
        (
            "" if place else need_name(row.need, language),
            _span(each.first, each.last, language),
            str(each.days),
            _word(each, language),
        )
        for row in rows
        for place, each in enumerate(row.stretches)
    ]
    return [say(language, "release_days.hangs_on_the_day"), *columns(cells)]


def _columns(key: str, found: ReleaseDaysReport, language: Language) -> tuple[str, ...]:
    return tuple(say(language, key, days=days_from(found.first, found.last)).split("|"))


def _always_the_same(rows: Sequence[NeedRow], language: Language) -> list[str]:
    if not rows:
        return []

    def place(row: NeedRow) -> tuple[int, bool]:
        [only] = row.stretches
        return list(Word).index(only.word), not only.certain

    lines = [say(language, "release_days.always_the_same")]
    for _, alike in groupby(sorted(rows, key=place), key=place):
        same = list(alike)
        names = need_names([row.need for row in same], language)
        lines += paragraph(f"{_word(same[0].stretches[0], language)}: {names}.", indent=2)
    return lines


def _word(each: StretchRow, language: Language) -> str:
    said = say(language, f"forecast.{each.word}")
    return said if each.certain else f"{said} ({say(language, 'forecast.uncertain')})"


def _span(first: date, last: date, language: Language) -> str:
    if first == last:
        return day_text(first, language)
    return say(
        language,
        "release_days.span",
        first=day_text(first, language),
        last=day_text(last, language),
    )


def _left_out(found: ReleaseDaysReport, language: Language) -> Iterator[str]:
    without = [row.need for row in found.needs if row.known and row.without_rules]
    if without:
        names = need_names(without, language)
        yield from paragraph(say(language, "report.without_rules", needs=names))
    unknown = [row.need for row in found.needs if not row.known]
    if unknown:
        names = need_names(unknown, language)
        yield from paragraph(say(language, "forecast.unknown", facts=names))


def _basis(found: ReleaseDaysReport, language: Language) -> list[str]:
    rules = rules_text(found.rules, found.law_day, language)
    return paragraph(say(language, "release_days.basis", rules=rules))
