"""The form in which a rule says by when something has to be done, may be done, or happens.

A rule has a code, D01 to D32, that stays when the law changes; its versions in time and the acts
in which they stand have ids of their own. What no law sets is named `policy`, such as how long
before a release the municipality is told, and never looks like law.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Self

from pydantic import Field, StringConstraints, model_validator

from domain.needs import Need
from domain.rule_parts import Confidence, Period, Rule, RuleId, Source, Text
from domain.values import Code, Value

PLANNED_RELEASE: Final = "planned-release"
"""What counts as happening on the day on which a release is planned; no event type is called so."""

DETAINED: Final = "detained"
"""The state of who is held, as what a rule may wait in; no event type is called so."""

DeadlineCode = Annotated[str, StringConstraints(pattern=r"^D\d{2}[a-z]?$")]
"""The name under which a deadline is known whatever the law of the day, such as `D13`."""


class Nature(StrEnum):
    """Where the length of a deadline comes from.

    Attributes:
        STATUTE: A law or decree sets it.
        POLICY: No law sets it: a parameter of policy or practice.
        RECORDED: The event itself names the day.
    """

    STATUTE = "statute"
    POLICY = "policy"
    RECORDED = "recorded"


class DeadlineKind(StrEnum):
    """What happens on the day.

    Attributes:
        DUTY: Somebody has to have acted by then.
        RIGHT: The person may act until then.
        OPENS: From then on something may be done.
        TAKES_EFFECT: Something happens then unless it is prevented.
        MOMENT: A day to look how things stand.
    """

    DUTY = "duty"
    RIGHT = "right"
    OPENS = "opens"
    TAKES_EFFECT = "takes-effect"
    MOMENT = "moment"


class TermLaw(StrEnum):
    """Which rules on closed days a term follows.

    Attributes:
        NATIONAL: The Algemene termijnenwet, with its exceptions.
        EUROPEAN: Regulation (EEC, Euratom) 1182/71, for terms in law of the Union.
        EXCLUDED: A law that declares the Algemene termijnenwet not applicable.
        NONE: No statutory term.
    """

    NATIONAL = "national"
    EUROPEAN = "european"
    EXCLUDED = "excluded"
    NONE = "none"


class Unit(StrEnum):
    """In what a term is expressed; the law treats them differently."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_UNITS: Final = tuple(Unit)


class Span(Value):
    """A length of time as a law expresses it; exactly one unit.

    Attributes:
        longer_than: The rule says "longer than": the day after.
        backwards: Counted back from the day.
    """

    hours: Annotated[int, Field(ge=0, le=10_000)] | None = None
    days: Annotated[int, Field(ge=0, le=40_000)] | None = None
    working_days: Annotated[int, Field(ge=0, le=1_000)] | None = None
    weeks: Annotated[int, Field(ge=0, le=5_000)] | None = None
    months: Annotated[int, Field(ge=0, le=1_200)] | None = None
    years: Annotated[int, Field(ge=0, le=100)] | None = None
    longer_than: bool = False
    backwards: bool = False

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if sum(getattr(self, unit) is not None for unit in Unit) != 1:
            msg = f"a span has exactly one unit: {', '.join(Unit)}"
            raise ValueError(msg)
        return self

    @property
    def unit(self) -> Unit:
        """The unit in which it is expressed."""
        return next(unit for unit in _UNITS if getattr(self, unit) is not None)

    @property
    def count(self) -> int:
        """How many of that unit."""
        found: int = getattr(self, self.unit)
        return found

    def times(self, more: int, of: Span) -> Span:
        """Return this span with `more` times another of the same unit added."""
        return self.model_copy(update={self.unit: self.count + more * of.count})


class DayOf(StrEnum):
    """Where the day comes from: of the act itself, or named in it."""

    ACT = "act"
    EFFECT = "effect"
    RELEASE_ON = "release_on"
    VALID_UNTIL = "valid_until"
    COMPLETE_BY = "complete_by"
    REPORTED_ON = "reported_on"
    DUE_ON = "due_on"
    UNTIL = "until"
    FIRST_INSTALMENT_ON = "first_instalment_on"
    OBJECTED_DECISION = "objected-decision"


class Where(Value):
    """What a field of the event must say, or must not say; `none` stands for a field not given."""

    field: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")]
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if (self.one_of is None) == (self.none_of is None):
            msg = "a test on a field has either one_of or none_of"
            raise ValueError(msg)
        return self


class Base(Value):
    """What starts a term.

    Attributes:
        event: Name of the event type, without version, or `planned-release`.
        day: Which day it counts from.
        otherwise: Which day counts where the first is not given.
        earliest: Whether the earlier of the two counts, where both are given.
        where: What its fields must say.
        provisional: Counts only while what a later alternative waits for has not happened.
    """

    event: Code
    day: DayOf = DayOf.ACT
    otherwise: DayOf | None = None
    earliest: bool = False
    where: tuple[Where, ...] = ()
    provisional: bool = False


class Matching(StrEnum):
    """Which later event belongs to the one that started a term.

    Attributes:
        NEXT: The next of its type.
        SAME_KIND: The next whose `kind` is the same.
        SAME_NEED: The next whose `need` is the same.
        AGAINST: The next that is directed against the type of the event that started it.
    """

    NEXT = "next"
    SAME_KIND = "same-kind"
    SAME_NEED = "same-need"
    AGAINST = "against"


class OnlyIf(StrEnum):
    """What has to be so on the day from which is counted; what is not known is taken as so.

    Attributes:
        BENEFIT_HELD: The person had a benefit the day before, as the acts say.
        HOUSING_HELD: The person had a dwelling the day before, as the acts say.
        NO_ADDRESS: No act says that the person has an address.
        INSURANCE_SUSPENDED: The insurance is known to be suspended.
        MAY_BE_UNDER_27: By the year of birth the person can be younger than 27.
        NOT_DETAINED: The person is free on that day.
    """

    BENEFIT_HELD = "benefit-held"
    HOUSING_HELD = "housing-held"
    NO_ADDRESS = "no-address"
    INSURANCE_SUSPENDED = "insurance-suspended"
    MAY_BE_UNDER_27 = "may-be-under-27"
    NOT_DETAINED = "not-detained"


class WhenUnknown(StrEnum):
    """What is done with a rule while it is not known how long the detention lasts."""

    APPLIES = "applies"
    WAITS = "waits"


class Stay(Value):
    """How long the detention must be planned to last; exactly one of the tests is given."""

    longer_than: Period | None = None
    at_least: Period | None = None
    at_most: Period | None = None
    when_unknown: WhenUnknown = WhenUnknown.APPLIES

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        if sum(each is not None for each in (self.longer_than, self.at_least, self.at_most)) != 1:
            msg = "a stay has exactly one test: longer_than, at_least or at_most"
            raise ValueError(msg)
        return self


class DerivedWhen(StrEnum):
    """When a computed event is said to have taken place."""

    COMPUTED = "computed"
    REACHED = "reached"
    MISSED = "missed"


class Derived(Value):
    """The computed event that a deadline gives; it is never recorded."""

    event: Code
    when: DerivedWhen


class Deadline(Rule):
    """One version of a deadline.

    Attributes:
        code: Name under which it is known.
        need: The need it is about, where it is about one.
        other_needs: Needs of which events that meet or end it may speak beside.
        nature: Whether a law, policy or the event itself sets the length.
        kind: What happens on the day.
        base: What starts it; several are alternatives.
        after: A term that comes first; the span counts from its end, as rounded.
        span: How long it is.
        opens: From when it may be done, counted from the same day.
        law: Which rules on closed days it follows.
        not_before_release: The day of release counts instead, where it is later, or that on which
            an extramural phase begins.
        while_free: A day on which the person is held inside does not do: the day on which that ends
            counts instead.
        days_after_entry: Counted back from the planned release, it is never earlier than so many
            days after the detention began, and not later than the release.
        met_by: Event types that show that it was done.
        matching: Which of them belongs to it.
        ended_by: Event types that take its reason away.
        once_overdue: Id of the rule whose last day has to have passed; what comes before it starts
            nothing.
        independent: Whether a new start leaves an earlier one standing.
        suspended_by: Event type after which the clock stands still.
        resumed_by: Event type with which it runs on.
        extended_by: Event type by which it becomes longer, if in time: until the day that it names.
        extended_where: What the fields of that event must say.
        extension: How much longer at most, and where that event names no day; None where the law
            sets no most.
        repeats: After how long it recurs until it is ended.
        stay: How long the detention must last.
        only_if: What else must be so.
        awaited_after: States or event types after which it is awaited: until it can be computed,
            what is missing is told.
        derived: The computed event that it gives.
        who: Who has to act.
        who_from: Field of the event that names who has to act instead.
    """

    code: DeadlineCode
    need: Need | None = None
    other_needs: tuple[Need, ...] = ()
    nature: Nature
    kind: DeadlineKind = DeadlineKind.DUTY
    base: Annotated[tuple[Base, ...], Field(min_length=1)]
    after: Span | None = None
    span: Span
    opens: Span | None = None
    law: TermLaw = TermLaw.NATIONAL
    not_before_release: bool = False
    while_free: bool = False
    days_after_entry: Annotated[int, Field(ge=0, le=60)] | None = None
    met_by: tuple[Code, ...] = ()
    matching: Matching = Matching.NEXT
    ended_by: tuple[Code, ...] = ()
    once_overdue: RuleId | None = None
    independent: bool = False
    suspended_by: Code | None = None
    resumed_by: Code | None = None
    extended_by: Code | None = None
    extended_where: tuple[Where, ...] = ()
    extension: Span | None = None
    repeats: Span | None = None
    stay: Stay | None = None
    only_if: tuple[OnlyIf, ...] = ()
    awaited_after: tuple[Code, ...] = ()
    derived: Derived | None = None
    who: Text
    who_from: Code | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.nature is not Nature.STATUTE and self.law is not TermLaw.NONE:
            msg = f"{self.id}: what no law sets follows no law on closed days; write law = 'none'"
            raise ValueError(msg)
        if (self.suspended_by is None) != (self.resumed_by is None):
            msg = f"{self.id}: say both what stops the clock and what starts it again"
            raise ValueError(msg)
        if self.extended_by is None and (self.extension is not None or self.extended_where):
            msg = f"{self.id}: say what extends it"
            raise ValueError(msg)
        for more in (self.repeats, self.extension):
            if more is not None and more.unit is not self.span.unit:
                msg = f"{self.id}: it recurs or is extended in the unit in which it is expressed"
                raise ValueError(msg)
        return self

    @property
    def events(self) -> frozenset[str]:
        """The names of all event types of which it speaks."""
        named = {each.event for each in self.base}
        named |= {*self.met_by, *self.ended_by, *self.awaited_after}
        named |= {each for each in (self.suspended_by, self.resumed_by) if each is not None}
        named |= {self.extended_by} if self.extended_by is not None else set()
        return frozenset(named - {PLANNED_RELEASE, DETAINED})


class EquatedDay(Value):
    """A day that a royal decree puts on a par with a public holiday (Algemene termijnenwet 3(3)).

    Attributes:
        day: The day.
        source: The decree, or where it is told of.
        confidence: How sure we are.
        verified: Whether the text of the decree was read.
    """

    day: date
    source: Source
    confidence: Confidence
    verified: bool
