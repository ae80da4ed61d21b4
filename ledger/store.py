"""What the ledger asks of a storage engine: to lend connections, and to make a new place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from ledger.errors import LedgerError, NewerLedger, OlderLedger, ReadOnlyLedger
from ledger.sessions import HeaderRow, Session, WriteSession

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCHEMA_VERSION: Final = 1
"""The schema that this version reads and writes; `ledger.schema` has a step to each."""

WAIT_SECONDS: Final = 30.0
"""How long a writer waits for another before it gives up."""


class Store(ABC):
    """The place where a ledger is: a file or a database."""

    location: str
    read_only: bool

    @abstractmethod
    def reading(self) -> AbstractContextManager[Session]:
        """Lend a connection for reading."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[WriteSession]:
        """Lend a connection inside a transaction that may write; committed unless it raises."""

    @abstractmethod
    def core(self, *, write: bool) -> AbstractContextManager[Connection]:
        """Lend an SQLAlchemy connection inside a transaction; committed unless it raises."""

    @abstractmethod
    def read_tables(self, connection: Connection, projection: str) -> None:
        """Keep the tables of a projection in their place until the transaction ends."""

    @abstractmethod
    def replace_tables(self, connection: Connection, projection: str) -> None:
        """Wait until nobody reads the tables of a projection, and let nobody begin meanwhile."""

    @abstractmethod
    def close(self) -> None:
        """Close all connections."""

    def check_writable(self) -> None:
        """Check that the ledger was opened for writing.

        Raises:
            ReadOnlyLedger: It was opened for reading only.
        """
        if self.read_only:
            raise ReadOnlyLedger(self.location, "it was opened for reading only")

    def up_to_date_header(self, known_format: int, now: int) -> HeaderRow:
        """Return the header of a ledger, after bringing an older ledger up to date.

        Args:
            known_format: The form of the stored bytes that this version knows.
            now: When, in microseconds since 1970-01-01T00:00Z.

        Raises:
            NewerLedger: A later version wrote it.
            OlderLedger: It is older and was opened for reading only.
        """
        with self.reading() as session:
            header = session.header()
        if header.schema_version > SCHEMA_VERSION:
            raise NewerLedger(
                self.location, "schema version", header.schema_version, SCHEMA_VERSION
            )
        if header.format > known_format:
            raise NewerLedger(self.location, "format", header.format, known_format)
        if header.schema_version < SCHEMA_VERSION:
            if self.read_only:
                raise OlderLedger(self.location, header.schema_version, SCHEMA_VERSION)
            from ledger.schema import migrate

            with self.core(write=True) as connection:
                migrate(connection, header.schema_version, now)
        return header

    def holds(self, ledger_id: str) -> bool:
        """Return whether the ledger with this id is here; yes where that cannot be told."""
        try:
            with self.reading() as session:
                return session.header().ledger_id == ledger_id
        except LedgerError:
            return True


class Place(ABC):
    """Where a new ledger may be made."""

    @abstractmethod
    def check_free(self) -> None:
        """Check that nothing is there.

        Raises:
            LedgerExists: There is something.
            LedgerIsDirectory: It is a directory.
            StoreUnreachable: It cannot be looked at.
        """

    @abstractmethod
    def create(self, header: HeaderRow) -> None:
        """Make an empty ledger.

        Raises:
            LedgerExists: Somebody else made one there in between.
            StoreUnreachable: It cannot be made there.
        """

    @abstractmethod
    def may_hold(self, ledger_id: str) -> bool:
        """Return whether `create` may have made the ledger with this id although it failed.

        Only what is certainly not there is denied.
        """


class Idle:
    """Connections that wait for their next use; list operations need no lock of their own."""

    def __init__(self) -> None:
        self._connections: list[Any] = []
        self._closed = False

    def take(self) -> Any | None:
        """Return a connection that is free, or None."""
        try:
            return self._connections.pop()
        except IndexError:
            return None

    def put(self, connection: Any) -> None:
        """Keep a connection for later."""
        if self._closed:
            connection.close()
        else:
            self._connections.append(connection)

    def close(self) -> None:
        """Close every connection that is free, and each one in use when it comes back."""
        self._closed = True
        while self._connections:
            self._connections.pop().close()


def create_tables(connection: Connection, header: HeaderRow) -> None:
    """Make the tables of a new ledger and write its header, inside the caller's transaction."""
    from ledger.schema import migrate, write_header

    migrate(connection, 0, header.created_at)
    write_header(
        connection,
        ledger_id=header.ledger_id,
        byte_format=header.format,
        created_at=header.created_at,
        rehearsal=header.rehearsal,
    )


def is_of_read_table(statement: str | None) -> bool:
    """Whether a statement that failed was about a table that can be made again."""
    return statement is not None and "view_" in statement
