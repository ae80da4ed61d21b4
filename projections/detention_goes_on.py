"""The first lines of a look ahead for who is held while no day of release ahead is recorded."""

from __future__ import annotations

from projections.forecast import ForecastReport
from projections.language import Language, paragraph, say
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
