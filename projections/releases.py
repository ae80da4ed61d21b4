"""A planned release that has passed: nothing tells whether it took place, so one asks first."""

from __future__ import annotations

from datetime import date

from domain.situation import Phase


def release_not_recorded(release_on: date | None, phase: str, day: date) -> bool:
    """Return whether a planned release has passed and nothing tells whether it took place.

    Args:
        release_on: The planned day of release.
        phase: Detained, released or unknown, as things are and not as if released.
        day: The day asked about.
    """
    return phase != Phase.RELEASED and release_on is not None and release_on < day
