"""A timed problem with needs and ways numbered, so that it can be swept again and again.

Sets of needs and sets of ways are integers, bit `i` for number `i`. Everything that time alone
decides (which windows are open, which facts hold, what ends) is laid out once, day by day on which
something of it changes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from domain.rules import WayKind, Window
from domain.timed.compiled_ways import (
    WINDOWS,
    CompiledWay,
    WhatFollows,
    compiled_way,
    open_days,
)
from domain.timed.model import ALWAYS, Days, TimedProblem, TimedWay, intersection, normalised


@dataclass(frozen=True, slots=True)
class Stretch:
    """What time alone decides, from one day until the next on which any of it changes.

    Attributes:
        day: Its first day.
        facts: The needs that facts meet.
        start: The ways that may be started.
        effect: The ways that may take effect: their windows process, effect and while are open.
        process: The ways whose window process is open.
        lasts: The ways whose window while is open.
        ended: The ways of which everything granted before ends on the first day.
    """

    day: int
    facts: int
    start: int
    effect: int
    process: int
    lasts: int
    ended: int


@dataclass(frozen=True, slots=True, eq=False)
class CompiledProblem:
    """A problem ready to be swept.

    Attributes:
        problem: What it was made from.
        needs: Every need, sorted; its number is its place.
        numbers: The number of each need.
        bits: By the id of each way, the set that holds it alone.
        ways: Every way, in the order of their ids.
        stretches: What time alone decides, in order of day, from day 0.
        by_itself: The ways of kind `auto`.
        on_action: The ways of kind `ordinary` and `duty`.
        by_decision: For each decision, its ways.
        patient: The needs on which some way asks grace.
        ever_facts: The needs that facts meet on some day.
        ever_open: The ways of which each window is open on some day.
        follows: What ways and needs give on one day.
    """

    problem: TimedProblem
    needs: tuple[str, ...]
    numbers: dict[str, int]
    bits: dict[str, int]
    ways: tuple[CompiledWay, ...]
    stretches: tuple[Stretch, ...]
    by_itself: int
    on_action: int
    by_decision: dict[str, int]
    patient: int
    ever_facts: int
    ever_open: int
    follows: WhatFollows

    def possible(self, ways: int) -> int:
        """Return the needs that some ways could meet if all that ever opens were open at once.

        What is not possible is never held, on any day; not all that is possible comes about.
        """
        return self.follows.ever(ways & self.ever_open, self.ever_facts)

    def named(self, needs: int) -> frozenset[str]:
        """Return the names of a set of needs."""
        return frozenset(name for number, name in enumerate(self.needs) if needs >> number & 1)

    def numbered(self, needs: frozenset[str]) -> int | None:
        """Return a set of needs by number; None when one of them occurs nowhere in the problem."""
        found = 0
        for need in needs:
            if need not in self.numbers:
                return None
            found |= 1 << self.numbers[need]
        return found


def compiled(problem: TimedProblem) -> CompiledProblem:
    """Number the needs and ways of `problem`, and lay out what time alone decides."""
    ordered = sorted(problem.ways, key=lambda way: way.id)
    names = {way.need for way in ordered}
    names |= {condition.need for way in ordered for condition in way.conditions}
    names |= problem.facts.keys() | {end.need for end in problem.ends}
    needs = tuple(sorted(names))
    numbers = {need: number for number, need in enumerate(needs)}
    ways = tuple(compiled_way(way, number, numbers) for number, way in enumerate(ordered))
    by_decision: dict[str, int] = defaultdict(int)
    by_itself = on_action = patient = 0
    for each in ways:
        match each.way.kind:
            case WayKind.AUTO:
                by_itself |= each.bit
            case WayKind.ORDINARY | WayKind.DUTY:
                on_action |= each.bit
            case WayKind.OPTION:
                by_decision[each.way.decided_by or each.way.id] |= each.bit
        for need, _ in each.patient:
            patient |= need
    return CompiledProblem(
        problem=problem,
        needs=needs,
        numbers=numbers,
        bits={each.way.id: each.bit for each in ways},
        ways=ways,
        stretches=_stretches(problem, ways, numbers),
        by_itself=by_itself,
        on_action=on_action,
        by_decision=dict(by_decision),
        patient=patient,
        ever_facts=sum(1 << numbers[n] for n, days in problem.facts.items() if normalised(days)),
        ever_open=sum(each.bit for each in ways if _is_ever_open(each.way, problem)),
        follows=WhatFollows(ways),
    )


def _is_ever_open(way: TimedWay, problem: TimedProblem) -> bool:
    return all(
        normalised(days) for days in (*way.open.values(), problem.starts.get(way.id, ALWAYS))
    )


def _stretches(
    problem: TimedProblem, ways: tuple[CompiledWay, ...], numbers: dict[str, int]
) -> tuple[Stretch, ...]:
    """Lay out what time alone decides, by the days on which a window or a fact begins or ends."""
    changes: dict[int, list[int]] = defaultdict(lambda: [0] * (len(WINDOWS) + 1))
    ended: dict[int, int] = defaultdict(int)

    def note(place: int, bit: int, days: Days) -> None:
        for first, end in days:
            changes[first][place] ^= bit
            changes[end][place] ^= bit

    for each in ways:
        for place, window in enumerate(WINDOWS):
            days = open_days(each.way, window)
            if window is Window.START and each.way.id in problem.starts:
                days = intersection(days, normalised(problem.starts[each.way.id]))
            note(place, each.bit, days)
    for need, days in problem.facts.items():
        note(len(WINDOWS), 1 << numbers[need], normalised(days))
    for end in problem.ends:
        head = 1 << numbers[end.need]
        ended[end.day] |= sum(each.bit for each in ways if each.head == head)
    start = process = effect = lasts = facts = 0
    found = []
    for day in sorted({0, *changes, *ended}):
        if not 0 <= day <= problem.horizon:
            continue
        change = changes[day]
        start ^= change[0]
        process ^= change[1]
        effect ^= change[2]
        lasts ^= change[3]
        facts ^= change[4]
        able = effect & process & lasts
        found.append(Stretch(day, facts, start, able, process, lasts, ended[day]))
    return tuple(found)
