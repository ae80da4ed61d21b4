"""From what the acts say of a person, and the law, to a problem in time.

- Each version of a rule is a way of its own, open on the days on which it is in force.
- Detention and release are steps in time; other circumstances stay as recorded
  (`domain.timed.timeline.INERT_CIRCUMSTANCES`).
- An application that is pending takes effect by itself on the day on which it is due. One that is
  overdue is expected in a fortnight: the time that a notice of default gives (Awb art. 4:17(3)).
- What the law ends in time to come ends what is granted before.
- A need of which no act speaks, or acts contradict each other, is unmet, or met from today, as the
  setting reads it.
- A decision that someone may take is a way that counts only when the decision is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import assert_never

from domain.circumstances import Circumstance
from domain.endings import End as EndOfNeed
from domain.endings import Endings, OnDay, on_day_with
from domain.needs import Need
from domain.person import Person
from domain.rules import Ending, Intervention, RuleSet, Trigger, Way, WayKind, Window
from domain.timed.compiled import CompiledProblem, compiled
from domain.timed.expected import TODAY, ExpectedDecision, decided, expected_decision
from domain.timed.model import FOREVER, Days, End, TimedProblem, TimedWay, normalised
from domain.timed.opened import opened_by
from domain.timed.rules_in_time import RulesInTime
from domain.timed.setting import Setting, Unknowns, released_on
from domain.timed.timeline import Timeline


@dataclass(frozen=True)
class PersonProblem:
    """The problem in time of one person, and what it was made from.

    Attributes:
        setting: What is taken for granted.
        person: The person, with the release of the setting.
        problem: The problem; needs bear the names of `Need`.
        rules: For each way that a rule makes, by its id in the problem: that rule.
        decisions: For each decision that someone may take, by id: the rule that allows it.
        standings: How each need stands today.
        pending: When pending applications are expected to be decided.
        unknown_needs: Needs of which no act speaks, or of which acts contradict each other.
        unknown_circumstances: Circumstances that some rule asks and no act tells.
        not_wanted: Needs that the person declined, or that do not apply.
    """

    setting: Setting
    person: Person
    problem: TimedProblem
    rules: Mapping[str, Way | Intervention]
    decisions: Mapping[str, Way | Intervention]
    standings: Mapping[Need, OnDay]
    pending: Mapping[Need, ExpectedDecision]
    unknown_needs: frozenset[Need]
    unknown_circumstances: frozenset[Circumstance]
    not_wanted: frozenset[Need]

    @cached_property
    def compiled(self) -> CompiledProblem:
        """The problem, ready to be swept."""
        return compiled(self.problem)


def person_problem(
    person: Person, rules: RuleSet, setting: Setting, *, assume: Iterable[str] = ()
) -> PersonProblem:
    """Return the problem in time of `person` under `rules`.

    Args:
        person: The state folded from the acts up to the first day.
        rules: The rule set.
        setting: What is taken for granted.
        assume: Ids of ways and interventions that are taken to be done as soon as they can.
    """
    person = released_on(person, setting.release_on)
    timeline = Timeline(person, setting)
    in_force = rules.in_force(setting.law_on or setting.day)
    by_own_dates = setting.law_on is None and rules.frozen_on is None
    law = rules if by_own_dates else in_force
    all_ways = law.ways
    in_time = RulesInTime(setting, timeline, by_own_dates)
    endings = Endings(law.endings, by_own_dates)
    ends = endings.ends(person, setting.day)
    coming = [end for end in ends if end.on > setting.day]
    standings = on_day_with(person, ends, setting.day)
    not_wanted = frozenset(n for n, s in standings.items() if s.declined or s.not_applicable)
    wanted = {need: each for need, each in standings.items() if need not in not_wanted}

    ways = _Ways(not_wanted, frozenset(assume))
    for way in all_ways:
        ways.add_way(way, in_time.way(way))
    for each in law.interventions:
        ways.add_decision(each, opened_by(each, in_time, all_ways, standings, coming))
    pending = {
        need: expected_decision(
            need, each.pending, in_force.terms, all_ways, in_time, in_force.equated_days
        )
        for need, each in wanted.items()
        if each.pending is not None
    }
    for need, expected in pending.items():
        application = wanted[need].pending
        if application is not None and expected.expected is not None:
            day = expected.expected
            ways.timed += decided(need, application, day, all_ways, coming, in_time)
    unknown = frozenset(n for n, s in wanted.items() if not s.known and s.pending is None)
    if setting.unknowns is Unknowns.FAVOURABLE:
        ways.timed += [
            TimedWay(f"unknown:{need}", need, open={Window.START: TODAY}, kind=WayKind.AUTO)
            for need in sorted(unknown)
        ]
    return PersonProblem(
        setting=setting,
        person=person,
        problem=TimedProblem(
            ways=tuple(ways.timed),
            facts=_facts(person, ends, setting),
            ends=_future_ends(coming, setting),
            horizon=setting.number(setting.horizon),
        ),
        rules=ways.rules,
        decisions=ways.decisions,
        standings=standings,
        pending=pending,
        unknown_needs=unknown,
        unknown_circumstances=frozenset(timeline.unknown),
        not_wanted=not_wanted,
    )


@dataclass(slots=True)
class _Ways:
    """The ways of a problem in the making, each under an id of its own."""

    not_wanted: frozenset[Need]
    assume: frozenset[str]
    timed: list[TimedWay] = field(default_factory=list)
    rules: dict[str, Way | Intervention] = field(default_factory=dict)
    decisions: dict[str, Way | Intervention] = field(default_factory=dict)

    def add_way(self, way: Way, timed: TimedWay | None) -> None:
        if timed is not None and way.need not in self.not_wanted:
            self._add(way, timed, is_decision=way.kind is WayKind.OPTION)

    def add_decision(self, each: Intervention, opened: Iterable[TimedWay]) -> None:
        for timed in opened:
            if timed.need not in self.not_wanted:
                self._add(each, timed, is_decision=True)

    def _add(self, rule: Way | Intervention, timed: TimedWay, *, is_decision: bool) -> None:
        name, count = rule.id, 1
        while name in self.rules:
            count += 1
            name = f"{rule.id} ({count})"
        self.rules[name] = rule
        if is_decision:
            self.decisions[rule.id] = rule
        kind = WayKind.OPTION if is_decision else timed.kind
        if rule.id in self.assume:
            kind = WayKind.AUTO
        self.timed.append(
            replace(timed, id=name, kind=kind, decision=rule.id if is_decision else None)
        )


def _facts(person: Person, ends: Iterable[EndOfNeed], setting: Setting) -> dict[str, Days]:
    """Return the days on which acts meet a need, cut where the law ends it."""
    facts: dict[str, Days] = {}
    for need in Need:
        own = [end for end in ends if end.ending.need is need]
        days = normalised(_held_days(person, need, own, setting))
        if days:
            facts[need] = days
    return facts


def _held_days(
    person: Person, need: Need, ends: list[EndOfNeed], setting: Setting
) -> Iterator[tuple[int, int]]:
    for held in person.standing(need).held:
        if held.contested_by:
            continue
        until = FOREVER if held.until is None else setting.number(held.until) + 1
        taken = [setting.number(end.on) for end in ends if end.takes(held)]
        yield setting.number(held.since), min([until, *taken])


def _future_ends(coming: Iterable[EndOfNeed], setting: Setting) -> tuple[End, ...]:
    """Return the days on which what is granted from today on ends.

    Rent that is unpaid now costs the dwelling of now, which the facts tell, and not the next one.
    """
    found = {
        End(end.ending.need, setting.number(end.on))
        for end in coming
        if _takes_what_comes(end.ending, end.trigger_on, setting.day)
    }
    return tuple(sorted(found, key=lambda end: (end.day, end.need)))


def _takes_what_comes(ending: Ending, trigger_on: date, day: date) -> bool:
    """Return whether an ending takes what is granted from `day` on."""
    match ending.trigger:
        case Trigger.DETENTION_STARTED | Trigger.DETENTION_LASTED | Trigger.RELEASED:
            return True
        case Trigger.RENT_UNPAID | Trigger.CLAIM_UNPAID | Trigger.BENEFIT_ENDED:
            return trigger_on > day
        case Trigger.NOT_COLLECTED | Trigger.VALIDITY_ENDED:
            return False
        case _:
            assert_never(ending.trigger)
