"""Agreements in other commands: exported, imported, verified, put aside and audited."""

import json
from pathlib import Path

import pytest

from tests.commands.agreements.telling import agree, fulfil, listed, tell
from tests.commands.shell import Typing


def test_agreements_go_out_and_come_in_again_and_are_verified(
    office: Typing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(office, "a-1", "--subject", "p-1", quantity="4")
    fulfil(office, "a-1", org="Tilburg")
    meant = {"level": "regional", "topic": "data-sharing", "parties": "DJI"}
    tell(office, "intention-expressed", "i-1", on="2026-01-10", org="DJI", **meant)
    exported = office("export", "cloudevents")
    (tmp_path / "out.jsonl").write_text(exported.out)
    before = office("agreements", "--json")
    assert office("verify").status == 0

    monkeypatch.setenv("REINTEGRATION_LEDGER", str(tmp_path / "second.db"))
    assert office("init", "--rehearsal").status == 0
    first = office("import", str(tmp_path / "out.jsonl"), "--json")
    again = office("import", str(tmp_path / "out.jsonl"), "--json")

    assert (first.data["added"], first.data["quarantined"], again.data["added"]) == (3, 0, 0)
    assert office("agreements", "--json").data == before.data
    assert office("agreements", "--json").meta["summary"] == before.meta["summary"]
    assert office("verify").status == 0


def test_lines_that_make_no_agreement_are_put_aside_with_the_reason(
    office: Typing, tmp_path: Path
) -> None:
    agree(office, "a-1", "--event-id", "made")
    line = json.loads(office("export", "cloudevents").out)
    undated = {name: value for name, value in line["data"]["body"].items() if name != "due_on"}
    alone = line["data"]["body"] | {"parties": ["Tilburg"]}
    lines = [
        line | {"id": name, "data": line["data"] | {"stream": f"agreement:{name}", "body": body}}
        for name, body in (("undated", undated), ("alone", alone))
    ]
    lines.append(line | {"id": "person", "data": line["data"] | {"stream": "person:p-1"}})
    (tmp_path / "in.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines))

    imported = office("import", str(tmp_path / "in.jsonl"), "--json")

    assert (imported.status, imported.data["added"], imported.data["quarantined"]) == (8, 0, 3)
    (aside,) = tmp_path.glob("*quarantine*")
    reasons = [json.loads(each)["why"] for each in aside.read_text().splitlines()]
    assert "due_on" in reasons[0]
    assert list(listed(office("agreements", "--json"))) == ["a-1"]


def test_an_audit_shows_what_was_done_in_agreements(office: Typing) -> None:
    agree(office, "a-1", "--subject", "p-1")
    fulfil(office, "a-1", org="WonenBreda")

    rows = office("audit", "--type", "agreement-*", "--json").data
    of_person = office("audit", "--person", "p-1", "--json").data

    assert [(row["stream"], row["type"], row["organisation"]) for row in rows] == [
        ("agreement:a-1", "agreement-made/1", "Tilburg"),
        ("agreement:a-1", "agreement-fulfilled/1", "WonenBreda"),
    ]
    assert [row["type"] for row in of_person] == ["agreement-made/1", "agreement-fulfilled/1"]
