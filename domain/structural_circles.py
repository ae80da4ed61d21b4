"""Which needs wait for each other in the rules of a rule set, whoever it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.need_sets import members, rings
from domain.needs import Need
from domain.rule_parts import HARDEST_FIRST
from domain.rules import Bindingness, RuleSet, Way, WayKind


@dataclass(frozen=True, slots=True)
class StructuralCircle:
    """Needs that can each be reached from each other by following what rules ask.

    That they wait for each other is possible, not certain: another way may lead past them.

    Attributes:
        needs: The needs, in the order of `Need`.
        weakest: The weakest kind of link that it takes to close the circle. *statute*: the law
            alone closes it. *factual*: it takes money or keys as well. *practice*: it takes what
            a desk or a landlord asks, so that a decision can open it.
    """

    needs: tuple[Need, ...]
    weakest: Bindingness


def structural_circles(rule_set: RuleSet, day: date) -> list[StructuralCircle]:
    """Return the groups of needs that wait for each other in the rules in force on `day`.

    Ways that an authority may choose to open (`option`) are left out, as they are for a person.

    Args:
        rule_set: The rules.
        day: The day asked about; a frozen rule set keeps its own.
    """
    ways = [way for way in rule_set.in_force(day).ways if way.kind is not WayKind.OPTION]
    found: dict[tuple[Need, ...], StructuralCircle] = {}
    for number, weakest in enumerate(HARDEST_FIRST, start=1):
        links = _links(ways, frozenset(HARDEST_FIRST[:number]))
        for needs in _rings(links):
            found.setdefault(needs, StructuralCircle(needs, weakest))
    return list(found.values())


def _links(ways: Iterable[Way], followed: frozenset[Bindingness]) -> dict[Need, set[Need]]:
    links: dict[Need, set[Need]] = defaultdict(set)
    for way in ways:
        links[way.need].update(
            condition.need for condition in way.conditions if condition.bindingness in followed
        )
    return links


def _rings(links: Mapping[Need, set[Need]]) -> list[tuple[Need, ...]]:
    """Return the strongly connected groups with a link inside, in the order of their first need."""
    needs = tuple(Need)
    bits = {need: 1 << number for number, need in enumerate(needs)}
    arrows = [sum(bits[asked] for asked in links.get(need, ())) for need in needs]
    found = [members(ring) for ring in rings(arrows, within=sum(bits.values()))]
    return [tuple(needs[number] for number in ring) for ring in sorted(found)]
