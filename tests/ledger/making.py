"""Small ways to make what the tests of the ledger need: drafts, clocks, chance that repeats."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.envelope import Act, Envelope
from domain.events import EventBody
from domain.events.documents import (
    ApplicationPlace,
    BlockReason,
    IdApplicationBlocked,
    IdCardApplied,
)
from domain.values import PrivacyClass, person_stream
from ledger import Draft, Ledger, create_ledger, open_ledger
from ledger.key_file import NONCE_BYTES, read_master

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOURCE = "urn:test:burgerzaken"
APPLIED = IdCardApplied(place=ApplicationPlace.DESK)
BLOCKED = IdApplicationBlocked(reason=BlockReason.NO_FEE)


def envelope(event_id: str, stream: str = "person:p-1", **fields: Any) -> Envelope:
    """An envelope that says the least, unless `fields` say more."""
    kind, _, name = stream.partition(":")
    least: dict[str, Any] = {
        "event_id": event_id,
        "source": SOURCE,
        "stream": stream,
        "type": "id-card-applied/1",
        "subjects": (name,) if kind == "person" else (),
        "occurred_on": date(2026, 3, 2),
        "actor": "u-7",
        "role": "clerk",
        "organisation": "Tilburg",
        "recorded_by": "u-8",
        "purpose": "aftercare",
        "legal_basis": "Paspoortwet 26",
        "privacy_class": PrivacyClass.ORDINARY,
    }
    return Envelope(**(least | fields))


def draft(
    event_id: str,
    stream: str = "person:p-1",
    body: EventBody = APPLIED,
    recorded_at: datetime | None = None,
    **fields: Any,
) -> Draft:
    """An act: an application for an identity card, unless `body` is another."""
    fields = {"type": body.about.type} | fields
    return Draft(envelope(event_id, stream, **fields), body, recorded_at)


def drafts(number: int, persons: int = 3, first: int = 1) -> list[Draft]:
    """So many acts, `e1` and on, of some persons in turn."""
    return [
        draft(f"e{index}", person_stream(f"p-{index % persons}"))
        for index in range(first, first + number)
    ]


def ticking(start: datetime = NOON, seconds: float = 1) -> Callable[[], datetime]:
    """A clock that is a little later each time it is looked at."""
    moments = (start + timedelta(seconds=number * seconds) for number in count())
    return lambda: next(moments)


def standing(moment: datetime = NOON) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def repeating(seed: str = "") -> Callable[[int], bytes]:
    """Chance that is the same each time it is begun with the same seed."""

    def stream() -> Iterator[int]:
        for block in count():
            yield from sha256(f"{seed}{block}".encode()).digest()

    numbers = stream()
    return lambda size: bytes(next(numbers) for _ in range(size))


def key_path(folder: Path) -> Path:
    """Where the keys of a ledger of a test go."""
    return folder / "test.keys"


def new_ledger(location: str, folder: Path, **options: Any) -> Ledger:
    """A new ledger with its keys in a folder."""
    return create_ledger(location, keys=key_path(folder), **options)


def existing_ledger(location: str, folder: Path, **options: Any) -> Ledger:
    """The ledger that `new_ledger` made."""
    return open_ledger(location, keys=key_path(folder), **options)


def unbind(path: Path, ledger_id: str) -> None:
    """Give a key file the proof that earlier versions wrote: it binds no header."""
    nonce = bytes(NONCE_BYTES)
    proof = nonce + AESGCM(read_master(path)).encrypt(nonce, b"", ledger_id.encode())
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("update key_header set proof = ?", (proof,))
    connection.close()


def all_acts(ledger: Ledger) -> list[Act]:
    """Everything in a ledger, in order."""
    return [act for batch in ledger.walk() for act in batch]
