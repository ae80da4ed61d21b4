"""The ways of a timed problem with their needs as sets, and what follows from them on a day.

Sets of needs and sets of ways are integers, bit `i` for number `i`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.need_sets import union
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


class WhatFollows:
    """What needs and ways give on one day.

    The same needs are held on many days, of one sweep and of others. So what follows is remembered.

    Attributes:
        slow: The ways that take a day or more from start to effect.
        brief: The ways of which what they grant expires.
        for_a_day: Those of which it expires on the next day.
        uninterrupted: The ways of which nothing can interrupt the process.
        sustained: The ways that ask needs while what they grant lasts.
    """

    __slots__ = (
        "_all_asked",
        "_give",
        "_given",
        "_processes",
        "_settled",
        "_starts",
        "_ways",
        "brief",
        "for_a_day",
        "slow",
        "sustained",
        "uninterrupted",
    )

    def __init__(self, ways: Sequence[CompiledWay]) -> None:
        """Take all ways of a problem."""
        self._ways = ways
        self.slow = sum(each.bit for each in ways if each.way.lead)
        self.brief = sum(each.bit for each in ways if each.way.duration is not None)
        self.for_a_day = sum(each.bit for each in ways if each.way.duration == 1)
        self.uninterrupted = sum(each.bit for each in ways if each.always_in_process)
        self.sustained = [each for each in ways if each.lasting or each.patient]
        self._give = [(each.bit, each.head, each.at_effect) for each in ways]
        self._all_asked = [(each.bit, each.head, each.start | each.at_effect) for each in ways]
        self._given: dict[int, int] = {}
        self._starts: dict[int, int] = {}
        self._processes: dict[int, int] = {}
        self._settled: dict[tuple[int, int], tuple[int, int]] = {}

    def given_by(self, ways: int) -> int:
        """Return the needs that some ways meet."""
        found = self._given.get(ways)
        if found is None:
            found = self._given[ways] = union(head for bit, head, _ in self._give if bit & ways)
        return found

    def starting(self, held: int) -> int:
        """Return the ways that ask no more at their start than is held."""
        found = self._starts.get(held)
        if found is None:
            found = sum([each.bit for each in self._ways if not each.start & ~held])
            self._starts[held] = found
        return found

    def in_process(self, held: int) -> int:
        """Return the ways that ask no more during their process than is held."""
        found = self._processes.get(held)
        if found is None:
            found = sum([each.bit for each in self._ways if not each.process & ~held])
            self._processes[held] = found
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
            found = self._settled[asked] = _closure(self._give, ripe, given)
        return found

    def ever(self, ways: int, facts: int) -> int:
        """Return the needs that would be held if all that is ever asked or held were so at once.

        Args:
            ways: The ways that are open at some time.
            facts: The needs that are held at some time without them.
        """
        return _closure(self._all_asked, ways, facts)[0]


def _closure(ways: Sequence[tuple[int, int, int]], counted: int, held: int) -> tuple[int, int]:
    """Return what is held when one way after the other gives, and the ways that do.

    Args:
        ways: Of each way the set that holds it alone, what it gives and what it asks.
        counted: The ways that count.
        held: What is held without them.
    """
    waiting = [each for each in ways if each[0] & counted]
    giving = 0
    before = -1
    while before != held:
        before = held
        still = []
        for each in waiting:
            bit, head, asked = each
            if asked & ~held:
                still.append(each)
            else:
                giving |= bit
                held |= head
        waiting = still
    return held, giving


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
