"""Figures of a population: those of `domain.statistics`, and what no figure says beside them.

Every figure is counted as `reintegration stats` counts it, over the acts that a ledger would give
back, on the last day of which anything is told. Taken from the lives themselves are only who they
are about, what remand takes of all days, and how often a person tends to return, which no event
says and no ledger may keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain import events as e
from domain.envelope import order
from domain.events.detention import DetentionTitle
from domain.history import resolve
from domain.population.life import Life
from domain.population.recorded import recorded_acts
from domain.statistics.counting import observed
from domain.statistics.figures import Dimension, Figure
from domain.statistics.files import PersonFile
from domain.statistics.tally import Observation, Share, Tally
from tests.population.targets import Target

_LINES: Final = (Dimension.TWO_WEEKS, Dimension.LENGTH, Dimension.SEX)
_AGES: Final = ((18, 24), (25, 34), (35, 54), (55, 120))


@dataclass(slots=True)
class Measured:
    """What was counted over a population.

    Attributes:
        persons: How many persons.
        along: The figures, divided along each line that a target asks for.
        yes: What the lives themselves say: how many cases have it, by name.
        all: How many cases there are of it.
    """

    persons: int = 0
    along: dict[Dimension, Tally] = field(
        default_factory=lambda: {line: Tally(line) for line in _LINES}
    )
    yes: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)

    def add(self, life: Life, last_day: date) -> None:
        """Count one life."""
        observations = list(observed(file_of(life, last_day)))
        for tally in self.along.values():
            tally.add(observations)
        self._count_life(life, observations)
        self.persons += 1

    def of(self, target: Target) -> Share:
        """Return the share that a target is about; of no cases where nothing was counted."""
        if not isinstance(target.figure, Figure):
            # Days of one person do not tell as much as days of as many persons.
            share = self.yes[target.figure] / max(self.all[target.figure], 1)
            cases = min(self.all[target.figure], self.persons)
            return Share(round(share * cases), cases)
        tally = self.along[target.by or _LINES[0]]
        cell = tally.cells.get((target.figure, target.part, target.group), Share())
        assert isinstance(cell, Share)
        return cell

    def _count_life(self, life: Life, observations: Sequence[Observation]) -> None:
        self._add("women", life.traits.sex == "female")
        for low, high in _AGES:
            self._add(f"age-{low}-{high}", low <= life.traits.age <= high)
        first = life.stays[0]
        if first.title is DetentionTitle.REMAND:
            self.yes["remand-of-days"] += ((first.convicted_on or first.ended) - first.began).days
        self.all["remand-of-days"] += first.days
        for each in observations:
            if each.figure is Figure.RETURN_WITHIN_FIVE:
                self._add(f"return-within-five-{life.traits.returning}", bool(each.value))

    def _add(self, name: str, holds: bool) -> None:  # noqa: FBT001 - one case
        self.all[name] += 1
        self.yes[name] += holds


def measure(lives: Iterable[Life], last_day: date) -> Measured:
    """Return the figures over some lives of any number, read once."""
    found = Measured()
    for life in lives:
        found.add(life, last_day)
    return found


def file_of(life: Life, last_day: date) -> PersonFile:
    """Return the file of a life, as a ledger gives it back on `last_day`."""
    acts = sorted(resolve(recorded_acts(life)).acts, key=order)
    agreed = tuple(
        (act.day, act.body.need)
        for act in life.acts
        if isinstance(act.body, e.AgreementMade) and act.body.need is not None
    )
    return PersonFile(life.traits.person, acts, last_day, agreed)
