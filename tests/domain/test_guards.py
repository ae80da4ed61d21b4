"""Guards are open, closed, or cannot be said."""

import pytest
from pydantic import ValidationError

from domain.circumstances import Circumstance
from domain.guards import (
    CircumstanceValue,
    GuardValueMismatch,
    asks_detention,
    asks_freedom,
    guard_state,
    guards_state,
)
from domain.rules import Guard

HELD = Guard(circumstance=Circumstance.DETAINED, holds=True)
FREE = Guard(circumstance=Circumstance.DETAINED, holds=False)
ADULT = Guard(circumstance=Circumstance.AGE, at_least=18)
MINOR = Guard(circumstance=Circumstance.AGE, at_most=17)
IN_VUGHT = Guard(circumstance=Circumstance.INSTITUTION_MUNICIPALITY, one_of=("Vught", "Zwolle"))


@pytest.mark.parametrize("guard", [HELD, FREE, ADULT, MINOR, IN_VUGHT], ids=str)
def test_of_an_unknown_circumstance_nothing_can_be_said(guard: Guard) -> None:
    assert guard_state(guard, None) is None


@pytest.mark.parametrize(
    ("guard", "value", "expected"),
    [
        (HELD, True, True),
        (HELD, False, False),
        (FREE, False, True),
        (FREE, True, False),
        (ADULT, 18, True),
        (ADULT, 17, False),
        (MINOR, 17, True),
        (MINOR, 18, False),
        (IN_VUGHT, "Zwolle", True),
        (IN_VUGHT, "zwolle", True),
        (IN_VUGHT, "Tilburg", False),
    ],
    ids=str,
)
def test_a_known_circumstance_opens_or_closes(
    guard: Guard, value: CircumstanceValue, expected: object
) -> None:
    assert guard_state(guard, value) is expected


@pytest.mark.parametrize(
    ("guard", "value"),
    [(HELD, 1), (ADULT, True), (ADULT, "18"), (IN_VUGHT, True)],
    ids=str,
)
def test_a_value_of_another_kind_is_refused(guard: Guard, value: CircumstanceValue) -> None:
    with pytest.raises(GuardValueMismatch):
        guard_state(guard, value)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({Circumstance.DETAINED: True, Circumstance.AGE: 30}, True),
        ({Circumstance.DETAINED: True}, None),
        ({Circumstance.DETAINED: False}, False),
        ({}, None),
    ],
    ids=str,
)
def test_one_closed_guard_closes_a_way_whatever_else_is_unknown(
    known: dict[Circumstance, CircumstanceValue], expected: object
) -> None:
    assert guards_state([HELD, ADULT], known.get) is expected


def test_a_way_without_guards_is_open() -> None:
    nothing_known: dict[Circumstance, CircumstanceValue] = {}

    assert guards_state([], nothing_known.get) is True


@pytest.mark.parametrize(
    ("circumstance", "wanted"),
    [
        (Circumstance.AGE, "at_least or at_most"),
        (Circumstance.SETTLEMENT_MUNICIPALITY, "one_of"),
    ],
    ids=str,
)
def test_a_guard_whose_test_does_not_fit_its_circumstance_cannot_be_written(
    circumstance: Circumstance, wanted: str
) -> None:
    with pytest.raises(ValidationError, match=f"tested with {wanted}"):
        Guard(circumstance=circumstance, holds=True)


@pytest.mark.parametrize(
    ("circumstance", "inside"),
    [
        (Circumstance.DETAINED, True),
        (Circumstance.RELEASED, False),
        (Circumstance.DEPRIVED_OF_LIBERTY, True),
    ],
)
def test_what_a_release_changes_is_asked_in_detention_or_in_freedom(
    circumstance: Circumstance, *, inside: bool
) -> None:
    in_detention = Guard(circumstance=circumstance, holds=inside)
    in_freedom = Guard(circumstance=circumstance, holds=not inside)

    assert asks_detention(in_detention)
    assert not asks_freedom(in_detention)
    assert asks_freedom(in_freedom)
    assert not asks_detention(in_freedom)


@pytest.mark.parametrize(
    "guard",
    [
        ADULT,
        IN_VUGHT,
        Guard(circumstance=Circumstance.ADDRESS_GIVER, holds=True),
        Guard(circumstance=Circumstance.ADDRESS_GIVER, holds=False),
    ],
    ids=str,
)
def test_what_no_release_changes_is_asked_in_neither(guard: Guard) -> None:
    assert not asks_detention(guard)
    assert not asks_freedom(guard)
