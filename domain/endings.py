"""What the law ends: needs that were met and, under a rule, no longer are, or soon will not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from domain.dates import ends_on
from domain.guards import guards_state
from domain.needs import Need
from domain.person import Person
from domain.rules import Ending, Trigger
from domain.situation import Circumstances
from domain.standing import Held, Pending, Standing


@dataclass(frozen=True, slots=True)
class OnDay:
    """How one need stands on one day, from acts and endings; the law's ways come later.

    Attributes:
        need: The need.
        held: The grant that meets it, where one does.
        pending: The application under way, where there is one.
        unmet_since: First day without, where an act or an ending says that it is unmet.
        ended_by: The ending that ended it, where a rule did.
        evidence: The events that this rests on.
        declined: Whether the person wants no help with it.
        not_applicable: Whether it does not apply.
    """

    need: Need
    held: Held | None
    pending: Pending | None
    unmet_since: date | None
    ended_by: Ending | None
    evidence: tuple[str, ...]
    declined: bool
    not_applicable: bool

    @property
    def known(self) -> bool:
        """Whether the need is known to be met or known to be unmet."""
        return self.held is not None or self.unmet_since is not None


@dataclass(frozen=True, slots=True)
class Projection:
    """What a rule says will end, or has ended, on a day; computed, never recorded."""

    need: Need
    on: date
    ending: Ending
    evidence: tuple[str, ...]


def on_day(
    person: Person, endings: Iterable[Ending], circumstances: Circumstances
) -> dict[Need, OnDay]:
    """Return how each need of `person` stands on the day of `circumstances`."""
    applying = [each for each in endings if guards_state(each.guards, circumstances.value) is True]
    benefit = _standing(person, Need.BENEFIT, applying, circumstances.day, None)
    benefit_ended = None
    if benefit.unmet_since is not None and person.standing(Need.BENEFIT).held:
        benefit_ended = benefit.unmet_since, benefit.evidence
    standings = {
        need: _standing(person, need, applying, circumstances.day, benefit_ended) for need in Need
    }
    return {**standings, Need.BENEFIT: benefit}


def _standing(
    person: Person,
    need: Need,
    endings: Iterable[Ending],
    day: date,
    benefit_ended: tuple[date, tuple[str, ...]] | None,
) -> OnDay:
    found = [
        (on, ending, evidence)
        for ending in endings
        if ending.need is need
        for on, evidence in ending_days(person, ending, benefit_ended)
        if on <= day
    ]
    return _on_day(need, person.standing(need), found, day)


def _on_day(
    need: Need,
    standing: Standing,
    endings: list[tuple[date, Ending, tuple[str, ...]]],
    day: date,
) -> OnDay:
    held = standing.held_on(day)
    unmet_since = standing.lost.on if standing.lost is not None else None
    evidence = standing.lost.evidence if standing.lost is not None else ()
    ended_by: Ending | None = None
    expired = [each for each in standing.held if each.until is not None and each.until < day]
    if held is None and expired:
        last = max(expired, key=lambda each: each.until or date.min)
        first_without = (last.until or date.min) + timedelta(days=1)
        if unmet_since is None or first_without > unmet_since:
            unmet_since, evidence = first_without, last.evidence
    pending = standing.pending
    for on, ending, why in endings:
        if held is not None and held.since < on:
            evidence, unmet_since, ended_by = (*held.evidence, *why), on, ending
            held = None
        if pending is not None and ending.trigger is Trigger.NOT_COLLECTED:
            pending, unmet_since, ended_by, evidence = None, on, ending, why
    if held is not None:
        unmet_since, ended_by, evidence = None, None, held.evidence
    elif pending is not None and unmet_since is None:
        evidence = pending.evidence
    return OnDay(
        need=need,
        held=held,
        pending=None if held is not None else pending,
        unmet_since=unmet_since if unmet_since is None or unmet_since <= day else None,
        ended_by=ended_by,
        evidence=evidence,
        declined=standing.declined is not None,
        not_applicable=standing.not_applicable is not None,
    )


def ending_days(
    person: Person, ending: Ending, benefit_ended: tuple[date, tuple[str, ...]] | None = None
) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Yield each day on which `ending` ends its need, with the events that trigger it.

    Args:
        person: The state up to the day asked about.
        ending: The rule.
        benefit_ended: First day without a benefit, by an act or a rule, and on what that rests.
    """
    match ending.trigger:
        case Trigger.DETENTION_STARTED | Trigger.DETENTION_LASTED:
            yield from _detention_days(person, ending)
        case Trigger.RELEASED:
            for episode in person.episodes:
                if episode.ended is not None:
                    yield (
                        ends_on(episode.ended, ending.delay, longer_than=ending.longer_than),
                        episode.evidence,
                    )
        case Trigger.RENT_UNPAID:
            if person.arrears is not None and person.arrears.value:
                since, evidence = person.arrears.since, person.arrears.evidence
                yield ends_on(since, ending.delay, longer_than=ending.longer_than), evidence
        case Trigger.NOT_COLLECTED:
            if person.card_issued is not None and person.card_issued.value:
                since, evidence = person.card_issued.since, person.card_issued.evidence
                yield ends_on(since, ending.delay, longer_than=ending.longer_than), evidence
        case Trigger.BENEFIT_ENDED:
            if benefit_ended is not None:
                since, evidence = benefit_ended
                yield ends_on(since, ending.delay, longer_than=ending.longer_than), evidence
        case Trigger.VALIDITY_ENDED:
            for held in person.standing(ending.need).held:
                if held.until is not None:
                    first_without = held.until + timedelta(days=1)
                    yield (
                        ends_on(first_without, ending.delay, longer_than=ending.longer_than),
                        held.evidence,
                    )
        case _:
            assert_never(ending.trigger)


def _detention_days(person: Person, ending: Ending) -> Iterator[tuple[date, tuple[str, ...]]]:
    for episode in person.episodes:
        on = ends_on(episode.began, ending.delay, longer_than=ending.longer_than)
        lasts_until = episode.ended
        if lasts_until is None and person.planned_release is not None:
            lasts_until = max(person.planned_release.value, episode.began)
        if lasts_until is None or on <= lasts_until:
            yield on, episode.evidence


def projections(
    person: Person, endings: Iterable[Ending], standings: Mapping[Need, OnDay]
) -> tuple[Projection, ...]:
    """Return what ends because a detention lasts, past and to come, in order of day.

    A projection stands whether or not the need is known to be met: it says what the rule does to
    whoever had it.
    """
    found = [
        Projection(ending.need, on, ending, evidence)
        for ending in endings
        if ending.trigger is Trigger.DETENTION_LASTED and not standings[ending.need].not_applicable
        for on, evidence in ending_days(person, ending)
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.need, each.ending.id)))
