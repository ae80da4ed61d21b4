"""How entries become rows: each gets its place, its link, its encryption, its leaf and its root.

This is the hot path of every append, whoever asks for it. It runs under the right to write, because
the envelope carries the leaf of the event before it, and the body is bound to the envelope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from ledger.codec import Fields, encode_envelope
from ledger.commitment import SALT_BYTES, leaf
from ledger.errors import Tampered
from ledger.identifiers import Randomness
from ledger.key_file import NONCE_BYTES
from ledger.keys import DataKey
from ledger.sessions import EventRow, HeadRow, WriteSession
from ledger.tree import Tree

_RANDOM_BYTES: Final = NONCE_BYTES + 2 * SALT_BYTES


class Entry(NamedTuple):
    """An event that has everything but its place.

    Attributes:
        fields: The envelope as plain JSON values; the ledger adds its own fields to it.
        content: The body, not yet encrypted.
        key: The key that it will be encrypted under.
        recorded_at: Microseconds since 1970-01-01T00:00Z, or None for now.
        version: The place in its stream, where the caller says it; else the next.
    """

    fields: Fields
    content: bytes
    key: DataKey
    recorded_at: int | None = None
    version: int | None = None


def record(
    session: WriteSession,
    head: HeadRow,
    entries: Sequence[Entry],
    *,
    now: int,
    randomness: Randomness,
) -> list[EventRow]:
    """Give entries their places and write them; the caller holds the head and checked everything.

    Returns:
        The rows that were written, in order.

    Raises:
        Tampered: The frontier in the head does not belong to its position.
    """
    try:
        tree = Tree.from_bytes(head.position, head.peaks)
    except ValueError as error:
        raise Tampered(head.position, f"the head is malformed: {error}") from error
    rows = grow(
        tree,
        session.tails(list({entry.fields["stream"] for entry in entries})),
        entries,
        last_recorded_at=head.recorded_at,
        now=now,
        randomness=randomness,
    )
    session.insert(rows)
    session.move_head(HeadRow(tree.size, rows[-1].recorded_at, tree.to_bytes(), rows[-1].root))
    return rows


def grow(
    tree: Tree,
    tails: Mapping[str, tuple[int, bytes]],
    entries: Sequence[Entry],
    *,
    last_recorded_at: int | None,
    now: int,
    randomness: Randomness,
) -> list[EventRow]:
    """Add entries to a tree.

    Args:
        tree: The tree so far; grows by one leaf for each entry.
        tails: The last version and leaf of each stream that exists.
        entries: What is to be recorded, in order.
        last_recorded_at: When the last event was recorded, None when there is none. These are
            recorded later, by a microsecond at least: a moment at which something was recorded
            never gains another event, whatever the clock says. Among themselves they may share one.
        now: What the clock says. Both in microseconds since 1970-01-01T00:00Z.
        randomness: Gives salts and nonces.

    Returns:
        One row for each entry, in order.
    """
    random = randomness(_RANDOM_BYTES * len(entries))
    tails = dict(tails)
    rows = []
    recorded_at = 0 if last_recorded_at is None else last_recorded_at + 1
    start = 0
    for entry in entries:
        fields = entry.fields
        stream = fields["stream"]
        version, previous = tails.get(stream, (0, None))
        version = version + 1 if entry.version is None else entry.version
        recorded_at = max(recorded_at, now if entry.recorded_at is None else entry.recorded_at)
        nonce = random[start : start + NONCE_BYTES]
        envelope_salt = random[start + NONCE_BYTES : start + NONCE_BYTES + SALT_BYTES]
        body_salt = random[start + NONCE_BYTES + SALT_BYTES : start + _RANDOM_BYTES]
        start += _RANDOM_BYTES

        envelope = encode_envelope(fields, version, entry.key.id, previous)
        body = nonce + entry.key.cipher.encrypt(nonce, entry.content, sha256(envelope).digest())
        position = tree.size + 1
        node = leaf(
            position,
            recorded_at,
            sha256(envelope_salt + envelope).digest(),
            sha256(body_salt + body).digest(),
        )
        tails[stream] = (version, node)
        rows.append(
            EventRow(
                position,
                stream,
                version,
                fields["event_id"],
                fields["source"],
                fields["type"],
                recorded_at,
                envelope,
                envelope_salt,
                body,
                body_salt,
                node,
                tree.append(node),
            )
        )
    return rows
