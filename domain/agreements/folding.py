"""From the events of one stream to the agreement that they tell of.

Nothing depends on the order of recording: what happened on one day without a time of its own is
put in the order in which an agreement runs (meant, made, overseen, changed, reviewed, delivered,
waived, broken, put higher up), and then by source and event id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from domain import events as e
from domain.agreements.agreement import (
    Agreement,
    Amendment,
    Breach,
    Delivery,
    Intention,
    Making,
    Overseer,
    Review,
    Terms,
    Waiver,
)
from domain.envelope import Act
from domain.history import as_of, resolve
from domain.sequences import may_precede
from domain.values import When

_COURSE: Final[tuple[type[e.EventBody], ...]] = (
    e.IntentionExpressed,
    e.AgreementMade,
    e.OverseerAssigned,
    e.OverseerChanged,
    e.AgreementAmended,
    e.OversightReviewHeld,
    e.AgreementFulfilled,
    e.AgreementWaived,
    e.AgreementBreached,
    e.EscalationRaised,
    e.EscalationResolved,
)
"""The order in which an agreement runs, for acts of one day of which no time is known."""

_STEPS: Final[Mapping[type[e.EventBody | None], int]] = {
    kind: step for step, kind in enumerate(_COURSE)
}
_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)

Order = tuple[date, int, datetime, int, str, str]


def agreement_on(id: str, recorded: Sequence[Act], when: When) -> Agreement:
    """Return an agreement as it stood at `when`, corrected as its events are known.

    Args:
        id: The id of the agreement.
        recorded: The acts of its stream, in the order of their positions.
        when: A day in the Netherlands, or a moment.
    """
    return fold(id, as_of(resolve(recorded).acts, when))


def fold(id: str, acts: Iterable[Act]) -> Agreement:
    """Return the agreement that acts tell of; they are corrected, and none is left out.

    Args:
        id: The id of the agreement.
        acts: Its acts, in any order.
    """
    acts = sorted(acts, key=course)
    agreement = Agreement(
        id,
        subjects=tuple(sorted({person for act in acts for person in act.envelope.subjects})),
        intentions=tuple(_intentions(acts)),
        overseers=tuple(_overseers(acts)),
        reviews=tuple(_reviews(acts)),
        waivers=tuple(_waivers(acts)),
        erased=sum(1 for act in acts if act.body is None),
    )
    made = first_making(acts)
    making = None if made is None else _making(made)
    amendments = tuple(_amendments(acts, made, making))
    terms = None if making is None else _amended(making.terms, amendments)
    deliveries = tuple(_deliveries(acts, terms))
    return replace(
        agreement,
        making=making,
        terms=terms,
        amendments=amendments,
        deliveries=deliveries,
        breaches=tuple(_breaches(acts, agreement.overseers)),
        fulfilled_on=None if terms is None else _fulfilled_on(terms, amendments, deliveries),
    )


def course(act: Act) -> Order:
    """Return the key that puts the acts of one agreement in order, however they were recorded."""
    envelope = act.envelope
    when = envelope.occurred_on
    step = _STEPS.get(type(act.body), len(_STEPS))
    if isinstance(when, datetime):
        return envelope.day, 1, when.astimezone(UTC), step, envelope.source, envelope.event_id
    return envelope.day, 0, _NO_TIME, step, envelope.source, envelope.event_id


def first_making(acts: Iterable[Act]) -> Act | None:
    """Return the act by which the agreement came about: the first that says so, of acts in order.

    Another making in the same stream does not replace it; terms change by an amendment.
    """
    return next((act for act in acts if isinstance(act.body, e.AgreementMade)), None)


def who_acted(act: Act) -> frozenset[str]:
    """Return the names under which whoever acted may be a party or an overseer."""
    return frozenset({act.envelope.organisation, act.envelope.actor})


def overseers_on(overseers: Sequence[Overseer], day: date) -> frozenset[str]:
    """Return who was overseer on some part of a day; several on a day on which it changed."""
    before = [each for each in overseers if each.since < day]
    of_the_day = {each.name for each in overseers if each.since == day}
    return frozenset(of_the_day | {each.name for each in before[-1:]})


def _intentions(acts: Iterable[Act]) -> Iterator[Intention]:
    for act in acts:
        if isinstance(act.body, e.IntentionExpressed):
            yield Intention(
                on=act.envelope.day,
                level=act.body.level,
                topic=act.body.topic,
                parties=act.body.parties,
                event_id=act.envelope.event_id,
                correlation=act.envelope.correlation,
                evidence=act.evidence,
            )


def _making(act: Act) -> Making | None:
    body = act.body
    if not isinstance(body, e.AgreementMade):
        return None
    terms = Terms(
        level=body.level,
        parties=body.parties,
        performer=body.performer,
        beneficiary=body.beneficiary,
        need=body.need,
        deliverable=body.deliverable,
        quantity=body.quantity,
        due_on=body.due_on,
    )
    envelope = act.envelope
    return Making(envelope.day, terms, envelope.causation, envelope.correlation, act.evidence)


def _amendments(
    acts: Iterable[Act], made: Act | None, making: Making | None
) -> Iterator[Amendment]:
    parties = set() if making is None else set(making.terms.parties)
    for act in acts:
        body = act.body
        if isinstance(body, e.AgreementAmended):
            agreed = parties <= set(body.consent_of)
            yield Amendment(
                on=act.envelope.day,
                due_on=body.due_on,
                quantity=body.quantity,
                performer=body.performer,
                consent_of=body.consent_of,
                counts=made is not None and agreed and may_precede(made, act),
                evidence=act.evidence,
            )


def _amended(terms: Terms, amendments: Iterable[Amendment]) -> Terms:
    for each in amendments:
        if each.counts:
            terms = replace(
                terms,
                due_on=each.due_on or terms.due_on,
                quantity=terms.quantity if each.quantity is None else each.quantity,
                performer=each.performer or terms.performer,
            )
    return terms


def _overseers(acts: Iterable[Act]) -> Iterator[Overseer]:
    for act in acts:
        match act.body:
            case (
                e.AgreementMade(overseer=str() as name)
                | e.OverseerAssigned(overseer=name)
                | e.OverseerChanged(overseer=name)
            ):
                yield Overseer(name, act.envelope.day, act.evidence)
            case _:
                pass


def _reviews(acts: Iterable[Act]) -> Iterator[Review]:
    for act in acts:
        if isinstance(act.body, e.OversightReviewHeld):
            yield Review(act.envelope.day, who_acted(act), act.body.outcome, act.evidence)


def _waivers(acts: Iterable[Act]) -> Iterator[Waiver]:
    for act in acts:
        if isinstance(act.body, e.AgreementWaived):
            yield Waiver(act.envelope.day, who_acted(act), act.body.reason, act.evidence)


def _breaches(acts: Iterable[Act], overseers: Sequence[Overseer]) -> Iterator[Breach]:
    for act in acts:
        if isinstance(act.body, e.AgreementBreached):
            by, day = who_acted(act), act.envelope.day
            yield Breach(
                on=day,
                by=by,
                reason=act.body.reason,
                parties_heard=act.body.parties_heard,
                by_overseer=bool(by & overseers_on(overseers, day)),
                evidence=act.evidence,
            )


def _deliveries(acts: Sequence[Act], terms: Terms | None) -> Iterator[Delivery]:
    """Yield what was delivered; a confirmation that names the claim as its cause is one with it."""
    said = [act for act in acts if isinstance(act.body, e.AgreementFulfilled)]
    by_id = {act.envelope.event_id: act.key for act in reversed(said)}
    found: dict[tuple[str, str], Delivery] = {}
    for act in sorted(said, key=lambda act: (act.envelope.causation in by_id, course(act))):
        delivery = _delivery(act, terms)
        caused_by = by_id.get(act.envelope.causation or "", act.key)
        claim = found.get(caused_by)
        if claim is not None and claim.confirmed_by is None and delivery.confirmed_by is not None:
            found[caused_by] = replace(
                delivery,
                said_by=claim.said_by,
                quantity=delivery.quantity or claim.quantity,
                evidence=(*claim.evidence, *delivery.evidence),
            )
        else:
            found[act.key] = delivery
    yield from sorted(found.values(), key=lambda each: (each.on, each.evidence))


def _delivery(act: Act, terms: Terms | None) -> Delivery:
    body = act.body
    confirmed_by, quantity = None, None
    if isinstance(body, e.AgreementFulfilled):
        quantity = body.quantity
        names = who_acted(act) | ({body.confirmed_by} if body.confirmed_by else set())
        confirmed_by = terms.beneficiary if terms and terms.beneficiary in names else None
    return Delivery(
        on=act.envelope.day,
        said_by=act.envelope.organisation,
        confirmed_by=confirmed_by,
        quantity=quantity,
        evidence=act.evidence,
    )


def _fulfilled_on(
    terms: Terms, amendments: Iterable[Amendment], deliveries: Iterable[Delivery]
) -> date | None:
    """Return the day on which the confirmed deliveries reached what is promised now."""
    so_far = 0
    for each in deliveries:
        if each.confirmed_by is None:
            continue
        so_far += each.quantity or 0
        if terms.quantity is None or each.quantity is None or so_far >= terms.quantity:
            changed = (a.on for a in amendments if a.counts and a.quantity is not None)
            return max((each.on, *changed))
    return None
