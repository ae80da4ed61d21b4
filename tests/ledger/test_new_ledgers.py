"""A new ledger overwrites nothing, and leaves no half of itself behind."""

import os
import sqlite3
from pathlib import Path

import pytest

from ledger import create_ledger, open_ledger
from ledger.errors import (
    KeyFileExists,
    KeyFileUnreadable,
    LedgerError,
    LedgerExists,
    StoreUnreachable,
)
from tests.ledger.making import drafts, existing_ledger, new_ledger
from tests.ledger.telling import is_told


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
