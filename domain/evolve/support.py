"""How social support and welfare services change what is known."""

from __future__ import annotations

from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.support import SupportKind
from domain.evolve.standings import apply_for, hold, lose, refuse, said, step
from domain.needs import Need
from domain.person import Person


def change(state: Person, act: Act, body: e.SupportEvent) -> Person:
    """Return the state after something happened to social support."""
    match body:
        case e.SocialSupportReported():
            state = state.changed(urgent_report=said(act, body.urgent))
            return apply_for(state, need_of(body.kind), act)
        case e.SocialSupportApplied():
            return apply_for(state, need_of(body.kind), act)
        case e.SocialSupportGranted():
            if body.kind is SupportKind.GUIDANCE:
                return hold(state, Need.WELFARE, act)
            # A place in a shelter or a house meets the need when it is taken up.
            return step(state, need_of(body.kind), act)
        case e.SocialSupportRefused():
            return refuse(state, need_of(body.kind), act)
        case e.WelfareServiceStarted():
            return hold(state, Need.WELFARE, act)
        case e.WelfareServiceEnded():
            return lose(state, Need.WELFARE, act)
        case _:
            assert_never(body)


def need_of(kind: SupportKind) -> Need:
    """Return the need that a kind of support is for."""
    match kind:
        case SupportKind.SHELTER:
            return Need.SHELTER
        case SupportKind.SHELTERED_HOUSING:
            return Need.HOUSING
        case SupportKind.GUIDANCE:
            return Need.WELFARE
        case _:
            assert_never(kind)
