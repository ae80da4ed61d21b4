"""Rule sets are found by name, by path, and both together."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from domain.errors import Problem
from domain.rule_files import ActTwice, RuleFileFault, RuleFileNotToml, read_rule_set
from domain.rules import RULE_SET_NAMES
from ledger.rulebook import (
    FROZEN_ON,
    FolderWithoutRuleFiles,
    NestedFrozenRuleSets,
    RuleFileTwice,
    RuleFileUnreadable,
    RuleSetNotInForce,
    UnknownRuleSetName,
    load_rule_set,
    rule_set_content,
    rules_in_force,
)
from tests.domain.rule_texts import WAY, file_of


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.toml"
    path.write_bytes(file_of(WAY))
    return path


@pytest.mark.parametrize("name", RULE_SET_NAMES)
def test_every_rule_set_that_comes_with_the_ledger_reads_back_from_what_is_kept(name: str) -> None:
    content = rule_set_content(name)

    assert read_rule_set(content) == load_rule_set(name)
    assert load_rule_set(name).digest == sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("name", "frozen_on"),
    [("seed-2007", date(2007, 7, 1)), ("law-2007", date(2007, 7, 1)), ("law", None)],
)
def test_the_rule_sets_of_2007_are_frozen_and_the_law_is_not(
    name: str, frozen_on: date | None
) -> None:
    assert load_rule_set(name).frozen_on == frozen_on


def test_law_2007_is_the_law_of_that_day() -> None:
    of_that_day = load_rule_set("law").in_force(date(2007, 7, 1))

    assert load_rule_set("law-2007").in_force(date(2026, 11, 24)) == of_that_day


def test_a_rule_set_is_read_once() -> None:
    assert load_rule_set("law") is load_rule_set("law")


def test_a_file_is_a_rule_set_of_its_own(policy: Path) -> None:
    rules = load_rule_set(str(policy))

    assert (rules.name, rules.frozen_on, len(rules.rules)) == ("policy.toml", None, 1)


def test_a_folder_is_a_rule_set_of_all_its_files(policy: Path) -> None:
    (policy.parent / "other.toml").write_bytes(file_of(WAY).replace(b"local", b"other"))
    (policy.parent / "notes.txt").write_text("no rules")

    assert [act.id for act in load_rule_set(str(policy.parent)).acts] == ["local", "other"]


def test_a_file_that_changed_is_read_again(policy: Path) -> None:
    before = load_rule_set(str(policy))
    policy.write_bytes(file_of(WAY.replace("2010", "2011")))

    assert load_rule_set(str(policy)) != before


def test_a_municipality_adds_its_policy_to_the_law(policy: Path) -> None:
    rules = load_rule_set(f"law+{policy}")
    day = date(2018, 6, 1)

    assert rules.name == "law+policy.toml"
    assert {way.id for way in rules.in_force(day).ways} - {
        way.id for way in load_rule_set("law").in_force(day).ways
    } == {"local/lent-by-the-municipality"}


def test_what_is_added_to_a_frozen_rule_set_is_frozen_with_it(policy: Path) -> None:
    rules = load_rule_set(f"law-2007+{policy}")

    assert rules.frozen_on == date(2007, 7, 1)
    assert rules.in_force(date(2018, 1, 1)) == load_rule_set("law-2007").in_force(FROZEN_ON)


def test_a_path_with_a_plus_in_it_is_found(policy: Path) -> None:
    renamed = policy.rename(policy.parent / "a+b.toml")

    assert load_rule_set(str(renamed)).name == "a+b.toml"


@pytest.mark.parametrize("name", ["lwa", "law2007", "", "nowhere.toml", "law+nowhere.toml", "+"])
def test_an_unknown_name_is_told_with_the_names_there_are(name: str) -> None:
    with pytest.raises(UnknownRuleSetName) as raised:
        load_rule_set(name)

    assert "seed-2007, law-2007, law" in (raised.value.help or "")
    assert raised.value.exit_code == 5


def test_a_misspelt_name_gets_a_suggestion() -> None:
    with pytest.raises(UnknownRuleSetName) as raised:
        load_rule_set("law2007")

    assert raised.value.why == "Did you mean law-2007?"


def test_two_rule_sets_that_come_with_the_ledger_cannot_be_added_together() -> None:
    with pytest.raises(NestedFrozenRuleSets):
        load_rule_set("law+seed-2007")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderWithoutRuleFiles):
        load_rule_set(str(tmp_path))


def test_two_files_of_one_name_are_refused(policy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "policy.toml").write_bytes(file_of(WAY).replace(b"local", b"other"))

    with pytest.raises(RuleFileTwice, match=r"called policy\.toml"):
        load_rule_set(f"law+{policy}+{folder}")


def test_an_act_of_the_law_cannot_be_replaced_by_ones_own(policy: Path) -> None:
    policy.write_bytes(file_of(WAY).replace(b"local", b"wwb"))

    with pytest.raises(ActTwice, match="wwb stands in two files"):
        load_rule_set(f"law+{policy}")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises((RuleFileUnreadable, UnknownRuleSetName)):
        load_rule_set("x" * 5000)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"not toml", RuleFileNotToml),
        (file_of(WAY.replace('"address"', '"adress"')), RuleFileFault),
        (file_of(WAY.replace("2010-01-01", '"soon"')), RuleFileFault),
    ],
    ids=["no TOML", "unknown need", "wrong date"],
)
def test_a_faulty_file_is_refused_with_its_name(
    policy: Path, content: bytes, error: type[Problem]
) -> None:
    policy.write_bytes(content)

    with pytest.raises(error) as raised:
        load_rule_set(str(policy))

    assert (raised.value.where or "").startswith("policy.toml")


def test_the_law_has_no_rules_before_2002() -> None:
    with pytest.raises(RuleSetNotInForce, match="no rules for 2001-12-31") as raised:
        rules_in_force(load_rule_set("law"), date(2001, 12, 31))

    assert "2002-01-01" in (raised.value.why or "")
    assert rules_in_force(load_rule_set("law"), date(2002, 1, 1)).ways


@pytest.mark.parametrize("name", ["seed-2007", "law-2007"])
def test_a_frozen_rule_set_has_rules_for_any_day(name: str) -> None:
    assert rules_in_force(load_rule_set(name), date(1950, 1, 1)).ways
