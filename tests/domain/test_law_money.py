"""Bank account and DigiD: what is asked for them, by whom, and since when as a right."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness, InterventionKind, Period, WayKind
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, REGISTERED, Law

TODAY = date(2026, 11, 24)
LAST_OF_COVENANT, FIRST_OF_RIGHT = date(2016, 11, 10), date(2016, 11, 11)


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
    ordinary = [
        each.id
        for each in Law("law", day).ways_to(Need.BANK_ACCOUNT)
        if each.kind is WayKind.ORDINARY
    ]

    assert ordinary == [way]


@pytest.mark.parametrize(
    ("day", "bindingness"),
    [(LAST_OF_COVENANT, Bindingness.PRACTICE), (FIRST_OF_RIGHT, Bindingness.STATUTE)],
    ids=str,
)
def test_the_document_became_a_demand_of_statute_and_the_address_stayed_practice(
    day: date, bindingness: Bindingness
) -> None:
    law = Law("law", day)
    [way] = [each for each in law.ways_to(Need.BANK_ACCOUNT) if each.kind is WayKind.ORDINARY]

    assert law.condition(way.id, Need.ID_DOCUMENT).bindingness is bindingness
    assert law.condition(way.id, Need.ADDRESS).bindingness is Bindingness.PRACTICE


def test_between_2012_and_2016_who_asked_for_debt_help_could_be_helped_to_an_account() -> None:
    ways = {
        day: {way.id for way in Law("law", day).ways_to(Need.BANK_ACCOUNT)}
        for day in (date(2012, 6, 30), date(2012, 7, 1), LAST_OF_COVENANT, FIRST_OF_RIGHT)
    }

    assert ["wft/account-for-debt-help" in found for found in ways.values()] == [
        False,
        True,
        True,
        False,
    ]


def test_a_bank_opens_the_account_within_ten_working_days() -> None:
    lead = Law("law", TODAY).way("wft/basic-account").lead

    assert (lead.statutory_maximum, lead.assumed) == (Period(weeks=2), False)


def test_the_covenant_was_for_adults() -> None:
    minor = {**REGISTERED, Circumstance.AGE: 17}

    assert (
        Law("law-2007", circumstances=minor).is_open("convenant-basisbankrekening/basic-account")
        is False
    )


def test_since_2016_the_act_gives_an_account_without_a_fixed_address_too() -> None:
    helped = {
        each.id: (each.valid_from, each.bindingness)
        for each in load_rule_set("law").interventions
        if each.kind is InterventionKind.WAIVE and each.waives is Need.ADDRESS
    }

    assert helped == {"wft/account-without-address": (FIRST_OF_RIGHT, Bindingness.STATUTE)}


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
