"""Hypothesis strategies for acts of every type, with every field of the envelope."""

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from domain.envelope import Act, CorrectionKind, Envelope, EventReference, Evidence
from domain.events import EVENT_TYPES, EventBody
from domain.values import Certainty, PrivacyClass, StreamKind, Value
from ledger import Draft
from tests.domain.bodies import bodies as likely_bodies

LETTERS = "abcxyzABCXYZ"
CODES = st.text("abcxyz", min_size=1, max_size=8)
EVENT_IDS = st.text(LETTERS + "0189._:/+=@-", max_size=12).map(lambda text: f"e{text}")
PERSONS = st.text(LETTERS + "0189._-", max_size=12).map(lambda text: f"p{text}")
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), min_size=1, max_size=20
).filter(str.strip)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(
    min_value=datetime(1000, 1, 2),  # noqa: DTZ001
    max_value=datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=ZONES,
)


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a field of a body, by its annotation."""
    known = {bool: st.booleans(), int: st.integers(-(2**53), 2**53), date: st.dates()}
    if annotation in known:
        return known[annotation]
    if annotation is str:
        return CODES
    if annotation is NoneType:
        return st.none()
    if get_origin(annotation) is Literal:
        return st.sampled_from(get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return _models(annotation)
    if get_origin(annotation) is tuple:
        return st.lists(_values(get_args(annotation)[0]), min_size=1, max_size=3).map(tuple)
    if get_origin(annotation) is dict:
        json = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | NAMES
        return st.dictionaries(NAMES, json | st.lists(json, max_size=2), max_size=3)
    return st.one_of(
        *map(_values, get_args(annotation)[: 1 if _is_annotated(annotation) else None])
    )


def _is_annotated(annotation: Any) -> bool:
    return hasattr(annotation, "__metadata__")


def _models(model: type[Value]) -> st.SearchStrategy[Any]:
    fields: dict[str, FieldInfo] = model.model_fields
    optional = {n: _values(f.annotation) for n, f in fields.items() if not f.is_required()}
    needed = {n: _values(f.annotation) for n, f in fields.items() if f.is_required()}
    return st.fixed_dictionaries(needed, optional=optional).map(
        lambda values: _built(model, values)
    )


def _built(model: type[Value], values: dict[str, Any]) -> Value | None:
    """None where the fields of one model contradict each other."""
    try:
        return model(**values)
    except ValueError:
        return None


@st.composite
def bodies(draw: st.DrawFn) -> EventBody:
    """A body of any type; with wild texts and numbers where its fields may hold them."""
    kind = draw(st.sampled_from(list(EVENT_TYPES.values())))
    wild: EventBody | None = draw(_models(kind))
    return draw(likely_bodies(kind)) if wild is None else wild


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """An act of any type, in a stream of its kind, with every optional field there or not."""
    body = draw(bodies())
    person = draw(PERSONS)
    kind = draw(st.sampled_from(body.about.streams))
    of_person = kind is StreamKind.PERSON or draw(st.booleans())
    is_correction = body.about.privacy is None
    maybe_day = st.none() | st.dates()
    envelope = Envelope(
        event_id=draw(EVENT_IDS),
        source=draw(NAMES),
        stream=f"{kind}:{person}",
        type=body.about.type,
        subjects=(person,) if of_person else (),
        occurred_on=draw(st.dates() | TIMES),
        certainty=draw(st.sampled_from(Certainty)),
        effect_from=draw(maybe_day),
        effect_until=draw(maybe_day),
        noted_at=draw(st.none() | TIMES),
        actor=draw(NAMES),
        role=draw(NAMES),
        organisation=draw(NAMES),
        recorded_by="importer",
        to=tuple(draw(st.lists(NAMES, max_size=2))),
        mandate=draw(st.none() | NAMES),
        purpose=draw(NAMES),
        legal_basis=draw(NAMES),
        causation=draw(st.none() | EVENT_IDS),
        correlation=draw(st.none() | EVENT_IDS),
        corrects=EventReference(event_id="e0", source=draw(NAMES)) if is_correction else None,
        correction_kind=draw(st.sampled_from(CorrectionKind)) if is_correction else None,
        evidence=draw(
            st.none()
            | st.builds(
                Evidence, reference=NAMES, sha256=st.none() | st.just("0123456789abcdef" * 4)
            )
        ),
        privacy_class=body.about.privacy or draw(st.sampled_from(PrivacyClass)),
    )
    return Draft(envelope, body)


def as_recorded(draft: Draft) -> Act:
    """The act that a ledger would give back."""
    return Act(1, 1, datetime(2026, 3, 2, tzinfo=UTC), draft.envelope, draft.body)
