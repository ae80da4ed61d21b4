"""What cannot be opened is refused with what to do: no ledger, another one, newer or busy."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from ledger import create_ledger, open_ledger
from ledger.errors import (
    KeyFileError,
    KeyFileMissing,
    KeyFileNotNamed,
    KeyFileOfAnotherLedger,
    KeyFileUnreadable,
    LedgerError,
    LedgerIsDirectory,
    LedgerLocked,
    LedgerMissing,
    NewerLedger,
    NotALedger,
    OlderLedger,
    StoreUnreachable,
)
from ledger.schema import HEADER
from tests.ledger.making import drafts, existing_ledger, new_ledger
from tests.ledger.telling import is_told


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, LedgerMissing),
        (b"", NotALedger),
        (b"persons,dates\np-1,2026-03-02\n", NotALedger),
        (bytes(range(256)) * 64, NotALedger),
    ],
    ids=["missing", "empty", "text", "binary"],
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(
    tmp_path: Path, content: bytes | None, expected: type[LedgerError], *, read_only: bool
) -> None:
    path = tmp_path / "file"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(expected) as refused:
        open_ledger(path, read_only=read_only)

    assert is_told(refused.value)
    assert refused.value.exit_code == 10
    assert (path.read_bytes() if path.exists() else None) == content


def test_a_directory_is_refused(tmp_path: Path) -> None:
    for make in (open_ledger, create_ledger):
        with pytest.raises(LedgerIsDirectory, match=r"reintegration\.db"):
            make(tmp_path)


def test_a_sqlite_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table cookies (name text)")
    connection.close()

    with pytest.raises(NotALedger, match="something else"):
        open_ledger(path)


def test_a_database_without_a_ledger_is_refused(postgres_url: str, tmp_path: Path) -> None:
    with pytest.raises(NotALedger, match="the database holds no ledger"):
        existing_ledger(postgres_url, tmp_path)


def test_a_server_that_does_not_answer_is_an_error_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://clerk:secret@/ledger?host={tmp_path}"

    with pytest.raises(StoreUnreachable) as refused:
        existing_ledger(url, tmp_path)

    assert refused.value.where == f"postgresql://clerk@{tmp_path}/ledger"
    assert "secret" not in str(refused.value)


def test_the_keys_of_a_ledger_on_a_server_have_to_be_named() -> None:
    for make in (open_ledger, create_ledger):
        with pytest.raises(KeyFileNotNamed) as refused:
            make("postgresql://clerk:secret@host/ledger")
        assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("column", "what"), [("schema_version", "schema version"), ("format", "format")]
)
def test_a_ledger_of_a_newer_version_is_refused(
    ledger_url: str, tmp_path: Path, column: str, what: str
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger, ledger.connection() as connection:
        connection.execute(HEADER.update().values({column: 99}))

    with pytest.raises(NewerLedger, match=f"its {what} is 99, and this version knows up to 1"):
        existing_ledger(ledger_url, tmp_path)


def test_an_older_ledger_is_not_brought_up_to_date_by_a_reader(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger, ledger.connection() as connection:
        connection.execute(HEADER.update().values(schema_version=0))

    with pytest.raises(OlderLedger):
        existing_ledger(ledger_url, tmp_path, read_only=True)


def test_a_ledger_that_another_process_is_writing_to_is_waited_for(file: Path) -> None:
    with sqlite3.connect(file) as other, open_ledger(file, wait_seconds=0.1) as ledger:
        other.execute("begin immediate")

        with pytest.raises(LedgerLocked, match=r"waited 0\.1 seconds"):
            ledger.append(drafts(1, first=900))

        assert ledger.head().position == 200
        other.rollback()
        assert ledger.append(drafts(1, first=900))[0].position == 201
    other.close()


def test_a_ledger_on_a_server_that_another_process_is_writing_to_is_waited_for(
    postgres_url: str, tmp_path: Path
) -> None:
    with (
        new_ledger(postgres_url, tmp_path) as other,
        existing_ledger(postgres_url, tmp_path, wait_seconds=0.1) as ledger,
    ):
        with other._store.writing() as session:
            session.locked_head()
            with pytest.raises(LedgerLocked):
                ledger.append(drafts(1))

        assert ledger.append(drafts(1))[0].position == 1


def test_threads_wait_for_each_other_no_longer_than_for_processes(file: Path) -> None:
    with (
        open_ledger(file, wait_seconds=0.1) as ledger,
        ledger.connection(),
        pytest.raises(LedgerLocked),
    ):
        ledger.append(drafts(1, first=900))


def test_keys_that_another_process_is_making_are_waited_for(file: Path) -> None:
    with (
        sqlite3.connect(f"{file}.keys") as other,
        open_ledger(file, wait_seconds=0.1) as ledger,
    ):
        other.execute("begin immediate")

        with pytest.raises(LedgerLocked):
            ledger.append(drafts(1, persons=1000, first=900))
    other.close()


@pytest.mark.parametrize("suffix", [".keys", ".keys.master"])
def test_a_ledger_without_its_keys_is_an_error(file: Path, suffix: str) -> None:
    Path(f"{file}{suffix}").unlink()

    with pytest.raises(KeyFileMissing) as refused:
        open_ledger(file)

    assert refused.value.where == f"{file}{suffix}"
    assert not Path(f"{file}{suffix}").exists()


def test_the_keys_of_another_ledger_are_refused(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ledger"
    create_ledger(other).close()

    with pytest.raises(KeyFileOfAnotherLedger):
        open_ledger(file, keys=Path(f"{other}.keys"))


def test_the_master_key_of_another_ledger_is_refused(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ledger"
    create_ledger(other).close()
    shutil.copy(f"{other}.keys.master", f"{file}.keys.master")

    with pytest.raises(KeyFileUnreadable, match="is not the master key of this key file"):
        open_ledger(file)


@pytest.mark.parametrize("content", [b"", b"not hexadecimal", b"00" * 16, b"\xff\xfe"])
@pytest.mark.parametrize("suffix", [".keys", ".keys.master"])
def test_a_key_file_that_is_none_is_an_error(file: Path, suffix: str, content: bytes) -> None:
    Path(f"{file}{suffix}").write_bytes(content)

    with pytest.raises(KeyFileError) as refused:
        open_ledger(file)

    assert is_told(refused.value)
