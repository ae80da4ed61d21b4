"""By when somebody has to act, which doors close, and what no timing brings together.

Everything rests on one fact: the later the first day of start, the less is held, on every day. So
"the goal is held on that day although nothing was started before day `x`" is true up to a last `x`
and false from then on, and that day is found by bisection over sweeps. A backward pass over a plan
would not do: where one of two ways is enough, neither of them is critical by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.rules import WayKind, Window
from domain.timed.compiled import CompiledProblem, compiled
from domain.timed.course import Course
from domain.timed.model import (
    ALWAYS,
    FOREVER,
    Days,
    TimedProblem,
    TimedWay,
    intersection,
    normalised,
)
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

    def reached(first: int) -> bool:
        return _put_off(problem, first, by, action, policy, decisions).holds(goal, by)

    if not reached(0):
        return LastSafeDay(Timing.TOO_LATE)
    if reached(by + 1):
        return LastSafeDay(Timing.SECURED)
    safe, late = 0, by + 1
    while late - safe > 1:
        middle = (safe + late) // 2
        if reached(middle):
            safe = middle
        else:
            late = middle
    return LastSafeDay(Timing.IN_TIME, safe)


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


def slack(
    problem: CompiledProblem,
    goal: Collection[str],
    by: int,
    action: str,
    *,
    decisions: Collection[str] = (),
) -> int | None:
    """Return for how many days `action` can wait after the first day on which it can be taken.

    None when the goal does not need it, cannot be reached, or when it never takes effect.
    """
    last = last_safe_day(problem, goal, by, action=action, decisions=decisions)
    ways = _ways_of(problem, action)
    starts = [
        spell.started
        for spell in sweep(problem, decisions=decisions).spells
        if spell.way.id in ways
    ]
    return last.day - min(starts) if last.day is not None and starts else None


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
        looked_until: The last day that was looked at beyond the horizon. With what expires and is
            granted again in turn, what clashes until that day might still meet after it.
    """

    prospects: Mapping[str, Prospect]
    first: Mapping[str, int]
    looked_until: int


def outlook(
    problem: TimedProblem,
    policy: Policy = Policy.ORDINARY,
    *,
    decisions: Collection[str] = (),
) -> Outlook:
    """Return for every need whether it is reached by the horizon, later, or never."""
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
    return Outlook(prospects, first, until)


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
