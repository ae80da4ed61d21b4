"""Who answers for what by policy and law, with its dates; and when a notice should be sent.

    prison-until-release                from entry until release: the prison (RESP-1)
    outside-the-field-of-the-prison     in 2007 nobody, for debts, work and education
    administrative-agreement            since 1 July 2019 prison and municipality together
    municipality-after-release          from release: the municipality of settlement (RESP-2)
    justice-under-a-title               care under a judicial title: justice pays

The policy is data, `policy.toml`, that another layer reads. The practice that the rule set
`seed-2007` describes knows none of the rules for the time that a dispute lasts; the law does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import combinations
from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from domain.data_files import DataUnreadable, read_data
from domain.errors import Problem
from domain.events.plan import DisputeGround
from domain.needs import Need
from domain.rules import Period, Rule
from domain.values import Value

PRACTICE: Final = "seed-2007"
"""The rule set that shows the practice of 2007, in which a dispute had no rule."""


class PartyKind(StrEnum):
    """What sort of organisation answers for a need."""

    PRISON = "prison"
    MUNICIPALITY = "municipality"
    JUSTICE = "justice"
    ORGANISATION = "organisation"


class PolicyPhase(StrEnum):
    """When a line of accountability holds: held, free again, or under a title for care."""

    DETAINED = "detained"
    RELEASED = "released"
    FORENSIC_TITLE = "forensic-title"


class Line(Rule):
    """Who is accountable in a phase.

    Attributes:
        phase: When it holds.
        needs: For which needs; none means all that no other line of the phase names.
        accountable: Who; more than one means together, and none that it is nobody's task.
    """

    phase: PolicyPhase
    needs: tuple[Need, ...] = ()
    accountable: tuple[PartyKind, ...]

    def collides(self, other: Line) -> bool:
        """Return whether both speak of one need on one day in one phase, and neither gives way."""
        together = max(self.valid_from, other.valid_from) <= min(
            self.valid_to or date.max, other.valid_to or date.max
        )
        same = bool(set(self.needs) & set(other.needs)) or not (self.needs or other.needs)
        return self.phase is other.phase and together and same


class MeanwhileRule(Rule):
    """Which municipality acts while it is disputed who is accountable: that of actual stay.

    Attributes:
        needs: For which needs.
        grounds: For which grounds of dispute.
        only_urgent: Whether an urgent report is needed first.
    """

    needs: Annotated[tuple[Need, ...], Field(min_length=1)]
    grounds: Annotated[tuple[DisputeGround, ...], Field(min_length=1)]
    only_urgent: bool = False


class NoticePolicy(Rule):
    """By when a notice of release should be sent, confirmed and answered; set by no law.

    Attributes:
        short_stay: The longest stay that counts as short.
        days_short: Days before release, for a short stay.
        days_long: Days before release, for any other.
        days_after_entry: Days after entry, for whoever stays shorter than that.
        days_to_confirm: Days within which the receiver confirms.
        days_to_answer: Days within which an offer of handover is answered.
    """

    short_stay: Period
    days_short: Annotated[int, Field(ge=0)]
    days_long: Annotated[int, Field(ge=0)]
    days_after_entry: Annotated[int, Field(ge=0)]
    days_to_confirm: Annotated[int, Field(ge=0)]
    days_to_answer: Annotated[int, Field(ge=0)]


class Policy(Value):
    """All of it, with the SHA-256 of the file that it was read from."""

    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    meanwhile: tuple[MeanwhileRule, ...] = ()
    notice: NoticePolicy
    digest: str = ""

    @model_validator(mode="after")
    def _says_one_thing_on_each_day(self) -> Self:
        for one, two in combinations(self.lines, 2):
            if one.collides(two):
                msg = f"{one.id} and {two.id} speak of one need on one day; let one end first"
                raise ValueError(msg)
        return self


@dataclass(frozen=True, slots=True)
class Applied:
    """The policy as one frame applies it.

    Attributes:
        policy: The policy.
        fixed_on: The day whose policy holds for all days, or None for each day's own.
        practice: Whether the practice of 2007 is shown, without rules for a dispute.
    """

    policy: Policy
    fixed_on: date | None = None
    practice: bool = False

    def line(self, phase: PolicyPhase, need: Need, day: date) -> Line | None:
        """Return the line that holds: one that names the need, or else the general one."""
        found = None
        for line in self.policy.lines:
            if line.phase is phase and line.in_force(self.fixed_on or day):
                if need in line.needs:
                    return line
                if not line.needs:
                    found = line
        return found

    def meanwhile(
        self, need: Need, ground: DisputeGround, day: date, *, urgent: bool
    ) -> MeanwhileRule | None:
        """Return the rule for the time that a dispute over `need` lasts, where there is one."""
        if self.practice:
            return None
        for rule in self.policy.meanwhile:
            applies = need in rule.needs and ground in rule.grounds
            if applies and rule.in_force(self.fixed_on or day) and (urgent or not rule.only_urgent):
                return rule
        return None

    def change_days(self, first: date, last: date) -> set[date]:
        """Return the days after `first` and through `last` on which the policy changes."""
        if self.fixed_on is not None:
            return set()
        rules: tuple[Rule, ...] = (*self.policy.lines, *self.policy.meanwhile)
        days = {rule.valid_from for rule in rules}
        days |= {
            date.fromordinal(rule.valid_to.toordinal() + 1)
            for rule in rules
            if rule.valid_to is not None and rule.valid_to < date.max
        }
        return {day for day in days if first < day <= last}


def applied(policy: Policy, rule_set: str, fixed_on: date | None) -> Applied:
    """Return the policy as a rule set applies it.

    Args:
        policy: The policy.
        rule_set: Name of the rule set, with or without files of one's own after a plus.
        fixed_on: The day on which the rule set is frozen, or whose law was asked for.
    """
    return Applied(policy, fixed_on, practice=rule_set.partition("+")[0] == PRACTICE)


class PolicyUnreadable(Problem):
    """The file that says who is accountable is not in the form of one."""

    code = "DM0701"
    exit_code = 3

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(
            "The policy of accountability cannot be read.",
            where=place,
            why=fault,
            help="Correct the line that is named; each has an id, a phase, who is accountable, a "
            "source and the days on which it holds.",
        )


def read_policy(content: bytes) -> Policy:
    """Return the policy that stands in a file.

    Args:
        content: TOML in UTF-8.

    Raises:
        PolicyUnreadable: It is something else; the place and the fault are named.
    """
    try:
        policy = read_data(content, Policy)
    except DataUnreadable as unreadable:
        raise PolicyUnreadable(unreadable.place, unreadable.reason) from None
    return policy.model_copy(update={"digest": sha256(content).hexdigest()})
