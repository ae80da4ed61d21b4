"""One person's file as the figures read it: state, acts, stays, and the lines of each release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from domain import events as e
from domain.accountability.stays import Stay, stays_of
from domain.dates import add_period
from domain.envelope import Act
from domain.events.detention import DetentionGroup, DetentionTitle
from domain.evolve import evolve
from domain.needs import Need
from domain.person import Person
from domain.rules import Period
from domain.statistics.figures import Dimension
from domain.statistics.tally import Lines

LONG_AFTER: Final = Period(months=4)
"""A stay of more than four calendar months is long (Moors & Balogh 2007, note on the groups)."""

TWO_WEEKS: Final = 14
"""Of who was held for more days than these the monitor of aftercare (WODC) tells."""

_GROUP_OF_TITLE: Final = {
    DetentionTitle.REMAND: DetentionGroup.REMAND,
    DetentionTitle.SUBSTITUTE_DETENTION: DetentionGroup.ARRESTEE,
    DetentionTitle.COERCIVE_DETENTION: DetentionGroup.ARRESTEE,
}


@dataclass(frozen=True)
class PersonFile:
    """One person as known on the last day of observation.

    Attributes:
        id: The pseudonym.
        acts: The acts that count, in order, up to that day.
        last_day: The last day of observation; nothing after it is seen.
        agreed: Needs about which an agreement was made for the person, with its day.
        counted: First and last day of the releases, and other acts, that count.
    """

    id: str
    acts: Sequence[Act]
    last_day: date
    agreed: Sequence[tuple[date, Need]] = ()
    counted: tuple[date, date] = (date.min, date.max)

    @cached_property
    def person(self) -> Person:
        """The state after all acts; what was granted later with effect back counts."""
        return self._folded[0]

    @cached_property
    def stays(self) -> tuple[Stay, ...]:
        """The stays in detention, oldest first."""
        return stays_of(self.person, self.acts)

    @cached_property
    def ended(self) -> tuple[Stay, ...]:
        """The stays whose begin and end are known, in that order, and lie within observation."""
        return tuple(
            stay
            for stay in self.stays
            if stay.began is not None
            and stay.released is not None
            and stay.began <= stay.released <= self.last_day
        )

    @cached_property
    def released(self) -> tuple[Stay, ...]:
        """Those of them whose release counts."""
        return tuple(stay for stay in self.ended if self.counts(stay.released or date.min))

    def within(self, first: date, last: date) -> PersonFile:
        """Return the same file where what counts lies between two days, both included."""
        return replace(self, counted=(first, last))

    def counts(self, day: date) -> bool:
        """Return whether what took place on `day` counts."""
        first, last = self.counted
        return first <= day <= last

    @cached_property
    def sex(self) -> str | None:
        """The sex that was recorded last."""
        found = [
            act.body.sex
            for act in self.acts
            if isinstance(act.body, e.PersonRegistered) and act.body.sex is not None
        ]
        return found[-1] if found else None

    def state_at_release(self, stay: Stay) -> Person:
        """Return the state at the end of the day of a release, as its acts tell."""
        if stay.released is None:
            return self.person
        return self._folded[1].get(stay.released, self.person)

    @cached_property
    def settlements(self) -> frozenset[str]:
        """The municipalities where the person went to live after a stay."""
        named = (lines.get(Dimension.MUNICIPALITY) for lines in self._lines)
        return frozenset(name for name in named if name is not None)

    def lines(self, stay: Stay) -> Lines:
        """Return the groups that one of the stays belongs to, as it stands at its release."""
        return self._lines[self.stays.index(stay)]

    def lines_of_act(self, act: Act) -> Lines:
        """Return the groups that an act belongs to: those of the stay it lies in, its own year."""
        lines = self._lines_at.get(act.position, {})
        return {**lines, Dimension.YEAR: str(act.envelope.day.year)}

    @cached_property
    def _lines(self) -> tuple[Lines, ...]:
        """The groups of each stay: every figure asks for them."""
        return tuple(map(self._lines_of, self.stays))

    @cached_property
    def _lines_at(self) -> Mapping[int, Lines]:
        """The groups of the stay in which each act lies, by position of the act."""
        return {
            act.position: lines
            for stay, lines in zip(self.stays, self._lines, strict=True)
            for act in stay.acts
        }

    def _lines_of(self, stay: Stay) -> Lines:
        found: dict[Dimension, str | None] = {
            Dimension.GROUP: group_of(stay),
            Dimension.LENGTH: "long" if is_long(stay) else "short",
            Dimension.TWO_WEEKS: _two_weeks(stay),
            Dimension.SEX: self.sex,
            Dimension.INSTITUTION: stay.institution,
            Dimension.MUNICIPALITY: self._settlement(stay),
            Dimension.YEAR: None if stay.released is None else str(stay.released.year),
        }
        return {line: group for line, group in found.items() if group is not None}

    def _settlement(self, stay: Stay) -> str | None:
        known = self.state_at_release(stay).settlement
        return None if known is None else known.value

    @cached_property
    def _folded(self) -> tuple[Person, dict[date, Person]]:
        """Fold once, and keep the state at the end of each day on which a release took place."""
        days = {act.envelope.day for act in self.acts if isinstance(act.body, e.PersonReleased)}
        state, at_release = Person(self.id), dict[date, Person]()
        for act in self.acts:
            state = evolve(state, act)
            if act.envelope.day in days:
                at_release[act.envelope.day] = state
        return state, at_release


def is_long(stay: Stay) -> bool:
    """Return whether a stay was longer than four calendar months."""
    if stay.began is None or stay.released is None:
        return False
    return stay.released > add_period(stay.began, LONG_AFTER)


def _two_weeks(stay: Stay) -> str | None:
    if stay.days is None:
        return None
    return "over-two-weeks" if stay.days > TWO_WEEKS else "up-to-two-weeks"


def group_of(stay: Stay) -> str:
    """Return the detention group at the end of a stay.

    It is the one that was assigned last, or else follows from the title and the length of the stay.
    """
    group: DetentionGroup | None = None
    title: str = DetentionTitle.UNKNOWN
    for act in stay.acts:
        if stay.released is not None and act.envelope.day > stay.released:
            break
        match act.body:
            case e.DetentionGroupAssigned(group=assigned):
                group = assigned
            case e.DetentionStarted(title=found) | e.ReDetained(title=found):
                title = found
            case e.DetentionTitleChanged(to_title=found):
                title, group = found, None
            case _:
                pass
    if group is None:
        group = _GROUP_OF_TITLE.get(DetentionTitle(title))
    if group is None:
        group = DetentionGroup.LONG_STAY if is_long(stay) else DetentionGroup.SHORT_STAY
    return group.value
