"""From recorded acts to the acts that count: corrected, up to one date, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from pydantic import ValidationError

from domain.envelope import Act, Envelope, order
from domain.events import (
    EVENT_TYPES,
    EventBody,
    EventCorrected,
    EventRetracted,
    EventRetractionProposed,
)
from domain.values import When, day_of

Key = tuple[str, str]


class UnresolvedReason(StrEnum):
    """Why a correction changed nothing."""

    UNKNOWN_TARGET = "unknown-target"
    VALUES_DO_NOT_FIT = "values-do-not-fit"


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A correction that changed nothing, because its target or its values do not fit."""

    correction: Act
    reason: UnresolvedReason


@dataclass(frozen=True, slots=True)
class Resolved:
    """The history as it is read now.

    Attributes:
        acts: The acts that count, corrected, without retracted acts and without the corrections.
        retracted: Acts that are read as never having happened.
        unresolved: Corrections that changed nothing, with the reason.
    """

    acts: tuple[Act, ...]
    retracted: tuple[Act, ...]
    unresolved: tuple[Unresolved, ...]


def resolve(recorded: Sequence[Act]) -> Resolved:
    """Return the history as it is read after its corrections and retractions.

    A retraction counts unless it has itself been retracted; of several corrections of one act
    each changes what it names and the newest wins; a correction of a correction changes the act
    that the first one corrected. Nothing that was recorded is changed: the answer is a new view.

    Args:
        recorded: The acts of one person, in the order of their positions.
    """
    retracted = _retracted(recorded)
    current = {act.key: act for act in recorded if not _is_correction(act)}
    target_of: dict[Key, Key] = {}
    unresolved: list[Unresolved] = []
    for act in recorded:
        reference = act.envelope.corrects
        if reference is None or not isinstance(act.body, EventCorrected):
            continue
        named = (reference.source, reference.event_id)
        target_of[act.key] = target_of.get(named, named)
        target = current.get(target_of[act.key])
        if act.key in retracted:
            continue
        if target is None:
            unresolved.append(Unresolved(act, UnresolvedReason.UNKNOWN_TARGET))
            continue
        corrected = _corrected(target, act, act.body)
        if isinstance(corrected, Unresolved):
            unresolved.append(corrected)
        else:
            current[target.key] = corrected
    unresolved += _without_target(recorded, retracted, current.keys() | target_of.keys())
    return Resolved(
        acts=tuple(act for key, act in current.items() if key not in retracted),
        retracted=tuple(act for act in recorded if act.key in retracted),
        unresolved=tuple(unresolved),
    )


def as_of(acts: Iterable[Act], when: When) -> tuple[Act, ...]:
    """Return the acts that had taken place by `when`, in order.

    A date means the whole of that day in the Netherlands. A moment leaves out what is known to
    have happened later on that day; what is known only to the day counts as having happened.
    """
    return tuple(sorted((act for act in acts if _by(act, when)), key=order))


def _by(act: Act, when: When) -> bool:
    occurred = act.envelope.occurred_on
    if isinstance(when, datetime) and isinstance(occurred, datetime):
        return occurred.astimezone(UTC) <= when.astimezone(UTC)
    return act.envelope.day <= day_of(when)


def _is_correction(act: Act) -> bool:
    return act.envelope.corrects is not None


def _retracted(recorded: Sequence[Act]) -> frozenset[Key]:
    """Return what is retracted; newest first, as a retraction may itself be retracted."""
    gone: set[Key] = set()
    for act in reversed(recorded):
        reference = act.envelope.corrects
        if isinstance(act.body, EventRetracted) and reference is not None and act.key not in gone:
            gone.add((reference.source, reference.event_id))
    return frozenset(gone)


def _without_target(
    recorded: Sequence[Act], retracted: frozenset[Key], known: Iterable[Key]
) -> list[Unresolved]:
    keys = {*known, *(act.key for act in recorded if _is_correction(act))}
    return [
        Unresolved(act, UnresolvedReason.UNKNOWN_TARGET)
        for act in recorded
        if isinstance(act.body, EventRetracted | EventRetractionProposed)
        and act.key not in retracted
        and act.envelope.corrects is not None
        and (act.envelope.corrects.source, act.envelope.corrects.event_id) not in keys
    ]


def _corrected(target: Act, correction: Act, change: EventCorrected) -> Act | Unresolved:
    body: EventBody | None = target.body
    envelope = target.envelope
    try:
        if change.body is not None:
            kind = EVENT_TYPES[envelope.type]
            body = kind.model_validate_json(json.dumps(change.body))
        fields: dict[str, date | str | None] = {}
        if change.occurred_on is not None:
            fields["occurred_on"] = change.occurred_on
        if change.effect_from is not None:
            fields["effect_from"] = change.effect_from
        if change.effect_until is not None:
            fields["effect_until"] = change.effect_until
        if fields:
            envelope = Envelope.model_validate({**dict(envelope), **fields})
    except (ValidationError, KeyError):
        return Unresolved(correction, UnresolvedReason.VALUES_DO_NOT_FIT)
    return replace(
        target,
        envelope=envelope,
        body=body,
        corrected_by=(*target.corrected_by, correction.envelope.event_id),
    )
