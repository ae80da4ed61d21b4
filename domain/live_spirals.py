"""Which spirals turn for a person: what sets them off, keeps them still, or would stop them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.endings import OnDay
from domain.guards import guards_state
from domain.inferred import open_claims
from domain.needs import Need
from domain.person import Claim, Known, Person, in_force
from domain.rules import Intervention, RuleSet
from domain.situation import Circumstances
from domain.spirals import Spiral, spirals
from domain.triggers import Trigger

_NEEDS_UNMET: Final = 2
"""How many needs of a spiral have to be unmet before it is said to turn; a policy, not a law.

One is enough for who has been detained: the round has been made once.
"""


class Motion(StrEnum):
    """Whether a spiral turns for a person."""

    TURNING = "turning"
    AT_RISK = "at-risk"
    HELD_OFF = "held-off"


@dataclass(frozen=True, slots=True)
class LiveSpiral:
    """A spiral that a person is in, or can be drawn into.

    Attributes:
        spiral: What the rules allow.
        motion: *held-off*: an arrangement or a stop keeps it still. *turning*: what sets it off is
            there, needs of it are known not to be met, and nobody is at work on a way out.
            *at-risk*: neither.
        claims: The open claims that set it off.
        unmet: Needs of the spiral that are known not to be met.
        lost: Needs that it takes and that are known not to be met.
        brakes: What an authority can decide to hold it off.
        evidence: The events it rests on.
    """

    spiral: Spiral
    motion: Motion
    claims: tuple[Claim, ...]
    unmet: tuple[Need, ...]
    lost: tuple[Need, ...]
    brakes: tuple[Intervention, ...]
    evidence: tuple[str, ...]


def live_spirals(
    person: Person,
    rule_set: RuleSet,
    standings: Mapping[Need, OnDay],
    met: frozenset[Need],
    circumstances: Circumstances,
    law_day: date,
) -> tuple[LiveSpiral, ...]:
    """Return the spirals that what is recorded of a person sets off; those that turn come first.

    Args:
        person: The state up to the day asked about.
        rule_set: The rules.
        standings: How each need stands on that day.
        met: The needs that are met on it.
        circumstances: The circumstances on it.
        law_day: The day whose law is applied.
    """
    if not person.claims and person.arrears is None:
        return ()
    day = circumstances.day
    law = rule_set.in_force(law_day)
    unmet = frozenset(need for need, each in standings.items() if each.known and need not in met)
    found: list[LiveSpiral] = []
    for spiral in spirals(rule_set, law_day):
        cause = _cause(person, spiral, unmet, day)
        if cause is None:
            continue
        stopped = _stopped(person, spiral, day)
        passed = tuple(need for need in spiral.needs if need in unmet)
        found.append(
            LiveSpiral(
                spiral=spiral,
                motion=_motion(person, standings, passed, day, stopped=stopped is not None),
                claims=cause.claims,
                unmet=passed,
                lost=tuple(need for need in spiral.losses if need in unmet),
                brakes=tuple(_brakes(spiral, law.interventions, circumstances)),
                evidence=(*cause.evidence, *(stopped.evidence if stopped is not None else ())),
            )
        )
    order = tuple(Motion)
    return tuple(sorted(found, key=lambda each: order.index(each.motion)))


@dataclass(frozen=True, slots=True)
class _Cause:
    claims: tuple[Claim, ...]
    evidence: tuple[str, ...]


def _cause(person: Person, spiral: Spiral, unmet: frozenset[Need], day: date) -> _Cause | None:
    """Return what sets the spiral off: an open claim of its kind, or rent that is unpaid.

    Where the home is lost no rent goes unpaid any more: what is left is a circle.
    """
    closing = spiral.closed_by
    if closing.lacking is not None and closing.lacking not in unmet:
        return None
    if Trigger.DETENTION_STARTED in spiral.triggers:
        claims = tuple(
            claim
            for claim in open_claims(person, day)
            if closing.claim is None or claim.kind is closing.claim
        )
        evidence = tuple(dict.fromkeys(event for claim in claims for event in claim.evidence))
        return _Cause(claims, evidence) if claims else None
    arrears = person.arrears
    if (
        closing.trigger is Trigger.RENT_UNPAID
        and arrears is not None
        and arrears.value
        and arrears.since <= day
        and Need.HOUSING not in unmet
    ):
        return _Cause((), arrears.evidence)
    return None


def _stopped(person: Person, spiral: Spiral, day: date) -> Known[bool] | None:
    """Return what keeps collection still: an arrangement, or a stop of the collection agency."""
    if Trigger.DETENTION_STARTED not in spiral.triggers:
        return None
    for each in (person.collection_arrangement, person.collection_stop):
        fact = in_force(each, day)
        if fact is not None and fact.value:
            return fact
    return None


def _motion(
    person: Person,
    standings: Mapping[Need, OnDay],
    passed: tuple[Need, ...],
    day: date,
    *,
    stopped: bool,
) -> Motion:
    if stopped:
        return Motion.HELD_OFF
    helped = standings[Need.DEBT_HELP].pending is not None
    been_inside = any(episode.began <= day for episode in person.episodes)
    enough = 1 if been_inside else _NEEDS_UNMET
    return Motion.TURNING if len(passed) >= enough and not helped else Motion.AT_RISK


def _brakes(
    spiral: Spiral, interventions: Iterable[Intervention], circumstances: Circumstances
) -> Iterator[Intervention]:
    for each in interventions:
        if (
            each.ending in spiral.rules
            and guards_state(each.guards, circumstances.value) is not False
        ):
            yield each
