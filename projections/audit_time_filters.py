"""The filters of an audit that ask for time: by the years, months and days of the indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from projections.audit_sql import MOST_ARMS, AnyArm, Arm, CorrectedArm, Sql, within
from projections.audit_times import Bounds, Cut, cut_days, cut_moments, digits, from_digits
from projections.audit_values import distinct


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """Asks that a time lies in one of these spans, of days (occurred) or of moments (noted)."""

    time: str
    spans: tuple[Bounds, ...]
    or_without: bool

    def arms(self, connection: Connection) -> Sequence[Arm] | None:
        """Return the years, months and days of the spans; None where they would be too many."""
        arms = [Arm(f"{self.time}_day", None)] if self.or_without else []
        cut = cut_days if self.time == "occurred" else cut_moments
        for span, name, part, is_edge in _cut(
            connection, "view_audit", f"{self.time}_", self.spans, cut
        ):
            arms.append(Arm(f"{self.time}_{name}", part, span if is_edge else (None, None)))
        return arms

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        if self.time == "occurred":
            column = "(a.occurred_day + 0)"
            found = [_within_days(sql, column, span) for span in self.spans]
        else:
            column = "(a.noted_at + 0)"
            found = [within(sql, column, span) for span in self.spans]
        if self.or_without:
            found.append(f"{column} is null")
        return f"({' or '.join(found) or '1 = 0'})"


@dataclass(frozen=True, slots=True)
class CorrectedFilter:
    """Asks that an event was corrected to a day in one of these spans, or to none in them."""

    spans: tuple[Bounds, ...]
    up_to: int
    negated: bool

    def arms(self, connection: Connection) -> Sequence[CorrectedArm] | None:
        """Return the years, months and days of the spans; None to leave them out."""
        if self.negated:
            return None
        return [
            CorrectedArm(name, part, self.up_to)
            for _, name, part, _ in _cut(connection, "view_audit_days", "", self.spans, cut_days)
        ]

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        found = [_within_days(sql, "d.day", span) for span in self.spans]
        negation = "not " if self.negated else ""
        return (
            f"{negation}exists (select 1 from view_audit_days d"  # noqa: S608 - our own text
            f" where d.position = a.position and d.since <= {sql.bind(self.up_to)}"
            f" and ({' or '.join(found) or '1 = 0'}))"
        )


@dataclass(frozen=True, slots=True)
class OccurredFilter:
    """Asks that the day recorded, or one to which an event was corrected, lies in a span."""

    recorded: TimeFilter
    corrected: CorrectedFilter

    def arms(self, connection: Connection) -> Sequence[AnyArm] | None:
        """Return the parts of both indexes."""
        recorded, corrected = self.recorded.arms(connection), self.corrected.arms(connection)
        return None if recorded is None or corrected is None else [*recorded, *corrected]

    def condition(self, sql: Sql) -> str:
        """Return what an event has to answer."""
        return f"({self.recorded.condition(sql)} or {self.corrected.condition(sql)})"


def _cut(
    connection: Connection,
    table: str,
    prefix: str,
    spans: Iterable[Bounds],
    cut: Callable[[Bounds, tuple[date, date], Sequence[int]], Cut],
) -> Iterator[tuple[Bounds, str, int, bool]]:
    """Yield the parts of spans in which a table has anything.

    Each is the span, whether it is a year, a month or a day, its number, and whether it is a day of
    which only a part lies in the span.
    """
    # Each end on its own: SQLite looks at every row when both are asked at once.
    first, last = (
        Sql(connection).run(f"select {end}({prefix}day) from {table}")[0]  # noqa: S608
        for end in ("min", "max")
    )
    if first is None:
        return
    known = (from_digits(first), from_digits(last))
    years = [int(each) for each in distinct(connection, f"{prefix}year", MOST_ARMS, table)]
    for span in spans:
        parts = cut(span, known, years)
        for name, numbers in (("year", parts.years), ("month", parts.months), ("day", parts.days)):
            yield from ((span, name, number, False) for number in numbers)
        yield from ((span, "day", edge, True) for edge in parts.edges)


def _within_days(sql: Sql, column: str, span: Bounds) -> str:
    low, high = span
    return within(sql, column, (_digits(low), _digits(high)))


def _digits(ordinal: int | None) -> int | None:
    return None if ordinal is None else digits(date.fromordinal(ordinal))
