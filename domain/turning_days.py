"""The days on which an answer may change without a new act: what ends, opens or falls due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from domain.endings import End
from domain.need_status import EXPIRING_WITHIN_DAYS, NeedStatus
from domain.person import Person, first_day_after
from domain.rules import RuleSet
from domain.status import Status
from domain.values import day_after


def next_change(
    person: Person,
    rules: RuleSet,
    ends: Iterable[End],
    statuses: Collection[NeedStatus],
    day: date,
) -> date | None:
    """Return the first day after `day` on which time alone may change the answer."""
    days: list[date | None] = [*turning_days(person, rules, ends, day)]
    days += [
        each.until - timedelta(days=EXPIRING_WITHIN_DAYS)
        for each in statuses
        if each.status is Status.MET and each.until is not None
    ]
    days += [
        day_after(each.until)
        for each in statuses
        if each.status is Status.PENDING and each.until is not None
    ]
    return min((each for each in days if each is not None and each > day), default=None)


def turning_days(person: Person, rules: RuleSet, ends: Iterable[End], day: date) -> Iterator[date]:
    """Yield the days on which needs or circumstances may change without an act, in any order.

    Args:
        person: The state up to `day`.
        rules: The rule set.
        ends: Every end that what is known on `day` triggers.
        day: The day asked about; of later days only those are certain that come next.
    """
    days: list[date | None] = [fact.since for fact in person.facts]
    days += [first_day_after(fact) for fact in person.facts]
    days += [point for standing in person.standings.values() for point in standing.breakpoints()]
    days += [end.on for end in ends]
    if person.planned_release is not None:
        planned = person.planned_release.value
        days += [planned, day_after(planned)]
    if person.birth_year is not None:
        days.append(day_after(date(day.year, 12, 31)))
    if rules.frozen_on is None:
        days.append(rules.next_version(day))
    yield from (each for each in days if each is not None)
