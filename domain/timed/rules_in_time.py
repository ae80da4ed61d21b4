"""One rule as a way in time: on which days it is open, what it asks, how long it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.rules import Condition, Guard, LeadTime, Period, Rule, Way, Window
from domain.timed.model import (
    ALWAYS,
    FOREVER,
    Days,
    TimedCondition,
    TimedWay,
    intersection,
    normalised,
)
from domain.timed.setting import Setting
from domain.timed.timeline import Timeline

Windows = dict[Window, Days]
"""The days on which windows are open; one that is absent always is."""


@dataclass(frozen=True, slots=True)
class RulesInTime:
    """What makes a way in time of a rule.

    Attributes:
        setting: What is taken for granted.
        timeline: The circumstances of the person.
        by_own_dates: Whether a rule counts only on the days on which it is in force.
    """

    setting: Setting
    timeline: Timeline
    by_own_dates: bool

    def in_force(self, rule: Rule) -> Days:
        """Return the days through the horizon on which `rule` is in force, and what follows."""
        if not self.by_own_dates:
            return ALWAYS
        if rule.valid_from > self.setting.horizon:
            return ()
        number = self.setting.number
        end = FOREVER if rule.valid_to is None else number(rule.valid_to) + 1
        return normalised([(number(rule.valid_from), end)])

    def conditions(self, conditions: Iterable[Condition]) -> tuple[TimedCondition, ...]:
        """Return the conditions of a rule as conditions in time."""
        return tuple(TimedCondition(c.need, c.window, c.grace_days) for c in conditions)

    def duration(self, duration: Period | None) -> int | None:
        """Return how many days something lasts, at least one; None for without end."""
        return None if duration is None else max(1, self.setting.length(duration))

    def way(
        self,
        way: Way,
        *,
        conditions: tuple[Condition, ...] | None = None,
        guards: tuple[Guard, ...] | None = None,
        lead: LeadTime | None = None,
        also: Mapping[Window, Days] | None = None,
    ) -> TimedWay | None:
        """Return `way` in time, changed where asked; None when some window of it is never open.

        Args:
            way: The rule.
            conditions: What it asks instead.
            guards: Its guards instead.
            lead: How long it takes instead.
            also: Days on which windows have to be open as well.
        """
        in_force = self.in_force(way)
        windows = self.timeline.windows(way.guards if guards is None else guards)
        if in_force != ALWAYS:
            windows = both(windows, {self.setting.law_of: in_force})
        windows = both(windows, also or {})
        if not in_force or not all(windows.values()):
            return None
        return TimedWay(
            way.id,
            way.need,
            self.conditions(way.conditions if conditions is None else conditions),
            windows,
            lead=self.setting.lead(way.lead if lead is None else lead),
            duration=self.duration(way.duration),
            kind=way.kind,
        )


def both(one: Mapping[Window, Days], other: Mapping[Window, Days]) -> Windows:
    """Return on which days each window is open under both."""
    return {
        window: intersection(one.get(window, ALWAYS), other.get(window, ALWAYS))
        for window in (*one, *(each for each in other if each not in one))
    }
