"""The words of an audit query: `actor:u-7 type:benefit-* recorded:2026-11-01.. -role:clerk`.

    query     = qualifier *(space qualifier)
    qualifier = ["-"] field ":" value
    value     = word | quoted; in single or double quotes, a quote inside is written twice
    span      = time | time ".." | ".." time | time ".." time
    time      = 2026 | 2026-11 | 2026-11-01 | 2026-11-01T10:15:00+01:00

All qualifiers have to be answered; of a field that is named more than once one value is enough;
`-` leaves out. A year, a month and a day stand for all that lies in them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final

from domain.areas import Area
from domain.needs import Need
from domain.values import aware, person_id
from projections.audit_query import TIMES, Asked, Field, Query, Span, Term, query_of
from projections.query_errors import (
    QualifierEmpty,
    QualifierExpected,
    QualifierUnknown,
    QualifierValueRefused,
    QuoteNotClosed,
    SpanReversed,
    place,
)

FIELDS: Final = tuple(str(field) for field in Field)
"""The names of the fields, in the order in which they are listed."""

_NAME: Final = re.compile(r"(-?)([^\s:\"']*):")
_YEAR: Final = re.compile(r"\d{4}")
_MONTH: Final = re.compile(r"\d{4}-\d{2}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUOTES: Final = ('"', "'")
_CLOSED: Final[dict[Field, tuple[str, ...]]] = {
    Field.NEED: tuple(str(need) for need in Need),
    Field.AREA: tuple(str(area) for area in Area),
}
"""The fields that have a closed list of values."""


@dataclass(frozen=True, slots=True)
class _Qualifier:
    """One qualifier as it is written, with the places of its name and its value in the query."""

    negated: bool
    name: str
    name_at: int
    value: str
    value_at: int


def parse(query: str) -> list[Term]:
    """Return the terms that a query is made of.

    Raises:
        QualifierExpected, QualifierUnknown, QualifierEmpty, QuoteNotClosed: It is not written as a
            query is.
        QualifierValueRefused, SpanReversed: A value is none that the field can have.
    """
    terms = []
    for each in _qualifiers(query):
        if each.name not in FIELDS:
            raise QualifierUnknown(each.name, query, each.name_at, FIELDS)
        field = Field(each.name)
        if not each.value.strip():
            raise QualifierEmpty(field, query, each.name_at)
        value = asked(field, each.value, place(query, each.value_at))
        terms.append(Term(field, value, each.negated))
    return terms


def query(text: str) -> Query:
    """Return the query that a text asks; its errors are those of `parse`."""
    return query_of(parse(text))


def asked(field: Field, text: str, where: str) -> Asked:
    """Return a value as `field` has it.

    Args:
        field: The field.
        text: The value as it is written.
        where: What an error names as its place: the spot in a query, or an option.

    Raises:
        QualifierValueRefused, SpanReversed: It is none that the field can have.
    """
    if field in TIMES:
        return span(field, text, where)
    if field is Field.PERSON:
        try:
            return person_id(text.removeprefix("person:"))
        except ValueError as error:
            raise QualifierValueRefused(
                field, text, where, str(error), "give a pseudonym, such as p-0417"
            ) from None
    known = _CLOSED.get(field)
    if known is not None and text not in known:
        close = next(iter(get_close_matches(text.lower(), known, n=1, cutoff=0.5)), None)
        why = f"there is no such {field}" + ("" if close is None else f"; did you mean {close}?")
        raise QualifierValueRefused(field, text, where, why, f"name one of {', '.join(known)}")
    return text


def span(field: Field, text: str, where: str) -> Span:
    """Return the span of time that a text is.

    Raises:
        QualifierValueRefused: It is none, or names a moment where days are asked about.
        SpanReversed: It ends before it begins.
    """
    first, dots, last = text.partition("..")
    if dots and not (first or last):
        raise _refused_time(field, text, where)
    begin = _time(field, first, where) if first else None
    end = begin if not dots else (_time(field, last, where) if last else None)
    return checked(
        field,
        Span(None if begin is None else begin.first, None if end is None else end.last),
        where,
    )


def checked(field: Field, found: Span, where: str) -> Span:
    """Return a span that does not end before it begins.

    Raises:
        SpanReversed: It does.
    """
    if found.is_reversed and found.first is not None and found.last is not None:
        raise SpanReversed(field, found.first.isoformat(), found.last.isoformat(), where)
    return found


def _time(field: Field, text: str, where: str) -> Span:
    try:
        if _YEAR.fullmatch(text):
            return Span(date(int(text), 1, 1), date(int(text), 12, 31))
        if _MONTH.fullmatch(text):
            year, month = int(text[:4]), int(text[5:])
            return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return Span(day, day)
        if field is not Field.OCCURRED and "T" in text:
            moment = aware(datetime.fromisoformat(text))
            return Span(moment, moment)
    except ValueError as error:
        raise _refused_time(field, text, where, str(error)) from None
    raise _refused_time(field, text, where)


def _refused_time(
    field: Field, text: str, where: str, why: str = "it is no time"
) -> QualifierValueRefused:
    forms = f"{field}:2026, {field}:2026-11, {field}:2026-11-01 or {field}:2026-11-01..2026-11-30"
    if field is not Field.OCCURRED:
        forms += f", or a moment with its zone: {field}:2026-11-01T10:15:00+01:00.."
    return QualifierValueRefused(field, text, where, why, f"write {forms}; .. is open at its end")


def _qualifiers(query: str) -> Iterator[_Qualifier]:
    at = 0
    while True:
        at += len(query[at:]) - len(query[at:].lstrip())
        if at == len(query):
            return
        named = _NAME.match(query, at)
        if named is None:
            word = query[at:].split(maxsplit=1)[0]
            raise QualifierExpected(word, query, at, FIELDS)
        value, end = _value(query, named.end())
        yield _Qualifier(named[1] == "-", named[2], named.start(2), value, named.end())
        at = end


def _value(query: str, at: int) -> tuple[str, int]:
    """Return the value that begins at a place, and the place behind it."""
    quote = query[at : at + 1]
    if quote not in _QUOTES or not quote:
        value = query[at:].split(maxsplit=1)[0] if query[at : at + 1].strip() else ""
        return value, at + len(value)
    end = at + 1
    while True:
        end = query.find(quote, end)
        if end == -1:
            raise QuoteNotClosed(query, at, goes_on=False)
        if query[end + 1 : end + 2] != quote:
            break
        end += 2
    if query[end + 1 : end + 2].strip():
        raise QuoteNotClosed(query, end + 1, goes_on=True)
    return query[at + 1 : end].replace(quote * 2, quote), end + 1


def written(field: Field, value: Asked, *, negated: bool = False) -> str:
    """Return a qualifier as it is written in a query."""
    text = str(value)
    if not text or text[0] in _QUOTES or any(each.isspace() for each in text):
        text = '"' + text.replace('"', '""') + '"'
    return f"{'-' if negated else ''}{field}:{text}"
