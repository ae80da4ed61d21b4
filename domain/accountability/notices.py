"""Notices of release: sent and received, each as its own side says, and how far ahead.

The lead time counts calendar days from the day of the notice to the day of release, or to the
planned day while the person is held. That a municipality was told too late it says itself, so what
the prison says it sent and what the municipality says it received are kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain import events as e
from domain.accountability.found import Fault, Found
from domain.accountability.policy import NoticePolicy
from domain.accountability.stays import Stay
from domain.dates import add_period
from domain.envelope import Act, order
from domain.sequences import may_precede


@dataclass(frozen=True, slots=True)
class NoticeTrail:
    """One notice: what the sender says of it, what the receiver says, or both."""

    sent: Act | None
    received: Act | None

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the events of both sides."""
        return tuple(each for act in (self.sent, self.received) if act for each in act.evidence)


@dataclass(frozen=True, slots=True)
class Notices:
    """The notices of one stay.

    Attributes:
        trails: Each notice, oldest first.
        sent: Day of the first notice, as the sender says.
        received: Day of the first notice, as the receiver says.
        lead_days: Days from `sent` to the release; below zero where it was sent after it.
        received_lead_days: The same from `received`.
        due: Last day to send it by policy; None where no day of release is known.
        at_once: Whether release was ordered at once, so that no term could be kept.
        emergency: Day on which the emergency procedure was started.
        found: What is wrong.
    """

    trails: tuple[NoticeTrail, ...]
    sent: date | None
    received: date | None
    lead_days: int | None
    received_lead_days: int | None
    due: date | None
    at_once: bool
    emergency: date | None
    found: tuple[Found, ...]


def notices_of(stay: Stay, policy: NoticePolicy, day: date) -> Notices:
    """Return the notices of `stay`, and what is wrong with them on `day`."""
    trails = _paired(stay.acts)
    sent = min((t.sent.envelope.day for t in trails if t.sent), default=None)
    received = min((t.received.envelope.day for t in trails if t.received), default=None)
    started = [
        act.envelope.day for act in stay.acts if isinstance(act.body, e.EmergencyProcedureStarted)
    ]
    due = _due(stay, policy)
    return Notices(
        trails=trails,
        sent=sent,
        received=received,
        lead_days=_lead(sent, stay.release_on),
        received_lead_days=_lead(received, stay.release_on),
        due=due,
        at_once=stay.ordered is not None,
        emergency=min(started, default=None),
        found=tuple(_found(stay, policy, day, trails, due, is_started=bool(started))),
    )


def _paired(acts: Sequence[Act]) -> tuple[NoticeTrail, ...]:
    """Return each notice with its receipt.

    A receipt belongs to the notice that it names as its cause; else to the last one that can have
    come before it, is not confirmed yet and, where both name the day of release, names the same.
    """
    sent = [act for act in acts if isinstance(act.body, e.ReleaseNoticeSent)]
    receipts: dict[tuple[str, str], Act] = {}
    alone = []
    for act in acts:
        if not isinstance(act.body, e.ReleaseNoticeReceived):
            continue
        candidates = [each for each in sent if each.key not in receipts and may_precede(each, act)]
        named = [each for each in candidates if each.envelope.event_id == act.envelope.causation]
        same = [each for each in candidates if _same_release(each, act)]
        if named or same:
            receipts[(named or same)[-1].key] = act
        else:
            alone.append(NoticeTrail(None, act))
    trails = [NoticeTrail(each, receipts.get(each.key)) for each in sent]
    return tuple(sorted([*trails, *alone], key=_first_day))


def _same_release(sent: Act, received: Act) -> bool:
    match (sent.body, received.body):
        case (
            e.ReleaseNoticeSent(release_on=told),
            e.ReleaseNoticeReceived(release_on=date() as heard),
        ):
            return told == heard
        case _:
            return True


def _first_day(trail: NoticeTrail) -> tuple[date, int]:
    act = trail.sent or trail.received
    return (date.max, 0) if act is None else (act.envelope.day, act.position)


def _lead(notice: date | None, release: date | None) -> int | None:
    return None if notice is None or release is None else (release - notice).days


def _due(stay: Stay, policy: NoticePolicy) -> date | None:
    """Return the last day to send the notice: at once, or days ahead by the length of the stay."""
    release = stay.release_on
    if release is None:
        return None
    if stay.ordered is not None:
        return release
    short = stay.began is None or release <= add_period(stay.began, policy.short_stay)
    ahead = timedelta(days=policy.days_short if short else policy.days_long)
    due = release - min(ahead, release - date.min)
    if stay.began is None or stay.began > release:
        return due
    return max(due, min(stay.began + timedelta(days=policy.days_after_entry), release))


def _found(
    stay: Stay,
    policy: NoticePolicy,
    day: date,
    trails: Sequence[NoticeTrail],
    due: date | None,
    *,
    is_started: bool,
) -> Iterator[Found]:
    if due is not None:
        yield from _of_time(stay, day, trails, due)
    for trail in trails:
        if trail.sent is None and trail.received is not None:
            yield Found(Fault.NOTICE_NOT_SENT, trail.received.envelope.day, trail.evidence)
        elif trail.sent is not None and trail.received is None:
            on = trail.sent.envelope.day
            released = stay.released is not None and on <= stay.released <= day
            if released or (day - on).days > policy.days_to_confirm:
                yield Found(Fault.NOTICE_NOT_RECEIVED, on, trail.evidence)
    if stay.ordered is not None and not is_started:
        on = stay.ordered.envelope.day
        yield Found(Fault.NO_EMERGENCY_PROCEDURE, on, stay.ordered.evidence)


def _of_time(stay: Stay, day: date, trails: Sequence[NoticeTrail], due: date) -> Iterator[Found]:
    if not trails and day > due:
        yield Found(Fault.NOTICE_MISSING, due, _release_evidence(stay))
    sent = [trail.sent for trail in trails if trail.sent is not None]
    if not sent:
        return
    first = min(sent, key=order)
    on = first.envelope.day
    if stay.released is not None and on > stay.released:
        yield Found(Fault.NOTICE_AFTER_RELEASE, on, first.evidence)
    elif on > due:
        yield Found(Fault.NOTICE_LATE, on, first.evidence)


def _release_evidence(stay: Stay) -> tuple[str, ...]:
    kinds = (
        (e.PersonReleased,)
        if stay.released is not None
        else (e.ReleaseDatePlanned, e.ReleaseDateChanged, e.ImmediateReleaseOrdered)
    )
    said = [act for act in stay.acts if isinstance(act.body, kinds)]
    return said[-1].evidence if said else ()
