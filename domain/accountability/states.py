"""Who answers for one need on one day, and why: one of eight states, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.accountability.policy import PartyKind
from domain.events.plan import DisputeGround

ASSIGNED: Final = "act/owner-assigned"
ACCEPTED: Final = "act/handover-accepted"
DISPUTE: Final = "act/ownership-disputed"
ACCEPTED_BY_TWO: Final = "act/accepted-by-two"
UNTOLD: Final = "act/detention-not-known"
NO_POLICY: Final = "act/no-policy-for-this-day"
"""Why somebody answers for a need where an act, or the lack of one, says so and no policy does."""


class State(StrEnum):
    """Who answers for a need.

    Attributes:
        PRISON: The prison, until release.
        MUNICIPALITY: The municipality of settlement; it may be unknown which.
        JUSTICE: Justice, under a judicial title.
        JOINT: Prison and municipality together.
        OWNER: An organisation that was given the need or accepted it.
        DISPUTED: Organisations do not agree, or two have accepted.
        NOBODY: Nobody, and that is the policy.
        UNKNOWN: No act says whether the person is held, or no policy is known for the day.
    """

    PRISON = "prison"
    MUNICIPALITY = "municipality"
    JUSTICE = "justice"
    JOINT = "joint"
    OWNER = "owner"
    DISPUTED = "disputed"
    NOBODY = "nobody"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation that answers, or may; `name` is None where it is not known which."""

    kind: PartyKind
    name: str | None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Who acts while a dispute lasts, by which rule, and on which events that rests."""

    party: Party
    rule: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accountability:
    """Who answers for a need, and why.

    Attributes:
        state: Which of the eight.
        parties: Who: one, both of those who share it, or those who dispute it.
        rule: Id of the line of policy, or `act/...` where an act decides.
        evidence: Ids of the events that it rests on.
        ground: Of a dispute.
        meanwhile: Who acts while it is disputed; None where nobody has to.
        payer: Who pays, where that is another than who acts.
    """

    state: State
    parties: tuple[Party, ...]
    rule: str
    evidence: tuple[str, ...]
    ground: DisputeGround | None = None
    meanwhile: Meanwhile | None = None
    payer: Party | None = None

    @property
    def named(self) -> bool:
        """Whether it can be said which organisation answers."""
        return self.state not in {State.NOBODY, State.UNKNOWN, State.DISPUTED} and all(
            party.name is not None or party.kind is not PartyKind.MUNICIPALITY
            for party in self.parties
        )


@dataclass(frozen=True, slots=True)
class Span:
    """The days, both included, on which one answer holds; `until` is None for the last one."""

    since: date
    until: date | None
    accountability: Accountability


@dataclass(frozen=True, slots=True)
class Transfer:
    """Responsibility passed on a day (*regie overgegaan*); derived, recorded by nobody."""

    on: date
    before: Accountability
    after: Accountability
