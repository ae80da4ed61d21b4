"""Who is held by which circle, counted: the same ring in two hundred files is one row.

A row tells of a circle, of a rule that holds circles, or of a municipality where held persons want
to settle. It names persons, so it is for those who may see their files; figures to publish are
those of `reintegration stats`, which leave small numbers out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Any, Final

from domain.certificates import short_names
from domain.needs import Need
from domain.rule_parts import LEAST_BINDING_FIRST
from domain.rules import Bindingness, RuleSet, Text, Way, WayKind
from domain.spans import Span
from domain.values import Value
from projections.language import Language, basis_name, columns, need_name, number_text, say
from projections.why import CircleRow, LinkRow, WhyReport

EXAMPLES: Final = 5
"""How many persons a row names."""

NOWHERE: Final = "-"
"""Where it is not known in which municipality a person wants to settle."""


class By(StrEnum):
    """By what persons are counted."""

    CIRCLE = "circle"
    RULE = "rule"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Holding:
    """That one circle holds one person, or held them for a time.

    `days` is None for as things are on one day; `is_open` tells whether it still does.
    """

    person: str
    municipality: str | None
    circle: str
    needs: tuple[str, ...]
    rules: tuple[str, ...]
    weakest: str
    days: int | None = None
    is_open: bool = True


class HeldRow(Value):
    """One row of the count.

    Attributes:
        by: Circle, rule or municipality.
        key: Identity of the circle, id of the rule, or name of the municipality.
        short: What is printed of the identity of a circle; None of others.
        name: Name of the rule; None of others.
        needs: The needs of the circle, each asking for the next; of a rule the need that it meets.
        weakest: The weakest kind of link in the circles: practice, factual or statute.
        rules: Ids of the rules that hold the circle.
        sources: Where those rules, or this one, stand.
        circles: What is printed of the identities of the circles.
        persons: How many different persons.
        examples: Some of them.
        spans: How many spans, where time is counted.
        open_spans: How many of those last still.
        days: Their days together.
        median_days: The middle one of their lengths.
    """

    by: str
    key: str
    short: str | None
    name: Text | None
    needs: tuple[str, ...]
    weakest: str
    rules: tuple[str, ...]
    sources: tuple[str, ...]
    circles: tuple[str, ...]
    persons: int
    examples: tuple[str, ...]
    spans: int | None = None
    open_spans: int | None = None
    days: int | None = None
    median_days: float | None = None


class Held(Value):
    """A count of who is held, by circle, by rule or by municipality; most persons first.

    Attributes:
        by: By what.
        judged: How many persons were judged.
        held: How many of them are or were held.
        rows: The count; a person can be in several rows.
    """

    by: str
    judged: int
    held: int
    rows: tuple[HeldRow, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the count as plain JSON values."""
        return self.model_dump(mode="json")

    def as_rows(self) -> list[dict[str, Any]]:
        """Return the rows alone, for CSV: names in both languages in columns of their own."""
        rows = []
        for each in self.rows:
            row = each.model_dump(mode="json", exclude={"name"})
            name = {} if each.name is None else {"name_nl": each.name.nl, "name_en": each.name.en}
            rows.append(row | name)
        return rows


def count(holdings: Iterable[Holding], by: By, judged: int, rules: RuleSet, day: date) -> Held:
    """Return who is held, counted by circle, rule or municipality.

    Args:
        holdings: What holds whom.
        by: What is counted by.
        judged: How many persons were judged.
        rules: The rule set.
        day: The day whose law names the rules; those that no longer hold keep their last name.
    """
    found = list(holdings)
    short = short_names(each.circle for each in found)
    groups: dict[str, list[Holding]] = {}
    for each in found:
        for key in _keys(each, by):
            groups.setdefault(key, []).append(each)
    ways: dict[str, Way] = {way.id: way for way in (*rules.ways, *rules.in_force(day).ways)}
    rows = [_row(key, own, by, short, ways) for key, own in groups.items()]
    rows.sort(key=lambda row: (-row.persons, row.needs, row.key))
    return Held(by=by, judged=judged, held=len({each.person for each in found}), rows=tuple(rows))


def _keys(holding: Holding, by: By) -> tuple[str, ...]:
    if by is By.CIRCLE:
        return (holding.circle,)
    return holding.rules if by is By.RULE else (holding.municipality or NOWHERE,)


def _row(
    key: str, own: Sequence[Holding], by: By, short: Mapping[str, str], ways: Mapping[str, Way]
) -> HeldRow:
    persons = sorted({each.person for each in own})
    rules = own[0].rules if by is By.CIRCLE else (key,) if by is By.RULE else ()
    known = [ways[each] for each in rules if each in ways]
    way = ways.get(key) if by is By.RULE else None
    needs: tuple[str, ...] = own[0].needs if by is By.CIRCLE else ()
    lengths = [each.days for each in own if each.days is not None]
    return HeldRow(
        by=by,
        key=key,
        short=short[key] if by is By.CIRCLE else None,
        name=None if way is None else way.name,
        needs=needs if way is None else (way.need,),
        weakest=min((each.weakest for each in own), key=_rank),
        rules=rules if by is By.CIRCLE else (),
        sources=tuple(dict.fromkeys(str(each.source) for each in known)),
        circles=tuple(sorted({short[each.circle] for each in own})),
        persons=len(persons),
        examples=tuple(persons[:EXAMPLES]),
        spans=len(lengths) if lengths else None,
        open_spans=sum(each.is_open for each in own) if lengths else None,
        days=sum(lengths) if lengths else None,
        median_days=median(lengths) if lengths else None,
    )


def _rank(weakest: str) -> int:
    return LEAST_BINDING_FIRST.index(Bindingness(weakest))


def holdings_now(reports: Iterable[WhyReport]) -> Iterator[Holding]:
    """Yield which circles hold persons by their explanations; a circle counts with a stuck need."""
    for report in reports:
        for circle in report.circles:
            if set(report.stuck).isdisjoint(circle.needs):
                continue
            links = [link for link in circle.links if _holds(link, circle)]
            yield Holding(
                person=report.person,
                municipality=report.municipality,
                circle=circle.id,
                needs=circle.needs,
                rules=tuple(sorted({link.way for link in links})),
                weakest=min((_strength(link, circle) for link in links), key=_rank),
            )


def holdings_over_time(spans: Iterable[Span], through: date) -> Iterator[Holding]:
    """Yield which circles held persons, and for how many days."""
    for span in spans:
        yield Holding(
            person=span.person,
            municipality=span.municipality,
            circle=span.circle.id,
            needs=span.circle.needs,
            rules=span.circle.rules,
            weakest=span.circle.weakest,
            days=span.days(through),
            is_open=span.end is None,
        )


def _holds(link: LinkRow, circle: CircleRow) -> bool:
    """Return whether a way is one of those by which a circle is known."""
    return (
        link.kind != WayKind.OPTION
        and all(each.found is None for each in link.obstacles)
        and not set(circle.needs).isdisjoint(link.blocked_by)
    )


def _strength(link: LinkRow, circle: CircleRow) -> str:
    asked = zip(link.blocked_by, link.bindings, strict=True)
    return max((binding for need, binding in asked if need in circle.needs), key=_rank)


def render(answer: Held, language: Language) -> str:
    """Return the count as a table."""
    facts = {"judged": answer.judged, "held": answer.held}
    if not answer.rows:
        return say(language, "held_by.none", **facts)
    lines = [say(language, f"held_by.title_{answer.by}", **facts), ""]
    timed = any(row.spans is not None for row in answer.rows)
    head = say(language, f"held_by.columns_{answer.by}")
    head += say(language, "held_by.columns_time") if timed else ""
    cells = [tuple(head.split("|"))]
    cells += [_cells(row, language, timed=timed) for row in answer.rows]
    return "\n".join(lines + columns(cells))


def _cells(row: HeldRow, language: Language, *, timed: bool) -> tuple[str, ...]:
    basis = basis_name(row.weakest, language)
    persons, examples = str(row.persons), ", ".join(row.examples)
    own: tuple[str, ...]
    if row.by == By.CIRCLE:
        sources = "; ".join(row.sources)
        own = (str(row.short), ring_text(row.needs, language), basis, persons, sources, examples)
    elif row.by == By.RULE:
        name = row.key if row.name is None else f"{row.name.in_language(language)} ({row.key})"
        own = (name, "; ".join(row.sources), basis, persons, ", ".join(row.circles), examples)
    else:
        own = (row.key, basis, persons, ", ".join(row.circles), examples)
    if not timed:
        return own
    middle = "" if row.median_days is None else number_text(row.median_days, language)
    return (*own, str(row.spans), str(row.open_spans), str(row.days), middle)


def ring_text(needs: Sequence[str], language: Language) -> str:
    """Return needs as a ring: each before the one for which it asks, and the first once more."""
    return " > ".join(need_name(Need(each), language) for each in (*needs, needs[0]))
