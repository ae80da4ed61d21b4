"""The law by its own dates: when the gap was there, when it was widest, and when it closed."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from domain.structural_circles import structural_circles
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, REGISTERED, Circumstances, Law

TODAY = date(2026, 11, 24)
THE_SIX = frozenset(
    {
        Need.ID_DOCUMENT,
        Need.REGISTRATION,
        Need.ADDRESS,
        Need.BENEFIT,
        Need.INCOME,
        Need.HOUSING,
    }
)


@pytest.mark.parametrize(
    "day",
    [
        date(2007, 1, 1),
        date(2013, 12, 31),
        date(2014, 1, 6),
        date(2015, 12, 31),
        date(2016, 1, 1),
        date(2018, 6, 1),
        date(2021, 12, 31),
    ],
    ids=str,
)
def test_who_is_recorded_as_departed_is_stuck_until_the_end_of_2021(day: date) -> None:
    found = Law("law", day, DEPARTED).judge()

    assert found.stuck == THE_SIX


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2023, 9, 1), TODAY], ids=str)
def test_since_2022_only_what_someone_may_refuse_is_not_obtainable_for_who_departed(
    day: date,
) -> None:
    willing = {
        **DEPARTED,
        Circumstance.EMPLOYER_FOUND: True,
        Circumstance.CONDUCT_REFUSED: False,
    }

    alone, helped = Law("law", day, DEPARTED).judge(), Law("law", day, willing).judge()

    assert alone.circular == frozenset()
    assert alone.foreclosed >= {Need.WORK, Need.CONDUCT_CERTIFICATE}
    assert helped.circular == frozenset()
    assert {Need.WORK, Need.CONDUCT_CERTIFICATE} <= helped.obtainable
    assert helped.obtainable >= THE_SIX


@pytest.mark.parametrize(
    "day", [date(2007, 1, 1), date(2015, 6, 1), date(2018, 6, 1), TODAY], ids=str
)
def test_who_is_still_registered_is_stuck_in_no_year_since_the_advance_is_a_duty(day: date) -> None:
    found = Law("law", day, REGISTERED).judge(Need.REGISTRATION)

    assert found.stuck == frozenset()


def test_before_2007_the_fee_held_even_who_was_still_registered() -> None:
    found = Law("law", date(2006, 12, 31), REGISTERED).judge(Need.REGISTRATION)

    assert list(found.circles) == [{Need.BENEFIT, Need.CASH, Need.ID_DOCUMENT, Need.INCOME}]


@pytest.mark.parametrize(
    ("day", "ways"),
    [
        (date(2007, 7, 1), {"wwb/address-from-executive"}),
        (date(2014, 12, 31), {"wwb/address-from-executive"}),
        (date(2015, 1, 1), {"participatiewet/address-from-executive"}),
        (date(2015, 12, 31), {"participatiewet/address-from-executive"}),
        (date(2016, 1, 1), set[str]()),
        (date(2021, 12, 31), set[str]()),
        (date(2022, 1, 1), {"wet-brp/ex-officio-at-giver", "wet-brp/ex-officio-at-municipality"}),
    ],
    ids=lambda value: str(value) if isinstance(value, date) else "+".join(sorted(value)) or "none",
)
def test_from_2016_to_2021_no_authority_owed_anyone_an_address(day: date, ways: set[str]) -> None:
    owed = {way.id for way in Law("law", day).ways_to(Need.ADDRESS) if way.kind is WayKind.DUTY}

    assert owed == ways


def test_in_those_years_an_address_is_in_a_circle_through_a_dwelling_and_not_a_dead_end() -> None:
    found = Law("law", date(2018, 6, 1), DEPARTED).judge()

    assert Need.ADDRESS in found.circular
    assert THE_SIX.isdisjoint(found.foreclosed)


def test_in_those_years_what_no_act_governs_was_part_of_every_circle() -> None:
    circles = structural_circles(load_rule_set("law"), date(2018, 6, 1))

    assert [each for each in circles if each.weakest is Bindingness.STATUTE] == []


@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2026, 6, 30)], ids=str)
def test_from_2022_statute_alone_closed_no_circle(day: date) -> None:
    circles = structural_circles(load_rule_set("law"), day)

    assert [each for each in circles if each.weakest is Bindingness.STATUTE] == []


def test_since_july_2026_statute_closes_one_circle_which_the_postal_address_leads_past() -> None:
    circles = structural_circles(load_rule_set("law"), TODAY)
    found = Law("law", TODAY, DEPARTED).judge()

    assert [each.needs for each in circles if each.weakest is Bindingness.STATUTE] == [
        (Need.REGISTRATION, Need.ADDRESS, Need.HOUSING)
    ]
    assert found.obtainable >= {Need.REGISTRATION, Need.ADDRESS}


def test_before_2022_an_address_could_be_entered_unasked_only_with_a_givers_consent() -> None:
    way = Law("law", date(2021, 12, 31)).way("wet-brp/ex-officio-at-giver")

    assert way.kind is WayKind.OPTION
    assert Circumstance.ADDRESS_GIVER in {guard.circumstance for guard in way.guards}


def test_the_duty_of_2022_asks_an_established_identity_and_no_dwelling_and_nobodys_consent() -> (
    None
):
    way = Law("law", date(2022, 1, 1)).way("wet-brp/ex-officio-at-municipality")

    assert [each.need for each in way.conditions] == [Need.IDENTITY]
    assert [(each.circumstance, each.holds) for each in way.guards] == [
        (Circumstance.HAS_DWELLING, False)
    ]


def test_who_kept_a_dwelling_is_not_entered_unasked() -> None:
    housed = {**DEPARTED, Circumstance.HAS_DWELLING: True}

    assert Law("law", TODAY, housed).is_open("wet-brp/ex-officio-at-municipality") is False


DETAINED_IN_VUGHT: Circumstances = {
    Circumstance.DETAINED: True,
    Circumstance.DUTCH_NATIONAL: True,
    Circumstance.RECORDED_AS_DEPARTED: True,
    Circumstance.INSTITUTION_MUNICIPALITY: "Vught",
}


@pytest.mark.parametrize(
    ("day", "way"),
    [
        (date(2023, 8, 31), None),
        (date(2023, 9, 1), "paspoortbesluit/card-in-prison"),
        (date(2026, 9, 30), "paspoortbesluit/card-in-prison"),
        (date(2026, 10, 1), "wet-nederlandse-identiteitskaart/card-in-prison"),
    ],
    ids=str,
)
def test_a_detainee_gets_a_card_through_the_municipality_of_the_prison_since_september_2023(
    day: date, way: str | None
) -> None:
    law = Law("law", day, DETAINED_IN_VUGHT)

    opened = [each.id for each in law.ways_to(Need.ID_DOCUMENT) if law.is_open(each.id)]

    assert opened == ([] if way is None else [way])


@pytest.mark.parametrize(
    ("municipality", "opens"),
    [("Vught", True), ("'s-Gravenhage", True), ("Den Haag", True), ("Tilburg", False)],
    ids=["Vught", "s-Gravenhage", "Den Haag", "Tilburg"],
)
def test_only_designated_municipalities_serve_a_prison(municipality: str, opens: object) -> None:
    held = {**DETAINED_IN_VUGHT, Circumstance.INSTITUTION_MUNICIPALITY: municipality}
    law = Law("law", TODAY, held)

    assert law.is_open("wet-nederlandse-identiteitskaart/card-in-prison") is opens


def test_twenty_four_municipalities_are_designated_one_of_them_under_two_names() -> None:
    way = Law("law", TODAY).way("wet-nederlandse-identiteitskaart/card-in-prison")
    [guard] = [
        each for each in way.guards if each.circumstance is Circumstance.INSTITUTION_MUNICIPALITY
    ]

    assert len(set(guard.one_of or ()) - {"Den Haag"}) == 24


def test_the_door_of_the_prison_closes_on_the_day_of_release() -> None:
    law = Law("law", TODAY, DEPARTED)

    assert law.is_open("wet-nederlandse-identiteitskaart/card-in-prison") is False


def test_since_october_2026_who_is_recorded_as_departed_has_a_right_to_a_card_before_registering() -> (  # noqa: E501 - a sentence
    None
):
    law = Law("law", TODAY, DEPARTED)
    way = law.way("wet-nederlandse-identiteitskaart/card-for-non-resident")

    assert law.is_open(way.id)
    assert Need.REGISTRATION not in {each.need for each in way.conditions}
    assert way.cost_cents == 12895


def test_before_that_a_document_for_a_non_resident_was_an_option_not_to_be_counted_on() -> None:
    kinds = {
        way.kind
        for day in (date(2007, 7, 1), date(2015, 4, 1), date(2022, 1, 1))
        for way in Law("law", day).ways_to(Need.ID_DOCUMENT)
        if "non-resident" in way.id
    }

    assert kinds == {WayKind.OPTION}
