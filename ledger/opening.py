"""How a stored row becomes an act again, after it has been checked against its leaf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag

from domain.envelope import Act
from domain.events import EventBody
from ledger.clock import from_microseconds
from ledger.codec import Codec, StoredEnvelope, Undecodable, decode_envelope
from ledger.commitment import commit, leaf
from ledger.errors import Tampered, UnreadableEvent
from ledger.key_file import NONCE_BYTES
from ledger.keys import Keyring
from ledger.sessions import EventRow, column_of_another_kind

_KINDS: Final = (int, str, int, str, str, str, int, bytes, bytes, bytes, bytes, bytes, bytes)
"""What each column of a row holds."""


class Opener:
    """Turns rows into acts, and lets no altered byte through.

    Args:
        keyring: The keys of the bodies.
        codec: The table of types.
    """

    def __init__(self, keyring: Keyring, codec: Codec) -> None:
        self._keyring = keyring
        self._codec = codec

    def acts(self, rows: Iterable[EventRow]) -> list[Act]:
        """Open rows.

        Raises:
            Tampered: A row does not have the leaf under which it was recorded.
            UnreadableEvent: A row has its leaf, and cannot be understood or decrypted.
        """
        # All of one step before the next: going to and fro costs a third more.
        found = list(self.contents(rows))
        return [
            Act(
                row.position,
                row.version,
                from_microseconds(row.recorded_at),
                stored.envelope,
                None if content is None else self._body(row, stored, content),
            )
            for row, stored, content in found
        ]

    def contents(
        self, rows: Iterable[EventRow]
    ) -> Iterator[tuple[EventRow, StoredEnvelope, bytes | None]]:
        """Check and decrypt rows; the content of a body is None when its key was destroyed.

        Raises:
            Tampered: A row does not have the leaf under which it was recorded.
            UnreadableEvent: A row has its leaf, and cannot be decrypted.
        """
        checked = checked_envelopes(rows)
        self._keyring.remember(stored.key for _, stored in checked)
        for row, stored in checked:
            try:
                content = self.content(row.envelope, row.body, stored.key)
            except Undecodable as error:
                raise UnreadableEvent(row.position, str(error)) from error
            yield row, stored, content

    def _body(self, row: EventRow, stored: StoredEnvelope, content: bytes) -> EventBody:
        try:
            return self._codec.decode_body(stored.envelope.type, content)
        except Undecodable as error:
            raise UnreadableEvent(row.position, str(error)) from error

    def content(self, envelope: bytes, body: bytes, key: str) -> bytes | None:
        """Decrypt a body.

        Args:
            envelope: The canonical envelope that the body is bound to.
            body: Nonce and ciphertext.
            key: Id of its data key.

        Returns:
            The JSON of the body, or None when its key has been destroyed.

        Raises:
            Undecodable: The key is not in the key file, or does not open the body.
        """
        try:
            data_key = self._keyring.by_id(key)
        except KeyError as error:
            msg = f"its key {key} is not in the key file"
            raise Undecodable(msg) from error
        if data_key is None:
            return None
        try:
            return data_key.cipher.decrypt(
                body[:NONCE_BYTES], body[NONCE_BYTES:], sha256(envelope).digest()
            )
        except (InvalidTag, ValueError) as error:
            msg = "its key does not open its body"
            raise Undecodable(msg) from error


def checked_envelopes(rows: Iterable[EventRow]) -> list[tuple[EventRow, StoredEnvelope]]:
    """Check rows and read their envelopes, which takes no key.

    Raises:
        Tampered: A row does not have the leaf under which it was recorded.
        UnreadableEvent: A row has its leaf, and its envelope cannot be understood.
    """
    checked = list(rows)
    for row in checked:
        _check(row)
    return [(row, _envelope(row)) for row in checked]


def _check(row: EventRow) -> None:
    """Check that the bytes of a row are those of its leaf."""
    if (malformed := malformed_column(row)) is not None:
        raise Tampered(row.position, f"its column {malformed} holds something else")
    if row.position < 1:
        raise Tampered(row.position, "positions begin at 1, so it was never recorded")
    if recomputed_leaf(row) != row.leaf:
        raise Tampered(row.position, "its bytes do not have the leaf under which it was recorded")


def _envelope(row: EventRow) -> StoredEnvelope:
    try:
        stored = decode_envelope(row.envelope)
    except Undecodable as error:
        raise UnreadableEvent(row.position, str(error)) from error
    if columns(stored) != row[1:6]:
        raise Tampered(row.position, "its columns differ from its envelope")
    return stored


def columns(stored: StoredEnvelope) -> tuple[str, int, str, str, str]:
    """Return what the columns of a row, from stream to type, have to say of an envelope."""
    envelope = stored.envelope
    return envelope.stream, stored.version, envelope.event_id, envelope.source, envelope.type


def malformed_column(row: EventRow) -> str | None:
    """Return the name of a column that holds another kind of value than it should, if one does."""
    if tuple(map(type, row)) == _KINDS:
        return None
    return column_of_another_kind(row, _KINDS)


def recomputed_leaf(row: EventRow) -> bytes:
    """Return the leaf that the stored bytes of a row have."""
    return leaf(
        row.position,
        row.recorded_at,
        commit(row.envelope_salt, row.envelope),
        commit(row.body_salt, row.body),
    )
