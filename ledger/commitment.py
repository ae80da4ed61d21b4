"""How the place, the envelope and the body of an event become one leaf of the tree.

A commitment is salted, so that after the salt, the envelope and the body have been erased nobody
can find out by trying whether a guess at the content was right, while every old proof still holds.
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import Final

SALT_BYTES: Final = 32
FORMAT: Final = 1
"""The form of header, envelope and body that this version writes."""

_LEAF: Final = b"\x00"
_HEADER: Final = struct.Struct(">BQq")


def commit(salt: bytes, content: bytes) -> bytes:
    """Return SHA-256(salt || content)."""
    return sha256(salt + content).digest()


def leaf(position: int, recorded_at: int, envelope: bytes, body: bytes) -> bytes:
    """Return the hash of a leaf: SHA-256(0x00 || header || commit(envelope) || commit(body)).

    The header is never erased: one byte of format, eight of position and eight of time, most
    significant byte first.

    Args:
        position: Place in the ledger, from 1.
        recorded_at: Microseconds since 1970-01-01T00:00Z.
        envelope: The commitment to the envelope.
        body: The commitment to the body as it is stored, that is, encrypted.
    """
    return sha256(_LEAF + _HEADER.pack(FORMAT, position, recorded_at) + envelope + body).digest()
