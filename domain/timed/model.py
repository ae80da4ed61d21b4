"""Ways, facts and ends over time, as plain values; days are counted from the day asked about.

    >>> card = TimedWay("card", "document", (TimedCondition("money"),), lead=28)
    >>> TimedProblem((card,), facts={"money": ((0, 3),)}, horizon=60).horizon
    60

A way is applied for on its day of start `s` and takes effect on `s + lead`. Each of its conditions,
and the days on which it is open, belong to a window:

- **start**: on `s`;
- **process**: on every day from `s` through the day of effect;
- **effect**: on the day of effect;
- **while**: on the day of effect, and on every later day that what was granted lasts. A condition
  may fail for `grace` days on end before what was granted falls.

A rule of law that is in force for some days only becomes a way whose window is open on those days.
Which window that is says whose law counts: of the day of application (start), of the day of
decision (effect), or of every day (while).

No condition can ask that a need is *not* met, so nothing here can be lost by having more: facts,
ways or days. `domain.timed.sweep` and `domain.timed.safe_days` rest on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from domain.rules import WayKind, Window

Days: TypeAlias = tuple[tuple[int, int], ...]
"""Spans of days `(first, end)`; `end` is the first day after. Day 0 is the day asked about."""

FOREVER: Final = 10**9
"""A day after every day that anyone asks about."""

ALWAYS: Final[Days] = ((0, FOREVER),)


class ImpossibleTime(ValueError):
    """A length of time or a span of days that cannot be."""


@dataclass(frozen=True, slots=True)
class TimedCondition:
    """A need that has to be met in a window of a way.

    Attributes:
        need: The need.
        window: On which days it has to be met.
        grace: For `while`: how many days on end it may fail before what was granted falls.
    """

    need: str
    window: Window = Window.START
    grace: int = 0

    def __post_init__(self) -> None:
        if self.grace < 0:
            msg = f"the grace on {self.need} is {self.grace} days, but must be 0 or more"
            raise ImpossibleTime(msg)


@dataclass(frozen=True, slots=True)
class TimedWay:
    """One way to meet a need, in time.

    Attributes:
        id: Name, unique in a problem.
        need: What it meets.
        conditions: What has to be met, each in its window.
        open: The days on which each window is open; a window that is absent always is.
        lead: Days from start to effect.
        duration: Days for which what it grants lasts; None for without end. As long as the way
            can be started again it is, so that what it grants ends only when that has become
            impossible.
        kind: `auto` works by itself; `ordinary` and `duty` are counted on when somebody acts;
            `option` only when its decision is taken.
        decision: For `option`: the decision that it belongs to; by default its own id. A decision
            may open several ways.
    """

    id: str
    need: str
    conditions: tuple[TimedCondition, ...] = ()
    open: Mapping[Window, Days] = field(default_factory=dict)
    lead: int = 0
    duration: int | None = None
    kind: WayKind = WayKind.ORDINARY
    decision: str | None = None

    def __post_init__(self) -> None:
        if self.lead < 0:
            msg = f"{self.id} takes {self.lead} days, but cannot take fewer than 0"
            raise ImpossibleTime(msg)
        if self.duration is not None and self.duration < 1:
            msg = f"what {self.id} grants lasts {self.duration} days, but cannot last fewer than 1"
            raise ImpossibleTime(msg)

    @property
    def decided_by(self) -> str | None:
        """The decision that has to be taken first; None when the way needs none."""
        if self.kind is not WayKind.OPTION:
            return None
        return self.decision if self.decision is not None else self.id


@dataclass(frozen=True, slots=True)
class End:
    """A day on which everything ends that granted a need before that day.

    What is granted on the day itself stands, and so do facts, which say until when they hold.
    """

    need: str
    day: int


@dataclass(frozen=True, slots=True)
class TimedProblem:
    """What one person has, what ends, and the ways there are, through a last day.

    Attributes:
        ways: The ways.
        facts: The days on which a need is met whatever the ways do.
        ends: When needs end.
        horizon: The last day looked at.
        starts: For some ways by id: the only days on which they may be started.
    """

    ways: tuple[TimedWay, ...]
    facts: Mapping[str, Days] = field(default_factory=dict)
    ends: tuple[End, ...] = ()
    horizon: int = 365
    starts: Mapping[str, Days] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = [way.id for way in self.ways]
        if len(set(ids)) < len(ids):
            twice = sorted({each for each in ids if ids.count(each) > 1})
            msg = f"several ways have the same id: {', '.join(twice)}"
            raise ImpossibleTime(msg)
        unknown = sorted(self.starts.keys() - set(ids))
        if unknown:
            msg = f"the starts name ways that are not there: {', '.join(unknown)}"
            raise ImpossibleTime(msg)

    def decisions(self) -> tuple[str, ...]:
        """Return the decisions that its ways belong to, sorted."""
        return tuple(sorted({way.decided_by for way in self.ways if way.decided_by is not None}))


def normalised(days: Iterable[tuple[int, int]]) -> Days:
    """Return the same days from day 0 on, as few spans in order that neither touch nor overlap."""
    merged: list[tuple[int, int]] = []
    for first, end in sorted((max(first, 0), end) for first, end in days):
        if first >= end:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return tuple(merged)


def intersection(one: Days, other: Days) -> Days:
    """Return the days that are in both."""
    return normalised(
        (max(first, first_other), min(end, end_other))
        for first, end in one
        for first_other, end_other in other
    )


def contains(days: Days, day: int) -> bool:
    """Return whether `day` is one of `days`."""
    return any(first <= day < end for first, end in days)
