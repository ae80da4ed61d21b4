"""Where a ledger is, and how it is made and opened there."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

from ledger.clock import Clock, system_clock, to_microseconds
from ledger.commitment import FORMAT
from ledger.errors import KeyFileNotNamed, LedgerExists
from ledger.header_binding import check_header, text_to_bind
from ledger.identifiers import Randomness, new_ledger_id
from ledger.key_file import create_key_file, remove_key_file
from ledger.keys import Keyring
from ledger.ledger import Ledger
from ledger.sessions import HeaderRow
from ledger.store import WAIT_SECONDS, Place, Store


def create_ledger(
    location: str | Path,
    *,
    keys: Path | None = None,
    rehearsal: bool = False,
    clock: Clock = system_clock,
    randomness: Randomness = os.urandom,
    wait_seconds: float = WAIT_SECONDS,
) -> Ledger:
    """Make a new ledger and open it.

    Args:
        location: The path of a new SQLite file, or the address of a PostgreSQL database
            (`postgresql://user@host/name`) that holds no ledger yet.
        keys: The path of the new key file; by default beside a SQLite file, with `.keys` added.
        rehearsal: Whether the time of recording may be chosen; for tests and generated ledgers.
        clock: Says when things are recorded.
        randomness: Gives keys, salts and nonces.
        wait_seconds: How long to wait for another writer.

    Raises:
        LedgerExists: There is something at the location already.
        KeyFileExists: There are keys already where the new ones would go.
        KeyFileNotNamed: The ledger is on a server, and no key file was named.
        StoreUnreachable: The ledger cannot be made there.
    """
    key_path = _key_path(location, keys)
    created_at = to_microseconds(clock())
    header = HeaderRow(new_ledger_id(randomness), FORMAT, 0, created_at, rehearsal)
    if _is_postgres(location):
        from ledger.postgres import PostgresPlace

        place: Place = PostgresPlace(str(location), wait_seconds=wait_seconds)
    else:
        from ledger.sqlite import SqlitePlace

        place = SqlitePlace(Path(location), wait_seconds=wait_seconds)
    place.check_free()
    create_key_file(
        key_path,
        header.ledger_id,
        bound=text_to_bind(header),
        clock=clock,
        randomness=randomness,
    )
    try:
        place.create(header)
    except LedgerExists:
        remove_key_file(key_path)
        raise
    except BaseException:
        # An answer that was lost may have been a yes: a ledger without its keys is worth nothing.
        if not place.may_hold(header.ledger_id):
            remove_key_file(key_path)
        raise
    return open_ledger(
        location, keys=key_path, clock=clock, randomness=randomness, wait_seconds=wait_seconds
    )


def open_ledger(
    location: str | Path,
    *,
    keys: Path | None = None,
    read_only: bool = False,
    clock: Clock = system_clock,
    randomness: Randomness = os.urandom,
    wait_seconds: float = WAIT_SECONDS,
) -> Ledger:
    """Open a ledger, after bringing it up to date when an older version made it.

    Args:
        location: The path of a SQLite file, or the address of a PostgreSQL database.
        keys: The path of its key file; by default beside a SQLite file, with `.keys` added.
        read_only: Whether nothing may be written.
        clock: Says when things are recorded.
        randomness: Gives keys, salts and nonces.
        wait_seconds: How long to wait for another writer.

    Raises:
        LedgerMissing, LedgerIsDirectory, NotALedger, NewerLedger, OlderLedger, ReadOnlyLedger,
        LedgerLocked, StoreUnreachable, DamagedStore: The ledger cannot be used.
        HeaderAltered: The ledger does not say of itself what it said when it was made.
        KeyFileNotNamed, KeyFileMissing, KeyFileOfAnotherLedger, KeyFileUnreadable: Its keys cannot.
    """
    key_path = _key_path(location, keys)
    store: Store
    if _is_postgres(location):
        from ledger.postgres import open_postgres

        store = open_postgres(str(location), read_only=read_only, wait_seconds=wait_seconds)
    else:
        from ledger.sqlite import open_sqlite

        store = open_sqlite(Path(location), read_only=read_only, wait_seconds=wait_seconds)
    with ExitStack() as opened:
        opened.callback(store.close)
        header = store.up_to_date_header(FORMAT, to_microseconds(clock()))
        keyring = Keyring(
            key_path,
            header.ledger_id,
            read_only=read_only,
            wait_seconds=wait_seconds,
            clock=clock,
            randomness=randomness,
        )
        opened.callback(keyring.close)
        check_header(store.location, header, keyring.bound)
        opened.pop_all()
    return Ledger(store, header, keyring, clock=clock, randomness=randomness)


def _is_postgres(location: str | Path) -> bool:
    return isinstance(location, str) and location.startswith(("postgresql", "postgres:"))


def _key_path(location: str | Path, keys: Path | None) -> Path:
    if keys is not None:
        return keys
    if _is_postgres(location):
        from ledger.postgres import without_password

        raise KeyFileNotNamed(without_password(str(location)))
    path = Path(location)
    return path.with_name(f"{path.name}.keys")
