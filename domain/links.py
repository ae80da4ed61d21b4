"""Why a way fails: what it asks, what is missing, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.guards import guard_state
from domain.needs import Need
from domain.rules import Bindingness, Guard, Way, WayKind
from domain.situation import Circumstances, Scalar

UNKNOWN_PREFIX = "unknown:"
"""Marks a circumstance that is not known, where it stands among the requirements of a way."""


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """A circumstance that keeps a way closed, or of which it is not known whether it does."""

    guard: Guard
    value: Scalar | None

    @property
    def unknown(self) -> bool:
        """Whether the circumstance is unknown rather than wrong."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Link:
    """One way of one need, judged for one person.

    Attributes:
        way: The rule.
        requires: The needs that it asks, in the order of the rule.
        missing: Those of them that are not met.
        closed_by: The circumstances that keep it closed or are unknown.
        basis: What kind of obstacle stands in its way; of several the one that binds least, since
            that is where it can be opened.
    """

    way: Way
    requires: tuple[Need, ...]
    missing: tuple[Need, ...]
    closed_by: tuple[ClosedBy, ...]
    basis: Bindingness

    @property
    def open(self) -> bool:
        """Whether nothing but the missing needs stands in its way."""
        return not self.closed_by

    @property
    def by_duty(self) -> bool:
        """Whether an authority must act on this way without being asked."""
        return self.way.kind is WayKind.DUTY


_LEAST_BINDING_FIRST = (Bindingness.PRACTICE, Bindingness.FACTUAL, Bindingness.STATUTE)


def judge(way: Way, met: frozenset[Need], circumstances: Circumstances) -> Link:
    """Return `way` judged against what is met and the circumstances of one day."""
    closed = []
    for guard in way.guards:
        value = circumstances.value(guard.circumstance)
        if guard_state(guard, value) is not True:
            closed.append(ClosedBy(guard, value))
    missing = tuple(condition for condition in way.conditions if condition.need not in met)
    bindings = [condition.bindingness for condition in missing]
    bindings += [each.guard.bindingness for each in closed]
    basis = next((each for each in _LEAST_BINDING_FIRST if each in bindings), Bindingness.STATUTE)
    return Link(
        way=way,
        requires=tuple(condition.need for condition in way.conditions),
        missing=tuple(condition.need for condition in missing),
        closed_by=tuple(closed),
        basis=basis,
    )


def plain_ways(
    ways: Iterable[Way], circumstances: Circumstances
) -> list[tuple[str, frozenset[str]]]:
    """Return the ways that are or may be open, as the engine reads them.

    A way whose guard is closed is left out. A guard whose circumstance is unknown becomes a
    requirement of its own, which one reading takes as met and the other as unmet. A way that an
    authority may choose (`option`) is left out: it is an intervention, not something to count on.
    """
    plain = []
    for way in ways:
        if way.kind is WayKind.OPTION:
            continue
        requirements = {str(condition.need) for condition in way.conditions}
        states = [
            (guard, guard_state(guard, circumstances.value(guard.circumstance)))
            for guard in way.guards
        ]
        if any(state is False for _, state in states):
            continue
        requirements |= {
            f"{UNKNOWN_PREFIX}{guard.circumstance}" for guard, state in states if state is None
        }
        plain.append((str(way.need), frozenset(requirements)))
    return plain
