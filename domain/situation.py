"""The circumstances of a person on one day, as rules ask about them: known values, or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.circumstances import Circumstance
from domain.inferred import (
    conviction_debts,
    earlier_restructuring,
    insurance_suspended,
    release_document,
)
from domain.needs import Need
from domain.person import Known, Person, in_force

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
    if any(release.on <= day for release in person.releases_without_detention):
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
        since, evidence = _phase_facts(person, day, phase)
        known[Circumstance.DETAINED] = Known(phase is Phase.DETAINED, since, evidence)
        known[Circumstance.RELEASED] = Known(phase is Phase.RELEASED, since, evidence)
        known[Circumstance.DEPRIVED_OF_LIBERTY] = _deprived_of_liberty(person, day, phase)
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
    _copy(known, Circumstance.EMPLOYER_FOUND, person.employer_found, day)
    _copy(known, Circumstance.CONDUCT_REFUSED, person.conduct_refused, day)
    _copy(known, Circumstance.FORENSIC_TITLE, in_force(person.forensic_title, day), day)
    _copy(known, Circumstance.INSURANCE_SUSPENDED, insurance_suspended(person, day), day)
    _copy(known, Circumstance.RELEASE_DOCUMENT, release_document(person), day)
    _copy(known, Circumstance.URGENT_REPORT, person.urgent_report, day)
    _copy(known, Circumstance.DEBT_THREAT, in_force(person.debt_threat, day), day)
    _copy(known, Circumstance.CONVICTION_DEBTS, conviction_debts(person, day), day)
    _copy(known, Circumstance.EARLIER_RESTRUCTURING, earlier_restructuring(person, day), day)
    _copy(known, Circumstance.SETTLEMENT_MUNICIPALITY, person.settlement, day)
    _copy(known, Circumstance.REGISTERED_MUNICIPALITY, person.registered_in, day)
    settles = known.get(Circumstance.SETTLEMENT_MUNICIPALITY)
    registered = known.get(Circumstance.REGISTERED_MUNICIPALITY)
    if settles is not None and registered is not None:
        known[Circumstance.SETTLES_WHERE_REGISTERED] = Known(
            str(settles.value).casefold() == str(registered.value).casefold(),
            max(settles.since, registered.since),
            (*settles.evidence, *registered.evidence),
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
    """An application is under way from when it is made until it is decided or taken back."""
    standing = person.standing(Need.BENEFIT)
    if standing.pending is not None and standing.pending.since <= day:
        known[Circumstance.BENEFIT_APPLIED] = Known(
            value=True, since=standing.pending.since, evidence=standing.pending.evidence
        )
    elif standing.closed is not None:
        known[Circumstance.BENEFIT_APPLIED] = Known(
            value=False, since=standing.closed.on, evidence=standing.closed.evidence
        )
    elif standing.held or standing.lost is not None:
        said = [(held.since, held.evidence) for held in standing.held]
        said += [(standing.lost.on, standing.lost.evidence)] if standing.lost is not None else []
        since, evidence = max(said)
        known[Circumstance.BENEFIT_APPLIED] = Known(value=False, since=since, evidence=evidence)


def _deprived_of_liberty(person: Person, day: date, phase: Phase) -> Known[Scalar]:
    """Return whether liberty is taken as the acts on benefits mean it (Participatiewet 13(1), (3)).

    Who absconded is still held by law and evades it, so no act is asked for that.
    """
    since, evidence = _phase_facts(person, day, phase)
    outside = in_force(person.extramural, day) if phase is Phase.DETAINED else None
    if outside is None or outside.since < since:
        return Known(phase is Phase.DETAINED, since, evidence)
    return Known(not outside.value, outside.since, (*evidence, *outside.evidence))


def _phase_facts(person: Person, day: date, phase: Phase) -> tuple[date, tuple[str, ...]]:
    """Return since when the person is in `phase`, and the events that say so."""
    held = person.episode_on(day)
    if phase is Phase.DETAINED and held is not None:
        return held.began, held.evidence
    ends = [(each.ended, each.evidence) for each in person.episodes if each.ended is not None]
    ends += [(each.on, each.evidence) for each in person.releases_without_detention]
    past = [end for end in ends if end[0] <= day]
    if held is not None or not past:
        # Judged as if released on this day, which no act says yet.
        return day, () if held is None else held.evidence
    return max(past)
