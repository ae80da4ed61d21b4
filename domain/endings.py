"""What the law ends: needs that were met and, under a rule, no longer are, or soon will not be.

An ending takes what was granted before it. What is granted afterwards stands, and so does what the
rule does not speak of: rent that was left unpaid costs the dwelling of that time, not the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from domain.dates import DayBeyondCalendar, ends_on
from domain.guards import guards_state
from domain.needs import Need
from domain.person import Person
from domain.rules import Bindingness, Ending, Trigger
from domain.situation import Circumstances, circumstances_on
from domain.standing import Held, Noted, Pending, Standing, longest
from domain.values import day_after


@dataclass(frozen=True, slots=True)
class OnDay:
    """How one need stands on one day, from acts and endings; the law's ways come later.

    Attributes:
        need: The need.
        held: The grant that meets it, where one does.
        contested: The grant of which acts contradict each other whether it does.
        coming: The first grant that begins later, where nothing meets it yet.
        pending: The application under way, where there is one.
        unmet_since: First day without, where an act or an ending says that it is unmet.
        ended_by: The ending that ended it, where a rule did.
        evidence: The events that this rests on.
        declined: Whether the person wants no help with it.
        not_applicable: Whether it does not apply.
    """

    need: Need
    held: Held | None
    contested: Held | None
    coming: Held | None
    pending: Pending | None
    unmet_since: date | None
    ended_by: Ending | None
    evidence: tuple[str, ...]
    declined: bool
    not_applicable: bool

    @property
    def known(self) -> bool:
        """Whether the need is known to be met, to be unmet, or to be met from a later day.

        What is contested is not known: one reading takes it as met and the other as unmet.
        """
        if self.contested is not None:
            return False
        return self.held is not None or self.coming is not None or self.unmet_since is not None


@dataclass(frozen=True, slots=True)
class Projection:
    """What a rule says will end, or has ended, on a day; computed, never recorded."""

    need: Need
    on: date
    ending: Ending
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """One time that a rule ends its need.

    Attributes:
        trigger_on: Day of what starts the ending.
        on: First day on which what was met is met no more.
        ending: The rule.
        evidence: The events that trigger it.
    """

    trigger_on: date
    on: date
    ending: Ending
    evidence: tuple[str, ...]

    def takes(self, held: Held) -> bool:
        """Return whether it ends `held`, which would have gone on without it."""
        match self.ending.trigger:
            case Trigger.DETENTION_STARTED | Trigger.DETENTION_LASTED | Trigger.RELEASED:
                return held.since < self.on
            case Trigger.RENT_UNPAID | Trigger.CLAIM_UNPAID | Trigger.BENEFIT_ENDED:
                return held.since < self.trigger_on
            case Trigger.NOT_COLLECTED | Trigger.VALIDITY_ENDED:
                return False
            case _:
                assert_never(self.ending.trigger)


@dataclass(frozen=True, slots=True)
class Endings:
    """The endings that may count for a person.

    Attributes:
        rules: The endings: of one day of the law, or all versions.
        by_own_dates: Whether each counts only on days on which it is in force itself.
    """

    rules: tuple[Ending, ...]
    by_own_dates: bool

    def ends(self, person: Person, day: date) -> tuple[End, ...]:
        """Return every end that what is known on `day` triggers, past and to come."""
        benefit_ends: Sequence[Noted] = ()
        if any(rule.trigger is Trigger.BENEFIT_ENDED for rule in self.rules):
            benefit_ends = self._benefit_ends(person, day)
        found: list[End] = []
        for rule in self.rules:
            for trigger in _triggers(person, rule, benefit_ends):
                end = _end(rule, trigger)
                if end is not None and self._counts(end, person, day):
                    found.append(end)
        return tuple(found)

    def without_practice(self) -> Endings:
        """Return the endings that statute or fact makes, and no practice."""
        lawful = tuple(
            [rule for rule in self.rules if rule.bindingness is not Bindingness.PRACTICE]
        )
        return self if len(lawful) == len(self.rules) else Endings(lawful, self.by_own_dates)

    def _counts(self, end: End, person: Person, day: date) -> bool:
        if self.by_own_dates and not end.ending.in_force(end.on):
            return False
        if end.ending.trigger is Trigger.DETENTION_LASTED:
            lasts_until = _lasts_until(person, end.trigger_on, day)
            if lasts_until is not None and lasts_until < end.on:
                return False
        if end.ending.trigger is Trigger.CLAIM_UNPAID and not _still_open(person, end):
            return False
        if not end.ending.guards:
            return True
        then = circumstances_on(person, end.on)
        return guards_state(end.ending.guards, then.value) is True

    def _benefit_ends(self, person: Person, day: date) -> list[Noted]:
        """Return the days on which a benefit that was granted came to an end, by act or by rule."""
        own = Endings(
            tuple(
                rule
                for rule in self.rules
                if rule.need is Need.BENEFIT and rule.trigger is not Trigger.BENEFIT_ENDED
            ),
            self.by_own_dates,
        )
        by_rule = own.ends(person, day)
        standing = person.standing(Need.BENEFIT)
        lasting = [
            _shortened(held, by_rule)
            for held in standing.held
            if held.until is None or held.since <= held.until
        ]
        return [
            end
            for _, end in lasting
            if end is not None
            and not any(
                held.since <= end.on and (other is None or end.on < other.on)
                for held, other in lasting
            )
        ]


def on_day(person: Person, endings: Endings, circumstances: Circumstances) -> dict[Need, OnDay]:
    """Return how each need of `person` stands on the day of `circumstances`."""
    return on_day_with(person, endings.ends(person, circumstances.day), circumstances.day)


def on_day_with(person: Person, ends: Iterable[End], day: date) -> dict[Need, OnDay]:
    """Return how each need of `person` stands on `day`, with every end that is triggered then."""
    by_need: dict[Need, list[End]] = {}
    for end in ends:
        if end.on <= day:
            by_need.setdefault(end.ending.need, []).append(end)
    return {
        need: _on_day(need, person.standings[need], by_need.get(need, []), day)
        if need in person.standings
        else untouched
        for need, untouched in _UNTOUCHED.items()
    }


_UNTOUCHED: Final = {
    need: OnDay(
        need=need,
        held=None,
        contested=None,
        coming=None,
        pending=None,
        unmet_since=None,
        ended_by=None,
        evidence=(),
        declined=False,
        not_applicable=False,
    )
    for need in Need
}
"""How each need stands of which no act speaks: there is nothing that a rule could end."""


def _on_day(need: Need, standing: Standing, ends: list[End], day: date) -> OnDay:
    covering = [held for held in standing.held if held.covers(day)]
    left = [each for each in covering if not any(end.takes(each) for end in ends)]
    held = longest(each for each in left if not each.contested_by)
    contested = None if held is not None else longest(left)
    coming = None if held is not None else standing.coming_after(day)
    unmet: Noted | None = None
    ended_by: Ending | None = None
    pending: Pending | None = None
    if held is None:
        if contested is None:
            unmet, ended_by = _unmet(standing, ends, day)
        pending = standing.pending
        for end in ends:
            if _drops(end, pending):
                pending, ended_by = None, end.ending
                unmet = Noted(end.on if unmet is None else unmet.on, end.evidence)
    return OnDay(
        need=need,
        held=held,
        contested=contested,
        coming=coming,
        pending=pending,
        unmet_since=None if unmet is None else unmet.on,
        ended_by=ended_by,
        evidence=_evidence(standing, held, contested, unmet, pending, coming),
        declined=standing.declined is not None,
        not_applicable=standing.not_applicable is not None,
    )


def _unmet(standing: Standing, ends: list[End], day: date) -> tuple[Noted | None, Ending | None]:
    """Return since when the need, which nothing meets on `day`, is without, and by which rule.

    That is the last day on which something that met it came to an end. Where nothing ever met it,
    it is the first day on which an act says that it is not met.
    """
    stopped: list[tuple[Noted, Ending | None]] = []
    for held in standing.held:
        if held.covers(day):
            first = min((end for end in ends if end.takes(held)), key=lambda end: end.on)
            noted = Noted(first.on, (*held.evidence, *first.evidence))
            stopped.append((noted, first.ending))
        elif held.until is not None and held.until < day and held.since <= held.until:
            noted = Noted(day_after(held.until) or day, held.evidence)
            stopped.append((noted, _validity_rule(noted, ends)))
    if stopped:
        unmet, ended_by = max(stopped, key=lambda each: each[0].on)
        lost = standing.lost
        if lost is not None and unmet.on <= lost.on <= day:
            unmet = Noted(unmet.on, _once(*unmet.evidence, *lost.evidence))
        return unmet, ended_by
    if standing.lost is not None and standing.lost.on <= day:
        return standing.lost, None
    return None, None


def _validity_rule(expired: Noted, ends: list[End]) -> Ending | None:
    for end in ends:
        if end.ending.trigger is Trigger.VALIDITY_ENDED and end.trigger_on == expired.on:
            return end.ending
    return None


def _drops(end: End, pending: Pending | None) -> bool:
    """Return whether an application lapses because what it gave was not collected."""
    return (
        end.ending.trigger is Trigger.NOT_COLLECTED
        and pending is not None
        and pending.since <= end.trigger_on
    )


def _evidence(
    standing: Standing,
    held: Held | None,
    contested: Held | None,
    unmet: Noted | None,
    pending: Pending | None,
    coming: Held | None,
) -> tuple[str, ...]:
    """Return the events on which the standing rests that counts before the others."""
    if standing.not_applicable is None and standing.declined is None and contested is not None:
        return contested.contested_by
    deciding = (standing.not_applicable, held, standing.declined, pending, coming, unmet)
    return next((each.evidence for each in deciding if each is not None), ())


def _triggers(person: Person, rule: Ending, benefit_ends: Sequence[Noted]) -> Iterator[Noted]:
    """Yield each day that starts `rule`, with the events that say so."""
    match rule.trigger:
        case Trigger.DETENTION_STARTED | Trigger.DETENTION_LASTED:
            for episode in person.episodes:
                yield Noted(episode.began, episode.evidence)
        case Trigger.RELEASED:
            for episode in person.episodes:
                if episode.ended is not None:
                    yield Noted(episode.ended, episode.evidence)
            for release in person.releases_without_detention:
                yield Noted(release.on, release.evidence)
        case Trigger.RENT_UNPAID:
            if person.arrears is not None and person.arrears.value:
                yield Noted(person.arrears.since, person.arrears.evidence)
        case Trigger.CLAIM_UNPAID:
            for claim in person.claims:
                yield Noted(claim.since, claim.evidence)
        case Trigger.NOT_COLLECTED:
            if person.card_issued is not None and person.card_issued.value:
                yield Noted(person.card_issued.since, person.card_issued.evidence)
        case Trigger.BENEFIT_ENDED:
            yield from benefit_ends
        case Trigger.VALIDITY_ENDED:
            for held in person.standing(rule.need).held:
                first_without = None if held.until is None else day_after(held.until)
                if first_without is not None:
                    yield Noted(first_without, held.evidence)
        case _:
            assert_never(rule.trigger)


def _end(rule: Ending, trigger: Noted) -> End | None:
    """Return the end that `trigger` starts; None when that lies after the last day there is."""
    try:
        on = ends_on(trigger.on, rule.delay, longer_than=rule.longer_than)
    except DayBeyondCalendar:
        return None
    return End(trigger.on, on, rule, trigger.evidence)


def _still_open(person: Person, end: End) -> bool:
    """Return whether a claim that began on the day of the trigger was still open at the end."""
    return any(
        claim.since == end.trigger_on and (claim.settled_on is None or end.on <= claim.settled_on)
        for claim in person.claims
    )


def _lasts_until(person: Person, began: date, day: date) -> date | None:
    """Return how long the longest detention that began on `began` lasts, as expected on `day`.

    None when no end is in sight: no release is planned, or the planned day has passed and the
    person is still held.
    """
    planned = person.planned_release
    expected = None if planned is None or planned.value < day else max(planned.value, began)
    ends = [each.ended or expected for each in person.episodes if each.began == began]
    return None if None in ends else max(end for end in ends if end is not None)


def _shortened(held: Held, ends: Iterable[End]) -> tuple[Held, Noted | None]:
    """Return `held` with its first day without, by its own last day or by a rule before that."""
    first_without = None if held.until is None else day_after(held.until)
    found = [] if first_without is None else [Noted(first_without, held.evidence)]
    found += [
        Noted(end.on, _once(*held.evidence, *end.evidence)) for end in ends if end.takes(held)
    ]
    return held, min(found, key=lambda each: each.on, default=None)


def _once(*events: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(events))


def projections(ends: Iterable[End], standings: Mapping[Need, OnDay]) -> tuple[Projection, ...]:
    """Return what ends because a detention lasts, past and to come, in order of day.

    A projection stands whether or not the need is known to be met: it says what the rule does to
    whoever had it.

    Args:
        ends: Every end that what is known on the day asked about triggers.
        standings: How each need stands on that day.
    """
    found = [
        Projection(end.ending.need, end.on, end.ending, end.evidence)
        for end in ends
        if end.ending.trigger is Trigger.DETENTION_LASTED
        and not standings[end.ending.need].not_applicable
    ]
    return tuple(sorted(found, key=lambda each: (each.on, each.need, each.ending.id)))
