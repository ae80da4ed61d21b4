"""Which ways can be started until a last day, and after that no more or not for a while."""

from __future__ import annotations

from dataclasses import dataclass

from domain.rules import WayKind, Window
from domain.timed.model import (
    ALWAYS,
    FOREVER,
    Days,
    TimedProblem,
    TimedWay,
    intersection,
    normalised,
)


@dataclass(frozen=True, slots=True)
class Door:
    """A way that can be started until a last day, and after that no more or not for a while.

    Attributes:
        way: The way.
        last_start: The last day on which it can be started and still take effect.
        opens_again: The next day on which it can be; None when there is none.
    """

    way: TimedWay
    last_start: int
    opens_again: int | None


def closing_doors(problem: TimedProblem) -> tuple[Door, ...]:
    """Return the ways that close by the horizon, first those that close first.

    Only days count here, not needs: what closes is the way as such.
    """
    found = []
    for way in problem.ways:
        if way.kind is WayKind.AUTO:
            continue
        days = useful_starts(way, problem.starts.get(way.id, ALWAYS))
        for place, (_, end) in enumerate(days):
            if end - 1 <= problem.horizon:
                again = days[place + 1][0] if place + 1 < len(days) else None
                found.append(Door(way, end - 1, again))
    return tuple(sorted(found, key=lambda door: (door.last_start, door.way.id)))


def useful_starts(way: TimedWay, allowed: Days = ALWAYS) -> Days:
    """Return the days on which `way` can be started so that all its windows are open in time."""
    days = intersection(normalised(allowed), normalised(way.open.get(Window.START, ALWAYS)))
    whole = normalised(way.open.get(Window.PROCESS, ALWAYS))
    days = intersection(days, normalised((first, end - way.lead) for first, end in whole))
    for window in (Window.EFFECT, Window.WHILE):
        at_effect = normalised(way.open.get(window, ALWAYS))
        days = intersection(
            days, normalised((first - way.lead, end - way.lead) for first, end in at_effect)
        )
    return tuple((first, FOREVER if end > FOREVER // 2 else end) for first, end in days)
