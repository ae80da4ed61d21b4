"""What the rules make of the article's two persons, under the law of each time."""

from datetime import date
from typing import Final

import pytest

from domain.assessment import Assessment, Moment
from domain.needs import Need
from domain.rules import Bindingness, WayKind
from domain.status import Flag, Status
from ledger import Ledger
from tests.projections.looking import MODERN, assessed

REGISTERED: Final = "p-0417"
DEPARTED: Final = "p-0418"

THE_EIGHT: Final = {
    *(Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS, Need.BENEFIT),
    *(Need.ADVANCE, Need.INCOME, Need.CASH, Need.HOUSING),
}
C0: Final = {Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS, Need.BENEFIT}


def stuck(found: Assessment) -> set[Need]:
    return set(found.with_status(Status.STUCK))


@pytest.mark.parametrize("person", [REGISTERED, DEPARTED])
def test_by_the_practice_of_2007_eight_needs_hold_each_other(article: Ledger, person: str) -> None:
    found = assessed(article, person, "seed-2007")

    assert stuck(found) == THE_EIGHT
    assert [set(knot) for knot in found.knots] == [THE_EIGHT]
    assert found.complete


@pytest.mark.parametrize(
    ("person", "by_practice"),
    [(REGISTERED, THE_EIGHT), (DEPARTED, {Need.ADVANCE, Need.CASH})],
)
def test_what_practice_alone_holds_is_told_apart_from_what_the_law_holds(
    article: Ledger, person: str, by_practice: set[Need]
) -> None:
    found = assessed(article, person, "seed-2007")

    flagged = {need for need in stuck(found) if Flag.PRACTICE_HELD in found.needs[need].flags}
    assert flagged == by_practice


def test_by_the_law_of_2007_who_was_still_registered_is_not_stuck(article: Ledger) -> None:
    found = assessed(article, REGISTERED, "law-2007")

    assert stuck(found) == set()
    assert found.with_status(Status.POSSIBLY_STUCK, Status.NO_WAY) == ()
    assert found.needs[Need.REGISTRATION].status is Status.MET


def test_by_the_law_of_2007_who_had_been_recorded_as_departed_is_stuck(article: Ledger) -> None:
    found = assessed(article, DEPARTED, "law-2007")

    assert stuck(found) == C0 | {Need.INCOME, Need.HOUSING}


def test_who_is_stuck_by_law_alone_is_not_said_to_be_held_by_practice(article: Ledger) -> None:
    found = assessed(article, DEPARTED, "law-2007")

    assert [need for need in stuck(found) if Flag.PRACTICE_HELD in found.needs[need].flags] == []


def test_what_the_circle_of_the_law_asks_is_asked_by_law_or_by_fact(article: Ledger) -> None:
    found = assessed(article, DEPARTED, "law-2007")

    asked = {
        (link.way.id, condition.need, condition.bindingness)
        for need in C0
        for link in found.needs[need].links
        if link.open
        for condition in link.way.conditions
    }
    assert [each for each in asked if each[2] is Bindingness.PRACTICE] == []


@pytest.mark.parametrize(
    ("day", "person", "expected"),
    [
        (date(2015, 6, 18), REGISTERED, "not stuck"),
        (date(2019, 6, 18), REGISTERED, "not stuck"),
        (date(2022, 1, 1), REGISTERED, "not stuck"),
        (MODERN, REGISTERED, "not stuck"),
        (date(2022, 1, 1), DEPARTED, "not stuck"),
        (MODERN, DEPARTED, "not stuck"),
        (date(2015, 6, 18), DEPARTED, "stuck"),
        (date(2019, 6, 18), DEPARTED, "stuck"),
    ],
)
def test_the_same_two_persons_under_the_law_of_other_years(
    article: Ledger, day: date, person: str, expected: str
) -> None:
    found = assessed(article, person, "law", law_on=day)

    assert found.law_day == day
    assert ("stuck" if stuck(found) else "not stuck") == expected


def test_the_duty_to_enter_an_address_opens_what_was_shut_until_2022(article: Ledger) -> None:
    before = assessed(article, DEPARTED, "law", law_on=date(2021, 12, 31))
    after = assessed(article, DEPARTED, "law", law_on=date(2022, 1, 1))

    assert Need.ADDRESS in stuck(before)
    assert after.needs[Need.ADDRESS].status is Status.READY
    [duty] = [link for link in after.needs[Need.ADDRESS].links if link.open and not link.missing]
    assert duty.way.kind is WayKind.DUTY


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
@pytest.mark.parametrize("moment", Moment)
def test_nobody_is_stuck_for_what_nobody_has_recorded(
    article: Ledger, rules: str, moment: Moment
) -> None:
    found = assessed(article, "p-0423", rules, moment=moment)

    assert stuck(found) == set()
    assert set(found.with_status(Status.UNKNOWN)) == set(Need)


def test_who_is_still_detained_will_be_stuck_on_the_day_of_release(article: Ledger) -> None:
    now = assessed(article, "p-0421", "seed-2007")
    at_release = assessed(article, "p-0421", "seed-2007", moment=Moment.RELEASE)

    assert stuck(now) == set()
    assert stuck(at_release) == THE_EIGHT
    assert at_release.day == date(2007, 7, 3)


def test_a_detention_longer_than_four_months_shows_its_deregistration(article: Ledger) -> None:
    found = assessed(article, "p-0423", "seed-2007")

    [projected] = found.projections
    assert (projected.need, projected.on) == (Need.REGISTRATION, date(2007, 10, 12))
