"""From a name to a pseudonym, at the command line, and never unseen."""

import json
from pathlib import Path

import pytest

from tests.commands.shell import Typing


def last_logged(folder: Path) -> dict[str, object]:
    lines = (folder / "reintegration.db.access.jsonl").read_text().splitlines()
    line: dict[str, object] = json.loads(lines[-1])
    return line


def test_a_name_that_was_added_leads_to_the_person(office: Typing) -> None:
    office("alias", "add", "p-0417", "Jan de Vries")

    answer = office("find", "vries", "--json")

    assert answer.data == [{"person": "p-0417", "kind": "name", "text": "Jan de Vries"}]


def test_who_is_found_is_logged(office: Typing, tmp_path: Path) -> None:
    office("alias", "add", "p-0417", "Jan de Vries")
    office("find", "vries")

    line = last_logged(tmp_path)

    assert (line["command"], line["subjects"], line["content"]) == ("find", ["p-0417"], "aliases")


def test_a_search_that_finds_nobody_is_logged_too_and_says_what_to_do(
    office: Typing, tmp_path: Path
) -> None:
    answer = office("find", "nobody")

    assert answer.status == 5
    assert "LG0805" in answer.err
    assert last_logged(tmp_path)["count"] == 0


def test_the_name_stands_nowhere_but_in_its_own_file_and_there_it_is_encrypted(
    office: Typing, tmp_path: Path
) -> None:
    office("alias", "add", "p-0417", "Jan Zonderland")
    office("find", "zonderland")

    for file in tmp_path.iterdir():
        assert b"onderland" not in file.read_bytes(), file.name


def test_a_name_can_be_listed_and_forgotten(office: Typing) -> None:
    office("alias", "add", "p-0417", "V-2231", "--kind", "number")
    assert "V-2231" in office("alias", "list", "p-0417").out

    assert office("alias", "remove", "p-0417", "V-2231", "--kind", "number").status == 0

    assert office("alias", "list", "p-0417", "--lang", "nl").out.startswith("Er zijn geen namen")


def test_a_citizen_service_number_is_refused_with_the_reason(office: Typing) -> None:
    answer = office("alias", "add", "p-0417", "123456782")

    assert answer.status == 3
    assert "BSN" in answer.err


@pytest.mark.parametrize("words", [("find", "vries"), ("alias", "list", "p-0417")])
def test_looking_for_a_name_makes_no_file_where_none_was_ever_kept(
    office: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    before = {each.name for each in tmp_path.iterdir()}

    answer = office(*words)

    assert answer.status in {0, 5}, answer.err
    made = {each.name for each in tmp_path.iterdir()} - before
    assert not any(name.endswith(".aliases") for name in made)


def test_a_name_of_somebody_of_whom_nothing_is_recorded_is_kept_and_said_to_be(
    office: Typing,
) -> None:
    office("record", "id-card-applied", "person:p-0417", "--set", "place=desk")

    known = office("alias", "add", "p-0417", "Jan de Vries")
    unknown = office("alias", "add", "p-0471", "Jan Smit", "--lang", "nl")

    assert (known.status, unknown.status) == (0, 0)
    assert "recorded" not in known.err
    assert "Van p-0471 is nog niets vastgelegd" in unknown.err


def test_names_and_numbers_are_called_so_in_dutch(office: Typing) -> None:
    office("alias", "add", "p-0417", "Jan de Vries")
    office("alias", "add", "p-0417", "V-2231", "--kind", "number")

    listed = office("alias", "list", "p-0417", "--lang", "nl").out.splitlines()

    assert listed[:2] == ["naam    Jan de Vries", "nummer  V-2231"]
