"""What became of a term: what shows that it was done, what ended it, and where it stands."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.deadlines.computed import DeadlineStatus, VoidBecause
from domain.deadlines.course import NOT_ROUNDED, Start, Term, is_about, within
from domain.deadlines.happenings import Happening
from domain.deadlines.rule import PLANNED_RELEASE, Deadline, DeadlineKind, Matching
from domain.deadlines.subject import Subject

_BY_ITSELF: Final = (*NOT_ROUNDED, DeadlineKind.TAKES_EFFECT)


def done(
    start: Start, term: Term, following: Happening | None, subject: Subject
) -> list[Happening]:
    """Return what shows that it was done, in order."""
    rule, by = start.rule, start.by
    return [
        each
        for each in subject.history.named(rule.met_by)
        if is_about(each, rule)
        and _belongs(each, by, rule, subject)
        and _in_window(each, by, term)
        and (following is None or each.place <= following.place)
    ]


def _in_window(each: Happening, by: Happening, term: Term) -> bool:
    if each is by:
        return False
    if by.name == PLANNED_RELEASE:
        return by.stay is not None and each.place > by.stay.start
    if term.opens is not None and term.opens < by.day:
        return each.day >= term.opens
    return each.place > by.place or each.day == by.day


def _belongs(each: Happening, by: Happening, rule: Deadline, subject: Subject) -> bool:
    match rule.matching:
        case Matching.NEXT:
            return True
        case Matching.SAME_KIND:
            return bool(each.says("kind") == by.says("kind"))
        case Matching.SAME_NEED:
            return bool(each.says("need") == by.says("need"))
        case Matching.AGAINST:
            return each.says("against") == by.name and not any(
                by.place < other.place < each.place for other in subject.history.named((by.name,))
            )


def ended_by(start: Start, following: Happening | None, subject: Subject) -> Happening | None:
    """Return what took its reason away, where something did."""
    rule, by = start.rule, start.by
    for each in subject.history.named(rule.ended_by):
        if not is_about(each, rule):
            continue
        if by.name == PLANNED_RELEASE:
            if by.stay is not None and each.place >= (by.stay.end or by.place):
                return each
        elif within(each, by, following):
            return each
    return None


def status_of(
    rule: Deadline, term: Term, met: Happening | None, ended: Happening | None, day: date
) -> tuple[DeadlineStatus, VoidBecause | None]:
    """Return where a term stands on `day`, and why it is void where it is.

    Args:
        rule: The rule.
        term: The term.
        met: What shows that it was done.
        ended: What took its reason away, or started it again.
        day: The day asked about.
    """
    due = term.end.due
    # Of what no event can show that it was done, it cannot be said that it was not.
    by_itself = rule.kind in _BY_ITSELF or not rule.met_by
    if met is not None and (ended is None or met.place <= ended.place or met.day <= ended.day):
        in_time = met.day <= due or term.stands_still
        return (DeadlineStatus.MET if in_time else DeadlineStatus.MET_LATE), None
    if ended is not None:
        if ended.day <= due or term.stands_still:
            return DeadlineStatus.VOID, VoidBecause.ENDED
        return (DeadlineStatus.REACHED if by_itself else DeadlineStatus.MISSED), None
    if term.stands_still:
        return DeadlineStatus.SUSPENDED, None
    if by_itself:
        return (DeadlineStatus.REACHED if day >= due else DeadlineStatus.RUNNING), None
    if day <= due:
        return DeadlineStatus.RUNNING, None
    lapsed = rule.kind is DeadlineKind.RIGHT
    return (DeadlineStatus.MISSED if lapsed else DeadlineStatus.OVERDUE), None
