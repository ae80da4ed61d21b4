"""The deadlock that will be there on a day to come if nobody acts until then."""

from __future__ import annotations

from dataclasses import dataclass

from domain.deadlock import Classification, classify
from domain.rules import WayKind
from domain.timed.model import TimedProblem, TimedWay, contains
from domain.timed.of_person import PersonProblem
from domain.timed.sweep import Policy, sweep


@dataclass(frozen=True, slots=True)
class StuckThen:
    """What holds what fast on one day, if nobody acts before.

    Attributes:
        stuck: Needs in a knot, whatever is unknown today.
        behind: Needs that come free when those do.
        possibly: Needs of which what is unknown decides whether they are circular or have no way;
            those that `domain.status.Status.POSSIBLY_STUCK` is said of.
        knots: The needs that are stuck together.
        circles: The smallest rings among them.
        complete: Whether `circles` are all there are.
    """

    stuck: frozenset[str]
    behind: frozenset[str]
    possibly: frozenset[str]
    knots: tuple[frozenset[str], ...]
    circles: tuple[frozenset[str], ...]
    complete: bool


def stuck_then(unfavourable: PersonProblem, favourable: PersonProblem, day: int) -> StuckThen:
    """Return the deadlock on `day`, by number, if nobody acts until then.

    Args:
        unfavourable: The person with what is unknown taken as unmet and closed.
        favourable: The same with what is unknown taken as met and open.
        day: The day.
    """
    lower = classified(unfavourable, day)
    upper = lower if favourable is unfavourable else classified(favourable, day)
    certain = lower.circular & upper.circular
    in_some = (upper.obtainable | upper.circular) - lower.obtainable - certain
    return StuckThen(
        stuck=upper.stuck & certain,
        behind=certain - upper.stuck,
        possibly=in_some - favourable.unknown_needs,
        knots=tuple(knot for knot in upper.knots if knot <= certain),
        circles=tuple(circle for circle in upper.circles if circle <= certain),
        complete=upper.complete,
    )


def classified(problem: PersonProblem, day: int) -> Classification:
    """Return the classes of all needs on `day`, by the ways that are open then.

    What is applied for and not yet decided by then counts as pending, and so does what is granted
    from a later day on.
    """
    met = sweep(problem.compiled, Policy.INERT, until=day).held_on(day)
    pending = {
        str(need)
        for need, each in problem.pending.items()
        if each.expected is not None and problem.setting.number(each.expected) > day
    }
    expected = (pending | _coming(problem.problem, day)) - met
    return classify(_open_ways(problem.problem, day), met, expected)


def _coming(problem: TimedProblem, day: int) -> frozenset[str]:
    """Return the needs of which an act says that they are met from a later day on."""
    return frozenset(
        need for need, days in problem.facts.items() if any(first > day for first, _ in days)
    )


def _open_ways(problem: TimedProblem, day: int) -> list[tuple[str, frozenset[str]]]:
    return [
        (way.need, frozenset(condition.need for condition in way.conditions))
        for way in problem.ways
        if way.kind is not WayKind.OPTION and _is_open(way, day)
    ]


def _is_open(way: TimedWay, day: int) -> bool:
    return all(contains(days, day) for days in way.open.values())
