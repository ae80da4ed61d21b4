"""`init` makes a ledger, its keys and a profile, and says so."""

import stat
import tomllib
from pathlib import Path

import pytest

from tests.commands.shell import Typing

pytestmark = pytest.mark.usefixtures("running_clock")


def test_a_ledger_its_keys_and_a_profile_are_made_here(shell: Typing, tmp_path: Path) -> None:
    answer = shell("init")

    assert answer.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "reintegration.db",
        "reintegration.db.keys",
        "reintegration.db.keys.master",
        "reintegration.db.profile.toml",
    ]


def test_what_was_made_is_for_its_owner_only(office: Typing, tmp_path: Path) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}

    assert set(modes.values()) == {0o600}
    assert "reintegration.db.access.jsonl" in modes


def test_it_says_that_the_reading_purpose_is_a_default_that_is_logged(shell: Typing) -> None:
    answer = shell("init")

    assert "logged with purpose 'aftercare' and basis 'Pbw 18a'" in answer.err
    assert "backups of the keys" in answer.err


def test_what_is_said_stands_in_the_profile(shell: Typing, tmp_path: Path) -> None:
    shell(
        *("init", "here.db", "--organisation", "Tilburg", "--role", "nazorg", "--account", "u-7"),
        *("--purpose", "nazorg", "--basis", "Wmo 2015 2.3.1", "--source", "urn:x:y"),
        *("--reading-purpose", "audit", "--reading-basis", "AVG 6(1)(e)"),
        *("--rules", "seed-2007", "--lang", "nl"),
    )

    assert tomllib.loads((tmp_path / "here.db.profile.toml").read_text()) == {
        "account": "u-7",
        "role": "nazorg",
        "organisation": "Tilburg",
        "source": "urn:x:y",
        "purpose": "nazorg",
        "legal_basis": "Wmo 2015 2.3.1",
        "reading_purpose": "audit",
        "reading_basis": "AVG 6(1)(e)",
        "language": "nl",
        "rules": "seed-2007",
    }


def test_the_source_is_the_ledger_itself_unless_another_is_said(
    shell: Typing, tmp_path: Path
) -> None:
    made = shell("init", "--json").data

    profile = tomllib.loads((tmp_path / "reintegration.db.profile.toml").read_text())

    assert profile["source"] == f"urn:uuid:{made['ledger_id']}"


def test_json_tells_where_everything_is(shell: Typing) -> None:
    answer = shell("init", "--json", "--rehearsal")

    data = answer.data
    del data["ledger_id"]
    assert data == {
        "ledger": "reintegration.db",
        "rehearsal": True,
        "keys": "reintegration.db.keys",
        "master_key": "reintegration.db.keys.master",
        "profile": "reintegration.db.profile.toml",
        "access_log": "reintegration.db.access.jsonl",
    }
    assert answer.meta["position"] == answer.meta["size"] == 0


def test_nothing_is_overwritten(office: Typing, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    with_profile = office("init")
    (tmp_path / "reintegration.db.profile.toml").unlink()
    without_profile = office("init")

    assert (with_profile.status, without_profile.status) == (6, 6)
    assert "error[CL0103]" in with_profile.err
    assert "help: make a new ledger elsewhere: reintegration init NEW-PATH" in with_profile.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()}.items() <= before.items()


def test_a_ledger_named_twice_is_refused(shell: Typing) -> None:
    assert shell("--ledger", "a.db", "init", "b.db").status == 2


@pytest.mark.parametrize("place", ["nowhere/reintegration.db", "file/reintegration.db"])
def test_a_place_that_is_no_folder_is_refused(shell: Typing, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")

    answer = shell("init", place)

    assert answer.status == 10
    assert "help:" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_ledger_on_a_server_has_its_profile_beside_its_keys(
    shell: Typing, postgres_url: str, tmp_path: Path
) -> None:
    answer = shell("init", postgres_url, "--keys", str(tmp_path / "k"), "--json")

    assert answer.status == 0, answer.err
    assert answer.data["profile"] == str(tmp_path / "k.profile.toml")
    assert answer.data["access_log"] == str(tmp_path / "k.access.jsonl")


def test_a_ledger_on_a_server_needs_a_place_for_its_keys(shell: Typing, postgres_url: str) -> None:
    answer = shell("init", postgres_url)

    assert answer.status == 2
    assert "error[LG0201]" in answer.err


@pytest.mark.parametrize("name", ["two\nlines", "\udcff", "x" * 201])
def test_a_name_that_cannot_stand_in_a_profile_makes_nothing(
    shell: Typing, tmp_path: Path, name: str
) -> None:
    answer = shell("init", "--org", name)

    assert answer.status == 2
    assert "error[CL0204]" in answer.err
    assert list(tmp_path.iterdir()) == []
