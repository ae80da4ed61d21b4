"""What time it is: the one place below the command line that may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

Clock = Callable[[], datetime]
"""Gives the present moment, UTC and aware."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def system_clock() -> datetime:
    """Return the present moment by the clock of this machine, UTC."""
    return datetime.now(UTC)


def to_microseconds(moment: datetime) -> int:
    """Return the whole microseconds from 1970-01-01T00:00Z to `moment`; no float comes near it."""
    return (moment - EPOCH) // _MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """Return the moment, UTC, that lies so many microseconds after 1970-01-01T00:00Z."""
    return EPOCH + timedelta(0, 0, microseconds)
