"""Figures as a person reads them: each with what it counts, then its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from babel.numbers import format_decimal, format_percent

from domain.needs import Need
from domain.statistics.figures import Dimension
from domain.statistics.procedures import NOTICE_EXPECTED_FROM, NOTICE_LATE_BELOW
from domain.statistics.suppression import SMALLEST
from domain.statistics.tally import UNKNOWN_GROUP
from projections.language import Language, columns, day_text, need_name, paragraph, say, sentences
from projections.statistics import StatisticRow, Statistics

_NAMED_LINES = frozenset({Dimension.GROUP, Dimension.LENGTH, Dimension.TWO_WEEKS, Dimension.SEX})
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def render(answer: Statistics, language: Language) -> str:
    """Return the figures as text: heading, definition and numbers of each."""
    lines = [say(language, "statistics.title", persons=_number(answer.persons, language))]
    if answer.released_from is not None or answer.released_to is not None:
        begin = answer.released_from and day_text(answer.released_from, language)
        end = answer.released_to and day_text(answer.released_to, language)
        lines.append(say(language, "statistics.period", begin=begin or "…", end=end or "…"))
    lines += paragraph(say(language, "statistics.small", smallest=SMALLEST))
    if not answer.rows:
        lines += ["", say(language, "statistics.none")]
    hidden = []
    for figure, grouped in groupby(answer.rows, key=lambda row: row.figure):
        rows = list(grouped)
        if all(row.suppressed for row in rows):
            hidden.append(say(language, f"figure.{figure}"))
        else:
            lines += ["", *_figure(figure, rows, language)]
    if hidden:
        lines += ["", *paragraph(say(language, "statistics.too_few", figures="; ".join(hidden)))]
    return "\n".join(lines)


def _figure(figure: str, rows: Sequence[StatisticRow], language: Language) -> Iterator[str]:
    yield say(language, f"figure.{figure}")
    definition = say(
        language,
        f"figure_means.{figure}",
        late=NOTICE_LATE_BELOW,
        expected=NOTICE_EXPECTED_FROM,
    )
    yield from paragraph(definition, indent=2)
    yield from columns([_cells(row, language) for row in rows])


def _cells(row: StatisticRow, language: Language) -> tuple[str, ...]:
    part = "" if row.part is None else part_name(row.part, language)
    group = (
        say(language, "statistics.all")
        if row.group is None or row.by is None
        else group_name(row.by, row.group, language)
    )
    label = f"{part}, {group}" if part and row.group is not None else part or group
    if row.suppressed:
        return label, say(language, "statistics.suppressed"), "", ""
    cases = say(language, "statistics.cases", cases=_number(row.cases or 0, language))
    if row.share is not None and row.low is not None and row.high is not None:
        between = say(
            language,
            "statistics.between",
            low=_percent(row.low, language),
            high=_percent(row.high, language),
        )
        return label, _percent(row.share, language), between, cases
    spread = say(
        language,
        f"statistics.spread_{row.unit}",
        median=_number(row.median or 0, language),
        quarter=_number(row.quarter or 0, language),
        three_quarters=_number(row.three_quarters or 0, language),
    )
    return label, spread, "", cases


def part_name(part: str, language: Language) -> str:
    """Return how the part is called by which the cases of a figure are always divided."""
    if part in set(Need):
        return need_name(part, language)
    name, _, result = part.partition(" ")
    named = _named("statistics_part", name, language)
    return f"{named}, {_named('statistics_part', result, language)}" if result else named


def group_name(by: str, group: str, language: Language) -> str:
    """Return how a group along a line is called; a place or a year stands as it was recorded."""
    if group != UNKNOWN_GROUP and by not in _NAMED_LINES:
        return group
    return _named("statistics_group", group, language)


def _named(section: str, word: str, language: Language) -> str:
    """Return the name of a word of the figures, else of a code of events.

    What is neither, such as the code of a programme that its organisation chose, stands as it is.
    """
    named = sentences(language)
    return named.get(f"{section}.{word}") or named.get(f"code.{word}", word)


def _number(number: int, language: Language) -> str:
    return str(format_decimal(number, locale=_LOCALES[language]))


def _percent(share: float, language: Language) -> str:
    return str(format_percent(share, format="#,##0.0%", locale=_LOCALES[language]))
