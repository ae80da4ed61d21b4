"""Small ledgers that nobody would fill by hand: the examples in any order, on any day."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from domain.envelope import Act
from ledger import Draft, create_ledger
from tests.ledger.making import key_path
from tests.projections.looking import NOW, acts_of, fill_with_article

PERSONS = ("p-1", "p-2", "p-3")


@cache
def article_acts() -> tuple[Act, ...]:
    """Return the acts of the article's persons."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with create_ledger(
            folder / "a.ledger", keys=key_path(folder), rehearsal=True, clock=lambda: NOW
        ) as ledger:
            fill_with_article(ledger)
            return tuple(acts_of(ledger))


@st.composite
def drafts(draw: st.DrawFn, prefix: str = "s", most: int = 14) -> list[Draft]:
    """Acts of the article given to other persons, on other days, with or without effect dates."""
    chosen = draw(st.lists(st.sampled_from(article_acts()), min_size=1, max_size=most))
    return [_strange(draw, act, f"{prefix}-{number}") for number, act in enumerate(chosen)]


def _strange(draw: st.DrawFn, act: Act, event_id: str) -> Draft:
    person = draw(st.sampled_from(PERSONS))
    days = st.dates(date(2006, 6, 1), date(2008, 6, 1))
    moved = draw(st.booleans())
    occurred = draw(days) if moved else act.envelope.occurred_on
    effect_from = draw(st.none() | days)
    length = draw(st.none() | st.integers(0, 200))
    until = None if length is None or effect_from is None else effect_from + timedelta(length)
    envelope = act.envelope.model_copy(
        update={
            "event_id": event_id,
            "stream": f"person:{person}",
            "subjects": (person,),
            "occurred_on": occurred,
            "effect_from": effect_from,
            "effect_until": until,
            "recorded_by": "u-1",
        }
    )
    assert act.body is not None
    return Draft(type(envelope).model_validate(dict(envelope)), act.body)
