"""What an audit asks: the same object whether it was written as options or as qualifiers.

A query asks for the events that answer all its clauses. A clause names a field and values, of
which one is enough; a negated clause asks that none of them is the case. Days are days in the
Netherlands, and both ends of a span count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from domain.values import AMSTERDAM, day_of

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Field(StrEnum):
    """What an event can be asked about.

    Attributes:
        PERSON: Whom it concerns.
        ACTOR: Who acted.
        ACCOUNT: Who typed or imported it; not the actor.
        ROLE: The role in which the actor acted.
        ORGANISATION: For which organisation.
        TYPE: Name of its type with or without version; `*` stands for any letters.
        AREA: Whether events of its type can concern a need in this area of life.
        NEED: Whether events of its type can concern this need.
        PURPOSE: For which purpose.
        BASIS: On which legal basis.
        MANDATE: On which mandate.
        SOURCE: Which system said it.
        OCCURRED: When the act took place, by day: the one recorded, or one to which it was
            corrected.
        NOTED: When the source logged it, by day or moment.
        RECORDED: When the ledger recorded it, by day or moment.
        CORRELATION: What it has in common with others.
        CAUSATION: The id of the event that led to it.
    """

    PERSON = "person"
    ACTOR = "actor"
    ACCOUNT = "account"
    ROLE = "role"
    ORGANISATION = "organisation"
    TYPE = "type"
    AREA = "area"
    NEED = "need"
    PURPOSE = "purpose"
    BASIS = "basis"
    MANDATE = "mandate"
    SOURCE = "source"
    OCCURRED = "occurred"
    NOTED = "noted"
    RECORDED = "recorded"
    CORRELATION = "correlation"
    CAUSATION = "causation"


TIMES: Final = frozenset({Field.OCCURRED, Field.NOTED, Field.RECORDED})
"""The fields that are asked about in spans of time."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, both ends included; None is no end. A day is the whole of that day."""

    first: date | datetime | None = None
    last: date | datetime | None = None

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins, so that nothing can lie in it."""
        low, high = self.microseconds
        return low is not None and high is not None and low > high

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and last day that it touches."""
        first, last = self.first, self.last
        return (
            None if first is None else day_of(first),
            None if last is None else day_of(last),
        )

    @property
    def microseconds(self) -> tuple[int | None, int | None]:
        """The first and last microsecond in it, counted from 1970 in UTC."""
        return _microseconds(self.first, time.min), _microseconds(self.last, time.max)

    def __str__(self) -> str:
        first, last = ("" if each is None else each.isoformat() for each in (self.first, self.last))
        return first if first == last else f"{first}..{last}"


Asked = str | Span
"""One value of a clause: a text, or of a field in `TIMES` a span."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that is asked: that a field has one of these values, or has none of them."""

    field: Field
    values: tuple[Asked, ...]
    negated: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """The values that are texts."""
        return tuple(each for each in self.values if isinstance(each, str))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The values that are spans."""
        return tuple(each for each in self.values if isinstance(each, Span))


@dataclass(frozen=True, slots=True)
class Query:
    """Everything that is asked; no clause asks for every event. No two are of one kind."""

    clauses: tuple[Clause, ...] = ()

    def persons(self) -> frozenset[str]:
        """Return the persons who are asked about by name."""
        return frozenset(
            text for each in self.clauses if each.field is Field.PERSON for text in each.texts
        )


@dataclass(frozen=True, slots=True)
class Term:
    """One qualifier or option: a field, a value, and whether it is to be left out."""

    field: Field
    value: Asked
    negated: bool = False


def query_of(terms: Iterable[Term]) -> Query:
    """Return the query that these terms make: a field that is named again adds another value."""
    found: dict[tuple[Field, bool], dict[Asked, None]] = {}
    for term in terms:
        found.setdefault((term.field, term.negated), {})[term.value] = None
    return Query(
        tuple(Clause(field, tuple(values), negated) for (field, negated), values in found.items())
    )


def as_microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since 1970-01-01T00:00Z."""
    return (moment.astimezone(UTC) - EPOCH) // timedelta(microseconds=1)


def _microseconds(bound: date | datetime | None, edge: time) -> int | None:
    if bound is None:
        return None
    if isinstance(bound, datetime):
        return as_microseconds(bound)
    try:
        return as_microseconds(datetime.combine(bound, edge, tzinfo=AMSTERDAM))
    except OverflowError:
        # In the Netherlands the first day of the calendar begins before that of UTC.
        return as_microseconds(datetime.min.replace(tzinfo=UTC))
