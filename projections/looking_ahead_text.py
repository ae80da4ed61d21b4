"""What a forecast and the ways out both say: how the detention counts, and what a star means."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.rules import Text
from projections.forecast import ForecastReport
from projections.language import Language, paragraph, say
from projections.rule_names import rule_names
from projections.ways_out import WaysOutReport


def detention_goes_on(answer: ForecastReport | WaysOutReport, language: Language) -> list[str]:
    """Return that the detention is counted to go on, whom to ask, and what assumes a release.

    Nothing is returned for who is free, and where a day of release is counted with.
    """
    if not answer.detention_goes_on:
        return []
    return [
        line
        for key in ("detention_goes_on.first", "detention_goes_on.instead")
        for line in paragraph(say(language, key, person=answer.person))
    ]


def stars(
    estimates: Collection[str],
    unverified: Collection[str],
    names: Mapping[str, Text],
    language: Language,
) -> list[str]:
    """Return what a star behind a day and one behind a name mean, where there are such.

    Args:
        estimates: Ids of the rules whose lead time is an estimate.
        unverified: Ids of the rules that are not checked against a text of the law.
        names: The names of all of them.
        language: The language.
    """
    return [
        line
        for key, ids in (("ways.star", estimates), ("ways.unverified", unverified))
        if ids
        for line in paragraph(say(language, key, rules=rule_names(ids, names, language)))
    ]
