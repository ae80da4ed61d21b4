"""The practice of 2007 holds a released person exactly as the article describes."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.dates import ends_on
from domain.needs import Need
from domain.rules import Bindingness, InterventionKind, Period, Trigger
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, REGISTERED, RELEASED, Circumstances, Law

THE_EIGHT = frozenset(
    {
        Need.ID_DOCUMENT,
        Need.REGISTRATION,
        Need.ADDRESS,
        Need.BENEFIT,
        Need.ADVANCE,
        Need.INCOME,
        Need.CASH,
        Need.HOUSING,
    }
)


@pytest.mark.parametrize(
    "circumstances", [DEPARTED, REGISTERED], ids=["recorded as departed", "absent too long"]
)
def test_eight_needs_of_a_released_person_wait_for_each_other(
    circumstances: Circumstances,
) -> None:
    found = Law("seed-2007", circumstances=circumstances).judge()

    assert found.stuck == THE_EIGHT


def test_they_form_one_knot_of_three_circles() -> None:
    found = Law("seed-2007", circumstances=RELEASED).judge()

    assert found.knots == [THE_EIGHT]
    assert list(found.circles) == [
        {Need.ID_DOCUMENT, Need.REGISTRATION},
        {Need.ADDRESS, Need.HOUSING, Need.REGISTRATION},
        {Need.ADVANCE, Need.BENEFIT, Need.CASH, Need.ID_DOCUMENT, Need.INCOME},
    ]


def test_what_asks_for_papers_stands_behind_the_knot_and_identity_is_free() -> None:
    found = Law("seed-2007", circumstances=RELEASED).judge()

    assert found.behind >= {Need.SHELTER, Need.EDUCATION, Need.BANK_ACCOUNT}
    assert found.obtainable >= {Need.IDENTITY, Need.NETWORK}
    assert THE_EIGHT.isdisjoint(found.behind | found.obtainable)


def test_someone_who_lends_an_address_does_not_open_the_circle_of_document_and_registration() -> (
    None
):
    lent = {**RELEASED, Circumstance.ADDRESS_GIVER: True}

    found = Law("seed-2007", circumstances=lent).judge()

    assert {Need.ID_DOCUMENT, Need.REGISTRATION} <= found.stuck
    assert Need.ADDRESS in found.obtainable


def test_with_a_valid_document_and_an_address_nobody_is_stuck() -> None:
    found = Law("seed-2007", circumstances=RELEASED).judge(Need.ID_DOCUMENT, Need.ADDRESS)

    assert found.stuck == frozenset()


def test_a_detained_person_can_use_the_address_of_the_prison() -> None:
    detained = {**RELEASED, Circumstance.DETAINED: True, Circumstance.RELEASED: False}

    assert Law("seed-2007", circumstances=detained).is_open("practice-register/prison-address")
    assert not Law("seed-2007", circumstances=RELEASED).is_open("practice-register/prison-address")


def test_deregistration_falls_on_the_day_after_four_calendar_months() -> None:
    [ending] = [
        each
        for each in load_rule_set("seed-2007").endings
        if each.trigger is Trigger.DETENTION_LASTED
    ]

    day = ends_on(date(2007, 1, 15), ending.delay, longer_than=ending.longer_than)

    assert ending.need is Need.REGISTRATION
    assert day == date(2007, 5, 16)


def test_detention_stops_the_benefit_on_its_first_day() -> None:
    [ending] = [
        each
        for each in load_rule_set("seed-2007").endings
        if each.trigger is Trigger.DETENTION_STARTED and each.need is Need.BENEFIT
    ]

    assert ending.delay == Period(days=0)


def test_the_links_that_the_law_of_2007_did_not_ask_are_marked_as_practice() -> None:
    law = Law("seed-2007")

    assert {
        law.condition("practice-register/registration", Need.ID_DOCUMENT).bindingness,
        law.condition("practice-assistance/benefit", Need.REGISTRATION).bindingness,
        law.condition("practice-assistance/advance", Need.REGISTRATION).bindingness,
        law.condition("practice-housing/rented-dwelling", Need.REGISTRATION).bindingness,
    } == {Bindingness.PRACTICE}


def test_every_link_that_the_law_did_not_ask_can_be_waived_with_its_article() -> None:
    waived = {
        (each.way, each.waives): str(each.source)
        for each in load_rule_set("seed-2007").interventions
        if each.kind is InterventionKind.WAIVE
    }

    assert waived == {
        ("practice-register/registration", Need.ID_DOCUMENT): "Wgba 26(3) en 77",
        ("practice-assistance/benefit", Need.REGISTRATION): "Wwb 40(1)",
        ("practice-assistance/advance", Need.ID_DOCUMENT): "Wwb 52(1)",
        ("practice-assistance/advance", Need.REGISTRATION): "Wwb 40(1) en 52(1)",
    }
