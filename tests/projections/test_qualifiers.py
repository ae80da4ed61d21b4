"""The words of an audit query: what is written is what is asked, and what is wrong has a place."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Problem
from projections.audit_query import Clause, Field, Query, Span, Term, query_of
from projections.qualifiers import parse, query, written
from projections.query_errors import (
    QualifierEmpty,
    QualifierExpected,
    QualifierUnknown,
    QualifierValueRefused,
    QuoteNotClosed,
    SpanReversed,
)
from tests.projections.asking import TERMS


def test_a_query_asks_all_fields_and_one_of_the_values_of_each() -> None:
    asked = query("actor:u-7 type:benefit-* actor:u-8 recorded:2026-11-01.. -organisation:Tilburg")

    assert asked == Query(
        (
            Clause(Field.ACTOR, ("u-7", "u-8")),
            Clause(Field.TYPE, ("benefit-*",)),
            Clause(Field.RECORDED, (Span(date(2026, 11, 1), None),)),
            Clause(Field.ORGANISATION, ("Tilburg",), negated=True),
        )
    )


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("occurred:2026-11-01", Span(date(2026, 11, 1), date(2026, 11, 1))),
        ("occurred:2024-02", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("occurred:2026", Span(date(2026, 1, 1), date(2026, 12, 31))),
        ("occurred:2026-01..2026-03", Span(date(2026, 1, 1), date(2026, 3, 31))),
        ("noted:..2026-03-02", Span(None, date(2026, 3, 2))),
        (
            "recorded:2026-03-02T10:15:00Z..2026-03",
            Span(datetime(2026, 3, 2, 10, 15, tzinfo=UTC), date(2026, 3, 31)),
        ),
    ],
)
def test_a_time_stands_for_all_that_lies_in_it(text: str, span: Span) -> None:
    [term] = parse(text)

    assert term.value == span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('role:"case manager"', "case manager"),
        ("role:'case manager'", "case manager"),
        ('role:"the ""boss"""', 'the "boss"'),
        ("source:urn:nld:oin:1:systeem:x", "urn:nld:oin:1:systeem:x"),
        ("person:person:p-1", "p-1"),
        ('basis:"-"', "-"),
    ],
)
def test_quotes_and_colons_in_a_value_are_kept(text: str, value: str) -> None:
    assert [term.value for term in parse(f"  {text}  ")] == [value]


@given(st.lists(TERMS, max_size=6))
def test_what_is_written_is_what_is_asked(terms: list[Term]) -> None:
    text = " ".join(written(each.field, each.value, negated=each.negated) for each in terms)

    assert query(text) == query_of(terms)


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("actor:u-7 u-8", QualifierExpected, ["character 11: u-8"]),
        ("actor:u-7 typ:x", QualifierUnknown, ["character 11: typ:x", "did you mean type?"]),
        ("Organisation:x", QualifierUnknown, ["character 1", "did you mean organisation?"]),
        (":x", QualifierUnknown, ["There is no field ''"]),
        ("actor: u-7", QualifierEmpty, ["actor has no value", "character 1"]),
        ('actor:""', QualifierEmpty, ["actor has no value"]),
        ('role:"case manager', QuoteNotClosed, ["not closed", "character 6"]),
        ('role:"case"manager', QuoteNotClosed, ["a space is missing", "character 12: manager"]),
        ("occurred:yesterday", QualifierValueRefused, ["character 10", "no time"]),
        ("occurred:2026-02-30", QualifierValueRefused, ["day is out of range"]),
        ("occurred:0000", QualifierValueRefused, ["year 0 is out of range"]),
        ("occurred:..", QualifierValueRefused, ["no time"]),
        ("occurred:2026-03-02T10:00:00Z", QualifierValueRefused, ["no time"]),
        ("recorded:2026-03-02T10:00:00", QualifierValueRefused, ["needs its zone"]),
        ("recorded:2026..2025", SpanReversed, ["2026-01-01 lies after 2025-12-31"]),
        ("need:benefits", QualifierValueRefused, ["did you mean benefit?"]),
        ("area:incme", QualifierValueRefused, ["did you mean income?"]),
        ("person:123456782", QualifierValueRefused, ["pseudonym"]),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_was_meant(
    text: str, kind: type[Problem], said: Sequence[str]
) -> None:
    with pytest.raises(kind) as caught:
        query(text)

    problem = caught.value
    told = f"{problem.summary} | {problem.where} | {problem.why} | {problem.help}"
    assert [each for each in said if each not in told] == [], told
    assert problem.exit_code == 2


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_is_refused_in_words(text: str) -> None:
    refused: Problem | None = None
    try:
        query(text)
    except Problem as problem:
        refused = problem

    assert refused is None or (refused.code.startswith("PR01") and refused.where)
