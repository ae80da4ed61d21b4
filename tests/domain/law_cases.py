"""The person of the article, in front of the rules of one day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.circumstances import Circumstance
from domain.deadlock import Classification, classify
from domain.guards import CircumstanceValue, guards_state
from domain.needs import Need
from domain.rules import Condition, Way, WayKind
from ledger.rulebook import load_rule_set

Circumstances = Mapping[Circumstance, CircumstanceValue]

RELEASED: Final[Circumstances] = {
    Circumstance.DETAINED: False,
    Circumstance.RELEASED: True,
    Circumstance.DEPRIVED_OF_LIBERTY: False,
    Circumstance.DUTCH_NATIONAL: True,
    Circumstance.HAS_DWELLING: False,
    Circumstance.ADDRESS_GIVER: False,
    Circumstance.HOUSING_OFFERED: False,
    Circumstance.HOUSING_URGENCY: False,
}
"""Released, a Dutch national, home lost, nobody to lend an address or to offer a place."""

DEPARTED: Final[Circumstances] = {**RELEASED, Circumstance.RECORDED_AS_DEPARTED: True}
REGISTERED: Final[Circumstances] = {**RELEASED, Circumstance.RECORDED_AS_DEPARTED: False}
NOTHING_KNOWN: Final[Circumstances] = {}

PAST: Final = date(2026, 11, 24)
"""A day on which to ask frozen rule sets; which one makes no difference to them."""


@dataclass(frozen=True)
class Law:
    """The ways in force on one day of one rule set, in front of one person."""

    rules: str
    day: date = PAST
    circumstances: Circumstances = field(default_factory=dict)

    def ways(self) -> tuple[Way, ...]:
        return load_rule_set(self.rules).in_force(self.day).ways

    def open_ways(self, *, unknown_is_open: bool = False) -> list[tuple[str, frozenset[str]]]:
        states = {True, None} if unknown_is_open else {True}
        return [
            (way.need, frozenset(condition.need for condition in way.conditions))
            for way in self.ways()
            if way.kind is not WayKind.OPTION
            and guards_state(way.guards, self.circumstances.get) in states
        ]

    def judge(self, *met: Need, unknown_is_open: bool = False) -> Classification:
        return classify(self.open_ways(unknown_is_open=unknown_is_open), met)

    def ways_to(self, need: Need) -> list[Way]:
        return [way for way in self.ways() if way.need is need]

    def way(self, identifier: str) -> Way:
        [found] = [way for way in self.ways() if way.id == identifier]
        return found

    def condition(self, identifier: str, need: Need) -> Condition:
        [found] = [each for each in self.way(identifier).conditions if each.need is need]
        return found

    def is_open(self, identifier: str) -> bool | None:
        return guards_state(self.way(identifier).guards, self.circumstances.get)
