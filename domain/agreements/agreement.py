"""An agreement as its events tell it: the promise, what came of it, and who watches over it.

Everything here is a plain value; `domain.agreements.folding` makes it from the events of one
stream, and `domain.agreements.standing` says where it stands on a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.events.agreements import (
    AgreementLevel,
    BreachReason,
    Deliverable,
    Topic,
    WaiverReason,
)
from domain.events.oversight import ReviewOutcome
from domain.needs import Need
from domain.values import StreamKind

_PREFIX: Final = f"{StreamKind.AGREEMENT}:"


def agreement_id(text: str) -> str:
    """Return the id of an agreement that was named by its id or by its stream."""
    return text.removeprefix(_PREFIX)


def agreement_stream(agreement: str) -> str:
    """Return the stream that holds the history of an agreement."""
    return f"{_PREFIX}{agreement_id(agreement)}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What was promised.

    Attributes:
        level: Between whom: from the whole country to the case of one person.
        parties: Who agreed, at least two.
        performer: Who has to deliver.
        beneficiary: Who receives it, and confirms that it came: an organisation or a pseudonym.
        need: The need that it serves, where it serves one.
        deliverable: What is delivered.
        quantity: How much of it; None where it cannot be counted.
        due_on: The agreed last day. It is no statutory term: nothing moves it to a working day.
    """

    level: AgreementLevel
    parties: tuple[str, ...]
    performer: str
    beneficiary: str
    need: Need | None
    deliverable: Deliverable
    quantity: int | None
    due_on: date


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the terms; `counts` when all parties consented to it after the making."""

    on: date
    due_on: date | None
    quantity: int | None
    performer: str | None
    consent_of: tuple[str, ...]
    counts: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overseer:
    """Who watches over an agreement from a day on, until the next one does."""

    name: str
    since: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A meeting at which an overseer looked whether the agreement is kept."""

    on: date
    by: frozenset[str]
    outcome: ReviewOutcome
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was said to be delivered.

    Attributes:
        on: The day of the act that says so; of the confirmation, where there is one.
        said_by: The organisation that said so.
        confirmed_by: The beneficiary, when it confirmed; otherwise nobody's word but the
            performer's stands for it.
        quantity: How much; None for all that was promised.
        evidence: The events.
    """

    on: date
    said_by: str
    confirmed_by: str | None
    quantity: int | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A finding that the agreement was broken.

    Attributes:
        on: Its day.
        by: Who found it: organisation and actor.
        reason: In what way.
        parties_heard: Whether both sides were heard.
        by_overseer: Whether whoever found it was overseer on that day.
        evidence: The events.
    """

    on: date
    by: frozenset[str]
    reason: BreachReason
    parties_heard: bool
    by_overseer: bool
    evidence: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Whether it is established: by the overseer, after hearing both."""
        return self.by_overseer and self.parties_heard


@dataclass(frozen=True, slots=True)
class Waiver:
    """The parties no longer ask for what was promised."""

    on: date
    by: frozenset[str]
    reason: WaiverReason
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intention:
    """What somebody meant to agree on, and with whom; binds nobody."""

    on: date
    level: AgreementLevel
    topic: Topic
    parties: tuple[str, ...]
    event_id: str
    correlation: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Making:
    """The act by which an agreement came about."""

    on: date
    terms: Terms
    causation: str | None
    correlation: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement, with everything that had happened to it by the day it was folded for.

    Attributes:
        id: The id of its stream, without the kind.
        subjects: The persons whom it concerns; empty unless it is about a case.
        intentions: What was meant before it was agreed, oldest first.
        making: How it came about; None when nobody recorded that it did.
        terms: What is promised now, all amendments that count carried out.
        amendments: All changes that were recorded, oldest first.
        overseers: All who have watched over it, oldest first.
        reviews: All meetings about it, oldest first.
        deliveries: All that was said to be delivered, oldest first.
        breaches: All findings of a breach, oldest first, also those that do not count.
        waivers: All waivers, oldest first.
        fulfilled_on: The day on which all that is promised now had been delivered, as confirmed
            by the beneficiary; None when it has not.
        erased: How many of its events say nothing any more, because a person was erased.
    """

    id: str
    subjects: tuple[str, ...] = ()
    intentions: tuple[Intention, ...] = ()
    making: Making | None = None
    terms: Terms | None = None
    amendments: tuple[Amendment, ...] = ()
    overseers: tuple[Overseer, ...] = ()
    reviews: tuple[Review, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    breaches: tuple[Breach, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    fulfilled_on: date | None = None
    erased: int = 0

    @property
    def overseer(self) -> Overseer | None:
        """Who watches over it now."""
        return self.overseers[-1] if self.overseers else None

    @property
    def delivered(self) -> int:
        """How much has been delivered, as confirmed; 0 where nothing is counted."""
        confirmed = (each for each in self.deliveries if each.confirmed_by is not None)
        return sum(each.quantity or 0 for each in confirmed)

    @property
    def open_claims(self) -> tuple[Delivery, ...]:
        """Deliveries that the performer claims and on which the beneficiary has said nothing yet.

        A confirmation answers every claim of its day and before.
        """
        confirmed = [each.on for each in self.deliveries if each.confirmed_by is not None]
        answered = max(confirmed, default=date.min)
        return tuple(
            each
            for each in self.deliveries
            if each.confirmed_by is None and (not confirmed or each.on > answered)
        )

    @property
    def named(self) -> frozenset[str]:
        """Everybody whom the agreement names or concerns."""
        names = {*self.subjects, *(party for each in self.intentions for party in each.parties)}
        if self.terms is not None:
            names |= {*self.terms.parties, self.terms.performer, self.terms.beneficiary}
        return frozenset(names)
