"""Whether the rules of a rule set fit each other, and the events that they name.

What a rule file says wrongly by itself is refused when it is read (`domain.rule_files`): an
unknown need or circumstance, an impossible date, a missing source. Here the rules are held against
each other and against the events there are.

A rule that asks that a need is *not* met cannot be written: conditions ask that a need is met, and
guards ask only about a closed list of circumstances, none of which a rule can give. That is
deliberate. A guard over a need that is forecast would break the monotony on which every status,
last safe day and way out rests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.events import DERIVED_TYPES, EVENT_TYPES
from domain.events.detention import DetentionGroup
from domain.events.sharing import DataCategory
from domain.needs import Need
from domain.references import Duty, Reference, SharingGround, Support
from domain.rules import (
    AnyRule,
    Consequence,
    Deadline,
    Ending,
    Intervention,
    RuleSet,
    Term,
    Way,
)

EVENT_NAMES: Final = frozenset(body.about.name for body in EVENT_TYPES.values())
"""The names of all event types, without their versions."""


class ProblemKind(StrEnum):
    """What does not fit."""

    OVERLAP = "overlap"
    TWO_KINDS = "two-kinds"
    NEED_WITHOUT_WAY = "need-without-way"
    UNKNOWN_TARGET = "unknown-target"
    TARGET_NOT_IN_FORCE = "target-not-in-force"
    WAIVES_NOTHING = "waives-nothing"
    UNKNOWN_EVENT = "unknown-event"
    UNKNOWN_CODE = "unknown-code"
    HALF_SUSPENSION = "half-suspension"
    GAP = "gap"
    UNVERIFIED = "unverified"


_NOTES: Final = frozenset({ProblemKind.GAP, ProblemKind.UNVERIFIED})


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """Something that does not fit, or that whoever uses the rules has to know.

    Attributes:
        kind: What does not fit.
        about: The id of the rule, or the name of the need.
        says: What is wrong, in one sentence.
        rule: The id of the rule where it can be put right, where `about` is not that.
        since: The first day of the version of that rule that it is about; None for the first.
    """

    kind: ProblemKind
    about: str
    says: str
    rule: str | None = None
    since: date | None = None

    @property
    def is_fault(self) -> bool:
        """Whether the rule set has to be corrected; otherwise it is something to know."""
        return self.kind not in _NOTES


def check(rule_set: RuleSet) -> list[RuleProblem]:
    """Return everything that does not fit in `rule_set`; faults first, each kind in order of id."""
    versions: dict[str, list[AnyRule]] = defaultdict(list)
    for rule in rule_set.rules:
        versions[rule.id].append(rule)
    looked_up: dict[str, list[Reference]] = defaultdict(list)
    for reference in rule_set.references:
        looked_up[reference.id].append(reference)
    found = [
        *_versions(versions),
        *_versions(looked_up),
        *_references(rule_set),
        *_needs_without_way(rule_set),
        *_interventions(rule_set, versions),
        *_terms(rule_set.terms),
        *_deadlines(rule_set.deadlines),
        *_unverified(versions),
        *_unverified(looked_up),
    ]
    order = list(ProblemKind)
    return sorted(found, key=lambda each: (order.index(each.kind), each.about, each.says))


def _versions(
    versions: Mapping[str, Sequence[AnyRule]] | Mapping[str, Sequence[Reference]],
) -> Iterator[RuleProblem]:
    for identifier, rules in versions.items():
        if len({type(rule) for rule in rules}) > 1:
            yield RuleProblem(
                ProblemKind.TWO_KINDS, identifier, "Rules of two kinds have the same id."
            )
        in_time = sorted(rules, key=lambda rule: rule.valid_from)
        for earlier, later in pairwise(in_time):
            if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
                yield RuleProblem(
                    ProblemKind.OVERLAP,
                    identifier,
                    f"Two versions are in force on {later.valid_from}.",
                    since=later.valid_from,
                )
            elif later.valid_from > earlier.valid_to + timedelta(days=1):
                yield RuleProblem(
                    ProblemKind.GAP,
                    identifier,
                    f"No version is in force between {earlier.valid_to} and {later.valid_from}.",
                )


def _needs_without_way(rule_set: RuleSet) -> Iterator[RuleProblem]:
    met_by_ways = {way.need for way in rule_set.ways}
    asked_by: dict[Need, list[str]] = defaultdict(list)
    asking: list[Way | Intervention] = [*rule_set.ways, *rule_set.interventions]
    for rule in asking:
        for condition in rule.conditions:
            asked_by[condition.need].append(rule.id)
    for ending in rule_set.endings:
        asked_by[ending.need].append(ending.id)
    for consequence in rule_set.consequences:
        if consequence.lacking is not None:
            asked_by[consequence.lacking].append(consequence.id)
    for need, rules in asked_by.items():
        if need not in met_by_ways:
            yield RuleProblem(
                ProblemKind.NEED_WITHOUT_WAY,
                need,
                f"No rule says how it is met, and {', '.join(sorted(set(rules)))} speaks of it.",
                rule=rules[0],
            )


def _interventions(
    rule_set: RuleSet, versions: Mapping[str, list[AnyRule]]
) -> Iterator[RuleProblem]:
    for each in rule_set.interventions:
        target = each.way or each.ending
        if target is None:
            continue
        wanted = "way" if each.way else "ending or consequence"
        targets = [
            rule
            for rule in versions.get(target, [])
            if isinstance(rule, Way if each.way else Ending | Consequence)
        ]
        if not targets:
            yield RuleProblem(
                ProblemKind.UNKNOWN_TARGET,
                each.id,
                f"It changes the {wanted} {target}; there is none.",
            )
            continue
        if not any(_share_a_day(each, rule) for rule in targets):
            yield RuleProblem(
                ProblemKind.TARGET_NOT_IN_FORCE, each.id, f"{target} is never in force when it is."
            )
        yield from _waives_nothing(each, targets)


def _waives_nothing(each: Intervention, targets: Iterable[AnyRule]) -> Iterator[RuleProblem]:
    asked = {
        condition.need for way in targets if isinstance(way, Way) for condition in way.conditions
    }
    if each.waives is not None and each.waives not in asked:
        yield RuleProblem(
            ProblemKind.WAIVES_NOTHING,
            each.id,
            f"It drops {each.waives}, which {each.way} does not ask.",
        )


def _share_a_day(one: AnyRule, other: AnyRule) -> bool:
    return (one.valid_to is None or other.valid_from <= one.valid_to) and (
        other.valid_to is None or one.valid_from <= other.valid_to
    )


def _terms(terms: Iterable[Term]) -> Iterator[RuleProblem]:
    for term in terms:
        named = (term.base, *term.met_by, term.suspended_by, term.resumed_by, term.extended_by)
        for event in named:
            if event is not None and event not in EVENT_NAMES:
                yield RuleProblem(
                    ProblemKind.UNKNOWN_EVENT, term.id, f"There is no event type {event}."
                )
        if (term.suspended_by is None) != (term.resumed_by is None):
            yield RuleProblem(
                ProblemKind.HALF_SUSPENSION,
                term.id,
                "It says what stops the clock or what starts it again, and not both.",
            )


def _references(rule_set: RuleSet) -> Iterator[RuleProblem]:
    deadlines = {deadline.code for deadline in rule_set.deadlines}
    for each in rule_set.references:
        known: Collection[str]
        match each:
            case SharingGround():
                named, known, what = each.categories, set(DataCategory), "category of data"
            case Support():
                named, known, what = (each.group,), set(DetentionGroup), "group"
            case Duty():
                named = (each.deadline,) if each.deadline is not None and deadlines else ()
                known, what = deadlines, "deadline"
            case _:
                continue
        for name in named:
            if name not in known:
                yield RuleProblem(
                    ProblemKind.UNKNOWN_CODE,
                    each.id,
                    f"There is no {what} {name}; there are {', '.join(sorted(known))}.",
                    since=each.valid_from,
                )


def _deadlines(deadlines: Sequence[Deadline]) -> Iterator[RuleProblem]:
    known = {each.id for each in deadlines}
    for each in deadlines:
        if each.once_overdue is not None and each.once_overdue not in known:
            yield RuleProblem(
                ProblemKind.UNKNOWN_TARGET, each.id, f"There is no rule {each.once_overdue}."
            )
        for event in sorted(each.events - EVENT_NAMES):
            yield RuleProblem(
                ProblemKind.UNKNOWN_EVENT, each.id, f"There is no event type {event}."
            )
        if each.derived is not None and each.derived.event not in DERIVED_TYPES:
            yield RuleProblem(
                ProblemKind.UNKNOWN_EVENT,
                each.id,
                f"Nothing computed is called {each.derived.event}.",
            )


def _unverified(
    versions: Mapping[str, Sequence[AnyRule]] | Mapping[str, Sequence[Reference]],
) -> Iterator[RuleProblem]:
    for identifier, rules in versions.items():
        since = sorted(rule.valid_from for rule in rules if not rule.verified)
        if since:
            days = ", ".join(day.isoformat() for day in since)
            yield RuleProblem(
                ProblemKind.UNVERIFIED,
                identifier,
                f"Not checked against a text; version of {days}.",
            )
