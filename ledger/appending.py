"""How acts are recorded: all of a batch or none, each of them once, and only on what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ledger.acts import Condition, Draft, Receipt, is_same_content
from ledger.clock import Clock, from_microseconds, to_microseconds
from ledger.codec import Codec, Undecodable, decode_envelope, encode_body, plain_envelope
from ledger.errors import ConditionFailed, Erased, KeyReused, UnreadableEvent, VersionConflict
from ledger.growth import Entry, record
from ledger.identifiers import Randomness
from ledger.keys import Keyring, owner_of
from ledger.opening import Opener
from ledger.sessions import HeadRow, Key, WriteSession
from ledger.store import Store


class Appender:
    """Records acts in a store.

    Args:
        store: Where they are recorded.
        keyring: Gives the keys of their bodies.
        codec: Says whether envelope and body belong together.
        opener: Opens what was recorded before under the same key.
        clock: Says when they are recorded.
        randomness: Gives salts and nonces.
    """

    def __init__(
        self,
        store: Store,
        keyring: Keyring,
        codec: Codec,
        opener: Opener,
        *,
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        self._store = store
        self._keyring = keyring
        self._codec = codec
        self._opener = opener
        self._clock = clock
        self._randomness = randomness

    def append(
        self, drafts: Sequence[Draft], after: Mapping[str, int], condition: Condition | None
    ) -> list[Receipt]:
        """Record acts as `Ledger.append` promises."""
        unique = self._unique(drafts)
        if not unique:
            return []
        # Keys are on disk before the events that need them: the other way round, a loss of power
        # in between would leave events that nobody can ever read.
        entries = self._entries(unique)
        with self._store.writing() as session:
            head = session.locked_head()
            receipts = self._replayed(session, unique)
            fresh = (
                [entry for key, entry in entries.items() if key not in receipts]
                if receipts
                else list(entries.values())
            )
            if fresh:
                _check(session, after, condition)
                self._record(session, head, fresh, receipts)
        if len(unique) == len(drafts):
            return [receipts[key] for key in unique]
        return _one_for_each(drafts, receipts)

    def _unique(self, drafts: Sequence[Draft]) -> dict[Key, Draft]:
        unique: dict[Key, Draft] = {}
        for draft in drafts:
            self._codec.check(draft.envelope, draft.body)
            envelope = draft.envelope
            first = unique.setdefault((envelope.source, envelope.event_id), draft)
            if first is not draft and not is_same_content(first, draft):
                raise KeyReused(first, draft)
        return unique

    def _entries(self, unique: Mapping[Key, Draft]) -> dict[Key, Entry]:
        owners = [owner_of(draft.envelope) for draft in unique.values()]
        data_keys = self._keyring.living(owners)
        return {
            key: Entry(
                plain_envelope(draft.envelope),
                encode_body(draft.body),
                data_keys[owner],
                None if draft.recorded_at is None else to_microseconds(draft.recorded_at),
            )
            for (key, draft), owner in zip(unique.items(), owners, strict=True)
        }

    def _replayed(self, session: WriteSession, unique: Mapping[Key, Draft]) -> dict[Key, Receipt]:
        receipts = {}
        for act in self._opener.acts(session.recorded(list(unique))):
            source, event_id = act.key
            if act.body is None:
                raise Erased(source, event_id, act.position)
            if not is_same_content(act, unique[act.key]):
                raise KeyReused(act, unique[act.key])
            receipts[act.key] = Receipt(
                act.position, act.version, act.recorded_at, event_id, source, replayed=True
            )
        return receipts

    def _record(
        self,
        session: WriteSession,
        head: HeadRow,
        entries: Sequence[Entry],
        receipts: dict[Key, Receipt],
    ) -> None:
        # The clock is read under the right to write: what is recorded later is never earlier.
        now = to_microseconds(self._clock())
        moment, recorded_at = now, from_microseconds(now)
        for row in record(session, head, entries, now=now, randomness=self._randomness):
            if row.recorded_at != moment:
                moment, recorded_at = row.recorded_at, from_microseconds(row.recorded_at)
            receipts[row.source, row.event_id] = Receipt(
                row.position, row.version, recorded_at, row.event_id, row.source, replayed=False
            )


def _check(session: WriteSession, after: Mapping[str, int], condition: Condition | None) -> None:
    tails = session.tails(list(after)) if after else {}
    for stream, expected in after.items():
        found = tails[stream][0] if stream in tails else 0
        if found != expected:
            raise VersionConflict(stream, expected, found)
    if condition is not None:
        for position, envelope in session.matching(
            condition.after_position, condition.types, condition.streams
        ):
            if not condition.subjects or not condition.subjects.isdisjoint(
                _subjects(position, envelope)
            ):
                raise ConditionFailed(condition, position)


def _subjects(position: int, envelope: bytes) -> tuple[str, ...]:
    try:
        return decode_envelope(envelope).envelope.subjects
    except Undecodable as error:
        raise UnreadableEvent(position, str(error)) from error


def _one_for_each(drafts: Sequence[Draft], receipts: Mapping[Key, Receipt]) -> list[Receipt]:
    seen: set[Key] = set()
    answer = []
    for draft in drafts:
        receipt = receipts[draft.key]
        answer.append(replace(receipt, replayed=True) if draft.key in seen else receipt)
        seen.add(draft.key)
    return answer
