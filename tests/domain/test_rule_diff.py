"""What differs between the rules of two days."""

from datetime import date

from domain.needs import Need
from domain.rule_diff import Change, FieldChange, differences, rules_on
from domain.rules import WayKind
from ledger.rulebook import load_rule_set
from tests.domain.rule_sets import rule_set, way

BEFORE, AFTER = date(2009, 6, 1), date(2011, 6, 1)
LAST, FIRST = date(2009, 12, 31), date(2010, 1, 1)


def test_rules_that_came_went_and_changed_are_told_apart() -> None:
    rules = rule_set(
        way(Need.CASH, valid_to=LAST),
        way(Need.ADDRESS, valid_from=FIRST),
        way(Need.BENEFIT, id="benefit", kind=WayKind.OPTION, valid_to=LAST),
        way(Need.BENEFIT, id="benefit", kind=WayKind.DUTY, valid_from=FIRST),
        way(Need.SHELTER),
    )

    found = differences(rules_on(rules, BEFORE), rules_on(rules, AFTER))

    assert [(each.change, each.rule.id.split("/")[1]) for each in found] == [
        (Change.CAME, "address"),
        (Change.WENT, "cash"),
        (Change.CHANGED, "benefit"),
    ]
    assert found[2].fields == (FieldChange("kind", "option", "duty"),)


def test_a_version_that_says_the_same_is_no_change() -> None:
    rules = rule_set(way(Need.CASH, valid_to=LAST), way(Need.CASH, valid_from=FIRST))

    assert differences(rules_on(rules, BEFORE), rules_on(rules, AFTER)) == ()


def test_a_frozen_rule_set_is_the_same_on_every_day() -> None:
    rules = load_rule_set("law-2007")

    assert rules_on(rules, date(2007, 7, 1)) == rules_on(rules, date(2026, 11, 24))


def test_what_reports_look_up_is_compared_too() -> None:
    law = load_rule_set("law")

    found = differences(rules_on(law, date(2018, 5, 24)), rules_on(law, date(2018, 5, 25)))

    told = {(each.change, each.rule.id.split("/")[0]) for each in found}
    assert told >= {(Change.WENT, "wbp"), (Change.CAME, "avg")}
