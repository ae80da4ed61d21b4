"""The deadlines that one rule gives: every start of its term, its end, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.dates import DayBeyondCalendar, add_period
from domain.deadlines.clock import Pause, pauses
from domain.deadlines.computed import (
    Computed,
    DeadlineStatus,
    Step,
    StepKind,
    VoidBecause,
)
from domain.deadlines.happenings import RELEASED, Happening, Stay, counted_from
from domain.deadlines.rule import (
    DETAINED,
    PLANNED_RELEASE,
    Base,
    DayOf,
    Deadline,
    DeadlineKind,
    Derived,
    DerivedWhen,
    Matching,
    Span,
    TermLaw,
)
from domain.deadlines.subject import Subject, applies
from domain.deadlines.terms import (
    Rounded,
    TermEnd,
    act_by,
    end_of_term,
    exempt,
    plain_end,
    why_closed,
)
from domain.needs import Need
from domain.rule_parts import Period, Text

_MOST_IN_A_ROW: Final = 60
"""How often a deadline recurs at most in an answer; every four weeks that is over four years."""

_NOT_ROUNDED: Final = (DeadlineKind.OPENS, DeadlineKind.MOMENT)
_BY_ITSELF: Final = (*_NOT_ROUNDED, DeadlineKind.TAKES_EFFECT)

_NOT_DONE: Final = (DeadlineStatus.OVERDUE, DeadlineStatus.MET_LATE, DeadlineStatus.MISSED)


@dataclass(frozen=True, slots=True)
class _Start:
    """What starts a term, and the version of the rule that counts for it."""

    rule: Deadline
    base: Base
    by: Happening


@dataclass(frozen=True, slots=True)
class _Term:
    """A term as counted: from when to when, with its steps and what it rests on."""

    base_day: date
    end: TermEnd
    opens: date | None
    provisional: bool
    stands_still: bool
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]


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


def _starts(versions: Sequence[Deadline], subject: Subject) -> list[_Start]:
    found = []
    names = {base.event for rule in versions for base in rule.base}
    for each in subject.history.named(names):
        rule = subject.version_on(versions, each.act.envelope.day)
        if rule is None:
            continue
        for base in rule.base:
            if each.fits(base) and not (base.provisional and _has_ended(each.stay)):
                found.append(_Start(rule, base, each))
                break
    return found


def _has_ended(stay: Stay | None) -> bool:
    return stay is None or stay.ended is not None


def _of_start(
    start: _Start, following: Happening | None, subject: Subject, used: set[int]
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
    start: _Start, day: date, following: Happening | None, subject: Subject, used: set[int]
) -> list[Computed]:
    term = _counted(start, start.rule.span, day, following, subject)
    if term is None:
        return [_not_computable(start.rule, start.by, (RELEASED,))]
    done = [each for each in _done(start, term, following, subject) if each.place not in used]
    met = done[0] if done else None
    if met is not None and start.rule.independent:
        used.add(met.place)
    return [_judged(start, term, 1, met, following, subject)]


def _in_a_row(
    start: _Start, every: Span, day: date, following: Happening | None, subject: Subject
) -> list[Computed]:
    """Return a deadline that recurs: all that have passed, and the first that has not."""
    found: list[Computed] = []
    ended = _ended(start, following, subject)
    last = subject.day if ended is None else ended.day
    for number in range(1, _MOST_IN_A_ROW + 1):
        span = start.rule.span.times(number - 1, every)
        term = _counted(start, span, day, following, subject)
        if term is None:
            return [_not_computable(start.rule, start.by, (RELEASED,))]
        done = _done(start, term, following, subject)
        met = done[number - 1] if len(done) >= number else None
        found.append(_judged(start, term, number, met, following, subject))
        if term.end.due >= last and len(done) <= number:
            break
    return found


def _counted(
    start: _Start, span: Span, day: date, following: Happening | None, subject: Subject
) -> _Term | None:
    """Return the term; None where the release from which it counts is neither past nor planned."""
    rule, by, equated = start.rule, start.by, subject.equated
    # Closed days lengthen the time to act; they do not put off what happens or may be done.
    law = TermLaw.NONE if rule.kind in _NOT_ROUNDED else rule.law
    steps = [_base_step(start, day)]
    evidence = list(by.evidence)
    provisional = start.base.provisional
    if rule.not_before_release:
        stay = subject.history.stay_on(day)
        release = None if stay is None else stay.ended or stay.planned
        if stay is not None and release is None:
            return None
        if stay is not None and release is not None and release > day:
            provisional = stay.ended is None
            day = release
            steps.append(Step(StepKind.RELEASE_LATER, day))
    base_day = day
    if rule.after is not None:
        day = end_of_term(day, rule.after, rule.law, equated).due
        steps.append(Step(StepKind.PRECEDING, day, count=rule.after.count, unit=rule.after.unit))
    stops = _pauses(start, following, subject)
    still = bool(stops) and stops[-1].until is None
    more = sum(each.days for each in stops)
    evidence += [event for each in stops for event in each.evidence]
    end = end_of_term(day, span, law, equated, more=more)
    steps += _span_steps(day, span, stops, equated)
    entry = _after_entry(start, end, base_day)
    if entry is not None:
        end = TermEnd(entry, entry, Rounded.NOT)
        steps.append(Step(StepKind.AFTER_ENTRY, entry))
    extended = _extended(start, end, following, subject)
    if extended is not None:
        notice, end, step = extended
        evidence += notice.evidence
        steps.append(step)
    if rule.kind not in _NOT_ROUNDED:
        steps += _closing_steps(rule, span, end, equated)
    opens = None if rule.opens is None else plain_end(base_day, rule.opens, equated)
    if opens is not None:
        steps.append(Step(StepKind.OPENS, opens, since=base_day))
    return _Term(base_day, end, opens, provisional, still, tuple(steps), tuple(evidence))


def _after_entry(start: _Start, end: TermEnd, release: date) -> date | None:
    """Return the first day that counting back from a release may give; None where it gave later."""
    days, stay = start.rule.days_after_entry, start.by.stay
    if days is None or stay is None:
        return None
    first = min(add_period(stay.began, Period(days=days)), release)
    return first if first > end.due else None


def _pauses(start: _Start, following: Happening | None, subject: Subject) -> tuple[Pause, ...]:
    rule = start.rule
    if rule.suspended_by is None or rule.resumed_by is None:
        return ()
    names = (rule.suspended_by, rule.resumed_by, *rule.met_by)
    between = [each for each in subject.history.named(names) if _within(each, start.by, following)]
    decisions = [each for each in between if each.name in rule.met_by and _is_about(each, rule)]
    decided = decisions[0].place if decisions else None
    running = [each for each in between if decided is None or each.place < decided]
    until = decisions[0].day if decisions else subject.day
    return pauses(running, rule.suspended_by, rule.resumed_by, until)


def _extended(
    start: _Start, end: TermEnd, following: Happening | None, subject: Subject
) -> tuple[Happening, TermEnd, Step] | None:
    """Return the notice by which a term became longer, and its new end."""
    rule = start.rule
    if rule.extended_by is None or rule.extension is None:
        return None
    for each in subject.history.named((rule.extended_by,)):
        if not _within(each, start.by, following) or not _is_about(each, rule):
            continue
        if each.day > end.due:
            step = Step(StepKind.EXTENDED_TOO_LATE, each.day, event=each.name)
            return each, end, step
        until = each.says("until")
        if isinstance(until, date):
            new = TermEnd(until, until, Rounded.NOT)
            return each, new, Step(StepKind.EXTENDED, until, since=each.day, event=each.name)
        new = end_of_term(end.plain, rule.extension, rule.law, subject.equated)
        step = Step(
            StepKind.EXTENDED,
            new.plain,
            since=each.day,
            event=each.name,
            count=rule.extension.count,
            unit=rule.extension.unit,
        )
        return each, new, step
    return None


def _done(
    start: _Start, term: _Term, following: Happening | None, subject: Subject
) -> list[Happening]:
    """Return what shows that it was done, in order."""
    rule, by = start.rule, start.by
    return [
        each
        for each in subject.history.named(rule.met_by)
        if _is_about(each, rule)
        and _belongs(each, by, rule, subject)
        and _in_window(each, by, term)
        and (following is None or each.place <= following.place)
    ]


def _in_window(each: Happening, by: Happening, term: _Term) -> bool:
    if each is by:
        return False
    if by.name == PLANNED_RELEASE:
        return by.stay is not None and each.place > by.stay.start
    if term.opens is not None and term.opens < by.day:
        return each.day >= term.opens
    return each.place > by.place or each.day == by.day


def _is_about(each: Happening, rule: Deadline) -> bool:
    """Return whether a happening is about a need of the rule, if it is about one."""
    need = each.says("need")
    return need is None or rule.need is None or need in (rule.need, *rule.other_needs)


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


def _within(each: Happening, by: Happening, following: Happening | None) -> bool:
    return by.place < each.place and (following is None or each.place < following.place)


def _ended(start: _Start, following: Happening | None, subject: Subject) -> Happening | None:
    rule, by = start.rule, start.by
    for each in subject.history.named(rule.ended_by):
        if not _is_about(each, rule):
            continue
        if by.name == PLANNED_RELEASE:
            if by.stay is not None and each.place >= (by.stay.end or by.place):
                return each
        elif _within(each, by, following):
            return each
    return None


def _judged(
    start: _Start,
    term: _Term,
    number: int,
    met: Happening | None,
    following: Happening | None,
    subject: Subject,
) -> Computed:
    rule, due = start.rule, term.end.due
    ended = _ended(start, following, subject)
    status, void = _status(rule, term, met, ended or following, subject.day)
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


def _status(
    rule: Deadline, term: _Term, met: Happening | None, ended: Happening | None, day: date
) -> tuple[DeadlineStatus, VoidBecause | None]:
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


def _derived(derived: Derived | None, status: DeadlineStatus) -> str | None:
    if derived is None or status in (DeadlineStatus.VOID, DeadlineStatus.NOT_COMPUTABLE):
        return None
    match derived.when:
        case DerivedWhen.COMPUTED:
            return derived.event
        case DerivedWhen.REACHED:
            return derived.event if status is DeadlineStatus.REACHED else None
        case DerivedWhen.MISSED:
            return derived.event if status in _NOT_DONE else None


def _who(rule: Deadline, by: Happening) -> Text:
    named = None if rule.who_from is None else by.says(rule.who_from)
    return rule.who if not isinstance(named, str) else Text(nl=named, en=named)


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
    versions: Sequence[Deadline], starts: Sequence[_Start], subject: Subject
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
            each.place > place and _is_about(each, rule)
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


def _base_step(start: _Start, day: date) -> Step:
    by = start.by
    event = by.act.envelope.type.partition("/")[0]
    if by.name == PLANNED_RELEASE:
        return Step(StepKind.PLANNED_BASE, day, event=event)
    if start.base.day is DayOf.OBJECTED_DECISION:
        return Step(StepKind.OBJECTED_BASE, day, event=str(by.says("against")))
    is_own = day in (by.day, by.act.envelope.effective_from)
    return Step(StepKind.BASE if is_own else StepKind.NAMED_BASE, day, event=event)


def _span_steps(
    day: date, span: Span, stops: Sequence[Pause], equated: frozenset[date]
) -> list[Step]:
    plain = span.model_copy(update={"longer_than": False})
    end = plain_end(day, plain, equated)
    reason = "backwards" if span.backwards else "forwards"
    steps = []
    if span.count:
        steps.append(Step(StepKind.SPAN, end, day, count=span.count, unit=span.unit, reason=reason))
    if span.longer_than:
        steps.append(Step(StepKind.LONGER_THAN, plain_end(day, span, equated), end))
    for each in stops:
        kind = StepKind.STANDS_STILL if each.until is None else StepKind.STOOD_STILL
        steps.append(Step(kind, each.until, each.invited_on, count=each.days))
    return steps


def _closing_steps(
    rule: Deadline, span: Span, end: TermEnd, equated: frozenset[date]
) -> list[Step]:
    why = why_closed(end.plain, equated)
    if end.rounded is Rounded.TWO_WORKING_DAYS:
        return [Step(StepKind.TWO_WORKING_DAYS, end.due, end.plain)]
    if end.rounded is Rounded.ON and why is not None:
        return [Step(StepKind.CLOSED, end.due, end.plain, reason=why.value)]
    exemption = exempt(span, rule.law)
    if why is not None and exemption is not None:
        return [Step(StepKind.NOT_EXTENDED, end.due, event=why.value, reason=exemption.value)]
    return []
