"""An import as a whole: batches, second runs, dry runs, what is put aside, memory."""

import json
import stat
import tracemalloc
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from domain.errors import Problem
from ledger.intake import import_file
from ledger.intake.importing import BATCH_EVENTS, FAULTS_KEPT
from tests.intake.examples import PROFILE, imported, line, new_ledger, put_aside


def events_file(folder: Path, *lines: bytes) -> Path:
    path = folder / "events.jsonl"
    path.write_bytes(b"\n".join(lines))
    return path


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    path = events_file(tmp_path, *map(line, range(1200)))

    with new_ledger(tmp_path) as ledger:
        first = imported(ledger, path)
        head = ledger.head()
        second = imported(ledger, path)

        assert ledger.head() == head

    assert (first.added, first.replayed, first.positions) == (1200, 0, (1, 1200))
    assert (second.added, second.replayed, second.positions) == (0, 1200, None)
    assert (first.types, second.types) == (Counter({"id-card-applied/1": 1200}), Counter())
    assert (first.persons, second.persons) == (1, 1)
    assert (first.exit_code, second.exit_code) == (0, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"data__stream": "organisation:tilburg"},
        {"data__stream": "organisation:tilburg", "data__subjects": ["p-1"]},
        {"data__stream": "agreement:a-1", "data__subjects": ["p-1", "p-2"]},
        {"data__subjects": ["p-0417", "p-2"]},
        {"data__subjects": ["p-2"]},
    ],
)
def test_an_event_that_is_not_in_the_stream_of_its_one_person_is_put_aside(
    tmp_path: Path, changes: dict[str, object]
) -> None:
    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, line(1), line(2, **changes)))

    assert (result.added, [fault.code for fault in result.faults]) == (1, ["IN0317"])
    assert "person: and the pseudonym" in (result.faults[0].help or "")
    told = result.faults[0].reason + (result.faults[0].why or "")
    assert not any(name in told for name in ("p-0417", "p-1", "p-2", "tilburg"))


@pytest.mark.parametrize("stream", ["person:p-0417", "organisation:tilburg"])
def test_an_event_about_an_agreement_elsewhere_is_put_aside(tmp_path: Path, stream: str) -> None:
    """Given it names the stream of a person or an organisation, the fault says where it belongs."""
    breached = {
        "type": "nl.reintegratie.agreement-breached.v1",
        "data__stream": stream,
        "data__body": {"reason": "late", "parties_heard": True},
    }

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, line(1, **breached)))

    assert [fault.code for fault in result.faults] == ["IN0318"]
    assert "begin with agreement:" in (result.faults[0].why or "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("release-notice-late", "computed from the days of the notice"),
        ("dossier-accessed", "written by every command that reads"),
    ],
)
def test_what_is_computed_or_logged_is_put_aside_and_says_so(
    tmp_path: Path, name: str, why: str
) -> None:
    with new_ledger(tmp_path) as ledger:
        path = events_file(tmp_path, line(1, type=f"nl.reintegratie.{name}.v1"))
        result = imported(ledger, path)

    assert [fault.code for fault in result.faults] == ["IN0311"]
    assert name in result.faults[0].reason
    assert why in (result.faults[0].why or "")


def test_events_are_recorded_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = events_file(tmp_path, *map(line, range(1200)))

    with new_ledger(tmp_path) as ledger:
        imported(ledger, path)
        event_ids = [act.envelope.event_id for act in ledger.read("person:p-0417")]

    assert event_ids == [f"e{number}" for number in range(1200)]


def test_a_longer_delivery_adds_what_is_new(tmp_path: Path) -> None:
    with new_ledger(tmp_path) as ledger:
        imported(ledger, events_file(tmp_path, *map(line, range(10))))
        result = imported(ledger, events_file(tmp_path, *map(line, range(15))))

    assert (result.added, result.replayed, result.positions) == (5, 10, (11, 15))


def test_an_event_that_is_there_twice_with_the_same_content_is_recorded_once(
    tmp_path: Path,
) -> None:
    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, line(1), line(2), line(1)))

        assert ledger.head().position == 2

    assert (result.added, result.replayed, result.quarantined) == (2, 1, 0)


def test_conflicts_are_put_aside_one_by_one_and_lose_no_other_line(tmp_path: Path) -> None:
    conflicting = {3, 400, 401, 777, 1199}
    lines = [
        line(number, data__organisation="Breda" if number in conflicting else "Tilburg")
        for number in range(1200)
    ]

    with new_ledger(tmp_path) as ledger:
        imported(ledger, events_file(tmp_path, *(line(number) for number in sorted(conflicting))))
        result = imported(ledger, events_file(tmp_path, *lines))

    assert [fault.line - 1 for fault in result.faults] == sorted(conflicting)
    assert {fault.code for fault in result.faults} == {"IN0330"}
    assert "organisation" in str(result.faults[0].why)
    assert (result.added, result.replayed) == (1200 - len(conflicting), 0)


def test_of_two_contents_under_one_id_in_a_file_the_first_stays(tmp_path: Path) -> None:
    path = events_file(tmp_path, line(1), line(1, data__actor="u-8"), line(2))

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, path)

        assert ledger.at(1).envelope.actor == "u-7"

    assert [(fault.line, fault.code) for fault in result.faults] == [(2, "IN0330")]
    assert result.added == 2


def test_a_dry_run_says_what_an_import_does_and_writes_nothing(tmp_path: Path) -> None:
    with new_ledger(tmp_path) as ledger:
        imported(ledger, events_file(tmp_path, line(1), line(2)))
        path = events_file(
            tmp_path,
            line(1),
            line(2, data__actor="u-8"),
            line(3),
            b"{",
            line(3),
            line(4, data__stream="person:p-0418"),
            line(4),
        )
        head = ledger.head()
        dry = import_file(
            ledger, path, profile=PROFILE, dry_run=True, quarantine=tmp_path / "quarantine"
        )
        assert ledger.head() == head
        assert not (tmp_path / "quarantine").exists()

        real = imported(ledger, path)

    assert dry == replace(real, dry_run=True, quarantine_file=None)
    assert (dry.added, dry.replayed, dry.quarantined) == (2, 2, 3)


def test_progress_is_told_after_each_batch_and_ends_at_the_end(tmp_path: Path) -> None:
    path = events_file(tmp_path, *map(line, range(3 * BATCH_EVENTS)))
    told: list[tuple[int, int]] = []

    with new_ledger(tmp_path) as ledger:
        import_file(ledger, path, profile=PROFILE, progress=lambda *place: told.append(place))

    assert len(told) == 3
    assert all(one < other for one, other in pairwise(told))
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


def test_what_was_recorded_before_the_import_broke_off_stays_and_is_not_added_again(
    tmp_path: Path,
) -> None:
    path = events_file(tmp_path, *map(line, range(3 * BATCH_EVENTS)))

    def break_off(*_: int) -> None:
        raise KeyboardInterrupt

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(KeyboardInterrupt):
            import_file(ledger, path, profile=PROFILE, progress=break_off)
        assert ledger.head().position == BATCH_EVENTS

        result = imported(ledger, path)

    assert (result.added, result.replayed) == (2 * BATCH_EVENTS, BATCH_EVENTS)


def test_lines_that_are_put_aside_can_be_read_by_their_owner_only(tmp_path: Path) -> None:
    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, b"{", line(1)))

    assert result.quarantine_file is not None
    assert stat.S_IMODE(result.quarantine_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(result.quarantine_file.parent.stat().st_mode) == 0o700
    assert put_aside(result) == [
        {
            "line": 1,
            "code": "IN0301",
            "reason": "This line is not JSON",
            "why": "Expecting property name enclosed in double quotes at column 2",
            "help": "one whole JSON object on each line, without line breaks inside",
            "raw": "{",
        }
    ]


def test_every_run_has_a_quarantine_file_of_its_own(tmp_path: Path) -> None:
    path = events_file(tmp_path, b"{", line(1))

    with new_ledger(tmp_path) as ledger:
        first, second = imported(ledger, path), imported(ledger, path)

    assert first.quarantine_file is not None
    assert first.quarantine_file != second.quarantine_file
    assert put_aside(first) == put_aside(second)


def test_without_a_faulty_line_there_is_no_quarantine_file(tmp_path: Path) -> None:
    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, line(1)))

    assert result.quarantine_file is None
    assert not (tmp_path / "quarantine").exists()


def test_files_of_earlier_imports_stay_when_nothing_is_put_aside(tmp_path: Path) -> None:
    with new_ledger(tmp_path) as ledger:
        earlier = imported(ledger, events_file(tmp_path, b"{", line(1)))
        imported(ledger, events_file(tmp_path, line(1)))

    assert list((tmp_path / "quarantine").iterdir()) == [earlier.quarantine_file]


def test_nothing_is_written_when_lines_could_not_be_put_aside(tmp_path: Path) -> None:
    path = events_file(tmp_path, line(1))
    (tmp_path / "quarantine").write_bytes(b"")

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, path)
        assert ledger.head().position == 0

    assert caught.value.code == "IN0400"


def test_a_line_that_is_too_long_is_put_aside_with_its_length_and_hash(tmp_path: Path) -> None:
    long = line(1, data__organisation="x" * 3_000_000)

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, long, line(2)))

    (aside,) = put_aside(result)
    assert (aside["truncated"], aside["length"]) == (True, len(long))
    assert aside["sha256"] == sha256(long).hexdigest()
    assert aside["raw"] == long[:4096].decode()
    assert "1000000" in aside["reason"]
    assert result.added == 1


def test_a_result_holds_the_first_faults_and_the_quarantine_file_all(tmp_path: Path) -> None:
    number = FAULTS_KEPT + 5

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, events_file(tmp_path, *[b"{?"] * number))

    assert (result.added, result.quarantined) == (0, number)
    assert [fault.line for fault in result.faults] == list(range(1, FAULTS_KEPT + 1))
    assert [aside["line"] for aside in put_aside(result)] == list(range(1, number + 1))


def test_a_file_of_any_size_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    broken = json.dumps({"specversion": "1.0", "filler": "x" * 10_000}).encode()
    with path.open("wb") as file:
        for _ in range(5_000):
            file.write(broken + b"\n")

    with new_ledger(tmp_path) as ledger:
        tracemalloc.start()
        result = imported(ledger, path)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert result.quarantined == 5_000
    assert path.stat().st_size > 50_000_000
    assert peak < 16_000_000


def test_memory_does_not_grow_with_the_number_of_events(tmp_path: Path) -> None:
    peaks = []
    for number in (2 * BATCH_EVENTS, 10 * BATCH_EVENTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = events_file(folder, *map(line, range(number)))
        with new_ledger(folder) as ledger:
            tracemalloc.start()
            imported(ledger, path)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    assert peaks[1] < 1.2 * peaks[0]
