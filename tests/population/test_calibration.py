"""The figures of a population agree with what is published."""

from __future__ import annotations

from typing import Final

import pytest

from domain.population.parameters import PROFILES
from tests.population.measuring import measure
from tests.population.people import population
from tests.population.targets import TARGETS, Target

A_FEW: Final = 3_000
MANY: Final = 50_000


@pytest.mark.parametrize("profile", PROFILES)
def test_a_few_thousand_people_come_near_what_is_published(profile: str) -> None:
    assert missed(profile, A_FEW, wider=1.75) == []


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
    target = Target("id-missing-at-exit", 0.14, 0.15, "a source")

    assert target.holds(measured, cases) == expected


def missed(profile: str, persons: int, wider: float = 1) -> list[str]:
    """Say which targets a population of so many persons misses, and by what."""
    people = population(profile)
    shares = measure(people.lives(persons), people.parameters.ends_on)
    told = []
    for target in TARGETS[profile]:
        # Days of one person do not tell as much as days of as many persons.
        cases = min(shares.all[target.figure], persons)
        measured = shares.share(target.figure)
        if not target.holds(measured, cases, wider):
            told.append(
                f"{target.figure}: {measured:.3f} of {cases}, "
                f"published {target.low} to {target.high} ({target.source})"
            )
    return told
