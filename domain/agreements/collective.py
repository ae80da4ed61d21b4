"""Agreements on many places to live, counted against the places that were offered under them.

*Concrete afspraken met woningcorporaties om ex-gedetineerden snel aan passende woonruimte te
helpen* (Moors & Balogh, 2007): a corporation promises so many places by a day, and an offer to a
person names the agreement that it is a part of. An offer is not yet a fulfilment: that the
beneficiary confirms.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain import events as e
from domain.agreements.agreement import Agreement, Terms, agreement_id
from domain.envelope import Act
from domain.events.agreements import Deliverable
from domain.history import as_of, resolve
from domain.values import When


@dataclass(frozen=True, slots=True)
class Offer:
    """A place to live, offered to a person under an agreement."""

    person: str
    on: date
    by: str
    agreement: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OffersAgainst:
    """What was offered under one agreement, beside what was promised.

    Attributes:
        agreement: The id of the agreement.
        due_on: By when it was promised.
        promised: How many places; None when no number was agreed.
        on_time: How many were offered by the agreed day.
        late: How many were offered after it.
        persons: To how many persons.
        by_others: How many were offered by somebody else than whoever promised them.
    """

    agreement: str
    due_on: date
    promised: int | None
    on_time: int
    late: int
    persons: int
    by_others: int

    @property
    def offered(self) -> int:
        """How many were offered, in time or late."""
        return self.on_time + self.late

    @property
    def short(self) -> int | None:
        """How many have not been offered; None when no number was agreed."""
        return None if self.promised is None else max(0, self.promised - self.offered)


def offers_of(person: str, recorded: Sequence[Act], when: When) -> tuple[Offer, ...]:
    """Return the places that were offered to a person under an agreement, by `when`.

    Args:
        person: The person.
        recorded: The acts of the person, in the order of their positions.
        when: A day in the Netherlands, or a moment.
    """
    return tuple(
        Offer(
            person,
            act.envelope.day,
            act.envelope.organisation,
            agreement_id(act.body.agreement),
            act.evidence,
        )
        for act in as_of(resolve(recorded).acts, when)
        if isinstance(act.body, e.HousingOffered) and act.body.agreement is not None
    )


def is_collective(terms: Terms) -> bool:
    """Return whether terms promise places to live in a number, so that offers count against it."""
    return terms.deliverable is Deliverable.PLACE_TO_LIVE and terms.quantity is not None


def offers_against(
    agreements: Iterable[Agreement], offers: Iterable[Offer]
) -> dict[str, OffersAgainst]:
    """Count offers against each agreement that promises places, and each that an offer names."""
    by_agreement: dict[str, list[Offer]] = {}
    for offer in offers:
        by_agreement.setdefault(offer.agreement, []).append(offer)
    return {
        each.id: _against(each.id, each.terms, by_agreement.get(each.id, []))
        for each in agreements
        if each.terms is not None and (is_collective(each.terms) or each.id in by_agreement)
    }


def offers_without_agreement(
    agreements: Mapping[str, Agreement], offers: Iterable[Offer]
) -> tuple[Offer, ...]:
    """Return the offers that name an agreement that nobody recorded as made."""
    return tuple(
        offer
        for offer in offers
        if offer.agreement not in agreements or agreements[offer.agreement].terms is None
    )


def _against(id: str, terms: Terms, offers: Sequence[Offer]) -> OffersAgainst:
    late = sum(1 for each in offers if each.on > terms.due_on)
    return OffersAgainst(
        agreement=id,
        due_on=terms.due_on,
        promised=terms.quantity,
        on_time=len(offers) - late,
        late=late,
        persons=len({each.person for each in offers}),
        by_others=sum(1 for each in offers if each.by != terms.performer),
    )
