"""How the rows of a table are read: cells, times, persons, periods, and rows that are damaged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Problem
from ledger.acts import Draft
from ledger.intake import plan_file
from ledger.intake.importing import FilePlan
from ledger.intake.lines import Aside
from ledger.intake.units import Unit
from tests.intake.examples import PROFILE, imported, new_ledger

HEAD: Final = """
map = 1
source = "urn:test"
key = ["nr"]
time_zone = "Europe/Amsterdam"
[person]
column = "person"
prefix = "p-"
[envelope]
actor = "desk"
role = "prison"
organisation = "PI"
purpose = "nazorg"
legal_basis = "Pbw 18"
"""
STAY: Final = """
[[periods.columns]]
name = "stay"
begin = "in"
end = "out"
as = "date"
"""
BOOKING: Final = STAY.replace('"date"', '"time"')
PLAN: Final = """
[[event]]
name = "plan"
type = "release-date-planned/1"
on = "day"
body = { release_on = { column = "planned", as = "date" } }
"""


def plan(folder: Path, table: str, map_text: str, encoding: str = "utf-8") -> FilePlan:
    """Look through a table with a map."""
    path, map_path = folder / "table.csv", folder / "map.toml"
    path.write_bytes(table.encode(encoding))
    map_path.write_text(map_text, "utf-8")
    return plan_file(
        path, profile=PROFILE, map_path=map_path, pseudonym_key=lambda: b"secret of one ledger"
    )


def drafts(folder: Path, table: str, map_text: str) -> list[Draft]:
    """The events of all rows; none of the rows is at fault."""
    units = list(plan(folder, table, map_text).read())
    assert [unit for unit in units if isinstance(unit, Aside)] == []
    return [draft for unit in units if isinstance(unit, Unit) for draft in unit.drafts]


def faults(folder: Path, table: str, map_text: str) -> list[tuple[int, str]]:
    """Line and code of each row that is at fault."""
    units = plan(folder, table, map_text).read()
    return [(unit.raw.number, unit.problem.code) for unit in units if isinstance(unit, Aside)]


def told(all_drafts: Sequence[Draft]) -> list[str]:
    """Person, type and moment of each event."""
    return [
        f"{draft.envelope.subject} {draft.envelope.type} {draft.envelope.occurred_on.isoformat()}"
        for draft in all_drafts
    ]


def test_the_first_period_of_a_person_is_the_earliest_on_any_row(tmp_path: Path) -> None:
    table = (
        "nr,person,in,out\n1,a,2026-03-01,2026-03-02\n2,b,2026-01-01,\n3,a,2026-01-05,2026-02-05\n"
    )

    assert told(drafts(tmp_path, table, HEAD + STAY)) == [
        "p-a re-detained/1 2026-03-01",
        "p-a person-released/1 2026-03-02",
        "p-b detention-started/1 2026-01-01",
        "p-a detention-started/1 2026-01-05",
        "p-a person-released/1 2026-02-05",
    ]


def test_two_periods_from_the_same_day_have_one_first_the_upper_row(tmp_path: Path) -> None:
    table = "nr,person,in,out\n1,a,2026-01-05,\n2,a,2026-01-05,\n"

    assert told(drafts(tmp_path, table, HEAD + STAY)) == [
        "p-a detention-started/1 2026-01-05",
        "p-a re-detained/1 2026-01-05",
    ]


@given(
    rows=st.lists(st.tuples(st.sampled_from("abc"), st.dates(), st.dates()), max_size=12),
    data=st.data(),
)
def test_events_do_not_depend_on_the_order_of_the_rows(
    rows: list[tuple[str, object, object]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    # Begins on the same day are told apart by their row, so here each day is used once.
    begins = {begin: (person, end) for person, begin, end in rows}
    texts = [f"{n},{p},{b},{e}" for n, (b, (p, e)) in enumerate(begins.items())]
    shuffled = data.draw(st.permutations(texts))

    one = drafts(folder, "\n".join(["nr,person,in,out", *texts]), HEAD + STAY)
    other = drafts(folder, "\n".join(["nr,person,in,out", *shuffled]), HEAD + STAY)

    assert sorted(map(str, one)) == sorted(map(str, other))
    firsts = [draft for draft in one if draft.envelope.type == "detention-started/1"]
    assert len(firsts) == len({person for person, _ in begins.values()})


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ("1,a,2026-01-05,2026-02-31", "detention-started/1"),
        (",a,2026-01-05,", "re-detained/1"),
    ],
    ids=["a day that cannot be read", "no key"],
)
def test_a_row_that_is_put_aside_counts_as_the_first_period_when_its_days_can_be_read(
    row: str, other: str, tmp_path: Path
) -> None:
    table = f"nr,person,in,out\n{row}\n2,a,2026-03-01,\n"

    units = list(plan(tmp_path, table, HEAD + STAY).read())

    assert isinstance(units[0], Aside)
    assert isinstance(units[1], Unit)
    assert told(units[1].drafts) == [f"p-a {other} 2026-03-01"]


def test_a_row_that_was_put_aside_is_added_when_it_is_corrected(tmp_path: Path) -> None:
    path, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table = "nr,person,in,out,title\n1,a,2026-01-05,,?\n2,a,2026-03-01,,S\n"
    title = "[periods.begin_body]\ntitle = { column = 'title', values = { S = 'sentence' } }\n"
    map_path.write_text(HEAD + STAY + title, "utf-8")

    with new_ledger(tmp_path) as ledger:
        path.write_text(table, "utf-8")
        first = imported(ledger, path, map_path)
        path.write_text(table.replace("?", "S"), "utf-8")
        second = imported(ledger, path, map_path)

    assert (first.added, first.quarantined) == (1, 1)
    assert (second.added, second.replayed, second.quarantined) == (1, 1, 0)


NIGHTS = {
    "an hour that was left out": ("2026-03-29 02:30:00", "IN0325"),
    "its first second": ("2026-03-29 02:00:00", "IN0325"),
    "the second before it": ("2026-03-29 01:59:59", "2026-03-29T01:59:59+01:00"),
    "the second after it": ("2026-03-29 03:00:00", "2026-03-29T03:00:00+02:00"),
    "an hour that came twice": ("2026-10-25 02:30:00", "2026-10-25T02:30:00+02:00"),
    "the same hour with its zone": ("2026-10-25 02:30:00+01:00", "2026-10-25T02:30:00+01:00"),
    "a day that is none": ("2026-02-29 12:00:00", "IN0313"),
    "a time before the calendar": ("0001-01-01 00:00:00", "IN0313"),
    "a time after the calendar": ("9999-12-31T23:30:00-05:00", "IN0313"),
    "a day without a time": ("2026-02-28", "IN0313"),
}


@pytest.mark.parametrize(("text", "expected"), NIGHTS.values(), ids=NIGHTS.keys())
def test_times_are_placed_in_the_zone_of_the_map(text: str, expected: str, tmp_path: Path) -> None:
    table = f"nr,person,in,out\n1,a,{text},\n"

    (unit,) = plan(tmp_path, table, HEAD + BOOKING).read()

    if isinstance(unit, Aside):
        assert unit.problem.code == expected
    else:
        assert unit.drafts[0].envelope.occurred_on.isoformat() == expected


def test_formats_are_tried_in_turn(tmp_path: Path) -> None:
    table = "nr,person,in,out\n1,a,2-3-2026,2026-03-05\n"
    formats = 'dates = ["%d-%m-%Y", "iso"]\n'

    assert told(drafts(tmp_path, table, formats + HEAD + STAY)) == [
        "p-a detention-started/1 2026-03-02",
        "p-a person-released/1 2026-03-05",
    ]


def test_words_that_mean_empty_and_white_space_are_no_values(tmp_path: Path) -> None:
    table = "nr,person,in,out\n1,a, 2026-03-02 ,9999-12-31\n2,b,n/a,\n"

    found = drafts(tmp_path, table, 'empty = ["9999-12-31", "n/a"]\n' + HEAD + STAY)

    assert told(found) == ["p-a detention-started/1 2026-03-02"]


CONDITIONS = {
    "{ column = 'kind', filled = true }": "a b",
    "{ column = 'kind', filled = false }": "c",
    "{ column = 'kind', is_one_of = ['x', 'z'] }": "a",
    "{ column = 'kind', is_none_of = ['x'] }": "b c",
    "{ column = 'kind', filled = true }, { column = 'kind', is_none_of = ['x'] }": "b",
}


@pytest.mark.parametrize(("conditions", "persons"), CONDITIONS.items(), ids=CONDITIONS.keys())
def test_a_rule_applies_to_the_rows_that_meet_its_conditions(
    conditions: str, persons: str, tmp_path: Path
) -> None:
    table = "nr,person,in,out,kind\n1,a,2026-01-05,,x\n2,b,2026-01-05,,y\n3,c,2026-01-05,,\n"

    found = drafts(tmp_path, table, f"{HEAD}{STAY}only_if = [{conditions}]\n")

    assert [draft.envelope.subject for draft in found] == [f"p-{name}" for name in persons.split()]


def test_a_value_that_the_map_does_not_translate_puts_its_row_aside(tmp_path: Path) -> None:
    table = "nr,person,in,out,title\n1,a,2026-01-05,,S\n2,b,2026-01-05,,Q\n3,c,2026-01-05,,\n"
    titles = (
        "[periods.begin_body]\ntitle = { column = 'title', values = { S = 'sentence' },"
        " if_empty = 'unknown' }\n"
    )

    assert faults(tmp_path, table, HEAD + STAY + titles) == [(3, "IN0324")]


def test_numbers_and_days_come_out_of_cells(tmp_path: Path) -> None:
    table = "nr,person,day,title,days\n1,a,2026-01-05,sentence,40\n2,b,2026-01-05,sentence,some\n"
    rule = (
        "[[event]]\nname = 'title'\ntype = 'detention-title-changed/1'\non = 'day'\n[event.body]\n"
        "to_title = { column = 'title' }\nremaining_days = { column = 'days', as = 'integer' }\n"
    )

    first, second = plan(tmp_path, table, HEAD + rule).read()

    assert isinstance(first, Unit)
    assert first.drafts[0].body.model_dump(mode="json") == {
        "to_title": "sentence",
        "remaining_days": 40,
    }
    assert isinstance(second, Aside)
    assert second.problem.code == "IN0312"


def test_a_field_of_a_body_whose_cell_is_empty_is_missing(tmp_path: Path) -> None:
    table = "nr,person,day,planned\n1,a,2026-01-05,2026-06-01\n2,b,2026-01-05,\n"

    assert faults(tmp_path, table, HEAD + PLAN) == [(3, "IN0309")]


def test_a_number_is_no_person_unless_the_map_puts_a_letter_before_it(tmp_path: Path) -> None:
    table = "nr,person,in,out\n1,123456782,2026-01-05,\n"

    assert faults(tmp_path, table, HEAD.replace('prefix = "p-"', "") + STAY) == [(2, "IN0314")]
    assert drafts(tmp_path, table, HEAD + STAY)[0].envelope.subject == "p-123456782"


def test_a_pseudonym_is_the_same_for_the_same_person_and_says_nothing_of_the_number(
    tmp_path: Path,
) -> None:
    table = "nr,person,in,out\n123,987,2026-01-05,\n124,987,2026-03-05,\n125,986,2026-01-05,\n"
    keyed = HEAD.replace("[person]", "[person]\npseudonymise = true")

    one, two, three = drafts(tmp_path, table, keyed + STAY)

    assert one.envelope.subject == two.envelope.subject
    assert one.envelope.subject != three.envelope.subject
    assert "987" not in str(one.envelope.subject)[:6]
    assert len(str(one.envelope.subject)) == len("p-") + 24
    plain_ids = {draft.envelope.event_id for draft in drafts(tmp_path, table, HEAD + STAY)}
    assert one.envelope.event_id not in plain_ids


def test_ids_of_events_stay_the_same_when_rows_move_and_differ_between_rows_and_rules(
    tmp_path: Path,
) -> None:
    rows = ["1,a,2026-01-05,2026-02-05", "2,b,2026-01-05,2026-02-05"]

    one = drafts(tmp_path, "\n".join(["nr,person,in,out", *rows]), HEAD + STAY)
    other = drafts(tmp_path, "\n".join(["nr,person,in,out", *reversed(rows)]), HEAD + STAY)

    assert len({draft.key for draft in one}) == 4
    assert {draft.key for draft in one} == {draft.key for draft in other}


DAMAGED = {
    "too few cells": ("2,b,2026-01-05", "IN0321"),
    "too many cells": ("2,b,2026-01-05,,", "IN0321"),
    "a quote that is never closed": ('2,b,"2026-01-05,', "IN0322"),
    "letters after a quote": ('2,"b"x,2026-01-05,', "IN0322"),
    "no key": (",b,2026-01-05,", "IN0323"),
    "no person": ("2,,2026-01-05,", "IN0323"),
    "a day that is none": ("2,b,2026-02-30,", "IN0313"),
    "NUL": ("2,b\x00,2026-01-05,", "IN0305"),
    "a person of two words": ("2,b c,2026-01-05,", "IN0314"),
    "a megabyte in one cell": (f"2,{'b' * 1_000_000},2026-01-05,", "IN0306"),
    "half a megabyte in one cell": (f"2,{'b' * 500_000},2026-01-05,", "IN0322"),
    "a byte of another encoding": ("2,b\udcff,2026-01-05,", "IN0307"),
}


@pytest.mark.parametrize(("row", "code"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_row_is_put_aside_and_its_neighbours_stay(
    row: str, code: str, tmp_path: Path
) -> None:
    path, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    # The name of the last column shows that the file as a whole is UTF-8.
    lines = ["nr,person,in,out,é", "1,a,2026-01-05,,", f"{row},", "", "3,c,2026-01-05,,"]
    path.write_bytes("\r\n".join(lines).encode("utf-8", "surrogateescape"))
    map_path.write_text(HEAD + STAY, "utf-8")

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, path, map_path)

        assert ledger.streams() == ["person:p-a", "person:p-c"]

    assert [(fault.line, fault.code) for fault in result.faults] == [(3, code)]


def test_a_quoted_cell_holds_separators_quotes_and_line_breaks(tmp_path: Path) -> None:
    table = 'nr,person,note,in,out\n1,a,"one, ""two""\n\nthree",2026-01-05,\n2,b,,2026-01-05,\n'

    units = list(plan(tmp_path, table, HEAD + STAY).read())

    assert [unit.raw.number for unit in units] == [2, 5]
    assert units[0].raw.content == b'1,a,"one, ""two""\n\nthree",2026-01-05,'


def test_a_stray_quote_costs_its_own_row_only(tmp_path: Path) -> None:
    rows = [f"{number},a,2026-01-05," for number in range(300)]
    rows[7] = '7,"a,2026-01-05,'
    rows[9] = '9,a,"2026-01-05,'

    found = faults(tmp_path, "\n".join(["nr,person,in,out", *rows]), HEAD + STAY)

    assert found == [(9, "IN0322"), (11, "IN0322")]


def test_another_encoding_is_read_when_the_map_names_it(tmp_path: Path) -> None:
    table = "nr;person;in;out;gemeente\n1;a;2026-01-05;;Súdwest-Fryslân €\n"
    map_text = (
        f"{HEAD}{STAY}[periods.begin_body]\norigin_municipality = {{ column = 'gemeente' }}\n"
        "[table]\ndelimiter = ';'\nencoding = 'windows-1252'\n"
    )

    (unit,) = plan(tmp_path, table, map_text, "windows-1252").read()

    assert isinstance(unit, Unit)
    assert unit.drafts[0].body.model_dump()["origin_municipality"] == "Súdwest-Fryslân €"


def test_a_file_in_utf_8_is_not_read_as_another_encoding(tmp_path: Path) -> None:
    table = "nr;person;in;out;gemeente\n1;a;2026-01-05;;Súdwest-Fryslân\n"
    map_text = f"{HEAD}{STAY}[table]\ndelimiter = ';'\nencoding = 'windows-1252'\n"

    with pytest.raises(Problem) as caught:
        plan(tmp_path, table, map_text)

    assert (caught.value.code, caught.value.why) == ("IN0107", "it looks like UTF-8")


def test_a_row_that_another_delivery_tells_otherwise_is_put_aside(tmp_path: Path) -> None:
    path, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    map_path.write_text(HEAD + STAY, "utf-8")

    with new_ledger(tmp_path) as ledger:
        path.write_text("nr,person,in,out\n1,a,2026-01-05,2026-02-05\n", "utf-8")
        imported(ledger, path, map_path)
        path.write_text("nr,person,in,out\n1,a,2026-01-05,2026-02-06\n2,b,2026-01-05,\n", "utf-8")
        result = imported(ledger, path, map_path)

    assert [(fault.line, fault.code) for fault in result.faults] == [(2, "IN0330")]
    assert "occurred_on" in str(result.faults[0].why)
    assert (result.added, result.replayed) == (1, 0)
