"""Priority for a dwelling, duties before release, sharing of data, and support by group."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.events.detention import DetentionGroup
from domain.events.sharing import DataCategory
from domain.needs import Need
from domain.references import Duty, Reference, SharingGround, Support
from domain.rules import Bindingness
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import REGISTERED, Circumstances, Law

TODAY = date(2026, 11, 24)
BY_YEARS = "huisvestingswet-2014/national-category-by-residence"
BY_INTEREST = "huisvestingswet-2014/national-category-by-interest"
IN_LINE: Circumstances = {**REGISTERED, Circumstance.ORDINANCE_IN_LINE: True}


def looked_up(rules: str, day: date) -> dict[str, Reference]:
    rule_set = load_rule_set(rules)
    at = rule_set.day_of_law(day)
    return {each.id: each for each in rule_set.references if each.in_force(at)}


@pytest.mark.parametrize(
    ("day", "there"), [(date(2026, 6, 30), False), (date(2026, 7, 1), True)], ids=str
)
def test_who_leaves_prison_is_a_compulsory_category_since_july_2026(
    day: date, *, there: bool
) -> None:
    ways = {way.id for way in Law("law", day).ways_to(Need.HOUSING)}

    assert ({BY_YEARS, BY_INTEREST} <= ways) is there


def test_whether_the_ordinance_is_in_line_is_not_known_unless_somebody_says_so() -> None:
    for way in (BY_YEARS, BY_INTEREST):
        assert Law("law", TODAY, REGISTERED).is_open(way) is None


def test_an_ordinance_that_is_not_in_line_gives_no_priority_yet() -> None:
    not_yet = {**REGISTERED, Circumstance.ORDINANCE_IN_LINE: False}

    assert Law("law", TODAY, not_yet).is_open(BY_INTEREST) is False


@pytest.mark.parametrize(
    ("known", "way"),
    [
        (Circumstance.RESIDED_IN_REGION, BY_YEARS),
        (Circumstance.REGIONAL_INTEREST, BY_INTEREST),
    ],
    ids=str,
)
def test_six_years_or_a_reasonable_interest_bind_to_the_region(
    known: Circumstance, way: str
) -> None:
    assert Law("law", TODAY, {**IN_LINE, known: True}).is_open(way) is True
    assert Law("law", TODAY, {**IN_LINE, known: False}).is_open(way) is False


def test_priority_is_for_who_left_prison() -> None:
    inside = {**IN_LINE, Circumstance.RELEASED: False, Circumstance.REGIONAL_INTEREST: True}

    assert Law("law", TODAY, inside).is_open(BY_INTEREST) is False


def test_a_reasonable_interest_asks_no_registration_and_income_all_the_same() -> None:
    asked = {each.need: each.bindingness for each in Law("law", TODAY).way(BY_INTEREST).conditions}

    assert asked == {Need.INCOME: Bindingness.FACTUAL}


@pytest.mark.parametrize(
    ("day", "duties"),
    [
        (date(2007, 7, 1), {"return-to-society"}),
        (
            TODAY,
            {
                "return-to-society",
                "plan-within-four-weeks",
                "consult-municipality",
                "evaluate-plan",
                "plan-for-persistent-offenders",
            },
        ),
    ],
    ids=["2007", "now"],
)
def test_in_2007_the_act_knew_a_principle_and_now_it_knows_a_plan(
    day: date, duties: set[str]
) -> None:
    found = {
        each.id.removeprefix("penitentiaire-beginselenwet/")
        for each in looked_up("law", day).values()
        if isinstance(each, Duty) and each.id.startswith("penitentiaire-beginselenwet/")
    }

    assert found == duties


@pytest.mark.parametrize(
    ("day", "duties"),
    [
        (date(2007, 7, 1), {"wgba/tell-of-postal-address"}),
        (date(2026, 6, 30), {"wet-brp/tell-of-postal-address", "wet-brp/report-doubt"}),
        (
            TODAY,
            {
                "wet-brp/tell-of-postal-address",
                "wet-brp/report-doubt",
                "participatiewet/application-without-delay",
            },
        ),
    ],
    ids=["2007", "half 2026", "now"],
)
def test_prison_register_and_benefit_desk_owe_something_without_being_asked(
    day: date, duties: set[str]
) -> None:
    acts = {"wgba", "wet-brp", "wwb", "participatiewet"}
    found = {
        each.id
        for each in looked_up("law", day).values()
        if isinstance(each, Duty) and each.id.partition("/")[0] in acts
    }

    assert found == duties


def test_debt_help_and_public_order_have_grounds_of_their_own() -> None:
    found = looked_up("law", TODAY)

    debts, order = found["wgs/debt-help"], found["wjsg/notice-of-return-to-mayor"]
    assert isinstance(debts, SharingGround)
    assert isinstance(order, SharingGround)
    assert (debts.permits, order.permits) == (True, True)
    assert order.purpose.en.endswith("not care or help")


def test_a_duty_with_a_term_names_the_deadline_that_computes_it() -> None:
    codes = {deadline.code for deadline in load_rule_set("law").deadlines}
    named = {
        each.deadline
        for rules in ("law", "seed-2007")
        for each in load_rule_set(rules).references
        if isinstance(each, Duty) and each.deadline is not None
    }

    assert named == {"D02", "D03", "D04"}
    assert named <= codes


@pytest.mark.parametrize(
    ("day", "act"), [(date(2018, 5, 24), "wbp"), (date(2018, 5, 25), "avg")], ids=str
)
def test_the_wbp_gave_way_to_the_avg(day: date, act: str) -> None:
    acts = {
        each.id.partition("/")[0]
        for each in looked_up("law", day).values()
        if isinstance(each, SharingGround)
    }

    assert acts & {"wbp", "avg"} == {act}


@pytest.mark.parametrize("day", [date(2007, 7, 1), TODAY], ids=str)
def test_sharing_for_a_task_has_always_been_allowed_and_consent_never_enough(day: date) -> None:
    permits = {
        each.id.partition("/")[2]: each.permits
        for each in looked_up("law", day).values()
        if isinstance(each, SharingGround)
    }

    assert permits["public-task"] is True
    assert permits["consent"] is False


def test_the_closed_list_is_that_of_the_events_and_leaves_health_out() -> None:
    found = looked_up("law", TODAY)["penitentiaire-maatregel/closed-list"]

    assert isinstance(found, SharingGround)
    assert set(found.categories) == set(DataCategory)
    assert not any("health" in each for each in found.categories)


def test_who_is_on_remand_gets_the_least_and_only_long_stays_get_interventions() -> None:
    given = {
        each.group: each
        for each in looked_up("seed-2007", TODAY).values()
        if isinstance(each, Support)
    }

    assert set(given) == set(DetentionGroup)
    assert given["remand"].gives == ("basic-programme",)
    assert given["short-stay"].gives == ("basic-programme", "practical-support")
    assert "behavioural-intervention" in given["long-stay"].gives
    assert given["long-stay"].only_if == ("suitable", "motivated")


def test_what_each_group_got_was_practice_and_no_law() -> None:
    bindings = {
        each.bindingness
        for each in load_rule_set("seed-2007").references
        if isinstance(each, Support)
    }

    assert bindings == {Bindingness.PRACTICE}
    assert not [each for each in load_rule_set("law").references if isinstance(each, Support)]
