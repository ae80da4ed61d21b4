"""What the rights on a file allow is what can be done with the ledger in it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ledger import create_ledger, open_ledger
from ledger.errors import ReadOnlyLedger, StoreUnreachable
from tests.folders import reachable_folder
from tests.ledger.making import drafts


def as_nobody(act: Callable[[], str]) -> str:
    """Do something as a user without rights, in a process of its own; root may do anything."""
    if os.geteuid() != 0:
        return act()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            os.write(writing, act().encode())
        except BaseException as error:  # noqa: BLE001 - the parent has to learn of anything
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.fixture
def shown_file() -> Iterator[Path]:
    """A ledger with 200 events that anyone can read and nobody can write."""
    with reachable_folder() as folder:
        path = folder / "test.ledger"
        with create_ledger(path) as ledger:
            ledger.append(drafts(200))
        for each in folder.iterdir():
            each.chmod(0o444)
        folder.chmod(0o555)
        yield path
        folder.chmod(0o755)


def test_a_file_without_the_right_to_write_can_be_read(shown_file: Path) -> None:
    def read() -> str:
        with open_ledger(shown_file, read_only=True) as ledger:
            return f"{ledger.head().position} {ledger.verify().holds}"

    assert as_nobody(read) == "200 True"


def test_a_file_without_the_right_to_write_is_not_opened_for_writing(shown_file: Path) -> None:
    def write() -> str:
        with pytest.raises(ReadOnlyLedger) as refused:
            open_ledger(shown_file)
        return str(refused.value.exit_code)

    assert as_nobody(write) == "4"


def test_a_file_without_the_right_to_read_is_an_error(shown_file: Path) -> None:
    shown_file.chmod(0)

    def read() -> str:
        with pytest.raises(StoreUnreachable, match="no right to read"):
            open_ledger(shown_file, read_only=True)
        return "told"

    assert as_nobody(read) == "told"
