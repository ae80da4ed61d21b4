"""The clock of a command: that of the machine, or one that stands still.

`REINTEGRATION_NOW` fixes the clock, for demonstrations and tests, and only for a ledger made for
rehearsal: in a ledger of record it would falsify when events were recorded and when persons were
looked at.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from commands.errors import ClockFixed, ClockUnreadable

if TYPE_CHECKING:
    from ledger import Clock

FIXED_CLOCK: Final = "REINTEGRATION_NOW"


def clock() -> Clock:
    """Return the clock: the machine's, or one that stands still at `REINTEGRATION_NOW`.

    Raises:
        ClockUnreadable: The variable holds no moment with a zone.
    """
    from ledger import system_clock

    fixed = os.environ.get(FIXED_CLOCK)
    if not fixed:
        return system_clock
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise ClockUnreadable(fixed) from None
    if moment.tzinfo is None:
        raise ClockUnreadable(fixed)
    return lambda: moment.astimezone(UTC)


def today(now: Clock) -> date:
    """Return the present day in the Netherlands."""
    from domain.values import day_of

    return day_of(now())


def check_clock(*, rehearsal: bool) -> None:
    """Check that the clock stands still only where a ledger rehearses.

    Raises:
        ClockFixed: It stands still, and this is a ledger of record.
    """
    if os.environ.get(FIXED_CLOCK) and not rehearsal:
        raise ClockFixed
