"""What is said of one deadline of one person: its day, where it stands, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.deadlines.happenings import Key
from domain.deadlines.rule import Deadline
from domain.needs import Need
from domain.rule_parts import Text


class DeadlineStatus(StrEnum):
    """Where a deadline stands; exactly one of these.

    Attributes:
        RUNNING: Its day is still to come, or today.
        MET: Done in time.
        MET_LATE: Done, after its day.
        OVERDUE: Its day has passed and it was not done.
        CLAIMED: Who has to do it says that it is done, and who receives it has not confirmed that.
        MISSED: Its day passed without it, and it can no longer be done.
        SUSPENDED: The clock stands still.
        NOT_COMPUTABLE: An event from which it counts is not recorded.
        VOID: What it was for has gone.
        REACHED: The day has come on which something happens or may be done.
    """

    RUNNING = "running"
    MET = "met"
    MET_LATE = "met-late"
    OVERDUE = "overdue"
    CLAIMED = "claimed"
    MISSED = "missed"
    SUSPENDED = "suspended"
    NOT_COMPUTABLE = "not-computable"
    VOID = "void"
    REACHED = "reached"


NOT_DONE: Final = (DeadlineStatus.OVERDUE, DeadlineStatus.MET_LATE, DeadlineStatus.MISSED)
"""What was not done by its day."""


class VoidBecause(StrEnum):
    """Why a deadline is void.

    Attributes:
        ENDED: Something happened that takes its reason away.
        STARTED_AGAIN: What starts it happened anew.
        NEVER_HAPPENED: The act from which it counted is read as never having happened.
    """

    ENDED = "ended"
    STARTED_AGAIN = "started-again"
    NEVER_HAPPENED = "never-happened"


class StepKind(StrEnum):
    """What one step of a computation does."""

    BASE = "base"
    NAMED_BASE = "named-base"
    OBJECTED_BASE = "objected-base"
    PLANNED_BASE = "planned-base"
    RELEASE_LATER = "release-later"
    PHASE_LATER = "phase-later"
    PRECEDING = "preceding"
    SPAN = "span"
    LONGER_THAN = "longer-than"
    AFTER_ENTRY = "after-entry"
    STOOD_STILL = "stood-still"
    STANDS_STILL = "stands-still"
    EXTENDED = "extended"
    EXTENDED_TOO_LATE = "extended-too-late"
    CLOSED = "closed"
    TWO_WORKING_DAYS = "two-working-days"
    NOT_EXTENDED = "not-extended"
    OPENS = "opens"
    ACT_BY = "act-by"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation.

    Attributes:
        kind: What it does.
        day: The day that it gives.
        since: The day from which it counts, where it has one.
        event: Name of the event that it rests on.
        count: How many of `unit`.
        unit: Days, weeks and so on.
        reason: Why, as one word: a closed day, or why a term does not run on.
    """

    kind: StepKind
    day: date | None = None
    since: date | None = None
    event: str | None = None
    count: int | None = None
    unit: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """One deadline.

    Attributes:
        rule: The version of the rule that counts.
        key: What it hangs on; with the id of the rule and `number` it stays the same when its day
            changes. None while what it hangs on has not happened.
        number: Which in a row it is, from 1.
        status: Where it stands.
        who: Who has to act.
        need: The need it is about.
        against: Name of the type of the decision to which it is possible to object, or against
            which an objection is directed.
        base_day: The day from which it counts.
        provisional: Whether that day is only planned.
        plain: The last day by counting alone.
        due: The last day by law, or of policy or agreement.
        opens: From when it may be done.
        act_by: By when to act, as advice.
        met_on: When it was done.
        missing: Names of the events that are missing; any one of them is enough.
        void_because: Why it is void.
        derived: Name of the computed event that it gives.
        steps: How its day was found.
        evidence: The events that it rests on.
    """

    rule: Deadline
    key: Key | None
    number: int
    status: DeadlineStatus
    who: Text
    need: Need | None = None
    against: str | None = None
    base_day: date | None = None
    provisional: bool = False
    plain: date | None = None
    due: date | None = None
    opens: date | None = None
    act_by: date | None = None
    met_on: date | None = None
    missing: tuple[str, ...] = ()
    void_because: VoidBecause | None = None
    derived: str | None = None
    steps: tuple[Step, ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, Key | None, int]:
        """By what it is known when its day changes."""
        return self.rule.id, self.key, self.number
