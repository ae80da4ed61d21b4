"""The dated facts on which accountability rests, gathered from the acts of one person.

Each fact keeps its own day and its own events, so that what is said of a day rests only on what
had happened by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain import events as e
from domain.envelope import Act
from domain.events.registration import DeclaredAddress
from domain.needs import Need
from domain.person import Person
from domain.situation import Phase, phase_on
from domain.values import day_after

OF_OWNERSHIP: Final = (
    e.NeedOwnerAssigned,
    e.NeedOwnershipDisputed,
    e.HandoverOffered,
    e.HandoverAccepted,
    e.HandoverRejected,
    e.EscalationResolved,
    e.DetentionStarted,
    e.ReDetained,
)
"""The acts that can change whose a need is."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said on a day: its value (a name, or nothing) and the events that say it."""

    on: date
    value: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """A judicial title for care, on the days from `since` through `until`."""

    since: date
    until: date | None
    evidence: tuple[str, ...]
    ended_by: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Return whether the title lasts on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Trail:
    """What the acts of one person say, as far as it decides who is accountable.

    Attributes:
        person: The state after all of them.
        first: Day of the first act.
        entries: Days of entry, with the institution.
        releases: Days of release, with the municipality of destination where it is named.
        institutions: Where the person was held, from which day.
        settlements: Where the person wanted to settle, as said on each day.
        stays: In which municipality the person stayed in fact, as said on each day.
        titles: Judicial titles for care.
        urgent: Urgent reports for social support.
        ownership: The acts that can change whose a need is, in order.
    """

    person: Person
    first: date
    entries: tuple[Fact, ...]
    releases: tuple[Fact, ...]
    institutions: tuple[Fact, ...]
    settlements: tuple[Fact, ...]
    stays: tuple[Fact, ...]
    titles: tuple[Title, ...]
    urgent: tuple[Fact, ...]
    ownership: tuple[Act, ...]

    def phase(self, day: date) -> tuple[Phase, tuple[str, ...]]:
        """Return whether the person is held on `day`, and the events that say so."""
        phase = phase_on(self.person, day)
        if phase is Phase.UNKNOWN:
            return phase, ()
        if phase is Phase.RELEASED:
            return phase, _last(self.releases, day).evidence
        held = self.person.episode_on(day)
        began = day if held is None else held.began
        return phase, _last(self.entries, began).evidence

    def institution(self, day: date) -> Fact | None:
        """Return where the person is held on `day`, as said by then."""
        return _latest(self.institutions, day)

    def settlement(self, day: date) -> Fact | None:
        """Return the municipality of settlement on `day`, as said by then."""
        return _latest(self.settlements, day)

    def stay(self, day: date) -> Fact | None:
        """Return the municipality of actual stay on `day`, as said by then."""
        return _latest(self.stays, day)

    def title(self, day: date) -> Title | None:
        """Return the judicial title for care that lasts on `day`."""
        return next((title for title in reversed(self.titles) if title.covers(day)), None)

    def urgent_report(self, day: date) -> Fact | None:
        """Return the last urgent report for social support by `day`, since the last entry."""
        report = _latest(self.urgent, day)
        entry = _latest(self.entries, day)
        return report if report and (entry is None or entry.on <= report.on) else None

    def change_days(self, need: Need, last: date) -> set[date]:
        """Return the days through `last` on which who is accountable for `need` can change."""
        days = {fact.on for fact in (*self.entries, *self.releases, *self.institutions)}
        days |= {fact.on for fact in (*self.settlements, *self.stays, *self.urgent)}
        days |= {act.envelope.day for act in self.ownership}
        if need is Need.CARE:
            days |= {title.since for title in self.titles}
            days |= {
                after
                for title in self.titles
                if title.until is not None and (after := day_after(title.until)) is not None
            }
        return {day for day in days if self.first < day <= last}


def trail_of(person: Person, acts: Sequence[Act]) -> Trail | None:
    """Return the trail of `person`; None where there is no act.

    Args:
        person: The state folded from `acts`.
        acts: The acts that count, in order; erased ones say nothing but their day.
    """
    if not acts:
        return None
    return Trail(
        person=person,
        first=min(act.envelope.day for act in acts),
        entries=tuple(_entries(acts)),
        releases=tuple(_releases(acts)),
        institutions=tuple(_institutions(acts)),
        settlements=tuple(_settlements(acts)),
        stays=tuple(_stays(acts)),
        titles=_titles(acts),
        urgent=tuple(
            Fact(act.envelope.day, None, act.evidence)
            for act in acts
            if isinstance(act.body, e.SocialSupportReported) and act.body.urgent
        ),
        ownership=tuple(act for act in acts if isinstance(act.body, OF_OWNERSHIP)),
    )


def _entries(acts: Iterable[Act]) -> Iterable[Fact]:
    for act in acts:
        if isinstance(act.body, e.DetentionStarted | e.ReDetained):
            yield Fact(act.envelope.day, act.body.institution, act.evidence)


def _releases(acts: Iterable[Act]) -> Iterable[Fact]:
    for act in acts:
        if isinstance(act.body, e.PersonReleased):
            yield Fact(act.envelope.day, act.body.destination_municipality, act.evidence)


def _institutions(acts: Iterable[Act]) -> Iterable[Fact]:
    for act in acts:
        match act.body:
            case e.DetentionStarted() | e.ReDetained() | e.PlacedInInstitution():
                yield Fact(act.envelope.day, act.body.institution, act.evidence)
            case _:
                continue


def _settlements(acts: Iterable[Act]) -> Iterable[Fact]:
    for act in acts:
        match act.body:
            case e.SettlementIntentionDeclared(municipality=municipality):
                yield Fact(act.envelope.day, municipality, act.evidence)
            case e.PersonReleased(destination_municipality=str(municipality)):
                yield Fact(act.envelope.day, municipality, act.evidence)
            case _:
                continue


def _stays(acts: Iterable[Act]) -> Iterable[Fact]:
    """Where somebody stays is where he or she went on release, registered, or declared to live."""
    for act in acts:
        match act.body:
            case e.PersonReleased(destination_municipality=str(municipality)):
                yield Fact(act.envelope.day, municipality, act.evidence)
            case e.Registered(municipality=municipality):
                yield Fact(act.envelope.day, municipality, act.evidence)
            case e.AddressChangeDeclared(kind=DeclaredAddress.DWELLING, municipality=municipality):
                yield Fact(act.envelope.day, municipality, act.evidence)
            case _:
                continue


def _titles(acts: Iterable[Act]) -> tuple[Title, ...]:
    titles: list[Title] = []
    for act in acts:
        match act.body:
            case e.ForensicTitleStarted(until=until):
                start = act.envelope.effective_from
                last = until or act.envelope.effect_until
                titles.append(Title(start, last, act.evidence))
            case e.ForensicTitleEnded():
                end = date.fromordinal(max(act.envelope.effective_from.toordinal() - 1, 1))
                for index, title in enumerate(titles):
                    if title.covers(act.envelope.effective_from):
                        titles[index] = Title(title.since, end, title.evidence, act.evidence)
            case _:
                continue
    return tuple(titles)


def _latest(facts: Sequence[Fact], day: date) -> Fact | None:
    """Return what was said last by `day`; facts stand in order of day."""
    for fact in reversed(facts):
        if fact.on <= day:
            return fact
    return None


def _last(facts: Sequence[Fact], day: date) -> Fact:
    return _latest(facts, day) or Fact(day, None, ())
