"""The map that says what the columns of a table mean; docs/import.md describes every key of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)

from domain.events import EVENT_TYPES
from domain.values import Name

Scalar = str | int | bool
"""A value that a map can write down; a date of TOML counts as its text."""

Column = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
"""What a map calls one of its own rules; part of the ids of the events that it makes."""

ISO: Final = "iso"
"""The word for ISO 8601 among formats of dates and times."""


class Part(BaseModel):
    """A table in a map: all its keys are known, and every value has exactly its type."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=False)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = f"{name!r} is no time zone; write Europe/Amsterdam or America/New_York"
        raise ValueError(msg) from error
    return name


def _event_type(name: str) -> str:
    if name not in EVENT_TYPES:
        from difflib import get_close_matches

        close = get_close_matches(name, EVENT_TYPES, 1)
        msg = f"{name!r} is no event type" + (f"; did you mean {close[0]!r}?" if close else "")
        raise ValueError(msg)
    return name


def _pattern(text: str) -> str:
    if text != ISO and "%" not in text:
        msg = f'{text!r} is no format; write "iso", or something like "%d-%m-%Y"'
        raise ValueError(msg)
    return text


Zone = Annotated[str, AfterValidator(_zone)]
EventType = Annotated[str, AfterValidator(_event_type)]
Format = Annotated[str, AfterValidator(_pattern)]


class FromColumn(Part):
    """A value that comes out of a cell.

    Attributes:
        column: Which column.
        read_as: What the text of the cell is.
        values: What each text of the cell stands for.
        otherwise: What every text stands for that is not in `values`.
        if_empty: The value when the cell is empty; without it the field is left out.
    """

    column: Column
    read_as: Literal["text", "integer", "date", "time"] = Field("text", alias="as")
    values: dict[str, Scalar] = {}
    otherwise: Scalar | None = None
    if_empty: Scalar | None = None

    @property
    def constants(self) -> Iterator[Scalar]:
        """The values that this can give whatever the table holds."""
        yield from self.values.values()
        yield from (value for value in (self.otherwise, self.if_empty) if value is not None)

    @model_validator(mode="after")
    def _translates_or_reads(self) -> Self:
        if self.values and self.read_as != "text":
            msg = "`values` translates texts: leave `as` out"
            raise ValueError(msg)
        if self.otherwise is not None and not self.values:
            msg = "`otherwise` goes with `values`"
            raise ValueError(msg)
        return self


def _shape(value: object) -> str:
    match value:
        case dict() | FromColumn():
            return "<column>"
        case list() | tuple():
            return "<array>"
        case _:
            return "<constant>"


Expression = Annotated[
    Annotated[FromColumn, Tag("<column>")] | Annotated[Scalar, Tag("<constant>")],
    Discriminator(_shape),
]
"""A value of a field: the same for all rows, or from a column."""

BodyValue = Annotated[
    Annotated[FromColumn, Tag("<column>")]
    | Annotated[Scalar, Tag("<constant>")]
    | Annotated[tuple[dict[str, Expression], ...], Tag("<array>")],
    Discriminator(_shape),
]
"""A value of a field of a body; in an array, a table of which a cell is empty is left out."""

Body = dict[str, BodyValue]


class Condition(Part):
    """What a row has to say for a rule to apply to it; exactly one of the tests.

    Attributes:
        column: Which column.
        filled: Whether the cell has to be filled, or has to be empty.
        is_one_of: Texts of which the cell has to hold one.
        is_none_of: Texts of which the cell may hold none.
    """

    column: Column
    filled: bool | None = None
    is_one_of: tuple[str, ...] | None = None
    is_none_of: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _one_test(self) -> Self:
        tests = (self.filled, self.is_one_of, self.is_none_of)
        if sum(test is not None for test in tests) != 1:
            msg = "give exactly one of filled, is_one_of, is_none_of"
            raise ValueError(msg)
        return self


class EnvelopeFields(Part):
    """What the events of all rows, or of one rule, say about themselves."""

    actor: Expression | None = None
    role: Expression | None = None
    organisation: Expression | None = None
    purpose: Expression | None = None
    legal_basis: Expression | None = None
    mandate: Expression | None = None
    correlation: Expression | None = None
    certainty: Expression | None = None
    effect_from: Expression | None = None
    effect_until: Expression | None = None
    noted_at: FromColumn | None = None
    to: tuple[Name, ...] = ()

    def expressions(self) -> dict[str, Expression]:
        """Return the fields that are given, `to` apart."""
        return {
            name: value
            for name, value in self.__dict__.items()
            if value is not None and name != "to"
        }


class Table(Part):
    """How the table is written.

    Attributes:
        delimiter: What stands between cells.
        quote: What stands around a cell that holds the delimiter.
        encoding: How letters are written as bytes.
    """

    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    quote: Annotated[str, StringConstraints(min_length=1, max_length=1)] = '"'
    encoding: Literal["utf-8", "windows-1252", "iso-8859-15"] = "utf-8"


class Person(Part):
    """Whom a row is about.

    Attributes:
        column: The column that tells one person from another.
        prefix: What goes before the text of the cell, so that it begins with a letter.
        pseudonymise: Whether the text is replaced by a keyed hash (HMAC-SHA-256) of it.
    """

    column: Column
    prefix: Annotated[str, StringConstraints(pattern=r"^([A-Za-z][A-Za-z0-9._-]{0,19})?$")] = ""
    pseudonymise: bool = False

    @model_validator(mode="after")
    def _begins_with_a_letter(self) -> Self:
        if self.pseudonymise and not self.prefix:
            msg = "`pseudonymise` needs a `prefix`, such as p-: a pseudonym begins with a letter"
            raise ValueError(msg)
        return self


class PeriodColumns(Part):
    """One period of detention in a row.

    Attributes:
        name: What the map calls it.
        begin: Column of its begin.
        end: Column of its end.
        read_as: Whether these hold days or times.
        same_days_as: Name of an earlier period; when both begin and end on the same days in the
            table, they are one detention, told twice, and this one adds nothing.
        only_if: What the row has to say for the period to count.
    """

    name: Label
    begin: Column
    end: Column
    read_as: Literal["date", "time"] = Field(alias="as")
    same_days_as: Label | None = None
    only_if: tuple[Condition, ...] = ()


class Periods(Part):
    """The periods of detention of a person, in one row or in several.

    Attributes:
        first: Type of the begin of the earliest period of a person in the whole table.
        later: Type of the begin of every other one.
        end: Type of the end of each.
        estimated: Texts of cells that stand for a day which the source does not know.
        begin_body: Body of the events with which a period begins.
        end_body: Body of the events with which it ends.
        columns: The periods that a row can hold.
    """

    first: EventType = "detention-started/1"
    later: EventType = "re-detained/1"
    end: EventType = "person-released/1"
    estimated: tuple[str, ...] = ()
    begin_body: Body = {}
    end_body: Body = {}
    columns: Annotated[tuple[PeriodColumns, ...], Field(min_length=1)]


class EventRule(Part):
    """One event that a row can become.

    Attributes:
        name: What the map calls it.
        type: Name and version of the event type.
        on: Column of the day or time of the act; when the cell is empty there is no event.
        read_as: Whether it holds days or times.
        only_if: What the row has to say for the event to be made.
        body: The fields of the body.
        envelope: What this event says about itself other than the others.
    """

    name: Label
    type: EventType
    on: Column
    read_as: Literal["date", "time"] = Field("date", alias="as")
    only_if: tuple[Condition, ...] = ()
    body: Body = {}
    envelope: EnvelopeFields = EnvelopeFields()


class ImportMap(Part):
    """What the columns of one kind of table mean.

    Attributes:
        map: Version of the language of maps.
        about: What the table is, for people.
        source: The system that the table comes from.
        key: The columns that together tell one row from all others, also in a later delivery.
        time_zone: Zone of times that do not say theirs.
        dates: Formats of days, tried in turn: "iso", or in the signs of strptime.
        times: Formats of times, tried in turn.
        empty: Texts that mean that a cell is empty.
        table: How the table is written.
        person: Whom a row is about.
        envelope: What all events say about themselves.
        periods: Periods of detention in a row.
        events: Other events in a row.
    """

    map: Literal[1]
    about: str = ""
    source: Name | None = None
    key: Annotated[tuple[Column, ...], Field(min_length=1)]
    time_zone: Zone | None = None
    dates: Annotated[tuple[Format, ...], Field(min_length=1)] = (ISO,)
    times: Annotated[tuple[Format, ...], Field(min_length=1)] = (ISO,)
    empty: tuple[str, ...] = ()
    table: Table = Table()
    person: Person
    envelope: EnvelopeFields = EnvelopeFields()
    periods: Periods | None = None
    events: tuple[EventRule, ...] = Field((), alias="event")
