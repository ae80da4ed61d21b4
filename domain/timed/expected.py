"""When an application that is pending is expected to be decided, and what that gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.decision_terms import due_by
from domain.endings import End
from domain.needs import Need
from domain.rules import Term, Trigger, Way, WayKind, Window
from domain.standing import Pending
from domain.timed.model import ALWAYS, FOREVER, Days, TimedWay, intersection
from domain.timed.rules_in_time import RulesInTime
from domain.timed.setting import NO_LEAD

DEFAULT_NOTICE_DAYS: Final = 14
"""Days after a notice of default within which an authority still decides (Awb art. 4:17(3))."""

TODAY: Final[Days] = ((0, 1),)


@dataclass(frozen=True, slots=True)
class ExpectedDecision:
    """When a pending application is expected to be decided.

    Attributes:
        need: What was applied for.
        due: The day by which the law, or what is usual, expects the decision.
        expected: The day that is counted with: `due`, or a fortnight from today when overdue. None
            when the term stands still, or nothing says how long it takes.
        overdue: Whether `due` has passed.
        assumed: Whether no term is set, so that `due` is what is usual.
    """

    need: Need
    due: date | None
    expected: date | None
    overdue: bool
    assumed: bool


def expected_decision(
    need: Need,
    pending: Pending,
    terms: Iterable[Term],
    ways: Iterable[Way],
    rules: RulesInTime,
    equated: frozenset[date] = frozenset(),
) -> ExpectedDecision:
    """Return when `pending` is expected to be decided.

    An overdue decision is expected a fortnight from today, as if the authority were given notice
    of default today. On `equated` days offices are closed as on public holidays.
    """
    day = rules.setting.day
    running = [term for term in terms if term.need is need and term.base == pending.step]
    moving = [t for t in running if t.suspended_by is None or not pending.stands_still(day)]
    if running and not moving:
        return ExpectedDecision(need, None, None, overdue=False, assumed=False)
    due = min((due_by(term, pending, day, equated) for term in moving), default=None)
    if due is None:
        leads = [
            rules.setting.lead(way.lead)
            for way in _asked_for(need, pending, ways)
            if way.lead != NO_LEAD
        ]
        if not leads:
            return ExpectedDecision(need, None, None, overdue=False, assumed=True)
        due = pending.step_on + timedelta(days=min(leads))
    overdue = due < day
    expected = day + timedelta(days=DEFAULT_NOTICE_DAYS) if overdue else due
    return ExpectedDecision(need, due, expected, overdue=overdue, assumed=not moving)


def _asked_for(need: Need, pending: Pending, ways: Iterable[Way]) -> list[Way]:
    """Return the ways that `pending` can have been an application for."""
    own = [way for way in ways if way.need is need]
    applied = [way for way in own if way.kind in (WayKind.ORDINARY, WayKind.OPTION)]
    return [way for way in applied if way.in_force(pending.since)] or applied


def decided(
    need: Need,
    pending: Pending,
    expected: date,
    ways: Iterable[Way],
    coming: Iterable[End],
    rules: RulesInTime,
) -> list[TimedWay]:
    """Return what the decision on a pending application gives, as ways that work by themselves.

    It takes effect on the first day from `expected` on which the way that was asked for may: a
    benefit that was applied for in prison begins at release. What that way asks while it lasts is
    asked here as well; that its other conditions were met is for the authority to see.

    Args:
        need: What was applied for.
        pending: The application.
        expected: The day on which the decision is expected.
        ways: All versions of all ways.
        coming: What the law will end.
        rules: What makes ways in time.
    """
    uncollected = [
        rules.setting.number(end.on)
        for end in coming
        if end.ending.need is need
        and end.ending.trigger is Trigger.NOT_COLLECTED
        and pending.since <= end.trigger_on
    ]
    lapses = min(uncollected, default=FOREVER)
    asked = _asked_for(need, pending, ways)
    number = rules.setting.number(expected)
    if not asked and number < lapses:
        return [_by_itself(TimedWay(f"pending:{need}", need, lead=number))]
    found: dict[tuple[object, ...], TimedWay] = {}
    for way in asked:
        timed = _from_today(way, number, rules)
        if timed is not None and timed.lead < lapses:
            key = (timed.lead, timed.conditions, tuple(timed.open.items()), timed.duration)
            found.setdefault(key, timed)
    return list(found.values())


def _from_today(way: Way, expected: int, rules: RulesInTime) -> TimedWay | None:
    lasting = rules.timeline.windows(
        guard for guard in way.guards if guard.window in (Window.EFFECT, Window.WHILE)
    )
    able = intersection(lasting.get(Window.EFFECT, ALWAYS), lasting.get(Window.WHILE, ALWAYS))
    able = intersection(able, ((expected, FOREVER),))
    if not able:
        return None
    timed = TimedWay(
        f"pending:{way.need}, {way.id}",
        way.need,
        rules.conditions(c for c in way.conditions if c.window is Window.WHILE),
        lasting,
        lead=able[0][0],
        duration=rules.duration(way.duration),
    )
    return _by_itself(timed)


def _by_itself(timed: TimedWay) -> TimedWay:
    return TimedWay(
        timed.id,
        timed.need,
        timed.conditions,
        {**timed.open, Window.START: TODAY},
        lead=timed.lead,
        duration=timed.duration,
        kind=WayKind.AUTO,
    )
