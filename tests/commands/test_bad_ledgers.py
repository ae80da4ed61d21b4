"""A ledger that cannot be used ends with a clear error, a way out and the right status."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.commands.shell import Answer, Typing


def check(answer: Answer, status: int, code: str) -> None:
    """Check that an answer tells what is wrong and what to do, and nothing else."""
    assert (answer.status, answer.out) == (status, "")
    first, *rest = answer.err.splitlines()
    assert first.startswith(f"error[{code}]: ")
    assert rest[0].startswith("  --> ")
    assert rest[-1].startswith("help: ")


@pytest.mark.parametrize("command", [("verify",), ("show", "e1"), ("export", "cloudevents")])
def test_a_ledger_that_is_not_there(shell: Typing, command: tuple[str, ...]) -> None:
    check(
        shell(*command, "--reading-purpose", "p", "--reading-basis", "b")
        if command[0] != "verify"
        else shell(*command),
        10,
        "LG0101",
    )


def test_a_folder(shell: Typing, tmp_path: Path) -> None:
    check(shell("--ledger", str(tmp_path), "verify"), 10, "LG0102")


@pytest.mark.parametrize(
    "content", [b"these are words\n" * 100, b"", b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_file_that_is_something_else(shell: Typing, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "reintegration.db").write_bytes(content)

    answer = shell("verify")

    assert answer.status == 10
    assert answer.err.startswith("error[LG0104]")
    assert (tmp_path / "reintegration.db").read_bytes() == content


def test_a_database_of_somebody_else(shell: Typing, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "reintegration.db") as connection:
        connection.execute("create table notes (text)")
    connection.close()

    check(shell("verify"), 10, "LG0104")


def test_a_ledger_of_a_newer_version(office: Typing, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "reintegration.db") as connection:
        connection.execute("update ledger_header set schema_version = 99")
    connection.close()

    check(office("verify"), 10, "LG0105")


@pytest.mark.parametrize("name", ["reintegration.db.keys", "reintegration.db.keys.master"])
def test_a_ledger_without_its_keys(office: Typing, tmp_path: Path, name: str) -> None:
    (tmp_path / name).unlink()

    check(office("verify"), 10, "LG0202")


def test_a_ledger_with_the_keys_of_another(office: Typing, tmp_path: Path) -> None:
    office("init", "--rehearsal", "other.db")
    shutil.copy(tmp_path / "other.db.keys", tmp_path / "reintegration.db.keys")

    check(office("verify"), 10, "LG0204")


def test_a_ledger_that_another_process_holds(office: Typing, tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "reintegration.db", isolation_level=None)
    holder.execute("begin immediate")

    answer = office(
        *("record", "id-card-applied", "person:p-1", "--set", "place=desk"),
        *("--wait", "0.2"),
    )

    holder.close()
    check(answer, 10, "LG0108")


def test_a_server_that_does_not_answer(shell: Typing, tmp_path: Path) -> None:
    answer = shell(
        *("--ledger", f"postgresql+psycopg://nobody@/none?host={tmp_path}"),
        *("--keys", str(tmp_path / "keys"), "verify"),
    )

    check(answer, 10, "LG0109")


def test_a_password_is_never_printed(shell: Typing, tmp_path: Path) -> None:
    answer = shell(
        *("--ledger", f"postgresql+psycopg://nobody:hunter2@/none?host={tmp_path}"),
        *("--keys", str(tmp_path / "keys"), "verify"),
    )

    assert answer.status == 10
    assert "hunter2" not in answer.out + answer.err
