"""What is said of the day of release, for each day on which it may come."""

from datetime import date, timedelta
from typing import Final

import pytest

from domain.forecast import DayOutsideForecast, Word, forecast
from domain.needs import Need
from domain.release_days import MOST_DAYS, TooManyReleaseDays, release_days
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
from tests.domain.forecast_people import DAY, detained, later

SEED: Final = load_rule_set("seed-2007")


@pytest.mark.parametrize("person", ["p-0417", "p-0421", "p-0422"])
@pytest.mark.parametrize("first", [1, 20])
def test_every_day_is_told_once_and_as_a_forecast_of_that_release_tells_it(
    person: str, first: int
) -> None:
    somebody = person_of_the_article(person, IN_JUNE)
    days = [IN_JUNE + timedelta(days=number) for number in range(first, first + 5)]

    found = release_days(somebody, SEED, IN_JUNE, days[0], days[-1])

    for release in days:
        alone = forecast(somebody, SEED, IN_JUNE, by=release, release_on=release)
        for need, stretches in found.needs.items():
            [told] = [each for each in stretches if each.first <= release <= each.last]
            expected = alone.needs[need]
            assert (told.word, told.is_certain) == (expected.usual.word, expected.is_certain)
        [stuck] = [each for each in found.stuck if each.first <= release <= each.last]
        assert set(stuck.needs) == alone.stuck.stuck
        assert set(stuck.possibly) == alone.stuck.possibly


def test_a_release_that_a_court_puts_off_leaves_time_for_an_identity_document() -> None:
    """Given who is held, and whose card takes a decision and three weeks."""
    held = person_of_the_article("p-0421", IN_JUNE)
    first, last = date(2007, 7, 3), date(2007, 7, 18)

    found = release_days(held, SEED, IN_JUNE, first, last)

    [too_soon, in_time] = found.needs[Need.ID_DOCUMENT]
    assert (too_soon.word, in_time.word) == (Word.TOO_LATE, Word.ONLY_WITH_DECISION)
    assert (too_soon.first, too_soon.last) == (first, date(2007, 7, 10))
    assert (in_time.first, in_time.last) == (date(2007, 7, 11), last)
    [always] = found.stuck
    assert Need.ID_DOCUMENT in always.needs


def test_a_release_after_the_year_that_is_looked_ahead_is_told_too() -> None:
    far = later(500)

    found = release_days(detained(release=None), SEED, DAY, far, far)

    assert {(each.first, each.last) for [each] in found.needs.values()} == {(far, far)}


def test_a_release_in_the_past_is_refused() -> None:
    with pytest.raises(DayOutsideForecast):
        release_days(detained(), SEED, DAY, later(-1), later(3))


def test_more_days_than_a_year_are_refused() -> None:
    with pytest.raises(TooManyReleaseDays, match=f"{MOST_DAYS + 1} days of release"):
        release_days(detained(), SEED, DAY, DAY, later(MOST_DAYS))
