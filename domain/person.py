"""The state of one person, rebuilt from acts: every fact with the ids of the events it rests on.

A fact that no act speaks of is unknown, not false. `domain.evolve` tells how an act changes this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from domain.needs import Need
from domain.standing import Standing
from domain.values import Certainty

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact about a person: its value, since when, and the events that say so."""

    value: T
    since: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """One period of detention.

    Attributes:
        began: Day on which it began.
        ended: Day on which it ended; None while it lasts. Earlier than `began` where the source
            says so, which `domain.findings` reports.
        title: The ground of the detention, from `DetentionTitle`.
        institution: Where the person is held.
        municipality: Municipality of that institution.
        correlation: What the begin and the end have in common, where the source says it.
        evidence: The events it rests on.
    """

    began: date
    ended: date | None
    title: str
    institution: str | None
    municipality: str | None
    correlation: str | None
    evidence: tuple[str, ...]

    def covers(self, day: date) -> bool:
        """Return whether the person is held at the end of `day`."""
        return self.began <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class LooseRelease:
    """A release without a detention that it could end, as far as the acts before it tell.

    Attributes:
        on: Day of the release.
        timed: Whether the moment on that day is known.
        correlation: What it has in common with a detention, where the source says it.
        evidence: The events it rests on.
    """

    on: date
    timed: bool
    correlation: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of release: when it was sent, to whom, for which day, and when it was received."""

    sent: date
    release_on: date
    to: tuple[str, ...]
    received: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the acts say of one person up to one day.

    A fact that no act speaks of is None, or absent from `standings`: unknown, not false.
    """

    id: str
    birth_year: Known[int] | None = None
    dutch_national: Known[bool] | None = None
    episodes: tuple[Episode, ...] = ()
    releases_without_detention: tuple[LooseRelease, ...] = ()
    planned_release: Known[date] | None = None
    planned_release_certainty: Certainty = Certainty.KNOWN
    settlement: Known[str] | None = None
    registered_in: Known[str] | None = None
    departed: Known[bool] | None = None
    address_giver: Known[bool] | None = None
    dwelling: Known[bool] | None = None
    urgency: Known[bool] | None = None
    housing_offered: Known[bool] | None = None
    arrears: Known[bool] | None = None
    card_issued: Known[bool] | None = None
    notices: tuple[Notice, ...] = ()
    standings: Mapping[Need, Standing] = field(default_factory=dict)
    acts: int = 0

    def standing(self, need: Need) -> Standing:
        """Return what the acts say of `need`; an empty standing where none speaks of it."""
        return self.standings.get(need, Standing())

    @property
    def facts(self) -> tuple[Known[Any], ...]:
        """Everything known of the person apart from needs, detention and notices."""
        facts = (
            self.birth_year,
            self.dutch_national,
            self.planned_release,
            self.settlement,
            self.registered_in,
            self.departed,
            self.address_giver,
            self.dwelling,
            self.urgency,
            self.housing_offered,
            self.arrears,
            self.card_issued,
        )
        return tuple(fact for fact in facts if fact is not None)

    def episode_on(self, day: date) -> Episode | None:
        """Return the detention in which the person is held at the end of `day`."""
        for episode in reversed(self.episodes):
            if episode.covers(day):
                return episode
        return None
