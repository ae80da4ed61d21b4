"""Where an agreement stands on a day: open, claimed, overdue, fulfilled, breached or waived.

That a day has passed is never recorded: it is computed for the day asked about. The agreed day
itself still counts as in time, and no grace is given (an agreed day is no statutory term, so the
Algemene termijnenwet does not move it either).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.agreements.agreement import Agreement
from domain.values import day_after
from domain.working_days import last_working_day


class AgreementState(StrEnum):
    """Where an agreement stands; exactly one of these, always.

    Attributes:
        INTENTION: Meant, and never agreed.
        OPEN: Promised, and the agreed day has not passed.
        CLAIMED: The performer says that it is fulfilled; the beneficiary has not confirmed it.
        OVERDUE: The agreed day has passed, and nobody says that it is fulfilled.
        FULFILLED: Delivered, as the beneficiary confirmed.
        BREACHED: Broken, as the overseer found after hearing both.
        WAIVED: No longer asked for.
        NOT_MADE: Events speak of an agreement that nobody recorded as made.
        ERASED: What it said is gone, because the person whom it concerned was erased.
    """

    INTENTION = "intention"
    OPEN = "open"
    CLAIMED = "claimed"
    OVERDUE = "overdue"
    FULFILLED = "fulfilled"
    BREACHED = "breached"
    WAIVED = "waived"
    NOT_MADE = "not-made"
    ERASED = "erased"


ENDED = frozenset({AgreementState.FULFILLED, AgreementState.BREACHED, AgreementState.WAIVED})
"""States after which nothing is owed any more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one agreement stands on one day.

    Attributes:
        state: Where it stands.
        since: Since when; None where there is no such day.
        due_passed: Whether the agreed day has passed while it was still owed
            (`agreement-due-date-passed`), whatever the performer claims.
        days_overdue: How many days ago that was; 0 when it has not passed.
        on_time: Of what was fulfilled: whether by the agreed day; None of anything else.
        act_by: The last working day on which the performer can still act in time; None when
            nothing is owed or the day has passed. Advice, unlike the agreed day itself.
        evidence: The events on which it rests: the making, amendments that count, and what ended
            it or is claimed.
    """

    state: AgreementState
    since: date | None
    due_passed: bool = False
    days_overdue: int = 0
    on_time: bool | None = None
    act_by: date | None = None
    evidence: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether nothing is owed any more."""
        return self.state in ENDED


def standing(agreement: Agreement, day: date) -> Standing:
    """Return where an agreement stands on a day.

    Args:
        agreement: Folded up to that day.
        day: The day in the Netherlands.
    """
    making, terms = agreement.making, agreement.terms
    if making is None or terms is None:
        return _without_terms(agreement)
    evidence = making.evidence + tuple(
        event for each in agreement.amendments if each.counts for event in each.evidence
    )
    ended = _ending(agreement)
    if ended is not None:
        return replace(ended, evidence=(*evidence, *ended.evidence))
    passed = terms.due_on < day
    late = (day - terms.due_on).days if passed else 0
    act_by = None if passed else last_working_day(terms.due_on, day)
    claims = agreement.open_claims
    if claims:
        claim = claims[-1]
        return Standing(
            AgreementState.CLAIMED,
            claim.on,
            passed,
            late,
            act_by=act_by,
            evidence=(*evidence, *claim.evidence),
        )
    if passed:
        since = day_after(terms.due_on)
        return Standing(AgreementState.OVERDUE, since, passed, late, evidence=evidence)
    return Standing(AgreementState.OPEN, making.on, act_by=act_by, evidence=evidence)


def _without_terms(agreement: Agreement) -> Standing:
    if agreement.intentions:
        first = agreement.intentions[0]
        return Standing(AgreementState.INTENTION, first.on, evidence=first.evidence)
    if agreement.erased:
        return Standing(AgreementState.ERASED, None)
    return Standing(AgreementState.NOT_MADE, None)


def _ending(agreement: Agreement) -> Standing | None:
    """Return what ended it: the newest ending, and of one day what the beneficiary confirmed."""
    terms = agreement.terms
    endings = [
        Standing(AgreementState.WAIVED, each.on, evidence=each.evidence)
        for each in agreement.waivers
    ]
    endings += [
        Standing(AgreementState.BREACHED, each.on, evidence=each.evidence)
        for each in agreement.breaches
        if each.counts
    ]
    if agreement.fulfilled_on is not None and terms is not None:
        evidence = tuple(
            event
            for each in agreement.deliveries
            if each.confirmed_by is not None
            for event in each.evidence
        )
        endings.append(
            Standing(
                AgreementState.FULFILLED,
                agreement.fulfilled_on,
                on_time=agreement.fulfilled_on <= terms.due_on,
                evidence=evidence,
            )
        )
    # The list is in the order that counts on one day, and of equals max takes the first.
    return max(reversed(endings), key=lambda each: each.since or date.min, default=None)
