"""What a rule is: in force between its days, frozen or not, and complete."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.rules import Period, Source, Text
from tests.domain.rule_texts import TERM, WAY, rules_of


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2009, 12, 31), False),
        (date(2010, 1, 1), True),
        (date(2019, 12, 31), True),
        (date(2020, 1, 1), False),
    ],
    ids=str,
)
def test_a_rule_is_in_force_on_its_first_and_on_its_last_day(day: date, in_force: object) -> None:
    [way] = rules_of(WAY).ways

    assert way.in_force(day) is in_force


def test_a_version_that_ended_does_not_fall_back_on_an_earlier_one() -> None:
    older = WAY.replace("2010-01-01", "2002-01-01").replace("2019-12-31", "2009-12-31")
    rules = rules_of(older, WAY)

    assert [len(rules.in_force(date(year, 6, 1)).ways) for year in (2005, 2015, 2025)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2001, 12, 30), date(2001, 12, 31), []),
        (date(2001, 12, 31), date(2002, 1, 1), [2002]),
        (date(2009, 12, 31), date(2010, 1, 1), [2002, 2010]),
        (date(2019, 12, 31), date(2020, 6, 1), [2010]),
        (date(2020, 1, 1), date(2020, 6, 1), []),
    ],
    ids=str,
)
def test_between_two_days_every_version_counts_that_applies_on_one_of_them(
    first: date, last: date, years: list[int]
) -> None:
    older = WAY.replace("2010-01-01", "2002-01-01").replace("2019-12-31", "2009-12-31")
    rules = rules_of(older, WAY)
    frozen = rules_of(older, WAY, frozen_on=date(2015, 1, 1))

    assert [each.valid_from.year for each in rules.versions_between(first, last)] == years
    assert [each.valid_from.year for each in frozen.versions_between(first, last)] == [2010]


def test_a_frozen_rule_set_shows_its_own_day_whatever_is_asked() -> None:
    rules = rules_of(WAY, TERM, frozen_on=date(2015, 1, 1))

    assert rules.in_force(date(2026, 1, 1)) == rules.in_force(date(1999, 1, 1))
    assert rules.in_force(date(2026, 1, 1)).day == date(2015, 1, 1)


def test_a_rule_set_that_is_not_frozen_shows_the_day_asked() -> None:
    assert len(rules_of(WAY, TERM).in_force(date(2025, 1, 1)).ways) == 0
    assert len(rules_of(WAY, TERM).in_force(date(2025, 1, 1)).terms) == 1


@pytest.mark.parametrize("units", [{}, {"days": 1, "weeks": 1}], ids=["none", "two"])
def test_a_period_has_one_unit(units: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="exactly one unit"):
        Period(**units)


def test_a_source_is_written_as_the_field_writes_it() -> None:
    assert str(Source(law="Wet BRP", article="2.23(2)")) == "Wet BRP 2.23(2)"
    assert str(Source(law="Wet BRP")) == "Wet BRP"


def test_a_text_is_given_in_the_language_asked() -> None:
    text = Text(nl="adres", en="address")

    assert (text.in_language("nl"), text.in_language("en")) == ("adres", "address")


def test_the_next_version_is_the_first_day_on_which_a_rule_begins_or_ends() -> None:
    older = WAY.replace("2010-01-01", "2002-01-01").replace("2019-12-31", "2009-12-31")
    rules = rules_of(older, WAY)

    assert [
        rules.next_version(day)
        for day in (date(2001, 1, 1), date(2002, 1, 1), date(2010, 1, 1), date(2020, 1, 1))
    ] == [date(2002, 1, 1), date(2010, 1, 1), date(2020, 1, 1), None]
