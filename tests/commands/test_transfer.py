"""Files come in once, faulty lines are put aside, and what goes out comes in again."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.commands.shell import Typing

TABLE_MAP = """
map = 1
source = "urn:x:table"
key = ["id"]
[person]
column = "id"
prefix = "p-"
[[event]]
name = "applied"
type = "id-card-applied/1"
on = "day"
body = { place = "desk" }
"""


def event(event_id: str = "b7c1", person: str = "p-0417", **changes: Any) -> dict[str, Any]:
    """An event as a register would send it."""
    data = {
        "stream": f"person:{person}",
        "occurred_on": "2026-03-02",
        "actor": "u-7",
        "role": "burgerzaken",
        "organisation": "Tilburg",
        "purpose": "nazorg",
        "legal_basis": "Paspoortwet 26",
        "body": {"place": "desk"},
    }
    return {
        "specversion": "1.0",
        "id": event_id,
        "source": "urn:nld:oin:00000001001234567000:systeem:burgerzaken",
        "type": "nl.reintegratie.id-card-applied.v1",
        "time": "2026-03-02T10:15:00Z",
        "datacontenttype": "application/json",
        "data": data,
    } | changes


def write(path: Path, *lines: dict[str, Any] | str) -> str:
    """Write lines to a file and return its path."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts))
    return str(path)


def test_a_second_import_adds_nothing(any_office: Typing, tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", event("a"), event("b", "p-2"))

    first = any_office("import", file, "--json")
    second = any_office("import", file, "--json")

    assert (first.status, second.status) == (0, 0)
    assert (first.data["added"], first.data["replayed"], first.data["persons"]) == (2, 0, 2)
    assert (second.data["added"], second.data["replayed"]) == (0, 2)
    assert first.data["types"] == {"id-card-applied/1": 2}


def test_a_faulty_line_is_put_aside_for_its_owner_and_the_good_ones_stay(
    any_office: Typing, tmp_path: Path
) -> None:
    file = write(tmp_path / "in.jsonl", event("a"), "{broken", event("b"))

    answer = any_office("import", file, "--json")

    assert answer.status == 8
    assert (answer.data["added"], answer.data["quarantined"]) == (2, 1)
    assert answer.data["faults"][0]["line"] == 2
    aside = Path(answer.data["quarantine_file"])
    assert stat.S_IMODE(aside.stat().st_mode) == 0o600
    assert json.loads(aside.read_text())["raw"] == "{broken"


def test_the_text_names_the_line_its_fault_and_the_file(office: Typing, tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", event("a"), event("b", data={}))

    answer = office("import", file)

    assert answer.status == 8
    assert "in.jsonl.quarantine-1.jsonl" in answer.out
    assert "IN0" in answer.out


def test_a_dry_run_writes_nothing(office: Typing, tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl", event("a"), "{broken")
    before = sorted(tmp_path.iterdir())

    answer = office("import", file, "--dry-run", "--json")

    assert answer.data["added"] == 1
    assert answer.data["dry_run"] is True
    assert sorted(tmp_path.iterdir()) == before
    assert office("verify", "--json").data["checked"] == 0


def test_a_dry_run_gives_no_number_of_findings(office: Typing, tmp_path: Path) -> None:
    released = event("a", type="nl.reintegratie.person-released.v1")
    released["data"]["body"] = {}
    file = write(tmp_path / "in.jsonl", released)

    answer = office("import", file, "--dry-run", "--json")
    in_words = office("import", file, "--dry-run")

    assert (answer.data["findings"], answer.data["findings_by_kind"]) == (None, None)
    assert "findings" not in in_words.out
    assert "findings" in office("import", file).out


def test_events_that_do_not_fit_are_recorded_and_counted(office: Typing, tmp_path: Path) -> None:
    released = event("a", type="nl.reintegratie.person-released.v1")
    released["data"]["body"] = {}

    answer = office("import", write(tmp_path / "in.jsonl", released), "--json")

    assert answer.status == 0
    assert answer.data["findings"] == 1
    assert answer.data["findings_by_kind"] == {"released-without-detention": 1}


def test_a_table_comes_in_through_a_map(office: Typing, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id,day\n7,2026-03-02\n8,\n")
    (tmp_path / "map.toml").write_text(TABLE_MAP)

    answer = office("import", "in.csv", "--map", "map.toml", "--json")

    assert answer.status == 0, answer.err + answer.out
    assert (answer.data["added"], answer.data["rows_without_events"]) == (1, 1)


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (None, 5),
        (b"", 3),
        (b"\x00\x01\x02\xff\xfe", 3),
        ('{"specversion": "1.0", "x": "\xe9"}'.encode("latin-1"), 3),
    ],
)
def test_a_faulty_file_writes_nothing(
    office: Typing, tmp_path: Path, content: bytes | None, status: int
) -> None:
    if content is not None:
        (tmp_path / "in.jsonl").write_bytes(content)

    answer = office("import", "in.jsonl")

    assert answer.status == status
    assert "error[IN0" in answer.err
    assert "help:" in answer.err
    assert office("verify", "--json").data["checked"] == 0


def test_what_is_exported_is_replayed_when_it_is_imported_again(
    any_office: Typing, tmp_path: Path
) -> None:
    any_office("import", write(tmp_path / "in.jsonl", event("a"), event("b", "p-2")))

    exported = any_office("export", "cloudevents")
    (tmp_path / "out.jsonl").write_text(exported.out)
    again = any_office("import", "out.jsonl", "--json")

    assert exported.status == 0
    assert len(exported.out.splitlines()) == 2
    assert (again.data["added"], again.data["replayed"]) == (0, 2)


def test_one_person_can_be_exported_alone(office: Typing, tmp_path: Path) -> None:
    office("import", write(tmp_path / "in.jsonl", event("a"), event("b", "p-2")))

    exported = office("export", "cloudevents", "--person", "p-2")

    assert [json.loads(line)["id"] for line in exported.out.splitlines()] == ["b"]
    assert "1 events written" in exported.err
    assert "2 events · root" in exported.err


def test_an_export_of_nobody_who_is_known_finds_nothing(office: Typing, tmp_path: Path) -> None:
    office("import", write(tmp_path / "in.jsonl", event("a")))

    exported = office("export", "cloudevents", "--person", "p-9999")

    assert (exported.status, exported.out) == (5, "")
    assert "error[CL0801]" in exported.err


def test_an_export_is_logged_as_a_reading(office: Typing, tmp_path: Path) -> None:
    office("import", write(tmp_path / "in.jsonl", event("a")))

    office("export", "cloudevents")

    logged = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()[-1]
    assert json.loads(logged)["command"] == "export cloudevents"
    assert json.loads(logged)["subjects"] == ["p-0417"]


def test_an_export_knows_only_what_was_known_then(shell: Typing) -> None:
    shell("init", "--rehearsal")
    for name, moment in (("a", "2026-01-01T12:00:00Z"), ("b", "2026-02-01T12:00:00Z")):
        shell(
            *("record", "id-card-applied", "person:p-1", "--set", "place=desk"),
            *("--on", "2026-01-01", "--event-id", name, "--recorded-at", moment),
        )

    exported = shell("export", "cloudevents", "--known-at", "2026-01-15")

    assert [json.loads(line)["id"] for line in exported.out.splitlines()] == ["a"]


def test_a_map_that_makes_pseudonyms_gives_the_same_ones_again_and_shows_no_number(
    any_office: Typing, tmp_path: Path
) -> None:
    keyed = tmp_path / "map.toml"
    keyed.write_text(TABLE_MAP.replace("[person]", "[person]\npseudonymise = true"))
    table = tmp_path / "in.csv"
    table.write_text("id,day\n123456782,2026-03-02\n")

    first = any_office("import", str(table), "--map", str(keyed), "--json")
    second = any_office("import", str(table), "--map", str(keyed), "--json")
    rows = any_office("audit", "--json").data

    assert (first.data["added"], second.data["added"]) == (1, 0)
    assert rows[0]["stream"].startswith("person:p-")
    assert "123456782" not in rows[0]["stream"]
