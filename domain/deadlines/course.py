"""One term: from what starts it to its last day, with everything that makes it longer, in steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.dates import add_period
from domain.deadlines.clock import Pause, pauses
from domain.deadlines.computed import Step, StepKind
from domain.deadlines.happenings import Freedom, Happening
from domain.deadlines.rule import (
    PLANNED_RELEASE,
    Base,
    DayOf,
    Deadline,
    DeadlineKind,
    Span,
    TermLaw,
)
from domain.deadlines.subject import Subject
from domain.deadlines.terms import Rounded, TermEnd, end_of_term, exempt, plain_end, why_closed
from domain.rule_parts import Period

NOT_ROUNDED: Final = (DeadlineKind.OPENS, DeadlineKind.MOMENT)
"""What closed days do not put off: they lengthen the time to act, and nothing else."""


@dataclass(frozen=True, slots=True)
class Start:
    """What starts a term, and the version of the rule that counts for it."""

    rule: Deadline
    base: Base
    by: Happening


@dataclass(frozen=True, slots=True)
class Term:
    """A term as counted: from when to when, with its steps and what it rests on."""

    base_day: date
    end: TermEnd
    opens: date | None
    provisional: bool
    stands_still: bool
    steps: tuple[Step, ...]
    evidence: tuple[str, ...]


def counted(
    start: Start, span: Span, day: date, following: Happening | None, subject: Subject
) -> Term | None:
    """Return the term; None where the release from which it counts is neither past nor planned."""
    rule, by, equated = start.rule, start.by, subject.equated
    # Closed days lengthen the time to act; they do not put off what happens or may be done.
    law = TermLaw.NONE if rule.kind in NOT_ROUNDED else rule.law
    begin = _begin(start, day, subject)
    if begin is None:
        return None
    day, steps, evidence = begin.day, list(begin.steps), list(by.evidence)
    stops = _pauses(start, following, subject)
    still = bool(stops) and stops[-1].until is None
    more = sum(each.days for each in stops)
    evidence += [event for each in stops for event in each.evidence]
    end = end_of_term(day, span, law, equated, more=more)
    steps += _span_steps(day, span, stops, equated)
    entry = _after_entry(start, end, begin.base_day)
    if entry is not None:
        end = TermEnd(entry, entry, Rounded.NOT)
        steps.append(Step(StepKind.AFTER_ENTRY, entry))
    most = None
    if rule.extension is not None:
        most = end_of_term(day, span.times(1, rule.extension), law, equated, more=more)
    extended = _extended(start, end, most, following, subject)
    end = extended.end
    evidence += extended.evidence
    steps += extended.steps
    if rule.kind not in NOT_ROUNDED:
        steps += _closing_steps(rule, span, end, equated)
    opens = None if rule.opens is None else plain_end(begin.base_day, rule.opens, equated)
    if opens is not None:
        steps.append(Step(StepKind.OPENS, opens, since=begin.base_day))
    term = Term(
        begin.base_day,
        end,
        opens,
        begin.provisional,
        still,
        tuple(steps),
        tuple(evidence),
    )
    return _in_freedom(term, subject) if rule.while_free else term


@dataclass(frozen=True, slots=True)
class _Begin:
    """The day from which is counted, and the one on which the term itself begins to run."""

    base_day: date
    day: date
    provisional: bool
    steps: tuple[Step, ...]


def _begin(start: Start, day: date, subject: Subject) -> _Begin | None:
    """Return where a term begins; None where that is a release neither past nor planned."""
    rule, provisional = start.rule, start.base.provisional
    steps = [_base_step(start, day)]
    if rule.not_before_release:
        free = subject.history.free_from(day)
        if free.day is None:
            return None
        if free.day > day:
            day, provisional = free.day, free.is_planned
            steps.append(_later(free, day))
    base_day = day
    if rule.after is not None:
        day = end_of_term(day, rule.after, rule.law, subject.equated).due
        steps.append(Step(StepKind.PRECEDING, day, count=rule.after.count, unit=rule.after.unit))
    return _Begin(base_day, day, provisional, tuple(steps))


def _in_freedom(term: Term, subject: Subject) -> Term | None:
    """Return a term whose last day is not spent inside; None where that day is not known."""
    free = subject.history.free_from(term.end.due)
    if free.day is None:
        return None
    if free.day <= term.end.due:
        return term
    return replace(
        term,
        end=TermEnd(free.day, free.day, Rounded.NOT),
        provisional=free.is_planned,
        steps=(*term.steps, _later(free, free.day)),
    )


def _later(free: Freedom, day: date) -> Step:
    return Step(StepKind.PHASE_LATER if free.by_phase else StepKind.RELEASE_LATER, day)


def _after_entry(start: Start, end: TermEnd, release: date) -> date | None:
    """Return the first day that counting back from a release may give; None where it gave later."""
    days, stay = start.rule.days_after_entry, start.by.stay
    if days is None or stay is None:
        return None
    first = min(add_period(stay.began, Period(days=days)), release)
    return first if first > end.due else None


def _pauses(start: Start, following: Happening | None, subject: Subject) -> tuple[Pause, ...]:
    rule = start.rule
    if rule.suspended_by is None or rule.resumed_by is None:
        return ()
    names = (rule.suspended_by, rule.resumed_by, *rule.met_by)
    between = [each for each in subject.history.named(names) if within(each, start.by, following)]
    decisions = [each for each in between if each.name in rule.met_by and is_about(each, rule)]
    decided = decisions[0].place if decisions else None
    running = [each for each in between if decided is None or each.place < decided]
    until = decisions[0].day if decisions else subject.day
    return pauses(running, rule.suspended_by, rule.resumed_by, until)


@dataclass(frozen=True, slots=True)
class _Extended:
    """The end of a term after it was made longer, or not, and by which events."""

    end: TermEnd
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()


def _extended(
    start: Start, end: TermEnd, most: TermEnd | None, following: Happening | None, subject: Subject
) -> _Extended:
    """Return the end of a term that can be made longer, until `most` at the latest."""
    rule, found = start.rule, _Extended(end)
    for each in subject.history.named(() if rule.extended_by is None else (rule.extended_by,)):
        if within(each, start.by, following) and _extends(each, start):
            found = _once_more(found, each, most)
    return found


def _extends(each: Happening, start: Start) -> bool:
    asked, said = start.by.says("need"), each.says("need")
    return (
        is_about(each, start.rule)
        and each.passes(start.rule.extended_where)
        and (asked is None or said is None or asked == said)
    )


def _once_more(found: _Extended, notice: Happening, most: TermEnd | None) -> _Extended:
    """Return the end after one more notice; a notice never makes a term shorter."""
    evidence = (*found.evidence, *notice.evidence)
    if notice.day > found.end.due:
        step = Step(StepKind.EXTENDED_TOO_LATE, notice.day, event=notice.name)
        return _Extended(found.end, (*found.steps, step), evidence)
    until = notice.says("until")
    named = TermEnd(until, until, Rounded.NOT) if isinstance(until, date) else most
    end = named if most is None or named is None or named.due <= most.due else most
    if end is None or end.due <= found.end.due:
        return found
    step = Step(StepKind.EXTENDED, end.plain, since=notice.day, event=notice.name)
    return _Extended(end, (*found.steps, step), evidence)


def is_about(each: Happening, rule: Deadline) -> bool:
    """Return whether a happening is about a need of the rule, if it is about one."""
    need = each.says("need")
    return need is None or rule.need is None or need in (rule.need, *rule.other_needs)


def within(each: Happening, by: Happening, following: Happening | None) -> bool:
    """Return whether a happening comes after what started a term, and before it started again."""
    return by.place < each.place and (following is None or each.place < following.place)


def _base_step(start: Start, day: date) -> Step:
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
