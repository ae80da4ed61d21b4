"""The circles that hold one person on one day, and nothing else: for walks over many days.

`assess` tells everything of one day. Here the same circles come out of the same pieces, and states
in which the rules see no difference are judged once, whosever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from domain.assessment import endings_that_count
from domain.circle_identity import circle_digest, holding_rules, ring_order, weakest_link
from domain.endings import End, OnDay, on_day_with
from domain.engine import circles_and_links
from domain.needs import Need
from domain.person import Person
from domain.rules import Bindingness, InForce, RuleSet
from domain.situation import Circumstances, Scalar, circumstances_on

_Standing: TypeAlias = tuple[bool, ...]
_Signature: TypeAlias = tuple[date, tuple[_Standing, ...], tuple[Scalar | None, ...]]
"""All that the engine sees of a person: the law, how needs stand, what rules ask about."""


@dataclass(frozen=True, slots=True)
class HeldCircle:
    """A circle, whosever it is.

    Attributes:
        id: Its identity (`domain.circle_identity`).
        needs: Its needs, each asking for the next as far as one path can show it.
        rules: Ids of the rules that hold it, sorted.
        weakest: The weakest kind of link that holds it.
    """

    id: str
    needs: tuple[Need, ...]
    rules: tuple[str, ...]
    weakest: Bindingness


@dataclass(frozen=True, slots=True)
class HeldOn:
    """One person on one day, as far as circles go.

    Attributes:
        day: The day.
        person: The state up to that day.
        circumstances: What was known of the circumstances.
        ends: Every end that is triggered by what is known on that day.
        standings: How each need stands by acts and endings.
        circles: The circles, by identity.
        stuck: The needs that are stuck.
        possibly_stuck: The needs that are stuck under one reading of what is not known.
    """

    day: date
    person: Person
    circumstances: Circumstances
    ends: tuple[End, ...]
    standings: Mapping[Need, OnDay]
    circles: Mapping[str, HeldCircle]
    stuck: frozenset[str]
    possibly_stuck: frozenset[str]


@dataclass(frozen=True)
class CircleFinder:
    """Finds the circles of persons under one rule set.

    Attributes:
        rules: The rule set.
        law_on: The day whose law is applied instead of that of each day; None for its own.
    """

    rules: RuleSet
    law_on: date | None = None
    _found: dict[_Signature, tuple[Mapping[str, HeldCircle], frozenset[str], frozenset[str]]] = (
        field(default_factory=dict, compare=False, repr=False)
    )

    def law_of(self, day: date) -> InForce:
        """Return the rules by which `day` is judged."""
        return self.rules.in_force(self.rules.same_law_since(self.law_on or day))

    def on(self, person: Person, day: date, in_force: InForce | None = None) -> HeldOn:
        """Return the circles that hold `person` on `day`.

        Args:
            person: The state folded from the acts up to `day`.
            day: The day, in the Netherlands.
            in_force: The rules by which to judge it instead of its own.
        """
        law = in_force or self.law_of(day)
        circumstances = circumstances_on(person, day)
        ends = endings_that_count(self.rules, law, self.law_on).ends(person, day)
        standings = on_day_with(person, ends, day)
        signature = _signature(law, standings, circumstances)
        if signature not in self._found:
            self._found[signature] = _circles(standings, law, circumstances)
        circles, stuck, possibly = self._found[signature]
        return HeldOn(day, person, circumstances, ends, standings, circles, stuck, possibly)


def _signature(
    law: InForce, standings: Mapping[Need, OnDay], circumstances: Circumstances
) -> _Signature:
    return (
        law.day,
        tuple(
            (
                each.held is not None,
                each.pending is not None,
                each.coming is not None,
                each.contested is not None,
                each.known,
                each.declined,
                each.not_applicable,
            )
            for each in standings.values()
        ),
        tuple(circumstances.value(each) for each in law.asked_about),
    )


def _circles(
    standings: Mapping[Need, OnDay], law: InForce, circumstances: Circumstances
) -> tuple[Mapping[str, HeldCircle], frozenset[str], frozenset[str]]:
    readings, circles, links = circles_and_links(standings, law, circumstances)
    found = {}
    for circle in circles:
        rules = holding_rules(circle, links)
        digest = circle_digest(rules)
        found[digest] = HeldCircle(
            digest, ring_order(circle.needs, links), rules, weakest_link(circle, links)
        )
    return found, readings.stuck, readings.possibly_stuck
