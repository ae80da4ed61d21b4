"""From recorded acts to the acts that count: corrected, up to one date, in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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
)
from domain.values import When, day_of

Key = tuple[str, str]


class UnresolvedReason(StrEnum):
    """Why a correction changed nothing: what it names is not there, or cannot be read so."""

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
    if not any(_is_correction(act) for act in recorded):
        return Resolved(acts=tuple(recorded), retracted=(), unresolved=())
    retracted = _retracted(recorded)
    current = {act.key: act for act in recorded if not _is_correction(act)}
    keys = {act.key for act in recorded}
    corrections = {act.key: _named(act) for act in recorded if isinstance(act.body, EventCorrected)}
    unresolved: list[Unresolved] = []
    for act in recorded:
        if not _is_correction(act) or act.key in retracted:
            continue
        if _named(act) not in keys:
            unresolved.append(Unresolved(act, UnresolvedReason.UNKNOWN_TARGET))
        elif isinstance(act.body, EventCorrected):
            target = current.get(_corrected_act(act.key, corrections))
            corrected = None if target is None else _corrected(target, act, act.body)
            if corrected is None:
                unresolved.append(Unresolved(act, UnresolvedReason.VALUES_DO_NOT_FIT))
            else:
                current[corrected.key] = corrected
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
    """Return what is retracted by retractions that are not retracted themselves.

    They may be recorded in any order. Of retractions that retract each other the newest counts.
    """
    retractions: dict[Key, list[Key]] = {}
    for act in reversed(recorded):
        if isinstance(act.body, EventRetracted):
            retractions.setdefault(_named(act), []).append(act.key)
    is_gone: dict[Key, bool] = {}

    def gone(key: Key) -> bool:
        if key not in is_gone:
            # While it is being judged it counts, so that two that retract each other come to rest.
            is_gone[key] = False
            is_gone[key] = any(not gone(by) for by in retractions.get(key, ()))
        return is_gone[key]

    for act in reversed(recorded):
        if isinstance(act.body, EventRetracted):
            gone(act.key)
    return frozenset(named for named in retractions if gone(named))


def _named(correction: Act) -> Key:
    reference = correction.envelope.corrects
    if reference is None:
        return correction.key
    return reference.source, reference.event_id


def _corrected_act(correction: Key, corrections: Mapping[Key, Key]) -> Key:
    """Return the act that a correction changes, through the corrections that it corrects."""
    seen = {correction}
    named = corrections[correction]
    while named in corrections and named not in seen:
        seen.add(named)
        named = corrections[named]
    return named


def _corrected(target: Act, correction: Act, change: EventCorrected) -> Act | None:
    """Return `target` with what `change` names; None when a value does not fit its type."""
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
        return None
    return replace(
        target,
        envelope=envelope,
        body=body,
        corrected_by=(*target.corrected_by, correction.envelope.event_id),
    )
