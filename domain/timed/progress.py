"""Which ways may not be started yet or any more, and where one that was started stands."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from domain.timed.compiled import CompiledProblem
from domain.timed.compiled_ways import CompiledWay


class Barred:
    """Which ways may not be started, although their windows are open; as days go by.

    Attributes:
        now: Those that may not on the day under way.
        days: The days on which that changes.
    """

    __slots__ = ("_closes", "_opens", "_over", "days", "now")

    def __init__(self, opens: Mapping[int, int], closes: Mapping[int, int]) -> None:
        """Take, by day, the ways that may be started from then on, and those that no more may."""
        self._opens = opens
        self._closes = closes
        self._over = 0
        self.now = sum(opens.values())
        self.days = opens.keys() | closes.keys()

    def turn(self, day: int) -> None:
        """Take in what changes on `day`."""
        self._over |= self._closes.get(day, 0)
        self.now = self.now & ~self._opens.get(day, 0) | self._over


def barred_ways(
    problem: CompiledProblem,
    allowed: int,
    not_before: int,
    starts: Mapping[str, int],
    last_starts: Mapping[str, int],
) -> Barred:
    """Return which ways may be started from a day on, or until one.

    Args:
        problem: The ways.
        allowed: The ways that count.
        not_before: First day on which anything but `auto` may be started.
        starts: For single ways by id: the first day on which they may be started.
        last_starts: For single ways by id: the last day on which they may be.
    """
    acted = allowed & ~problem.by_itself
    opens: dict[int, int] = {}
    for way, day in starts.items():
        bit = problem.bits.get(way, 0)
        first = max(day, not_before) if bit & acted else day
        acted &= ~bit
        if first > 0:
            opens[first] = opens.get(first, 0) | bit
    if not_before > 0:
        opens[not_before] = opens.get(not_before, 0) | acted
    closes: dict[int, int] = {}
    for way, day in last_starts.items():
        after = max(day + 1, 0)
        closes[after] = closes.get(after, 0) | problem.bits.get(way, 0)
    return Barred(opens, closes)


class Progress:
    """Where one way with a lead of a day or more stands.

    Attributes:
        lead: The days from start to effect.
        started: First day of the days of start that last until now; None when it cannot be started.
        running: Since when its process can go on without interruption; None when it cannot.
        effect_from: The day from which these days of start take effect; None when they do not.
        earlier: Earlier spans of days of start that have not yet had all their effect.
    """

    __slots__ = ("earlier", "effect_from", "lead", "running", "started")

    def __init__(self, each: CompiledWay) -> None:
        self.lead = each.way.lead
        self.started: int | None = None
        self.running = 0 if each.always_in_process else None
        self.effect_from: int | None = None
        self.earlier: deque[tuple[int, int]] = deque()

    def turn(self, day: int, can_start: int, can_run: int) -> None:
        """Take in whether it can be started from `day` on, and whether its process can go on."""
        if not can_run:
            self.running = None
        elif self.running is None:
            self.running = day
        if can_start:
            if self.started is None:
                self.started = day
        elif self.started is not None:
            self.earlier.append((self.started, day))
            self.started = None
        if self.started is None or self.running is None:
            self.effect_from = None
        else:
            self.effect_from = max(self.started, self.running) + self.lead

    def takes_late_effect(self, day: int) -> bool:
        """Return whether an earlier start takes effect on `day`, and was not interrupted."""
        start = day - self.lead
        earlier = self.earlier
        while earlier and earlier[0][1] <= start:
            earlier.popleft()
        if self.running is None or self.running > start:
            return False
        return bool(earlier) and earlier[0][0] <= start
