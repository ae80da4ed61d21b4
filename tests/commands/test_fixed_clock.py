"""A clock that stands still is for rehearsals: a ledger of record has nothing to do with it."""

import json
from pathlib import Path

import pytest

from tests.commands.shell import NOW, Typing

RECORD = ("record", "id-card-applied", "person:p-1", "--set", "place=desk")


def test_a_ledger_of_record_is_not_made_by_a_clock_that_stands_still(
    shell: Typing, tmp_path: Path
) -> None:
    answer = shell("init")

    assert answer.status == 3
    assert "error[CL0313]" in answer.err
    assert "reintegration init --rehearsal" in answer.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        RECORD,
        ("import", "in.jsonl"),
        ("correct", "e1", "--reason", "wrong-date", "--on", "2026-03-01"),
        ("retract", "e1", "--reason", "duplicate"),
        ("status", "p-1"),
        ("caseload",),
        ("show", "e1"),
        ("audit",),
        ("export", "cloudevents"),
        ("verify",),
    ],
)
def test_a_ledger_of_record_is_neither_written_nor_read_by_a_clock_that_stands_still(
    running_clock: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    running_clock("init")
    running_clock(*RECORD, "--event-id", "e1")
    logged = (tmp_path / "reintegration.db.access.jsonl").read_bytes()

    answer = running_clock(*words, REINTEGRATION_NOW=NOW)

    assert (answer.status, answer.out) == (3, "")
    assert "error[CL0313]" in answer.err
    assert (tmp_path / "reintegration.db.access.jsonl").read_bytes() == logged
    assert json.loads(running_clock("verify", "--json").out)["data"]["checked"] == 1


def test_a_ledger_to_rehearse_with_takes_the_moment_from_the_clock_that_stands_still(
    shell: Typing,
) -> None:
    shell("init", "--rehearsal")

    assert shell(*RECORD, "--json").data["recorded_at"] == "2026-03-10T08:00:00+00:00"


def test_known_today_is_all_that_was_recorded_while_the_clock_stood_still(shell: Typing) -> None:
    shell("init", "--rehearsal")
    for event_id in ("e1", "e2"):
        assert shell(*RECORD, "--event-id", event_id, "--anyway").status == 0

    answer = shell("timeline", "p-1", "--known-at", NOW[:10], "--json")

    assert [entry["event_id"] for entry in answer.data["entries"]] == ["e1", "e2"]
