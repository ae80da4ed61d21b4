"""`audit` on the command line: options and qualifiers ask alike, pages go on, nothing is silent."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import click
import pytest

from commands.completions import complete_query
from domain.values import AMSTERDAM
from tests.commands.shell import Typing, forget_surroundings, typing
from tests.intake.test_jail_episodes import MAP, TWIN

NEW_YORK: Final = ZoneInfo("America/New_York")
KEYS: Final = (
    *("position", "event_id", "stream", "type", "occurred_on", "recorded_at"),
    *("actor", "role", "organisation", "purpose", "legal_basis"),
)


def test_the_account_asked_about_is_not_the_account_that_asks(
    monday: Typing, tmp_path: Path
) -> None:
    answer = monday("audit", "--as", "u-05", "--account", "u-1", "--limit", "1")

    assert answer.status == 0, answer.err
    log = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()
    assert json.loads(log[-1])["account"] == "u-05"


def test_a_pseudonym_in_other_capitals_is_named_and_no_other_is(monday: Typing) -> None:
    capital = monday("audit", "person:P-0417")
    mistyped = monday("audit", "person:P-041")
    one_person = monday("status", "P-0417")

    assert "p-0417" in capital.err
    assert "p-0417" not in mistyped.err
    assert one_person.status == 5
    assert "capitals count: perhaps p-0417 is meant" in one_person.err


@pytest.mark.parametrize("column", ["actor", "occurred_on", "recorded_at", "type", "stream"])
def test_a_row_that_differs_from_its_event_is_not_shown(
    monday: Typing, tmp_path: Path, column: str
) -> None:
    monday("audit")
    other = {"occurred_on": "'2001-01-01'", "recorded_at": "1"}.get(column, "'nobody'")
    with sqlite3.connect(tmp_path / "reintegration.db") as connection:
        connection.execute(f"update view_audit set {column} = {other} where position = 7")  # noqa: S608
    connection.close()

    shown = monday("audit", "--after", "5", "--limit", "5")
    beside = monday("audit", "--after", "7", "--limit", "5")
    monday("rebuild", "audit")

    assert (shown.status, beside.status) == (7, 0)
    assert "the event at position 7" in shown.err
    assert "reintegration rebuild" in shown.err
    assert "nobody" not in shown.out
    assert monday("audit", "--after", "5", "--limit", "5").status == 0


@pytest.mark.parametrize("column", ["event_id", "actor", "recorded_at"])
def test_a_row_with_a_value_of_another_kind_is_a_damaged_table(
    monday: Typing, tmp_path: Path, column: str
) -> None:
    """SQLite lets anything be written to any column."""
    monday("audit")
    with sqlite3.connect(tmp_path / "reintegration.db") as connection:
        connection.execute(f"update view_audit set {column} = x'ff' where position = 7")  # noqa: S608
    connection.close()

    answer = monday("audit")

    assert (answer.status, answer.out) == (7, "")
    assert "error[LG0703]: A read table of this ledger is damaged" in answer.err
    assert "position 7" in answer.err
    assert "reintegration rebuild" in answer.err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--person", "p-0417"), "person:p-0417"),
        (("--person", "person:p-0417", "--person", "p-0418"), "person:p-0417 person:p-0418"),
        (("--actor", "u-44", "--type", "benefit-*"), "actor:u-44 type:benefit-*"),
        (("--account", "u-1"), "account:u-1"),
        (("--role", "sociale-zaken"), "role:sociale-zaken"),
        (("--organisation", "PI Vught"), 'organisation:"PI Vught"'),
        (("--area", "housing"), "area:housing"),
        (("--need", "id_document"), "need:id_document"),
        (("--basis", "Wwb 40"), "basis:'Wwb 40'"),
        (("--from", "2007-06-01", "--to", "2007-06-05"), "occurred:2007-06-01..2007-06-05"),
        (("--recorded-from", "2007-06-05T16:00:00Z"), "recorded:2007-06-05T16:00:00Z.."),
        (("--noted-to", "2006-12-31"), "noted:..2006"),
        (("--source", "nowhere"), "source:nowhere"),
    ],
)
def test_options_and_qualifiers_ask_the_same(
    monday: Typing, options: tuple[str, ...], words: str
) -> None:
    by_option, by_query = monday("audit", *options, "--json"), monday("audit", words, "--json")

    assert by_option.status == by_query.status == 0, by_query.err
    assert by_option.data == by_query.data
    assert by_option.err == by_query.err
    assert len(by_query.data) < 72 or options[0] == "--account"


def test_a_qualifier_that_leaves_out_is_no_option(monday: Typing) -> None:
    rest = monday("audit", "-organisation:Tilburg", "--json").data
    chosen = monday("audit", "--org", "Tilburg", "--json").data

    assert len(rest) + len(chosen) == 72
    assert "Tilburg" not in {row["organisation"] for row in rest}


def test_pages_go_on_where_the_last_one_ended(monday: Typing) -> None:
    whole = monday("audit", "type:*", "--newest-first", "--json")
    pages: list[dict[str, Any]] = []
    after: list[str] = []
    while True:
        page = monday("audit", "type:*", "--newest-first", "--limit", "30", *after, "--json")
        pages += page.data
        if page.meta["next"] is None:
            break
        after = ["--after", str(page.meta["next"])]

    assert pages == whole.data
    assert [row["position"] for row in pages] == list(range(72, 0, -1))
    assert (page.meta["shown"], page.meta["total"], page.meta["total_is_exact"]) == (12, 72, True)


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)], ids=["text", "json", "csv"])
@pytest.mark.parametrize("order", [("--after", "99"), ("--after", "1", "--newest-first")])
def test_a_page_behind_the_last_is_not_said_to_be_an_answer_of_nothing(
    monday: Typing, order: tuple[str, ...], form: tuple[str, ...]
) -> None:
    answer = monday("audit", "organisation:Tilburg", *order, *form)

    assert "No event of those that answer is left to show with this --after." in answer.err
    assert "No event answers" not in answer.out
    if not form:
        assert answer.out.startswith("Shown: 0 of ")


def test_rows_have_the_keys_of_old_first_and_what_became_of_them_since(monday: Typing) -> None:
    monday("correct", "p-0417-19", "--on", "2007-06-03", "--reason", "wrong-date")

    rows = {row["event_id"]: row for row in monday("audit", "person:p-0417", "--json").data}
    text = monday("audit", "person:p-0417").out

    corrected = rows["p-0417-19"]
    assert tuple(corrected)[: len(KEYS)] == KEYS
    [by] = corrected["corrected_by"]
    assert rows[by]["corrects"] == "p-0417-19"
    assert corrected["retracted_by"] == []
    assert "corrected by" in text
    assert by in text


def test_json_lines_are_the_rows_of_json(monday: Typing) -> None:
    lines = monday("audit", "actor:u-44", "--jsonl")

    assert [json.loads(line) for line in lines.out.splitlines()] == monday(
        "audit", "actor:u-44", "--json"
    ).data
    assert "72 events" in lines.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("audit", "organisation:Tilbrg"), "organisation:Tilbrg. Close to it: Tilburg."),
        (("audit", "--org", "tilburg"), "organisation:tilburg. Close to it: Tilburg."),
        (("audit", "person:p-9999"), "Nothing in this frame has person:p-9999."),
        (("audit", "recorded:2030.."), "Nothing in this frame has recorded:2030-01-01..."),
        (("audit", "person:p-0417", "actor:u-12", "occurred:1998"), "occurred:1998-01-01"),
        (("audit", "type:benefit-*", "organisation:'PI Vught'"), "no event answers it all at once"),
        (("audit", "-actor:u-444"), "Nothing in this frame has actor:u-444. Close to it: u-44"),
        (("caseload", "--municipality", "Tilbrg"), "Close to it: Tilburg."),
        (("caseload", "--owner", "PI Vugt"), "Close to it: PI Vught."),
        (("caseload", "--municipality", "Tilburg", "--owner", "Breda"), "Breda"),
    ],
)
def test_a_filter_that_nothing_answers_is_not_silent(
    monday: Typing, words: tuple[str, ...], said: str
) -> None:
    answer = monday(*words, "--json")

    assert answer.status == 0, answer.err
    assert said in answer.err


def test_a_filter_that_something_answers_says_nothing_beside_it(monday: Typing) -> None:
    for words in (
        ("audit", "organisation:Tilburg actor:u-44"),
        ("caseload", "--municipality", "Tilburg"),
        ("caseload", "--owner", "PI Vught"),
    ):
        assert monday(*words, "--json").err == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("audit", "typ:x"), "PR0102"),
        (("audit", "u-7"), "PR0101"),
        (("audit", "--from", "2007-06-30", "--to", "2007-06-01"), "PR0106"),
        (("audit", "--noted-from", "2007-06-30", "--noted-to", "2007-06-01"), "PR0106"),
        (("audit", "--area", "money"), "PR0105"),
        (("audit", "recorded:2007-06-01T10:00:00"), "PR0105"),
        (("audit", "--known-at", "2030-01-01"), "LG0504"),
    ],
)
def test_a_question_that_is_wrong_is_refused_before_anything_is_read(
    monday: Typing, words: tuple[str, ...], code: str
) -> None:
    answer = monday(*words)

    assert (answer.status, answer.out) == (2, "")
    assert f"error[{code}]" in answer.err


def test_before_the_first_record_nothing_was_known(monday: Typing) -> None:
    answer = monday("audit", "--known-at", "1999-01-01")

    assert (answer.status, answer.out) == (5, "")
    assert "error[LG0505]" in answer.err


def test_names_that_look_like_formulas_are_text_in_csv(monday: Typing) -> None:
    monday(
        *("record", "id-card-applied", "person:p-0417", "--set", "place=desk", "--anyway"),
        *("--actor", "=1+1", "--role", " +2", "--org", "＝3", "--purpose", "@sum"),
    )

    [row] = csv.DictReader(io.StringIO(monday("audit", "actor:=1+1", "--csv").out))

    assert row["actor"] == "'=1+1"
    assert row["role"].startswith("'")
    assert row["organisation"] == "'＝3"
    assert row["purpose"] == "'@sum"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("or", ["organisation:"]),
        ("-cor", ["-correlation:"]),
        ("actor:u-7 rec", ["actor:u-7 recorded:"]),
        ("area:inc", ["area:income"]),
        ("-need:shel", ["-need:shelter"]),
        ("type:benefit-r", ["type:benefit-rejected"]),
        ("actor:", []),
    ],
)
def test_the_shell_is_offered_fields_and_their_words(typed: str, offered: list[str]) -> None:
    argument = click.Argument(["query"])

    found = complete_query(click.Context(click.Command("audit")), argument, typed)

    assert [item.value for item in found] == offered


@pytest.fixture
def jail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands where the twin of the jail episodes has been imported."""
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    (tmp_path / TWIN.name).write_bytes(TWIN.read_bytes())
    for words in (("init", "--rehearsal"), ("import", TWIN.name, "--map", str(MAP))):
        done = typing(*words)
        # Some rows of the twin cannot be read, and are put aside.
        assert done.status in {0, 8}, done.err
    return typing


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2014..", date(2014, 1, 1), date.max),
        ("..2013-04-15", date.min, date(2013, 4, 15)),
    ],
)
def test_a_table_of_real_form_gives_what_a_short_script_counts(
    jail: Typing, span: str, first: date, last: date
) -> None:
    with TWIN.open(encoding="utf-8", newline="") as file:
        # The times of two were never on a clock: those rows are put aside.
        records = [each for each in csv.DictReader(file) if each["record"] not in {"28", "80"}]
    ends = [end for record in records for end in _ends(record)]

    answer = jail("audit", f"type:person-released occurred:{span}", "--json")

    expected = sorted(f"person:jail-{who}" for who, day in ends if first <= day <= last)
    assert sorted(row["stream"] for row in answer.data) == expected
    assert answer.meta["total"] == len(expected) > 0


def _ends(record: Mapping[str, str]) -> Iterator[tuple[str, date]]:
    """Yield who left on which day in the Netherlands: custody on the days of a booking is one."""
    booked, custody = (
        (record[f"{name}_in"][:10], record[f"{name}_out"][:10]) for name in ("booked", "custody")
    )
    if booked[1]:
        local = datetime.fromisoformat(record["booked_out"]).replace(tzinfo=NEW_YORK)
        yield record["record"], local.astimezone(AMSTERDAM).date()
    if custody[1] and custody != booked:
        yield record["record"], date.fromisoformat(custody[1])


def test_mandates_are_shown_where_they_are_asked_for_or_there(monday: Typing) -> None:
    plain, without = monday("audit").out, monday("audit", "mandate:none").out
    given = ("--set", "place=desk", "--event-id", "m1", "--mandate", "M-7", "--org", "Tilburg")
    monday("record", "id-card-applied", "person:p-0417", *given)
    shown = monday("audit", "person:p-0417").out
    chosen = monday("audit", "mandate:M*", "--json").data
    rest = monday("audit", "-mandate:none", "--json").data

    assert "mandate" not in plain.splitlines()[0]
    assert "mandate" in without.splitlines()[0]
    assert "mandate" in shown.splitlines()[0]
    assert "M-7" in shown
    assert [row["mandate"] for row in chosen] == [row["mandate"] for row in rest] == ["M-7"]


def test_a_star_stands_for_any_letters_in_plain_texts(monday: Typing) -> None:
    for field, key in (
        ("actor", "actor"),
        ("role", "role"),
        ("organisation", "organisation"),
        ("basis", "legal_basis"),
    ):
        rows = monday("audit", "--json").data
        value = rows[0][key]
        asked = f"{field}:'{value[:2]}*'"
        expected = [row["position"] for row in rows if row[key].startswith(value[:2])]
        kept = [row["position"] for row in rows if row["position"] not in expected]

        assert [row["position"] for row in monday("audit", asked, "--json").data] == expected
        assert [row["position"] for row in monday("audit", f"-{asked}", "--json").data] == kept


def test_an_event_corrected_to_another_day_says_so_in_its_row(monday: Typing) -> None:
    monday("correct", "p-0417-19", "--on", "2007-06-03", "--reason", "wrong-date")

    text = " ".join(monday("audit", "person:p-0417").out.split())
    rows = monday("audit", "person:p-0417", "--json").data
    by_day = monday("audit", "person:p-0417", "occurred:2007-06-03", "--json").data

    assert "p-0417-19" in [row["event_id"] for row in by_day]
    assert "now read as" in text
    assert "of the events shown: 1." in text
    assert [row.get("now_read_as") for row in rows if row["event_id"] == "p-0417-19"] == [
        "2007-06-03"
    ]


@pytest.mark.parametrize("command", ["caseload", "handovers"])
def test_a_municipality_is_found_apart_from_capitals_or_said_to_be_nowhere(
    monday: Typing, command: str
) -> None:
    asked = monday(command, "--municipality", "Tilburg", "--json")
    small = monday(command, "--municipality", "tilburg", "--json")
    wrong = monday(command, "--municipality", "Tilbrg")

    assert small.data == asked.data
    assert len(small.data) > 0
    assert small.err == asked.err
    assert "Nothing in this frame has --municipality Tilbrg. Close to it: Tilburg." in wrong.out
