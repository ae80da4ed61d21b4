"""The ledger behind the seams of `eventsourcing`: a recorder that its applications can use.

An application keeps its aggregates, its mapper and its projections, and gets the ledger's order,
keys, tree and verification beneath them. Everything goes the same way as through `Ledger.append`,
except that the library says the version of an event, and a conflict is an error of the library.

No factory of the library is used, so none of its environment variables has any influence. Importing
`eventsourcing.persistence` replaces `dataclasses._process_class` for the whole process, so nothing
imports this module unless a recorder is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event
from typing import Any, Final
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    ProcessRecorder,
    ProgrammingError,
    StoredEvent,
    Subscription,
    Tracking,
)

from domain.envelope import Envelope
from ledger.clock import Clock, to_microseconds
from ledger.codec import plain_envelope
from ledger.errors import AlreadyRecorded, StoreError
from ledger.growth import Entry, record
from ledger.identifiers import Randomness
from ledger.keys import Keyring, owner_of
from ledger.opening import Opener
from ledger.sessions import FOR_EVER, EventRow
from ledger.store import Store

POLL_SECONDS: Final = 0.05
"""How often a subscription looks for new events. A lost wake-up call can then block nobody."""

_PAGE: Final = 500
_TRACKED: Final = 0
"""The version that the trackings of the library have; its applications have none."""


class AggregateLedgerRecorder(AggregateRecorder):
    """Records and selects the events of aggregates, each in a stream of its own.

    Args:
        store: Where the ledger is.
        keyring: Its keys.
        opener: Opens what is stored.
        envelope_of: Says of a stored event what a ledger wants to know of every act. The stream
            of the envelope is the originator id, and its type the name of the topic.
        names: The closed table from topics to stable names of types.
        clock: Says when events are recorded.
        randomness: Gives salts and nonces.
    """

    def __init__(
        self,
        store: Store,
        keyring: Keyring,
        opener: Opener,
        *,
        envelope_of: Callable[[StoredEvent], Envelope],
        names: Mapping[str, str],
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        self._store = store
        self._keyring = keyring
        self._opener = opener
        self._envelope_of = envelope_of
        self._names = names
        self._topics = {name: topic for topic, name in names.items()}
        self._clock = clock
        self._randomness = randomness

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Record events: all of them, or none.

        Raises:
            IntegrityError: A place in a stream is taken.
            OperationalError: The ledger is locked or cannot be reached.
            ProgrammingError: A topic is not in the table of names.
        """
        self._insert(stored_events, **kwargs)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return events of one stream.

        Args:
            originator_id: The stream.
            gt: Only versions after this one.
            lte: Only versions up to this one.
            desc: Newest first.
            limit: How many at most.
        """
        with _errors_translated(), self._store.reading() as session:
            rows = session.stream_slice(
                str(originator_id),
                -FOR_EVER if gt is None else gt + 1,
                FOR_EVER if lte is None else lte,
                FOR_EVER if limit is None else limit,
                descending=desc,
            )
        return [
            StoredEvent(row.stream, row.version, self._topics[row.type], state)
            for row, state in self._opened(rows)
        ]

    def _insert(
        self, stored_events: Sequence[StoredEvent], tracking: Tracking | None = None
    ) -> list[int]:
        entries = self._entries(stored_events)
        now = to_microseconds(self._clock())
        with _errors_translated(), self._store.writing() as session:
            head = session.locked_head()
            rows = (
                record(session, head, entries, now=now, randomness=self._randomness)
                if entries
                else []
            )
            if tracking is not None and not session.track(
                tracking.application_name, _TRACKED, tracking.notification_id, now
            ):
                msg = f"{tracking.application_name} has processed this notification already"
                raise IntegrityError(msg)
        return [row.position for row in rows]

    def _entries(self, stored_events: Sequence[StoredEvent]) -> list[Entry]:
        envelopes = [self._envelope_of(event) for event in stored_events]
        with _errors_translated():
            keys = self._keyring.living(owner_of(envelope) for envelope in envelopes)
        return [
            Entry(
                plain_envelope(envelope) | {"type": self._name(event.topic)},
                event.state,
                keys[owner_of(envelope)],
                version=event.originator_version,
            )
            for event, envelope in zip(stored_events, envelopes, strict=True)
        ]

    def _name(self, topic: str) -> str:
        try:
            return self._names[topic]
        except KeyError as error:
            msg = f"topic {topic} has no name in the table of this recorder"
            raise ProgrammingError(msg) from error

    def _opened(self, rows: Iterable[EventRow]) -> Iterator[tuple[EventRow, bytes]]:
        for row, _, state in self._opener.contents(rows):
            if state is not None:
                yield row, state


class LedgerRecorder(AggregateLedgerRecorder, ProcessRecorder):
    """Records and selects events in the order of the ledger, with the positions of followers."""

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Record events, and the position of a follower with them: all of it, or nothing.

        Returns:
            The positions of the events.

        Raises:
            IntegrityError: A place in a stream is taken, or the follower was there already.
            OperationalError: The ledger is locked or cannot be reached.
            ProgrammingError: A topic is not in the table of names.
        """
        return self._insert(stored_events, **kwargs)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return events in order of position.

        Args:
            start: The position to begin at; None for the first.
            limit: How many at most.
            stop: The last position to return.
            topics: Only these topics; none for all.
            inclusive_of_start: Whether `start` itself is returned.
        """
        after = (start or 0) - (1 if inclusive_of_start else 0)
        with _errors_translated(), self._store.reading() as session:
            rows = session.page(
                after,
                FOR_EVER if stop is None else stop,
                limit,
                [self._name(topic) for topic in topics],
            )
        return [
            Notification(row.stream, row.version, self._topics[row.type], state, row.position)
            for row, state in self._opened(rows)
        ]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None when nothing has been recorded."""
        with _errors_translated(), self._store.reading() as session:
            return session.head().position or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Return an iterator over events after a position, which waits for those to come."""
        return PollingSubscription(self, gt=gt, topics=topics)

    def insert_tracking(self, tracking: Tracking) -> None:
        """Move the position of a follower forward.

        Raises:
            IntegrityError: It was there already, or further.
        """
        self._insert([], tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        """Return the position of a follower, or None when it has none."""
        with _errors_translated(), self._store.reading() as session:
            tracked = session.tracked(application_name)
        return None if tracked is None else tracked[1]


class PollingSubscription(Subscription[LedgerRecorder]):
    """Looks for new events again and again, the same way on every engine."""

    def __init__(
        self, recorder: LedgerRecorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._stopped = Event()
        self._waiting: list[Notification] = []

    def stop(self) -> None:
        """End the iteration, also while it waits."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            if self._waiting:
                notification = self._waiting.pop()
                self._last_notification_id = notification.id
                return notification
            page = self._recorder.select_notifications(
                self._last_notification_id, _PAGE, topics=self._topics, inclusive_of_start=False
            )
            self._waiting = list(reversed(page))
            if not page:
                self._stopped.wait(POLL_SECONDS)
        raise StopIteration


@contextmanager
def _errors_translated() -> Iterator[None]:
    try:
        yield
    except AlreadyRecorded as error:
        raise IntegrityError(str(error)) from error
    except StoreError as error:
        raise OperationalError(str(error)) from error
