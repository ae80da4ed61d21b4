"""What waits for each other in a rule set, and what hangs on somebody who may say no.

Both are read from the rules alone, before anybody: that needs wait for each other is possible, not
certain, because another way may lead past them. `domain.assessment` says it of a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from domain.circumstances import Circumstance
from domain.deadlock import classify
from domain.guards import IN_FREEDOM, CircumstanceValue, guards_state
from domain.needs import Need
from domain.rule_parts import HARDEST_FIRST
from domain.rules import (
    Bindingness,
    InForce,
    Intervention,
    InterventionKind,
    RuleSet,
    Way,
    WayKind,
)

HANGS_ON: Final[Mapping[Circumstance, bool]] = MappingProxyType(
    {
        Circumstance.ADDRESS_GIVER: True,
        Circumstance.HOUSING_OFFERED: True,
        Circumstance.HOUSING_URGENCY: True,
        Circumstance.EMPLOYER_FOUND: True,
        Circumstance.CONDUCT_REFUSED: False,
    }
)
"""Circumstances that are for somebody else to decide, each with the value that opens a way."""

ALONE: Final[Mapping[Circumstance, CircumstanceValue]] = MappingProxyType(
    {
        **IN_FREEDOM,
        Circumstance.AGE: 30,
        Circumstance.DUTCH_NATIONAL: True,
        Circumstance.RECORDED_AS_DEPARTED: True,
        Circumstance.HAS_DWELLING: False,
        **{circumstance: not opens for circumstance, opens in HANGS_ON.items()},
    }
)
"""Somebody who leaves prison with nothing, and whom nobody helps who does not have to."""


@dataclass(frozen=True, slots=True)
class RuleLink:
    """That the rules of one need ask another.

    Attributes:
        need: What is wanted.
        asks: What has to be met first.
        rules: Ids of the rules that ask it.
        bindingness: Of these the one that binds most.
    """

    need: Need
    asks: Need
    rules: tuple[str, ...]
    bindingness: Bindingness


@dataclass(frozen=True, slots=True)
class RuleCircle:
    """Needs each of which asks the next, and the last the first; no smaller ring is within.

    Attributes:
        needs: The needs, each before the one that it asks.
        links: What asks what, in the same order.
        weakest: The weakest kind of link that it takes: what is weakest can be broken most easily.
        past: Ids of the ways that meet one of its needs and ask none of them.
        decisions: Ids of interventions and options that open it.
    """

    needs: tuple[Need, ...]
    links: tuple[RuleLink, ...]
    weakest: Bindingness
    past: tuple[str, ...]
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A need to which no way leads unless somebody agrees who does not have to.

    Attributes:
        need: The need.
        circumstance: What it hangs on.
        bindingness: Whether statute, practice or fact makes it hang on that.
        rules: Ids of the ways that ask it.
        decisions: Ids of interventions and options that lead to the need all the same.
    """

    need: Need
    circumstance: Circumstance
    bindingness: Bindingness
    rules: tuple[str, ...]
    decisions: tuple[str, ...]


def minimal_circles(rule_set: RuleSet, day: date) -> tuple[RuleCircle, ...]:
    """Return the smallest rings of needs in the rules in force on `day`.

    Rings of statute come first, then those that take money or keys as well, then those that take
    what a desk asks. In the last also count ways that an authority may choose, and decisions that
    ask for what they would give, such as leave to fetch a document.

    Args:
        rule_set: The rules.
        day: The day asked about; a frozen rule set keeps its own.
    """
    in_force = rule_set.in_force(day)
    found: dict[frozenset[Need], RuleCircle] = {}
    for number, weakest in enumerate(HARDEST_FIRST, start=1):
        links = _links(in_force, frozenset(HARDEST_FIRST[:number]))
        for ring in _smallest(_rings(links)):
            found.setdefault(frozenset(ring), _circle(ring, weakest, links, in_force))
    return tuple(found.values())


def dead_ends(rule_set: RuleSet, day: date) -> tuple[DeadEnd, ...]:
    """Return what hangs on one decision of somebody else, in the rules in force on `day`.

    Judged of somebody who has nothing and whom nobody helps (`ALONE`), and of each need as if
    everything were met that does not itself ask for it.

    Args:
        rule_set: The rules.
        day: The day asked about; a frozen rule set keeps its own.
    """
    in_force = rule_set.in_force(day)
    found = []
    for need in Need:
        independent = frozenset(set(Need) - _asking(need, in_force) - {need})
        if need in _obtainable(in_force, ALONE, independent):
            continue
        for circumstance, opens in HANGS_ON.items():
            guarded = [
                (way, guard)
                for way in in_force.ways
                if way.need is need and way.kind is not WayKind.OPTION
                for guard in way.guards
                if guard.circumstance is circumstance
            ]
            helped = {**ALONE, circumstance: opens}
            if guarded and need in _obtainable(in_force, helped, independent):
                found.append(
                    DeadEnd(
                        need=need,
                        circumstance=circumstance,
                        bindingness=min(
                            (guard.bindingness for _, guard in guarded), key=HARDEST_FIRST.index
                        ),
                        rules=tuple(dict.fromkeys(way.id for way, _ in guarded)),
                        decisions=_decisions(frozenset({need}), in_force),
                    )
                )
    return tuple(found)


def _links(in_force: InForce, followed: frozenset[Bindingness]) -> dict[Need, dict[Need, RuleLink]]:
    """Return for each need what its rules ask, as far as that binds in one of the ways given."""
    asked: dict[tuple[Need, Need], list[tuple[str, Bindingness]]] = defaultdict(list)
    for rule, need in _asking_rules(in_force, optional=Bindingness.PRACTICE in followed):
        for condition in rule.conditions:
            if condition.bindingness in followed:
                asked[need, condition.need].append((rule.id, condition.bindingness))
    links: dict[Need, dict[Need, RuleLink]] = defaultdict(dict)
    for (need, asks), rules in asked.items():
        hardest = min((bindingness for _, bindingness in rules), key=HARDEST_FIRST.index)
        names = tuple(dict.fromkeys(name for name, _ in rules))
        links[need][asks] = RuleLink(need, asks, names, hardest)
    return links


def _asking_rules(
    in_force: InForce, *, optional: bool
) -> Iterator[tuple[Way | Intervention, Need]]:
    for way in in_force.ways:
        if optional or way.kind is not WayKind.OPTION:
            yield way, way.need
    if not optional:
        return
    meets = {way.id: way.need for way in in_force.ways}
    for each in in_force.interventions:
        need = each.need or (meets.get(each.way) if each.way is not None else None)
        if need is not None and need in {condition.need for condition in each.conditions}:
            yield each, need


def _rings(links: Mapping[Need, Mapping[Need, RuleLink]]) -> Iterator[tuple[Need, ...]]:
    """Yield every ring in which no need comes twice, each from its first need in order."""
    order = list(Need)
    for start in order:
        later = frozenset(order[order.index(start) :])
        yield from _rings_from((start,), later, links)


def _rings_from(
    path: tuple[Need, ...],
    allowed: frozenset[Need],
    links: Mapping[Need, Mapping[Need, RuleLink]],
) -> Iterator[tuple[Need, ...]]:
    asked = links.get(path[-1], {})
    if path[0] in asked:
        yield path
        # Whatever continues past a need that closes the ring has this smaller ring within; but a
        # need that asks for itself explains nothing of the others.
        if len(path) > 1:
            return
    for need in asked:
        # A need asked earlier on gives a shorter way to it, so a smaller ring.
        if need in allowed and need not in path and not _asked_before(need, path, links):
            yield from _rings_from((*path, need), allowed, links)


def _asked_before(
    need: Need, path: tuple[Need, ...], links: Mapping[Need, Mapping[Need, RuleLink]]
) -> bool:
    return any(need in links.get(each, {}) for each in path[:-1])


def _smaller(ring: tuple[Need, ...], other: tuple[Need, ...]) -> bool:
    return len(ring) > 1 and set(ring) <= set(other)


def _smallest(rings: Iterable[tuple[Need, ...]]) -> list[tuple[Need, ...]]:
    by_size = sorted(rings, key=len)
    kept: list[tuple[Need, ...]] = []
    for ring in by_size:
        if not any(_smaller(each, ring) for each in kept):
            kept.append(ring)
    return kept


def _circle(
    ring: tuple[Need, ...],
    weakest: Bindingness,
    links: Mapping[Need, Mapping[Need, RuleLink]],
    in_force: InForce,
) -> RuleCircle:
    needs = frozenset(ring)
    return RuleCircle(
        needs=ring,
        links=tuple(
            links[need][asks] for need, asks in zip(ring, (*ring[1:], ring[0]), strict=True)
        ),
        weakest=weakest,
        past=tuple(
            dict.fromkeys(
                way.id
                for way in in_force.ways
                if way.need in needs
                and way.kind is not WayKind.OPTION
                and needs.isdisjoint(condition.need for condition in way.conditions)
            )
        ),
        decisions=_decisions(needs, in_force),
    )


def _decisions(needs: frozenset[Need], in_force: InForce) -> tuple[str, ...]:
    """Return the interventions and options that meet one of `needs` while asking none of them."""
    found = [
        way.id
        for way in in_force.ways
        if way.kind is WayKind.OPTION
        and way.need in needs
        and needs.isdisjoint(condition.need for condition in way.conditions)
    ]
    found += [each.id for each in in_force.interventions if _leads_past(each, needs, in_force)]
    return tuple(dict.fromkeys(found))


def _leads_past(each: Intervention, needs: frozenset[Need], in_force: InForce) -> bool:
    if not needs.isdisjoint(condition.need for condition in each.conditions):
        return False
    if each.kind in {InterventionKind.GRANT, InterventionKind.BRIDGE}:
        return each.need in needs
    if each.kind not in {InterventionKind.WAIVE, InterventionKind.OPEN}:
        return False
    return any(
        way.id == each.way
        and way.need in needs
        and needs.isdisjoint(
            condition.need for condition in way.conditions if condition.need is not each.waives
        )
        for way in in_force.ways
    )


def _asking(need: Need, in_force: InForce) -> set[Need]:
    """Return the needs that ask `need`, straight or through others."""
    found: set[Need] = set()
    ahead = [need]
    while ahead:
        asked = ahead.pop()
        new = {
            way.need
            for way in in_force.ways
            if way.kind is not WayKind.OPTION
            and asked in {condition.need for condition in way.conditions}
        } - found
        found |= new
        ahead += new
    return found


def _obtainable(
    in_force: InForce,
    circumstances: Mapping[Circumstance, CircumstanceValue],
    met: frozenset[Need],
) -> frozenset[str]:
    ways = [
        (str(way.need), way.requirements)
        for way in in_force.ways
        if way.kind is not WayKind.OPTION and guards_state(way.guards, circumstances.get)
    ]
    return classify(ways, met, circle_cap=0).obtainable
