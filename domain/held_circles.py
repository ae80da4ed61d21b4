"""The circles that hold one person on one day, and nothing else: for walks over many days.

`assess` tells everything of one day. Here the same circles come out of the same pieces, and states
in which the rules see no difference are judged once, whosever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from domain.assessment import Moment, endings_that_count, release_day
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
        day: The day judged.
        person: The state up to the day asked about.
        circumstances: What was known of the circumstances.
        ends: Every end that is triggered by what is known on that day.
        standings: How each need stands by acts and endings.
        circles: The circles with a need that is stuck, by identity.
        stuck: The needs that are stuck: not those that a release is known to open.
        possibly_stuck: The needs that are stuck under one reading of what is not known.
        obtainable: The needs that are met or can be had.
    """

    day: date
    person: Person
    circumstances: Circumstances
    ends: tuple[End, ...]
    standings: Mapping[Need, OnDay]
    circles: Mapping[str, HeldCircle]
    stuck: frozenset[str]
    possibly_stuck: frozenset[str]
    obtainable: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """What the engine finds of one state, whosever it is."""

    circles: Mapping[str, HeldCircle]
    stuck: frozenset[str]
    possibly_stuck: frozenset[str]
    obtainable: frozenset[str]


@dataclass(frozen=True)
class CircleFinder:
    """Finds the circles of persons under one rule set.

    Attributes:
        rules: The rule set.
        law_on: The day whose law is applied instead of that of each day; None for its own.
    """

    rules: RuleSet
    law_on: date | None = None
    _remembered: dict[_Signature, _Found] = field(default_factory=dict, compare=False, repr=False)

    def law_of(self, day: date) -> InForce:
        """Return the rules by which `day` is judged."""
        return self.rules.in_force(self.rules.same_law_since(self.law_on or day))

    def on(
        self,
        person: Person,
        day: date,
        in_force: InForce | None = None,
        moment: Moment = Moment.NOW,
    ) -> HeldOn:
        """Return the circles that hold `person`, as `assess` finds them.

        Args:
            person: The state folded from the acts up to `day`.
            day: The day asked about, in the Netherlands.
            in_force: The rules by which to judge it instead of its own.
            moment: As things are, or as they will be on release of whoever is detained.
        """
        detained = person.episode_on(day) is not None
        if detained and moment is Moment.RELEASE:
            return self._judged(person, release_day(person, day), in_force, released=True)[0]
        now, found = self._judged(person, day, in_force)
        if not (detained and found.stuck):
            return now
        opens = self._judged(person, release_day(person, day), in_force, released=True)[1]
        stuck = now.stuck - opens.obtainable
        circles = {
            name: circle
            for name, circle in now.circles.items()
            if not stuck.isdisjoint(circle.needs)
        }
        return replace(now, circles=circles, stuck=stuck)

    def _judged(
        self, person: Person, day: date, in_force: InForce | None, *, released: bool = False
    ) -> tuple[HeldOn, _Found]:
        law = in_force or self.law_of(day)
        circumstances = circumstances_on(person, day, released_by_then=released)
        ends = endings_that_count(self.rules, law, self.law_on).ends(person, day)
        standings = on_day_with(person, ends, day)
        signature = _signature(law, standings, circumstances)
        found = self._remembered.get(signature)
        if found is None:
            found = self._remembered[signature] = _found(standings, law, circumstances)
        held = HeldOn(
            *(day, person, circumstances, ends, standings),
            *(found.circles, found.stuck, found.possibly_stuck, found.obtainable),
        )
        return held, found


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


def _found(standings: Mapping[Need, OnDay], law: InForce, circumstances: Circumstances) -> _Found:
    readings, circles, links = circles_and_links(standings, law, circumstances)
    held = {}
    for circle in circles:
        rules = holding_rules(circle, links)
        digest = circle_digest(rules)
        held[digest] = HeldCircle(
            digest, ring_order(circle.needs, links), rules, weakest_link(circle, links)
        )
    return _Found(held, readings.stuck, readings.possibly_stuck, readings.lower.obtainable)
