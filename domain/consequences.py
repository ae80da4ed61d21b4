"""What follows from a lack: rent that goes unpaid, a claim that goes unpaid, detention for it.

An ending says what an event takes; a consequence says which event a lack brings about. Together
they let loss lead to more loss (`domain.spirals`). No status rests on a consequence: that somebody
will be detained for a claim is nothing to count with, only to see coming.
"""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from domain.events.claims import ClaimKind, CoercionKind
from domain.needs import Need
from domain.rule_parts import Bindingness, Period, Rule
from domain.triggers import Trigger


class Consequence(Rule):
    """What happens because a need is not met, or because something else happened.

    Attributes:
        trigger: What it brings about.
        lacking: The need whose lack brings it about.
        after: What brings it about; exactly one of `lacking` and `after` is given.
        claim: The kind of claim that it is about, where it is about one.
        measure: Whether detention takes the place of the debt, or presses to pay it.
        debt_remains: Whether the debt is still there after the detention.
        spares_inability: Whether who shows that he cannot pay is not detained.
        at_most: How long the detention can last at most.
        bindingness: Whether statute, practice or fact makes it follow.
    """

    trigger: Trigger
    lacking: Need | None = None
    after: Trigger | None = None
    claim: ClaimKind | None = None
    measure: CoercionKind | None = None
    debt_remains: bool | None = None
    spares_inability: bool = False
    at_most: Period | None = None
    bindingness: Bindingness = Bindingness.STATUTE

    @model_validator(mode="after")
    def _one_ground(self) -> Self:
        if (self.lacking is None) is (self.after is None):
            msg = f"{self.id}: a consequence names what is lacking, or what it comes after"
            raise ValueError(msg)
        return self

    @property
    def need(self) -> Need | None:
        """The need whose lack brings it about, if that is what does."""
        return self.lacking
