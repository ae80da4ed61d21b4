"""The filters of an audit: where the index has what they ask, and what they ask of an event.

Every filter becomes arms: parts of an index that hold the positions of one value in order. It can
also be asked of one event, as a condition that is written so that no index is chosen for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from sqlalchemy import Connection

from projections.audit_query import Clause, Field, Span
from projections.audit_sql import Arm, PersonArm, RangeArm, Sql
from projections.audit_time_filters import CorrectedFilter, OccurredFilter, TimeFilter
from projections.audit_times import Bounds, in_calendar, outside
from projections.audit_values import COLUMNS, distinct, values_of

_MOST_OTHERS: Final = 200
"""With up to so many other values, leaving one out means looking for the others."""


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Asks that a column has one of these texts, or none of them; None is no text at all."""

    column: str
    values: tuple[str | None, ...]
    negated: bool

    def arms(self, connection: Connection) -> Sequence[Arm] | None:
        """Return the parts of the index; None where they would be too many."""
        if not self.negated:
            return [Arm(self.column, value) for value in self.values]
        known = distinct(connection, self.column, _MOST_OTHERS + len(self.values) + 1)
        others = [value for value in known if value not in self.values]
        if len(others) > _MOST_OTHERS:
            return None
        absent = () if None in self.values else (None,)
        return [Arm(self.column, value) for value in (*others, *absent)]

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        if not self.values:
            return "1 = 1" if self.negated else "1 = 0"
        negation = "not " if self.negated else ""
        texts = ["" if value is None else value for value in self.values]
        return f"coalesce(a.{self.column}, '') {negation}in ({sql.listed(texts)})"


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Asks that an event concerns one of these persons, or none of them."""

    persons: tuple[str, ...]
    negated: bool

    def arms(self, connection: Connection) -> Sequence[PersonArm] | None:  # noqa: ARG002 - as others
        """Return one arm a person; None to leave persons out: there are too many others."""
        return None if self.negated else [PersonArm(person) for person in self.persons]

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        negation = "not " if self.negated else ""
        return (
            f"{negation}exists (select 1 from view_audit_persons q"  # noqa: S608 - our own text
            f" where q.position = a.position and q.person in ({sql.listed(self.persons)}))"
        )


@dataclass(frozen=True, slots=True)
class RecordedFilter:
    """Asks that the position lies in one of these ranges, neither of which overlaps another."""

    ranges: tuple[tuple[int, int], ...]

    def arms(self, connection: Connection) -> Sequence[RangeArm]:  # noqa: ARG002 - as others
        """Return the ranges."""
        return [RangeArm(first, last) for first, last in self.ranges]

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        found = [
            f"a.position between {sql.bind(first)} and {sql.bind(last)}"
            for first, last in self.ranges
        ]
        return f"({' or '.join(found) or '1 = 0'})"


Filter = TextFilter | PersonFilter | TimeFilter | CorrectedFilter | OccurredFilter | RecordedFilter


def filters_of(connection: Connection, clause: Clause, up_to: int) -> Sequence[Filter]:
    """Return a clause as the read table of the audit has it: all of these have to be answered.

    Args:
        connection: To the read tables.
        clause: What is asked.
        up_to: The last position of the frame.
    """
    match clause.field:
        case Field.PERSON:
            return [PersonFilter(clause.texts, clause.negated)]
        case Field.RECORDED:
            return [RecordedFilter(tuple(_ranges(connection, clause, up_to)))]
        case Field.OCCURRED:
            days = tuple(in_calendar(_spans(clause, _day_bounds)))
            recorded = TimeFilter("occurred", days, or_without=False)
            asked = tuple(in_calendar(_day_bounds(span) for span in clause.spans))
            corrected = CorrectedFilter(asked, up_to, clause.negated)
            if clause.negated:
                return [recorded, corrected]
            return [OccurredFilter(recorded, corrected)]
        case Field.NOTED:
            spans = _spans(clause, lambda span: span.microseconds)
            return [TimeFilter("noted", spans, or_without=clause.negated)]
        case (
            Field.ACTOR
            | Field.ACCOUNT
            | Field.ROLE
            | Field.ORGANISATION
            | Field.TYPE
            | Field.AREA
            | Field.NEED
            | Field.PURPOSE
            | Field.BASIS
            | Field.MANDATE
            | Field.SOURCE
            | Field.CORRELATION
            | Field.CAUSATION
        ):
            values = values_of(connection, clause)
            return [TextFilter(COLUMNS[clause.field], values, clause.negated)]
        case _:
            assert_never(clause.field)


def _ranges(connection: Connection, clause: Clause, up_to: int) -> Iterator[tuple[int, int]]:
    """Yield the positions that were recorded in spans: the time of recording never runs back."""
    spans = [_positions(connection, *span.microseconds) for span in clause.spans]
    found = outside(spans)
    for low, high in found if clause.negated else outside(found):
        first, last = max(low or 1, 1), up_to if high is None else min(high, up_to)
        if first <= last:
            yield first, last


def _positions(connection: Connection, low: int | None, high: int | None) -> Bounds:
    first = None if low is None else _last_recorded(connection, low - 1) + 1
    last = None if high is None else _last_recorded(connection, high)
    return first, last


def _last_recorded(connection: Connection, by: int) -> int:
    """Return the last position that was recorded by a moment; 0 when there is none."""
    sql = Sql(connection)
    found = sql.run(
        f"select position from view_audit where recorded_at <= {sql.bind(by)}"  # noqa: S608
        " order by recorded_at desc, position desc limit 1"
    )
    return found[0] if found else 0


def _spans(clause: Clause, bounds: Callable[[Span], Bounds]) -> tuple[Bounds, ...]:
    """Return the spans that answer, none of which overlap."""
    found = outside(bounds(span) for span in clause.spans)
    return tuple(found if clause.negated else outside(found))


def _day_bounds(span: Span) -> Bounds:
    first, last = (None if day is None else day.toordinal() for day in span.days)
    return first, last
