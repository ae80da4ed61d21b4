"""People to look ahead for, made without acts, and a strategy to draw them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from hypothesis import strategies as st

from domain.needs import Need
from domain.person import Episode, Known, Person
from domain.standing import Held, Noted, Pending, Standing

DAY: Final = date(2007, 4, 2)
"""A Monday on which the practice of 2007 is in force."""
RELEASE: Final = date(2007, 5, 7)
"""The Monday five weeks later."""

BY: Final = ("e-1",)
LOST: Final = Standing(lost=Noted(date(2007, 1, 1), BY))
MET: Final = Standing(held=(Held(date(2000, 1, 1), None, BY),))

NOTHING: Final[Mapping[Need, Standing]] = dict.fromkeys(Need, LOST)
"""Every need is known to be unmet."""


def known(*, value: bool) -> Known[bool]:
    return Known(value, date(2000, 1, 1), BY)


def detained(
    standings: Mapping[Need, Standing] | None = None,
    *,
    release: date | None = RELEASE,
    began: date = date(2007, 1, 8),
) -> Person:
    """A Dutch national in prison, without a dwelling, of whom every need is known."""
    episode = Episode(began, None, "sentence", "PI Vught", "Vught", None, BY)
    return Person(
        "p-1",
        birth_year=Known(1980, DAY, BY),
        dutch_national=known(value=True),
        episodes=(episode,),
        planned_release=None if release is None else Known(release, DAY, BY),
        dwelling=known(value=False),
        address_giver=known(value=False),
        housing_offered=known(value=False),
        urgency=known(value=False),
        departed=known(value=False),
        arrears=known(value=False),
        standings={**NOTHING, **(standings or {})},
    )


def free(standings: Mapping[Need, Standing] | None = None) -> Person:
    """The same person, released a week ago."""
    person = detained(standings, release=None)
    return replace(person, episodes=(replace(person.episodes[0], ended=DAY - timedelta(days=7)),))


def applied(need: Need, on: date, step: str = "benefit-applied") -> Mapping[Need, Standing]:
    return {need: LOST._replace(pending=Pending(on, "Tilburg", BY, step, on))}


_standings = st.one_of(
    st.just(Standing()),
    st.just(LOST),
    st.just(MET),
    st.integers(-20, 90).map(lambda n: Standing((Held(date(2006, 1, 1), later(n), BY),))),
    st.integers(1, 60).map(lambda n: Standing((Held(later(n), None, BY),), LOST.lost)),
    st.just(LOST._replace(declined=Noted(DAY, BY))),
)
_facts = st.sampled_from((None, known(value=True), known(value=False)))


def later(days: int) -> date:
    return DAY + timedelta(days=days)


@st.composite
def people(draw: st.DrawFn) -> Person:
    """Anybody in prison or just out, about whom more or less is known."""
    standings: dict[Need, Standing] = {need: draw(_standings) for need in Need if need not in _RARE}
    benefit = draw(st.sampled_from((None, 5, 70)))
    if benefit is not None:
        standings.update(applied(Need.BENEFIT, later(-benefit)))
    person = draw(st.sampled_from((detained(), free(), detained(release=None))))
    return replace(
        person,
        standings=standings,
        dwelling=draw(_facts),
        address_giver=draw(_facts),
        housing_offered=draw(_facts),
        arrears=draw(_facts),
        departed=draw(_facts),
    )


_RARE: Final = (Need.WELFARE, Need.NETWORK, Need.DIGID, Need.WORK, Need.EDUCATION)
