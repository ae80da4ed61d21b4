"""The law as data: the ways to meet a need, what ends it, who may intervene, and terms.

A rule set is parsed from TOML files, one file an act, that another layer has read. Every rule
names its source, the days between which it is in force, and how sure we are of it. Rules whose
`verified` is false rest on knowledge that has not been checked against a text; every report that
rests on one says so.

Bindingness tells what kind of obstacle a condition is. *Statute* (in the field W, *wettelijk*) is
law; *practice* (U, *uitvoering*) is what a desk, a form or a system asks; *factual* (F,
*feitelijk*) is money, keys or post. A circle with a practice link can be opened by a decision of
an official; one of statute alone cannot.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Annotated, Final, Self

from pydantic import StringConstraints, model_validator

from domain.circumstances import Circumstance
from domain.consequences import Consequence
from domain.deadlines.rule import Deadline, EquatedDay
from domain.needs import Need
from domain.references import Duty, LookBack, Reference, SharingGround, Support
from domain.rule_kinds import (
    Ending,
    Intervention,
    InterventionKind,
    Rounding,
    Term,
    Way,
    WayKind,
)
from domain.rule_parts import (
    Bindingness,
    Condition,
    Confidence,
    Guard,
    LeadTime,
    Period,
    Rule,
    RuleId,
    Sentence,
    Source,
    Text,
    Window,
)
from domain.triggers import Trigger
from domain.values import Code, Name, Value

__all__ = [
    "RULE_SET_NAMES",
    "Act",
    "AnyRule",
    "Bindingness",
    "Condition",
    "Confidence",
    "Consequence",
    "Deadline",
    "Ending",
    "EquatedDay",
    "Guard",
    "InForce",
    "Intervention",
    "InterventionKind",
    "LeadTime",
    "Period",
    "Rounding",
    "Rule",
    "RuleId",
    "RuleSet",
    "Sentence",
    "Source",
    "Term",
    "Text",
    "Trigger",
    "Way",
    "WayKind",
    "Window",
]


AnyRule = Way | Ending | Consequence | Intervention | Term | Deadline


class Act(Value):
    """One file of rules: an act, or a document that describes a practice.

    Attributes:
        id: Short name, the first half of the ids of its rules.
        title: Title of the act.
        summary: What it says, in our own words.
        bwb_id: Its number in the Basiswettenbestand, where it is a national act.
        consequences: What it makes follow from a lack (`domain.consequences`).
        deadlines: Its deadlines (`domain.deadlines`).
        equated_days: Days that a decree under it puts on a par with public holidays.
        duties: What authorities owe every person, about no need in particular.
        look_back: How far back the judgement of a certificate of conduct looks.
        sharing: When personal data may pass between organisations, or may not.
        support: What each group of detained persons gets.
    """

    id: Code
    title: Text
    summary: Text
    bwb_id: Annotated[str, StringConstraints(pattern=r"^BWBR\d{7}$")] | None = None
    ways: tuple[Way, ...] = ()
    endings: tuple[Ending, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    terms: tuple[Term, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    equated_days: tuple[EquatedDay, ...] = ()
    duties: tuple[Duty, ...] = ()
    look_back: tuple[LookBack, ...] = ()
    sharing: tuple[SharingGround, ...] = ()
    support: tuple[Support, ...] = ()

    @model_validator(mode="after")
    def _rules_carry_its_name(self) -> Self:
        for rule in (*self.rules, *self.references):
            if not rule.id.startswith(f"{self.id}/"):
                msg = (
                    f"{rule.id} stands in the file of {self.id}: its id must begin with {self.id}/"
                )
                raise ValueError(msg)
        return self

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """All rules of the act."""
        return (
            *self.ways,
            *self.endings,
            *self.consequences,
            *self.interventions,
            *self.terms,
            *self.deadlines,
        )

    @property
    def references(self) -> tuple[Reference, ...]:
        """Everything of the act that reports look up, on which no status rests."""
        return (*self.duties, *self.look_back, *self.sharing, *self.support)


RULE_SET_NAMES: Final = ("seed-2007", "law-2007", "law")
"""The rule sets that come with the ledger; any other name is the path of a file."""


class RuleSet(Value):
    """A named collection of acts.

    Attributes:
        name: `seed-2007`, `law-2007`, `law`, or the name of a file.
        frozen_on: The day whose law it shows whatever the day asked about; None for each rule
            by its own dates.
        digest: SHA-256 over the files it was read from, in hexadecimal.
        acts: The acts, in order of their ids.
    """

    name: Name
    frozen_on: date | None
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    acts: tuple[Act, ...]

    @property
    def ways(self) -> tuple[Way, ...]:
        """All ways of all versions."""
        return tuple(way for act in self.acts for way in act.ways)

    @property
    def endings(self) -> tuple[Ending, ...]:
        """All endings of all versions."""
        return tuple(ending for act in self.acts for ending in act.endings)

    @property
    def consequences(self) -> tuple[Consequence, ...]:
        """All consequences of all versions."""
        return tuple(each for act in self.acts for each in act.consequences)

    @property
    def interventions(self) -> tuple[Intervention, ...]:
        """All interventions of all versions."""
        return tuple(each for act in self.acts for each in act.interventions)

    @property
    def terms(self) -> tuple[Term, ...]:
        """All terms of all versions."""
        return tuple(term for act in self.acts for term in act.terms)

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """All deadlines of all versions."""
        return tuple(each for act in self.acts for each in act.deadlines)

    @property
    def references(self) -> tuple[Reference, ...]:
        """Everything of all versions that reports look up, on which no status rests."""
        return tuple(each for act in self.acts for each in act.references)

    @property
    def equated_days(self) -> frozenset[date]:
        """Days that decrees put on a par with public holidays."""
        return _equated_days(self)

    @property
    def rules(self) -> tuple[AnyRule, ...]:
        """All rules of all versions."""
        return tuple(rule for act in self.acts for rule in act.rules)

    def __hash__(self) -> int:
        """Return a hash over the digest, which stands for everything in the rule set."""
        return hash(self.digest)

    def day_of_law(self, asked: date) -> date:
        """Return the day whose law applies when `asked` is the day asked about."""
        return self.frozen_on or asked

    @property
    def needs(self) -> frozenset[Need]:
        """The needs that some rule meets, asks, ends or is about; of others it says nothing."""
        return _needs(self)

    def next_version(self, day: date) -> date | None:
        """Return the first day after `day` on which a rule begins to apply or no longer does."""
        days = _boundaries(self)
        place = bisect_right(days, day)
        return days[place] if place < len(days) else None

    def same_law_since(self, asked: date) -> date:
        """Return the first day from which the rules in force have been those of `asked`.

        That is the day itself where no rule is in force yet. Asking for the rules of that day
        instead finds them made already, whatever the day.
        """
        day = self.day_of_law(asked)
        days = _boundaries(self)
        place = bisect_right(days, day)
        return days[place - 1] if place else day

    def versions_between(self, first: date, last: date) -> tuple[AnyRule, ...]:
        """Return every version that applies on some day from `first` through `last`, in order."""
        begin, end = self.day_of_law(first), self.day_of_law(last)
        return tuple(
            rule
            for rule in self.rules
            if rule.valid_from <= end and (rule.valid_to is None or begin <= rule.valid_to)
        )

    def in_force(self, asked: date) -> InForce:
        """Return the rules that apply on the day `asked`; an expired version never does again."""
        return _in_force(self, self.day_of_law(asked))


class InForce(Value):
    """The rules in force on one day."""

    day: date
    ways: tuple[Way, ...]
    endings: tuple[Ending, ...]
    interventions: tuple[Intervention, ...]
    terms: tuple[Term, ...]
    consequences: tuple[Consequence, ...] = ()
    equated_days: frozenset[date] = frozenset()

    def without_practice(self) -> InForce:
        """Return the same rules without what practice asks or ends beyond statute and fact."""
        return self._lawful

    @cached_property
    def asked_about(self) -> tuple[Circumstance, ...]:
        """The circumstances that some way asks about, in the order of `Circumstance`."""
        asked = {guard.circumstance for way in self.ways for guard in way.guards}
        return tuple(each for each in Circumstance if each in asked)

    # Made once: every person who is stuck is judged under them too.
    @cached_property
    def _lawful(self) -> InForce:
        ways = tuple(
            way.model_copy(
                update={
                    "conditions": tuple(c for c in way.conditions if _beyond_practice(c)),
                    "guards": tuple(g for g in way.guards if _beyond_practice(g)),
                }
            )
            for way in self.ways
        )
        endings = tuple(ending for ending in self.endings if _beyond_practice(ending))
        return self.model_copy(update={"ways": ways, "endings": endings})


def _beyond_practice(rule: Condition | Guard | Ending) -> bool:
    return rule.bindingness is not Bindingness.PRACTICE


@lru_cache(maxsize=16)
def _needs(rules: RuleSet) -> frozenset[Need]:
    asked = {condition.need for way in rules.ways for condition in way.conditions}
    asked |= {condition.need for each in rules.interventions for condition in each.conditions}
    # A deadline says by when, not how: it makes no need one that the rules can judge.
    about = {
        rule.need
        for rule in rules.rules
        if rule.need is not None and not isinstance(rule, Deadline)
    }
    return frozenset(asked | about)


@lru_cache(maxsize=16)
def _equated_days(rules: RuleSet) -> frozenset[date]:
    return frozenset(each.day for act in rules.acts for each in act.equated_days)


@lru_cache(maxsize=16)
def _boundaries(rules: RuleSet) -> tuple[date, ...]:
    judging = [rule for rule in rules.rules if not isinstance(rule, Deadline)]
    days = {rule.valid_from for rule in judging}
    ends = (rule.valid_to for rule in judging if rule.valid_to is not None)
    days |= {end + timedelta(days=1) for end in ends if end < date.max}
    return tuple(sorted(days))


@lru_cache(maxsize=1024)
def _in_force(rules: RuleSet, day: date) -> InForce:
    return InForce(
        day=day,
        ways=tuple(way for way in rules.ways if way.in_force(day)),
        endings=tuple(ending for ending in rules.endings if ending.in_force(day)),
        interventions=tuple(each for each in rules.interventions if each.in_force(day)),
        consequences=tuple(each for each in rules.consequences if each.in_force(day)),
        terms=tuple(term for term in rules.terms if term.in_force(day)),
        equated_days=rules.equated_days,
    )
