"""By when somebody has to act, and what no timing brings together.

Everything rests on one fact: the later the first day of start, the less is held, on every day. So
"the goal is held on that day although nothing was started before day `x`" is true up to a last `x`
and false from then on, and that day is found by bisection over sweeps. A backward pass over a plan
would not do: where one of two ways is enough, neither of them is critical by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.timed.compiled import CompiledProblem, compiled
from domain.timed.course import Course
from domain.timed.model import FOREVER, TimedProblem
from domain.timed.sweep import Policy, counted_on, sweep


class Timing(StrEnum):
    """Whether a goal needs anybody to act in time.

    Attributes:
        SECURED: It is held on its day even if nobody acts any more.
        IN_TIME: It is held if somebody acts on or before the last safe day.
        TOO_LATE: It is not held on its day whatever is done from now on.
    """

    SECURED = "secured"
    IN_TIME = "in-time"
    TOO_LATE = "too-late"


@dataclass(frozen=True, slots=True)
class LastSafeDay:
    """Until when a goal can still be reached.

    Attributes:
        timing: Whether anybody has to act, and can.
        day: For `IN_TIME`, the last day of start with which the goal is reached.
    """

    timing: Timing
    day: int | None = None


def last_safe_day(
    problem: CompiledProblem,
    goal: Collection[str],
    by: int,
    *,
    action: str | None = None,
    policy: Policy = Policy.ORDINARY,
    decisions: Collection[str] = (),
) -> LastSafeDay:
    """Return the last day on which to start, such that `goal` is held on the day `by`.

    Args:
        problem: The ways, facts and ends.
        goal: The needs that are all to be held.
        by: The day on which they are, not later than the horizon.
        action: A way by id, or a decision: only its start is put off, and all others act at the
            first possible day. By default everything is put off.
        policy: Who is counted on.
        decisions: Decisions that are taken as well.
    """
    return Deferral(problem, goal, by, policy=policy, decisions=decisions).last_safe_day(action)


class Deferral:
    """How long one action after the other can wait, with a goal still held on a day."""

    __slots__ = ("_by", "_decisions", "_found", "_goal", "_policy", "_problem", "_soonest")

    def __init__(
        self,
        problem: CompiledProblem,
        goal: Collection[str],
        by: int,
        *,
        policy: Policy = Policy.ORDINARY,
        decisions: Collection[str] = (),
    ) -> None:
        """Take what `last_safe_day` takes, apart from the action."""
        self._problem = problem
        self._goal = goal
        self._by = by
        self._policy = policy
        self._decisions = decisions
        self._soonest = sweep(problem, policy, decisions=decisions, until=by)
        self._found: dict[str | None, LastSafeDay] = {}

    def last_safe_day(self, action: str | None = None) -> LastSafeDay:
        """Return the last day on which to start `action`, or anything at all."""
        found = self._found.get(action)
        if found is None:
            found = self._found[action] = self._searched(action)
        return found

    def holds_with_starts_on(self, day: int, ways: Collection[str]) -> bool:
        """Return whether the goal is held when some ways are started on one day alone."""
        only = dict.fromkeys(ways, day)
        course = sweep(
            self._problem,
            self._policy,
            decisions=self._decisions,
            starts=only,
            last_starts=only,
            until=self._by,
        )
        return course.holds(self._goal, self._by)

    def _searched(self, action: str | None) -> LastSafeDay:
        if not self._soonest.holds(self._goal, self._by):
            return LastSafeDay(Timing.TOO_LATE)
        safe, late = 0, self._by + 1
        guess = self._guess(action)
        for first in (guess, guess + 1):
            if safe < first < late:
                if self._reached(first, action):
                    safe = first
                else:
                    late = first
        if late > self._by and self._reached(late, action):
            return LastSafeDay(Timing.SECURED)
        while late - safe > 1:
            middle = (safe + late) // 2
            if self._reached(middle, action):
                safe = middle
            else:
                late = middle
        return LastSafeDay(Timing.IN_TIME, safe)

    def _reached(self, first: int, action: str | None) -> bool:
        course = _put_off(self._problem, first, self._by, action, self._policy, self._decisions)
        return course.holds(self._goal, self._by)

    def _guess(self, action: str | None) -> int:
        """Return a likely last safe day: as much later as the goal comes too early.

        That is right where nothing else than what comes next waits for the action, as it mostly is.
        """
        ways = None if action is None else _ways_of(self._problem, action)
        starts = [spell.started for spell in self._soonest.spells if ways and spell.way.id in ways]
        wanted = self._problem.numbered(frozenset(self._goal)) or 0
        since = self._by
        for day, held in reversed(self._soonest.history):
            if wanted & ~held:
                break
            since = day
        return min(starts, default=0) + self._by - since


def last_safe_days(
    problem: CompiledProblem,
    by: int,
    *,
    policy: Policy = Policy.ORDINARY,
    decisions: Collection[str] = (),
) -> dict[str, LastSafeDay]:
    """Return the last safe day of every need by itself; one sweep serves all needs it can."""
    seen: dict[int, int] = {}

    def held(first: int) -> int:
        if first not in seen:
            seen[first] = _put_off(problem, first, by, None, policy, decisions).on(by)
        return seen[first]

    found = {}
    for number, need in enumerate(problem.needs):
        if not held(0) >> number & 1:
            found[need] = LastSafeDay(Timing.TOO_LATE)
        elif held(by + 1) >> number & 1:
            found[need] = LastSafeDay(Timing.SECURED)
        else:
            safe = max(first for first, needs in seen.items() if needs >> number & 1)
            late = min(first for first, needs in seen.items() if not needs >> number & 1)
            while late - safe > 1:
                middle = (safe + late) // 2
                if held(middle) >> number & 1:
                    safe = middle
                else:
                    late = middle
            found[need] = LastSafeDay(Timing.IN_TIME, safe)
    return found


def _put_off(
    problem: CompiledProblem,
    first: int,
    by: int,
    action: str | None,
    policy: Policy,
    decisions: Collection[str],
) -> Course:
    """Return the course when nothing, or nothing of `action`, is started before `first`."""
    if action is None:
        return sweep(problem, policy, decisions=decisions, not_before=first, until=by)
    starts = dict.fromkeys(_ways_of(problem, action), first)
    return sweep(problem, policy, decisions=decisions, starts=starts, until=by)


def _ways_of(problem: CompiledProblem, action: str) -> frozenset[str]:
    return frozenset(
        each.way.id for each in problem.ways if action in (each.way.id, each.way.decided_by)
    )


class Prospect(StrEnum):
    """Whether a need is ever held.

    Attributes:
        REACHED: By the horizon.
        BEYOND_HORIZON: Later than the horizon.
        TIMING_CLASH: Every way to it opens at some time, but what it takes never comes together:
            one thing is over before the other begins.
        NEVER: No way leads there, even if all that ever opens were open at once.
    """

    REACHED = "reached"
    BEYOND_HORIZON = "beyond-horizon"
    TIMING_CLASH = "timing-clash"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether and when needs are first held under one policy.

    Attributes:
        prospects: For every need, whether it ever is.
        first: For those that are, the first day.
    """

    prospects: Mapping[str, Prospect]
    first: Mapping[str, int]


def outlook(
    problem: TimedProblem,
    policy: Policy = Policy.ORDINARY,
    *,
    decisions: Collection[str] = (),
) -> Outlook:
    """Return for every need whether it is reached by the horizon, later, or never.

    With what expires and is granted again in turn, what clashes until the last day that is looked
    at might still meet after it.
    """
    until = max(problem.horizon, _settled_by(problem))
    far = compiled(replace(problem, horizon=until))
    course = sweep(far, policy, decisions=decisions)
    possible = far.named(far.possible(counted_on(far, policy, decisions)))
    prospects, first = {}, {}
    for need in far.needs:
        day = course.earliest(need)
        if day is not None:
            first[need] = day
            reached = day <= problem.horizon
            prospects[need] = Prospect.REACHED if reached else Prospect.BEYOND_HORIZON
        else:
            prospects[need] = Prospect.TIMING_CLASH if need in possible else Prospect.NEVER
    return Outlook(prospects, first)


def _settled_by(problem: TimedProblem) -> int:
    """Return a day by which all that is going to happen once has happened."""
    spans = [days for way in problem.ways for days in way.open.values()]
    spans += [*problem.facts.values(), *problem.starts.values()]
    points = [point for days in spans for span in days for point in span if point < FOREVER // 2]
    points += [end.day for end in problem.ends]
    steps = [
        way.lead + (way.duration or 0) + 1 + sum(each.grace for each in way.conditions)
        for way in problem.ways
    ]
    return max(points, default=0) + sum(steps)
