"""The handover of one stay: offered warm or cold, answered need by need, and rated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from domain import events as e
from domain.accountability.found import Fault, Found
from domain.accountability.policy import NoticePolicy
from domain.accountability.stays import Stay
from domain.envelope import Act
from domain.events.handover import HandoverForm, HandoverMethod, HandoverReason
from domain.needs import Need
from domain.sequences import may_precede

_OF_HANDOVER: Final = (
    e.HandoverOffered,
    e.HandoverAccepted,
    e.HandoverRejected,
    e.HandoverRated,
)


@dataclass(frozen=True, slots=True)
class NeedAnswer:
    """What a receiving organisation said of one need."""

    need: Need
    accepted: bool
    reason: HandoverReason | None
    organisation: str
    on: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handover:
    """How one stay was handed over.

    Attributes:
        offered_on: Day of the last offer.
        form: Warm or cold, of the last offer.
        method: How it took place, where that is said.
        offered: The needs offered, in the order of `Need`.
        answers: The last answer for each need.
        rating: From 1 (poor) to 5 (good), as the receiver says.
        found: What is wrong.
    """

    offered_on: date | None
    form: HandoverForm | None
    method: HandoverMethod | None
    offered: tuple[Need, ...]
    answers: tuple[NeedAnswer, ...]
    rating: int | None
    found: tuple[Found, ...]

    @property
    def accepted(self) -> tuple[Need, ...]:
        """The needs that were accepted."""
        return tuple(answer.need for answer in self.answers if answer.accepted)

    @property
    def rejected(self) -> tuple[Need, ...]:
        """The needs that were rejected."""
        return tuple(answer.need for answer in self.answers if not answer.accepted)

    @property
    def unanswered(self) -> tuple[Need, ...]:
        """The needs offered of which nobody has said anything."""
        said = {answer.need for answer in self.answers}
        return tuple(need for need in self.offered if need not in said)


def handover_of(stay: Stay, policy: NoticePolicy, day: date) -> Handover:
    """Return how `stay` was handed over, and what is wrong with that on `day`."""
    of_handover = [act for act in stay.acts if isinstance(act.body, _OF_HANDOVER)]
    offers = [act for act in of_handover if isinstance(act.body, e.HandoverOffered)]
    given = [each for act in of_handover for each in _answers(act, offers)]
    ratings = [act.body.score for act in of_handover if isinstance(act.body, e.HandoverRated)]
    last = offers[-1].body if offers else None
    known = last if isinstance(last, e.HandoverOffered) else None
    handover = Handover(
        offered_on=offers[-1].envelope.day if offers else None,
        form=known.form if known else None,
        method=known.method if known else None,
        offered=tuple(need for need in Need if any(_offers(act, need) for act in offers))
        if offers
        else (),
        answers=tuple(_that_counts(given, offers)),
        rating=ratings[-1] if ratings else None,
        found=(),
    )
    return replace(handover, found=tuple(_found(stay, policy, day, offers, handover)))


def _answers(act: Act, offers: list[Act]) -> list[NeedAnswer]:
    """Return what an act says of each need; a rejection of the whole is one of all offered."""
    answered = partial(
        NeedAnswer,
        organisation=act.envelope.organisation,
        on=act.envelope.day,
        evidence=act.evidence,
    )
    match act.body:
        case e.HandoverAccepted(answers=answers):
            return [answered(each.need, each.accepted, each.reason) for each in answers]
        case e.HandoverRejected(reason=reason):
            needs = [need for need in Need if _is_offered(need, act, offers)]
            return [answered(need, accepted=False, reason=reason) for need in needs]
        case _:
            return []


def _that_counts(given: list[NeedAnswer], offers: list[Act]) -> Iterator[NeedAnswer]:
    """Yield one answer for each need: an acceptance that stands, or else the last rejection.

    An organisation may change its mind, so the last that each says counts; and who offers a need
    again asks anew those who rejected it.
    """
    answered = {each.need for each in given}
    for need in (need for need in Need if need in answered):
        last = {each.organisation.casefold(): each for each in given if each.need is need}
        accepted = [each for each in last.values() if each.accepted]
        rejected = [
            each
            for each in last.values()
            if not any(_offers(offer, need) and offer.envelope.day > each.on for offer in offers)
        ]
        if accepted or rejected:
            yield max(accepted or rejected, key=lambda each: each.on)


def _offers(offer: Act, need: Need) -> bool:
    return isinstance(offer.body, e.HandoverOffered) and need in offer.body.needs


def _is_offered(need: Need, answer: Act, offers: list[Act]) -> bool:
    return any(_offers(offer, need) and may_precede(offer, answer) for offer in offers)


def _is_owned_since(stay: Stay, answer: NeedAnswer) -> bool:
    """Return whether somebody was given the need after it was rejected."""
    return any(
        isinstance(act.body, e.NeedOwnerAssigned)
        and act.body.need is answer.need
        and act.envelope.day >= answer.on
        for act in stay.acts
    )


def _found(
    stay: Stay, policy: NoticePolicy, day: date, offers: list[Act], handover: Handover
) -> Iterator[Found]:
    released = stay.released is not None and stay.released <= day
    if released and not offers and stay.released is not None:
        by = [act.evidence for act in stay.acts if isinstance(act.body, e.PersonReleased)]
        yield Found(Fault.HANDOVER_MISSING, stay.released, by[-1] if by else ())
    if handover.unanswered and handover.offered_on is not None:
        waited = (day - handover.offered_on).days > policy.days_to_answer
        if released or waited:
            yield Found(Fault.HANDOVER_UNANSWERED, handover.offered_on, offers[-1].evidence)
    for answer in handover.answers:
        if not answer.accepted and not _is_owned_since(stay, answer):
            reason = None if answer.reason is None else str(answer.reason)
            yield Found(Fault.HANDOVER_REJECTED, answer.on, answer.evidence, answer.need, reason)
    for act in stay.acts:
        if isinstance(act.body, e.HandoverAccepted | e.HandoverRejected):
            said = _answers(act, offers)
            if not said or any(not _is_offered(each.need, act, offers) for each in said):
                yield Found(Fault.ANSWER_WITHOUT_OFFER, act.envelope.day, act.evidence)
