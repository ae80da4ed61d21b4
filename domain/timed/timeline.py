"""The circumstances of a person as they will be: on which days each guard of a rule is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.circumstances import Circumstance
from domain.guards import guard_state
from domain.person import Person, first_day_after
from domain.rules import Guard, Window
from domain.situation import Circumstances, circumstances_on
from domain.timed.model import ALWAYS, FOREVER, Days, intersection, normalised
from domain.timed.setting import Setting, Unknowns

INERT_CIRCUMSTANCES = (
    Circumstance.BENEFIT_APPLIED,
    Circumstance.CONVICTION_DEBTS,
    Circumstance.EARLIER_RESTRUCTURING,
    Circumstance.HAS_DWELLING,
    Circumstance.HOUSING_OFFERED,
    Circumstance.HOUSING_URGENCY,
    Circumstance.RECORDED_AS_DEPARTED,
    Circumstance.REGISTERED_MUNICIPALITY,
    Circumstance.SETTLES_WHERE_REGISTERED,
)
"""Circumstances that acts change and a look ahead does not.

A guard may ask that one of them does *not* hold. Were they to follow from what is forecast, more
could give less, and no last safe day would be certain. So they stay as recorded.
"""


class Timeline:
    """The circumstances of one person from one day on, in stretches within which they are equal."""

    __slots__ = ("_cache", "_setting", "_stretches", "unknown")

    def __init__(self, person: Person, setting: Setting) -> None:
        """Lay out the circumstances of `person`, whose release `setting` is already in them."""
        days = {setting.day}
        days |= {fact.since for fact in person.facts}
        days |= {after for fact in person.facts if (after := first_day_after(fact)) is not None}
        days |= {each.ended for each in person.episodes if each.ended is not None}
        days |= {each.began for each in person.episodes}
        if person.birth_year is not None:
            last = min(setting.horizon.year + 1, date.max.year)
            days |= {date(year, 1, 1) for year in range(setting.day.year + 1, last + 1)}
        first = sorted(day for day in days if setting.day <= day)
        ends = [*(setting.number(day) for day in first[1:]), FOREVER]
        self._setting = setting
        self._stretches = [
            (setting.number(day), end, circumstances_on(person, day))
            for day, end in zip(first, ends, strict=True)
        ]
        self._cache: dict[Guard, Days] = {}
        self.unknown: set[Circumstance] = set()

    @property
    def today(self) -> Circumstances:
        """The circumstances of the first day."""
        return self._stretches[0][2]

    @property
    def changes(self) -> tuple[int, ...]:
        """The days after the first on which circumstances change."""
        return tuple(first for first, _, _ in self._stretches[1:])

    def days(self, guard: Guard) -> Days:
        """Return the days on which `guard` is open, as the setting reads what is unknown."""
        found = self._cache.get(guard)
        if found is None:
            found = self._cache[guard] = normalised(
                (first, end)
                for first, end, circumstances in self._stretches
                if self._is_open(guard, circumstances)
            )
        return found

    def _is_open(self, guard: Guard, circumstances: Circumstances) -> bool:
        state = guard_state(guard, circumstances.value(guard.circumstance))
        if state is None:
            self.unknown.add(guard.circumstance)
            return self._setting.unknowns is Unknowns.FAVOURABLE
        return state

    def windows(self, guards: Iterable[Guard]) -> dict[Window, Days]:
        """Return the days on which `guards` leave each window open; those without are absent."""
        found: dict[Window, Days] = {}
        for guard in guards:
            window = guard.window
            found[window] = intersection(found.get(window, ALWAYS), self.days(guard))
        return found
