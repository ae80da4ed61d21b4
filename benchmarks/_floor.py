"""The floor under the ledger: the same bytes in the same tables, with nothing around it.

One function writes, one reads, and a script could hold both. There are no errors in words, no
conditions, no receipts, no second engine and no migrations; a fault ends the process. What remains
is the work that no ledger of this form can do without.
"""

import os
import sqlite3
import struct
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from time import time_ns
from typing import Any, Final

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from benchmarks._acts import PlainAct
from domain.envelope import Envelope
from domain.events import EVENT_TYPES, EventBody

_EVENTS: Final = """
create table ledger_events (
    position integer primary key, stream text not null, version bigint not null,
    event_id text not null, source text not null, type text not null, recorded_at bigint not null,
    envelope blob not null, envelope_salt blob not null, body blob not null,
    body_salt blob not null, leaf blob not null, root blob not null,
    unique (stream, version), unique (event_id, source)
);
create table ledger_head (id integer primary key, position, recorded_at, peaks, root);
insert into ledger_head values (1, 0, 0, x'', x'');
"""
_KEYS: Final = "create table data_keys (key_id text primary key, owner text unique, wrapped blob)"
_HEADER: Final = struct.Struct(">BQq")


class Floor:
    """A ledger of the floor in a folder: a store, and a file of keys that are wrapped."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / "floor.db", isolation_level=None)
        self._store.execute("pragma journal_mode = wal")
        self._store.execute("pragma synchronous = full")
        self._store.execute("pragma cache_size = -32000")
        self._store.executescript(_EVENTS)
        self._key_file = sqlite3.connect(folder / "floor.keys", isolation_level=None)
        self._key_file.execute("pragma synchronous = extra")
        self._key_file.execute(_KEYS)
        self._master = AESGCM(os.urandom(32))
        self._keys: dict[str, tuple[str, AESGCM]] = {}
        self._by_id: dict[str, AESGCM] = {}

    def append(self, acts: Sequence[PlainAct]) -> None:
        """Record acts in one transaction, after their keys are on disk."""
        self._make_keys({act.envelope["subjects"][0] for act in acts} - self._keys.keys())
        store = self._store
        store.execute("begin immediate")
        position, recorded_at, frontier, root = store.execute(
            "select position, recorded_at, peaks, root from ledger_head"
        ).fetchone()
        peaks = [frontier[at : at + 32] for at in range(0, len(frontier), 32)]
        tails: dict[str, tuple[int, bytes]] = {}
        for stream in {act.envelope["stream"] for act in acts}:
            tail = store.execute(
                "select version, leaf from ledger_events where stream = ?"
                " order by version desc limit 1",
                (stream,),
            ).fetchone()
            if tail is not None:
                tails[stream] = tail
        recorded_at = max(recorded_at, time_ns() // 1000)
        random = os.urandom(76 * len(acts))
        rows = []
        for number, (fields, content) in enumerate(acts):
            nonce = random[76 * number : 76 * number + 12]
            envelope_salt = random[76 * number + 12 : 76 * number + 44]
            body_salt = random[76 * number + 44 : 76 * number + 76]
            stream = fields["stream"]
            key, cipher = self._keys[fields["subjects"][0]]
            stored = fields | {"version": 1, "key": key}
            if stream in tails:
                version, previous = tails[stream]
                stored |= {"version": version + 1, "previous": previous.hex()}
            envelope = orjson.dumps(stored, option=orjson.OPT_SORT_KEYS)
            body = nonce + cipher.encrypt(nonce, orjson.dumps(content), sha256(envelope).digest())
            position += 1
            leaf = sha256(
                b"\x00"
                + _HEADER.pack(1, position, recorded_at)
                + sha256(envelope_salt + envelope).digest()
                + sha256(body_salt + body).digest()
            ).digest()
            node, size = leaf, position - 1
            while size & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                size >>= 1
            peaks.append(node)
            root = peaks[-1]
            for peak in peaks[-2::-1]:
                root = sha256(b"\x01" + peak + root).digest()
            tails[stream] = stored["version"], leaf
            place = (position, stream, stored["version"])
            names = (fields["event_id"], fields["source"], fields["type"], recorded_at)
            rows.append((*place, *names, envelope, envelope_salt, body, body_salt, leaf, root))
        store.executemany(
            "insert into ledger_events values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
        )
        store.execute(
            "update ledger_head set position = ?, recorded_at = ?, peaks = ?, root = ?",
            (position, recorded_at, b"".join(peaks), root),
        )
        store.execute("commit")

    def _make_keys(self, owners: set[str]) -> None:
        if not owners:
            return
        made = []
        for owner in owners:
            random = os.urandom(60)
            key, nonce, id = random[:32], random[32:44], random[44:].hex()
            made.append((id, owner, nonce + self._master.encrypt(nonce, key, id.encode())))
            self._keys[owner] = id, AESGCM(key)
            self._by_id[id] = self._keys[owner][1]
        self._key_file.execute("begin immediate")
        self._key_file.executemany("insert into data_keys values (?, ?, ?)", made)
        self._key_file.execute("commit")

    def read(self) -> int:
        """Read everything in order of position: check each leaf, decrypt, decode; return a count.

        Raises:
            ValueError: A row does not have its leaf.
        """
        count = 0
        rows: list[Any] = []
        while True:
            rows = self._store.execute(
                "select * from ledger_events where position > ? order by position limit 1000",
                (count,),
            ).fetchall()
            if not rows:
                return count
            acts: list[tuple[int, int, int, Envelope, EventBody]] = []
            for row in rows:
                position, recorded_at, envelope, body, leaf = (
                    row[0],
                    row[6],
                    row[7],
                    row[9],
                    row[11],
                )
                found = sha256(
                    b"\x00"
                    + _HEADER.pack(1, position, recorded_at)
                    + sha256(row[8] + envelope).digest()
                    + sha256(row[10] + body).digest()
                ).digest()
                if found != leaf:
                    raise ValueError(position)
                fields = orjson.loads(envelope)
                content = self._by_id[fields["key"]].decrypt(
                    body[:12], body[12:], sha256(envelope).digest()
                )
                acts.append(
                    (
                        position,
                        fields["version"],
                        recorded_at,
                        Envelope.model_validate_json(envelope, extra="ignore"),
                        EVENT_TYPES[row[5]].model_validate_json(content),
                    )
                )
            count += len(acts)

    def close(self) -> None:
        """Close both files."""
        self._store.close()
        self._key_file.close()
