"""A ledger that may only be read is read, and takes nothing in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands.shell import Typing
from tests.folders import reachable_folder

NOBODY = 65534


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Be someone whom the modes of files hold back, which they do not do for root.

    What Python has to import must have been imported before: it may be out of reach.
    """
    if os.geteuid() != 0:
        yield
        return
    for path in (folder, *folder.iterdir()):
        os.chown(path, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """Where the commands are typed: a folder that an ordinary user can reach."""
    with reachable_folder() as folder:
        yield folder


def test_a_ledger_that_may_only_be_read_takes_nothing_in(office: Typing, tmp_path: Path) -> None:
    record = ("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")
    office(*record, "--expect-version", "9")
    (tmp_path / "reintegration.db").chmod(0o400)

    with ordinary_user(tmp_path):
        answer = office(*record)

    assert (answer.status, answer.out) == (4, "")
    assert answer.err.startswith("error[LG0107]: ")


def test_a_ledger_that_may_only_be_read_can_be_read(office: Typing, tmp_path: Path) -> None:
    reading = [("verify", "--json"), ("show", "e1", "--json"), ("export", "cloudevents")]
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")
    before = [office(*words) for words in reading]
    (tmp_path / "reintegration.db").chmod(0o400)

    with ordinary_user(tmp_path):
        after = [office(*words) for words in reading]

    assert after == before


def test_reports_on_a_ledger_that_may_only_be_read_count_what_no_read_table_holds_yet(
    office: Typing, tmp_path: Path
) -> None:
    record = ("record", "id-card-applied", "--set", "place=desk")
    reports = [("caseload", "--json"), ("audit", "--json"), ("status", "p-1", "--json")]
    office(*record, "person:p-1")
    before = [office(*words) for words in reports]
    office(*record, "person:p-2")
    (tmp_path / "reintegration.db").chmod(0o400)

    with ordinary_user(tmp_path):
        after = [office(*words, "--rules", "law-2007") for words in (reports[0], reports[2])]
        after.append(office(*reports[1]))

    assert [answer.status for answer in (*before, *after)] == [0] * 6
    rows = [len(answer.data) for answer in (before[0], before[1], after[0], after[2])]
    assert rows == [1, 1, 2, 2]
