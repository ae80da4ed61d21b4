"""The files in which keys lie: how they are made, opened and locked.

The key file is a SQLite file, whatever the engine of the ledger; its master key is in a small file
beside it. Both can be read by their owner only, and each has backups of its own.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import quote

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.clock import Clock, to_microseconds
from ledger.errors import KeyFileExists, KeyFileMissing, KeyFileUnreadable, LedgerLocked
from ledger.identifiers import Randomness

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
KEY_FILE_FORMAT: Final = 1

_SCHEMA: Final = """
create table key_header (
    id integer primary key check (id = 1),
    ledger_id text not null,
    format integer not null,
    created_at integer not null,
    proof blob not null
);
create table data_keys (
    key_id text primary key,
    owner text not null,
    privacy_class text not null,
    created_at integer not null,
    wrapped blob,
    destroyed_at integer,
    check ((wrapped is null) = (destroyed_at is not null))
) without rowid;
create unique index one_living_key on data_keys (owner, privacy_class) where destroyed_at is null;
create trigger a_key_row_stays before delete on data_keys
    begin select raise(abort, 'the row of a key stays'); end;
create trigger a_destroyed_key_stays_so before update on data_keys when old.destroyed_at is not null
    begin select raise(abort, 'a destroyed key never comes back'); end;
"""


def create_key_file(
    path: Path, ledger_id: str, *, bound: bytes, clock: Clock, randomness: Randomness
) -> None:
    """Make the key file and the master key of a new ledger, readable by their owner only.

    Args:
        path: Where the key file goes; the master key goes beside it.
        ledger_id: Whose keys they will be.
        bound: A text that nobody can change without the master key, such as the header.
        clock: Says when they are made.
        randomness: Gives the master key and a nonce.

    Raises:
        KeyFileExists: One of the two is there already.
        KeyFileUnreadable: They cannot be made there.
    """
    master = randomness(KEY_BYTES)
    nonce = randomness(NONCE_BYTES)
    proof = nonce + AESGCM(master).encrypt(nonce, bound, ledger_id.encode())
    for file in (path, master_path(path)):
        if file.exists():
            raise KeyFileExists(file)
    with ExitStack() as made:
        _write_new(master_path(path), master.hex().encode() + b"\n", made)
        _write_new(path, b"", made)
        _fill(path, ledger_id, proof, to_microseconds(clock()))
        made.pop_all()


def _fill(path: Path, ledger_id: str, proof: bytes, created_at: int) -> None:
    try:
        connection = connect(path, read_only=False, wait_seconds=0)
        try:
            connection.executescript(f"begin immediate;{_SCHEMA}")
            connection.execute(
                "insert into key_header values (1, ?, ?, ?, ?)",
                (ledger_id, KEY_FILE_FORMAT, created_at, proof),
            )
            connection.execute("commit")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise KeyFileUnreadable(path, str(error)) from error


def remove_key_file(path: Path) -> None:
    """Take away the key file and the master key of a ledger that could not be made after all."""
    path.unlink(missing_ok=True)
    master_path(path).unlink(missing_ok=True)


def master_path(path: Path) -> Path:
    """Return where the master key of a key file is."""
    return path.with_name(f"{path.name}.master")


def read_master(path: Path) -> bytes:
    """Return the master key of a key file.

    Raises:
        KeyFileMissing: One of the two files is not there.
        KeyFileUnreadable: The master key is none.
    """
    master = master_path(path)
    for file in (path, master):
        if not file.exists():
            raise KeyFileMissing(file)
    try:
        key = bytes.fromhex(master.read_text("ascii"))
    except (OSError, ValueError) as error:
        raise KeyFileUnreadable(master, f"it is no master key: {error}") from error
    if len(key) != KEY_BYTES:
        raise KeyFileUnreadable(master, f"a master key has {KEY_BYTES} bytes, not {len(key)}")
    return key


def _write_new(path: Path, content: bytes, made: ExitStack) -> None:
    """Write a new file, and let `made` take it away again when it ends."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileExists(path) from error
    except OSError as error:
        raise KeyFileUnreadable(path, f"it cannot be made: {error.strerror}") from error
    made.callback(path.unlink, missing_ok=True)
    try:
        try:
            written = os.write(file, content)
            os.fsync(file)
        finally:
            os.close(file)
        sync_folder(path.parent)
    except OSError as error:
        raise KeyFileUnreadable(path, f"it cannot be made: {error.strerror}") from error
    if written != len(content):
        raise KeyFileUnreadable(path, "it cannot be made: the disk is full")


def sync_folder(folder: Path) -> None:
    """Make sure that the names of new files in a folder outlive a loss of power."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def connect(path: Path, *, read_only: bool, wait_seconds: float) -> sqlite3.Connection:
    """Connect to a key file.

    Raises:
        KeyFileUnreadable: It cannot be opened, or is no key file.
        LedgerLocked: Another process kept it to itself for too long.
    """
    mode = "ro" if read_only else "rw"
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=wait_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        # EXTRA also makes the removal of the journal durable: an acknowledged key never rolls back.
        for pragma in ("synchronous = extra", "secure_delete = on", "trusted_schema = off"):
            connection.execute(f"pragma {pragma}")
    except sqlite3.Error as error:
        tell(path, error, wait_seconds)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the only right to write to a key file; committed unless it raises."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("rollback")
        raise


def tell(path: Path, error: sqlite3.Error, wait_seconds: float) -> NoReturn:
    """Raise what an error of SQLite means for a key file."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        raise LedgerLocked(str(path), wait_seconds) from error
    raise KeyFileUnreadable(path, str(error)) from error
