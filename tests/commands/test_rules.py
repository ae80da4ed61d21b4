"""`rules` shows the law that the ledger reads, and whether it holds together."""

import re
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
    assert {each.get("need") or each["lacking"] for each in by_need} == {"address"}


@pytest.mark.parametrize("rules", RULE_SET_NAMES)
def test_a_list_of_rules_names_forms_and_needs_in_dutch(shell: Typing, rules: str) -> None:
    answer = shell("rules", "list", "--rules", rules, "--lang", "nl")

    assert answer.status == 0
    named = {re.split(r"  +", line)[1] for line in answer.out.splitlines() if "/" in line}
    assert {"weg", "beëindiging", "ingreep", "termijn"} <= named
    assert named & {"way", "ending", "intervention", "deadline"} == set()


def test_a_rule_is_shown_in_the_language_asked_for(shell: Typing, tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text(LOCAL)

    dutch = shell("rules", "show", "address", "--rules", "local.toml", "--lang", "nl").out
    english = shell("rules", "show", "address", "--rules", "local.toml").out

    assert dutch.splitlines()[:2] == ["local/address  (weg, 2020-01-01 - )", "Briefadres"]
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
    assert "local.toml, line 5, income: No rule says how it is met" in answer.err
    assert "Add a way to meet it" in answer.err


def test_the_later_of_two_versions_that_overlap_is_the_one_to_repair(
    shell: Typing, tmp_path: Path
) -> None:
    later = LOCAL[LOCAL.index("[[ways]]") :].replace("2020-01-01", "2024-01-01")
    (tmp_path / "local.toml").write_text(LOCAL + later)

    answer = shell("rules", "check", "--rules", "local.toml", "--json")

    assert answer.status == 3
    [problem] = [each for each in answer.data[0]["problems"] if each["fault"]]
    assert (problem["kind"], problem["where"]) == ("overlap", "local.toml, line 16")


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('need = "address"', 'need = "adress"', 8, "'address'"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01\nvalid_to = 2019-01-01", 14, "before"),
        (
            'confidence = "high"',
            'guards = [{ circumstance = "weather", holds = true }]\nconfidence = "high"',
            14,
            "'detained'",
        ),
        (
            'confidence = "high"',
            'guards = [{ circumstance = "benefit", holds = false }]\nconfidence = "high"',
            14,
            "forecast",
        ),
    ],
    ids=["unknown need", "ends before it begins", "unknown circumstance", "negation over a need"],
)
def test_what_a_file_says_wrongly_is_refused_with_its_line_and_help(
    shell: Typing, tmp_path: Path, old: str, new: str, line: int, told: str
) -> None:
    (tmp_path / "local.toml").write_text(LOCAL.replace(old, new))

    answer = shell("rules", "check", "--rules", "local.toml")

    assert answer.status == 3
    assert f"local.toml, line {line}, rule local/address" in answer.err
    assert told in answer.err
    assert "help" in answer.err


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


def test_the_circles_of_a_rule_set_are_listed_with_what_breaks_them(shell: Typing) -> None:
    data = shell("rules", "cycles", "--rules", "law-2007", "--json").data

    hardest = data["circles"][0]
    assert (hardest["needs"], hardest["weakest"]) == (
        ["id_document", "registration", "address", "benefit"],
        "statute",
    )
    assert {link["bindingness"] for link in hardest["links"]} == {"statute"}
    assert "wgba/postal-address-by-choice" in hardest["past"]
    assert "wgba/municipality-lends-address" in hardest["decisions"]
    assert ("address", "address_giver") in {
        (each["need"], each["circumstance"]) for each in data["dead_ends"]
    }


def test_circles_are_those_of_the_day_asked_about(shell: Typing) -> None:
    before = shell("rules", "cycles", "--on", "2021-12-31", "--json")
    after = shell("rules", "cycles", "--on", "2022-01-01", "--json")

    assert "address" in {each["need"] for each in before.data["dead_ends"]}
    assert "address" not in {each["need"] for each in after.data["dead_ends"]}
    assert after.meta["as_of"] == "2022-01-01"


def test_circles_dead_ends_and_spirals_are_told_in_dutch(shell: Typing) -> None:
    answer = shell("rules", "cycles", "--rules", "seed-2007", "--lang", "nl").out

    assert "identiteitsbewijs > inschrijving > identiteitsbewijs" in answer
    assert "Dood spoor: adres hangt af van 'iemand die een briefadres geeft'" in answer
    assert "Spiraal: " in answer


def test_two_days_of_the_law_are_compared_rule_by_rule_and_field_by_field(shell: Typing) -> None:
    answer = shell("rules", "diff", "law", "--on", "2021-12-31", "--on", "2022-01-01", "--json")

    told = {(each["change"], each["rule"]): each["fields"] for each in answer.data["changes"]}
    assert ("came", "wet-brp/ex-officio-at-municipality") in told
    assert ("went", "wet-brp/municipality-lends-address") in told
    changed = told["changed", "wet-brp/ex-officio-at-giver"]
    assert {"field": "kind", "before": "option", "after": "duty"} in changed


def test_a_change_of_the_law_is_told_in_dutch(shell: Typing) -> None:
    days = ("--on", "2006-12-31", "--on", "2007-01-01")
    answer = shell("rules", "diff", "law", *days, "--lang", "nl").out

    assert "Van law (2006-12-31) naar law (2007-01-01)" in answer
    assert "Voorschot op de bijstand  (wwb/advance; Wwb 52(1)-(2))" in answer
    assert "      - option\n      + duty" in answer


def test_two_rule_sets_are_compared_each_on_its_day(shell: Typing) -> None:
    answer = shell("rules", "diff", "law-2007", "law", "--on", "2026-11-24", "--json").data

    assert (answer["before"]["on"], answer["after"]["on"]) == ("2007-07-01", "2026-11-24")
    assert "wwb/general-assistance" in {
        each["rule"] for each in answer["changes"] if each["change"] == "went"
    }


def test_a_day_on_which_nothing_changed_shows_no_difference(shell: Typing) -> None:
    answer = shell("rules", "diff", "law", "--on", "2019-03-01", "--on", "2019-03-02")

    assert "Nothing differs." in answer.out


@pytest.mark.parametrize(
    "asked",
    [("law",), ("law", "--on", "2022-01-01"), ("law", "law-2007", "seed-2007")],
    ids=["one set, no day", "one set, one day", "three sets"],
)
def test_what_cannot_be_compared_is_refused(shell: Typing, asked: tuple[str, ...]) -> None:
    answer = shell("rules", "diff", *asked)

    assert answer.status == 2
    assert "error[CL0320]" in answer.err


def test_what_reports_look_up_is_listed_and_shown(shell: Typing) -> None:
    rows = shell("rules", "list", "--rules", "seed-2007", "--json").data
    shown = shell("rules", "show", "practice-detention/sup-kort", "--rules", "seed-2007").out

    assert "support" in {row["form"] for row in rows}
    assert "practical-support" in shown


def test_rules_in_circles_have_the_name_of_the_day_and_a_star_where_no_text_was_read(
    shell: Typing,
) -> None:
    asked = ("rules", "cycles", "--rules", "law-2007")
    told = shell(*asked).out
    data = shell(*asked, "--json").data

    rule = "paspoortwet/document-from-own-municipality"
    assert f"Identity card or passport from one's own municipality ({rule})" in told
    assert "(paspoortwet/passport-for-non-resident *)" in told
    assert "* not checked against a text of the law" in told
    assert "paspoortwet/passport-for-non-resident" in data["unverified"]
    assert rule not in data["unverified"]
