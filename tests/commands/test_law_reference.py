"""The page about the law says what the rule files say."""

from pathlib import Path
from typing import Final

import pytest

from commands.law_reference import law_reference
from ledger.rulebook import load_rule_set

PAGE: Final = Path(__file__).parent.parent.parent / "docs" / "law.md"
REMAKE: Final = "python -m commands.law_reference >docs/law.md"


def test_the_page_is_that_of_the_rules_as_they_are() -> None:
    assert PAGE.read_text("utf-8") == law_reference() + "\n", f"remake it with: {REMAKE}"


@pytest.mark.parametrize("name", ["law", "seed-2007"])
def test_every_act_and_every_rule_stands_on_the_page_by_both_its_names(name: str) -> None:
    page = law_reference()
    rules = load_rule_set(name)
    titles = [f"### {act.title.en} · {act.title.nl}\n" for act in rules.acts]
    entries = [f"`{each.id}`" for each in (*rules.rules, *rules.references)]

    assert [each for each in (*titles, *entries) if each not in page] == []


def test_what_was_not_checked_is_marked_and_what_was_is_not() -> None:
    page = law_reference()
    rules = [*load_rule_set("law").rules, *load_rule_set("law").references]
    seed = load_rule_set("seed-2007")
    known = {act.id for act in load_rule_set("law").acts}
    rules += [
        each for act in seed.acts if act.id not in known for each in (*act.rules, *act.references)
    ]

    assert page.count(", **not checked**") == sum(not each.verified for each in rules)
    assert page.count(", checked\n") == sum(each.verified for each in rules)


def test_a_jurist_finds_article_days_and_what_is_asked() -> None:
    page = law_reference()
    start = page.index("`wet-brp/ex-officio-at-municipality`")
    told = page[start : page.index("#### ", start)]

    assert "way: address (adres)" in told
    assert "[Wet BRP 2.23(2)-(3)](https://wetten.overheid.nl/BWBR0033715/2022-01-01" in told
    assert "from 2022-01-01; confidence high, checked" in told
    assert "kind: duty" in told
    assert "asks: established identity (statute; Wet BRP 2.20(4))" in told
    assert "only if: place to live: no (statute; Wet BRP 2.23(2))" in told
