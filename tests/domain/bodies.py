"""Bodies of every type of event, drawn from what their fields may hold."""

from datetime import date, timedelta
from enum import EnumMeta
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from domain import events as e
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.screening import SCREENED, AnswerSource, Finding, ScreeningAnswer
from domain.needs import Need

PERSON_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.PersonEvent)
CORRECTION_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.CorrectionEvent)

DAYS: Final = st.integers(0, 700).map(lambda days: date(2006, 1, 1) + timedelta(days=days))
MUNICIPALITIES: Final = st.sampled_from(["Tilburg", "Breda", "Den Haag"])

FINDINGS: Final = st.lists(
    st.builds(
        Finding,
        need=st.sampled_from(SCREENED),
        answer=st.sampled_from(ScreeningAnswer),
        source=st.sampled_from(AnswerSource),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda finding: finding.need,
).map(tuple)


def bodies(kind: type[EventBody]) -> st.SearchStrategy[EventBody]:
    """Any body of one type."""
    fields = {
        name: _values(name, field.annotation)
        for name, field in kind.model_fields.items()
        if not (kind is e.EventCorrected and name in {"body", "occurred_on"})
    }
    return st.builds(kind, **fields)


def _values(name: str, annotation: Any) -> st.SearchStrategy[Any]:
    if name == "findings":
        return FINDINGS
    if name == "birth_year":
        return st.none() | st.integers(1940, 2000)
    if annotation is Need:
        return st.sampled_from(SCREENED)
    if isinstance(annotation, EnumMeta):
        return st.sampled_from(list(annotation))
    plain = {
        bool: st.booleans(),
        int: st.integers(1, 60),
        str: st.just("code") if name == "form" else MUNICIPALITIES,
        date: DAYS,
        NoneType: st.none(),
    }
    if annotation in plain:
        return plain[annotation]
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin is tuple:
        return st.lists(_values(name, arguments[0]), min_size=1, max_size=2).map(tuple)
    if origin in {Union, UnionType}:
        return st.one_of([_values(name, each) for each in arguments])
    # What is left is a type with constraints of its own: the type it constrains.
    return _values(name, arguments[0])


ANY_BODY: Final = st.sampled_from(PERSON_BODIES).flatmap(bodies)
"""Something that happened in the life of a person."""

ANY_CORRECTION: Final = st.one_of(
    st.builds(
        e.EventCorrected,
        reason=st.sampled_from(CorrectionReason),
        occurred_on=st.none() | DAYS.map(date.isoformat) | st.just("the day before"),
        effect_from=st.none() | DAYS,
        body=st.none() | st.just({"municipality": "Tilburg"}) | st.just({"place": "desk"}),
    ),
    bodies(e.EventRetracted),
    bodies(e.EventRetractionProposed),
)
"""A correction, of which the values may or may not fit what it names; a retraction; a proposal."""
