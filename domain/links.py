"""Why a way fails: what it asks, what is missing, and on what that rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.guards import asks_freedom, guard_state
from domain.needs import Need
from domain.rule_parts import LEAST_BINDING_FIRST
from domain.rules import Bindingness, Guard, Way, WayKind, Window
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
    """

    way: Way
    requires: tuple[Need, ...]
    missing: tuple[Need, ...]
    closed_by: tuple[ClosedBy, ...]

    @property
    def basis(self) -> Bindingness:
        """What kind of obstacle stands in its way; statute where none does.

        Of several it is the one that binds least, since that is where the way can be opened.
        """
        found = {each.bindingness for each in self.way.conditions if each.need in self.missing}
        found |= {each.guard.bindingness for each in self.closed_by}
        return min(found, key=LEAST_BINDING_FIRST.index, default=Bindingness.STATUTE)

    @property
    def open(self) -> bool:
        """Whether nothing but the missing needs stands in its way."""
        return not self.closed_by


def waits_for_release(link: Link) -> bool:
    """Return whether a release alone opens a way that is closed, and only for what it gives.

    Its application can be made before, so that it is decided by the day of release.
    """
    return bool(link.closed_by) and all(
        asks_freedom(each.guard) and each.guard.window in (Window.EFFECT, Window.WHILE)
        for each in link.closed_by
    )


def judge(way: Way, met: frozenset[Need], circumstances: Circumstances) -> Link:
    """Return `way` judged against what is met and the circumstances of one day."""
    return Link(
        way=way,
        requires=way.requires,
        missing=tuple([need for need in way.requires if need not in met]),
        closed_by=closed_by(way.guards, circumstances),
    )


def closed_by(guards: Iterable[Guard], circumstances: Circumstances) -> tuple[ClosedBy, ...]:
    """Return the circumstances that keep a way with `guards` closed, or that are not known."""
    closed = []
    for guard in guards:
        value = circumstances.value(guard.circumstance)
        if guard_state(guard, value) is not True:
            closed.append(ClosedBy(guard, value))
    return tuple(closed)


def plain_ways(
    ways: Iterable[Way], circumstances: Circumstances
) -> list[tuple[str, frozenset[str]]]:
    """Return the ways that are or may be open, as the engine reads them.

    A way whose guard is closed is left out. A guard whose circumstance is unknown becomes a
    requirement of its own, which one reading takes as met and the other as unmet. A way that an
    authority may choose (`option`) is left out: it is an intervention, not something to count on.
    """
    return [
        plain
        for way in ways
        if way.kind is not WayKind.OPTION and (plain := plain_way(way, circumstances)) is not None
    ]


def plain_way(
    way: Way, circumstances: Circumstances, guards: Iterable[Guard] | None = None
) -> tuple[str, frozenset[str]] | None:
    """Return `way` as the engine reads it, whatever its kind; None where a guard is closed.

    Args:
        way: The way.
        circumstances: The circumstances on that day.
        guards: The guards that count, where they are not all of its own.
    """
    requirements = way.requirements
    for each in closed_by(way.guards if guards is None else guards, circumstances):
        if not each.unknown:
            return None
        requirements |= {f"{UNKNOWN_PREFIX}{each.guard.circumstance}"}
    return str(way.need), requirements
