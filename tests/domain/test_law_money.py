"""Bank account and DigiD: what is asked for them, by whom, and since when as a right."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness, InterventionKind, WayKind
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, REGISTERED, Law

TODAY = date(2026, 11, 24)
LAST_OF_COVENANT, FIRST_OF_RIGHT = date(2016, 9, 17), date(2016, 9, 18)


@pytest.mark.parametrize(
    ("day", "way"),
    [
        (date(2007, 7, 1), "convenant-basisbankrekening/basic-account"),
        (LAST_OF_COVENANT, "convenant-basisbankrekening/basic-account"),
        (FIRST_OF_RIGHT, "wft/basic-account"),
        (TODAY, "wft/basic-account"),
    ],
    ids=str,
)
def test_a_covenant_of_banks_gave_way_to_a_right_in_2016(day: date, way: str) -> None:
    assert [each.id for each in Law("law", day).ways_to(Need.BANK_ACCOUNT)] == [way]


@pytest.mark.parametrize(
    ("day", "bindingness"),
    [(LAST_OF_COVENANT, Bindingness.PRACTICE), (FIRST_OF_RIGHT, Bindingness.STATUTE)],
    ids=str,
)
def test_the_document_became_a_demand_of_statute_and_the_address_stayed_practice(
    day: date, bindingness: Bindingness
) -> None:
    law = Law("law", day)
    [way] = law.ways_to(Need.BANK_ACCOUNT)

    assert law.condition(way.id, Need.ID_DOCUMENT).bindingness is bindingness
    assert law.condition(way.id, Need.ADDRESS).bindingness is Bindingness.PRACTICE


def test_the_covenant_was_for_adults() -> None:
    minor = {**REGISTERED, Circumstance.AGE: 17}

    assert (
        Law("law-2007", circumstances=minor).is_open("convenant-basisbankrekening/basic-account")
        is False
    )


def test_since_2016_the_municipality_can_help_to_an_account_without_an_address() -> None:
    helped = {
        each.id: each.valid_from
        for each in load_rule_set("law").interventions
        if each.kind is InterventionKind.WAIVE and each.waives is Need.ADDRESS
    }

    assert helped == {"wft/account-through-municipality": FIRST_OF_RIGHT}


@pytest.mark.parametrize("day", [date(2007, 7, 1), date(2018, 6, 1), TODAY], ids=str)
def test_no_act_makes_an_account_a_condition_of_money(day: date) -> None:
    ways = Law("law", day).ways_to(Need.CASH)
    asking = [way for way in ways if Need.BANK_ACCOUNT in {each.need for each in way.conditions}]

    assert [way.id for way in asking] == ["application-practice/money-on-account"]
    assert {
        condition.bindingness
        for way in asking
        for condition in way.conditions
        if condition.need is Need.BANK_ACCOUNT
    } == {Bindingness.PRACTICE}


def test_digid_did_not_exist_before_2005() -> None:
    assert Law("law", date(2004, 12, 31)).ways_to(Need.DIGID) == []
    assert Law("law", date(2005, 1, 1)).ways_to(Need.DIGID) != []


def test_digid_comes_to_a_postal_address_as_well() -> None:
    found = Law("law", TODAY, DEPARTED).judge()

    assert Need.DIGID in found.obtainable


def test_the_digital_desk_is_an_option_beside_the_application_itself() -> None:
    ways = {way.id: way for way in Law("law", TODAY).ways_to(Need.BENEFIT)}

    digital = ways["application-practice/digital-application"]
    asked = {each.need for each in ways["participatiewet/general-assistance"].conditions}

    assert digital.kind is WayKind.OPTION
    assert asked.isdisjoint({Need.DIGID, Need.BANK_ACCOUNT})


def test_the_practice_of_2007_knew_no_digital_desk() -> None:
    assert Law("seed-2007").ways_to(Need.DIGID) == []
