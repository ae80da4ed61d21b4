"""The ways out for one person: smallest sets of decisions, with who decides and by when.

What the person may apply for and what authorities must do is counted on; decisions come on top.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.needs import Need
from domain.rules import Bindingness, Intervention, Way, WayKind
from domain.timed.course import Course, Spell
from domain.timed.of_person import PersonProblem
from domain.timed.safe_days import Deferral
from domain.timed.sweep import Policy, counted_on, sweep
from domain.ways_out import MOST_TRIES, Binding, Merit, MinimalSets, minimal_sets, ranked


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody does, or that follows by itself, on the way to a goal.

    Attributes:
        id: The way, as the problem names it.
        rule: The rule behind it; None for an application that is pending.
        need: What it gives.
        kind: Whether it works by itself, on application, as a duty, or is a decision.
        start: The first day on which it can be started.
        effect: The day on which that takes effect.
        until: The last day on which what it gives is there; None when it stays, as far as is
            looked ahead.
        last_start: The last day of start with which the goal is still reached in time, when all
            else is done at the first possible day; None when it can be missed or needs nobody.
    """

    id: str
    rule: Way | Intervention | None
    need: Need
    kind: WayKind
    start: date
    effect: date
    until: date | None
    last_start: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """One way out.

    Attributes:
        decisions: The rules that allow the decisions it takes, in order of their ids; none when
            the goal needs no decision.
        goal_on: The first day on which all goals are held.
        act_by: The last day on which to begin, if nothing at all is done before; None when the
            goal is missed, or comes about by itself.
        meets_deadline: Whether the goals are held on the day asked for.
        steps: One course of steps, in order of their start: those that lead to the goals on the
            first day, and those with which they are held on the day asked for.
        gaps: For each goal, the days from the first through the horizon on which it is not held;
            the last day of each is included.
        more_than_once: Decisions whose effect expires and which have to be taken again, or so it
            seems: one that is taken once, on its first or its last safe day, does not do.
        merit: By what it is compared with others.
        best: Whether no other way out beats it in every respect.
    """

    decisions: tuple[Way | Intervention, ...]
    goal_on: date
    act_by: date | None
    meets_deadline: bool
    steps: tuple[Step, ...]
    gaps: dict[Need, tuple[tuple[date, date], ...]]
    more_than_once: frozenset[str]
    merit: Merit
    best: bool


@dataclass(frozen=True, slots=True)
class Plans:
    """All ways out to a goal.

    Attributes:
        goals: The needs that are to be held together.
        by: The day on which they are.
        plans: The ways out in order; when none is in time, those that reach the goal later.
        conflicts: Ids of decisions of which at least one is needed, whatever else is done.
        complete: Whether these are all the smallest ways out there are.
        tries: How many combinations were tried.
        earliest: The first day on which the goals can be held together if everything is decided
            at once that can be; None when not by the horizon. A way out with more decisions than
            the smallest may lead there sooner.
        earliest_from: The same from the day `by` on.
    """

    goals: tuple[Need, ...]
    by: date
    plans: tuple[Plan, ...]
    conflicts: tuple[frozenset[str], ...]
    complete: bool
    tries: int
    earliest: date | None
    earliest_from: date | None


def plans_for(
    problem: PersonProblem,
    goals: Collection[Need],
    by: date,
    *,
    most_tries: int = MOST_TRIES,
) -> Plans:
    """Return all smallest sets of decisions with which `goals` are held on the day `by`.

    When no set reaches them by then, the smallest sets that reach them by the horizon at all.

    Args:
        problem: The person, the law and what is taken for granted.
        goals: The needs that are to be held together.
        by: The day on which they are, from the first day through the horizon.
        most_tries: How many combinations to try before giving up.
    """
    wanted = tuple(need for need in Need if need in goals)
    day = problem.setting.number(by)
    found = decision_sets(problem, wanted, day, most_tries=most_tries)
    in_time = bool(found.sets)
    if not in_time:
        found = decision_sets(problem, wanted, None, most_tries=most_tries)
    drafts = {chosen: _plan(problem, wanted, day, chosen, in_time) for chosen in found.sets}
    everything = sweep(problem.compiled, Policy.EXTENDED)
    earliest = _first_together(everything, wanted)
    earliest_from = _first_together(everything, wanted, day)
    order = ranked({chosen: draft.merit for chosen, draft in drafts.items()})
    return Plans(
        goals=wanted,
        by=by,
        plans=tuple(replace(drafts[chosen], best=best) for chosen, best in order),
        conflicts=found.conflicts,
        complete=found.complete,
        tries=found.tries,
        earliest=None if earliest is None else problem.setting.date(earliest),
        earliest_from=None if earliest_from is None else problem.setting.date(earliest_from),
    )


def decision_sets(
    problem: PersonProblem,
    goals: Collection[Need],
    day: int | None,
    *,
    most_tries: int = MOST_TRIES,
) -> MinimalSets:
    """Return the smallest sets of decisions with which all `goals` are held on `day`.

    Args:
        problem: The person, the law and what is taken for granted.
        goals: The needs.
        day: The day by number; None for any day through the horizon.
        most_tries: How many combinations to try before giving up.
    """
    ready = problem.compiled
    wanted = ready.numbered(frozenset(goals))

    def works(chosen: frozenset[str]) -> bool:
        counted = counted_on(ready, Policy.ORDINARY, chosen)
        if wanted is None or wanted & ~ready.possible(counted):
            return False
        if day is None:
            return _first_together(sweep(ready, decisions=chosen), goals) is not None
        return sweep(ready, decisions=chosen, until=day).holds(goals, day)

    return minimal_sets(ready.by_decision, works, most_tries=most_tries)


def _first_together(course: Course, goals: Iterable[str], after: int = 0) -> int | None:
    """Return the first day from `after` on on which all `goals` are held."""
    wanted = course.problem.numbered(frozenset(goals))
    if wanted is None:
        return None
    if not wanted & ~course.on(after):
        return after
    days = (day for day, held in course.history if day > after and not wanted & ~held)
    return next(days, None)


def _plan(
    problem: PersonProblem,
    goals: tuple[Need, ...],
    day: int,
    chosen: frozenset[str],
    in_time: bool,  # noqa: FBT001 - told once, by the one caller
) -> Plan:
    course = sweep(problem.compiled, decisions=chosen)
    first = _first_together(course, goals)
    goal_on = course.last if first is None else first
    deadline = day if in_time else goal_on
    rules = tuple(problem.decisions[each] for each in sorted(chosen))
    spells = {
        (spell.started, spell.way.id): spell
        for reached in (goal_on, deadline)
        for spell in course.steps_to(goals, reached)
    }
    deferral = Deferral(problem.compiled, goals, deadline, decisions=chosen)
    steps = tuple(_step(problem, spells[each], deferral) for each in sorted(spells))
    begin = deferral.last_safe_day()
    setting = problem.setting
    return Plan(
        decisions=rules,
        goal_on=setting.date(goal_on),
        act_by=None if begin.day is None or not in_time else setting.date(begin.day),
        meets_deadline=in_time,
        steps=steps,
        gaps={
            need: tuple(
                (setting.date(first), setting.date(end - 1)) for first, end in course.gaps(need)
            )
            for need in goals
        },
        more_than_once=frozenset(
            each for each in chosen if not _once_is_enough(course, each, deferral)
        ),
        merit=Merit(
            misses_deadline=not in_time,
            decisions=len(chosen),
            authorities=len({rule.decider.en for rule in rules}),
            goal_on=goal_on,
            binding=max((binding_of(rule) for rule in rules), default=Binding.DUTY),
            burden=sum(step.kind is WayKind.ORDINARY for step in steps),
        ),
        best=True,
    )


def _step(problem: PersonProblem, spell: Spell, deferral: Deferral) -> Step:
    way = spell.way
    last: int | None = None
    if way.kind is not WayKind.AUTO:
        last = deferral.last_safe_day(way.decided_by or way.id).day
    setting = problem.setting
    return Step(
        id=way.id,
        rule=problem.rules.get(way.id),
        need=Need(way.need),
        kind=way.kind,
        start=setting.date(spell.started),
        effect=setting.date(spell.first),
        until=None if spell.until is None else setting.date(spell.until),
        last_start=None if last is None else setting.date(last),
    )


def binding_of(rule: Way | Intervention) -> Binding:
    """Return what obliges whoever decides under `rule`.

    A way that an authority may choose rests on a power when its source is an article of law, and
    on good will otherwise.
    """
    if isinstance(rule, Way):
        return Binding.GOODWILL if rule.source.article is None else Binding.POWER
    match rule.bindingness:
        case Bindingness.STATUTE:
            return Binding.POWER
        case Bindingness.PRACTICE:
            return Binding.POLICY
        case Bindingness.FACTUAL:
            return Binding.GOODWILL


def _once_is_enough(course: Course, decision: str, deferral: Deferral) -> bool:
    """Return whether a decision whose effect expires does its work when it is taken on one day."""
    brief = [
        each.way.id
        for each in course.problem.ways
        if each.way.decided_by == decision and each.way.duration is not None
    ]
    if not brief:
        return True
    days = {deferral.last_safe_day(decision).day or 0}
    days |= {spell.started for spell in course.spells if spell.way.decided_by == decision}
    return any(deferral.holds_with_starts_on(day, brief) for day in sorted(days))
