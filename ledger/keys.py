"""The keys under which bodies are encrypted: one for each owner and privacy class.

They live in a file of their own (SQLite, whatever the engine of the ledger), wrapped by a master
key in yet another file, so that a copy of the ledger alone, or of the ledger and the key file,
opens nothing. When a key is destroyed its row stays, so that its id can never come back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.envelope import Envelope
from domain.values import PrivacyClass
from ledger.clock import Clock, to_microseconds
from ledger.errors import (
    KeyFileOfAnotherLedger,
    KeyFileUnreadable,
)
from ledger.identifiers import Randomness
from ledger.key_file import (
    KEY_BYTES,
    KEY_FILE_FORMAT,
    NONCE_BYTES,
    connect,
    master_path,
    read_master,
    tell,
    transaction,
)

_LIVING: Final = """
select data_keys.owner, data_keys.privacy_class, data_keys.key_id, data_keys.wrapped
from json_each(?) as wanted cross join data_keys
where data_keys.owner = json_extract(wanted.value, '$[0]')
and data_keys.privacy_class = json_extract(wanted.value, '$[1]')
and data_keys.destroyed_at is null
"""
_BY_ID: Final = """
select data_keys.owner, data_keys.privacy_class, data_keys.key_id, data_keys.wrapped
from json_each(?) as wanted cross join data_keys
where data_keys.key_id = wanted.value
"""

Owner = tuple[str, str]
"""Whose key it is (a pseudonym or a stream), and for which privacy class."""

_NOT_OPENED: Final = (InvalidTag, TypeError, ValueError)
"""Other bytes, another kind of value than bytes, or too few of them."""

_PSEUDONYMS: Final[Owner] = ("*pseudonyms", PrivacyClass.CRIMINAL.value)
"""No person and no stream can be called so."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A key that is ready for use.

    Attributes:
        id: What the envelope of an event names it by; 32 hexadecimal digits.
        cipher: AES-256-GCM under this key.
    """

    id: str
    cipher: AESGCM


class Keyring:
    """The key file of one ledger, open.

    Args:
        path: The key file; its master key is beside it, with `.master` added to the name.
        ledger_id: The ledger whose keys they are.
        read_only: Whether no keys may be made.
        wait_seconds: How long to wait for another process that makes keys.
        clock: Says when a key is made.
        randomness: Gives keys, ids and nonces.

    Attributes:
        bound: The text that was bound to the master key when they were made; empty in a key file
            of an earlier version.

    Raises:
        KeyFileMissing: The key file or the master key is not there.
        KeyFileOfAnotherLedger: They are keys of another ledger.
        KeyFileUnreadable: The file is something else, or the master key is another.
    """

    def __init__(
        self,
        path: Path,
        ledger_id: str,
        *,
        read_only: bool,
        wait_seconds: float,
        clock: Clock,
        randomness: Randomness,
    ) -> None:
        self.path = path
        self._ledger_id = ledger_id
        self._wait_seconds = wait_seconds
        self._clock = clock
        self._randomness = randomness
        # One connection for all threads: what is asked often comes from memory.
        self._lock = RLock()
        self._by_owner: dict[Owner, DataKey] = {}
        self._by_id: dict[str, DataKey | None] = {}
        self._master = AESGCM(read_master(path))
        self._connection = connect(path, read_only=read_only, wait_seconds=wait_seconds)
        try:
            self.bound = self._checked_header()
        except BaseException:
            self._connection.close()
            raise

    def living(self, owners: Iterable[Owner]) -> dict[Owner, DataKey]:
        """Return a key for each owner; what does not exist yet is made and is on disk by then.

        Raises:
            LedgerLocked: Another process kept the key file to itself for too long.
            KeyFileUnreadable: The file is damaged or cannot be written.
        """
        wanted = set(owners)
        known = self._by_owner
        if wanted <= known.keys():
            return {owner: known[owner] for owner in wanted}
        with self._lock, self._errors_told():
            self._remember_living(wanted - known.keys())
            missing = wanted - known.keys()
            if missing:
                self._make(sorted(missing))
            return {owner: known[owner] for owner in wanted}

    def pseudonym_key(self) -> bytes:
        """Return the secret under which imports make pseudonyms: always the same for a ledger.

        It is made when it is first asked for, wrapped and kept as the data keys are.

        Raises:
            LedgerLocked: Another process kept the key file to itself for too long.
            KeyFileUnreadable: The file is damaged or cannot be written.
        """
        with self._lock:
            id = self.living([_PSEUDONYMS])[_PSEUDONYMS].id
            with self._errors_told():
                rows = self._connection.execute(_BY_ID, (json.dumps([id]),)).fetchall()
            return self._opened(_PSEUDONYMS, id, rows[0][3])

    def remember(self, ids: Iterable[str]) -> None:
        """Fetch the keys with these ids at once, before `by_id` asks for them one by one.

        Raises:
            LedgerLocked: Another process kept the key file to itself for too long.
            KeyFileUnreadable: The file is damaged.
        """
        with self._lock:
            missing = [id for id in set(ids) if id not in self._by_id]
            if missing:
                with self._errors_told():
                    rows = self._connection.execute(_BY_ID, (json.dumps(missing),)).fetchall()
                for owner, privacy_class, id, wrapped in rows:
                    self._by_id[id] = (
                        None
                        if wrapped is None
                        else self._unwrap((owner, privacy_class), id, wrapped)
                    )

    def by_id(self, id: str) -> DataKey | None:
        """Return the key with this id, or None when it has been destroyed.

        Raises:
            KeyError: The key file knows no such key.
        """
        if id not in self._by_id:
            self.remember([id])
        return self._by_id[id]

    def close(self) -> None:
        """Close the file and forget the keys."""
        with self._lock:
            self._connection.close()
            self._by_owner.clear()
            self._by_id.clear()

    def _checked_header(self) -> bytes:
        """Check whose keys they are and by which master key, and return the bound text."""
        with self._errors_told():
            row = self._connection.execute(
                "select ledger_id, format, proof from key_header"
            ).fetchone()
        if row is None or row[1] != KEY_FILE_FORMAT:
            raise KeyFileUnreadable(self.path, "it is empty, or of a version that is not known")
        ledger_id, _, proof = row
        if ledger_id != self._ledger_id:
            raise KeyFileOfAnotherLedger(self.path, ledger_id, self._ledger_id)
        try:
            nonce, sealed = proof[:NONCE_BYTES], proof[NONCE_BYTES:]
            return self._master.decrypt(nonce, sealed, ledger_id.encode())
        except _NOT_OPENED as error:
            msg = f"{master_path(self.path)} is not the master key of this key file"
            raise KeyFileUnreadable(self.path, msg) from error

    def _remember_living(self, owners: set[Owner]) -> None:
        for owner, privacy_class, id, wrapped in self._connection.execute(
            _LIVING, (json.dumps(sorted(owners)),)
        ).fetchall():
            key = self._unwrap((owner, privacy_class), id, wrapped)
            self._by_owner[owner, privacy_class] = key
            self._by_id[id] = key

    def _make(self, owners: list[Owner]) -> None:
        with transaction(self._connection):
            # Another process may have made some of them while this one waited.
            self._remember_living(set(owners))
            now = to_microseconds(self._clock())
            made = []
            for owner in owners:
                if owner in self._by_owner:
                    continue
                random = self._randomness(16 + KEY_BYTES + NONCE_BYTES)
                id, key, nonce = random[:16].hex(), random[16:48], random[48:]
                wrapped = nonce + self._master.encrypt(nonce, key, self._bound_to(owner, id))
                made.append((id, *owner, now, wrapped))
            self._connection.executemany(
                "insert into data_keys (key_id, owner, privacy_class, created_at, wrapped)"
                " values (?, ?, ?, ?, ?)",
                made,
            )
        self._remember_living(set(owners))

    def _unwrap(self, owner: Owner, id: str, wrapped: bytes) -> DataKey:
        return DataKey(id, AESGCM(self._opened(owner, id, wrapped)))

    def _opened(self, owner: Owner, id: str, wrapped: bytes) -> bytes:
        try:
            nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
            return self._master.decrypt(nonce, sealed, self._bound_to(owner, id))
        except _NOT_OPENED as error:
            msg = f"the key {id} in it has been altered"
            raise KeyFileUnreadable(self.path, msg) from error

    def _bound_to(self, owner: Owner, id: str) -> bytes:
        return json.dumps([self._ledger_id, id, *owner]).encode()

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            tell(self.path, error, self._wait_seconds)


def owner_of(envelope: Envelope) -> Owner:
    """Return whose key encrypts the body: of the person it concerns, or else of the stream."""
    return envelope.subject or envelope.stream, envelope.privacy_class
