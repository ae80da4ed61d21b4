"""A map that cannot be used is refused as a whole, with every place that is wrong."""

from pathlib import Path

import pytest

from domain.errors import Problem
from ledger.intake import IntakeProfile, plan_file
from ledger.intake.units import Unit
from tests.intake.examples import PROFILE, imported, new_ledger

TABLE = "nr,in,out,kind\n1,2026-01-05,2026-02-05,a\n"
GOOD = """
map = 1
source = "urn:test"
key = ["nr"]
[person]
column = "nr"
prefix = "p-"
[envelope]
actor = "desk"
role = "prison"
organisation = "PI"
purpose = "nazorg"
legal_basis = "Pbw 18"
[[periods.columns]]
name = "stay"
begin = "in"
end = "out"
as = "date"
"""
EVENT = """
[[event]]
name = "card"
type = "id-card-applied/1"
on = "in"
body = { place = "desk" }
"""

WRONG_MAPS = {
    "no TOML": ("map = = 1", "IN0202", "line 1, column 7"),
    "a table twice": (GOOD + "[person]\n", "IN0202", "person"),
    "an unknown key": (GOOD.replace("prefix", "prefx"), "IN0203", "person.prefx: "),
    "an unknown key of a period": (GOOD + 'same = "x"\n', "IN0203", "periods.columns[1].same: "),
    "another version of the language": (GOOD.replace("map = 1", "map = 2"), "IN0203", "map: "),
    "no key": (GOOD.replace('key = ["nr"]', ""), "IN0203", "key: Field required"),
    "no person": (GOOD.replace('column = "nr"', ""), "IN0203", "person.column: Field required"),
    "a prefix that is a number": (GOOD.replace('"p-"', '"1-"'), "IN0203", "person.prefix: "),
    "a column that is a number": (GOOD.replace('begin = "in"', "begin = 1"), "IN0203", "begin: "),
    "pseudonyms that begin with nothing": (
        GOOD.replace('prefix = "p-"', "pseudonymise = true"),
        "IN0203",
        "person: `pseudonymise` needs a `prefix`",
    ),
    "a zone that is none": (
        'time_zone = "Europe/Tilburg"\n' + GOOD,
        "IN0203",
        "time_zone: 'Europe/Tilburg' is no time zone",
    ),
    "a zone that is a path": ('time_zone = "../../etc"\n' + GOOD, "IN0203", "is no time zone"),
    "a format that reads nothing": ('dates = ["dd-mm-yyyy"]\n' + GOOD, "IN0203", "dates[1]: "),
    "a separator of two characters": (
        GOOD + '[table]\ndelimiter = "||"\n',
        "IN0203",
        "table.delimiter: ",
    ),
    "no events": (GOOD.partition("[[periods")[0], "IN0203", "it makes no events"),
    "an event type that is none": (
        GOOD + EVENT.replace("applied", "aplied"),
        "IN0203",
        "did you mean 'id-card-applied/1'?",
    ),
    "two rules of one name": (
        GOOD + EVENT.replace('"card"', '"stay"'),
        "IN0203",
        "stay: two rules have this name",
    ),
    "a period like none above": (
        GOOD + 'same_days_as = "booking"\n',
        "IN0203",
        "periods.columns[1].same_days_as: 'booking' is no earlier period",
    ),
    "a period like itself": (
        GOOD + 'same_days_as = "stay"\n',
        "IN0203",
        "periods.columns[1].same_days_as: 'stay' is no earlier period",
    ),
    "a body field that is none": (
        GOOD + EVENT.replace("place =", "plaats ="),
        "IN0203",
        "event[1].body.plaats: id-card-applied/1 has no such field; it has place",
    ),
    "a body without a field it needs": (
        GOOD + EVENT.replace('place = "desk"', ""),
        "IN0203",
        "event[1].body.place: id-card-applied/1 needs this field",
    ),
    "a body with a word that is not in the list": (
        GOOD + EVENT.replace('"desk"', '"kitchen"'),
        "IN0203",
        "event[1].body.place: 'kitchen' cannot stand here",
    ),
    "a translation to a word that is not in the list": (
        GOOD + EVENT.replace('"desk"', '{ column = "kind", values = { a = "kitchen" } }'),
        "IN0203",
        "event[1].body.place: 'kitchen' cannot stand here",
    ),
    "a body of an end that belongs to a begin": (
        GOOD + '[periods.end_body]\ninstitution = "PI"\n',
        "IN0203",
        "periods.end_body.institution: person-released/1 has no such field",
    ),
    "tables where the type has none": (
        GOOD + EVENT.replace('"desk"', '[{ kind = "a" }]'),
        "IN0203",
        "event[1].body.place: this field of id-card-applied/1 holds no tables",
    ),
    "a wrong word in a table of a body": (
        GOOD
        + EVENT.replace("id-card-applied", "screening-completed").replace(
            'place = "desk"', 'findings = [{ need = "horse", answer = "unknown" }]'
        ),
        "IN0203",
        "event[1].body.findings[1].need: 'horse' cannot stand here",
    ),
    "a certainty that is none": (
        GOOD.replace("[envelope]", '[envelope]\ncertainty = "perhaps"'),
        "IN0203",
        "envelope.certainty: 'perhaps' cannot stand here",
    ),
    "a condition that asks nothing": (
        GOOD + EVENT + 'only_if = [{ column = "kind" }]\n',
        "IN0203",
        "event[1].only_if[1]: give exactly one of",
    ),
    "a condition that asks two things": (
        GOOD + EVENT + 'only_if = [{ column = "kind", filled = true, is_one_of = ["a"] }]\n',
        "IN0203",
        "event[1].only_if[1]: give exactly one of",
    ),
    "times without a zone": (
        'times = ["%Y-%m-%d %H:%M"]\n' + GOOD.replace('"date"', '"time"'),
        "IN0204",
        "column 'in'",
    ),
    "no source": (GOOD.replace('source = "urn:test"', ""), "IN0203", "source: neither"),
    "pseudonyms without a key": (
        GOOD.replace("[person]", "[person]\npseudonymise = true"),
        "IN0205",
        "",
    ),
}


@pytest.mark.parametrize(("text", "code", "says"), WRONG_MAPS.values(), ids=WRONG_MAPS.keys())
def test_a_wrong_map_is_refused_and_nothing_is_written(
    text: str, code: str, says: str, tmp_path: Path
) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(TABLE, "utf-8")
    map_path.write_text(text, "utf-8")

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, table, map_path)
        assert ledger.head().position == 0

    problem = caught.value
    assert (problem.code, problem.exit_code) == (code, 3)
    assert says in str(problem.why or "")
    assert str(map_path) in str(problem.where)


def test_the_map_from_which_the_wrong_ones_were_made_is_good(tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(TABLE, "utf-8")
    map_path.write_text(GOOD + EVENT, "utf-8")

    with new_ledger(tmp_path) as ledger:
        assert imported(ledger, table, map_path).added == 3


def test_every_mistake_in_a_map_is_named_at_once(tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(TABLE, "utf-8")
    map_path.write_text(GOOD.replace("prefix", "prefx").replace("map = 1", "map = 2"), "utf-8")

    with pytest.raises(Problem) as caught:
        plan_file(table, profile=PROFILE, map_path=map_path)

    assert str(caught.value.why).count(": ") == 2


def test_a_missing_map_is_not_found(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-8")

    with pytest.raises(Problem) as caught:
        plan_file(table, profile=PROFILE, map_path=tmp_path / "map.toml")

    assert (caught.value.code, caught.value.exit_code) == ("IN0201", 5)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfem\x00", "IN0202"), (b"#" * 1_000_001, "IN0202"), (b"a=" + b"[" * 9999, "IN0202")],
    ids=["another encoding", "a megabyte", "nested without end"],
)
def test_a_map_that_is_no_map_is_refused(content: bytes, code: str, tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(TABLE, "utf-8")
    map_path.write_bytes(content)

    with pytest.raises(Problem) as caught:
        plan_file(table, profile=PROFILE, map_path=map_path)

    assert caught.value.code == code


WRONG_TABLES = {
    "a column that is not there": ("nr,in,uit\n1,2026-01-05,\n", "IN0110", "'out'"),
    "a column written otherwise": ("nr,in,Out\n1,2026-01-05,\n", "IN0110", "perhaps 'Out'?"),
    "another separator": (
        "nr;in;out\n1;2026-01-05;\n",
        "IN0110",
        "the number of cells in the first line is 1",
    ),
    "no header": ("1,2026-01-05,2026-02-05\n", "IN0110", "'nr'"),
    "two columns of one name": ("nr,in,out,in\n1,2026-01-05,,\n", "IN0109", "'in'"),
    "a quote that is never closed": ('nr,in,"out\n1,2026-01-05,\n', "IN0109", "quote"),
}


@pytest.mark.parametrize(("text", "code", "says"), WRONG_TABLES.values(), ids=WRONG_TABLES.keys())
def test_a_table_that_does_not_fit_its_map_is_refused(
    text: str, code: str, says: str, tmp_path: Path
) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(text, "utf-8")
    map_path.write_text(GOOD, "utf-8")

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, table, map_path)
        assert ledger.head().position == 0

    assert (caught.value.code, caught.value.exit_code) == (code, 3)
    assert says in str(caught.value.why)
    assert caught.value.where == f"{table}:1"


def test_the_first_time_without_a_zone_is_a_fault_of_the_map(tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    rows = ["nr,in,out", "1,2026-01-05T10:00:00Z,", "2,2026-01-05T10:00:00,"]
    table.write_text("\n".join(rows), "utf-8")
    map_path.write_text(GOOD.replace('"date"', '"time"'), "utf-8")

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, table, map_path)
        assert ledger.head().position == 0

    assert (caught.value.code, caught.value.where) == ("IN0204", f"{table}:3")


def test_a_time_without_a_zone_is_found_before_anything_is_written(tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    rows = ["nr,in,out,noted", *(f"{n},2026-01-05,,2026-01-06T10:00:00Z" for n in range(600))]
    table.write_text("\n".join([*rows, "601,2026-01-05,,2026-01-06T10:00:00"]), "utf-8")
    noted = '[envelope]\nnoted_at = { column = "noted", as = "time" }'
    map_path.write_text(GOOD.replace("[envelope]", noted), "utf-8")

    with new_ledger(tmp_path) as ledger:
        with pytest.raises(Problem) as caught:
            imported(ledger, table, map_path)
        assert ledger.head().position == 0

    assert (caught.value.code, caught.value.where) == ("IN0204", f"{table}:602")


def test_the_profile_says_what_the_map_does_not(tmp_path: Path) -> None:
    table, map_path = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text(TABLE, "utf-8")
    map_path.write_text(
        GOOD.replace('source = "urn:test"', "").replace('actor = "desk"', ""), "utf-8"
    )
    profile = IntakeProfile(account="importer", source="urn:profile", actor="u-7", role="other")

    (unit,) = plan_file(table, profile=profile, map_path=map_path).read()
    assert isinstance(unit, Unit)
    envelope = unit.drafts[0].envelope

    assert (envelope.source, envelope.actor, envelope.role) == ("urn:profile", "u-7", "prison")
    assert envelope.recorded_by == "importer"
