"""What binds the header of a ledger to its keys: nobody can change it unseen without them.

The key file holds a proof that its master key is the right one: an encrypted text, bound to the id
of the ledger. That text says what the header said when the ledger was made. Ledgers made before it
did have an empty text there, which only the holder of the master key could put there now.
"""

from __future__ import annotations

import json

from ledger.errors import HeaderAltered
from ledger.sessions import HeaderRow


def text_to_bind(header: HeaderRow) -> bytes:
    """Return what the proof of a new key file encrypts: canonical JSON."""
    return json.dumps(_fields(header), sort_keys=True, separators=(",", ":")).encode()


def altered_fields(header: HeaderRow, bound: bytes) -> dict[str, int]:
    """Return the columns of a header that differ from what its keys were made with.

    Args:
        header: As it is stored now.
        bound: The text that the proof of the key file encrypts; empty where it binds nothing.

    Returns:
        What each column held, by its name; empty when all is as it was, or nothing is bound.
    """
    if not bound:
        return {}
    made = json.loads(bound)
    return {name: int(made[name]) for name, now in _fields(header).items() if made[name] != now}


def check_header(location: str, header: HeaderRow, bound: bytes) -> None:
    """Check that a header is the one that its keys were made with.

    Raises:
        HeaderAltered: It is not.
    """
    if altered := altered_fields(header, bound):
        raise HeaderAltered(location, altered)


def _fields(header: HeaderRow) -> dict[str, int]:
    return {"created_at": header.created_at, "rehearsal": header.rehearsal}
