"""Acts in a line: `act(Registered(municipality="Tilburg"), on="2026-03-02")`."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from domain import events as e
from domain.envelope import Act, CorrectionKind, Envelope, EventReference
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.needs import Need
from domain.person import Person
from domain.values import Certainty, PrivacyClass, When, day_of
from tests.domain.bodies import ANY_BODY, ANY_CORRECTION, DAYS

PERSON: Final = "p-0417"
SOURCE: Final = "test"


def when(text: str) -> When:
    """A day, or a moment where there is a time."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def act(
    body: e.EventBody,
    on: str | When,
    *,
    position: int = 1,
    effect_from: str | None = None,
    effect_until: str | None = None,
    correlation: str | None = None,
    estimated: bool = False,
    corrects: Act | str | None = None,
    id: str | None = None,
    to: tuple[str, ...] = (),
    recorded: str | None = None,
    actor: str = "u-1",
    source: str = SOURCE,
) -> Act:
    """One recorded act of the person of these tests; it is called e1, e2, ... by its position."""
    occurred = when(on) if isinstance(on, str) else on
    correction_of = corrects.envelope.event_id if isinstance(corrects, Act) else corrects
    envelope = Envelope(
        event_id=id or f"e{position}",
        source=source,
        stream=f"person:{PERSON}",
        subjects=(PERSON,),
        type=body.about.type,
        occurred_on=occurred,
        certainty=Certainty.ESTIMATED if estimated else Certainty.KNOWN,
        effect_from=date.fromisoformat(effect_from) if effect_from else None,
        effect_until=date.fromisoformat(effect_until) if effect_until else None,
        actor=actor,
        role="case manager",
        organisation="Tilburg",
        recorded_by="u-1",
        to=to,
        purpose="aftercare",
        legal_basis="Pbw 4",
        correlation=correlation,
        corrects=(
            EventReference(event_id=correction_of, source=SOURCE)
            if correction_of is not None
            else None
        ),
        correction_kind=CorrectionKind.ERROR if correction_of is not None else None,
        privacy_class=body.about.privacy or PrivacyClass.ORDINARY,
    )
    recorded_at = (
        datetime.fromisoformat(recorded) if recorded else datetime(2027, 1, 1, 12, tzinfo=UTC)
    )
    return Act(position, position, recorded_at, envelope, body)


def history(*steps: tuple[e.EventBody, str]) -> list[Act]:
    """Acts in the order in which they are given: recorded as e1, e2, ..."""
    return [act(body, on, position=place) for place, (body, on) in enumerate(steps, 1)]


def state(*acts: Act, on: str = "9999-12-31") -> Person:
    """The person as these acts show him or her on a day."""
    recorded = sorted(acts, key=lambda each: each.position)
    return fold(PERSON, as_of(resolve(recorded).acts, when(on)))


def met(person: Person, need: Need, on: str) -> bool:
    """Whether an act meets the need on a day."""
    return person.standing(need).held_on(day_of(when(on))) is not None


MOMENTS: Final = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    DAYS,
    st.integers(0, 24 * 60 - 1),
)


@st.composite
def histories(draw: st.DrawFn, longest: int = 8, *, corrections: bool = True) -> list[Act]:
    """Recorded acts of every kind, in the order of their positions, with any days."""
    acts: list[Act] = []
    for position in range(1, draw(st.integers(0, longest)) + 1):
        corrects = corrections and bool(acts) and draw(st.integers(0, 4)) == 0
        body = draw(ANY_CORRECTION if corrects else ANY_BODY)
        target: Act | str | None = None
        if corrects:
            target = draw(st.sampled_from(acts) | st.just("nowhere"))
        acts.append(
            act(
                body,
                draw(DAYS | MOMENTS),
                position=position,
                effect_from=draw(st.none() | DAYS.map(date.isoformat)),
                effect_until=draw(st.none() | DAYS.map(date.isoformat)),
                correlation=draw(st.sampled_from([None, None, "c1", "c2"])),
                corrects=target,
            )
        )
    return acts


def evidence_in(thing: object) -> set[str]:
    """The ids of all events named as evidence anywhere within a state or an assessment."""
    if isinstance(thing, Act | type):
        return set()
    if is_dataclass(thing):
        named = set(getattr(thing, "evidence", ()))
        return named.union(*(evidence_in(getattr(thing, each.name)) for each in fields(thing)))
    if isinstance(thing, Mapping):
        return set().union(*(evidence_in(each) for each in thing.values()))
    if isinstance(thing, tuple | list | frozenset):
        return set().union(*(evidence_in(each) for each in thing))
    return set()
