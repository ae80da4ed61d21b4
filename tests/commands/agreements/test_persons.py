"""Agreements about the case of a person: whose file they are in, and who may be told."""

import json
from pathlib import Path

from tests.commands.agreements.telling import agree, fulfil, listed
from tests.commands.shell import Typing


def test_an_agreement_about_a_case_shows_with_the_person_and_is_logged(
    office: Typing, tmp_path: Path
) -> None:
    case = {"level": "case", "beneficiary": "p-1", "deliverable": "decision", "need": "benefit"}
    agree(office, "a-1", "--subject", "p-1", **case)
    agree(office, "a-2")

    assert list(listed(office("agreements", "--person", "p-1", "--json"))) == ["a-1"]
    assert list(listed(office("agreements", "--topic", "benefit", "--json"))) == ["a-1"]
    last = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()[-1]
    assert (json.loads(last)["subjects"], json.loads(last)["command"]) == (["p-1"], "agreements")


def test_what_is_said_later_of_a_case_concerns_the_same_person(office: Typing) -> None:
    agree(office, "a-1", "--subject", "p-1", "--event-id", "made", level="case")
    fulfil(office, "a-1", "--event-id", "done", org="Tilburg")
    fulfil(office, "a-1", "--event-id", "done", org="Tilburg")
    corrected = office(
        "correct", "made", "--reason", "wrong-value", "--set", "quantity=2", "--json"
    )
    office("retract", "done", "--reason", "never-happened")
    approved = office("approve", "done", "--as", "u-2", "--json")

    ids = ("made", "done", corrected.data["event_id"], approved.data["event_id"])
    assert [office("show", id, "--json").data["subjects"] for id in ids] == [["p-1"]] * 4
    assert office("show", "done", "--json").meta["size"] == 5


def test_the_file_of_a_person_holds_the_agreements_about_the_case(
    office: Typing, tmp_path: Path
) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")
    agree(office, "a-1", "--subject", "p-1", level="case", beneficiary="p-1")
    agree(office, "a-2", "--subject", "p-2", level="case", beneficiary="p-2")

    file = office("dossier", "p-1", "--json")

    assert [row["agreement"] for row in file.data["agreements"]] == ["a-1"]
    logged = (tmp_path / "reintegration.db.access.jsonl").read_text()
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {
        person for line in lines for person in line["subjects"] if line["command"] == "dossier"
    } == {"p-1"}
    assert "Afspraken over deze zaak" in office("dossier", "p-1", "--lang", "nl").out
    assert "a-1" in office("dossier", "p-1").out


def test_no_person_is_told_to_who_asks_about_another(any_office: Typing) -> None:
    who = ("--subject", "p-0417")
    agree(any_office, "a-1", *who, level="case", beneficiary="p-0417", overseer="")

    answer = any_office("agreements", "--party", "p-0418", "--json")

    assert answer.meta["nowhere"] == [{"field": "--party", "value": "p-0418", "close": []}]
