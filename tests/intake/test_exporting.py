"""What is exported can be imported again, and is the same."""

import json
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given

from domain.envelope import Act
from domain.events import EVENT_TYPES
from ledger import Draft, create_ledger
from ledger.intake import export_cloudevents
from ledger.intake.cloudevents import TYPE_NAMES, parse_line
from ledger.intake.lines import RawLine
from tests.intake.drawing import as_recorded, drafts
from tests.intake.examples import PROFILE, event, imported, line, new_ledger


@given(drafts())
def test_what_is_exported_is_one_line_that_is_parsed_to_the_same(sent: Draft) -> None:
    (exported,) = export_cloudevents([as_recorded(sent)])

    assert exported.find(b"\n") == len(exported) - 1
    raw = RawLine(1, exported.removesuffix(b"\n"), len(exported), len(exported))
    assert parse_line(raw, PROFILE) == sent


def test_every_type_has_a_name_in_cloudevents() -> None:
    assert sorted(TYPE_NAMES.values()) == sorted(EVENT_TYPES)


def test_an_event_is_exported_as_it_came_in(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1))

    with new_ledger(tmp_path) as ledger:
        imported(ledger, path)
        (exported,) = export_cloudevents(ledger.read("person:p-0417"))

    expected = event(1)
    expected["data"]["certainty"] = "known"
    found = json.loads(exported)
    # The same moment: the ledger writes an offset of nothing as +00:00.
    assert found.pop("time") == expected.pop("time").replace("Z", "+00:00")
    assert found == expected


def test_nothing_sensitive_stands_outside_data(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_bytes(line(1))

    with new_ledger(tmp_path) as ledger:
        imported(ledger, path)
        (exported,) = export_cloudevents(ledger.read("person:p-0417"))

    attributes = json.loads(exported)
    del attributes["data"]
    assert "p-0417" not in json.dumps(attributes)


def test_an_export_imported_into_its_own_ledger_adds_nothing(tmp_path: Path) -> None:
    path, export = tmp_path / "events.jsonl", tmp_path / "export.jsonl"
    path.write_bytes(b"\n".join(line(number) for number in range(20)))

    with new_ledger(tmp_path) as ledger:
        imported(ledger, path)
        export.write_bytes(b"".join(all_exported(ledger.walk())))
        again = imported(ledger, export)

    assert (again.added, again.replayed, again.quarantined) == (0, 20, 0)


def test_an_export_makes_another_ledger_that_exports_the_same(tmp_path: Path) -> None:
    path, export = tmp_path / "events.jsonl", tmp_path / "export.jsonl"
    path.write_bytes(b"\n".join(line(number) for number in range(20)))

    with new_ledger(tmp_path) as one, create_ledger(tmp_path / "other.db") as other:
        imported(one, path)
        export.write_bytes(b"".join(all_exported(one.walk())))
        imported(other, export)

        assert b"".join(all_exported(other.walk())) == export.read_bytes()


def test_what_was_erased_is_not_exported() -> None:
    kept = as_recorded(parse_line(RawLine(1, line(1), 0, 0), PROFILE))
    erased = Act(2, 2, kept.recorded_at, kept.envelope, None)

    assert list(export_cloudevents([kept, erased])) == list(export_cloudevents([kept]))


def all_exported(batches: Iterable[list[Act]]) -> list[bytes]:
    return [exported for acts in batches for exported in export_cloudevents(acts)]
