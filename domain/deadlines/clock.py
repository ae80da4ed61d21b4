"""For how long a term stood still: invited to complete an application, until it was completed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.deadlines.happenings import Happening
from domain.values import day_after


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which a term stood still, or stands still.

    Attributes:
        invited_on: The day of the invitation; the term stands still from the next.
        until: The day on which it runs on; None while it stands still.
        days: For how many days it stood still.
        evidence: The events that say so.
    """

    invited_on: date
    until: date | None
    days: int
    evidence: tuple[str, ...]


def pauses(
    happenings: Iterable[Happening], stops: str, resumes: str, day: date
) -> tuple[Pause, ...]:
    """Return when a term stood still up to `day`.

    It stands still from the day after the invitation until the day on which the application is
    completed, or the last day to do so has passed unused (Awb art. 4:15(1)). A second invitation
    before that only changes the last day.

    Args:
        happenings: What happened while the term ran, in order.
        stops: The event type that stops it.
        resumes: The event type with which it runs on.
        day: The day asked about.
    """
    found: list[Pause] = []
    invited: date | None = None
    complete_by: date | None = None
    evidence: tuple[str, ...] = ()
    for each in happenings:
        if each.name == stops:
            if invited is not None and complete_by is not None and complete_by < each.day:
                found.append(_closed(invited, each.day, complete_by, evidence))
                invited, evidence = None, ()
            invited = each.day if invited is None else invited
            complete_by = each.says("complete_by")
            evidence = (*evidence, *each.evidence)
        elif each.name == resumes and invited is not None:
            found.append(_closed(invited, each.day, complete_by, (*evidence, *each.evidence)))
            invited, complete_by, evidence = None, None, ()
    if invited is not None:
        if complete_by is not None and complete_by < day:
            found.append(_closed(invited, day, complete_by, evidence))
        else:
            found.append(Pause(invited, None, max(0, (day - invited).days - 1), evidence))
    return tuple(found)


def _closed(
    invited: date, completed: date, complete_by: date | None, evidence: tuple[str, ...]
) -> Pause:
    unused = None if complete_by is None else day_after(complete_by)
    until = completed if unused is None else min(completed, unused)
    return Pause(invited, until, max(0, (until - invited).days - 1), evidence)
