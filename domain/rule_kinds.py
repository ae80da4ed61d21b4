"""The kinds of rules: ways to meet a need, what ends it, who may intervene, and terms.

Consequences stand in `domain.consequences`, deadlines in `domain.deadlines.rule`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator

from domain.needs import Need
from domain.rule_parts import (
    Bindingness,
    Condition,
    Guard,
    LeadTime,
    Period,
    Rule,
    RuleId,
    Text,
)
from domain.triggers import Trigger
from domain.values import Code


class WayKind(StrEnum):
    """Whether a way works by itself, on application, as a duty, or at an authority's choice."""

    AUTO = "auto"
    ORDINARY = "ordinary"
    DUTY = "duty"
    OPTION = "option"


class InterventionKind(StrEnum):
    """What an intervention does to the rules of one person."""

    GRANT = "grant"
    BRIDGE = "bridge"
    WAIVE = "waive"
    SPEED_UP = "speed-up"
    OPEN = "open"
    POSTPONE = "postpone"


class Way(Rule):
    """One way to meet a need: all its conditions together, while its guards are open.

    Attributes:
        need: What it meets.
        kind: By itself, on application, as a duty of an authority, or at its choice.
        actor: Who acts first.
        decider: Who decides.
        conditions: Needs that must be met.
        guards: Circumstances that must hold.
        lead: How long it takes.
        duration: How long what it gives lasts; None for without end.
        cost_cents: What it costs the person, in eurocents.
    """

    need: Need
    kind: WayKind
    actor: Text
    decider: Text
    conditions: tuple[Condition, ...] = ()
    guards: tuple[Guard, ...] = ()
    lead: LeadTime = LeadTime()
    duration: Period | None = None
    cost_cents: Annotated[int, Field(ge=0)] | None = None

    @cached_property
    def requires(self) -> tuple[Need, ...]:
        """The needs that it asks, in the order of its conditions."""
        return tuple(condition.need for condition in self.conditions)

    @cached_property
    def requirements(self) -> frozenset[str]:
        """The same needs as a set of texts, as the engine reads them."""
        return frozenset(map(str, self.requires))


class Ending(Rule):
    """What ends a need that was met.

    Attributes:
        need: What ends.
        trigger: What starts it.
        delay: How long after the trigger it ends.
        longer_than: True when the rule says "longer than": it ends on the day after the delay.
        guards: Circumstances that must hold.
        bindingness: Whether statute, practice or fact ends it.
    """

    need: Need
    trigger: Trigger
    delay: Period = Period(days=0)
    longer_than: bool = False
    guards: tuple[Guard, ...] = ()
    bindingness: Bindingness = Bindingness.STATUTE


class Intervention(Rule):
    """A decision that someone may take to open a way out.

    Attributes:
        kind: What it does.
        need: The need that a grant or a bridge meets.
        way: The way that a waiver, a speed-up or an opening changes, by id.
        waives: The condition that a waiver drops.
        ending: The ending or the consequence that a postponement holds off, by id.
        decider: Who decides.
        conditions: Needs that must be met all the same.
        guards: Circumstances that must hold.
        lead: How long it takes.
        duration: How long it lasts; a bridge always has one.
        bindingness: What obliges or allows the decider.
    """

    kind: InterventionKind
    need: Need | None = None
    way: RuleId | None = None
    waives: Need | None = None
    ending: RuleId | None = None
    decider: Text
    conditions: tuple[Condition, ...] = ()
    guards: tuple[Guard, ...] = ()
    lead: LeadTime = LeadTime()
    duration: Period | None = None
    bindingness: Bindingness = Bindingness.STATUTE

    @model_validator(mode="after")
    def _has_its_target(self) -> Self:
        wanted: str
        given: object
        match self.kind:
            case InterventionKind.GRANT | InterventionKind.BRIDGE:
                wanted, given = "need", self.need
            case InterventionKind.WAIVE:
                wanted, given = "way and waives", self.way and self.waives
            case InterventionKind.SPEED_UP | InterventionKind.OPEN:
                wanted, given = "way", self.way
            case InterventionKind.POSTPONE:
                wanted, given = "ending", self.ending
        if given is None:
            msg = f"{self.id}: an intervention of kind {self.kind} names its {wanted}"
            raise ValueError(msg)
        if self.kind is InterventionKind.BRIDGE and self.duration is None:
            msg = f"{self.id}: a bridge says how long it lasts"
            raise ValueError(msg)
        return self


class Rounding(StrEnum):
    """What happens to a term that ends on a day on which offices are closed."""

    NONE = "none"
    NEXT_WORKING_DAY = "next-working-day"


class Term(Rule):
    """A period that begins with an event and by whose end something has to have happened.

    Attributes:
        need: The need it is about.
        base: Name of the event type that starts it, without its version.
        met_by: Names of the event types that end it.
        period: How long it is.
        suspended_by: Event type that stops the clock.
        resumed_by: Event type that starts it again.
        extended_by: Event type with which whoever has to act names a later day.
        extension: How much longer that makes it at most; None where the law sets no most.
        rounding: What happens when it ends on a Saturday, Sunday or holiday.
        who: Who has to act.
    """

    need: Need
    base: Code
    met_by: tuple[Code, ...]
    period: Period
    extended_by: Code | None = None
    extension: Period | None = None
    suspended_by: Code | None = None
    resumed_by: Code | None = None
    rounding: Rounding = Rounding.NEXT_WORKING_DAY
    bindingness: Bindingness = Bindingness.STATUTE
    who: Text
