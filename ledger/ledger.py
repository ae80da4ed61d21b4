"""The ledger: acts go in, in order and for good, and come out as they went in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.envelope import Act, Envelope
from domain.values import StreamKind
from ledger.acts import Condition, Draft, Head, Header, Receipt
from ledger.clock import Clock, from_microseconds, system_clock, to_microseconds
from ledger.codec import Codec, decode_envelope, encode_body, plain_envelope
from ledger.commitment import FORMAT
from ledger.errors import (
    ConditionFailed,
    Erased,
    KeyFileExists,
    KeyFileNotNamed,
    KeyReused,
    NotARehearsal,
    RuleSetReused,
    Tampered,
    UnknownPosition,
    UnknownRuleSet,
    VersionConflict,
)
from ledger.growth import Entry, record
from ledger.identifiers import Randomness, new_ledger_id
from ledger.keys import Keyring, Owner, create_key_file
from ledger.opening import Opener
from ledger.store import WAIT_SECONDS, HeaderRow, HeadRow, Key, Store, WriteSession
from ledger.tree import EMPTY_ROOT

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from ledger.verification import Progress, Verification

FOR_EVER = (1 << 63) - 1
"""A position that no ledger reaches."""


def create_ledger(
    location: str | Path,
    *,
    keys: Path | None = None,
    rehearsal: bool = False,
    clock: Clock = system_clock,
    randomness: Randomness = os.urandom,
    wait_seconds: float = WAIT_SECONDS,
) -> Ledger:
    """Make a new ledger and open it.

    Args:
        location: The path of a new SQLite file, or the address of a PostgreSQL database
            (`postgresql://user@host/name`) that holds no ledger yet.
        keys: The path of the new key file; by default beside a SQLite file, with `.keys` added.
        rehearsal: Whether the time of recording may be chosen; for tests and generated ledgers.
        clock: Says when things are recorded.
        randomness: Gives keys, salts and nonces.
        wait_seconds: How long to wait for another writer.

    Raises:
        LedgerExists: There is something at the location already.
        KeyFileExists: There are keys already where the new ones would go.
        KeyFileNotNamed: The ledger is on a server, and no key file was named.
        StoreUnreachable: The ledger cannot be made there.
    """
    key_path = _key_path(location, keys)
    created_at = to_microseconds(clock())
    header = HeaderRow(new_ledger_id(randomness), FORMAT, 0, created_at, rehearsal)
    if key_path.exists():
        raise KeyFileExists(key_path)
    if _is_postgres(location):
        from ledger.postgres import create_postgres

        create_postgres(str(location), header, wait_seconds=wait_seconds)
    else:
        from ledger.sqlite import create_sqlite

        create_sqlite(Path(location), header, wait_seconds=wait_seconds)
    create_key_file(key_path, header.ledger_id, clock=clock, randomness=randomness)
    return open_ledger(
        location, keys=key_path, clock=clock, randomness=randomness, wait_seconds=wait_seconds
    )


def open_ledger(
    location: str | Path,
    *,
    keys: Path | None = None,
    read_only: bool = False,
    clock: Clock = system_clock,
    randomness: Randomness = os.urandom,
    wait_seconds: float = WAIT_SECONDS,
) -> Ledger:
    """Open a ledger, after bringing it up to date when an older version made it.

    Args:
        location: The path of a SQLite file, or the address of a PostgreSQL database.
        keys: The path of its key file; by default beside a SQLite file, with `.keys` added.
        read_only: Whether nothing may be written.
        clock: Says when things are recorded.
        randomness: Gives keys, salts and nonces.
        wait_seconds: How long to wait for another writer.

    Raises:
        LedgerMissing, LedgerIsDirectory, NotALedger, NewerLedger, OlderLedger, ReadOnlyLedger,
        LedgerLocked, StoreUnreachable, DamagedStore: The ledger cannot be used.
        KeyFileNotNamed, KeyFileMissing, KeyFileOfAnotherLedger, KeyFileUnreadable: Its keys cannot.
    """
    store: Store
    if _is_postgres(location):
        from ledger.postgres import open_postgres

        store = open_postgres(str(location), read_only=read_only, wait_seconds=wait_seconds)
    else:
        from ledger.sqlite import open_sqlite

        store = open_sqlite(Path(location), read_only=read_only, wait_seconds=wait_seconds)
    try:
        header = store.up_to_date_header(FORMAT, to_microseconds(clock()))
        keyring = Keyring(
            _key_path(location, keys),
            header.ledger_id,
            read_only=read_only,
            wait_seconds=wait_seconds,
            clock=clock,
            randomness=randomness,
        )
    except BaseException:
        store.close()
        raise
    return Ledger(store, header, keyring, clock=clock, randomness=randomness)


class Ledger:
    """An open ledger; made by `create_ledger` and `open_ledger`, closed at the end of `with`.

    Threads may share it.

    Attributes:
        location: Where it is, without a password.
        header: What it says of itself.
        clock: Says when things are recorded.
    """

    def __init__(
        self,
        store: Store,
        header: HeaderRow,
        keyring: Keyring,
        *,
        clock: Clock,
        randomness: Randomness,
        codec: Codec | None = None,
    ) -> None:
        self.location = store.location
        self.header = Header(
            header.ledger_id, from_microseconds(header.created_at), header.format, header.rehearsal
        )
        self.clock = clock
        self._store = store
        self._keyring = keyring
        self._randomness = randomness
        self._codec = codec or Codec()
        self._opener = Opener(keyring, self._codec)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and the key file."""
        self._store.close()
        self._keyring.close()

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._store.read_only

    def append(
        self,
        drafts: Iterable[Draft],
        *,
        after: Mapping[str, int] | None = None,
        condition: Condition | None = None,
    ) -> list[Receipt]:
        """Record acts: all of them, or none.

        What was recorded before is not recorded again: the same source, event id and content give
        the receipt of that time. When nothing is new, `after` and `condition` are not asked, so a
        command that lost its answer can be sent again as it was.

        Args:
            drafts: The acts, in order; of one or more streams.
            after: For streams that were read before deciding, the version that was read; 0 for
                one that did not exist.
            condition: What must not have been recorded in between.

        Returns:
            One receipt for each draft, in order.

        Raises:
            VersionConflict: A stream of `after` has another version by now.
            ConditionFailed: An event that matches the condition was recorded in between.
            KeyReused: A draft has the source and event id of another act.
            Erased: A draft was recorded before and has been erased since.
            UnknownType, BodyOfAnotherType, WrongPrivacyClass, NotARehearsal: A draft is refused.
            ReadOnlyLedger, LedgerLocked, StoreUnreachable: Nothing can be written.
        """
        drafts = list(drafts)
        unique = self._unique(drafts)
        if not unique:
            return []
        # Keys are on disk before the events that need them: the other way round, a loss of power
        # in between would leave events that nobody can ever read.
        owners = {key: _owner(draft.envelope) for key, draft in unique.items()}
        data_keys = self._keyring.living(owners.values())
        entries = {
            key: Entry(
                plain_envelope(draft.envelope),
                encode_body(draft.body),
                data_keys[owners[key]],
                None if draft.recorded_at is None else to_microseconds(draft.recorded_at),
            )
            for key, draft in unique.items()
        }

        with self._store.writing() as session:
            head = session.locked_head()
            receipts = self._replayed(session, unique)
            fresh = [entries[key] for key in unique if key not in receipts]
            if fresh:
                _check(session, after or {}, condition)
                self._record(session, head, fresh, receipts)

        seen: set[Key] = set()
        answer = []
        for draft in drafts:
            receipt = receipts[draft.key]
            if draft.key in seen and not receipt.replayed:
                receipt = _again(receipt)
            seen.add(draft.key)
            answer.append(receipt)
        return answer

    def _unique(self, drafts: list[Draft]) -> dict[Key, Draft]:
        unique: dict[Key, Draft] = {}
        for draft in drafts:
            self._codec.check(draft.envelope, draft.body)
            if draft.recorded_at is not None and not self.header.rehearsal:
                raise NotARehearsal(self.location)
            first = unique.setdefault(draft.key, draft)
            if first is not draft and not _same_content(first, draft):
                raise KeyReused(first, draft)
        return unique

    def _replayed(self, session: WriteSession, unique: dict[Key, Draft]) -> dict[Key, Receipt]:
        receipts = {}
        for act in self._opener.acts(session.recorded(list(unique))):
            draft = unique[act.key]
            if act.body is None:
                raise Erased(*act.key, act.position)
            if not _same_content(act, draft):
                raise KeyReused(act, draft)
            source, event_id = act.key
            receipts[act.key] = Receipt(
                act.position, act.version, act.recorded_at, event_id, source, replayed=True
            )
        return receipts

    def _record(
        self,
        session: WriteSession,
        head: HeadRow,
        entries: list[Entry],
        receipts: dict[Key, Receipt],
    ) -> None:
        moment = 0
        recorded_at = from_microseconds(0)
        for row in record(
            session, head, entries, now=to_microseconds(self.clock()), randomness=self._randomness
        ):
            if row.recorded_at != moment:
                moment, recorded_at = row.recorded_at, from_microseconds(row.recorded_at)
            receipts[row.source, row.event_id] = Receipt(
                row.position, row.version, recorded_at, row.event_id, row.source, replayed=False
            )

    def read(self, stream: str, *, up_to: int | None = None) -> list[Act]:
        """Return the acts of one stream in the order in which they were recorded.

        Args:
            stream: Such as `person:p-0417`; one that does not exist has no acts.
            up_to: The last position to read; None for all.

        Raises:
            Tampered, UnreadableEvent, DamagedStore: An act is not as it was recorded.
        """
        with self._store.reading() as session:
            rows = session.stream(stream, FOR_EVER if up_to is None else up_to)
        acts = self._opener.acts(rows)
        for expected, act in enumerate(acts, start=1):
            if act.version != expected:
                why = f"version {expected} of {stream} is missing before it"
                raise Tampered(act.position, why)
        return acts

    def walk(
        self, after: int = 0, up_to: int | None = None, *, batch: int = 1000
    ) -> Iterator[list[Act]]:
        """Yield all acts in order of position, in batches that leave no gap.

        Args:
            after: The last position that is known already; 0 for the beginning.
            up_to: The last position to yield; None for as far as the ledger reaches at the end.
            batch: How many acts to yield at once at most.

        Raises:
            Tampered, UnreadableEvent, DamagedStore: An act is not as it was recorded, or missing.
        """
        last = FOR_EVER if up_to is None else up_to
        while True:
            with self._store.reading() as session:
                rows = session.page(after, last, batch)
            if not rows:
                return
            acts = self._opener.acts(rows)
            for expected, act in enumerate(acts, start=after + 1):
                if act.position != expected:
                    raise Tampered(
                        expected, f"it is missing; the next that is there is {act.position}"
                    )
            after = acts[-1].position
            yield acts

    def follow(self, after: int, *, wait: Callable[[], bool]) -> Iterator[list[Act]]:
        """Yield all acts in order of position, and go on with those recorded meanwhile.

        Positions become visible in their order, so nothing is ever skipped.

        Args:
            after: The last position that is known already.
            wait: Called when there is nothing more: waits a little, and says whether to go on.
        """
        while True:
            for acts in self.walk(after):
                yield acts
                after = acts[-1].position
            if not wait():
                return

    def find(self, event_id: str, source: str | None = None) -> list[Act]:
        """Return the acts with an event id, of one source or of all; none when there are none."""
        with self._store.reading() as session:
            rows = session.by_event_id(event_id)
        return self._opener.acts(row for row in rows if source is None or row.source == source)

    def at(self, position: int) -> Act:
        """Return the act at a position.

        Raises:
            UnknownPosition: The ledger does not reach to it.
        """
        with self._store.reading() as session:
            rows = session.page(position - 1, position, 1)
            if not rows:
                raise UnknownPosition(position, session.head().position)
        return self._opener.acts(rows)[0]

    def head(self) -> Head:
        """Return how far the ledger reaches, and its root."""
        with self._store.reading() as session:
            row = session.head()
        moment = None if row.recorded_at is None else from_microseconds(row.recorded_at)
        return Head(row.position, row.root, moment)

    def head_at(self, position: int) -> Head:
        """Return what the head was when the ledger reached to a position.

        Raises:
            UnknownPosition: It does not reach to it.
        """
        if position == 0:
            return Head(0, EMPTY_ROOT, None)
        with self._store.reading() as session:
            place = session.place(position)
            if place is None:
                raise UnknownPosition(position, session.head().position)
        recorded_at, root = place
        return Head(position, root, from_microseconds(recorded_at))

    def position_at(self, moment: datetime) -> int:
        """Return the last position that was recorded at or before a moment; 0 when there is none.

        An append that is under way and took its time from the clock already is waited for, so that
        the same moment in the past never gets another answer; unless this ledger is read-only.
        """
        wanted = to_microseconds(moment)
        with self._store.reading() as session:
            head = session.head()
        if head.recorded_at is None or wanted >= head.recorded_at:
            if self._store.read_only:
                return head.position if head.recorded_at is not None else 0
            with self._store.writing() as writing:
                head = writing.locked_head()
        if head.recorded_at is None or wanted >= head.recorded_at:
            return head.position
        below, above = 0, head.position
        with self._store.reading() as session:
            while above - below > 1:
                middle = (below + above) // 2
                place = session.place(middle)
                if place is None:
                    raise Tampered(middle, "it is missing")
                if place[0] <= wanted:
                    below = middle
                else:
                    above = middle
        return below

    def streams(self, kind: StreamKind | None = None, *, up_to: int | None = None) -> list[str]:
        """Return the streams of one kind or of all, sorted.

        Args:
            kind: Whose histories to list; None for all.
            up_to: Only those that existed at this position; None for now.
        """
        prefix = "" if kind is None else f"{kind}:"
        with self._store.reading() as session:
            return session.streams(prefix, FOR_EVER if up_to is None else up_to)

    def verify(self, progress: Progress | None = None) -> Verification:
        """Recompute everything that can be, and report what is not as it was recorded.

        Args:
            progress: Called now and then with how many events were checked, and of how many.
        """
        from ledger.verification import verify

        return verify(self._store, self._opener, self._codec, progress)

    def keep_rule_set(self, digest: str, name: str, content: bytes) -> None:
        """Keep the bytes of a rule set with which an answer was given, once.

        Args:
            digest: Their SHA-256 in hexadecimal.
            name: What people call the rule set.
            content: The bytes.

        Raises:
            RuleSetReused: The digest is not that of the bytes.
        """
        found = sha256(content).hexdigest()
        if found != digest:
            raise RuleSetReused(name, digest, found)
        with self._store.reading() as session:
            if session.rule_set(digest) is not None:
                return
        with self._store.writing() as writing:
            writing.keep_rule_set(digest, name, content)

    def rule_set(self, digest: str) -> bytes:
        """Return the bytes of a rule set that was kept.

        Raises:
            UnknownRuleSet: None with this digest was.
        """
        with self._store.reading() as session:
            content = session.rule_set(digest)
        if content is None:
            raise UnknownRuleSet(digest)
        return content

    def connection(self, *, write: bool = True) -> AbstractContextManager[Connection]:
        """Lend an SQLAlchemy connection inside one transaction, for the tables of projections.

        It is committed when the `with` ends without an error. On SQLite a writing one keeps other
        writers waiting, so make it short.

        Args:
            write: Whether anything will be written.

        Raises:
            ReadOnlyLedger: Something will be written, and the ledger is read-only.
        """
        return self._store.core(write=write)


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
                decode_envelope(envelope).envelope.subjects
            ):
                raise ConditionFailed(condition, position)


def _owner(envelope: Envelope) -> Owner:
    """Whose key encrypts the body: the person it concerns, or else the stream."""
    return envelope.subject or envelope.stream, envelope.privacy_class.value


def _same_content(recorded: Act | Draft, draft: Draft) -> bool:
    """Who typed it does not count: the same act may be sent again by another account."""
    one, other = recorded.envelope, draft.envelope
    if one.recorded_by != other.recorded_by:
        other = other.model_copy(update={"recorded_by": one.recorded_by})
    return one == other and recorded.body == draft.body


def _again(receipt: Receipt) -> Receipt:
    return Receipt(
        receipt.position,
        receipt.version,
        receipt.recorded_at,
        receipt.event_id,
        receipt.source,
        replayed=True,
    )


def _is_postgres(location: str | Path) -> bool:
    return isinstance(location, str) and location.startswith(("postgresql", "postgres:"))


def _key_path(location: str | Path, keys: Path | None) -> Path:
    if keys is not None:
        return keys
    if _is_postgres(location):
        from ledger.postgres import without_password

        raise KeyFileNotNamed(without_password(str(location)))
    path = Path(location)
    return path.with_name(f"{path.name}.keys")
