"""What became of events since: which later ones corrected or retracted them, from envelopes alone.

It follows `domain.history.resolve`: a retraction counts unless it was retracted itself, and a
correction of a correction changes the event that the first one corrected, so both bear its mark.
Whether the new values fit the event, only its body tells; that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from domain.events import EventCorrected, EventRetracted
from projections.schema import AUDIT

Key = tuple[str, str, str]
"""Source and id of an event, with the stream in which it and its corrections stand."""

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids of the events that corrected and retracted one event, oldest first."""

    corrected_by: tuple[str, ...] = ()
    retracted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """A correction or retraction: where it stands, what it is, and what it names."""

    position: int
    key: Key
    type: str
    named: Key


def marks_of(connection: Connection, keys: Iterable[Key], up_to: int) -> dict[Key, Marks]:
    """Return what became of the events with these keys, as known at a position.

    Args:
        connection: To the read tables, caught up.
        keys: The events.
        up_to: The last position of the frame.
    """
    wanted = set(keys)
    found = _changes(connection, wanted, up_to)
    if not found:
        return {}
    gone = _gone(found)
    corrections = {each.key: each.named for each in found if each.type == EventCorrected.about.type}
    corrected: dict[Key, list[str]] = {}
    retracted: dict[Key, list[str]] = {}
    for each in found:
        if each.key in gone:
            continue
        if each.type == EventCorrected.about.type:
            for key in _through(each.key, corrections):
                corrected.setdefault(key, []).append(each.key[1])
        elif each.type == EventRetracted.about.type:
            retracted.setdefault(each.named, []).append(each.key[1])
    return {
        key: Marks(
            corrected_by=tuple(corrected.get(key, ())),
            retracted_by=tuple(retracted.get(key, ())) if key in gone else (),
        )
        for key in wanted
        if key in corrected or key in gone
    }


def _changes(connection: Connection, keys: set[Key], up_to: int) -> list[_Change]:
    """Return what names one of these events, and what names that again; oldest first."""
    found: dict[Key, _Change] = {}
    asked, seen = keys, set(keys)
    while asked:
        new = {each.key: each for each in _naming(connection, asked, up_to)}
        found |= new
        asked = new.keys() - seen
        seen |= asked
    return sorted(found.values(), key=lambda each: each.position)


def _naming(connection: Connection, keys: set[Key], up_to: int) -> Iterable[_Change]:
    ids = sorted({event_id for _, event_id, _ in keys})
    for start in range(0, len(ids), _AT_ONCE):
        query = select(AUDIT).where(
            AUDIT.c.corrects_id.in_(ids[start : start + _AT_ONCE]), AUDIT.c.position <= up_to
        )
        for row in connection.execute(query):
            named = (row.corrects_source, row.corrects_id, row.stream)
            if named in keys:
                key = (row.source, row.event_id, row.stream)
                yield _Change(row.position, key, row.type, named)


def _gone(changes: list[_Change]) -> frozenset[Key]:
    """Return what is retracted by retractions that are not retracted themselves.

    Of retractions that retract each other the newest counts.
    """
    retractions: dict[Key, list[Key]] = {}
    newest_first = [c for c in reversed(changes) if c.type == EventRetracted.about.type]
    for each in newest_first:
        retractions.setdefault(each.named, []).append(each.key)
    known: dict[Key, bool] = {}

    def is_gone(key: Key) -> bool:
        if key not in known:
            # While it is being judged it counts, so that two that retract each other come to rest.
            known[key] = False
            known[key] = any(not is_gone(by) for by in retractions.get(key, ()))
        return known[key]

    for each in newest_first:
        is_gone(each.key)
    return frozenset(key for key in retractions if is_gone(key))


def _through(correction: Key, corrections: Mapping[Key, Key]) -> list[Key]:
    """Return what a correction names, and what that corrects in turn, up to the event itself."""
    found: list[Key] = []
    key = correction
    while key in corrections and corrections[key] not in (correction, *found):
        key = corrections[key]
        found.append(key)
    return found
