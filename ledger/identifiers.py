"""Ids that are made here: sortable by time, unguessable, from a clock and randomness given."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from ledger.clock import Clock, to_microseconds

Randomness = Callable[[int], bytes]
"""Gives so many random bytes, such as `os.urandom`."""


def new_event_id(clock: Clock, randomness: Randomness) -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7) in its usual form of 36 characters.

    Args:
        clock: Gives the millisecond that the id begins with.
        randomness: Gives the 74 bits that make it unlike any other.
    """
    milliseconds = to_microseconds(clock()) // 1000
    random = int.from_bytes(randomness(10), "big")
    upper = random >> 68
    lower = random & ((1 << 62) - 1)
    number = (milliseconds & ((1 << 48) - 1)) << 80 | 7 << 76 | upper << 64 | 2 << 62 | lower
    return str(UUID(int=number))


def new_ledger_id(randomness: Randomness) -> str:
    """Return a new random UUID (version 4) that tells this ledger from all others."""
    return str(UUID(bytes=randomness(16), version=4))
