"""One person as an instance of the definitions, and what the definitions say of it.

The facts and ways are those that a certificate states. Both fixpoints are taken as they are
defined, by following the ways from nothing and from everything until nothing changes; traps,
circles and knots are looked for among all sets of circular needs (`tests.domain.deadlock_oracle`).
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from domain.assessment import Assessment
from domain.certificates import Facts, GuardStatement, Scalar, WayStatement
from domain.certifying import case_of
from domain.links import UNKNOWN_PREFIX
from domain.rules import RuleSet
from tests.domain.deadlock_oracle import Needs, Oracle, Way, canonical


class Followed(Oracle):
    """The definitions over more needs than there are sets to try all."""

    @cached_property
    def least_fixpoint(self) -> Needs:
        return self._followed_from(frozenset())

    @cached_property
    def greatest_fixpoint(self) -> Needs:
        return self._followed_from(self.universe)

    def _followed_from(self, needs: Needs) -> Needs:
        while (after := self.follow(needs)) != needs:
            needs = after
        return needs


@dataclass(frozen=True)
class Verdict:
    """What the definitions say of one person, whatever is true of what is not known.

    `possible` is what is obtainable or circular if all that is not known proves to hold.
    """

    stuck: Needs
    behind: Needs
    circles: tuple[Needs, ...]
    knots: tuple[Needs, ...]
    obtainable: Needs
    possible: Needs


@cache
def verdict(ways: frozenset[Way], met: Needs, pending: Needs, unknown: Needs) -> Verdict:
    """Return what holds under both readings of what is not known."""
    lower = Followed(sorted(ways, key=repr), met, pending)
    upper = Followed(sorted(ways, key=repr), met | unknown, pending)
    certain = lower.circular & upper.circular
    return Verdict(
        stuck=upper.stuck & certain,
        behind=certain - upper.stuck,
        circles=tuple(canonical(each for each in upper.circles if each <= certain)),
        knots=tuple(canonical(each for each in upper.knots if each <= certain)),
        obtainable=lower.least_fixpoint,
        possible=upper.greatest_fixpoint,
    )


def verdict_on(assessment: Assessment, rules: RuleSet, law_on: date | None = None) -> Verdict:
    """Return what the definitions say of an assessed person."""
    case = case_of(assessment, rules, law_on=law_on)
    met, pending = frozenset(case.facts.met), frozenset(case.facts.pending)
    ways = frozenset(way for each in case.ways for way in _plain(each, case.facts))
    asked = frozenset(each for _, required in ways for each in required)
    unknown = frozenset(case.facts.unknown) | {
        each for each in asked if each.startswith(UNKNOWN_PREFIX)
    }
    return verdict(ways, met, pending, unknown - met - pending)


def _plain(way: WayStatement, facts: Facts) -> list[Way]:
    """Return a way with unknown circumstances as requirements; nothing where one closes it."""
    if way.option or way.need in facts.declined:
        return []
    required = set(way.requires)
    for guard in way.guards:
        value = facts.circumstances.get(guard.circumstance)
        if value is None:
            required.add(f"{UNKNOWN_PREFIX}{guard.circumstance}")
        elif not _holds(guard, value):
            return []
    return [(way.need, frozenset(required))]


def _holds(guard: GuardStatement, value: Scalar) -> bool:
    if guard.holds is not None:
        return value is guard.holds
    if guard.one_of is not None:
        return str(value).casefold() in {each.casefold() for each in guard.one_of}
    assert isinstance(value, int)
    if guard.at_least is not None:
        return value >= guard.at_least
    return guard.at_most is None or value <= guard.at_most
