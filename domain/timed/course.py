"""What a sweep found: which needs are held on which days, and by which ways."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.rules import Window
from domain.timed.compiled import CompiledProblem
from domain.timed.model import Days, TimedWay, contains


@dataclass(frozen=True, slots=True)
class Spell:
    """A run of days on each of which a way takes effect.

    Attributes:
        way: The way.
        first: The first of them; it was started `way.lead` days before.
        last: The last of them; None while it goes on.
        until: The last day on which what it gave is still there; None while it goes on.
    """

    way: TimedWay
    first: int
    last: int | None
    until: int | None = None

    @property
    def started(self) -> int:
        """The day of start that leads to the first day."""
        return self.first - self.way.lead


class SpellSoFar:
    """A spell that goes on, until its last day is known and what it gave is gone.

    Attributes:
        way: The number of the way.
        first: As in `Spell`, like the others.
    """

    __slots__ = ("first", "last", "until", "way")

    def __init__(self, way: int, first: int) -> None:
        self.way = way
        self.first = first
        self.last: int | None = None
        self.until: int | None = None


@dataclass(frozen=True, eq=False)
class Course:
    """What is held on each day through `last`.

    That a need is not held by then says nothing of the days after.

    Attributes:
        problem: What was swept.
        history: Each day on which the needs that are held change, with those needs by number.
        noted: The spells of ways as the sweep noted them, in order of the first day.
        last: The last day looked at.
    """

    problem: CompiledProblem
    history: tuple[tuple[int, int], ...]
    noted: Sequence[SpellSoFar]
    last: int

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """When ways take effect, in order of the first day; most courses are not asked for them."""
        ways = self.problem.ways
        return tuple(
            [Spell(ways[each.way].way, each.first, each.last, each.until) for each in self.noted]
        )

    def on(self, day: int) -> int:
        """Return the needs held on `day`, by number; none before day 0."""
        place = bisect_right(self.history, day, key=lambda change: change[0])
        return self.history[place - 1][1] if place else 0

    def held_on(self, day: int) -> frozenset[str]:
        """Return the needs held on `day`."""
        return self.problem.named(self.on(day))

    def holds(self, needs: Iterable[str], day: int) -> bool:
        """Return whether all of `needs` are held on `day`."""
        wanted = self.problem.numbered(frozenset(needs))
        return wanted is not None and not wanted & ~self.on(day)

    def days_of(self, need: str) -> Days:
        """Return the days on which `need` is held; the last span ends with the days looked at."""
        number = self.problem.numbers.get(need)
        if number is None:
            return ()
        found: list[tuple[int, int]] = []
        since: int | None = None
        for day, needs in self.history:
            if needs >> number & 1:
                since = day if since is None else since
            elif since is not None:
                found.append((since, day))
                since = None
        if since is not None:
            found.append((since, self.last + 1))
        return tuple(found)

    def earliest(self, need: str) -> int | None:
        """Return the first day on which `need` is held; None when it is not by the last day."""
        number = self.problem.numbers.get(need)
        if number is None:
            return None
        return next((day for day, needs in self.history if needs >> number & 1), None)

    def gaps(self, need: str, first: int = 0, end: int | None = None) -> Days:
        """Return the days from `first` until `end` on which `need` is not held.

        Args:
            need: The need.
            first: The first day that counts.
            end: The first day that no longer counts; by default the day after the last.
        """
        end = self.last + 1 if end is None else end
        found = []
        for begins, stops in self.days_of(need):
            if first < begins:
                found.append((first, min(begins, end)))
            first = max(first, stops)
        if first < end:
            found.append((first, end))
        return tuple((begins, stops) for begins, stops in found if begins < stops)

    def steps_to(self, needs: Iterable[str], day: int | None = None) -> tuple[Spell, ...]:
        """Return ways, in order of their start, that lead to `needs` being held on `day`.

        It is one course of several that there may be: of each need the first way that takes effect
        and of which what it gives is still there on the day.

        Args:
            needs: What is to be held; of those that are not, no way is given.
            day: The day; by default the first on which each is held.
        """
        found: dict[tuple[str, int], Spell] = {}
        seen: set[tuple[str, int | None]] = set()
        queue = [(need, self.earliest(need) if day is None else day) for need in sorted(needs)]
        while queue:
            need, wanted = asked = queue.pop(0)
            if wanted is None or asked in seen:
                continue
            seen.add(asked)
            spell = self._first_to_give(need, wanted)
            if spell is None:
                continue
            found[spell.way.id, spell.first] = spell
            for condition in spell.way.conditions:
                at_start = condition.window is Window.START
                queue.append((condition.need, spell.started if at_start else spell.first))
                if condition.window is Window.WHILE and not condition.grace:
                    queue.append((condition.need, wanted))
        return tuple(sorted(found.values(), key=lambda spell: (spell.started, spell.way.id)))

    def _first_to_give(self, need: str, day: int) -> Spell | None:
        """Return what first gives `need` and lasts through `day`; None where a fact meets it."""
        if contains(self.problem.problem.facts.get(need, ()), day):
            return None
        giving = [
            spell
            for spell in self.spells
            if spell.way.need == need
            and spell.first <= day
            and (spell.until is None or day <= spell.until)
        ]
        return min(giving, key=lambda spell: (spell.first, spell.way.id), default=None)
