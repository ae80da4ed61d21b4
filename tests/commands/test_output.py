"""Answers have three forms, and each has its frame."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.errors import NotAList
from commands.output import as_csv
from tests.commands.shell import Typing

META_KEYS = {"as_of", "known_at", "position", "law_on", "rules", "size", "root"}


@pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("show", "e1"),
        ("status", "p-1"),
        ("timeline", "p-1"),
        ("why", "p-1"),
        ("deadlocks",),
        ("caseload",),
        ("audit",),
        ("findings",),
        ("rules", "list"),
        ("rules", "show", "address"),
        ("rules", "check"),
        ("events", "list"),
        ("events", "show", "deregistered"),
        ("explain",),
        ("explain", "LG0101"),
    ],
)
def test_json_is_data_and_the_frame(office: Typing, words: tuple[str, ...]) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")

    answer = office(*words, "--json")

    assert answer.status == 0, answer.err
    assert set(json.loads(answer.out)) == {"data", "meta"}
    assert set(answer.meta) >= META_KEYS


def test_text_ends_with_the_frame(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    frame, address = office("status", "p-1").out.splitlines()[-2:]

    assert frame.startswith(
        "rehearsal ledger · as of 2026-03-10 · "
        "known at 2026-03-10T08:00:00+00:00 · rules law · 1 events · root "
    )
    assert address.startswith("reintegration:status/p-1?geldigOp=2026-03-10&beschikbaarOp=")


@pytest.mark.parametrize("words", [("status", "p-1"), ("verify",), ("audit",), ("show", "e1")])
def test_a_rehearsal_ledger_says_so_in_every_answer(office: Typing, words: tuple[str, ...]) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")

    in_json, in_words = office(*words, "--json"), office(*words, "--lang", "nl")

    assert in_json.meta["rehearsal"] is True
    assert "\noefenregister · " in in_words.out


def test_a_ledger_of_record_does_not_call_itself_a_rehearsal(running_clock: Typing) -> None:
    running_clock("init")

    in_json, in_words = running_clock("verify", "--json"), running_clock("verify")

    assert in_json.meta["rehearsal"] is False
    assert "rehearsal ledger" not in in_words.out


@pytest.mark.parametrize("words", [("status", "p-1"), ("caseload", "--csv"), ("timeline", "p-1")])
def test_a_day_to_come_is_not_stated_as_a_fact(office: Typing, words: tuple[str, ...]) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    ahead = office(*words, "--as-of", "2080-01-01", "--lang", "nl")
    now = office(*words, "--as-of", "2026-03-10", "--lang", "nl")

    said = "geldig op 2080-01-01, een dag die nog moet komen"
    assert said in (ahead.err if "--csv" in words else ahead.out)
    assert "nog moet komen" not in now.out + now.err


def test_that_a_day_is_to_come_is_told_in_the_frame_in_json(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    assert office("status", "p-1", "--as-of", "2026-03-11", "--json").meta["as_of_is_ahead"] is True
    assert "as_of_is_ahead" not in office("status", "p-1", "--json").meta


def test_a_frozen_law_is_called_counterfactual(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    answer = office("status", "p-1", "--law-on", "2016-01-01", "--lang", "nl")

    assert "naar het recht van 2016-01-01 (denkbeeldig)" in answer.out


def test_csv_has_the_frame_beside_it(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--org", "=1+1")

    answer = office("audit", "--csv")

    (row,) = csv.DictReader(io.StringIO(answer.out))
    assert answer.status == 0
    assert row["organisation"] == "'=1+1"
    assert row["stream"] == "person:p-1"
    assert "1 events · root" in answer.err


def test_an_answer_that_is_no_list_has_no_csv(office: Typing) -> None:
    answer = office("verify", "--csv")

    assert answer.status == 2


def test_only_lists_of_objects_become_csv() -> None:
    with pytest.raises(NotAList):
        as_csv({"a": 1})
    with pytest.raises(NotAList):
        as_csv(["a"])


def test_a_list_without_rows_is_an_empty_table() -> None:
    assert as_csv([]) == ""


CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()))


@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), CELLS, min_size=1), min_size=1))
def test_no_cell_begins_as_a_formula_does(rows: list[dict[str, object]]) -> None:
    table = list(csv.reader(io.StringIO(as_csv(rows), newline="")))

    numbers = {str(value) for row in rows for value in row.values() if isinstance(value, int)}
    assert len(table) == len(rows) + 1
    assert [
        cell
        for line in table
        for cell in line
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell not in numbers
    ] == []
