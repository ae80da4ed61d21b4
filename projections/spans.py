"""From when until when persons were held by which circle, and what ended it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

from domain.certificates import short_names
from domain.held_circles import CircleFinder
from domain.rules import RuleSet
from domain.spans import EndReason, Span, spans_of
from domain.values import Value, day_of
from ledger.reader import Reader
from projections.holdings import ring_text
from projections.language import Language, basis_name, columns, day_text, number_text, say
from projections.reading import all_cases


class SpanRow(Value):
    """One time that one circle held one person.

    `end` is the first day without, None while it lasts; `days` counts through the day asked about.
    `evidence` are the acts that ended it.
    """

    person: str
    municipality: str | None
    circle: str
    short: str
    needs: tuple[str, ...]
    rules: tuple[str, ...]
    weakest: str
    start: date
    end: date | None
    days: int
    reason: str
    evidence: tuple[str, ...]


class CircleTimes(Value):
    """How long one circle held how many persons; `reasons` counts what ended it."""

    circle: str
    short: str
    needs: tuple[str, ...]
    rules: tuple[str, ...]
    weakest: str
    persons: int
    spans: int
    open_spans: int
    days: int
    median_days: float
    reasons: dict[str, int]


class SpansReport(Value):
    """All spans of all persons through one day, and what they come to by circle."""

    through: date
    judged: int
    persons: int
    spans: tuple[SpanRow, ...]
    circles: tuple[CircleTimes, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")

    def as_rows(self) -> list[dict[str, Any]]:
        """Return the spans alone, for CSV."""
        return [each.model_dump(mode="json") for each in self.spans]


def all_spans(
    reader: Reader, rules: RuleSet, progress: Callable[[int, int | None], None] | None = None
) -> tuple[int, tuple[Span, ...]]:
    """Return how many persons were judged in the frame of `reader`, and all their spans.

    The whole life of each is walked through, as it is known in that frame.
    """
    finder = CircleFinder(rules, reader.frame.law_on)
    through = day_of(reader.frame.as_of)
    found: list[Span] = []
    judged = 0
    for case in all_cases(reader):
        found += spans_of(case.person.id, case.acts, finder, through)
        judged += 1
        if progress is not None:
            progress(judged, None)
    return judged, tuple(found)


def report(judged: int, spans: Iterable[Span], through: date) -> SpansReport:
    """Return spans in order of their persons, and by circle with the longest days first."""
    found = sorted(spans, key=lambda each: (each.person, each.start, each.circle.id))
    short = short_names(each.circle.id for each in found)
    by_circle: dict[str, list[Span]] = {}
    for each in found:
        by_circle.setdefault(each.circle.id, []).append(each)
    circles = [_times(own, short, through) for own in by_circle.values()]
    return SpansReport(
        through=through,
        judged=judged,
        persons=len({each.person for each in found}),
        spans=tuple(_row(each, short[each.circle.id], through) for each in found),
        circles=tuple(sorted(circles, key=lambda each: (-each.days, each.circle))),
    )


def _row(span: Span, short: str, through: date) -> SpanRow:
    return SpanRow(
        person=span.person,
        municipality=span.municipality,
        circle=span.circle.id,
        short=short,
        needs=span.circle.needs,
        rules=span.circle.rules,
        weakest=span.circle.weakest,
        start=span.start,
        end=span.end,
        days=span.days(through),
        reason=span.reason,
        evidence=span.evidence,
    )


def _times(own: Sequence[Span], short: Mapping[str, str], through: date) -> CircleTimes:
    circle = own[0].circle
    days = [each.days(through) for each in own]
    return CircleTimes(
        circle=circle.id,
        short=short[circle.id],
        needs=circle.needs,
        rules=circle.rules,
        weakest=circle.weakest,
        persons=len({each.person for each in own}),
        spans=len(own),
        open_spans=sum(each.end is None for each in own),
        days=sum(days),
        median_days=median(days),
        reasons=dict(sorted(Counter(each.reason.value for each in own).items())),
    )


def render(answer: SpansReport, language: Language) -> str:
    """Return the circles with their times, and below them every span."""
    facts = {
        "judged": answer.judged,
        "persons": answer.persons,
        "count": len(answer.spans),
        "through": day_text(answer.through, language),
    }
    if not answer.spans:
        return say(language, "spans.none", **facts)
    lines = [say(language, "spans.title", **facts), ""]
    circles = [tuple(say(language, "spans.circle_columns").split("|"))]
    circles += [_circle_cells(each, language) for each in answer.circles]
    spans = [tuple(say(language, "spans.columns").split("|"))]
    spans += [_span_cells(each, language) for each in answer.spans]
    return "\n".join([*lines, *columns(circles), "", *columns(spans)])


def _circle_cells(each: CircleTimes, language: Language) -> tuple[str, ...]:
    return (
        each.short,
        ring_text(each.needs, language),
        basis_name(each.weakest, language),
        str(each.persons),
        str(each.days),
        number_text(each.median_days, language),
        "; ".join(
            f"{say(language, f'span_end.{EndReason(reason)}')} {count}"
            for reason, count in each.reasons.items()
        ),
    )


def _span_cells(each: SpanRow, language: Language) -> tuple[str, ...]:
    return (
        each.person,
        each.short,
        day_text(each.start, language),
        "" if each.end is None else day_text(each.end, language),
        str(each.days),
        say(language, f"span_end.{EndReason(each.reason)}"),
    )
