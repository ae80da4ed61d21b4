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

from collections.abc import Collection, Mapping
from enum import StrEnum
from heapq import heappop, heappush

from domain.need_sets import singles
from domain.timed.compiled import CompiledProblem, compiled
from domain.timed.compiled_ways import CompiledWay
from domain.timed.course import Course, SpellSoFar
from domain.timed.progress import Barred, Progress, barred_ways

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
    last_starts: Mapping[str, int] | None = None,
    until: int | None = None,
) -> Course:
    """Return what is held on each day.

    Args:
        problem: The ways, facts and ends.
        policy: Who is counted on.
        decisions: Decisions that are taken as well.
        not_before: First day on which anything but `auto` may be started.
        starts: For single ways by id: the first day on which they may be started.
        last_starts: For single ways by id: the last day on which they may be.
        until: Last day looked at; by default, and at most, the horizon of the problem.
    """
    allowed = counted_on(problem, policy, decisions)
    last = problem.problem.horizon if until is None else min(until, problem.problem.horizon)
    barred = barred_ways(problem, allowed, not_before, starts or {}, last_starts or {})
    return _Sweep(problem, allowed, barred, last).run()


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


class _Sweep:
    """One sweep under way; `run` does it, once."""

    __slots__ = (
        "_agenda",
        "_allowed",
        "_barred",
        "_begun",
        "_day",
        "_due",
        "_expires_on",
        "_follows",
        "_in_effect",
        "_last",
        "_lasting_spells",
        "_late",
        "_lost_on",
        "_problem",
        "_progress",
        "_running",
        "_slow",
        "_spells",
        "_startable",
    )

    def __init__(self, problem: CompiledProblem, allowed: int, barred: Barred, last: int) -> None:
        self._problem = problem
        self._follows = problem.follows
        self._allowed = allowed
        self._slow = allowed & self._follows.slow
        self._barred = barred
        self._last = last
        self._day = 0
        self._agenda: list[int] = []
        self._progress: dict[int, Progress] = {}
        self._startable = self._in_effect = self._late = 0
        self._running = self._slow & self._follows.uninterrupted
        self._due: dict[int, int] = {}
        self._expires_on: dict[int, int] = {}
        self._lost_on: dict[int, int] = {}
        self._spells: list[SpellSoFar] = []
        self._begun: dict[int, SpellSoFar] = {}
        self._lasting_spells: dict[int, list[SpellSoFar]] = {}

    def run(self) -> Course:
        barred = self._barred
        for day in barred.days:
            self._plan(day)
        stretches = self._problem.stretches
        place, stretch = 0, stretches[0]
        lasting = firing = held = 0
        history: list[tuple[int, int]] = []
        fresh = True
        day = 0
        while day <= self._last:
            self._day = day
            if day in barred.days:
                barred.turn(day)
                fresh = True
            ended = stretch.ended if stretch.day == day else 0
            granted = lasting | firing
            lasting = self._still_granted(granted, firing, stretch.lasts & ~ended)
            startable = stretch.start & ~barred.now
            ripe = self._ripe(startable) & stretch.effect
            now, fired, lasting = self._settle(stretch.facts, lasting, ripe, held)
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
        return Course(self._problem, tuple(history), self._spells, self._last)

    def _plan(self, day: int) -> None:
        if day <= self._last:
            heappush(self._agenda, day)

    def _still_granted(self, granted: int, renewed: int, open_ways: int) -> int:
        """Return the ways of which something granted before today has neither expired nor ended."""
        for bit in singles(granted & self._follows.brief & ~renewed):
            if self._expires_on[bit] <= self._day:
                granted ^= bit
        return granted & open_ways & ~(renewed & self._follows.for_a_day)

    def _ripe(self, startable: int) -> int:
        """Return the ways that take effect today if the needs and windows of today allow it."""
        day = self._day
        for bit in singles(self._due.pop(day, 0)):
            if self._progress[bit].effect_from == day:
                self._in_effect |= bit
        ripe = self._allowed & ~self._slow & startable | self._in_effect
        for bit in singles(self._late):
            progress = self._progress[bit]
            if progress.takes_late_effect(day):
                ripe |= bit
            if not progress.earlier:
                self._late ^= bit
        return ripe

    def _settle(self, facts: int, granted: int, ripe: int, before: int) -> tuple[int, int, int]:
        """Return the needs held today, and the ways that give now and those that gave before."""
        follows = self._follows
        while True:
            held, fired = follows.settled(ripe, facts | follows.given_by(granted))
            failing = 0
            for each in self._follows.sustained:
                if each.bit & granted and not self._sustains(each, held, before):
                    failing |= each.bit
            if not failing:
                return held, fired, granted
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
        for each in self._follows.sustained:
            for need, grace in each.patient:
                if need & lost:
                    self._lost_on[need] = self._day
                    self._plan(self._day + grace)

    def _note_spells(self, fired: int, before: int) -> None:
        """Keep when ways begin and cease to take effect, and plan when what they gave expires."""
        day = self._day
        for bit in singles(fired & ~before):
            spell = self._begun[bit] = SpellSoFar(bit.bit_length() - 1, day)
            self._lasting_spells.setdefault(bit, []).append(spell)
            self._spells.append(spell)
        for bit in singles(before & ~fired):
            spell = self._begun[bit]
            spell.last = day - 1
            duration = self._problem.ways[spell.way].way.duration
            if duration is not None:
                self._expires_on[bit] = day - 1 + duration
                self._plan(day - 1 + duration)

    def _note_fallen(self, fallen: int) -> None:
        """Keep until when there was what some ways gave, which is there no more today."""
        for bit in singles(fallen):
            for spell in self._lasting_spells.pop(bit):
                spell.until = self._day - 1

    def _advance(self, startable: int, process: int, held: int) -> None:
        """Note what can be started from today on, and which processes go on or are interrupted."""
        day = self._day
        can_start = self._follows.starting(held) & startable & self._slow
        can_run = self._follows.in_process(held) & process & self._slow
        changed = (can_start ^ self._startable) | (can_run ^ self._running)
        self._startable, self._running = can_start, can_run
        self._in_effect &= ~changed
        for bit in singles(changed):
            progress = self._progress_of(bit)
            progress.turn(day, can_start & bit, can_run & bit)
            if progress.earlier:
                self._late |= bit
            effect = progress.effect_from
            if effect is not None:
                self._due[effect] = self._due.get(effect, 0) | bit
            self._plan(day + progress.lead)

    def _progress_of(self, bit: int) -> Progress:
        progress = self._progress.get(bit)
        if progress is None:
            each = self._problem.ways[bit.bit_length() - 1]
            progress = self._progress[bit] = Progress(each)
        return progress
