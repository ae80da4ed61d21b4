"""What every rule is made of: its id, its words, its source, its days, and lengths of time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.values import Name, Value

RuleId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$")
]
"""Act and rule, such as `wet-brp/ex-officio-address`; an id may have several versions in time."""

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=600)]


class Bindingness(StrEnum):
    """What kind of obstacle a condition is."""

    STATUTE = "statute"
    PRACTICE = "practice"
    FACTUAL = "factual"


HARDEST_FIRST: Final = (Bindingness.STATUTE, Bindingness.FACTUAL, Bindingness.PRACTICE)
"""Statute alone; then what takes money or keys as well; then what takes what a desk asks."""

LEAST_BINDING_FIRST: Final = HARDEST_FIRST[::-1]
"""What can be broken most easily comes first."""


class Confidence(StrEnum):
    """How sure we are that a rule says what the law says."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Text(Value):
    """A sentence in Dutch and in English."""

    nl: Sentence
    en: Sentence

    def in_language(self, language: Literal["nl", "en"]) -> str:
        """Return the sentence in `language`."""
        return self.nl if language == "nl" else self.en


class Source(Value):
    """Where a rule stands.

    Attributes:
        law: Short title of the act or the document.
        article: Article with paragraph and part, as the field writes it: `2.23(2)`.
        address: Where the text can be read, where it is public.
    """

    law: Name
    article: Name | None = None
    address: Name | None = None

    def __str__(self) -> str:
        return self.law if self.article is None else f"{self.law} {self.article}"


class Period(Value):
    """A length of time in one unit; months and weeks are calendar months and weeks."""

    days: Annotated[int, Field(ge=0)] | None = None
    weeks: Annotated[int, Field(ge=0)] | None = None
    months: Annotated[int, Field(ge=0)] | None = None
    years: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        if (
            sum(value is not None for value in (self.days, self.weeks, self.months, self.years))
            != 1
        ):
            msg = "a period has exactly one unit: days, weeks, months or years"
            raise ValueError(msg)
        return self


class Rule(Value):
    """What every rule has: a name, a source, days in force, and how sure we are."""

    id: RuleId
    name: Text
    source: Source
    valid_from: date
    valid_to: date | None = None
    confidence: Confidence
    verified: bool
    note: Text | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            msg = f"{self.id} ends on {self.valid_to}, before it begins on {self.valid_from}"
            raise ValueError(msg)
        return self

    def in_force(self, day: date) -> bool:
        """Return whether the rule is in force on `day`; both its days are included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Window(StrEnum):
    """On which days of a procedure a condition has to hold."""

    START = "start"
    PROCESS = "process"
    EFFECT = "effect"
    WHILE = "while"


class Condition(Value):
    """A need that has to be met before or while a way works."""

    need: Need
    window: Window = Window.START
    grace_days: Annotated[int, Field(ge=0)] = 0
    bindingness: Bindingness
    source: Source | None = None


_NUMBERS: Final = frozenset({Circumstance.AGE})
_MUNICIPALITIES: Final = frozenset(
    {
        Circumstance.INSTITUTION_MUNICIPALITY,
        Circumstance.SETTLEMENT_MUNICIPALITY,
        Circumstance.REGISTERED_MUNICIPALITY,
    }
)


class Guard(Value):
    """A circumstance that opens a way; exactly one of the tests is given.

    A guard whose circumstance is not known is neither open nor closed: the way is judged under
    both readings.
    """

    circumstance: Circumstance
    holds: bool | None = None
    one_of: tuple[Name, ...] | None = None
    at_least: int | None = None
    at_most: int | None = None
    window: Window = Window.START
    bindingness: Bindingness = Bindingness.STATUTE
    source: Source | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        tests = (self.holds, self.one_of, self.at_least, self.at_most)
        if sum(test is not None for test in tests) != 1:
            msg = "a guard has exactly one test: holds, one_of, at_least or at_most"
            raise ValueError(msg)
        if self.circumstance in _NUMBERS:
            fits = self.at_least is not None or self.at_most is not None
            wanted = "at_least or at_most"
        elif self.circumstance in _MUNICIPALITIES:
            fits, wanted = self.one_of is not None, "one_of"
        else:
            fits, wanted = self.holds is not None, "holds"
        if not fits:
            msg = f"a guard on {self.circumstance} is tested with {wanted}"
            raise ValueError(msg)
        return self


class LeadTime(Value):
    """How long a way takes: usually, and at most by statute.

    `assumed` marks a usual time that no published figure supports; reports star it.
    """

    typical: Period | None = None
    statutory_maximum: Period | None = None
    assumed: bool = False
