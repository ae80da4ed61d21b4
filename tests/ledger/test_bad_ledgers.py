"""What is not a ledger, or cannot be used as one, is said clearly, and nothing is changed."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from ledger import Fault, FaultKind, create_ledger, open_ledger
from ledger.errors import (
    AlreadyRecorded,
    DamagedStore,
    KeyFileError,
    KeyFileExists,
    KeyFileMissing,
    KeyFileNotNamed,
    KeyFileOfAnotherLedger,
    KeyFileUnreadable,
    LedgerError,
    LedgerExists,
    LedgerIsDirectory,
    LedgerLocked,
    LedgerMissing,
    NewerLedger,
    NotALedger,
    OlderLedger,
    StoreUnreachable,
)
from ledger.schema import HEADER
from ledger.tracking import catch_up
from tests.ledger.making import drafts, existing_ledger, new_ledger
from tests.ledger.seen import VIEW, Seen, positions_seen


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger in a file, with its keys beside it, closed."""
    path = tmp_path / "test.ledger"
    with create_ledger(path) as ledger:
        ledger.append(drafts(200))
    return path


def is_told(error: LedgerError) -> bool:
    """Whether a person learns what, where and what to do."""
    return bool(error.summary and error.where and error.help)


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


def test_a_new_ledger_overwrites_nothing(ledger_url: str, tmp_path: Path) -> None:
    new_ledger(ledger_url, tmp_path).close()

    with pytest.raises(LedgerExists):
        create_ledger(ledger_url, keys=tmp_path / "other.keys")

    existing_ledger(ledger_url, tmp_path).close()


def test_a_new_ledger_overwrites_no_file_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("do not lose me")

    with pytest.raises(LedgerExists):
        create_ledger(path)

    assert path.read_text() == "do not lose me"
    assert sorted(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["test.ledger.keys", "test.ledger.keys.master"])
def test_a_new_ledger_overwrites_no_keys(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("keys")

    with pytest.raises(KeyFileExists):
        create_ledger(tmp_path / "test.ledger")

    assert (tmp_path / name).read_text() == "keys"
    assert not (tmp_path / "test.ledger").exists()


def test_a_ledger_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as refused:
        create_ledger(tmp_path / "nowhere" / "test.ledger")

    assert is_told(refused.value)


def test_only_the_owner_can_read_what_was_made(file: Path) -> None:
    made = sorted(file.parent.glob("test.ledger*"))

    assert [path.name for path in made] == [
        "test.ledger",
        "test.ledger.keys",
        "test.ledger.keys.master",
    ]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}


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


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_ledger_that_was_cut_short_is_an_error_and_not_a_shorter_ledger(
    file: Path, kept: float
) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])

    def faults() -> list[Fault]:
        try:
            with open_ledger(file) as ledger:
                return ledger.verify().faults
        except DamagedStore as damaged:
            return [Fault(0, FaultKind.STORE, damaged.summary)]

    assert faults()


def test_a_damaged_page_is_found_and_what_stands_before_it_is_still_checked(file: Path) -> None:
    content = bytearray(file.read_bytes())
    page = 4096
    place = len(content) // page // 2 * page
    content[place : place + page] = b"\xa5" * page
    file.write_bytes(content)

    with open_ledger(file) as ledger:
        verification = ledger.verify()

    assert verification.faults
    assert verification.checked < 200


def test_flipped_bits_are_never_read_as_events(file: Path) -> None:
    """Whatever one bit of the file becomes, reading gives the same acts, or an error of ours."""
    content = file.read_bytes()
    with open_ledger(file) as ledger:
        whole = [act for batch in ledger.walk() for act in batch]

    for place in range(100, len(content), len(content) // 40):
        altered = bytearray(content)
        altered[place] ^= 1 << place % 8
        file.write_bytes(altered)
        try:
            with open_ledger(file) as ledger:
                read = [act for batch in ledger.walk() for act in batch]
        except LedgerError:
            continue
        assert read == whole[: len(read)]


def test_a_text_that_is_none_any_more_is_told_as_damage_and_not_repeated(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("drop trigger ledger_events_no_update")
        connection.execute("update ledger_events set type = cast(x'ff61' as text)")
    connection.close()

    with open_ledger(file) as ledger, pytest.raises(DamagedStore, match="damaged") as told:
        list(ledger.walk())

    assert told.value.why == "a text in it is no text"


@pytest.mark.parametrize(
    "damage", ["drop table view_seen", "alter table view_seen rename position to place"]
)
def test_a_read_table_that_is_damaged_is_to_be_made_again(
    ledger_url: str, tmp_path: Path, damage: str
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(3))
        catch_up(ledger, Seen())
        with ledger.connection() as connection:
            connection.exec_driver_sql(damage)

        with pytest.raises(DamagedStore, match="read table") as refused:
            positions_seen(ledger)

        assert "reintegration rebuild" in str(refused.value.help)


def test_a_refused_row_of_a_read_table_is_told_as_damage_to_it(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        catch_up(ledger, Seen())

        with pytest.raises(DamagedStore, match="read table"), ledger.connection() as connection:
            connection.execute(VIEW.insert(), [{"position": None}])


def test_a_taken_place_is_told_without_the_stream_that_has_it(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(1))
        with ledger._store.reading() as session:
            [row] = session.page(0, 1, 1)

        with pytest.raises(AlreadyRecorded) as refused, ledger._store.writing() as writing:
            writing.insert([row._replace(position=2, event_id="e2")])

    assert row.stream not in str(refused.value)
    assert refused.value.why
    assert row.stream not in refused.value.why


def test_no_keys_are_left_of_a_ledger_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.link", refuse)

    with pytest.raises(StoreUnreachable, match="does not answer"):
        create_ledger(tmp_path / "test.ledger")

    assert list(tmp_path.iterdir()) == []


def test_no_master_key_is_left_when_the_key_file_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> sqlite3.Connection:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr("sqlite3.connect", refuse)

    with pytest.raises(KeyFileUnreadable):
        create_ledger(tmp_path / "test.ledger")

    assert list(tmp_path.iterdir()) == []


def test_keys_stay_when_a_file_may_have_been_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def link_and_fail(*paths: Path) -> None:
        link(*paths)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("os.link", link_and_fail)

    with pytest.raises(StoreUnreachable):
        create_ledger(tmp_path / "test.ledger")

    with open_ledger(tmp_path / "test.ledger") as ledger:
        ledger.append(drafts(1))


def test_keys_stay_when_a_server_committed_and_its_answer_was_lost(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg

    commit = psycopg.Connection.commit

    def commit_and_fail(connection: psycopg.Connection) -> None:
        commit(connection)
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(psycopg.Connection, "commit", commit_and_fail)

    with pytest.raises(StoreUnreachable):
        new_ledger(postgres_url, tmp_path)

    with existing_ledger(postgres_url, tmp_path) as ledger:
        ledger.append(drafts(1))
