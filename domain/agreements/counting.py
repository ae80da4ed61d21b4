"""How often agreements are kept: counts and shares, by level, by performer, by organisation.

These are plain counts. Whoever publishes them has to suppress small cells first; nothing here
does. Persons never become a group of their own: they are counted together as `PERSON`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final, TypeVar

from domain.agreements.agreement import Agreement
from domain.agreements.standing import AgreementState, standing
from domain.events.agreements import AgreementLevel

Key = TypeVar("Key", bound=Hashable)

PERSON: Final = "(person)"
"""The group of all agreements whose performer, or a party, is the person whom they concern."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What came of a group of agreements by a day.

    Attributes:
        made: All of them.
        open: Still owed, and not yet due.
        claimed: Said to be fulfilled, not confirmed; due or not.
        overdue: Still owed, after the agreed day, and nobody says that it is fulfilled.
        fulfilled: Delivered, as the beneficiary confirmed.
        on_time: Of those: by the agreed day.
        breached: Broken, as an overseer found after hearing both.
        waived: No longer asked for.
        claimed_after_due: Of those claimed: the agreed day has passed.
        without_overseer: Of all of them: nobody oversees it.
    """

    made: int = 0
    open: int = 0
    claimed: int = 0
    overdue: int = 0
    fulfilled: int = 0
    on_time: int = 0
    breached: int = 0
    waived: int = 0
    claimed_after_due: int = 0
    without_overseer: int = 0

    @property
    def due(self) -> int:
        """How many had to be kept by now: fulfilled, broken, or still owed after the agreed day.

        What was waived is not asked for any more, and what is not yet due says nothing yet.
        """
        return self.fulfilled + self.breached + self.overdue + self.claimed_after_due

    @property
    def rate(self) -> Fraction | None:
        """The fulfilment rate: the part of `due` that was fulfilled; None when nothing was due."""
        return Fraction(self.fulfilled, self.due) if self.due else None

    @property
    def on_time_rate(self) -> Fraction | None:
        """The part of `due` that was fulfilled by the agreed day; None when nothing was due."""
        return Fraction(self.on_time, self.due) if self.due else None


def count(agreements: Iterable[Agreement], day: date) -> Fulfilment:
    """Count what came of agreements by a day; those that were never made are left out.

    Args:
        agreements: Folded up to that day.
        day: The day in the Netherlands.
    """
    states: dict[AgreementState, int] = dict.fromkeys(AgreementState, 0)
    on_time = claimed_after_due = unseen = 0
    for agreement in agreements:
        if agreement.terms is None:
            continue
        now = standing(agreement, day)
        states[now.state] += 1
        on_time += now.on_time is True
        claimed_after_due += now.due_passed and now.state is AgreementState.CLAIMED
        unseen += agreement.overseer is None
    return Fulfilment(
        made=sum(states.values()),
        open=states[AgreementState.OPEN],
        claimed=states[AgreementState.CLAIMED],
        overdue=states[AgreementState.OVERDUE],
        fulfilled=states[AgreementState.FULFILLED],
        on_time=on_time,
        breached=states[AgreementState.BREACHED],
        waived=states[AgreementState.WAIVED],
        claimed_after_due=claimed_after_due,
        without_overseer=unseen,
    )


def count_by(
    agreements: Iterable[Agreement], day: date, keys: Callable[[Agreement], Iterable[Key]]
) -> dict[Key, Fulfilment]:
    """Count apart for each key; an agreement with several keys counts under each of them.

    Args:
        agreements: Folded up to that day.
        day: The day in the Netherlands.
        keys: Gives the groups of an agreement: `levels`, `performers`, `organisations`.
    """
    groups: dict[Key, list[Agreement]] = {}
    for agreement in agreements:
        for key in dict.fromkeys(keys(agreement)):
            groups.setdefault(key, []).append(agreement)
    return {key: count(group, day) for key, group in groups.items()}


def levels(agreement: Agreement) -> tuple[AgreementLevel, ...]:
    """Return the level of an agreement, for `count_by`."""
    return () if agreement.terms is None else (agreement.terms.level,)


def performers(agreement: Agreement) -> tuple[str, ...]:
    """Return whoever has to deliver, for `count_by`."""
    return () if agreement.terms is None else (_group(agreement, agreement.terms.performer),)


def organisations(agreement: Agreement) -> tuple[str, ...]:
    """Return the parties, municipalities among them, for `count_by`."""
    if agreement.terms is None:
        return ()
    return tuple(_group(agreement, party) for party in agreement.terms.parties)


def _group(agreement: Agreement, name: str) -> str:
    return PERSON if name in agreement.subjects else name
