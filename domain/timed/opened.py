"""What a decision would open, in time: every kind of intervention as extra ways.

So everything stays a matter of more or fewer ways, and whatever a decision adds takes nothing away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import assert_never

from domain.endings import End, OnDay
from domain.needs import Need
from domain.rules import Guard, Intervention, InterventionKind, Way, WayKind, Window
from domain.timed.model import TimedCondition, TimedWay
from domain.timed.rules_in_time import RulesInTime, Windows, both
from domain.timed.setting import NO_LEAD


def opened_by(
    each: Intervention,
    rules: RulesInTime,
    ways: Iterable[Way],
    standings: Mapping[Need, OnDay],
    coming: Iterable[End],
) -> list[TimedWay]:
    """Return the ways that a decision adds; none when it cannot be taken.

    Args:
        each: The decision.
        rules: What makes ways in time.
        ways: All versions of all ways.
        standings: How each need stands today.
        coming: What the law will end.
    """
    windows = both(rules.timeline.windows(each.guards), {Window.START: rules.in_force(each)})
    if not all(windows.values()):
        return []
    match each.kind:
        case InterventionKind.GRANT | InterventionKind.BRIDGE:
            return [_granted(each, rules, windows)]
        case InterventionKind.WAIVE:
            return list(_waived(each, rules, windows, ways))
        case InterventionKind.SPEED_UP | InterventionKind.OPEN:
            return list(_eased(each, rules, windows, ways))
        case InterventionKind.POSTPONE:
            return [
                *_restored(each, rules, windows, standings),
                *_held_off(each, rules, windows, coming),
            ]
        case _:
            assert_never(each.kind)


def _granted(each: Intervention, rules: RulesInTime, windows: Windows) -> TimedWay:
    return TimedWay(
        each.id,
        each.need or "",
        rules.conditions(each.conditions),
        windows,
        lead=rules.setting.lead(each.lead),
        duration=rules.duration(each.duration),
    )


def _changed(each: Intervention, ways: Iterable[Way]) -> Iterator[Way]:
    """Yield the versions of the way that a decision changes; what is an option stays one."""
    for way in ways:
        if way.id == each.way and way.kind is not WayKind.OPTION:
            yield way


def _waived(
    each: Intervention, rules: RulesInTime, windows: Windows, ways: Iterable[Way]
) -> Iterator[TimedWay]:
    for way in _changed(each, ways):
        kept = tuple(condition for condition in way.conditions if condition.need is not each.waives)
        timed = rules.way(way, conditions=(*kept, *each.conditions), also=windows)
        if timed is not None:
            # The decision comes first, and the way afterwards.
            yield replace(timed, lead=timed.lead + rules.setting.lead(each.lead))


def _eased(
    each: Intervention, rules: RulesInTime, windows: Windows, ways: Iterable[Way]
) -> Iterator[TimedWay]:
    """Yield ways that take the time of the decision, where it names one, instead of their own."""
    is_opened = each.kind is InterventionKind.OPEN
    for way in _changed(each, ways):
        timed = rules.way(
            way,
            conditions=(*way.conditions, *each.conditions),
            guards=_still_asked(way, each) if is_opened else way.guards,
            lead=each.lead if each.lead != NO_LEAD else None,
            also=windows,
        )
        if timed is not None:
            yield timed


def _still_asked(way: Way, each: Intervention) -> tuple[Guard, ...]:
    """Return the guards that remain when a decision opens a way.

    It opens the circumstances that its own guards name; one without guards opens them all.
    """
    opened = {guard.circumstance for guard in each.guards}
    return tuple(guard for guard in way.guards if opened and guard.circumstance not in opened)


def _restored(
    each: Intervention, rules: RulesInTime, windows: Windows, standings: Mapping[Need, OnDay]
) -> Iterator[TimedWay]:
    """Yield what brings back a need that the ending, which may be held off, has ended already."""
    for need, standing in standings.items():
        if standing.ended_by is not None and standing.ended_by.id == each.ending:
            yield TimedWay(
                each.id,
                need,
                rules.conditions(each.conditions),
                windows,
                lead=rules.setting.lead(each.lead),
                duration=rules.duration(each.duration),
            )


def _held_off(
    each: Intervention, rules: RulesInTime, windows: Windows, coming: Iterable[End]
) -> Iterator[TimedWay]:
    """Yield what keeps a need that is held on the eve of an ending, from the day of the ending."""
    days = {(end.ending.need, end.on) for end in coming if end.ending.id == each.ending}
    for need, day in sorted(days):
        on = rules.setting.number(day)
        eve = both(windows, {Window.START: ((on - 1, on),)})
        if all(eve.values()):
            conditions = (TimedCondition(need), *rules.conditions(each.conditions))
            duration = rules.duration(each.duration)
            yield TimedWay(each.id, need, conditions, eve, lead=1, duration=duration)
