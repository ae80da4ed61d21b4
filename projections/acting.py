"""By when to act, as advice: one way of counting for every report that names a next step.

A last day that statute sets is a deadline and is counted in `domain.deadlines`. The last day for a
goal is found by trying, in `domain.timed`. Here it is about one step of its own: the last day on
which to begin it so that, with the time that it usually takes, it works by the release.
"""

from __future__ import annotations

from datetime import date, timedelta

from domain.guards import asks_detention
from domain.interventions import Decision
from domain.links import Link, waits_for_release
from domain.rules import Window
from domain.working_days import last_working_day


def days_ahead(rule: Decision, lead_days: int) -> int:
    """Return how many days before the release a step has to begin so that it works by then.

    What it gives has to be there on the day of release. What lasts while the detention does is of
    use only before that day, and what can be begun only in detention is begun before it.

    Args:
        rule: The way or decision.
        lead_days: How long it usually takes.
    """
    if ends_at_release(rule):
        return lead_days + 1
    return max(lead_days, 1) if any(asks_detention(guard) for guard in rule.guards) else lead_days


def ends_at_release(rule: Decision) -> bool:
    """Return whether what a way or decision gives lasts while the detention does and no longer."""
    return any(asks_detention(guard) and guard.window is Window.WHILE for guard in rule.guards)


def may_begin_inside(link: Link) -> bool:
    """Return whether a way waits for the release alone, and only with what it gives.

    Its application can be made before, so that it is decided by the day of release.
    """
    return not link.missing and waits_for_release(link)


def act_by(release_on: date, ahead: int, day: date, equated: frozenset[date] = frozenset()) -> date:
    """Return by when to begin, as advice: a working day from `day` on, where one is left.

    Args:
        release_on: The planned day of release.
        ahead: How many days before it the step has to begin.
        day: The day asked about; what should have begun before it asks for that day.
        equated: Days that count as holidays beside those of the act.
    """
    last = release_on - timedelta(days=ahead)
    return day if last <= day else last_working_day(last, day, equated)
