"""What stands in for another need is not called for while that need is met."""

import pytest

from domain.needs import Need
from domain.stand_ins import STANDS_IN_FOR, not_called_for
from domain.status import Status


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        (Need.BENEFIT, {Need.ADVANCE}),
        (Need.INCOME, {Need.ADVANCE, Need.BENEFIT}),
        (Need.HOUSING, {Need.SHELTER}),
        (Need.CASH, set()),
    ],
)
def test_a_need_that_is_met_makes_its_stand_ins_superfluous(met: Need, expected: set[Need]) -> None:
    assert not_called_for({met: Status.MET}) == expected


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.MET}))
def test_only_what_is_met_makes_a_stand_in_superfluous(status: Status) -> None:
    assert not_called_for({Need.HOUSING: status}) == frozenset()


def test_what_is_met_but_ends_still_asks_for_its_stand_in() -> None:
    assert not_called_for({Need.HOUSING: Status.MET}, {Need.HOUSING}) == frozenset()


def test_nothing_stands_in_for_what_would_stand_in_for_it() -> None:
    def reached(need: Need) -> set[Need]:
        others = STANDS_IN_FOR.get(need, ())
        return set(others).union(*(reached(each) for each in others))

    assert [need for need in STANDS_IN_FOR if need in reached(need)] == []
