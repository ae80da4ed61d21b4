"""Single articles: what each version said, and from which day to which."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rule_check import check
from domain.rules import AnyRule, Period, Rounding, Term, WayKind
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import REGISTERED, Law

ALL_RULES = [
    pytest.param(rule, id=f"{name} {rule.id} {rule.valid_from}")
    for name in ("law", "seed-2007")
    for rule in load_rule_set(name).rules
]


def term(identifier: str) -> Term:
    [found] = [each for each in load_rule_set("law").terms if each.id == identifier]
    return found


@pytest.mark.parametrize("rule", ALL_RULES)
def test_every_rule_has_a_source_dates_and_words_in_both_languages(rule: AnyRule) -> None:
    assert rule.source.law
    assert date(2002, 1, 1) <= rule.valid_from
    assert rule.name.nl != rule.name.en


@pytest.mark.parametrize("name", ["law", "law-2007", "seed-2007"])
def test_no_two_versions_of_a_rule_are_in_force_together_and_nothing_else_is_wrong(
    name: str,
) -> None:
    faults = [problem for problem in check(load_rule_set(name)) if problem.is_fault]

    assert faults == []


@pytest.mark.parametrize("name", ["law", "seed-2007"])
def test_no_rule_lapses_and_comes_back(name: str) -> None:
    assert [each for each in check(load_rule_set(name)) if each.kind == "gap"] == []


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2006, 12, 31), WayKind.OPTION),
        (date(2007, 1, 1), WayKind.DUTY),
        (date(2014, 12, 31), WayKind.DUTY),
    ],
    ids=str,
)
def test_the_advance_became_a_duty_on_1_january_2007(day: date, kind: WayKind) -> None:
    assert Law("law", day).way("wwb/advance").kind is kind


@pytest.mark.parametrize("day", [date(2007, 7, 1), date(2020, 1, 1), date(2026, 11, 24)], ids=str)
def test_the_advance_needs_neither_a_document_nor_registration(day: date) -> None:
    [way] = Law("law", day).ways_to(Need.ADVANCE)

    assert [each.need for each in way.conditions] == [Need.IDENTITY]


@pytest.mark.parametrize(
    ("day", "share"),
    [(date(2025, 12, 31), "90 per cent"), (date(2026, 1, 1), "95 per cent")],
    ids=str,
)
def test_the_advance_rose_from_90_to_95_per_cent_in_2026(day: date, share: str) -> None:
    note = Law("law", day).way("participatiewet/advance").note

    assert note is not None
    assert share in note.en


@pytest.mark.parametrize(("day", "years"), [(date(2014, 3, 8), 5), (date(2014, 3, 9), 10)], ids=str)
def test_a_document_is_valid_for_ten_years_since_9_march_2014(day: date, years: int) -> None:
    way = Law("law", day).way("paspoortwet/document-from-own-municipality")

    assert way.duration == Period(years=years)


@pytest.mark.parametrize(
    ("day", "cost"), [(date(2025, 12, 31), None), (date(2026, 1, 1), 8010)], ids=str
)
def test_a_card_costs_80_euros_and_10_cents_in_2026(day: date, cost: int | None) -> None:
    way = Law("law", day).way("paspoortwet/document-from-own-municipality")

    assert way.cost_cents == cost


@pytest.mark.parametrize(
    ("day", "act"),
    [
        (date(2014, 1, 5), "wgba"),
        (date(2014, 1, 6), "wet-brp"),
    ],
    ids=str,
)
def test_the_wgba_gave_way_to_the_wet_brp_on_6_january_2014(day: date, act: str) -> None:
    ways = Law("law", day).ways_to(Need.REGISTRATION)

    assert {way.id.split("/")[0] for way in ways} == {act}


@pytest.mark.parametrize(
    "day", [date(2002, 1, 1), date(2007, 7, 1), date(2014, 1, 6), date(2026, 11, 24)], ids=str
)
def test_registration_has_always_asked_identity_and_never_a_document(day: date) -> None:
    asked = {
        condition.need
        for way in Law("law", day).ways_to(Need.REGISTRATION)
        for condition in way.conditions
    }

    assert asked == {Need.IDENTITY, Need.ADDRESS}


def test_an_act_that_ended_does_not_come_back() -> None:
    acts = {way.id.split("/")[0] for way in Law("law", date(2026, 11, 24)).ways()}

    assert acts.isdisjoint({"abw", "wwb", "wgba", "huisvestingswet-1992", "wmo-2007"})


def test_a_benefit_is_decided_in_eight_weeks_while_the_clock_stands_still_for_what_lacks() -> None:
    found = term("awb/benefit-decision")

    assert found.base == "benefit-applied"
    assert found.period == Period(weeks=8)
    assert found.suspended_by == "benefit-application-incomplete"
    assert found.resumed_by == "benefit-application-completed"


@pytest.mark.parametrize(
    ("identifier", "base", "period"),
    [
        ("wwb/advance-term", "benefit-applied", Period(weeks=4)),
        ("participatiewet/advance-term", "benefit-applied", Period(weeks=4)),
        ("paspoortwet/decision", "id-card-applied", Period(weeks=4)),
        ("paspoortwet/handing-over", "id-card-issued", Period(weeks=2)),
        ("wet-nederlandse-identiteitskaart/decision", "id-card-applied", Period(weeks=4)),
        ("wet-nederlandse-identiteitskaart/handing-over", "id-card-issued", Period(weeks=2)),
        ("wgba/declaration-after-release", "person-released", Period(days=5)),
        ("wet-brp/declaration-after-move", "housing-placed", Period(days=5)),
    ],
)
def test_terms_run_from_their_event(identifier: str, base: str, period: Period) -> None:
    found = term(identifier)

    assert (found.base, found.period) == (base, period)


@pytest.mark.parametrize("act", ["paspoortwet", "wet-nederlandse-identiteitskaart"])
def test_a_card_waits_three_months_and_on_to_a_working_day(act: str) -> None:
    found = term(f"{act}/collecting")

    assert (found.period, found.rounding) == (Period(months=3), Rounding.NEXT_WORKING_DAY)


def test_the_fee_can_be_remitted_by_the_municipality_wherever_a_document_is_ordinary_to_ask() -> (
    None
):
    day = date(2026, 11, 24)
    remitted = {
        each.way
        for each in load_rule_set("law").in_force(day).interventions
        if each.waives is Need.CASH and "card" in (each.way or "")
    }

    assert remitted == {
        "wet-nederlandse-identiteitskaart/card-from-own-municipality",
        "wet-nederlandse-identiteitskaart/card-in-prison",
    }


@pytest.mark.parametrize(
    ("day", "bindingness"),
    [(date(2026, 6, 30), "practice"), (date(2026, 7, 1), "statute")],
    ids=str,
)
def test_priority_for_who_leaves_prison_stands_in_the_act_since_july_2026(
    day: date, bindingness: str
) -> None:
    [urgency] = [
        each
        for each in load_rule_set("law").in_force(day).interventions
        if each.id == "huisvestingswet-2014/urgency"
    ]

    assert urgency.bindingness == bindingness


@pytest.mark.parametrize("day", [date(2007, 7, 1), date(2026, 11, 24)], ids=str)
@pytest.mark.parametrize(
    ("deprived", "expected"),
    [(True, set()), (False, {Need.BENEFIT, Need.ADVANCE})],
    ids=["inside", "outside"],
)
def test_whoever_serves_outside_the_institution_can_have_assistance_and_an_advance(
    day: date, *, deprived: bool, expected: set[Need]
) -> None:
    """Given a detained person with a document, in an extramural phase or not (13(3))."""
    held = {**REGISTERED, Circumstance.DETAINED: True, Circumstance.RELEASED: False}
    law = Law("law", day, {**held, Circumstance.DEPRIVED_OF_LIBERTY: deprived})

    found = law.judge(Need.ID_DOCUMENT, Need.IDENTITY).obtainable

    assert found & {Need.BENEFIT, Need.ADVANCE} == expected


def test_the_prison_gives_a_choice_of_address_to_who_lives_nowhere_else() -> None:
    """Wgba 67(3)(c) did not ask that; Wet BRP 2.40(1) does."""
    asked = {
        act: {
            each.circumstance
            for each in Law("law", day).way(f"{act}/postal-address-from-prison").guards
        }
        for act, day in (("wgba", date(2007, 7, 1)), ("wet-brp", date(2026, 11, 24)))
    }

    assert Circumstance.HAS_DWELLING not in asked["wgba"]
    assert Circumstance.HAS_DWELLING in asked["wet-brp"]
