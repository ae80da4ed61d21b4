"""Work, education and the certificate of conduct: what each year asked, and what may be refused."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.references import LookBack
from domain.rules import Bindingness, Period, WayKind
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import DEPARTED, PAST, REGISTERED, Law

TODAY = date(2026, 11, 24)
YEARS = pytest.mark.parametrize(
    "day", [date(2002, 1, 1), date(2004, 4, 1), date(2009, 10, 1), date(2015, 1, 1), TODAY], ids=str
)
EACH_SET = pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
CERTIFICATE = Need.CONDUCT_CERTIFICATE


def look_back(identifier: str) -> LookBack:
    [found] = [each for each in load_rule_set("law").references if each.id == f"wjsg/{identifier}"]
    assert isinstance(found, LookBack)
    return found


@EACH_SET
def test_work_asks_a_document_in_every_rule_set(rules: str) -> None:
    asked = {each.need for way in Law(rules, PAST).ways_to(Need.WORK) for each in way.conditions}

    assert asked == {Need.ID_DOCUMENT, CERTIFICATE}


@EACH_SET
def test_an_employer_decides_and_only_some_ask_a_certificate(rules: str) -> None:
    willing = {**REGISTERED, Circumstance.EMPLOYER_FOUND: True}

    alone = Law(rules, PAST, REGISTERED).judge(Need.ID_DOCUMENT)
    hired = Law(rules, PAST, willing).judge(Need.ID_DOCUMENT)
    certified = Law(rules, PAST, REGISTERED).judge(Need.ID_DOCUMENT, CERTIFICATE)

    assert Need.WORK not in alone.obtainable
    assert Need.WORK in hired.obtainable
    assert Need.WORK in certified.obtainable


@EACH_SET
def test_nobody_mediates_for_who_is_still_inside(rules: str) -> None:
    inside = {**REGISTERED, Circumstance.DETAINED: True, Circumstance.EMPLOYER_FOUND: True}
    law = Law(rules, PAST, inside)

    assert {law.is_open(way.id) for way in law.ways_to(Need.WORK)} == {False}


def test_in_the_practice_of_2007_it_is_practice_that_keeps_training_outside() -> None:
    guards = [
        guard
        for way in Law("seed-2007").ways_to(Need.EDUCATION)
        for guard in way.guards
        if guard.circumstance is Circumstance.DETAINED
    ]

    assert [guard.bindingness for guard in guards] == [Bindingness.PRACTICE]


@YEARS
def test_a_certificate_has_always_asked_an_established_identity_and_never_a_document(
    day: date,
) -> None:
    asked = {each.need for way in Law("law", day).ways_to(CERTIFICATE) for each in way.conditions}

    assert Need.IDENTITY in asked
    assert Need.ID_DOCUMENT not in asked


@pytest.mark.parametrize(
    ("day", "without_registration"),
    [(date(2004, 3, 31), False), (date(2004, 4, 1), True), (TODAY, True)],
    ids=str,
)
def test_since_the_wjsg_registration_is_no_hard_condition(
    day: date, *, without_registration: bool
) -> None:
    unrefused = {**DEPARTED, Circumstance.CONDUCT_REFUSED: False}
    met = (Need.IDENTITY, Need.CASH)

    found = Law("law", day, unrefused).judge(*met)

    assert (CERTIFICATE in found.obtainable) is without_registration


@EACH_SET
def test_a_refusal_closes_every_way_to_a_certificate(rules: str) -> None:
    refused = {**REGISTERED, Circumstance.CONDUCT_REFUSED: True}
    law = Law(rules, PAST, refused)

    assert {law.is_open(way.id) for way in law.ways_to(CERTIFICATE)} == {False}


@EACH_SET
def test_after_a_refusal_a_new_application_can_be_weighed_again(rules: str) -> None:
    opened = {
        each.id
        for each in load_rule_set(rules).in_force(PAST).interventions
        if "narrower-profile" in each.id
    }

    assert len(opened) == 1


@EACH_SET
def test_before_anybody_decided_it_is_not_known_whether_a_certificate_will_be_refused(
    rules: str,
) -> None:
    law = Law(rules, PAST, REGISTERED)

    assert {law.is_open(way.id) for way in law.ways_to(CERTIFICATE)} == {None}


@pytest.mark.parametrize(
    ("day", "most"),
    [
        (date(2009, 9, 30), Period(weeks=4)),
        (date(2009, 10, 1), Period(weeks=8)),
        (TODAY, Period(weeks=8)),
    ],
    ids=str,
)
def test_a_decision_takes_four_weeks_and_eight_where_refusal_is_intended(
    day: date, most: Period
) -> None:
    leads = [way.lead for way in Law("law", day).ways_to(CERTIFICATE)]

    assert {lead.typical for lead in leads} == {Period(weeks=4)}
    assert {lead.statutory_maximum for lead in leads} == {most}


@pytest.mark.parametrize(
    ("profile", "period", "below"),
    [
        ("look-back-general", Period(years=4), None),
        ("look-back-young", Period(years=2), 23),
        ("look-back-organised-crime", Period(years=4), 23),
        ("look-back-transport", Period(years=5), None),
        ("look-back-shooting", Period(years=8), None),
        ("look-back-high-integrity", Period(years=10), None),
        ("look-back-judiciary", Period(years=30), None),
        ("look-back-sexual-offences", None, None),
    ],
)
def test_how_far_back_a_judgement_looks(
    profile: str, period: Period | None, below: int | None
) -> None:
    found = look_back(profile)

    assert (found.period, found.below_age, found.unlimited) == (period, below, period is None)
    assert found.prolonged_by_detention


@pytest.mark.parametrize(
    ("profile", "first", "before"),
    [
        ("look-back-young", date(2013, 3, 1), date(2013, 2, 28)),
        ("look-back-organised-crime", date(2023, 9, 1), date(2023, 8, 31)),
    ],
)
def test_the_look_back_of_young_people_changed_twice(
    profile: str, first: date, before: date
) -> None:
    found = look_back(profile)

    assert found.in_force(first)
    assert not found.in_force(before)


@EACH_SET
def test_volunteers_ask_no_papers(rules: str) -> None:
    found = Law(rules, PAST, DEPARTED).judge()

    assert Need.NETWORK in found.obtainable


def test_a_job_through_mediation_is_not_to_be_counted_on() -> None:
    kinds = {
        way.kind
        for rules in ("seed-2007", "law")
        for way in Law(rules, PAST).ways_to(Need.WORK)
        if "mediation" in way.id
    }

    assert kinds == {WayKind.OPTION}
