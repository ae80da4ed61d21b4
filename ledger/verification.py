"""Whether everything in a ledger is as it was recorded, as far as the ledger alone can say.

What it cannot say: whether somebody with full access to the file cut off the end and moved the head
back, or computed everything anew from some position on. Only a root that was kept elsewhere shows
that.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from ledger.acts import Head
from ledger.clock import from_microseconds
from ledger.codec import (
    Codec,
    StoredEnvelope,
    Undecodable,
    decode_envelope,
    encode_envelope,
    plain_envelope,
)
from ledger.errors import DamagedStore, KeyFileError, StoreUnreachable
from ledger.header_binding import altered_fields
from ledger.opening import Opener, columns, malformed_column, recomputed_leaf
from ledger.sessions import EventRow, HeaderRow, HeadRow, has_digest
from ledger.store import Store
from ledger.tree import EMPTY_ROOT, Tree

Progress = Callable[[int, int], None]
"""Called with how many events have been checked, and of how many."""

BATCH: Final = 1000


class FaultKind(StrEnum):
    """What is wrong."""

    MISSING = "missing"
    SURPLUS = "surplus"
    LEAF = "leaf"
    ROOT = "root"
    TIME = "time"
    COLUMN = "column"
    ENVELOPE = "envelope"
    VERSION = "version"
    LINK = "link"
    KEY = "key"
    BODY = "body"
    HEAD = "head"
    RULE_SET = "rule-set"
    TRACKING = "tracking"
    STORE = "store"
    HEADER = "header"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was recorded.

    Attributes:
        position: Where, or the first position concerned; 0 for what concerns no event.
        kind: What is wrong.
        known: What is known about it, in a sentence.
    """

    position: int
    kind: FaultKind
    known: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verification found.

    Attributes:
        checked: How many events were checked.
        head: Up to where, and the root that stands for them.
        faults: What is wrong, in order of position; empty when everything holds.
        is_header_bound: Whether its keys say what the ledger said of itself when it was made; an
            earlier version made ledgers of which nothing shows that.
    """

    checked: int
    head: Head
    faults: list[Fault]
    is_header_bound: bool

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(
    store: Store,
    opener: Opener,
    codec: Codec,
    bound: bytes,
    progress: Progress | None = None,
) -> Verification:
    """Recompute commitments, leaves, roots, links, versions and columns, and open every body.

    Appends may go on meanwhile: it checks up to the head that it found at the beginning.

    Args:
        store: Where the ledger is.
        opener: Opens bodies.
        codec: The table of types.
        bound: What its keys bind of the header; empty where they bind nothing.
        progress: Called now and then.
    """
    check = _Check(opener, codec)
    after = 0
    head = HeadRow(0, None, b"", EMPTY_ROOT)
    try:
        with store.reading() as session:
            head = session.head()
        while rows := _page(store, after, head.position):
            for row in rows:
                check.row(row)
            after = rows[-1].position
            if progress is not None:
                progress(after, head.position)
        check.end(head)
        with store.reading() as session:
            # The rows before the head: an append in between may not look like a surplus.
            last = session.last_position()
            check.below(*session.before_the_first())
            check.beside(last, session.head(), session.rule_sets(), session.trackings())
            check.header(session.header(), bound)
    except (DamagedStore, StoreUnreachable) as error:
        known = f"the store cannot be read from here on: {error.why}"
        check.fault(check.expected, FaultKind.STORE, known)
    faults = sorted(check.faults, key=lambda fault: fault.position)
    return Verification(
        check.checked,
        Head(head.position, head.root, _moment(head.recorded_at)),
        faults,
        is_header_bound=bool(bound),
    )


def _page(store: Store, after: int, up_to: int) -> list[EventRow]:
    try:
        with store.reading() as session:
            return session.page(after, up_to, BATCH)
    except DamagedStore:
        # A part of the file is damaged: the rows before it can still be had one by one.
        with store.reading() as session:
            return session.page(after, up_to, 1)


def _moment(microseconds: int | None) -> datetime | None:
    try:
        return None if microseconds is None else from_microseconds(microseconds)
    except OverflowError:
        return None


@dataclass
class _Check:
    """What has to be remembered from one row to the next."""

    opener: Opener
    codec: Codec
    faults: list[Fault] = field(default_factory=list)
    checked: int = 0
    expected: int = 1
    recorded_at: int = 0
    tree: Tree | None = field(default_factory=Tree)
    is_root_broken: bool = False
    tails: dict[str, tuple[int, bytes]] = field(default_factory=dict)

    def fault(self, position: int, kind: FaultKind, known: str) -> None:
        self.faults.append(Fault(position, kind, known))

    def row(self, row: EventRow) -> None:
        """Check one row, as far as the rows before it allow."""
        self.checked += 1
        # (0): No position is missing before this one.
        if row.position != self.expected:
            self._missing(self.expected, row.position - 1)
        self.expected = row.position + 1
        # (1): Every column holds the kind of value that it should; else nothing can be computed.
        if (malformed := malformed_column(row)) is not None:
            known = f"its column {malformed} holds another kind of value; later roots are not known"
            self.fault(row.position, FaultKind.COLUMN, known)
            self.tree = None
            self._tail_of_malformed(row)
            return
        # (2): Time did not run backwards.
        if row.recorded_at < self.recorded_at:
            self.fault(row.position, FaultKind.TIME, "it was recorded before the event before it")
        self.recorded_at = row.recorded_at
        # (3): The bytes have the leaf, and the leaf is in the tree with the root.
        leaf = self._leaf_and_root(row)
        # (4): The envelope can be read, is canonical, and says the same as the columns.
        stored = self._envelope(row)
        if stored is None:
            self.tails[row.stream] = (row.version, leaf)
        else:
            # (5): It follows the event before it in its stream.
            self._link(row, stored, leaf)
            # (6): The body can be decrypted, and is what the envelope says.
            self._body(row, stored)

    def end(self, head: HeadRow) -> None:
        """Check that the rows reach as far as the head, and make its root."""
        if self.expected <= head.position:
            self._missing(self.expected, head.position)
            return
        if self.tree is None:
            return
        if (self.tree.to_bytes(), self.tree.root()) != (head.peaks, head.root):
            self.fault(head.position, FaultKind.HEAD, "the head does not have the root of the tree")
        if (head.recorded_at or 0) != self.recorded_at:
            self.fault(
                head.position, FaultKind.HEAD, "the head does not have the time of the last event"
            )

    def below(self, count: int, first: int) -> None:
        """Check that nothing stands before the first position."""
        if count:
            known = f"positions begin at 1, and there are {count} events below it"
            self.fault(first, FaultKind.SURPLUS, known)

    def beside(
        self,
        last: int,
        head: HeadRow,
        rule_sets: list[tuple[str, bytes]],
        trackings: list[tuple[str, int]],
    ) -> None:
        """Check what is stored beside the events."""
        if last > head.position:
            known = f"the head says {head.position}, and there are events up to {last}"
            self.fault(head.position + 1, FaultKind.SURPLUS, known)
        for digest, content in rule_sets:
            if not has_digest(content, digest):
                self.fault(0, FaultKind.RULE_SET, f"rule set {digest} does not have its digest")
        for name, position in trackings:
            if type(position) is not int:
                self.fault(0, FaultKind.TRACKING, f"the position that {name} reached is no number")
            elif position > head.position:
                self.fault(
                    0, FaultKind.TRACKING, f"{name} follows up to {position}, beyond the head"
                )

    def header(self, header: HeaderRow, bound: bytes) -> None:
        """Check that the ledger says of itself what it said when it was made."""
        for name, value in altered_fields(header, bound).items():
            known = f"the ledger was made with {name} = {value} in its header"
            self.fault(0, FaultKind.HEADER, known)

    def _missing(self, first: int, last: int) -> None:
        events = f"event {first} is" if first == last else f"events {first} to {last} are"
        self.fault(first, FaultKind.MISSING, f"{events} missing; later roots cannot be recomputed")
        self.tree = None

    def _leaf_and_root(self, row: EventRow) -> bytes:
        """Return the leaf that the root bears out, or else the one that the bytes have."""
        leaf = recomputed_leaf(row)
        if self.tree is None:
            if leaf != row.leaf:
                self.fault(row.position, FaultKind.LEAF, "its bytes do not have its leaf")
            return leaf
        if leaf != row.leaf:
            # The root tells which of the two was altered.
            if self.tree.copy().append(row.leaf) == row.root:
                leaf = row.leaf
                known = "its envelope, body, salts or time were altered; its leaf was not"
            elif self.tree.copy().append(leaf) == row.root:
                known = "its leaf was altered; what it stands for was not"
            else:
                known = "its bytes do not have its leaf, and neither gives the root"
            self.fault(row.position, FaultKind.LEAF, known)
        if self.tree.append(leaf) == row.root:
            self.is_root_broken = False
        elif not self.is_root_broken:
            self.is_root_broken = True
            known = "its root is not that of the leaves up to it"
            self.fault(row.position, FaultKind.ROOT, known)
        return leaf

    def _envelope(self, row: EventRow) -> StoredEnvelope | None:
        try:
            stored = decode_envelope(row.envelope)
        except Undecodable as error:
            self.fault(row.position, FaultKind.ENVELOPE, str(error))
            return None
        previous = None if stored.previous is None else bytes.fromhex(stored.previous)
        fields = plain_envelope(stored.envelope)
        if encode_envelope(fields, stored.version, stored.key, previous) != row.envelope:
            self.fault(row.position, FaultKind.ENVELOPE, "its envelope is not in canonical form")
        said = zip(EventRow._fields[1:6], columns(stored), row[1:6], strict=True)
        for name, in_envelope, in_column in said:
            if in_envelope != in_column:
                self.fault(
                    row.position, FaultKind.COLUMN, f"its column {name} differs from its envelope"
                )
        return stored

    def _tail_of_malformed(self, row: EventRow) -> None:
        """Remember what the next event of the stream follows, as far as the row still says it."""
        stream, version, leaf = row.stream, row.version, row.leaf
        if type(row.envelope) is bytes:
            with suppress(Undecodable):
                stored = decode_envelope(row.envelope)
                stream, version = stored.envelope.stream, stored.version
        if type(leaf) is not bytes:
            with suppress(TypeError):
                leaf = recomputed_leaf(row)
        if type(stream) is str and type(version) is int:
            self.tails[stream] = (version, leaf)

    def _link(self, row: EventRow, stored: StoredEnvelope, leaf: bytes) -> None:
        stream = stored.envelope.stream
        version, previous = self.tails.get(stream, (0, None))
        if stored.version != version + 1:
            known = f"it is version {stored.version} of {stream}, after version {version}"
            self.fault(row.position, FaultKind.VERSION, known)
        elif stored.previous != (None if previous is None else previous.hex()):
            known = f"it does not carry the leaf of the event before it in {stream}"
            self.fault(row.position, FaultKind.LINK, known)
        self.tails[stream] = (stored.version, leaf)

    def _body(self, row: EventRow, stored: StoredEnvelope) -> None:
        try:
            content = self.opener.content(row.envelope, row.body, stored.key)
        except KeyFileError as error:
            self.fault(row.position, FaultKind.KEY, f"its key cannot be used: {error.why}")
            return
        except Undecodable as error:
            self.fault(row.position, FaultKind.KEY, str(error))
            return
        if content is not None:
            try:
                self.codec.decode_body(stored.envelope.type, content)
            except Undecodable as error:
                self.fault(row.position, FaultKind.BODY, str(error))
