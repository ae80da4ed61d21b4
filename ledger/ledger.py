"""The ledger: acts go in, in order and for good, and come out as they went in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.envelope import Act, Envelope
from domain.values import StreamKind
from ledger.acts import Condition, Draft, Head, Header, Leaf, Receipt
from ledger.appending import Appender
from ledger.clock import Clock, from_microseconds, to_microseconds
from ledger.codec import Codec, encode_text
from ledger.errors import (
    DamagedStore,
    NotARehearsal,
    RuleSetReused,
    Tampered,
    UnknownPosition,
    UnknownRuleSet,
)
from ledger.identifiers import Randomness
from ledger.keys import Keyring
from ledger.opening import Opener, checked_envelopes
from ledger.sealing import Sealer
from ledger.sessions import FOR_EVER, HeaderRow, has_digest
from ledger.store import Store
from ledger.tree import EMPTY_ROOT

if TYPE_CHECKING:
    from eventsourcing.persistence import StoredEvent
    from sqlalchemy import Connection

    from ledger.recorder import LedgerRecorder
    from ledger.verification import Progress, Verification


class Ledger:
    """An open ledger; made by `create_ledger` and `open_ledger`, closed at the end of `with`.

    Threads may share it.

    Attributes:
        location: Where it is, without a password.
        header: What it says of itself.
        clock: Says when things are recorded.
        on_older_tables: Told that the tables of a projection are of an older definition and are
            being made again: its name, their version, and the version that is made.
    """

    on_older_tables: Callable[[str, int, int], None]

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
        self.on_older_tables = _tell_nobody
        self._store = store
        self._keyring = keyring
        self._randomness = randomness
        self._codec = codec or Codec()
        self._opener = Opener(keyring, self._codec)
        self._sealer = Sealer(keyring, randomness)
        self._appender = Appender(
            store, keyring, self._codec, self._opener, clock=clock, randomness=randomness
        )

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
        self._store.check_writable()
        drafts = list(drafts)
        if not self.header.rehearsal and any(draft.recorded_at for draft in drafts):
            raise NotARehearsal(self.location)
        return self._appender.append(drafts, after or {}, condition)

    def pseudonym_key(self) -> bytes:
        """Return the secret under which imports make pseudonyms of this ledger's persons.

        Raises:
            KeyFileUnreadable: The key file is damaged or cannot be written.
        """
        return self._keyring.pseudonym_key()

    def prepare_seals(self, persons: Iterable[str]) -> None:
        """Make the keys of many persons at once, before `seal` asks for them one by one.

        Raises:
            LedgerLocked, KeyFileUnreadable: The keys cannot be made.
        """
        self._sealer.prepare(persons)

    def seal(self, person: str, content: bytes, *, purpose: str) -> bytes:
        """Encrypt what was computed of a person, so that it may be kept in the store.

        Args:
            person: Whose key of the class of health encrypts it; the bytes are bound to the person.
            content: What is to be kept.
            purpose: What it is kept as; the bytes are bound to that too.

        Raises:
            LedgerLocked, KeyFileUnreadable: The key cannot be made.
        """
        return self._sealer.seal(person, content, purpose)

    def unseal(self, person: str, sealed: bytes, *, purpose: str) -> bytes | None:
        """Return what `seal` was given, or None when the key has been destroyed.

        Raises:
            SealBroken: It is not what was sealed for this person and purpose.
            LedgerLocked, KeyFileUnreadable: The key cannot be read.
        """
        return self._sealer.unseal(person, sealed, purpose)

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

    def read_types(
        self, stream: str, types: Collection[str], *, up_to: int | None = None
    ) -> list[Act]:
        """Return the acts of some types in one stream, in the order in which they were recorded.

        Much sooner than `read`, which opens every act, and shows that none is missing.

        Args:
            stream: Such as `person:p-0417`; one that does not exist has no acts.
            types: Names with their versions, such as `identities-linked/1`; at least one.
            up_to: The last position to read; None for all.

        Raises:
            Tampered, UnreadableEvent, DamagedStore: An act is not as it was recorded.
        """
        with self._store.reading() as session:
            rows = session.stream(stream, FOR_EVER if up_to is None else up_to, sorted(types))
        return self._opener.acts(rows)

    def leaves(self, stream: str, *, up_to: int | None = None) -> list[Leaf]:
        """Return what stands in the tree for the events of one stream, in order of position.

        Args:
            stream: Such as `person:p-0417`; one that does not exist has none.
            up_to: The last position to read; None for all.

        Raises:
            Tampered: The bytes of an event do not have the leaf that stands for it.
        """
        with self._store.reading() as session:
            rows = session.stream(stream, FOR_EVER if up_to is None else up_to)
        return [
            Leaf(row.position, row.event_id, from_microseconds(row.recorded_at), row.leaf, row.root)
            for row, _, _ in self._opener.contents(rows)
        ]

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
                # The head before the rows: an append in between may not look like a loss.
                head = session.head()
                rows = session.page(after, last, batch)
            if not rows:
                if after < min(last, head.position):
                    why = f"it is missing; the ledger reaches to {head.position}"
                    raise Tampered(after + 1, why)
                return
            for expected, row in enumerate(rows, start=after + 1):
                if row.position != expected:
                    why = f"it is missing; the next that is there is {row.position}"
                    raise Tampered(expected, why)
            after = rows[-1].position
            yield self._opener.acts(rows)

    def of_types(
        self,
        types: Collection[str],
        *,
        naming: str | None = None,
        up_to: int | None = None,
        batch: int = 1000,
    ) -> Iterator[list[Act]]:
        """Yield the acts of some types in order of position, in batches.

        Much sooner than `walk`, which opens every act, and shows that none is missing.

        Args:
            types: Names with their versions, such as `person-released/1`.
            naming: Also acts, of any type, whose envelope has this text as a value somewhere.
            up_to: The last position to yield; None for as far as the ledger reaches at the end.
            batch: How many acts to yield at once at most.

        Raises:
            Tampered, UnreadableEvent, DamagedStore: An act is not as it was recorded.
        """
        last = FOR_EVER if up_to is None else up_to
        wanted = sorted(types)
        held = None if naming is None else encode_text(naming)
        after = 0
        while wanted or held is not None:
            with self._store.reading() as session:
                rows = session.page(after, last, batch, wanted, held)
            if not rows:
                return
            after = rows[-1].position
            yield self._opener.acts(rows)

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

    def envelopes_at(self, positions: Sequence[int]) -> dict[int, tuple[datetime, Envelope]]:
        """Return by position when events were recorded and what they say of themselves.

        Args:
            positions: Some hundreds at most; one that is not there is left out.

        Raises:
            Tampered, UnreadableEvent: An event is not as it was recorded.
        """
        with self._store.reading() as session:
            rows = session.at(positions)
        return {
            row.position: (from_microseconds(row.recorded_at), stored.envelope)
            for row, stored in checked_envelopes(rows)
        }

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
        return Head(row.position, row.root, _moment(row.recorded_at, row.position))

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
        return Head(position, root, _moment(recorded_at, position))

    def position_at(self, moment: datetime) -> int:
        """Return the last position that was recorded at or before a moment; 0 when there is none.

        An append that is under way and took its time from the clock already is waited for, so that
        the same moment in the past never gets another answer; unless this ledger is read-only.

        A moment at which something was recorded has one answer for ever, on any machine. Another
        moment has that only while no clock runs behind: a machine whose clock is slower by some
        seconds than the one that asked, or a clock that is set back, can still record at a moment
        that was asked about, though never at or before the last one recorded.
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

        return verify(self._store, self._opener, self._codec, self._keyring.bound, progress)

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
            DamagedStore: What is kept does not have the digest any more.
        """
        with self._store.reading() as session:
            content = session.rule_set(digest)
        if content is None:
            raise UnknownRuleSet(digest)
        if not has_digest(content, digest):
            why = f"the rule set that it keeps as {digest} does not have that digest"
            raise DamagedStore(self.location, why)
        return content

    def recorder(
        self, envelope_of: Callable[[StoredEvent], Envelope], names: Mapping[str, str]
    ) -> LedgerRecorder:
        """Return this ledger as a recorder for applications of the `eventsourcing` library.

        Args:
            envelope_of: Says of a stored event what a ledger wants to know of every act.
            names: The closed table from topics of the library to stable names of types.
        """
        from ledger.recorder import LedgerRecorder

        return LedgerRecorder(
            self._store,
            self._keyring,
            self._opener,
            envelope_of=envelope_of,
            names=names,
            clock=self.clock,
            randomness=self._randomness,
        )

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

    def read_tables(self, connection: Connection, projection: str) -> None:
        """Keep the tables of a projection in their place until the transaction ends."""
        self._store.read_tables(connection, projection)

    def replace_tables(self, connection: Connection, projection: str) -> None:
        """Wait until nobody reads the tables of a projection, and let nobody begin meanwhile.

        Raises:
            LedgerLocked: Somebody reads them without end.
        """
        self._store.replace_tables(connection, projection)


def _tell_nobody(name: str, found: int, known: int) -> None:
    """Whoever is not told gets the same answers, only later than expected."""


def _moment(microseconds: int | None, position: int) -> datetime | None:
    try:
        return None if microseconds is None else from_microseconds(microseconds)
    except OverflowError as error:
        raise Tampered(position, "its time of recording is beyond all calendars") from error
