"""How the audit finds events: a page at a time, in order of position, however many there are.

A page takes the first few positions of each arm of one filter and merges them, so it costs the
same in a ledger of any size. With several filters the rarest gives the arms, and the others are
asked of each event in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from projections.audit_filters import Filter, filters_of
from projections.audit_query import Query
from projections.audit_sql import MOST_ARMS, AnyArm, CorrectedArm, PersonArm, RangeArm, Sql

COUNTED: Final = 10_000
"""Up to how many events a count is exact."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where the events of a page stand.

    Attributes:
        positions: The positions, in the order asked for.
        more: Whether there are more behind them.
        total: How many events answer, at most `COUNTED` unless all are shown.
        is_exact: Whether there are no more than `total`.
    """

    positions: tuple[int, ...]
    more: bool
    total: int
    is_exact: bool


class Search:
    """Looks for the events that answer a query, up to a position.

    Args:
        connection: To the read tables, caught up.
        query: What is asked.
        up_to: The last position of the frame.
    """

    def __init__(self, connection: Connection, query: Query, up_to: int) -> None:
        self._connection = connection
        self._up_to = up_to
        filters = [
            each for clause in query.clauses for each in filters_of(connection, clause, up_to)
        ]
        self._arms, self._others = self._chosen(filters)

    def page(self, *, after: int | None, limit: int | None, newest_first: bool) -> Page:
        """Return a page and the count of all.

        Args:
            after: The position behind which to go on; None to begin.
            limit: How many events at most; None for all.
            newest_first: Whether positions run down.
        """
        first, last = 1, self._up_to
        # Nothing matters beyond the last position, and a store holds no number without end.
        if after is not None and newest_first:
            last = min(after - 1, last)
        elif after is not None:
            first = min(after, last) + 1
        most = None if limit is None else min(limit, self._up_to) + 1
        found = self._positions(first, last, most, newest_first=newest_first)
        shown = found if limit is None else found[:limit]
        more = len(found) > len(shown)
        if (first, last) == (1, self._up_to) and not more:
            return Page(tuple(shown), more, total=len(shown), is_exact=True)
        total = self._count(self._arms, self._others)
        return Page(tuple(shown), more, min(total, COUNTED), is_exact=total <= COUNTED)

    def is_empty(self) -> bool:
        """Return whether no event answers."""
        return not self._positions(1, self._up_to, 1, newest_first=False)

    def _chosen(self, filters: Sequence[Filter]) -> tuple[Sequence[AnyArm], list[Filter]]:
        """Return the arms of the rarest filter, and the other filters."""
        candidates: list[tuple[Filter, Sequence[AnyArm]]] = []
        for each in filters:
            arms = each.arms(self._connection)
            if arms is not None and len(arms) <= MOST_ARMS:
                candidates.append((each, arms))
        if not candidates:
            return [RangeArm(1, self._up_to)], list(filters)
        if len(candidates) > 1:
            candidates.sort(key=lambda each: self._count(each[1], []))
        chosen, rarest = candidates[0]
        return rarest, [each for each in filters if each is not chosen]

    def _positions(
        self, first: int, last: int, most: int | None, *, newest_first: bool
    ) -> list[int]:
        found: dict[int, None] = {}
        while True:
            wanted = None if most is None else most - len(found)
            some = self._next(first, last, wanted, newest_first=newest_first)
            # One event can concern two of the persons, or be of two of the days, asked about.
            found |= dict.fromkeys(some)
            if wanted is None or len(some) < wanted or len(found) == most:
                return list(found)
            first, last = (first, some[-1] - 1) if newest_first else (some[-1] + 1, last)

    def _next(self, first: int, last: int, most: int | None, *, newest_first: bool) -> list[int]:
        """Return the next positions in all arms, in order; one in two arms comes twice."""
        sql = Sql(self._connection)
        parts = self._parts(sql, self._arms, self._others, (first, last))
        if not parts:
            return []
        end = "" if most is None else f" limit {most}"
        direction = "desc" if newest_first else "asc"
        return sql.run(sql.in_order(parts, f" order by position {direction}{end}"))

    def _count(self, arms: Sequence[AnyArm], others: Sequence[Filter]) -> int:
        """Return how many events answer; where it is more than `COUNTED`, any number above it."""
        ranges = [each for each in arms if isinstance(each, RangeArm)]
        if len(ranges) == len(arms) and not others:
            return sum(each.last - each.first + 1 for each in ranges)
        sql = Sql(self._connection)
        limit = f" limit {COUNTED + 1}"
        parts = self._parts(sql, arms, others, (1, self._up_to), limit)
        if not parts:
            return 0
        union = (
            "union"
            if any(isinstance(each, PersonArm | CorrectedArm) for each in arms)
            else "union all"
        )
        found = f"{_merged(parts, union)}{limit}"
        return int(sql.run(f"select count(*) from ({found}) as counted")[0])  # noqa: S608

    @staticmethod
    def _parts(
        sql: Sql,
        arms: Sequence[AnyArm],
        others: Sequence[Filter],
        within: tuple[int, int],
        end: str = "",
    ) -> list[str]:
        """Return a statement for each arm; each gives positions."""
        bounds = f"between {sql.bind(within[0])} and {sql.bind(within[1])}"
        asked = "".join(f" and {each.condition(sql)}" for each in others)
        parts = []
        for arm in arms:
            if isinstance(arm, RangeArm):
                # One range: of two SQLite goes by the first, and asks the other of every event.
                first, last = max(arm.first, within[0]), min(arm.last, within[1])
                if first > last:
                    continue
                parts.append(
                    "select a.position as position from view_audit a"  # noqa: S608
                    f" where a.position between {sql.bind(first)} and {sql.bind(last)}{asked}{end}"
                )
            elif isinstance(arm, PersonArm):
                join = " join view_audit a on a.position = p.position" if asked else ""
                parts.append(
                    f"select p.position as position from view_audit_persons p{join}"  # noqa: S608
                    f" where p.person = {sql.bind(arm.person)}"
                    f" and p.position {bounds}{asked}{end}"
                )
            elif isinstance(arm, CorrectedArm):
                join = " join view_audit a on a.position = d.position" if asked else ""
                parts.append(
                    f"select distinct d.position as position from view_audit_days d{join}"  # noqa: S608
                    f" where d.{arm.column} = {sql.bind(arm.value)}"
                    f" and d.since <= {sql.bind(arm.up_to)} and d.position {bounds}{asked}{end}"
                )
            else:
                parts.append(
                    "select a.position as position from view_audit a"  # noqa: S608
                    f" where {arm.condition(sql)}"
                    f" and a.position {bounds}{asked}{end}"
                )
        return parts


def _merged(parts: Sequence[str], union: str = "union all") -> str:
    """Return parts as one statement; a limit stands in each, one level down."""
    return f" {union} ".join(
        f"select position from ({part}) as part{number}"  # noqa: S608
        for number, part in enumerate(parts)
    )
