"""A ledger in a SQLite file: write-ahead log, one writer at a time, every commit on disk."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NoReturn
from urllib.parse import quote

from ledger.errors import (
    AlreadyRecorded,
    DamagedStore,
    LedgerExists,
    LedgerIsDirectory,
    LedgerLocked,
    LedgerMissing,
    NotALedger,
    ReadOnlyLedger,
    StoreUnreachable,
)
from ledger.key_file import sync_folder
from ledger.sessions import INSERT, SELECT_BY_KEY, EventRow, HeaderRow, HeadRow, Key, WriteSession
from ledger.store import Idle, Place, Store, create_tables, is_of_read_table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_RECORDED: Final = (
    f"select {', '.join(f'events.{name}' for name in EventRow._fields)}"  # noqa: S608 - own names
    " from json_each(?) as key cross join ledger_events as events"
    " where events.event_id = json_extract(key.value, '$[1]')"
    " and events.source = json_extract(key.value, '$[0]')"
)
_TAIL: Final = (
    "select stream, version, leaf from ledger_events where stream = ? order by version desc limit 1"
)
_TAILS: Final = (
    "select events.stream, events.version, events.leaf"
    " from json_each(?) as wanted cross join ledger_events as events"
    " where events.stream = wanted.value and events.version ="
    " (select max(version) from ledger_events where stream = wanted.value)"
)
_PRAGMAS: Final = (
    "synchronous = full",
    "fullfsync = on",
    "checkpoint_fullfsync = on",
    "cell_size_check = on",
    "trusted_schema = off",
    "cache_size = -32000",
    "wal_autocheckpoint = 4000",
)


class SqliteSession(WriteSession):
    """One SQLite connection in use."""

    holds = "instr(envelope, ?) > 0"

    def __init__(self, connection: sqlite3.Connection, location: str) -> None:
        self.location = location
        self._execute = connection.execute
        self._many = connection.executemany

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Run a statement and return all rows that it gives."""
        return self._execute(statement, parameters).fetchall()

    def locked_head(self) -> HeadRow:
        """Return how far the ledger reaches; `begin immediate` has locked it already."""
        return self.head()

    def recorded(self, keys: Sequence[Key]) -> list[EventRow]:
        """Return the rows that have one of these keys."""
        if len(keys) == 1:
            return self._events(SELECT_BY_KEY, keys[0])
        return self._events(_RECORDED, (json.dumps(keys),))

    def tails(self, streams: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Return the last version and leaf of each of these streams that exists."""
        found = (
            self._execute(_TAIL, streams)
            if len(streams) == 1
            else self._execute(_TAILS, (json.dumps(streams),))
        )
        return {stream: (version, leaf) for stream, version, leaf in found}

    def insert(self, rows: Sequence[EventRow]) -> None:
        """Add rows."""
        self._many(INSERT, rows)


class SqliteStore(Store):
    """A ledger in a file; `open_sqlite` checks first that it is one.

    Args:
        path: The file.
        read_only: Whether nothing may be written to it.
        wait_seconds: How long to wait for another writer.
    """

    def __init__(self, path: Path, *, read_only: bool, wait_seconds: float) -> None:
        self.location = str(path)
        self.read_only = read_only
        self._path = path
        self._wait_seconds = wait_seconds
        self._idle = Idle()
        # SQLite lets writers of other processes poll; threads of this one may queue instead.
        self._writer = Lock()
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[SqliteSession]:
        """Lend a connection for reading; each statement sees what was committed before it."""
        connection = self._take()
        try:
            yield SqliteSession(connection, self.location)
        except sqlite3.Error as error:
            self._tell(error)
        finally:
            self._idle.put(connection)

    @contextmanager
    def writing(self) -> Iterator[SqliteSession]:
        """Lend a connection inside a transaction that may write; committed unless it raises."""
        self.check_writable()
        self._become_writer()
        try:
            connection = self._take()
            try:
                # A deferred transaction that reads before it writes fails when somebody else wrote.
                connection.execute("begin immediate")
                try:
                    yield SqliteSession(connection, self.location)
                    connection.execute("commit")
                except BaseException:
                    with suppress(sqlite3.Error):
                        connection.execute("rollback")
                    raise
            except sqlite3.IntegrityError as error:
                raise AlreadyRecorded(self.location, str(error)) from error
            except sqlite3.Error as error:
                self._tell(error)
            finally:
                self._idle.put(connection)
        finally:
            self._writer.release()

    @contextmanager
    def core(self, *, write: bool) -> Iterator[Connection]:
        """Lend an SQLAlchemy connection inside a transaction; committed unless it raises."""
        from sqlalchemy.exc import DBAPIError

        if write:
            self.check_writable()
            self._become_writer()
        try:
            with self._core_engine().begin() as connection:
                connection.exec_driver_sql("begin immediate" if write else "begin")
                yield connection
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):
                self._tell(error.orig, is_read_table=is_of_read_table(error.statement))
            raise
        finally:
            if write:
                self._writer.release()

    def read_tables(self, connection: Connection, projection: str) -> None:
        """Do nothing: a reader sees the tables as they were when it began."""

    def replace_tables(self, connection: Connection, projection: str) -> None:
        """Do nothing: whoever reads goes on reading the tables that were there."""

    def close(self) -> None:
        """Close all connections."""
        self._idle.close()

    def _core_engine(self) -> Engine:
        if self._engine is None:
            from sqlalchemy import create_engine
            from sqlalchemy.pool import NullPool

            self._engine = create_engine(
                "sqlite+pysqlite://", creator=self._connect, poolclass=NullPool
            )
        return self._engine

    def _become_writer(self) -> None:
        if not self._writer.acquire(timeout=self._wait_seconds):
            raise LedgerLocked(self.location, self._wait_seconds)

    def _take(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = self._idle.take()
        return connection or self._connect()

    def _connect(self) -> sqlite3.Connection:
        try:
            if not self.read_only:
                return _connect(self._path, "mode=rw", self._wait_seconds)
            try:
                return _connect(self._path, "mode=ro", self._wait_seconds)
            except sqlite3.OperationalError:
                # In a folder without the right to write, SQLite cannot make the index of its log.
                # Without a log there is nothing to index, and the file can be read as it is.
                if Path(f"{self._path}-wal").exists():
                    raise
                return _connect(self._path, "mode=ro&immutable=1", self._wait_seconds)
        except sqlite3.Error as error:
            self._tell(error)

    def _tell(self, error: sqlite3.Error, *, is_read_table: bool = False) -> NoReturn:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LedgerLocked(self.location, self._wait_seconds) from error
        if code == sqlite3.SQLITE_NOTADB:
            raise NotALedger(self.location, "it is no SQLite file") from error
        if code == sqlite3.SQLITE_READONLY:
            raise ReadOnlyLedger(self.location, str(error)) from error
        if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise StoreUnreachable(self.location, str(error)) from error
        if isinstance(error, sqlite3.OperationalError) and not code:
            # Python could not read a value; what it says would repeat that value.
            raise DamagedStore(
                self.location, "a text in it is no text", is_read_table=is_read_table
            ) from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR} or is_read_table:
            raise DamagedStore(self.location, str(error), is_read_table=is_read_table) from error
        raise error


def open_sqlite(path: Path, *, read_only: bool, wait_seconds: float) -> SqliteStore:
    """Open the ledger in a file.

    Raises:
        LedgerMissing: There is no such file.
        LedgerIsDirectory: It is a directory.
        ReadOnlyLedger: It was to be written, and there is no right to.
        StoreUnreachable: There is no right to read it.
        NotALedger: The file is something else.
    """
    location = str(path)
    if path.is_dir():
        raise LedgerIsDirectory(location)
    if not path.exists():
        raise LedgerMissing(location)
    if not os.access(path, os.R_OK):
        raise StoreUnreachable(location, "there is no right to read it")
    if not read_only and not os.access(path, os.W_OK):
        raise ReadOnlyLedger(location, "there is no right to write to the file")
    if path.stat().st_size == 0:
        raise NotALedger(location, "the file is empty")
    store = SqliteStore(path, read_only=read_only, wait_seconds=wait_seconds)
    with store.reading() as session:
        found = session.rows("select 1 from sqlite_schema where name = 'ledger_header'")
    if not found:
        store.close()
        raise NotALedger(location, "it is a SQLite file of something else")
    return store


class SqlitePlace(Place):
    """The path of a new file, which only its owner will be able to read."""

    def __init__(self, path: Path, *, wait_seconds: float) -> None:
        self._path = path
        self._wait_seconds = wait_seconds

    def check_free(self) -> None:
        """Check that nothing is at the path."""
        location = str(self._path)
        if self._path.is_dir():
            raise LedgerIsDirectory(location)
        if self._path.exists():
            raise LedgerExists(location)
        if not self._path.parent.is_dir():
            raise StoreUnreachable(location, f"there is no folder {self._path.parent}")

    def create(self, header: HeaderRow) -> None:
        """Make an empty ledger beside its place and link it there: there is never half a ledger."""
        draft = self._path.with_name(f".{self._path.name}.{header.ledger_id}")
        try:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            try:
                self._fill(draft, header)
                os.link(draft, self._path)
            finally:
                draft.unlink()
            sync_folder(self._path.parent)
        except FileExistsError as error:
            raise LedgerExists(str(self._path)) from error
        except OSError as error:
            raise StoreUnreachable(str(self._path), error.strerror or str(error)) from error

    def may_hold(self, ledger_id: str) -> bool:
        """Return whether the ledger with this id may be at the path."""
        if not self._path.exists():
            return False
        store = SqliteStore(self._path, read_only=True, wait_seconds=self._wait_seconds)
        with closing(store):
            return store.holds(ledger_id)

    def _fill(self, draft: Path, header: HeaderRow) -> None:
        connection = _connect(draft, "mode=rw", self._wait_seconds)
        # An append touches some four pages, all of which go to disk before it is acknowledged.
        connection.execute("pragma page_size = 2048")
        connection.execute("pragma journal_mode = wal")
        connection.close()
        store = SqliteStore(draft, read_only=False, wait_seconds=self._wait_seconds)
        with store.core(write=True) as making:
            create_tables(making, header)


def _connect(path: Path, mode: str, wait_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?{mode}",
        uri=True,
        timeout=wait_seconds,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"pragma {pragma}")
        # The first read: it fails here, and not later, when the file cannot be used.
        connection.execute("select 1 from sqlite_schema limit 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
