"""How the register and addresses change what is known."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.registration import DeclaredAddress, DeregistrationKind
from domain.evolve.standings import apply_for, from_effect, hold, lose, refuse, said
from domain.needs import Need
from domain.person import Known, Person


def change(state: Person, act: Act, body: e.RegistrationEvent) -> Person:
    """Return the state after something happened to an entry in the register or to an address."""
    match body:
        case e.Registered():
            return _register(state, act, body.municipality)
        case e.RegisteredAtInstitutionAddress():
            return hold(_register(state, act, body.municipality), Need.ADDRESS, act)
        case e.AddressChangeDeclared():
            is_dwelling = body.kind is DeclaredAddress.DWELLING
            return apply_for(state, Need.REGISTRATION if is_dwelling else Need.ADDRESS, act)
        case e.Deregistered():
            return _deregister(state, act, body)
        case e.PostalAddressRequested():
            return apply_for(state, Need.ADDRESS, act)
        case e.PostalAddressConsentGiven():
            return state.changed(address_giver=said(act, value=True))
        case e.PostalAddressConsentRefused():
            return state.changed(address_giver=said(act, value=False))
        case e.PostalAddressGranted() | e.PostalAddressEnteredExOfficio():
            return hold(state, Need.ADDRESS, act)
        case e.PostalAddressRefused():
            return refuse(state, Need.ADDRESS, act)
        case e.AddressEnded():
            return lose(state, Need.ADDRESS, act)
        case e.AddressInvestigationStarted():
            return state
        case _:
            assert_never(body)


def _register(state: Person, act: Act, municipality: str) -> Person:
    since, by = act.envelope.effective_from, act.evidence
    return hold(state, Need.REGISTRATION, act).changed(
        registered_in=Known(municipality, since, by),
        departed=Known(value=False, since=since, evidence=by),
    )


def _deregister(state: Person, act: Act, body: e.Deregistered) -> Person:
    on = act.envelope.effective_from
    if body.kind is DeregistrationKind.NEXT_MUNICIPALITY:
        # The old municipality ends its entry because there is a new one, often after it.
        return state.changed(registered_in=_registered_elsewhere(state, body, on))
    return lose(state, Need.REGISTRATION, act).changed(
        registered_in=None,
        departed=from_effect(act, body.kind is not DeregistrationKind.ABSENT_TOO_LONG),
    )


def _registered_elsewhere(state: Person, body: e.Deregistered, on: date) -> Known[str] | None:
    entry = state.registered_in
    if entry is None:
        return None
    if body.municipality is None:
        return entry if entry.since >= on else None
    return None if entry.value.casefold() == body.municipality.casefold() else entry
