"""A ledger with much to ask about, queries, and what a plain list of acts answers to them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from fnmatch import fnmatchcase
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from domain.areas import AREA_NEEDS, Area
from domain.envelope import Act, CorrectionKind, EventReference
from domain.events import EVENT_TYPES, EventBody, EventCorrected, EventRetracted
from domain.needs import Need
from domain.values import PrivacyClass, day_of
from ledger import Draft
from projections.audit_query import TIMES, Clause, Field, Query, Span, Term, query_of
from tests.ledger.making import SOURCE, draft

FIRST: Final = date(2019, 11, 20)
MUCH: Final = 400

_BODIES: Final = tuple(
    EVENT_TYPES[name].model_validate_json(body)
    for name, body in (
        ("id-card-applied/1", '{"place": "desk"}'),
        ("id-application-blocked/1", '{"reason": "no-fee"}'),
        ("registered/1", '{"municipality": "Tilburg", "basis": "declaration"}'),
        ("benefit-applied/1", "{}"),
        ("benefit-granted/1", "{}"),
        ("person-released/1", "{}"),
        ("housing-placed/1", '{"kind": "shelter"}'),
    )
)


def varied(count: int = MUCH) -> Iterator[Draft]:
    """Yield acts that differ in everything an audit asks about; some correct or retract others."""
    chance = Random(7)  # noqa: S311 - the same every time
    known: list[tuple[str, str]] = []
    for number in range(count):
        recorded = datetime(2020, 1, 1, 9, tzinfo=UTC) + timedelta(hours=number * 50)
        person = f"person:p-{chance.randrange(9)}"
        event_id = f"e{number}"
        fields = _fields(chance, recorded, number)
        if known and chance.random() < 0.2:
            target, person = chance.choice(known)
            fields |= _about(chance, target)
            body: EventBody = (
                EventRetracted.model_validate_json('{"reason": "never-happened"}')
                if fields["correction_kind"] is CorrectionKind.RETRACTION
                else EventCorrected.model_validate_json(
                    f'{{"reason": "wrong-date", "occurred_on": "{_day_said(chance)}"}}'
                )
            )
        else:
            body = chance.choice(_BODIES)
        fields["privacy_class"] = body.about.privacy or PrivacyClass.ORDINARY
        known.append((event_id, person))
        yield draft(event_id, person, body, recorded, **fields)


def _fields(chance: Random, recorded: datetime, number: int) -> dict[str, Any]:
    day = FIRST + timedelta(days=chance.randrange(900))
    return {
        "occurred_on": chance.choice(
            (day, datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC))
        ),
        "noted_at": (
            recorded - timedelta(hours=chance.randrange(0, 600)) if chance.random() < 0.8 else None
        ),
        "actor": chance.choice(("u-1", "u-2", "u-3")),
        "role": chance.choice(("clerk", "case manager", 'the "boss"')),
        "organisation": chance.choice(("Tilburg", "PI Vught", "Breda", "Breda")),
        "recorded_by": chance.choice(("u-1", "import-1")),
        "mandate": chance.choice((None, None, "M 1", "M 2")),
        "purpose": chance.choice(("aftercare", "research")),
        "legal_basis": chance.choice(("Paspoortwet 26", "Pw 40")),
        "causation": f"e{number - 1}" if number % 3 else None,
        "correlation": f"c{number // 7}" if number % 2 else None,
    }


def _day_said(chance: Random) -> str:
    day = (FIRST + timedelta(days=chance.randrange(900))).isoformat()
    return chance.choice((day, day, f"{day}T23:30:00Z", "soon"))


def _about(chance: Random, target: str) -> dict[str, Any]:
    kind = chance.choice((CorrectionKind.ERROR, CorrectionKind.RETRACTION))
    return {"corrects": EventReference(event_id=target, source=SOURCE), "correction_kind": kind}


def _texts(*values: str) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


DAYS: Final = st.dates(date(2019, 6, 1), date(2022, 12, 31)) | st.sampled_from(
    [date.min, date.max, date(2020, 1, 1), date(2020, 12, 31), date(2020, 2, 29)]
)
MOMENTS: Final = st.builds(
    lambda day, at: datetime.combine(day, at, UTC),
    st.dates(date(2019, 6, 1), date(2022, 12, 31)),
    st.times(),
)


def _spans(times: st.SearchStrategy[Any]) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.none() | times, st.none() | times)
    return ends.map(lambda each: Span(*each)).filter(
        lambda span: span != Span() and not span.is_reversed
    )


VALUES: Final[dict[Field, st.SearchStrategy[Any]]] = {
    Field.PERSON: _texts(*(f"p-{number}" for number in range(10))),
    Field.ACTOR: _texts("u-1", "u-2", "u-3", "nobody"),
    Field.ACCOUNT: _texts("u-1", "import-1", "nobody"),
    Field.ROLE: _texts("clerk", "case manager", 'the "boss"', "%"),
    Field.ORGANISATION: _texts("Tilburg", "PI Vught", "Breda", "Tilbrg", "tilburg"),
    Field.TYPE: _texts(
        *("benefit-*", "benefit-applied", "benefit-applied/1", "*", "*-applied", "*/1", "id-*ed"),
        *("BENEFIT-*", "benefit_applied", "event-*", "registered", "%"),
    ),
    Field.AREA: st.sampled_from([str(area) for area in Area]),
    Field.NEED: st.sampled_from([str(need) for need in Need]),
    Field.PURPOSE: _texts("aftercare", "research", "fun"),
    Field.BASIS: _texts("Paspoortwet 26", "Pw 40"),
    Field.MANDATE: _texts("M 1", "M 2", "M 3"),
    Field.SOURCE: _texts(SOURCE, "urn:elsewhere"),
    Field.OCCURRED: _spans(DAYS),
    Field.NOTED: _spans(DAYS) | _spans(MOMENTS),
    Field.RECORDED: _spans(DAYS) | _spans(MOMENTS),
    Field.CORRELATION: st.integers(0, MUCH // 7 + 1).map(lambda number: f"c{number}"),
    Field.CAUSATION: st.integers(0, MUCH).map(lambda number: f"e{number}"),
}


def _terms_of(field: Field) -> st.SearchStrategy[Term]:
    return st.builds(Term, st.just(field), VALUES[field], st.booleans())


TERMS: Final = st.sampled_from(list(Field)).flatmap(_terms_of)
QUERIES: Final = st.lists(TERMS, max_size=4).map(query_of)


def answering(known: Sequence[Act], query: Query) -> list[int]:
    """Return the positions of the acts that answer a query, of all that were known."""
    said = _days_said(known)
    return [
        act.position
        for act in known
        if all(_clause_holds(act, clause, said) for clause in query.clauses)
    ]


def _days_said(known: Sequence[Act]) -> dict[int, list[date]]:
    """The days to which acts were corrected, directly or by a correction of a correction."""
    by_key = {act.key: act for act in known}
    found: dict[int, list[date]] = {}
    for act in known:
        if not isinstance(act.body, EventCorrected) or act.body.occurred_on in (None, "soon"):
            continue
        target: Act | None = act
        while target is not None and isinstance(target.body, EventCorrected):
            target = _named(target, by_key)
        if target is not None and target.envelope.corrects is None:
            said = datetime.fromisoformat(act.body.occurred_on or "")
            day = day_of(said) if said.tzinfo else said.date()
            found.setdefault(target.position, []).append(day)
    return found


def _named(act: Act, by_key: Mapping[tuple[str, str], Act]) -> Act | None:
    reference = act.envelope.corrects
    return None if reference is None else by_key.get((reference.source, reference.event_id))


def _clause_holds(act: Act, clause: Clause, said: Mapping[int, Sequence[date]]) -> bool:
    days = said.get(act.position, ()) if clause.field is Field.OCCURRED else ()
    return clause.negated != any(
        _holds(act, clause.field, value)
        or (isinstance(value, Span) and any(_reached(value, day) for day in days))
        for value in clause.values
    )


def _holds(act: Act, field: Field, value: str | Span) -> bool:
    envelope = act.envelope
    if isinstance(value, Span):
        assert field in TIMES
        return _in_span(field, act, value)
    kind = envelope.type
    match field:
        case Field.PERSON:
            return value in envelope.subjects
        case Field.TYPE:
            return fnmatchcase(kind, value) or fnmatchcase(kind.partition("/")[0], value)
        case Field.AREA:
            return any(need in EVENT_TYPES[kind].about.changes for need in AREA_NEEDS[Area(value)])
        case Field.NEED:
            return value in EVENT_TYPES[kind].about.changes
        case Field.ACCOUNT:
            return value == envelope.recorded_by
        case Field.BASIS:
            return value == envelope.legal_basis
        case _:
            return bool(value == getattr(envelope, field.value))


def _in_span(field: Field, act: Act, span: Span) -> bool:
    when = {
        Field.OCCURRED: act.envelope.day,
        Field.NOTED: act.envelope.noted_at,
        Field.RECORDED: act.recorded_at,
    }[field]
    return when is not None and _reached(span, when)


def _reached(span: Span, when: date) -> bool:
    def reaches(low: date, high: date) -> bool:
        if isinstance(low, datetime) and isinstance(high, datetime):
            return low <= high
        return day_of(low) <= day_of(high)

    after = span.first is None or reaches(span.first, when)
    return after and (span.last is None or reaches(when, span.last))
