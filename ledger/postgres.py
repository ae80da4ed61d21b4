"""A ledger in a PostgreSQL database: many readers and writers, one append at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from time import sleep
from typing import TYPE_CHECKING, Any, Final, NoReturn
from zlib import crc32

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from ledger.errors import (
    AlreadyRecorded,
    DamagedStore,
    LedgerError,
    LedgerExists,
    LedgerLocked,
    NotALedger,
    ReadOnlyLedger,
    StoreUnreachable,
)
from ledger.sessions import (
    COLUMNS,
    INSERT,
    SELECT_HEAD,
    EventRow,
    HeaderRow,
    HeadRow,
    Key,
    WriteSession,
)
from ledger.store import Idle, Place, Store, create_tables, is_of_read_table

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_RECORDED: Final = (
    f"select {', '.join(f'events.{name}' for name in EventRow._fields)}"  # noqa: S608 - own names
    " from unnest(?::text[], ?::text[]) as key (source, event_id)"
    " join ledger_events as events using (event_id, source)"
)
_TAILS: Final = (
    "select last.stream, last.version, last.leaf from unnest(?::text[]) as wanted (stream)"
    " cross join lateral (select events.stream, events.version, events.leaf"
    " from ledger_events as events where events.stream = wanted.stream"
    " order by events.version desc limit 1) as last"
)
_COPY: Final = f"copy ledger_events ({COLUMNS}) from stdin (format binary)"
_COPY_TYPES: Final = {"position": "int8", "version": "int8", "recorded_at": "int8"} | dict.fromkeys(
    ("stream", "event_id", "source", "type"), "text"
)
_COPY_ROWS_MIN: Final = 10
"""From how many rows on a copy is faster than an insert for each."""

_MAKING: Final = 0x5245494E
"""Number of the advisory lock under which a ledger is made."""

_TABLES: Final = 0x5245
"""First number of the advisory locks under which the tables of projections are read."""

_LOOKS: Final = 600
_PAUSE: Final = 0.05
"""How often to look for a moment without readers, and how many seconds after another."""


class PostgresSession(WriteSession):
    """One PostgreSQL connection in use."""

    holds = "position(? in envelope) > 0"

    def __init__(self, connection: psycopg.Connection[Any], location: str) -> None:
        self.location = location
        self._connection = connection

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> list[Any]:
        """Run a statement and return all rows that it gives."""
        cursor = self._connection.execute(
            sql.SQL(statement.replace("?", "%s")),
            parameters,
            prepare=True,
            binary=True,
        )
        return cursor.fetchall() if cursor.description else []

    def locked_head(self) -> HeadRow:
        """Return how far the ledger reaches, and let nobody move it until the transaction ends."""
        return self._only_head(f"{SELECT_HEAD} for update")

    def recorded(self, keys: Sequence[Key]) -> list[EventRow]:
        """Return the rows that have one of these keys."""
        sources, event_ids = zip(*keys, strict=True)
        return self._events(_RECORDED, (list(sources), list(event_ids)))

    def tails(self, streams: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Return the last version and leaf of each of these streams that exists."""
        return {
            stream: (version, leaf) for stream, version, leaf in self.rows(_TAILS, (list(streams),))
        }

    def insert(self, rows: Sequence[EventRow]) -> None:
        """Add rows."""
        if len(rows) < _COPY_ROWS_MIN:
            for row in rows:
                self.rows(INSERT, row)
            return
        with self._connection.cursor().copy(_COPY) as copy:
            copy.set_types([_COPY_TYPES.get(name, "bytea") for name in EventRow._fields])
            for row in rows:
                copy.write_row(row)


class PostgresStore(Store):
    """A ledger in a database; `open_postgres` checks first that there is one.

    Args:
        url: Such as `postgresql://user@host/name`.
        read_only: Whether nothing may be written to it.
        wait_seconds: How long to wait for another writer.
    """

    def __init__(self, url: str, *, read_only: bool, wait_seconds: float) -> None:
        self._url = driver_url(url)
        self.location = without_password(url)
        self.read_only = read_only
        self._wait_seconds = wait_seconds
        self._idle = Idle()
        self._engine: Engine | None = None

    @contextmanager
    def reading(self) -> Iterator[PostgresSession]:
        """Lend a connection for reading; each statement sees what was committed before it."""
        with self._lent() as connection:
            yield PostgresSession(connection, self.location)

    @contextmanager
    def writing(self) -> Iterator[PostgresSession]:
        """Lend a connection inside a transaction that may write; committed unless it raises."""
        self.check_writable()
        with self._lent() as connection, connection.transaction():
            yield PostgresSession(connection, self.location)

    @contextmanager
    def core(self, *, write: bool) -> Iterator[Connection]:
        """Lend an SQLAlchemy connection inside a transaction; committed unless it raises."""
        from sqlalchemy.exc import DBAPIError

        if write:
            self.check_writable()
        try:
            with self._core_engine().begin() as connection:
                yield connection
        except DBAPIError as error:
            if isinstance(error.orig, psycopg.Error):
                self._tell(error.orig, is_read_table=is_of_read_table(error.statement))
            raise

    def read_tables(self, connection: Connection, projection: str) -> None:
        """Keep the tables of a projection in their place until the transaction ends.

        Two statements of one reader would otherwise find the old table and then the new one.
        """
        connection.exec_driver_sql(
            f"select pg_advisory_xact_lock_shared({_TABLES}, {_number(projection)})"
        )

    def replace_tables(self, connection: Connection, projection: str) -> None:
        """Wait until nobody reads the tables of a projection, and let nobody begin meanwhile.

        A lock that waits makes those wait who come after it. So a moment is looked for at which
        nobody reads, and only when none came for long are readers made to wait.
        """
        lock = f"advisory_xact_lock({_TABLES}, {_number(projection)})"
        for _ in range(_LOOKS):
            if connection.exec_driver_sql(f"select pg_try_{lock}").scalar():
                return
            sleep(_PAUSE)
        connection.exec_driver_sql(f"select pg_{lock}")

    def close(self) -> None:
        """Close all connections."""
        self._idle.close()

    @contextmanager
    def _lent(self) -> Iterator[psycopg.Connection[Any]]:
        connection = self._idle.take()
        try:
            if connection is None:
                connection = self._connect()
            yield connection
        except errors.UniqueViolation as error:
            raise AlreadyRecorded(self.location, _without_detail(error)) from error
        except psycopg.Error as error:
            self._tell(error)
        finally:
            if connection is not None and not connection.broken:
                self._idle.put(connection)

    def _connect(self) -> psycopg.Connection[Any]:
        connection = psycopg.connect(
            self._url,
            autocommit=True,
            options=(
                f"-c lock_timeout={round(self._wait_seconds * 1000)}"
                " -c default_transaction_isolation=read\\ committed"
                f" -c default_transaction_read_only={'on' if self.read_only else 'off'}"
            ),
        )
        connection.prepare_threshold = 0
        return connection

    def _core_engine(self) -> Engine:
        if self._engine is None:
            from sqlalchemy import create_engine
            from sqlalchemy.pool import NullPool

            def connect() -> psycopg.Connection[Any]:
                connection = self._connect()
                connection.autocommit = False
                return connection

            self._engine = create_engine(
                "postgresql+psycopg://", creator=connect, poolclass=NullPool
            )
        return self._engine

    def _tell(self, error: psycopg.Error, *, is_read_table: bool = False) -> NoReturn:
        if isinstance(error, errors.LockNotAvailable):
            raise LedgerLocked(self.location, self._wait_seconds) from error
        if isinstance(error, errors.ReadOnlySqlTransaction | errors.InsufficientPrivilege):
            raise ReadOnlyLedger(self.location, str(error)) from error
        if isinstance(error, errors.UndefinedTable | errors.UndefinedColumn | errors.DataCorrupted):
            raise DamagedStore(
                self.location, _without_detail(error), is_read_table=is_read_table
            ) from error
        if isinstance(error, psycopg.OperationalError):
            raise StoreUnreachable(self.location, str(error).strip()) from error
        if is_read_table:
            raise DamagedStore(self.location, _without_detail(error), is_read_table=True) from error
        raise error


def open_postgres(url: str, *, read_only: bool, wait_seconds: float) -> PostgresStore:
    """Open the ledger in a database.

    Raises:
        StoreUnreachable: The server does not answer, or does not let us in.
        NotALedger: There is no ledger in the database.
    """
    store = PostgresStore(url, read_only=read_only, wait_seconds=wait_seconds)
    if not _has_ledger(store):
        store.close()
        raise NotALedger(store.location, "the database holds no ledger")
    return store


class PostgresPlace(Place):
    """The address of a database in which a ledger may be made."""

    def __init__(self, url: str, *, wait_seconds: float) -> None:
        self._url = url
        self._wait_seconds = wait_seconds

    def check_free(self) -> None:
        """Check that the database holds no ledger."""
        with closing(self._store()) as store:
            _refuse_second(store)

    def create(self, header: HeaderRow) -> None:
        """Make an empty ledger in the database."""
        with closing(self._store()) as store, store.core(write=True) as making:
            # Two makers at the same time: the second finds the ledger of the first.
            making.exec_driver_sql(f"select pg_advisory_xact_lock({_MAKING})")
            _refuse_second(store)
            create_tables(making, header)

    def may_hold(self, ledger_id: str) -> bool:
        """Return whether the ledger with this id may be in the database.

        It waits for the transaction that made it: the server may still be committing it.
        """
        try:
            with closing(self._store()) as store, store.writing() as waiting:
                waiting.rows("select pg_advisory_xact_lock(?)", (_MAKING,))
                return _has_ledger(store) and store.holds(ledger_id)
        except LedgerError:
            return True

    def _store(self) -> PostgresStore:
        return PostgresStore(self._url, read_only=False, wait_seconds=self._wait_seconds)


def _number(projection: str) -> int:
    """Return the second number of the lock of a projection, which fits in four bytes."""
    return crc32(projection.encode()) >> 1


def _without_detail(error: psycopg.Error) -> str:
    """Return what the server says first; its detail quotes streams and persons."""
    return error.diag.message_primary or type(error).__name__


def _refuse_second(store: PostgresStore) -> None:
    if _has_ledger(store):
        raise LedgerExists(store.location)


def driver_url(url: str) -> str:
    """Return an address as the driver takes it, without the name of the driver in it."""
    return "postgresql:" + url.partition(":")[2]


def without_password(url: str) -> str:
    """Return an address that can be shown: with what it leads to, without how one gets in."""
    with suppress(psycopg.ProgrammingError):
        parts = conninfo_to_dict(driver_url(url))
        user = f"{parts['user']}@" if "user" in parts else ""
        return f"postgresql://{user}{parts.get('host', '')}/{parts.get('dbname', '')}"
    return "postgresql://"


def _has_ledger(store: PostgresStore) -> bool:
    with store.reading() as session:
        return bool(session.rows("select 1 where to_regclass('ledger_header') is not null"))
