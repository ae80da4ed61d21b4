"""The acts of 1 July 2007: the circle held who had dropped out of the register, and nobody else."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.deadlock import classify
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from domain.structural_circles import structural_circles
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, NOTHING_KNOWN, REGISTERED, Law

LAW = Law("law-2007")
C0 = frozenset({Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS, Need.BENEFIT})


def test_who_is_recorded_as_departed_is_stuck_in_the_statutory_circle() -> None:
    found = Law("law-2007", circumstances=DEPARTED).judge()

    assert found.stuck == C0 | {Need.INCOME, Need.HOUSING}


def test_a_dwelling_is_in_the_trap_because_it_would_give_an_address_too() -> None:
    found = Law("law-2007", circumstances=DEPARTED).judge()

    assert found.circles == [C0 | {Need.INCOME, Need.HOUSING}]


def test_without_what_no_act_governs_the_circle_is_the_statutory_one_alone() -> None:
    law = Law("law-2007", circumstances=DEPARTED)
    dwelling = (Need.HOUSING, Need.INCOME)
    statutory = [way for way in law.open_ways() if way[0] not in dwelling]

    found = classify(statutory)

    assert found.circles == [C0]


@pytest.mark.parametrize(
    ("way", "asks", "source"),
    [
        (
            "paspoortwet/document-from-own-municipality",
            Need.REGISTRATION,
            "Paspoortwet 26(1)(a), 26(4) en 40(1)(a)",
        ),
        ("wgba/registration-on-declaration", Need.ADDRESS, "Wgba 26(2), 65 en 66"),
        ("wwb/address-from-executive", Need.BENEFIT, "Wwb 40(2)"),
        ("wwb/general-assistance", Need.ID_DOCUMENT, "Wwb 17(3)"),
    ],
    ids=["document", "registration", "address", "benefit"],
)
def test_every_link_of_that_circle_is_statute(way: str, asks: Need, source: str) -> None:
    condition = LAW.condition(way, asks)

    assert condition.bindingness is Bindingness.STATUTE
    assert str(condition.source) == source


def test_the_statutory_circle_is_the_only_one_that_statute_closes() -> None:
    circles = structural_circles(load_rule_set("law-2007"), date(2026, 11, 24))

    assert [frozenset(each.needs) for each in circles if each.weakest is Bindingness.STATUTE] == [
        C0
    ]


def test_money_identity_and_shelter_remain_obtainable_for_who_departed() -> None:
    found = Law("law-2007", circumstances=DEPARTED).judge()

    assert found.obtainable >= {Need.IDENTITY, Need.ADVANCE, Need.CASH, Need.SHELTER}
    assert (C0 | {Need.INCOME, Need.HOUSING}).isdisjoint(found.obtainable)


def test_who_is_still_registered_in_the_old_municipality_is_not_stuck() -> None:
    found = Law("law-2007", circumstances=REGISTERED).judge(Need.REGISTRATION)

    assert found.stuck == frozenset()
    assert found.obtainable >= {Need.ID_DOCUMENT, Need.CASH, Need.BENEFIT, Need.ADDRESS}


def test_the_law_of_2007_deregisters_nobody_for_being_held() -> None:
    endings = load_rule_set("law-2007").in_force(date(2026, 11, 24)).endings

    assert [each.id for each in endings if each.need is Need.REGISTRATION] == []


def test_someone_who_lends_an_address_opens_the_circle() -> None:
    lent = {**DEPARTED, Circumstance.ADDRESS_GIVER: True}

    found = Law("law-2007", circumstances=lent).judge()

    assert found.stuck == frozenset()


def test_nobody_could_be_given_a_postal_address_unasked() -> None:
    ways = LAW.ways_to(Need.ADDRESS)

    assert {way.id for way in ways if way.kind is WayKind.DUTY} == {"wwb/address-from-executive"}


def test_the_benefit_did_not_ask_registration() -> None:
    asked = {each.need for each in LAW.way("wwb/general-assistance").conditions}

    assert asked == {Need.ID_DOCUMENT}


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_of_a_detained_person_of_whom_nothing_is_known_nothing_is_called_stuck(rules: str) -> None:
    detained = {**NOTHING_KNOWN, Circumstance.DETAINED: True, Circumstance.RELEASED: False}
    law = Law(rules, circumstances=detained)
    lower = law.judge()
    upper = law.judge(*Need, unknown_is_open=True)

    certainly_circular = (lower.obtainable | lower.circular) - upper.obtainable

    assert certainly_circular == frozenset()


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
def test_a_detained_person_has_an_address_within_reach_whatever_else_is_unknown(rules: str) -> None:
    detained = {**NOTHING_KNOWN, Circumstance.DETAINED: True}

    assert Need.ADDRESS in Law(rules, circumstances=detained).judge().obtainable
