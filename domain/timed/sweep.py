"""What comes about, day by day, when nobody acts, when everybody does, or when some decide more.

    >>> from domain.timed.model import TimedCondition, TimedProblem, TimedWay
    >>> problem = TimedProblem((
    ...     TimedWay("card", "document", (TimedCondition("money"),), lead=28),
    ...     TimedWay("gift", "money", lead=2),
    ... ), horizon=60)
    >>> sweep(compiled(problem)).earliest("document")
    30

On each day, what was granted before and has neither expired nor ended stays if its conditions hold
up: together with the facts of the day, and with everything that takes effect on the day, the
**greatest** set of earlier grants that sustain each other. Whatever takes effect on the day follows
**least**, one from the other. So two things that keep each other up stay up, and a ring cannot
start itself. What ends on a day and is granted anew on that day is granted.

A way is started on every day on which it can be. That loses nothing, since more days of start never
give less on any day; and so the outcome is the best that the policy can reach, on every day.

Only days on which something can change are visited. Between two of them all facts, windows and
grants stay as they are, and with them what is held.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heappop, heappush

from domain.timed.compiled import CompiledProblem, CompiledWay, compiled
from domain.timed.course import Course, Spell

__all__ = ["Policy", "compiled", "counted_on", "sweep"]


class Policy(StrEnum):
    """Who is counted on.

    Attributes:
        INERT: Nobody; only what works by itself.
        ORDINARY: Whoever may apply, applies; whoever must act, does.
        EXTENDED: As ordinary, and every decision is taken that anybody may take.
    """

    INERT = "inert"
    ORDINARY = "ordinary"
    EXTENDED = "extended"


def sweep(
    problem: CompiledProblem,
    policy: Policy = Policy.ORDINARY,
    *,
    decisions: Collection[str] = (),
    not_before: int = 0,
    starts: Mapping[str, int] | None = None,
    until: int | None = None,
) -> Course:
    """Return what is held on each day.

    Args:
        problem: The ways, facts and ends.
        policy: Who is counted on.
        decisions: Decisions that are taken as well.
        not_before: First day on which anything but `auto` may be started.
        starts: For single ways by id: the first day on which they may be started.
        until: Last day looked at; by default, and at most, the horizon of the problem.
    """
    allowed = counted_on(problem, policy, decisions)
    last = problem.problem.horizon if until is None else min(until, problem.problem.horizon)
    return _Sweep(problem, allowed, not_before, starts or {}, last).run()


def counted_on(problem: CompiledProblem, policy: Policy, decisions: Collection[str] = ()) -> int:
    """Return the ways that count under a policy when some decisions are taken as well."""
    allowed = problem.by_itself
    if policy is not Policy.INERT:
        allowed |= problem.on_action
    if policy is Policy.EXTENDED:
        decisions = problem.by_decision.keys()
    for decision in decisions:
        allowed |= problem.by_decision.get(decision, 0)
    return allowed


@dataclass(slots=True, eq=False)
class _Progress:
    """Where one way with a lead of a day or more stands.

    Attributes:
        each: The way.
        started: First day of the days of start that last until now; None when it cannot be started.
        earlier: Earlier spans of days of start that have not yet had all their effect.
        running: Since when its process can go on without interruption; None when it cannot.
    """

    each: CompiledWay
    started: int | None
    earlier: deque[tuple[int, int]]
    running: int | None

    def takes_effect(self, day: int) -> bool:
        """Return whether it was started in time, and not interrupted before `day`."""
        start = day - self.each.way.lead
        if self.running is None or self.running > start:
            return False
        if self.started is not None and self.started <= start:
            return True
        earlier = self.earlier
        while earlier and earlier[0][1] <= start:
            earlier.popleft()
        return bool(earlier) and earlier[0][0] <= start


class _Sweep:
    """One sweep under way; `run` does it, once."""

    __slots__ = (
        "_agenda",
        "_at_once",
        "_begun",
        "_brief",
        "_day",
        "_first_start",
        "_granted_on",
        "_last",
        "_lasting_spells",
        "_late",
        "_lost_on",
        "_problem",
        "_slow",
        "_spells",
        "_sustained",
    )

    def __init__(
        self,
        problem: CompiledProblem,
        allowed: int,
        not_before: int,
        starts: Mapping[str, int],
        last: int,
    ) -> None:
        ways = [each for each in problem.ways if each.bit & allowed]
        self._problem = problem
        self._last = last
        self._day = 0
        self._agenda: list[int] = []
        self._at_once = [each for each in ways if not each.way.lead]
        self._slow = [
            _Progress(each, None, deque(), 0 if each.always_in_process else None)
            for each in ways
            if each.way.lead
        ]
        self._brief = [each for each in ways if each.way.duration is not None]
        self._sustained = [each for each in ways if each.lasting or each.patient]
        self._granted_on: dict[int, int] = {}
        self._lost_on: dict[int, int] = {}
        self._spells: list[Spell] = []
        self._begun: dict[int, int] = {}
        self._lasting_spells: dict[int, list[int]] = {}
        self._first_start = self._first_starts(ways, not_before, starts)
        self._late = {day for day in self._first_start.values() if day}

    def _first_starts(
        self, ways: list[CompiledWay], not_before: int, starts: Mapping[str, int]
    ) -> dict[int, int]:
        """Return the first day of start of each way that may not be started from day 0."""
        first: dict[int, int] = {}
        by_itself = self._problem.by_itself
        for each in ways:
            day = starts.get(each.way.id, 0)
            if not each.bit & by_itself:
                day = max(day, not_before)
            if day > 0:
                first[each.bit] = day
        return first

    def run(self) -> Course:
        for day in self._late:
            self._plan(day)
        stretches = self._problem.stretches
        place, stretch = 0, stretches[0]
        barred = sum(self._first_start)
        lasting = firing = held = 0
        history: list[tuple[int, int]] = []
        fresh = True
        day = 0
        while day <= self._last:
            self._day = day
            if day in self._late:
                barred = sum(bit for bit, first in self._first_start.items() if first > day)
                fresh = True
            ended = stretch.ended if stretch.day == day else 0
            granted = lasting | firing
            lasting = self._still_granted(granted, firing, stretch.lasts & ~ended)
            startable = stretch.start & ~barred
            ripe = self._ripe(startable, stretch.effect)
            now, lasting = self._settle(stretch.facts, lasting, ripe, held)
            fired = _fired(ripe, now)
            self._note_spells(fired, firing)
            self._note_fallen(granted & ~(lasting | fired))
            if now != held or not history:
                self._note_lost(held & ~now & self._problem.patient)
                history.append((day, now))
                fresh = True
            if fresh:
                self._advance(startable, stretch.process, now)
            held, firing, fresh = now, fired, False
            following = self._last + 1
            if place + 1 < len(stretches):
                following = stretches[place + 1].day
            agenda = self._agenda
            while agenda and agenda[0] <= day:
                heappop(agenda)
            if agenda and agenda[0] < following:
                following = agenda[0]
            elif place + 1 < len(stretches):
                place += 1
                stretch = stretches[place]
                fresh = True
            day = following
        return Course(self._problem, tuple(history), tuple(self._spells), self._last)

    def _plan(self, day: int) -> None:
        if day <= self._last:
            heappush(self._agenda, day)

    def _still_granted(self, granted: int, renewed: int, open_ways: int) -> int:
        """Return the ways of which something granted before today has neither expired nor ended."""
        for each in self._brief:
            if each.bit & renewed:
                self._granted_on[each.bit] = self._day - 1
            if each.bit & granted:
                duration = each.way.duration or 0
                if self._granted_on[each.bit] + duration <= self._day:
                    granted &= ~each.bit
        return granted & open_ways

    def _ripe(self, startable: int, able: int) -> list[CompiledWay]:
        """Return the ways that take effect today if the needs of today allow it."""
        ripe = [each for each in self._at_once if each.bit & startable & able]
        day = self._day
        ripe += [
            progress.each
            for progress in self._slow
            if progress.each.bit & able
            and (progress.started is not None or progress.earlier)
            and progress.takes_effect(day)
        ]
        return ripe

    def _settle(
        self, facts: int, granted: int, ripe: list[CompiledWay], before: int
    ) -> tuple[int, int]:
        """Return the needs held today, and the ways of which an earlier grant lasts today."""
        while True:
            held = _closure(facts | self._problem.given_by(granted), ripe)
            failing = 0
            for each in self._sustained:
                if each.bit & granted and not self._sustains(each, held, before):
                    failing |= each.bit
            if not failing:
                return held, granted
            granted &= ~failing

    def _sustains(self, each: CompiledWay, held: int, before: int) -> bool:
        if each.lasting & ~held:
            return False
        for need, grace in each.patient:
            if need & ~held:
                lost_on = self._day if need & before else self._lost_on[need]
                if self._day - lost_on >= grace:
                    return False
        return True

    def _note_lost(self, lost: int) -> None:
        """Remember since when needs with grace are lost, and look again when the grace is over."""
        if not lost:
            return
        for each in self._sustained:
            for need, grace in each.patient:
                if need & lost:
                    self._lost_on[need] = self._day
                    self._plan(self._day + grace)

    def _note_spells(self, fired: int, before: int) -> None:
        """Keep when ways begin and cease to take effect, and plan when what they gave expires."""
        changed = fired ^ before
        if not changed:
            return
        day = self._day
        while changed:
            bit = changed & -changed
            changed ^= bit
            way = self._problem.ways[bit.bit_length() - 1].way
            if bit & fired:
                self._begun[bit] = len(self._spells)
                self._lasting_spells.setdefault(bit, []).append(len(self._spells))
                self._spells.append(Spell(way, day, None))
                continue
            begun = self._begun[bit]
            self._spells[begun] = Spell(way, self._spells[begun].first, day - 1)
            if way.duration is not None:
                self._plan(day - 1 + way.duration)

    def _note_fallen(self, fallen: int) -> None:
        """Keep until when there was what some ways gave, which is there no more today."""
        while fallen:
            bit = fallen & -fallen
            fallen ^= bit
            for place in self._lasting_spells.pop(bit):
                self._spells[place] = replace(self._spells[place], until=self._day - 1)

    def _advance(self, startable: int, process: int, held: int) -> None:
        """Note what can be started from today on, and which processes go on or are interrupted."""
        day = self._day
        for progress in self._slow:
            each = progress.each
            if each.bit & startable and not each.start & ~held:
                if progress.started is None:
                    progress.started = day
                    self._plan(day + each.way.lead)
            elif progress.started is not None:
                progress.earlier.append((progress.started, day))
                progress.started = None
                self._plan(day + each.way.lead)
            if each.always_in_process:
                continue
            if each.bit & process and not each.process & ~held:
                if progress.running is None:
                    progress.running = day
                    self._plan(day + each.way.lead)
            else:
                progress.running = None


def _closure(held: int, ripe: list[CompiledWay]) -> int:
    """Return what follows, one need from another."""
    changed = True
    while changed:
        changed = False
        for each in ripe:
            if not each.head & held and not each.at_effect & ~held:
                held |= each.head
                changed = True
    return held


def _fired(ripe: list[CompiledWay], held: int) -> int:
    """Return the ways that take effect, whether or not their need was held already."""
    fired = 0
    for each in ripe:
        if not each.at_effect & ~held:
            fired |= each.bit
    return fired
