"""What is recorded of an agreement and does not fit; recorded all the same, and shown.

Findings of oversight (nobody oversees it, whoever does is a party to it) are in
`domain.agreements.oversight`: they follow from how things stand on a day, these from what was
recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from domain import events as e
from domain.agreements.agreement import Agreement, Breach, Delivery, Waiver
from domain.agreements.findings import AgreementFinding, AgreementFindingKind
from domain.agreements.folding import agreement_on, course, first_making, fold, overseers_on
from domain.agreements.standing import standing
from domain.envelope import Act
from domain.events.agreements import AgreementLevel, WaiverReason
from domain.events.oversight import ReviewOutcome
from domain.history import Resolved, resolve
from domain.misrecorded import misrecorded_in
from domain.sequences import may_precede

_Kind = AgreementFindingKind


def misfits_of(id: str, recorded: Sequence[Act]) -> list[AgreementFinding]:
    """Return everything that does not fit in what was recorded of one agreement.

    Args:
        id: The id of the agreement.
        recorded: The acts of its stream, in the order of their positions.

    Returns:
        Findings in order of day and kind; the same acts give the same list.
    """
    resolved = resolve(recorded)
    acts = sorted(resolved.acts, key=course)
    agreement = fold(id, acts)
    found = [
        *_misrecorded(recorded, resolved),
        *_not_named(recorded),
        *_makings(agreement, acts),
        *_terms(agreement),
        *_amendments(agreement, acts),
        *_confirmations(agreement, acts),
        *_breaches(agreement),
        *_waivers(agreement),
        *_endings(agreement),
        *_reviews(agreement, recorded),
    ]
    return sorted(set(found), key=lambda each: (each.on, each.kind, each.events))


def _misrecorded(recorded: Sequence[Act], resolved: Resolved) -> Iterator[AgreementFinding]:
    for fault, act in misrecorded_in(recorded, resolved):
        yield _finding(_Kind(fault), act)


def _not_named(recorded: Sequence[Act]) -> Iterator[AgreementFinding]:
    if any(act.envelope.subjects for act in recorded):
        for act in recorded:
            if not act.envelope.subjects and not isinstance(act.body, e.IntentionExpressed):
                yield _finding(_Kind.PERSON_NOT_NAMED, act)


def _makings(agreement: Agreement, acts: Sequence[Act]) -> Iterator[AgreementFinding]:
    made = first_making(acts)
    if made is None:
        speaks = [act for act in acts if not isinstance(act.body, e.IntentionExpressed)]
        if speaks and not agreement.erased:
            events = tuple(event for act in speaks for event in act.evidence)
            yield AgreementFinding(_Kind.NEVER_MADE, speaks[0].envelope.day, events)
        return
    for act in acts:
        if isinstance(act.body, e.AgreementMade):
            if act is not made:
                yield _finding(_Kind.MADE_TWICE, act, made)
        elif _follows_a_making(act) and not may_precede(made, act):
            yield _finding(_Kind.BEFORE_IT_WAS_MADE, act, made)


def _follows_a_making(act: Act) -> bool:
    return isinstance(
        act.body,
        e.AgreementAmended
        | e.AgreementFulfilled
        | e.AgreementBreached
        | e.AgreementWaived
        | e.OversightReviewHeld,
    )


def _terms(agreement: Agreement) -> Iterator[AgreementFinding]:
    making, terms = agreement.making, agreement.terms
    if making is None or terms is None:
        return
    if terms.due_on < making.on:
        yield AgreementFinding(_Kind.DUE_BEFORE_MADE, making.on, making.evidence)
    if terms.level is AgreementLevel.CASE and not agreement.subjects:
        yield AgreementFinding(_Kind.CASE_WITHOUT_PERSON, making.on, making.evidence)
    if terms.performer not in terms.parties:
        yield AgreementFinding(_Kind.PERFORMER_NO_PARTY, making.on, making.evidence)
    if terms.performer == terms.beneficiary:
        yield AgreementFinding(_Kind.PERFORMER_IS_BENEFICIARY, making.on, making.evidence)


def _amendments(agreement: Agreement, acts: Sequence[Act]) -> Iterator[AgreementFinding]:
    terms = agreement.terms
    for each in agreement.amendments:
        if terms is not None and not set(terms.parties) <= set(each.consent_of):
            yield AgreementFinding(_Kind.AMENDED_WITHOUT_CONSENT, each.on, each.evidence)
    amending = [act for act in acts if isinstance(act.body, e.AgreementAmended)]
    for one, two in combinations(amending, 2):
        if may_precede(one, two) and may_precede(two, one) and one.body != two.body:
            yield _finding(_Kind.AMENDMENTS_OF_ONE_DAY, one, two)


def _confirmations(agreement: Agreement, acts: Iterable[Act]) -> Iterator[AgreementFinding]:
    terms = agreement.terms
    for act in acts:
        if terms is None or not isinstance(act.body, e.AgreementFulfilled):
            continue
        if act.body.confirmed_by not in (None, terms.beneficiary):
            yield _finding(_Kind.CONFIRMED_BY_ANOTHER, act)


def _breaches(agreement: Agreement) -> Iterator[AgreementFinding]:
    for each in agreement.breaches:
        if not each.by_overseer:
            yield AgreementFinding(_Kind.BREACH_NOT_BY_OVERSEER, each.on, each.evidence)
        if not each.parties_heard:
            yield AgreementFinding(_Kind.PARTIES_NOT_HEARD, each.on, each.evidence)
        if agreement.terms is not None and each.on <= agreement.terms.due_on:
            yield AgreementFinding(_Kind.BREACH_BEFORE_DUE, each.on, each.evidence)


def _waivers(agreement: Agreement) -> Iterator[AgreementFinding]:
    terms = agreement.terms
    if terms is None:
        return
    for each in agreement.waivers:
        if not each.by & {*terms.parties, terms.beneficiary}:
            yield AgreementFinding(_Kind.WAIVED_BY_ANOTHER, each.on, each.evidence)
        elif terms.performer in each.by and each.reason is not WaiverReason.BY_CONSENT:
            yield AgreementFinding(_Kind.WAIVED_BY_PERFORMER, each.on, each.evidence)


def _endings(agreement: Agreement) -> Iterator[AgreementFinding]:
    established = [each for each in agreement.breaches if each.counts]
    waived = min((each.on for each in agreement.waivers), default=None)
    delivered = [each for each in agreement.deliveries if each.confirmed_by is not None]
    after: list[Breach | Delivery] = [*established, *delivered]
    for each in after:
        if waived is not None and each.on > waived:
            yield AgreementFinding(_Kind.ENDED_AGAIN, each.on, each.evidence)
    fulfilled = agreement.fulfilled_on
    contradicting: list[Breach | Waiver] = [*established, *agreement.waivers]
    for other in contradicting:
        if fulfilled is not None and other.on > fulfilled:
            yield AgreementFinding(_Kind.ENDED_AGAIN, other.on, other.evidence)


def _reviews(agreement: Agreement, recorded: Sequence[Act]) -> Iterator[AgreementFinding]:
    for each in agreement.reviews:
        if not each.by & overseers_on(agreement.overseers, each.on):
            yield AgreementFinding(_Kind.REVIEW_NOT_BY_OVERSEER, each.on, each.evidence)
        if each.outcome is ReviewOutcome.ON_COURSE:
            then = agreement_on(agreement.id, recorded, each.on)
            if standing(then, each.on).due_passed:
                yield AgreementFinding(_Kind.REVIEW_SAYS_OTHERWISE, each.on, each.evidence)


def _finding(kind: AgreementFindingKind, *acts: Act) -> AgreementFinding:
    events = tuple(event for act in acts for event in act.evidence)
    return AgreementFinding(kind, acts[0].envelope.day, events)
