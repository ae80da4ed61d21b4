"""The reports as they are typed: filters, frames, exit statuses, and what is logged."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.commands.shell import Typing

FRAME = {"as_of", "known_at", "position", "law_on", "rules", "size", "root"}
SEED = ("--rules", "seed-2007")


def persons(rows: list[dict[str, str]]) -> list[str]:
    return [row["person"] for row in rows]


def sqlite(statement: str) -> None:
    """Alter the ledger in the present folder from outside."""
    import sqlite3

    with sqlite3.connect("reintegration.db") as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "words",
    [
        ("status", "p-0417"),
        ("timeline", "p-0417"),
        ("why", "p-0417"),
        ("deadlocks",),
        ("caseload",),
        ("findings",),
        ("findings", "--person", "p-0417"),
        ("audit",),
    ],
)
def test_every_report_tells_its_frame_and_is_logged(
    monday: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    log = tmp_path / "reintegration.db.access.jsonl"
    before = len(log.read_text().splitlines()) if log.exists() else 0

    answer = monday(*words, "--json")
    text = monday(*words, "--lang", "nl")

    assert (answer.status, text.status) == (0, 0)
    assert answer.meta.keys() >= FRAME
    assert (answer.meta["size"], answer.meta["position"]) == (72, 72)
    assert answer.meta["root"] in text.out
    lines = [json.loads(line) for line in log.read_text().splitlines()[before:]]
    assert [line["command"] for line in lines] == [words[0], words[0]]
    assert all("p-0417" in line["subjects"] for line in lines)
    assert all(len(line["subjects"]) == 1 or "p-0417" not in words for line in lines)


def test_a_frame_of_the_past_reads_the_same_after_corrections_and_later_events(
    monday: Typing,
) -> None:
    then = ("--known-at", "2007-06-04T18:00:00+02:00")
    asked = [
        ("caseload", *SEED),
        ("why", "p-0417", *SEED),
        ("status", "p-0417"),
        ("timeline", "p-0417"),
        ("findings",),
        ("audit",),
        ("deadlocks", *SEED, "--json"),
    ]
    before = [monday(*words, *then).out for words in asked]

    done = [
        monday("correct", "p-0417-19", "--on", "2007-06-03", "--reason", "wrong-date"),
        monday("retract", "p-0417-20", "--reason", "never-happened"),
        monday(*("record", "id-card-applied", "person:p-0417", "--set", "place=desk", "--anyway")),
    ]
    after = [monday(*words, *then).out for words in asked]

    assert [each.status for each in done] == [0, 0, 0], [each.err for each in done]
    assert after == before
    assert monday("timeline", "p-0417").out != monday("timeline", "p-0417", *then).out


def test_status_9_says_that_somebody_is_stuck(monday: Typing) -> None:
    found = monday("deadlocks", *SEED, "--fail-on", "stuck")
    nobody = monday("deadlocks", "--rules", "law", "--law-on", "2026-11-24", "--fail-on", "stuck")

    assert (found.status, nobody.status) == (9, 0)
    assert "error[CL0803]: 2 persons are stuck" in found.err
    assert found.out.startswith("Persons judged: 5; stuck: 2; possibly stuck: 0.")


def test_a_deadlock_to_come_is_found_on_the_day_of_release(monday: Typing) -> None:
    now = monday("deadlocks", *SEED, "--json")
    at_release = monday("deadlocks", *SEED, "--moment", "release", "--json")

    assert persons(now.data) == ["p-0417", "p-0418"]
    assert persons(at_release.data) == ["p-0417", "p-0418", "p-0421"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), ["p-0417", "p-0418", "p-0421", "p-0422", "p-0423"]),
        (("--releasing-within", "30d"), ["p-0421"]),
        (("--releasing-within", "2w"), []),
        (("--municipality", "Tilburg"), ["p-0417", "p-0418", "p-0421", "p-0422"]),
        (("--municipality", "Breda"), []),
        (("--owner", "Woonstichting Tilburg"), ["p-0417", "p-0418", "p-0421", "p-0422"]),
        (("--owner", "nobody"), []),
    ],
)
def test_the_caseload_is_filtered(
    monday: Typing, words: tuple[str, ...], expected: list[str]
) -> None:
    answer = monday("caseload", *SEED, *words, "--json")

    assert persons(answer.data) == expected


def test_a_row_of_the_caseload_carries_what_the_length_of_the_detention_ends(
    monday: Typing,
) -> None:
    answer = monday("caseload", *SEED, "--json")

    projected = {
        row["person"]: [(each["need"], each["on"]) for each in row["projected"]]
        for row in answer.data
    }
    assert projected["p-0423"] == [("registration", "2007-10-12")]
    assert projected["p-0422"] == []


def test_a_span_that_is_none_is_refused(monday: Typing) -> None:
    answer = monday("caseload", "--releasing-within", "soon")

    assert answer.status == 2
    assert "write a number of days or weeks" in answer.err


def test_an_audit_comes_as_csv_with_its_frame_beside_it(monday: Typing) -> None:
    answer = monday("audit", "--person", "p-0417", "--from", "2007-06-01", "--csv")

    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert answer.status == 0
    assert [row["position"] for row in rows] == ["53", "55", "56", "57", "62", "69", "70"]
    assert "72 events · root" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ("status", "p-9999"),
        ("why", "p-9999"),
        ("timeline", "p-9999"),
        ("findings", "--person", "p-9999"),
    ],
)
def test_a_person_of_whom_nothing_is_recorded_is_not_found(
    monday: Typing, words: tuple[str, ...]
) -> None:
    answer = monday(*words)

    assert answer.status == 5
    assert "Nothing is recorded of p-9999" in answer.err


def test_nothing_is_known_before_the_first_record(monday: Typing) -> None:
    answer = monday("caseload", "--known-at", "1990-01-01")

    assert answer.status == 5
    assert "error[LG" in answer.err
    assert answer.out == ""


def test_an_unknown_rule_set_is_not_found(monday: Typing) -> None:
    answer = monday("why", "p-0417", "--rules", "law-2006")

    assert answer.status == 5
    assert "law-2007" in answer.err


def test_rebuilding_tells_each_table_with_its_rows(monday: Typing) -> None:
    monday("caseload", *SEED)

    text = monday("rebuild")
    data = monday("rebuild", "--json").data

    assert text.status == 0
    assert [row["projection"] for row in data] == ["audit", "cases", "findings"]
    assert [row["rows"] for row in data] == [144, 15, 1]
    assert all(row["equal"] for row in data)
    assert "the same" in text.out


def test_rebuilding_ends_with_status_7_when_a_table_was_altered(monday: Typing) -> None:
    monday("rebuild")
    sqlite("update view_audit set actor = 'nobody' where position = 7")

    altered = monday("rebuild")
    again = monday("rebuild")

    assert (altered.status, again.status) == (7, 0)
    assert "not what the ledger gives" in altered.out
    assert "audit: 7" in altered.err


def test_a_ledger_that_cannot_be_written_answers_all_the_same(
    monday: Typing, tmp_path: Path
) -> None:
    expected = [monday(*words, "--json").data for words in (("caseload",), ("audit",))]
    from ledger import open_ledger
    from projections import caseload
    from projections.audit_query import Query
    from projections.reading import audit_of, case_rows
    from tests.projections.looking import TODAY, reader, rule_set

    with open_ledger(tmp_path / "reintegration.db", read_only=True) as ledger:
        rows = case_rows(reader(ledger), rule_set("law"), TODAY)
        audit = audit_of(reader(ledger), Query())

    assert caseload.report(rows, day=TODAY).as_json() == expected[0]
    assert audit.as_json() == expected[1]


@pytest.mark.parametrize("report", [("status", "p-0417"), ("why", "p-0417"), ("caseload",)])
def test_a_day_for_which_there_are_no_rules_is_refused_and_not_answered_with_nothing(
    monday: Typing, report: tuple[str, ...]
) -> None:
    answer = monday(*report, "--rules", "law", "--as-of", "2001-12-31")

    assert (answer.status, answer.out) == (3, "")
    assert answer.err.startswith("error[RU0306]: ")
