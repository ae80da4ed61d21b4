"""The ways of a timed problem with their needs as sets, and what a sweep asks of them.

Sets of needs and sets of ways are integers, bit `i` for number `i`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.rules import Window
from domain.timed.model import ALWAYS, Days, TimedWay, normalised

WINDOWS: Final = (Window.START, Window.PROCESS, Window.EFFECT, Window.WHILE)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledWay:
    """One way, with its needs as sets.

    Attributes:
        way: The way.
        number: Its number.
        bit: The set that holds it alone.
        head: The set that holds the need it meets.
        start: The needs asked on the day of start.
        process: The needs asked from the day of start through that of effect.
        at_effect: All needs asked on the day of effect; those of the start too when that is the
            same day.
        lasting: The needs asked without grace while it lasts.
        patient: The needs asked with grace while it lasts, each as a set, and the grace.
        always_in_process: Whether nothing can interrupt the process.
    """

    way: TimedWay
    number: int
    bit: int
    head: int
    start: int
    process: int
    at_effect: int
    lasting: int
    patient: tuple[tuple[int, int], ...]
    always_in_process: bool


class WaysCountedOn:
    """The ways that count in a sweep, and what follows from them on a day.

    On most days the same ways are open over the same needs as on another day of this sweep, or of
    another one that counts on the same ways. So what follows is remembered.

    Attributes:
        at_once: The ways that take effect on the day of their start.
        brief: Those of which what they grant expires.
        for_a_day: Those of which it expires on the next day.
        sustained: Those that ask needs while what they grant lasts.
    """

    __slots__ = (
        "_can_run",
        "_can_start",
        "_effects",
        "_interruptible",
        "_settled",
        "_starting",
        "at_once",
        "brief",
        "for_a_day",
        "sustained",
    )

    def __init__(self, ways: Sequence[CompiledWay]) -> None:
        """Take the ways that count."""
        slow = [each for each in ways if each.way.lead]
        self.at_once = sum(each.bit for each in ways if not each.way.lead)
        self.brief = sum(each.bit for each in ways if each.way.duration is not None)
        self.for_a_day = sum(each.bit for each in ways if each.way.duration == 1)
        self.sustained = [each for each in ways if each.lasting or each.patient]
        self._effects = [(each.bit, each.head, each.at_effect) for each in ways]
        self._starting = [(each.bit, each.start) for each in slow]
        self._interruptible = [
            (each.bit, each.process) for each in slow if not each.always_in_process
        ]
        self._can_start: dict[tuple[int, int], int] = {}
        self._can_run: dict[tuple[int, int], int] = {}
        self._settled: dict[tuple[int, int], tuple[int, int]] = {}

    def can_start(self, startable: int, held: int) -> int:
        """Return the ways with a lead that can be started.

        Args:
            startable: The ways that may be.
            held: The needs that are held.
        """
        asked = startable, held
        found = self._can_start.get(asked)
        if found is None:
            found = self._can_start[asked] = _asking(self._starting, startable, held)
        return found

    def can_run(self, process: int, held: int) -> int:
        """Return the ways of which the process goes on, of those that can be interrupted.

        Args:
            process: The ways of which the window process is open.
            held: The needs that are held.
        """
        asked = process, held
        found = self._can_run.get(asked)
        if found is None:
            found = self._can_run[asked] = _asking(self._interruptible, process, held)
        return found

    def settled(self, ripe: int, given: int) -> tuple[int, int]:
        """Return the needs that are held, and the ways that take effect.

        Args:
            ripe: The ways that take effect if the needs of the day allow it.
            given: The needs that are held without them.
        """
        asked = ripe, given
        found = self._settled.get(asked)
        if found is None:
            found = self._settled[asked] = self._settle(ripe, given)
        return found

    def _settle(self, ripe: int, held: int) -> tuple[int, int]:
        waiting = [each for each in self._effects if each[0] & ripe]
        fired = 0
        before = -1
        while before != held:
            before = held
            still = []
            for each in waiting:
                bit, head, asked = each
                if asked & ~held:
                    still.append(each)
                else:
                    fired |= bit
                    held |= head
            waiting = still
        return held, fired


def _asking(ways: Sequence[tuple[int, int]], open_ways: int, held: int) -> int:
    """Return those of some ways that are open and ask no more than is held."""
    lacking = ~held
    found = 0
    for bit, asked in ways:
        if bit & open_ways and not asked & lacking:
            found |= bit
    return found


def compiled_way(way: TimedWay, number: int, numbers: dict[str, int]) -> CompiledWay:
    """Return `way` with its needs as sets.

    Args:
        way: The way.
        number: Its number.
        numbers: The number of each need.
    """
    asked = dict.fromkeys(WINDOWS, 0)
    patience: dict[int, int] = {}
    for condition in way.conditions:
        need = 1 << numbers[condition.need]
        asked[condition.window] |= need
        if condition.window is Window.WHILE:
            patience[need] = min(condition.grace, patience.get(need, condition.grace))
    at_effect = asked[Window.PROCESS] | asked[Window.EFFECT] | asked[Window.WHILE]
    if not way.lead:
        at_effect |= asked[Window.START]
    lasting = sum(need for need, grace in patience.items() if not grace)
    return CompiledWay(
        way=way,
        number=number,
        bit=1 << number,
        head=1 << numbers[way.need],
        start=asked[Window.START],
        process=asked[Window.PROCESS],
        at_effect=at_effect,
        lasting=lasting,
        patient=tuple((need, grace) for need, grace in sorted(patience.items()) if grace),
        always_in_process=not asked[Window.PROCESS] and open_days(way, Window.PROCESS) == ALWAYS,
    )


def open_days(way: TimedWay, window: Window) -> Days:
    """Return the days on which a window of `way` is open."""
    days = way.open.get(window)
    return ALWAYS if days is None else normalised(days)
