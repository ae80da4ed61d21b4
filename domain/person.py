"""The state of one person, rebuilt from acts: every fact with the ids of the events it rests on.

A fact that no act speaks of is unknown, not false. `domain.evolve` tells how an act changes this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any, Final, Generic, TypeVar

from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.detention import DetentionGroup
from domain.needs import Need
from domain.standing import Standing
from domain.values import Certainty, day_after

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """A fact about a person: its value, since when, and the events that say so.

    `until` is the last day on which it holds, where one was said.
    """

    value: T
    since: date
    evidence: tuple[str, ...]
    until: date | None = None


def in_force(fact: Known[bool] | None, day: date) -> Known[bool] | None:
    """Return a fact as it stands on `day`: from the day after its last day it is not so."""
    if fact is None or fact.since > day:
        return None
    if fact.until is None or day <= fact.until:
        return fact
    return Known(not fact.value, fact.until + timedelta(days=1), fact.evidence)


def first_day_after(fact: Known[Any]) -> date | None:
    """Return the first day on which a fact with a last day is no longer so."""
    return None if fact.until is None else day_after(fact.until)


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
class Claim:
    """One claim of the state that is or was collected.

    Attributes:
        kind: What kind of claim.
        amount: Its amount, as a class.
        since: Day on which it was registered.
        settled_on: Day on which it came to an end; None while it is open.
        how: How it came to an end.
        correlation: What its events have in common, where the source says it.
        evidence: The events it rests on.
    """

    kind: ClaimKind
    amount: AmountClass
    since: date
    settled_on: date | None
    how: Settlement | None
    correlation: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Everything the acts say of one person up to one day.

    A fact that no act speaks of is None, or absent from `standings`: unknown, not false. Facts
    with a last day (`forensic_title`, `conditional_release`, `collection_stop`) are read with
    `in_force`.

    Attributes:
        absconded: Whether the person withdrew from detention and has not returned.
        extramural: Whether a title is served outside the institution.
        conditional_release: Whether the person is conditionally released.
        forensic_title: Whether a judicial title for care is in force.
        release_document: Whether proof of release was handed over.
        claims: Claims of the state, in the order in which they were registered.
        collection_arrangement: Whether an arrangement with the collection agency is running.
        collection_stop: Whether collection stands still.
        debt_threat: Whether eviction, or the end of energy or insurance, is about to happen.
        urgent_report: Whether support was reported to be needed at once.
        employer_found: Whether an employer is willing to talk.
        basic_qualification: Whether the level of education is a basic qualification or higher.
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
    group: Known[DetentionGroup] | None = None
    absconded: Known[bool] | None = None
    extramural: Known[bool] | None = None
    conditional_release: Known[bool] | None = None
    forensic_title: Known[bool] | None = None
    release_document: Known[bool] | None = None
    insurance_suspended: Known[bool] | None = None
    debts_inventoried: Known[bool] | None = None
    debt_threat: Known[bool] | None = None
    collection_arrangement: Known[bool] | None = None
    collection_stop: Known[bool] | None = None
    urgent_report: Known[bool] | None = None
    conduct_refused: Known[bool] | None = None
    employer_found: Known[bool] | None = None
    basic_qualification: Known[bool] | None = None
    claims: tuple[Claim, ...] = ()
    notices: tuple[Notice, ...] = ()
    standings: Mapping[Need, Standing] = field(default_factory=dict)
    acts: int = 0

    def changed(self, **facts: object) -> Person:
        """Return the state with other facts, which are named as the attributes are.

        It is what `dataclasses.replace` gives at a tenth of the cost, which is most of that of
        folding: the facts that stay are taken over at once instead of one by one.

        Raises:
            TypeError: There is no such fact.
        """
        if not _FACTS.issuperset(facts):
            msg = f"a person has no {', '.join(sorted(facts.keys() - _FACTS))}"
            raise TypeError(msg)
        state = object.__new__(Person)
        object.__setattr__(state, "__dict__", self.__dict__ | facts)
        return state

    def standing(self, need: Need) -> Standing:
        """Return what the acts say of `need`; an empty standing where none speaks of it."""
        return self.standings.get(need, _NOTHING_SAID)

    @property
    def facts(self) -> tuple[Known[Any], ...]:
        """Everything known of the person apart from needs, detention and notices."""
        found = (getattr(self, each.name) for each in fields(self))
        return tuple(fact for fact in found if isinstance(fact, Known))

    def episode_on(self, day: date) -> Episode | None:
        """Return the detention in which the person is held at the end of `day`."""
        for episode in reversed(self.episodes):
            if episode.covers(day):
                return episode
        return None


_NOTHING_SAID: Final = Standing()
_FACTS: Final = frozenset(each.name for each in fields(Person))
