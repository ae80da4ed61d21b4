"""The corrections in the file of one person: what each changed by itself when it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from pydantic import Field

from domain.envelope import Act
from domain.events import EVENT_TYPES, EventRetracted, EventRetractionProposed
from domain.history import resolve
from domain.values import Value
from projections.case import Case
from projections.event_rows import Change, EventRow, changes, event_row

Key = tuple[str, str]


class Effect(StrEnum):
    """What a correction, a retraction or the proposal of one did when it was recorded."""

    CHANGED = "changed"
    RETRACTED = "retracted"
    PROPOSED = "proposed"
    NOTHING = "nothing"


class CorrectionEntry(Value):
    """A correction or retraction, and what it changed by itself.

    Attributes:
        event: The correction.
        reason: Code of the reason; None when its content was erased.
        effect: What it did.
        proposal: The proposal that a retraction approves, where one is recorded.
        approved_by: Id of the retraction that approves a proposal, where one is recorded.
        changes: In what the event concerned was read otherwise after it than just before it.
    """

    event: EventRow
    reason: str | None
    effect: Effect
    proposal: EventRow | None
    changes: tuple[Change, ...]
    approved_by: str | None = Field(default=None, exclude_if=lambda found: found is None)


def corrections_of(case: Case) -> Iterator[CorrectionEntry]:
    """Yield every correction, retraction and proposal of one, in the order of recording."""
    retracted = frozenset(act.key for act in case.resolved.retracted)
    recorded = {act.key: act for act in case.recorded}
    approvals = _approvals(case.recorded)
    for place, act in enumerate(case.recorded):
        if act.envelope.corrects is None:
            continue
        before, after = case.recorded[:place], case.recorded[: place + 1]
        changed = _changes_between(before, after, _concerned(act, recorded))
        proposal = _proposal_of(act, before)
        yield CorrectionEntry(
            event=event_row(act, retracted=act.key in retracted),
            reason=None if act.body is None else str(act.body.model_dump()["reason"]),
            effect=_effect(act, before, after, changed),
            proposal=None if proposal is None else event_row(proposal),
            changes=changed,
            approved_by=approvals.get(act.key),
        )


def _named(act: Act) -> Key | None:
    """Return the event that a correction names."""
    reference = act.envelope.corrects
    return None if reference is None else (reference.source, reference.event_id)


def _concerned(correction: Act, recorded: dict[Key, Act]) -> Key | None:
    """Return the event that is read otherwise: of a correction of a correction the first one."""
    seen: set[Key] = set()
    key = _named(correction)
    while key is not None and key not in seen and key in recorded:
        seen.add(key)
        further = _named(recorded[key])
        if further is None:
            return key
        key = further
    return None


def _changes_between(
    before: Sequence[Act], after: Sequence[Act], concerned: Key | None
) -> tuple[Change, ...]:
    """Return in what an event reads otherwise; nothing where it does not count on either side."""
    was, now = (
        next((act for act in resolve(acts).acts if act.key == concerned), None)
        for acts in (before, after)
    )
    return () if was is None or now is None else changes(was, now)


def _effect(
    act: Act, before: Sequence[Act], after: Sequence[Act], changed: tuple[Change, ...]
) -> Effect:
    kind = EVENT_TYPES[act.envelope.type]
    if kind is EventRetractionProposed:
        return Effect.PROPOSED
    if kind is EventRetracted:
        was, now = (
            any(each.key == _named(act) for each in resolve(acts).retracted)
            for acts in (before, after)
        )
        return Effect.RETRACTED if now and not was else Effect.NOTHING
    return Effect.CHANGED if changed else Effect.NOTHING


def _approvals(recorded: Sequence[Act]) -> dict[Key, str]:
    """Return by which event each proposal was approved that was."""
    found: dict[Key, str] = {}
    for place, act in enumerate(recorded):
        if act.envelope.corrects is None:
            continue
        proposal = _proposal_of(act, recorded[:place])
        if proposal is not None:
            found.setdefault(proposal.key, act.envelope.event_id)
    return found


def _proposal_of(retraction: Act, before: Sequence[Act]) -> Act | None:
    """Return the proposal that a retraction approves: the one that led to it, or the newest."""
    if EVENT_TYPES[retraction.envelope.type] is not EventRetracted:
        return None
    proposals = [
        act
        for act in before
        if EVENT_TYPES[act.envelope.type] is EventRetractionProposed
        and _named(act) == _named(retraction)
    ]
    cause = retraction.envelope.causation
    named = [act for act in proposals if act.envelope.event_id == cause]
    return next(iter([*named, *reversed(proposals)]), None)
