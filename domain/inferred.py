"""Circumstances that no single act says, and that follow from several: insurance, claims, proof.

What cannot be inferred stays unknown: that no claim is recorded does not say that there is none.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.events.claims import ClaimKind
from domain.needs import Need
from domain.person import Claim, Known, Person, in_force
from domain.standing import Held
from domain.values import day_after

FROM_A_CONVICTION: Final = frozenset(
    {ClaimKind.FINE, ClaimKind.COMPENSATION_ORDER, ClaimKind.CONFISCATION}
)
"""Claims imposed by a court that convicted: a penalty order and a traffic sanction are not."""

RESTRUCTURING_BAR_YEARS: Final = 10
"""How long a restructuring kept out of the next one (Fw art. 288(2)(d), until 1 July 2023)."""


def open_claims(person: Person, day: date) -> tuple[Claim, ...]:
    """Return the claims that are collected on `day`."""
    return tuple(
        claim
        for claim in person.claims
        if claim.since <= day and (claim.settled_on is None or day < claim.settled_on)
    )


def conviction_debts(person: Person, day: date) -> Known[bool] | None:
    """Return that there are debts from a conviction, where an open claim says so."""
    found = [claim for claim in open_claims(person, day) if claim.kind in FROM_A_CONVICTION]
    if not found:
        return None
    evidence = tuple(dict.fromkeys(event for claim in found for event in claim.evidence))
    return Known(value=True, since=min(claim.since for claim in found), evidence=evidence)


def earlier_restructuring(person: Person, day: date) -> Known[bool] | None:
    """Return that debts were restructured in the ten years before `day`, where an act says so."""
    for held in person.standing(Need.DEBT_RESTRUCTURING).held:
        since = held.since
        ended = held.until is not None and held.until < day
        if ended and (day.year, day.month, day.day) < (
            since.year + RESTRUCTURING_BAR_YEARS,
            since.month,
            since.day,
        ):
            return Known(value=True, since=since, evidence=held.evidence)
    return None


def insurance_suspended(person: Person, day: date) -> Known[bool] | None:
    """Return whether a health insurance was suspended by detention and has not been restarted.

    An act says so; or an insurance ran when a detention began, which suspends it by operation of
    law (Zvw art. 24(1)), and nothing took its place since.
    """
    said = in_force(person.insurance_suspended, day)
    if said is not None:
        return said
    grants = person.standing(Need.INSURANCE).held
    began = [episode for episode in person.episodes if episode.began <= day]
    for episode in sorted(began, key=lambda each: each.began, reverse=True):
        if any(episode.began <= held.since <= day for held in grants):
            return None
        for held in grants:
            if _ran_until(held, episode.began):
                evidence = (*held.evidence, *episode.evidence)
                return Known(value=True, since=episode.began, evidence=evidence)
    return None


def _ran_until(held: Held, began: date) -> bool:
    """Return whether a grant met the need on the eve of `began`."""
    return held.since < began and (
        held.until is None or began <= held.until or day_after(held.until) == began
    )


def release_document(person: Person) -> Known[bool] | None:
    """Return whether proof of the last release was handed over, where an act says it.

    Proof of an earlier release says nothing of a later detention.
    """
    fact = person.release_document
    if fact is None or any(episode.began > fact.since for episode in person.episodes):
        return None
    return fact
