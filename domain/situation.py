"""The circumstances of a person on one day, as rules ask about them: known values, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.person import Known, Person

Scalar = bool | int | str


class Phase(StrEnum):
    """Where a person is between prison and freedom."""

    UNKNOWN = "unknown"
    DETAINED = "detained"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The known circumstances on one day; what is absent from `known` is unknown.

    Attributes:
        day: The day.
        phase: Detained, released, or unknown where no act speaks of detention.
        known: Each known circumstance, with its value and the events that say so.
    """

    day: date
    phase: Phase
    known: Mapping[Circumstance, Known[Scalar]]

    def value(self, circumstance: Circumstance) -> Scalar | None:
        """Return the value of `circumstance`, or None when it is unknown."""
        found = self.known.get(circumstance)
        return None if found is None else found.value


def phase_on(person: Person, day: date) -> Phase:
    """Return whether `person` is held, free after having been held, or neither is known."""
    if person.episode_on(day) is not None:
        return Phase.DETAINED
    if any(episode.ended is not None and episode.ended <= day for episode in person.episodes):
        return Phase.RELEASED
    if any(on <= day for on, _, _ in person.releases_without_detention):
        return Phase.RELEASED
    return Phase.UNKNOWN


def circumstances_on(person: Person, day: date, *, released_by_then: bool = False) -> Circumstances:
    """Return the circumstances of `person` on `day`.

    Args:
        person: The state up to the day asked about.
        day: The day on which rules are judged.
        released_by_then: Judge as if the person had been released by `day`: the guards of
            release day, under which a deadlock is found before it exists.
    """
    known: dict[Circumstance, Known[Scalar]] = {}
    phase = Phase.RELEASED if released_by_then else phase_on(person, day)
    episode = person.episode_on(day)
    if phase is not Phase.UNKNOWN:
        evidence = _episode_evidence(person)
        known[Circumstance.DETAINED] = Known(phase is Phase.DETAINED, day, evidence)
        known[Circumstance.RELEASED] = Known(phase is Phase.RELEASED, day, evidence)
    if phase is Phase.DETAINED and episode is not None and episode.municipality is not None:
        known[Circumstance.INSTITUTION_MUNICIPALITY] = Known(
            episode.municipality, episode.began, episode.evidence
        )
    if person.birth_year is not None:
        age = day.year - person.birth_year.value
        known[Circumstance.AGE] = Known(age, person.birth_year.since, person.birth_year.evidence)
    _copy(known, Circumstance.DUTCH_NATIONAL, person.dutch_national, day)
    _copy(known, Circumstance.RECORDED_AS_DEPARTED, person.departed, day)
    _copy(known, Circumstance.HAS_DWELLING, person.dwelling, day)
    _copy(known, Circumstance.ADDRESS_GIVER, person.address_giver, day)
    _copy(known, Circumstance.HOUSING_URGENCY, person.urgency, day)
    _copy(known, Circumstance.HOUSING_OFFERED, person.housing_offered, day)
    _copy(known, Circumstance.SETTLEMENT_MUNICIPALITY, person.settlement, day)
    _copy(known, Circumstance.REGISTERED_MUNICIPALITY, person.registered_in, day)
    if person.settlement is not None and person.registered_in is not None:
        known[Circumstance.SETTLES_WHERE_REGISTERED] = Known(
            person.settlement.value == person.registered_in.value,
            max(person.settlement.since, person.registered_in.since),
            (*person.settlement.evidence, *person.registered_in.evidence),
        )
    _benefit(known, person, day)
    return Circumstances(day, phase, known)


def _copy(
    known: dict[Circumstance, Known[Scalar]],
    circumstance: Circumstance,
    fact: Known[bool] | Known[str] | None,
    day: date,
) -> None:
    if fact is not None and fact.since <= day:
        known[circumstance] = Known(fact.value, fact.since, fact.evidence)


def _benefit(known: dict[Circumstance, Known[Scalar]], person: Person, day: date) -> None:
    """An application is under way when it was made and not decided; decided ones say it is not."""
    standing = person.standing(Need.BENEFIT)
    if standing.pending is not None and standing.pending.since <= day:
        known[Circumstance.BENEFIT_APPLIED] = Known(
            value=True, since=standing.pending.since, evidence=standing.pending.evidence
        )
    elif standing.known:
        evidence = standing.lost.evidence if standing.lost else standing.held[-1].evidence
        known[Circumstance.BENEFIT_APPLIED] = Known(value=False, since=day, evidence=evidence)


def _episode_evidence(person: Person) -> tuple[str, ...]:
    if person.episodes:
        return person.episodes[-1].evidence
    return tuple(
        event for _, _, evidence in person.releases_without_detention for event in evidence
    )
