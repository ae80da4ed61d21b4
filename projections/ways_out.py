"""The smallest combinations of decisions that bring a person to a goal: who, by when, what then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import Any

from domain.assessment import Assessment, Moment
from domain.certificates import Certificate
from domain.certifying import DecisionUnknown, way_out_certificate_of
from domain.forecast import setting_for, ways_out
from domain.needs import Need
from domain.proving import NotMinimal
from domain.rules import Bindingness, Intervention, RuleSet, Text, Way, WayKind
from domain.status import Status
from domain.timed.plans import Plan, Plans, Step
from domain.timed.setting import Leads
from domain.values import Value, day_of
from domain.ways_out import MOST_TRIES
from domain.working_days import last_working_day
from ledger.reader import Frame
from projections.applications import Application, application_for, apply_first
from projections.case import Case, assess_case, released_on
from projections.rule_names import NamedRule, names_of


class Answer(StrEnum):
    """What is said of the goals in one word.

    Attributes:
        NO_DECISION: They can be had without a decision that may be refused.
        DECISIONS: They take decisions.
        TOO_LATE: They can be had, but not by the day asked about.
        ENDS_BEFORE: They can be had for a time before that day, and not on the day itself.
        NONE: No combination of known decisions leads there.
        GIVEN_UP: None was found before the search was given up.
        NOT_WANTED: The person declined one of them, or it does not apply.
    """

    NO_DECISION = "no-decision"
    DECISIONS = "decisions"
    TOO_LATE = "too-late"
    ENDS_BEFORE = "ends-before"
    NONE = "none"
    GIVEN_UP = "given-up"
    NOT_WANTED = "not-wanted"


class PlannedStep(Value):
    """Something that is done, or follows by itself, on the way to the goals.

    `last_safe_day` is the last day of start with which they are still reached when all else is
    done at the first possible day; `act_by` is that day back to a working day. Both are None for
    what works by itself, and for what another way can replace. `until` is the last day on which
    what it gives is there, None when it stays. `estimated` tells whether the day of effect rests on
    a lead time that no published figure supports. `rule` is None for the decision on an application
    that is under way.
    """

    rule: str | None
    need: str
    name: Text | None
    kind: str
    actor: Text | None
    decider: Text | None
    source: str | None
    basis: str
    starts: date
    effect: date
    until: date | None
    last_safe_day: date | None
    act_by: date | None
    estimated: bool
    verified: bool


class Gap(Value):
    """Days on which a goal is not met, from the release on; the last one is included.

    Of who is free already they begin with the release that was, or with the later day from which
    the goal is known not to be met.
    """

    need: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


class WayOut(Value):
    """One combination of decisions, in the order in which ways out are best.

    `last_safe_day` is the last day on which to begin when nothing at all is done before. `best`
    tells whether no other combination is as good in every respect and better in one.
    """

    number: int
    decisions: tuple[NamedRule, ...]
    goal_on: date
    meets_deadline: bool
    last_safe_day: date | None
    act_by: date | None
    best: bool
    steps: tuple[PlannedStep, ...]
    gaps: tuple[Gap, ...]
    more_than_once: tuple[NamedRule, ...]
    authorities: int
    estimated: bool


class WaysOutReport(Value):
    """All smallest ways out to some goals, or what the search for them came to.

    `by_is_asked` tells whether `by` is the day asked about, and not a year from now. `earliest` is
    the first day on which the goals can be met if everything is decided at once that can be,
    `earliest_from` the same from the day `by` on. `conflicts` are sets of decisions of which at
    least one is needed, whatever else is done. `apply_first` are the applications that have to be
    made before a step of some way out, because none is under way. `without_rules` are goals of
    which the rule set says nothing. `detention_goes_on` tells that the person is held and no day of
    release ahead is recorded, so that none is counted with. `rule_names` names the rules that are
    not verified, or whose lead time is an estimate.
    """

    person: str
    day: date
    goals: tuple[str, ...]
    by: date
    by_is_asked: bool
    release_on: date | None
    detention_goes_on: bool
    lead: str
    answer: str
    earliest: date | None
    earliest_from: date | None
    ways_out: tuple[WayOut, ...]
    conflicts: tuple[tuple[NamedRule, ...], ...]
    complete: bool
    tries: int
    apply_first: tuple[Application, ...]
    unknown_goals: tuple[str, ...]
    without_rules: tuple[str, ...]
    not_wanted: tuple[str, ...]
    rules: str
    law_day: date
    estimates: tuple[str, ...]
    unverified: tuple[str, ...]
    rule_names: dict[str, Text]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")


def report(
    case: Case,
    rules: RuleSet,
    frame: Frame,
    goals: Iterable[Need],
    by: date | None = None,
    *,
    leads: Leads = Leads.TYPICAL,
    most_tries: int = MOST_TRIES,
) -> WaysOutReport:
    """Return the ways out to `goals` for the person of `case`.

    Args:
        case: The person in `frame`.
        rules: The rule set.
        frame: The day from which is looked ahead, and the law.
        goals: The needs that are to be met together.
        by: The day on which they are; by default a year after the day of the frame.
        leads: Which lead times.
        most_tries: How many combinations to try before giving up.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day of the frame.
        DayOutsideForecast: `by` lies before the day of the frame.
    """
    day = day_of(frame.as_of)
    now = assess_case(case, rules, frame)
    found = ways_out(
        *(case.person, rules, day, goals, by),
        law_on=frame.law_on,
        leads=leads,
        most_tries=most_tries,
    )
    wanted_not = now.with_status(Status.DECLINED, Status.NOT_APPLICABLE)
    not_wanted = tuple(need for need in found.goals if need in wanted_not)
    release_on = setting_for(case.person, day, found.by).release_on
    without = {need: _without_since(need, now, release_on) for need in found.goals}
    planned = tuple(
        _way_out(number, plan, leads, day, without, rules.equated_days)
        for number, plan in enumerate(found.plans, start=1)
    )
    steps = [step for plan in found.plans for step in plan.steps]
    first = {apply_first(case.person, step.need) for step in steps}
    return WaysOutReport(
        person=case.person.id,
        day=day,
        goals=found.goals,
        by=found.by,
        by_is_asked=by is not None,
        release_on=release_on,
        detention_goes_on=release_on is None and case.person.episode_on(day) is not None,
        lead=leads,
        answer=_answer(found, not_wanted),
        earliest=found.earliest,
        earliest_from=found.earliest_from,
        ways_out=planned,
        conflicts=tuple(_named(each, rules, frame.law_on or day) for each in found.conflicts),
        complete=found.complete,
        tries=found.tries,
        apply_first=tuple(
            application_for(need, case, rules, frame) for need in Need if need in first
        ),
        unknown_goals=tuple(
            need for need in found.goals if now.needs[need].status is Status.UNKNOWN
        ),
        without_rules=tuple(need for need in found.goals if need not in rules.needs),
        not_wanted=not_wanted,
        rules=rules.name,
        law_day=rules.day_of_law(frame.law_on or day),
        rule_names=names_of(
            step.rule
            for step in steps
            if step.rule and (is_estimate(step.rule, leads) or not step.rule.verified)
        ),
        estimates=_ids(step.rule for step in steps if is_estimate(step.rule, leads)),
        unverified=_ids(step.rule for step in steps if step.rule and not step.rule.verified),
    )


def stuck_needs(case: Case, rules: RuleSet, frame: Frame) -> tuple[Need, ...]:
    """Return the needs of `case` that are stuck on the day of `frame`, or else at release.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day of the frame.
    """
    judged = (assess_case(case, rules, frame, moment) for moment in Moment)
    return next((stuck for each in judged if (stuck := each.with_status(Status.STUCK))), ())


def proofs(
    answer: WaysOutReport, case: Case, rules: RuleSet, frame: Frame, says: Mapping[str, str]
) -> tuple[tuple[Certificate, ...], tuple[int, ...]]:
    """Return the certificates of ways out, and the numbers of those that no single day proves.

    The day is that of the question, or, for who is detained, that of release. A way out that rests
    on what is done before release and what is open after it has no certificate.

    Args:
        answer: The ways out.
        case: The person in `frame`.
        rules: The rule set by which they were found.
        frame: The day from which was looked ahead, and the law.
        says: What a certificate has to say of the question, beside person, day and moment.
    """
    judged = [assess_case(case, rules, frame, moment) for moment in Moment]
    goals = tuple(Need(goal) for goal in answer.goals)
    found, without = [], []
    for each in answer.ways_out:
        decisions = [decision.rule for decision in each.decisions]
        for assessment in judged:
            with suppress(DecisionUnknown, NotMinimal):
                found.append(
                    way_out_certificate_of(
                        assessment, goals, decisions, rules, frame=says, law_on=frame.law_on
                    )
                )
                break
        else:
            without.append(each.number)
    return tuple(found), tuple(without)


def is_estimate(rule: Way | Intervention | None, leads: Leads) -> bool:
    """Return whether the lead time that is counted with is one no published figure supports."""
    if rule is None or not rule.lead.assumed or rule.lead.typical is None:
        return False
    return leads is Leads.TYPICAL or rule.lead.statutory_maximum is None


def _answer(found: Plans, not_wanted: tuple[Need, ...]) -> Answer:
    if not_wanted:
        return Answer.NOT_WANTED
    if not found.plans:
        return Answer.NONE if found.complete else Answer.GIVEN_UP
    if not found.plans[0].meets_deadline:
        return Answer.ENDS_BEFORE if found.earliest_from is None else Answer.TOO_LATE
    return Answer.DECISIONS if found.plans[0].decisions else Answer.NO_DECISION


def _way_out(
    number: int,
    plan: Plan,
    leads: Leads,
    day: date,
    without: Mapping[Need, date],
    equated: frozenset[date],
) -> WayOut:
    return WayOut(
        number=number,
        decisions=tuple(NamedRule(rule=each.id, name=each.name) for each in plan.decisions),
        goal_on=plan.goal_on,
        meets_deadline=plan.meets_deadline,
        last_safe_day=plan.act_by,
        act_by=None if plan.act_by is None else last_working_day(plan.act_by, day, equated),
        best=plan.best,
        steps=tuple(_step(step, plan, leads, day, equated) for step in plan.steps),
        gaps=tuple(
            Gap(need=need, first=_first_day(first, day, without[need]), last=last)
            for need, gaps in plan.gaps.items()
            for first, last in gaps
            if without[need] <= last
        ),
        more_than_once=tuple(
            NamedRule(rule=each.id, name=each.name)
            for each in plan.decisions
            if each.id in plan.more_than_once
        ),
        authorities=plan.merit.authorities,
        estimated=any(is_estimate(step.rule, leads) for step in plan.steps),
    )


def _without_since(need: Need, now: Assessment, release_on: date | None) -> date:
    """Return the day from which days without a goal count."""
    if release_on is not None:
        return release_on
    released, since = released_on(now), now.needs[need].since
    return now.day if released is None or since is None else min(now.day, max(released, since))


def _first_day(first: date, day: date, without: date) -> date:
    """Return the first day of a gap: what is so today began before it, unless in detention."""
    return without if first == day else max(first, without)


def _step(step: Step, plan: Plan, leads: Leads, day: date, equated: frozenset[date]) -> PlannedStep:
    rule, last = step.rule, step.last_start
    rests_on = [each for each in plan.steps if each is step or each.effect <= step.start]
    return PlannedStep(
        rule=None if rule is None else rule.id,
        need=step.need,
        name=None if rule is None else rule.name,
        kind=step.kind,
        actor=rule.actor if isinstance(rule, Way) else None,
        decider=None if rule is None else rule.decider,
        source=None if rule is None else str(rule.source),
        basis=Bindingness.STATUTE if rule is None else basis_of(rule),
        starts=step.start,
        effect=step.effect,
        until=step.until,
        last_safe_day=last,
        act_by=None if last is None else last_working_day(last, day, equated),
        estimated=any(is_estimate(each.rule, leads) for each in rests_on),
        verified=rule is None or rule.verified,
    )


def basis_of(rule: Way | Intervention) -> Bindingness:
    """Return what a step rests on; a choice that no article of law gives is a fact."""
    if isinstance(rule, Intervention):
        return rule.bindingness
    choice_without_article = rule.kind is WayKind.OPTION and rule.source.article is None
    return Bindingness.FACTUAL if choice_without_article else Bindingness.STATUTE


def _named(decisions: Iterable[str], rules: RuleSet, day: date) -> tuple[NamedRule, ...]:
    """Return decisions by id with the names that they have on `day`."""
    in_force = rules.in_force(day)
    known = (*rules.ways, *rules.interventions, *in_force.ways, *in_force.interventions)
    names = {rule.id: rule.name for rule in known}
    return tuple(NamedRule(rule=each, name=names[each]) for each in sorted(decisions))


def _ids(rules: Iterable[Way | Intervention | None]) -> tuple[str, ...]:
    return tuple(sorted({rule.id for rule in rules if rule is not None}))
