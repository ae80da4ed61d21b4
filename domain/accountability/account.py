"""The account of one person: every handover, who answers for each need now, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain import events as e
from domain.accountability.escalations import (
    Escalation,
    Refusal,
    escalations_of,
    refusals_of,
)
from domain.accountability.found import Fault, Found
from domain.accountability.mandates import Mandates
from domain.accountability.notices import Notices, notices_of
from domain.accountability.offers import Handover, handover_of
from domain.accountability.ownership import ownership_of
from domain.accountability.policy import Applied
from domain.accountability.states import ACCEPTED_BY_TWO, Accountability, State
from domain.accountability.stays import Stay, stays_of
from domain.accountability.timeline import accountable_on
from domain.accountability.trail import Trail, trail_of
from domain.envelope import Act
from domain.needs import Need
from domain.person import Person
from domain.values import day_after


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """A need that acts say is there and that nothing meets: since when, and the events.

    What the law ends by itself, without an act, is not counted here.
    """

    need: Need
    since: date
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HandedOver:
    """One stay with its notices and its handover."""

    stay: Stay
    notices: Notices
    handover: Handover


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is to be said of accountability for one person on one day.

    Attributes:
        person: The state of the person.
        day: The day.
        trail: The facts that decide who is accountable; None where there is no act.
        stays: Each stay in detention with its handover, oldest first.
        open: The needs that are open, in the order of `Need`.
        accountable: Who answers for each need that is open or disputed, on that day.
        escalations: Questions put to someone higher up.
        refusals: Data that were not given.
        found: What is wrong with needs, mandates, escalations and data; what is wrong with a
            notice or a handover stands with its stay.
    """

    person: Person
    day: date
    trail: Trail | None
    stays: tuple[HandedOver, ...]
    open: tuple[OpenNeed, ...]
    accountable: Mapping[Need, Accountability]
    escalations: tuple[Escalation, ...]
    refusals: tuple[Refusal, ...]
    found: tuple[Found, ...]


def account_of(
    person: Person, acts: Sequence[Act], policy: Applied, mandates: Mandates, day: date
) -> Account:
    """Return the account of `person` on `day`.

    Args:
        person: The state folded from `acts`.
        acts: The acts that count up to `day`, in order.
        policy: The policy, as the frame applies it.
        mandates: The mandates that organisations had given by `day`.
        day: The day asked about, in the Netherlands.
    """
    trail = trail_of(person, acts)
    notice = policy.policy.notice
    stays = tuple(
        HandedOver(stay, notices_of(stay, notice, day), handover_of(stay, notice, day))
        for stay in stays_of(person, acts)
    )
    opened = tuple(_open(person, acts, trail, day))
    asked = {each.need for each in opened} | _spoken_of(trail)
    accountable = (
        {need: accountable_on(trail, policy, need, day) for need in Need if need in asked}
        if trail is not None
        else {}
    )
    answered = {
        need: each
        for need, each in accountable.items()
        if each.state is State.DISPUTED or any(need is known.need for known in opened)
    }
    escalations, refusals = escalations_of(acts), refusals_of(acts)
    account = Account(person, day, trail, stays, opened, answered, escalations, refusals, found=())
    of_needs = tuple(_of_needs(account, policy))
    return replace(
        account,
        found=(
            *of_needs,
            *_not_escalated(account, of_needs),
            *_escalated(escalations),
            *mandates.faults(acts),
            *(
                Found(Fault.DATA_REFUSED, each.on, each.evidence, detail=each.ground)
                for each in refusals
            ),
        ),
    )


def _open(
    person: Person, acts: Sequence[Act], trail: Trail | None, day: date
) -> Iterator[OpenNeed]:
    """Yield the needs that are open: lost, identified and not settled since, or run out."""
    identified = _identified(acts, trail, day)
    for need in (need for need in Need if need in person.standings or need in identified):
        standing = person.standing(need)
        is_settled = standing.declined is not None or standing.not_applicable is not None
        if is_settled or standing.held_on(day) is not None:
            continue
        if standing.lost is not None:
            yield OpenNeed(need, standing.lost.on, standing.lost.evidence)
        elif need in identified:
            yield identified[need]
        elif standing.held:
            ended = max(standing.held, key=lambda held: held.until or held.since)
            last = ended.until
            since = ended.since if last is None else day_after(last) or last
            yield OpenNeed(need, since, ended.evidence)


def _identified(acts: Sequence[Act], trail: Trail | None, day: date) -> dict[Need, OpenNeed]:
    """Return the needs that somebody identified; care among them where a judicial title ended."""
    found: dict[Need, OpenNeed] = {}
    for act in acts:
        if isinstance(act.body, e.NeedIdentified | e.HealthNeedIdentified):
            need = Need(act.body.need)
            found[need] = OpenNeed(need, act.envelope.day, act.evidence)
    last = trail.titles[-1] if trail is not None and trail.titles else None
    if last is not None and last.until is not None and last.until < day and not last.covers(day):
        by = (*last.evidence, *last.ended_by)
        since = day_after(last.until) or last.until
        found.setdefault(Need.CARE, OpenNeed(Need.CARE, since, by))
    return found


def _spoken_of(trail: Trail | None) -> set[Need]:
    """Return the needs over which a dispute can be: those that an act of ownership names."""
    spoken: set[Need] = set()
    for act in trail.ownership if trail is not None else ():
        match act.body:
            case e.NeedOwnershipDisputed(need=need):
                spoken.add(need)
            case e.HandoverAccepted(answers=answers):
                spoken |= {answer.need for answer in answers if answer.accepted}
            case _:
                continue
    return spoken


def _of_needs(account: Account, policy: Applied) -> Iterator[Found]:
    opened = {each.need: each for each in account.open}
    unknown = [
        need
        for need, each in account.accountable.items()
        if need in opened and not each.named and each.state is State.MUNICIPALITY
    ]
    if unknown:
        first = account.accountable[unknown[0]]
        on = max((stay.stay.released or date.min for stay in account.stays), default=account.day)
        yield Found(Fault.MUNICIPALITY_UNKNOWN, on, first.evidence)
    for need, each in account.accountable.items():
        known = opened.get(need)
        if each.state is State.DISPUTED:
            yield _of_dispute(account, need, each)
        elif known is not None and each.state is State.NOBODY:
            began = max((stay.stay.began or date.min for stay in account.stays), default=date.min)
            evidence = tuple(dict.fromkeys((*known.evidence, *each.evidence)))
            yield Found(Fault.NEED_WITHOUT_OWNER, max(began, known.since), evidence, need)
        elif known is not None and _has_two_possible(account, policy, known, each):
            evidence = tuple(dict.fromkeys((*known.evidence, *each.evidence)))
            yield Found(Fault.TWO_POSSIBLE_OWNERS, known.since, evidence, need)


def _of_dispute(account: Account, need: Need, each: Accountability) -> Found:
    by_two = each.rule == ACCEPTED_BY_TWO
    ownership = ownership_of(account.trail.ownership if account.trail else (), need)
    said = ownership.accepted[-1] if by_two else ownership.dispute
    return Found(
        Fault.ACCEPTED_BY_TWO if by_two else Fault.OWNERSHIP_DISPUTED,
        account.day if said is None else said.on,
        each.evidence,
        need,
        None if each.ground is None else str(each.ground),
    )


def _has_two_possible(
    account: Account, policy: Applied, known: OpenNeed, each: Accountability
) -> bool:
    """Return whether two may be the owner and neither has accepted.

    Prison and municipality together, once there was time to answer; or, after the end of a
    judicial title, justice that paid and the municipality that has not accepted.
    """
    if each.state is State.JOINT:
        return (account.day - known.since).days > policy.policy.notice.days_to_answer
    titles = () if account.trail is None else account.trail.titles
    ended = any(title.until is not None and title.until < account.day for title in titles)
    return known.need is Need.CARE and each.state is State.MUNICIPALITY and ended


_TO_ESCALATE = frozenset(
    {
        Fault.NEED_WITHOUT_OWNER,
        Fault.OWNERSHIP_DISPUTED,
        Fault.ACCEPTED_BY_TWO,
        Fault.TWO_POSSIBLE_OWNERS,
    }
)


def _not_escalated(account: Account, found: Sequence[Found]) -> Iterator[Found]:
    last = account.stays[-1].handover.found if account.stays else ()
    rejected = [each for each in last if each.fault is Fault.HANDOVER_REJECTED]
    seen: set[Need | None] = set()
    for each in (*found, *rejected):
        to_escalate = each.fault in _TO_ESCALATE or each.fault is Fault.HANDOVER_REJECTED
        if to_escalate and each.need not in seen and not _is_escalated(account, each):
            seen.add(each.need)
            detail = str(each.fault)
            yield Found(Fault.ESCALATION_NEEDED, each.on, each.evidence, each.need, detail)


def _is_escalated(account: Account, found: Found) -> bool:
    """Return whether somebody put it higher up: since it is so, or before and without an answer."""
    return any(
        each.need in {found.need, None} and (each.raised_on >= found.on or each.resolved_on is None)
        for each in account.escalations
    )


def _escalated(escalations: Sequence[Escalation]) -> Iterator[Found]:
    for each in escalations:
        if each.resolved_on is None:
            yield Found(
                Fault.ESCALATION_OPEN, each.raised_on, each.evidence, each.need, str(each.level)
            )
