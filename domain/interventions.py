"""What a decision would open: interventions as extra ways, and those that free a need alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from domain.deadlock import classify
from domain.guards import guards_state
from domain.links import plain_way
from domain.needs import Need
from domain.rules import Guard, InForce, Intervention, InterventionKind, Way, WayKind
from domain.situation import Circumstances

PlainWay = tuple[str, frozenset[str]]

Decision = Intervention | Way
"""An intervention, or a way that an authority may choose (`option`)."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A decision that by itself makes needs obtainable that were stuck.

    Attributes:
        rule: The intervention, or the way that an authority may choose (`option`).
        frees: The stuck needs that become obtainable.
    """

    rule: Decision
    frees: tuple[Need, ...]


def decisions(
    in_force: InForce, circumstances: Circumstances, ended_by: Mapping[Need, str]
) -> list[tuple[Decision, list[PlainWay]]]:
    """Return every decision that may be taken, with the ways for the engine that it would add.

    Args:
        in_force: The rules in force.
        circumstances: The circumstances on that day.
        ended_by: The needs that a rule ended, each with the id of that ending.
    """
    found: list[tuple[Decision, list[PlainWay]]] = []
    for way in in_force.ways:
        if way.kind is WayKind.OPTION:
            plain = plain_way(way, circumstances)
            found.append((way, [] if plain is None else [plain]))
    found += [
        (each, _ways_of(each, in_force, circumstances, ended_by))
        for each in in_force.interventions
        if guards_state(each.guards, circumstances.value) is True
    ]
    return found


def single_ways_out(
    decided: Iterable[tuple[Decision, Sequence[PlainWay]]],
    ways: Sequence[PlainWay],
    met: frozenset[Need],
    pending: frozenset[Need],
    stuck: frozenset[str],
) -> tuple[WayOut, ...]:
    """Return the decisions that each by themselves free a need that is stuck.

    What an authority can decide comes before what others choose freely; of each kind those that
    free most come first, and equals are in order of their ids.

    Args:
        decided: Every decision with what it would add, as `decisions` gives them.
        ways: The ways that are or may be open.
        met: The needs that hold.
        pending: The needs that are expected to be granted.
        stuck: The needs that are stuck.
    """
    found = []
    for rule, added in decided:
        if not added:
            continue
        obtainable = classify([*ways, *added], met, pending, circle_cap=0).obtainable
        frees = tuple([need for need in Need if need in stuck and need in obtainable])
        if frees:
            found.append(WayOut(rule, frees))
    return tuple(
        sorted(
            found,
            key=lambda each: (isinstance(each.rule, Way), -len(each.frees), each.rule.id),
        )
    )


def _ways_of(
    intervention: Intervention,
    in_force: InForce,
    circumstances: Circumstances,
    ended_by: Mapping[Need, str],
) -> list[PlainWay]:
    own = frozenset(str(condition.need) for condition in intervention.conditions)
    match intervention.kind:
        case InterventionKind.GRANT | InterventionKind.BRIDGE:
            return [(str(intervention.need), own)]
        case InterventionKind.WAIVE:
            changed = [
                (plain[0], plain[1] - {str(intervention.waives)})
                for way in _changed(intervention, in_force)
                if (plain := plain_way(way, circumstances))
            ]
        case InterventionKind.OPEN:
            changed = [
                plain
                for way in _changed(intervention, in_force)
                if (plain := plain_way(way, circumstances, _still_asked(way, intervention)))
            ]
        case InterventionKind.POSTPONE:
            return [
                (str(need), own)
                for need, ending in ended_by.items()
                if ending == intervention.ending
            ]
        case InterventionKind.SPEED_UP:
            return []
        case _:
            assert_never(intervention.kind)
    return [(need, body | own) for need, body in changed]


def _changed(intervention: Intervention, in_force: InForce) -> Iterator[Way]:
    """Yield the ways that an intervention changes; one that may be chosen stays a choice."""
    for way in in_force.ways:
        if way.id == intervention.way and way.kind is not WayKind.OPTION:
            yield way


def _still_asked(way: Way, intervention: Intervention) -> tuple[Guard, ...]:
    """Return the guards that remain when an intervention opens a way.

    It opens the circumstances that its own guards name; one without guards opens them all.
    """
    opened = {guard.circumstance for guard in intervention.guards}
    return tuple(each for each in way.guards if opened and each.circumstance not in opened)
