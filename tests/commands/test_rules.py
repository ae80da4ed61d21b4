"""`rules` shows the law that the ledger reads, and whether it holds together."""

from pathlib import Path
from typing import Final

import pytest

from domain.rules import RULE_SET_NAMES
from tests.commands.shell import Typing

LOCAL: Final = """
id = "local"
title = { nl = "Beleid", en = "Policy" }
summary = { nl = "Eigen beleid.", en = "Own policy." }
[[ways]]
id = "local/address"
name = { nl = "Briefadres", en = "Postal address" }
need = "address"
kind = "ordinary"
actor = { nl = "de betrokkene", en = "the person" }
decider = { nl = "de gemeente", en = "the municipality" }
source = { law = "Local policy" }
valid_from = 2020-01-01
confidence = "high"
verified = true
"""
CONDITION: Final = 'conditions = [{ need = "income", bindingness = "practice" }]\n'


def test_the_rule_sets_are_listed(shell: Typing) -> None:
    rows = shell("rules", "list", "--json").data

    assert [row["name"] for row in rows] == list(RULE_SET_NAMES)
    assert [row["frozen_on"] for row in rows] == ["2007-07-01", "2007-07-01", None]


def test_the_rules_of_one_are_listed_with_their_sources(shell: Typing) -> None:
    answer = shell("rules", "list", "--rules", "seed-2007", "--json")

    assert {row["need"] for row in answer.data} >= {"id_document", "registration", "benefit"}
    assert all(row["source"] for row in answer.data)
    assert answer.meta["rules"] == "seed-2007"


def test_a_rule_is_found_by_its_name_its_act_or_its_need(shell: Typing) -> None:
    rule = shell("rules", "list", "--rules", "law", "--json").data[0]

    by_name = shell("rules", "show", rule["id"], "--json").data
    by_act = shell("rules", "show", rule["id"].partition("/")[0], "--json").data
    by_need = shell("rules", "show", "address", "--json").data

    assert {each["id"] for each in by_name} == {rule["id"]}
    assert rule["id"] in {each["id"] for each in by_act}
    assert {each["need"] for each in by_need} == {"address"}


def test_a_rule_is_shown_in_the_language_asked_for(shell: Typing, tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text(LOCAL)

    dutch = shell("rules", "show", "address", "--rules", "local.toml", "--lang", "nl").out
    english = shell("rules", "show", "address", "--rules", "local.toml").out

    assert dutch.splitlines()[:2] == ["local/address  (way, 2020-01-01 - )", "Briefadres"]
    assert english.splitlines()[1] == "Postal address"
    assert "de gemeente" in dutch


def test_a_rule_that_does_not_exist_brings_a_near_one(shell: Typing) -> None:
    answer = shell("rules", "show", "adress")

    assert answer.status == 5
    assert "did you mean address?" in answer.err


def test_the_rules_that_come_with_the_ledger_fit_each_other(shell: Typing) -> None:
    answer = shell("rules", "check", "--json")

    assert answer.status == 0, answer.err
    assert [(each["rules"], each["holds"]) for each in answer.data] == [
        (name, True) for name in RULE_SET_NAMES
    ]


def test_the_circle_of_2007_is_printed(shell: Typing) -> None:
    answer = shell("rules", "check", "--rules", "seed-2007", "--lang", "nl")

    assert "kring" in answer.out
    assert "identiteitsbewijs, inschrijving, adres" in answer.out


def test_rules_that_do_not_fit_end_with_status_3(shell: Typing, tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text(LOCAL + CONDITION)

    answer = shell("rules", "check", "--rules", "local.toml")

    assert answer.status == 3
    assert "local.toml: not all rules fit." in answer.out
    assert "error[CL0312]" in answer.err
    assert "income" in answer.err


@pytest.mark.parametrize(
    ("content", "code"), [("id = ", "RU0202"), (LOCAL.replace("address", "moon"), "RU0203")]
)
def test_a_faulty_file_of_rules_is_refused(
    shell: Typing, tmp_path: Path, content: str, code: str
) -> None:
    (tmp_path / "local.toml").write_text(content)

    answer = shell("rules", "check", "--rules", "local.toml")

    assert answer.status == 3
    assert f"error[{code}]" in answer.err
