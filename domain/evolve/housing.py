"""How getting, keeping and losing a roof changes what is known."""

from __future__ import annotations

from datetime import date
from typing import Final, assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.housing import HousingKind
from domain.evolve.standings import hold, lose, said
from domain.needs import Need
from domain.person import Known, Person

_OWN_ADDRESS: Final = frozenset(
    {
        HousingKind.DWELLING,
        HousingKind.FAMILY,
        HousingKind.FRIENDS,
        HousingKind.EXODUS,
        HousingKind.POST_DETENTION_HOUSE,
        HousingKind.SUPPORTED_LIVING,
        HousingKind.ROOMS_WITH_PROSPECTS,
    }
)


def change(state: Person, act: Act, body: e.HousingEvent) -> Person:
    """Return the state after something happened to the roof of a person."""
    match body:
        case e.RentArrearsRegistered():
            return state.changed(arrears=said(act, value=True))
        case e.TenancyEnded():
            return _lose_home(state, act)
        case e.HousingEnded():
            if _stays_in_shelter(state, act.envelope.effective_from):
                return lose(state, Need.SHELTER, act)
            return _lose_home(state, act)
        case e.HousingUrgencyGranted():
            return state.changed(urgency=said(act, value=True))
        case e.HousingUrgencyRefused():
            return state.changed(urgency=said(act, value=False))
        case e.HousingOffered():
            return state.changed(housing_offered=said(act, value=True))
        case e.HousingPlaced():
            return _house(state, act, body)
        case e.HousingPreferenceRecorded():
            return state
        case _:
            assert_never(body)


def _lose_home(state: Person, act: Act) -> Person:
    state = lose(lose(state, Need.HOUSING, act), Need.ADDRESS, act)
    on = act.envelope.effective_from
    return state.changed(dwelling=Known(value=False, since=on, evidence=act.evidence))


def _stays_in_shelter(state: Person, day: date) -> bool:
    """Return whether the roof that the person has on `day`, the newest of several, is a shelter."""
    shelter = state.standing(Need.SHELTER).held_on(day)
    home = state.standing(Need.HOUSING).held_on(day)
    return shelter is not None and (home is None or home.since < shelter.since)


def _house(state: Person, act: Act, body: e.HousingPlaced) -> Person:
    if body.kind is HousingKind.SHELTER:
        return hold(state, Need.SHELTER, act)
    state = hold(state, Need.HOUSING, act)
    if body.kind in _OWN_ADDRESS:
        dwelling = Known(value=True, since=act.envelope.effective_from, evidence=act.evidence)
        state = hold(state, Need.ADDRESS, act).changed(dwelling=dwelling)
    return state
