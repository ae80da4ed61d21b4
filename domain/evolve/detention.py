"""How detention changes what is known: where a person is held, until when, and in which group."""

from __future__ import annotations

from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.evolve.episodes import change_episode, detain, release
from domain.evolve.standings import from_effect, known, said
from domain.person import Person
from domain.values import Certainty


def change(state: Person, act: Act, body: e.DetentionEvent) -> Person:
    """Return the state after an event of detention."""
    match body:
        case e.PersonRegistered():
            return state.changed(
                birth_year=known(act, body.birth_year, state.birth_year),
                dutch_national=known(act, body.dutch_national, state.dutch_national),
            )
        case e.DetentionStarted() | e.ReDetained():
            return detain(_is_back(state, act), act, body)
        case e.DetentionTitleChanged():
            return change_episode(state, act, title=body.to_title)
        case e.PlacedInInstitution():
            return change_episode(
                state,
                act,
                institution=body.institution,
                municipality=body.institution_municipality,
            )
        case e.DetentionGroupAssigned():
            return state.changed(group=from_effect(act, body.group))
        case e.PersonAbsconded():
            return state.changed(absconded=from_effect(act, value=True))
        case e.ReturnedToInstitution():
            return _is_back(state, act)
        case e.ReleaseDatePlanned():
            return state.changed(
                planned_release=said(act, body.release_on),
                planned_release_certainty=body.certainty,
            )
        case e.ReleaseDateChanged():
            planned = None if body.release_on is None else said(act, body.release_on)
            return state.changed(planned_release=planned, planned_release_certainty=body.certainty)
        case e.ImmediateReleaseOrdered():
            return state.changed(
                planned_release=said(act, act.envelope.day),
                planned_release_certainty=Certainty.KNOWN,
            )
        case e.PersonReleased():
            return _release(state, act, body)
        case e.TemporaryLeaveGranted() | e.ConductDecisionTaken():
            return state
        case _:
            assert_never(body)


def change_supervision(state: Person, act: Act, body: e.SupervisionEvent) -> Person:
    """Return the state after something that happened outside the institution under a title."""
    match body:
        case e.ExtramuralPhaseStarted():
            return state.changed(extramural=from_effect(act, value=True))
        case e.ExtramuralPhaseEnded():
            return state.changed(extramural=from_effect(act, value=False))
        case e.ConditionalReleaseStarted():
            released = from_effect(act, value=True, until=body.until)
            return state.changed(conditional_release=released)
        case e.ConditionalReleaseEnded():
            return state.changed(conditional_release=from_effect(act, value=False))
        case e.ForensicTitleStarted():
            title = from_effect(act, value=True, until=body.until)
            return state.changed(forensic_title=title)
        case e.ForensicTitleEnded():
            return state.changed(forensic_title=from_effect(act, value=False))
        case _:
            assert_never(body)


def _is_back(state: Person, act: Act) -> Person:
    if state.absconded is None and not isinstance(act.body, e.ReturnedToInstitution):
        return state
    return state.changed(absconded=from_effect(act, value=False))


def _release(state: Person, act: Act, body: e.PersonReleased) -> Person:
    inside = state.extramural is not None and state.extramural.value
    return release(state, act).changed(
        settlement=known(act, body.destination_municipality, state.settlement),
        release_document=known(act, body.release_document, state.release_document),
        extramural=said(act, value=False) if inside else state.extramural,
    )
