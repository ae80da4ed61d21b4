"""Whether a guard opens a way: yes, no, or unknown; and whether a release opens or closes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from domain.circumstances import Circumstance
from domain.errors import Problem
from domain.rules import Guard

CircumstanceValue = bool | int | str
"""What a circumstance can be: held or not, an age in years, the name of a municipality."""

IN_FREEDOM: Final[Mapping[Circumstance, bool]] = MappingProxyType(
    {
        Circumstance.DETAINED: False,
        Circumstance.RELEASED: True,
        Circumstance.DEPRIVED_OF_LIBERTY: False,
    }
)
"""What a release makes of the circumstances that it changes."""


class GuardValueMismatch(Problem):
    """A guard asks for another kind of value than its circumstance has."""

    code = "RU0102"
    exit_code = 3

    def __init__(self, guard: Guard, value: CircumstanceValue) -> None:
        super().__init__(
            f"A rule tests {guard.circumstance} in a way that does not fit its value {value!r}.",
            why="'holds' fits yes or no, 'one_of' a name, 'at_least' and 'at_most' a number.",
            help="Correct the test in the rule file.",
        )


def guard_state(guard: Guard, value: CircumstanceValue | None) -> bool | None:
    """Return whether `guard` is open when its circumstance has `value`.

    Names are compared without regard to case.

    Args:
        guard: The guard.
        value: The value of its circumstance; None when it is unknown.

    Returns:
        True when open, False when closed, None when that cannot be said.

    Raises:
        GuardValueMismatch: The test of the guard is not for a value of this kind.
    """
    if value is None:
        return None
    if guard.holds is not None and isinstance(value, bool):
        return value is guard.holds
    if guard.one_of is not None and isinstance(value, str):
        return value.casefold() in {name.casefold() for name in guard.one_of}
    if isinstance(value, int) and not isinstance(value, bool):
        if guard.at_least is not None:
            return value >= guard.at_least
        if guard.at_most is not None:
            return value <= guard.at_most
    raise GuardValueMismatch(guard, value)


def guards_state(
    guards: Iterable[Guard], value_of: Callable[[Circumstance], CircumstanceValue | None]
) -> bool | None:
    """Return whether all `guards` are open: False when one is closed, None when one is unknown.

    Args:
        guards: The guards of one way; with none, it is open.
        value_of: Gives the value of a circumstance, or None when it is unknown.

    Raises:
        GuardValueMismatch: The test of a guard is not for a value of this kind.
    """
    states = [guard_state(guard, value_of(guard.circumstance)) for guard in guards]
    if False in states:
        return False
    return None if None in states else True


def asks_freedom(guard: Guard) -> bool:
    """Return whether `guard` is opened by a release."""
    return guard.holds is not None and IN_FREEDOM.get(guard.circumstance) is guard.holds


def asks_detention(guard: Guard) -> bool:
    """Return whether `guard` is closed by a release."""
    return guard.holds is not None and IN_FREEDOM.get(guard.circumstance) is (not guard.holds)
