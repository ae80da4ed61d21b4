"""The figures of a population, as they are reported, agree with what is published."""

from __future__ import annotations

from typing import Final

import pytest

from domain.population.profiles import PROFILES
from domain.statistics.figures import Figure
from tests.population.measuring import measure
from tests.population.people import population
from tests.population.targets import TARGETS, Target

A_FEW: Final = 400
MANY: Final = 50_000
TOO_FEW: Final = 30
"""Of fewer cases than these a share says nothing yet."""


@pytest.mark.parametrize("profile", PROFILES)
def test_a_few_hundred_people_come_near_what_is_published(profile: str) -> None:
    assert missed(profile, A_FEW, wider=1.75, at_least=TOO_FEW) == []


@pytest.mark.long
@pytest.mark.parametrize("profile", PROFILES)
def test_fifty_thousand_people_agree_with_what_is_published(profile: str) -> None:
    assert missed(profile, MANY) == []


@pytest.mark.parametrize(
    ("measured", "cases", "expected"),
    [(0.169, 50_000, True), (0.171, 50_000, False), (0.2, 100, True), (0.119, 50_000, False)],
)
def test_a_target_leaves_two_points_or_the_interval_of_chance(
    measured: float, cases: int, *, expected: bool
) -> None:
    target = Target(Figure.NO_ID_DOCUMENT, 0.14, 0.15, "a source")

    assert target.holds(measured, cases) == expected


def missed(profile: str, persons: int, wider: float = 1, at_least: int = 1) -> list[str]:
    """Say which targets a population of so many persons misses, and by what.

    Args:
        profile: Which population.
        persons: How many persons.
        wider: How much wider the slack is.
        at_least: Targets of fewer cases are passed over; one of no cases at all is missed when
            this is 1.
    """
    people = population(profile)
    measured = measure(people.lives(persons), people.parameters.ends_on)
    told = []
    for target in TARGETS[profile]:
        found = measured.of(target)
        if found.of < at_least and at_least > 1:
            continue
        if found.share is None or not target.holds(found.share, found.of, wider):
            told.append(
                f"{target.name}: {found.yes} of {found.of}, "
                f"published {target.low} to {target.high} ({target.source})"
            )
    return told
