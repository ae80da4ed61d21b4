"""The text of a cell to a value: days, times in their zone, and words translated by the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timezone
from typing import Final, Literal
from zoneinfo import ZoneInfo

from domain.values import When, aware
from ledger.intake.csv_map import (
    ISO,
    Body,
    Condition,
    Expression,
    FromColumn,
    ImportMap,
    Scalar,
)
from ledger.intake.errors import ZoneMissing
from ledger.intake.line_errors import (
    EmptyCell,
    InvalidDate,
    InvalidValue,
    NoSuchLocalTime,
    UnmappedValue,
)

_ISO_DAY: Final = len("2026-03-02")


class Cells:
    """The cells of one row, read as the map says.

    Args:
        found: The map.
        names: The columns, in their order.
        texts: The texts of the cells, in that order.
        where: The row, for a fault of the whole file.
    """

    __slots__ = ("_found", "_texts", "_where", "_zone")

    def __init__(
        self, found: ImportMap, names: Sequence[str], texts: Sequence[str], where: str
    ) -> None:
        self._found = found
        self._where = where
        self._zone = ZoneInfo(found.time_zone) if found.time_zone else None
        stripped = (text.strip() for text in texts)
        self._texts = {
            name: text
            for name, text in zip(names, stripped, strict=True)
            if text and text not in found.empty
        }

    def text(self, column: str) -> str | None:
        """Return the text of a cell, or None when it is empty."""
        return self._texts.get(column)

    def needed(self, column: str, needed_for: str) -> str:
        """Return the text of a cell that may not be empty.

        Raises:
            EmptyCell: It is empty.
        """
        text = self._texts.get(column)
        if text is None:
            raise EmptyCell(column, needed_for)
        return text

    def when(self, column: str, read_as: Literal["date", "time"]) -> When | None:
        """Return the day or the time in a cell, or None when it is empty.

        A time without a zone is in the zone of the map. Where the clock was put back and a time
        came twice, it is the first of the two.

        Raises:
            InvalidDate: The text is no day or time in any format of the map.
            NoSuchLocalTime: The clock was put forward over the time.
            ZoneMissing: The time has no zone and the map does not name one.
        """
        text = self._texts.get(column)
        if text is None:
            return None
        if read_as == "date":
            return _day(text, column, self._found.dates)
        moment = _moment(text, column, self._found.times)
        if moment.tzinfo is None and self._zone is None:
            raise ZoneMissing(self._where, column)
        try:
            return aware(moment if self._zone is None else _placed(moment, self._zone, column))
        except (ValueError, OverflowError) as error:
            expected = "a time within the calendar, from year 1 to 9999"
            raise InvalidDate(column, expected) from error

    def value(self, expression: Expression) -> Scalar | None:
        """Return the value that an expression of the map has in this row, None where it has none.

        Raises:
            LineProblem: The cell holds something that the map does not read.
        """
        if not isinstance(expression, FromColumn):
            return expression
        column = expression.column
        text = self._texts.get(column)
        if text is None:
            return expression.if_empty
        if expression.values:
            value = expression.values.get(text, expression.otherwise)
            if value is None:
                raise UnmappedValue(column, expression.values)
            return value
        match expression.read_as:
            case "text":
                return text
            case "integer":
                return _integer(text, column)
            case "date" | "time" as read_as:
                when = self.when(column, read_as)
                return None if when is None else when.isoformat()

    def body(self, body: Body) -> dict[str, object]:
        """Return the fields of a body; what is empty is left out, also from an array."""
        fields: dict[str, object] = {}
        for name, value in body.items():
            if isinstance(value, tuple):
                elements = [self.fields(element) for element in value]
                fields[name] = [
                    element
                    for element, wanted in zip(elements, value, strict=True)
                    if len(element) == len(wanted)
                ]
            elif (found := self.value(value)) is not None:
                fields[name] = found
        return fields

    def fields(self, expressions: Mapping[str, Expression]) -> dict[str, Scalar]:
        """Return the values of several expressions; what is empty is left out."""
        values = ((name, self.value(expression)) for name, expression in expressions.items())
        return {name: value for name, value in values if value is not None}

    def meet(self, conditions: Sequence[Condition]) -> bool:
        """Return whether this row says what all `conditions` ask."""
        return all(self._meets(condition) for condition in conditions)

    def _meets(self, condition: Condition) -> bool:
        text = self._texts.get(condition.column)
        if condition.filled is not None:
            return (text is not None) is condition.filled
        if condition.is_one_of is not None:
            return text in condition.is_one_of
        return text not in (condition.is_none_of or ())


def _day(text: str, column: str, formats: Sequence[str]) -> date:
    for pattern in formats:
        try:
            if pattern != ISO:
                return datetime.strptime(text, pattern).date()  # noqa: DTZ007
            if len(text) == _ISO_DAY:
                return date.fromisoformat(text)
        except ValueError:
            continue
    raise InvalidDate(column, f"a day written as {' or '.join(formats)}")


def _moment(text: str, column: str, formats: Sequence[str]) -> datetime:
    for pattern in formats:
        try:
            if pattern != ISO:
                return datetime.strptime(text, pattern)  # noqa: DTZ007
            if len(text) > _ISO_DAY:
                return datetime.fromisoformat(text)
        except ValueError:
            continue
    raise InvalidDate(column, f"a time written as {' or '.join(formats)}")


def _placed(moment: datetime, zone: ZoneInfo, column: str) -> datetime:
    if moment.tzinfo is not None:
        return moment
    universal = moment.replace(tzinfo=zone).astimezone(UTC)
    if universal.astimezone(zone).replace(tzinfo=None) != moment:
        raise NoSuchLocalTime(column, zone.key)
    # The offset of that moment, without the zone: what is stored is the same on every machine.
    return universal.astimezone(timezone(moment - universal.replace(tzinfo=None)))


def _integer(text: str, column: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        field, why = f"column {column!r}", "it is no whole number"
        raise InvalidValue(field, why) from error
