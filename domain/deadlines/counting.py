"""The deadlines that one rule gives: every start of its term, its end, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.dates import DayBeyondCalendar
from domain.deadlines.computed import (
    NOT_DONE,
    Computed,
    DeadlineStatus,
    Step,
    StepKind,
    VoidBecause,
)
from domain.deadlines.course import Start, Term, counted, is_about
from domain.deadlines.happenings import RELEASED, Happening, Stay, counted_from
from domain.deadlines.outcome import done, ended_by, status_of
from domain.deadlines.rule import (
    DETAINED,
    PLANNED_RELEASE,
    Base,
    DayOf,
    Deadline,
    Derived,
    DerivedWhen,
    Matching,
    Span,
)
from domain.deadlines.subject import Subject, applies
from domain.deadlines.terms import act_by
from domain.needs import Need
from domain.rule_parts import Text

_MOST_IN_A_ROW: Final = 60
"""How often a deadline recurs at most in an answer; every four weeks that is over four years."""


def of_rule(versions: Sequence[Deadline], subject: Subject) -> list[Computed]:
    """Return the deadlines that the versions of one rule give.

    Args:
        versions: All versions of one rule, with one id.
        subject: Whom it is about, and on which day.
    """
    starts = _starts(versions, subject)
    found: list[Computed] = []
    used: set[int] = set()
    for index, start in enumerate(starts):
        following = starts[index + 1].by if index + 1 < len(starts) else None
        found += _of_start(start, None if start.rule.independent else following, subject, used)
    return found + _awaited(versions, starts, subject)


def _starts(versions: Sequence[Deadline], subject: Subject) -> list[Start]:
    found = []
    names = {base.event for rule in versions for base in rule.base}
    for each in subject.history.named(names):
        rule = subject.version_on(versions, each.act.envelope.day)
        if rule is None:
            continue
        for base in rule.base:
            if each.fits(base) and not (base.provisional and _has_ended(each.stay)):
                found.append(Start(rule, base, each))
                break
    return found


def _has_ended(stay: Stay | None) -> bool:
    return stay is None or stay.ended is not None


def _of_start(
    start: Start, following: Happening | None, subject: Subject, used: set[int]
) -> list[Computed]:
    rule, by = start.rule, start.by
    day = counted_from(by, start.base, subject.history)
    if day is None:
        if start.base.day is DayOf.OBJECTED_DECISION:
            return [_not_computable(rule, by, (str(by.says("against")),))]
        return []
    fits = applies(rule, day, by.stay, subject)
    if fits.missing:
        return [_not_computable(rule, by, fits.missing)]
    if not fits.yes:
        return []
    try:
        if rule.repeats is None:
            return _one(start, day, following, subject, used)
        return _in_a_row(start, rule.repeats, day, following, subject)
    except DayBeyondCalendar:
        return []


def _one(
    start: Start, day: date, following: Happening | None, subject: Subject, used: set[int]
) -> list[Computed]:
    term = counted(start, start.rule.span, day, following, subject)
    if term is None:
        return [_not_computable(start.rule, start.by, (RELEASED,))]
    found = [each for each in done(start, term, following, subject) if each.place not in used]
    met = found[0] if found else None
    if met is not None and start.rule.independent:
        used.add(met.place)
    return [_judged(start, term, 1, met, following, subject)]


def _in_a_row(
    start: Start, every: Span, day: date, following: Happening | None, subject: Subject
) -> list[Computed]:
    """Return a deadline that recurs: all that have passed, and the first that has not."""
    found: list[Computed] = []
    ended = ended_by(start, following, subject)
    last = subject.day if ended is None else ended.day
    for turn in range(_MOST_IN_A_ROW):
        span = start.rule.span.times(turn, every)
        term = counted(start, span, day, following, subject)
        if term is None:
            return [*found, _not_computable(start.rule, start.by, (RELEASED,))]
        if found and found[-1].due == term.end.due:
            continue
        number = len(found) + 1
        shown = done(start, term, following, subject)
        met = shown[number - 1] if len(shown) >= number else None
        found.append(_judged(start, term, number, met, following, subject))
        if term.end.due >= last and len(shown) <= number:
            break
    return found


def _judged(
    start: Start,
    term: Term,
    number: int,
    met: Happening | None,
    following: Happening | None,
    subject: Subject,
) -> Computed:
    rule, due = start.rule, term.end.due
    ended = ended_by(start, following, subject)
    status, void = status_of(rule, term, met, ended or following, subject.day)
    if status is DeadlineStatus.VOID and ended is None:
        void = VoidBecause.STARTED_AGAIN
    still = status is DeadlineStatus.SUSPENDED
    first = min(start.by.day, term.base_day)
    if start.by.name == PLANNED_RELEASE and start.by.stay is not None:
        first = min(first, start.by.stay.began)
    advice = None if still else act_by(rule.kind, first, due, subject.equated)
    steps = term.steps
    if advice is not None and advice != due:
        steps = (*steps, Step(StepKind.ACT_BY, advice, since=due))
    evidence = list(term.evidence)
    for each in (met, ended if status is DeadlineStatus.VOID else None):
        evidence += each.evidence if each is not None else ()
    return Computed(
        rule=rule,
        key=start.by.key,
        number=number,
        status=status,
        who=_who(rule, start.by),
        need=_need(rule, start.by),
        against=_against(rule, start.by),
        base_day=term.base_day,
        provisional=term.provisional,
        plain=None if still else term.end.plain,
        due=None if still else due,
        opens=term.opens,
        act_by=advice,
        met_on=None if met is None else met.day,
        void_because=void,
        derived=_derived(rule.derived, status),
        steps=steps,
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _derived(derived: Derived | None, status: DeadlineStatus) -> str | None:
    if derived is None or status in (DeadlineStatus.VOID, DeadlineStatus.NOT_COMPUTABLE):
        return None
    match derived.when:
        case DerivedWhen.COMPUTED:
            return derived.event
        case DerivedWhen.REACHED:
            return derived.event if status is DeadlineStatus.REACHED else None
        case DerivedWhen.MISSED:
            return derived.event if status in NOT_DONE else None


def _who(rule: Deadline, by: Happening) -> Text:
    named = None if rule.who_from is None else by.says(rule.who_from)
    return rule.who if not isinstance(named, str) else Text(nl=named, en=named)


def _against(rule: Deadline, by: Happening) -> str | None:
    return by.name if rule.matching is Matching.AGAINST else by.says("against")


def _need(rule: Deadline, by: Happening) -> Need | None:
    named = by.says("need")
    return rule.need or (named if isinstance(named, Need) else None)


def _not_computable(rule: Deadline, by: Happening, missing: tuple[str, ...]) -> Computed:
    return Computed(
        rule=rule,
        key=by.key,
        number=1,
        status=DeadlineStatus.NOT_COMPUTABLE,
        who=_who(rule, by),
        need=_need(rule, by),
        missing=missing,
        evidence=by.evidence,
    )


def _awaited(
    versions: Sequence[Deadline], starts: Sequence[Start], subject: Subject
) -> list[Computed]:
    """Return that a deadline is awaited whose start is not recorded yet, with what is missing."""
    rule = subject.version_on(versions, subject.day)
    if rule is None:
        return []
    for state in rule.awaited_after:
        after = _awaited_since(state, subject)
        if after is None:
            continue
        place, stay, evidence = after
        started = any(start.by.place >= place and start.by.stay == stay for start in starts)
        if stay is None:
            started = any(start.by.place > place for start in starts)
        over = any(
            each.place > place and is_about(each, rule)
            for each in subject.history.named((*rule.met_by, *rule.ended_by))
        )
        fits = applies(rule, subject.day, stay, subject)
        if not started and not over and (fits.yes or fits.missing):
            names = [_recordable(base) for base in rule.base]
            missing = tuple(dict.fromkeys((*names, *fits.missing)))
            return [
                Computed(
                    rule=rule,
                    key=None,
                    number=1,
                    status=DeadlineStatus.NOT_COMPUTABLE,
                    who=rule.who,
                    need=rule.need,
                    missing=missing,
                    evidence=evidence,
                )
            ]
    return []


def _awaited_since(state: str, subject: Subject) -> tuple[int, Stay | None, tuple[str, ...]] | None:
    history = subject.history
    if state == DETAINED:
        stay = history.stay_on(subject.day)
        if stay is None:
            return None
        begin = next(each for each in history.happenings if each.place == stay.start)
        return stay.start, stay, begin.evidence
    last = history.named((state,))
    return (last[-1].place, None, last[-1].evidence) if last else None


def _recordable(base: Base) -> str:
    return "release-date-planned" if base.event == PLANNED_RELEASE else base.event
