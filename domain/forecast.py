"""What will be arranged on a day to come, what can be if somebody acts in time, what will be stuck.

A forecast is made four times: with what things usually take and with what they may take at most by
statute, and with what is unknown read unfavourably and favourably. Neither lead time bounds the
other: what starts later may also last longer. What holds under both readings of the unknown is
certain, given the rest.

What acts change and no rule of the forecast does (`domain.timed.timeline.INERT_CIRCUMSTANCES`)
stays as recorded. The words of a rule cannot ask that a need is not met, so nothing that is
forecast can undo anything else that is; every last day to act rests on that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from domain.circumstances import Circumstance
from domain.errors import Problem
from domain.forecast_changes import (
    AT_MOST,
    FAVOURABLE,
    USUAL,
    ClosingDoor,
    Reading,
    doors_of,
    next_change,
)
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.timed.doors import useful_starts
from domain.timed.expected import ExpectedDecision
from domain.timed.latent import StuckThen, stuck_then
from domain.timed.of_person import PersonProblem, person_problem
from domain.timed.outcomes import Outcome, Word, outcomes
from domain.timed.plans import Plans, plans_for
from domain.timed.setting import Leads, Setting, Unknowns, expected_release
from domain.timed.sweep import Policy, sweep
from domain.timed.timeline import INERT_CIRCUMSTANCES
from domain.ways_out import MOST_TRIES

__all__ = [
    "AssumedRuleUnknown",
    "ClosingDoor",
    "DayOutsideForecast",
    "Forecast",
    "NeedForecast",
    "Outcome",
    "Reading",
    "Word",
    "default_horizon",
    "forecast",
    "released_tomorrow",
    "setting_for",
    "ways_out",
]

DEFAULT_HORIZON_DAYS: Final = 365


class DayOutsideForecast(Problem):
    """A day that is asked about lies before the first or after the last day looked at."""

    code = "DM0501"
    exit_code = 2

    def __init__(self, day: date, first: date, last: date) -> None:
        super().__init__(
            f"{day} lies outside the days looked at, {first} through {last}.",
            help=(
                f"Ask about {first} or a later day."
                if day < first
                else f"Look further ahead, with --horizon {(day - first).days}."
            ),
        )


class AssumedRuleUnknown(Problem):
    """What is assumed to be done is no way or decision that the rules have for this person."""

    code = "DM0502"
    exit_code = 2

    def __init__(self, unknown: Iterable[str]) -> None:
        super().__init__(
            f"No way or decision for this person is called {', '.join(sorted(unknown))}.",
            why="It is not in the rule set, not in force in these days, or closed to this person.",
            help="`reintegration rules list` names the ways and decisions of a rule set.",
        )


@dataclass(frozen=True, slots=True)
class NeedForecast:
    """One need on the day asked about.

    Attributes:
        need: The need.
        outcomes: What is said under each reading.
        stuck_if_nobody_acts: Whether it will be in a knot on that day if nobody acts before.
        is_met: Whether it is met on the day from which is looked ahead, if nobody acts.
        estimates: Ids of rules on its way whose usual lead time no published figure supports.
        opens: The first day on which any way to it can be started so that it takes effect, with
            the usual times; None when there is none.
    """

    need: Need
    outcomes: Mapping[Reading, Outcome]
    stuck_if_nobody_acts: bool
    is_met: bool
    estimates: tuple[str, ...]
    opens: date | None

    @property
    def usual(self) -> Outcome:
        """With what things usually take, and what is unknown read unfavourably."""
        return self.outcomes[USUAL]

    @property
    def at_most(self) -> Outcome:
        """With what things may take at most by statute."""
        return self.outcomes[AT_MOST]

    @property
    def is_certain(self) -> bool:
        """Whether the word is the same however the unknown is read, with the usual times."""
        return self.usual.word is self.outcomes[FAVOURABLE].word


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected for one person.

    Attributes:
        person: Pseudonym.
        day: The day from which is looked ahead.
        by: The day asked about.
        horizon: The last day looked at.
        release_on: The day of release that is counted with; None when none is known.
        release_is_assumed: Whether that day is an assumption of the question, and not planned.
        rule_set: Name of the rule set.
        assumed: Ids of ways and decisions that are taken to be done.
        needs: Every need, in the order of `Need`.
        stuck: The deadlock on the day asked about if nobody acts before.
        pending: When pending applications are expected to be decided.
        doors: What closes, first what closes first.
        next_change: The first later day on which this forecast changes if nobody acts.
        unknown_needs: Needs of which no act speaks.
        unknown_circumstances: Circumstances that some rule asks and no act tells.
        kept_as_recorded: Circumstances that some rule asks and that stay as they are recorded.
    """

    person: str
    day: date
    by: date
    horizon: date
    release_on: date | None
    release_is_assumed: bool
    rule_set: str
    assumed: tuple[str, ...]
    needs: Mapping[Need, NeedForecast]
    stuck: StuckThen
    pending: Mapping[Need, ExpectedDecision]
    doors: tuple[ClosingDoor, ...]
    next_change: date | None
    unknown_needs: frozenset[Need]
    unknown_circumstances: frozenset[Circumstance]
    kept_as_recorded: frozenset[Circumstance]


def forecast(
    person: Person,
    rules: RuleSet,
    day: date,
    horizon: date | None = None,
    *,
    by: date | None = None,
    release_on: date | None = None,
    law_on: date | None = None,
    assume: Iterable[str] = (),
) -> Forecast:
    """Return what is to be expected for `person`.

    Args:
        person: The state folded from the acts up to `day`.
        rules: The rule set.
        day: The day from which is looked ahead, in the Netherlands.
        horizon: The last day looked at; by default a year after `day`.
        by: The day asked about; by default the day of release, or else the horizon.
        release_on: A day of release to assume; by default the planned one.
        law_on: Day whose law is applied on all days; the answer is then counterfactual.
        assume: Ids of ways and interventions that are taken to be done as soon as they can be.

    Raises:
        DayOutsideForecast: `by`, `release_on` or the horizon does not lie where it must.
        AssumedRuleUnknown: An id in `assume` is no way or decision open to this person.
    """
    setting = setting_for(person, day, horizon, release_on=release_on, law_on=law_on)
    by = _day_asked(setting, by)
    assumed = tuple(sorted(set(assume)))
    problems = _problems(person, rules, setting, assumed)
    usual, favourable = problems[USUAL], problems[FAVOURABLE]
    number = setting.number(by)
    stuck = stuck_then(usual, favourable, number)
    said = _said(problems, number, stuck)
    doors = doors_of(usual)
    estimates = _estimates(usual, number)
    asked = {guard.circumstance for way in rules.ways for guard in way.guards}
    met = sweep(usual.compiled, Policy.INERT, until=0).held_on(0)
    return Forecast(
        person=person.id,
        day=day,
        by=by,
        horizon=setting.horizon,
        release_on=setting.release_on,
        release_is_assumed=release_on is not None,
        rule_set=rules.name,
        assumed=assumed,
        needs={
            need: NeedForecast(
                need=need,
                outcomes={reading: outcome[need] for reading, outcome in said.items()},
                stuck_if_nobody_acts=need in stuck.stuck,
                is_met=need in met,
                estimates=estimates[need],
                opens=_opens(usual, need),
            )
            for need in Need
        },
        stuck=stuck,
        pending=usual.pending,
        doors=doors,
        next_change=next_change(problems, said, doors, by),
        unknown_needs=usual.unknown_needs,
        unknown_circumstances=usual.unknown_circumstances | favourable.unknown_circumstances,
        kept_as_recorded=frozenset(asked) & frozenset(INERT_CIRCUMSTANCES),
    )


def released_tomorrow(
    person: Person, rules: RuleSet, day: date, horizon: date | None = None
) -> Forecast:
    """Return the forecast for somebody who is released on the day after `day`, on that day.

    A remand prisoner can be released by a court from one day to the next: what would then be
    arranged, what could still be, and what would be stuck?
    """
    tomorrow = day + timedelta(days=1)
    return forecast(person, rules, day, horizon, by=tomorrow, release_on=tomorrow)


def ways_out(
    person: Person,
    rules: RuleSet,
    day: date,
    goals: Iterable[Need],
    by: date | None = None,
    *,
    horizon: date | None = None,
    release_on: date | None = None,
    law_on: date | None = None,
    leads: Leads = Leads.TYPICAL,
    unknowns: Unknowns = Unknowns.UNFAVOURABLE,
    assume: Iterable[str] = (),
    most_tries: int = MOST_TRIES,
) -> Plans:
    """Return all smallest sets of decisions that meet `goals` together on the day `by`.

    Args:
        person: The state folded from the acts up to `day`.
        rules: The rule set.
        day: The day from which is looked ahead.
        goals: The needs that are to be met.
        by: The day on which they are; by default the horizon.
        horizon: The last day looked at; by default a year after `day`, or `by` when that is later.
        release_on: A day of release to assume; by default the planned one.
        law_on: Day whose law is applied on all days.
        leads: Which lead times.
        unknowns: How what is unknown is read.
        assume: Ids of ways and interventions that are taken to be done as soon as they can be.
        most_tries: How many combinations to try before giving up.

    Raises:
        DayOutsideForecast: `by`, `release_on` or the horizon does not lie where it must.
        AssumedRuleUnknown: An id in `assume` is no way or decision open to this person.
    """
    if horizon is None and by is not None:
        horizon = max(by, default_horizon(day))
    setting = setting_for(person, day, horizon, release_on=release_on, law_on=law_on)
    setting = replace(setting, leads=leads, unknowns=unknowns)
    by = setting.horizon if by is None else _day_asked(setting, by)
    problem = person_problem(person, rules, setting, assume=assume)
    _refuse_unknown(problem, assume)
    return plans_for(problem, frozenset(goals), by, most_tries=most_tries)


def setting_for(
    person: Person,
    day: date,
    horizon: date | None = None,
    *,
    release_on: date | None = None,
    law_on: date | None = None,
) -> Setting:
    """Return what a look ahead takes for granted, with the usual lead times.

    Raises:
        DayOutsideForecast: The horizon or the assumed release lies before `day`.
    """
    last = default_horizon(day) if horizon is None else horizon
    if last < day:
        raise DayOutsideForecast(last, day, date.max)
    if release_on is not None and release_on < day:
        raise DayOutsideForecast(release_on, day, last)
    if release_on is None:
        release_on = expected_release(person, day)
    return Setting(day, last, release_on, law_on)


def default_horizon(day: date) -> date:
    """Return the last day looked at from `day` where none is asked for: a year later."""
    return day + timedelta(days=min(DEFAULT_HORIZON_DAYS, (date.max - day).days))


def _day_asked(setting: Setting, by: date | None) -> date:
    if by is None:
        release = setting.release_on
        by = setting.horizon if release is None or release > setting.horizon else release
    if not setting.day <= by <= setting.horizon:
        raise DayOutsideForecast(by, setting.day, setting.horizon)
    return by


def _problems(
    person: Person, rules: RuleSet, setting: Setting, assume: tuple[str, ...]
) -> dict[Reading, PersonProblem]:
    """Return the problem under each reading; the same one where the readings do not differ."""
    problems: dict[Reading, PersonProblem] = {}
    for leads in Leads:
        reading = replace(setting, leads=leads)
        lower = person_problem(person, rules, reading, assume=assume)
        upper = lower
        if lower.unknown_needs or lower.unknown_circumstances:
            favourable = replace(reading, unknowns=Unknowns.FAVOURABLE)
            upper = person_problem(person, rules, favourable, assume=assume)
        problems[leads, Unknowns.UNFAVOURABLE] = _once(lower, problems)
        problems[leads, Unknowns.FAVOURABLE] = _once(upper, problems)
    _refuse_unknown(problems[FAVOURABLE], assume)
    return problems


def _said(
    problems: Mapping[Reading, PersonProblem], by: int, stuck: StuckThen
) -> dict[Reading, Mapping[Need, Outcome]]:
    """Return what is said under each reading; of one problem once, whatever readings give it."""
    said: dict[Reading, Mapping[Need, Outcome]] = {}
    for reading, problem in problems.items():
        alike = next((each for each in said if problems[each] is problem), None)
        said[reading] = outcomes(problem, by, stuck) if alike is None else said[alike]
    return said


def _once(problem: PersonProblem, made: Mapping[Reading, PersonProblem]) -> PersonProblem:
    """Return the problem made before that is equal in time, or else this one."""
    return next((each for each in made.values() if each.problem == problem.problem), problem)


def _refuse_unknown(problem: PersonProblem, assume: Iterable[str]) -> None:
    there = {rule.id for rule in problem.rules.values()}
    unknown = frozenset(assume) - there
    if unknown:
        raise AssumedRuleUnknown(unknown)


def _estimates(problem: PersonProblem, by: int) -> dict[Need, tuple[str, ...]]:
    """Return the rules on the way to each need whose usual lead time is an assumption."""
    ready = problem.compiled
    ordinary, extended = sweep(ready), sweep(ready, Policy.EXTENDED)
    found = {}
    for need in Need:
        course = ordinary if ordinary.holds({need}, by) else extended
        day = by if course.holds({need}, by) else None
        steps = course.steps_to({need}, day)
        rules = [problem.rules.get(spell.way.id) for spell in steps]
        found[need] = tuple(sorted({rule.id for rule in rules if rule and rule.lead.assumed}))
    return found


def _opens(problem: PersonProblem, need: Need) -> date | None:
    """Return the first day on which any way to `need` can be started so that it takes effect."""
    starts = [useful_starts(way) for way in problem.problem.ways if way.need == need]
    first = min((days[0][0] for days in starts if days), default=None)
    return None if first is None else problem.setting.date(first)
