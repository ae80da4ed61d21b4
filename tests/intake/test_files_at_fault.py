"""A file that cannot be imported as a whole: a clear error, and nothing is written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.errors import Problem
from tests.intake.examples import event, imported, line, new_ledger

Maker = Callable[[Path], object]


def written(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def encoded(encoding: str) -> bytes:
    name = "Súdwest-Fryslân"
    text = line(1).decode() + "\n" + line(2).decode().replace("Tilburg", name) + "\n"
    return text.encode(encoding)


EVENTS = {
    "missing": (lambda _: None, "IN0101", 5),
    "a directory": (Path.mkdir, "IN0102", 3),
    "a pipe": (os.mkfifo, "IN0103", 3),
    "empty": (written(b""), "IN0105", 3),
    "white space": (written(b" \n\r\n\t\n"), "IN0105", 3),
    "a mark of UTF-8 and nothing else": (written(b"\xef\xbb\xbf"), "IN0105", 3),
    "a workbook": (written(b"PK\x03\x04" + bytes(range(256)) * 8), "IN0106", 3),
    "a database": (written(b"SQLite format 3\x00" + b"\x00" * 4000), "IN0106", 3),
    "chance": (written(bytes((7 * n * n + n) % 256 for n in range(4096))), "IN0106", 3),
    "nothing but NUL": (written(b"\x00" * 4096), "IN0106", 3),
    "UTF-16 with its mark": (written(encoded("utf-16")), "IN0107", 3),
    "UTF-16 without a mark": (written(encoded("utf-16-le")), "IN0107", 3),
    "UTF-32": (written(encoded("utf-32")), "IN0107", 3),
    "Latin-1": (written(encoded("latin-1")), "IN0107", 3),
    "a table without a map": (written(b"record,booked_in\n1,2013-08-13\n"), "IN0108", 3),
    "an array": (written(b"[" + line(1) + b",\n" + line(2) + b"]"), "IN0108", 3),
    "an object over several lines": (written(b'{\n"id": "e1"\n}\n'), "IN0108", 3),
}


@pytest.mark.parametrize(("make", "code", "exit_code"), EVENTS.values(), ids=EVENTS.keys())
def test_a_file_at_fault_is_refused_and_nothing_is_written(
    make: Maker, code: str, exit_code: int, tmp_path: Path
) -> None:
    path = tmp_path / "events.jsonl"
    make(path)

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, path)
        assert ledger.head().position == 0

    problem = caught.value
    assert (problem.code, problem.exit_code) == (code, exit_code)
    assert str(path) in str(problem.where)
    assert problem.help
    assert not (tmp_path / "quarantine").exists()


def test_a_file_that_the_system_does_not_open_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "events.jsonl"

    with new_ledger(tmp_path) as ledger, pytest.raises(Problem) as caught:
        imported(ledger, path)

    assert (caught.value.code, caught.value.why) == ("IN0104", "Not a directory")


def test_wrong_encoding_names_the_line_and_the_place_of_the_first_letter_in_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(encoded("latin-1"))

    with new_ledger(tmp_path) as ledger, pytest.raises(Problem) as caught:
        imported(ledger, path)

    column = line(2).decode().index("Tilburg") + len("Sú")
    assert caught.value.where == f"{path}:2, byte {column} of the line"


def test_the_mark_of_utf_8_and_line_ends_of_windows_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line(1) + b"\r\n" + line(2) + b"\r\n\r\n")

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, path)

    assert (result.added, result.quarantined) == (2, 0)


def test_letters_beyond_ascii_arrive_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(encoded("utf-8"))

    with new_ledger(tmp_path) as ledger:
        imported(ledger, path)

        assert ledger.at(2).envelope.organisation == "Súdwest-Fryslân"


def test_an_event_spread_over_lines_after_good_ones_costs_only_its_own_lines(
    tmp_path: Path,
) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1) + b'\n{\n"id": "e2"\n}\n' + line(3))

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, path)

    assert [(fault.line, fault.code) for fault in result.faults] == [
        (2, "IN0301"),
        (3, "IN0301"),
        (4, "IN0301"),
    ]
    assert result.added == 2


def test_the_example_event_is_good(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1))

    with new_ledger(tmp_path) as ledger:
        assert imported(ledger, path).added == 1
        envelope = ledger.at(1).envelope

    assert envelope.event_id == event(1)["id"]
    assert envelope.subjects == ("p-0417",)
    assert envelope.recorded_by == "importer"
    assert envelope.noted_at is not None
    assert envelope.noted_at.isoformat() == "2026-03-02T10:15:00+00:00"
