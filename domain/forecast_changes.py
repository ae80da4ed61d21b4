"""What of a forecast changes although nobody acts: what closes, and when it says another thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from domain.needs import Need
from domain.timed.doors import Door, closing_doors
from domain.timed.of_person import PersonProblem
from domain.timed.outcomes import Outcome
from domain.timed.setting import Leads, Unknowns
from domain.timed.sweep import Policy, sweep

Reading = tuple[Leads, Unknowns]
"""How long things take, and how what is unknown is read."""

USUAL: Reading = (Leads.TYPICAL, Unknowns.UNFAVOURABLE)
AT_MOST: Reading = (Leads.STATUTORY_MAXIMUM, Unknowns.UNFAVOURABLE)
FAVOURABLE: Reading = (Leads.TYPICAL, Unknowns.FAVOURABLE)


@dataclass(frozen=True, slots=True)
class ClosingDoor:
    """A way or decision that can be started until a last day.

    Attributes:
        rule: Its id.
        need: What it gives.
        last_start: The last day on which it can be started and still take effect.
        opens_again: When it can be started again; None for never within what is known.
    """

    rule: str
    need: Need
    last_start: date
    opens_again: date | None


def doors_of(problem: PersonProblem) -> tuple[ClosingDoor, ...]:
    """Return what closes, first what closes first, to needs that no act meets anyway."""
    setting = problem.setting
    return tuple(
        ClosingDoor(
            rule=problem.rules[door.way.id].id,
            need=Need(door.way.need),
            last_start=setting.date(door.last_start),
            opens_again=None if door.opens_again is None else setting.date(door.opens_again),
        )
        for door in closing_doors(problem.problem)
        if door.way.id in problem.rules and not _is_held_by_fact(problem, door)
    )


def _is_held_by_fact(problem: PersonProblem, door: Door) -> bool:
    """Return whether acts meet the need through the horizon, so that no door to it matters."""
    days = problem.problem.facts.get(door.way.need, ())
    return any(first <= 0 and end > problem.problem.horizon for first, end in days)


def next_change(
    problems: Mapping[Reading, PersonProblem],
    said: Mapping[Reading, Mapping[Need, Outcome]],
    doors: Iterable[ClosingDoor],
    by: date,
) -> date | None:
    """Return the first later day on which a forecast changes although nobody acts.

    A need is met or lost, a last day to act or a door passes, a decision becomes overdue, or the
    day asked about has passed; under any of the readings that are told. An overdue decision is
    expected a fortnight from each today, so the forecast changes every day until it comes.

    Args:
        problems: The person under each reading.
        said: What is said of each need under each reading.
        doors: What closes, with the usual times.
        by: The day asked about.
    """
    setting = problems[USUAL].setting
    days = [_after(door.last_start) for door in doors]
    for problem in (problems[USUAL], problems[AT_MOST]):
        history = sweep(problem.compiled, Policy.INERT).history
        days += [setting.date(day) for day, _ in history]
        for expected in problem.pending.values():
            if expected.overdue:
                days.append(_after(setting.day))
            elif expected.due is not None:
                days.append(_after(expected.due))
    for reading in (USUAL, AT_MOST, FAVOURABLE):
        days += [_after(each.act_by) for each in said[reading].values() if each.act_by is not None]
    days.append(_after(by))
    return min((day for day in days if day > setting.day), default=None)


def _after(day: date) -> date:
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)
