"""The last stay of a person as it was handed over: what tests of notices and handovers ask."""

from collections.abc import Sequence

from domain.accountability.account import HandedOver
from domain.envelope import Act
from tests.domain.handover_people import FREE, HELD, Step, account, told


def last(acts: Sequence[Act], on: str) -> HandedOver:
    """The last stay of the person, with its handover."""
    return account(acts, on).stays[-1]


def long_stay(*steps: Step) -> list[Act]:
    """A stay from 15 January to 1 June 2007, with more acts of the same person."""
    return told((HELD, "2007-01-15"), *steps, (FREE, "2007-06-01"))
