"""Bodies of every type of event, drawn from what their fields may hold."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import EnumMeta
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from domain import events as e
from domain.events.agreements import Deliverable
from domain.events.base import EventBody
from domain.events.corrections import CorrectionReason
from domain.events.handover import HandoverAnswer, HandoverReason
from domain.events.screening import NOT_OF_HEALTH, OF_HEALTH, AnswerSource, Finding, ScreeningAnswer
from domain.needs import Need
from domain.values import PrivacyClass

PERSON_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.PersonEvent)
AGREEMENT_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.AgreementEvent)
ORGANISATION_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.OrganisationEvent)
LEDGER_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.LedgerEvent)
CORRECTION_BODIES: Final[tuple[type[EventBody], ...]] = get_args(e.CorrectionEvent)
ALL_BODIES: Final[tuple[type[EventBody], ...]] = tuple(
    dict.fromkeys(
        (
            *PERSON_BODIES,
            *AGREEMENT_BODIES,
            *ORGANISATION_BODIES,
            *LEDGER_BODIES,
            *CORRECTION_BODIES,
        )
    )
)

DAYS: Final = st.integers(0, 700).map(lambda days: date(2006, 1, 1) + timedelta(days=days))
MUNICIPALITIES: Final = st.sampled_from(["Tilburg", "Breda", "Den Haag"])

_CODES: Final = frozenset(
    {
        "form",
        "language",
        "against",
        "instrument",
        "intervention",
        "programme",
        "scope",
        "screening_profile",
    }
)
"""Fields that hold a code; each other text holds a name."""

FINDINGS: Final = st.lists(
    st.builds(
        Finding,
        need=st.sampled_from(NOT_OF_HEALTH),
        answer=st.sampled_from(ScreeningAnswer),
        source=st.sampled_from(AnswerSource),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda finding: finding.need,
).map(tuple)


ANSWERS: Final = st.lists(st.sampled_from(Need), min_size=1, max_size=3, unique=True).flatmap(
    lambda needs: st.tuples(
        *(
            st.just(HandoverAnswer(need=need, accepted=True))
            | st.builds(
                HandoverAnswer,
                need=st.just(need),
                accepted=st.just(value=False),
                reason=st.sampled_from(HandoverReason),
            )
            for need in needs
        )
    )
)


_BY_NAME: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "findings": FINDINGS,
    "answers": ANSWERS,
    "birth_year": st.none() | st.integers(1940, 2000),
    "score": st.integers(1, 5),
    "other": st.sampled_from(["p-0418", "p-0419"]),
    "agreement": st.none() | st.just("agreement:quota-2026"),
    "parties": st.just(("Tilburg", "Breda")),
    "deliverable": st.sampled_from(sorted(set(Deliverable) - {Deliverable.TREATMENT})),
}


def bodies(kind: type[EventBody]) -> st.SearchStrategy[EventBody]:
    """Any body of one type."""
    needs = OF_HEALTH if kind.about.privacy is PrivacyClass.HEALTH else NOT_OF_HEALTH
    fields = {
        name: _values(name, field.annotation, needs)
        for name, field in kind.model_fields.items()
        if not (kind is e.EventCorrected and name in {"body", "occurred_on"})
    }
    if kind is e.DecisionTermExtended:
        # Of an application it has to name the need.
        fields["need"] = st.sampled_from(needs)
    return st.builds(kind, **fields)


def _values(name: str, annotation: Any, needs: Sequence[Need]) -> st.SearchStrategy[Any]:
    if name in _BY_NAME:
        return _BY_NAME[name]
    if annotation is Need:
        return st.sampled_from(needs)
    if isinstance(annotation, EnumMeta):
        return st.sampled_from(list(annotation))
    plain = {
        bool: st.booleans(),
        int: st.integers(1, 60),
        str: st.just("code") if name in _CODES else MUNICIPALITIES,
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
        return st.lists(_values(name, arguments[0], needs), min_size=1, max_size=2).map(tuple)
    if origin in {Union, UnionType}:
        return st.one_of([_values(name, each, needs) for each in arguments])
    # What is left is a type with constraints of its own: the type it constrains.
    return _values(name, arguments[0], needs)


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
