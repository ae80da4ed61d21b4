"""How debts, help with them and claims of the state change what is known."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.debts import ArrangementEnd, DebtHelpEnd, DebtThreat, RestructuringEnd
from domain.evolve.standings import (
    apply_for,
    from_effect,
    hold,
    lose,
    need_no_more,
    refuse,
    said,
    step,
)
from domain.needs import Need
from domain.person import Claim, Person


def change(state: Person, act: Act, body: e.DebtEvent) -> Person:
    """Return the state after something happened to debts."""
    match body:
        case e.DebtInventoried():
            return state.changed(debts_inventoried=said(act, value=True))
        case e.DebtHelpRequested():
            if body.threat is not None:
                threatened = body.threat is not DebtThreat.NONE
                state = state.changed(debt_threat=said(act, threatened))
            return apply_for(state, Need.DEBT_HELP, act)
        case e.DebtHelpIntakeHeld():
            return step(state, Need.DEBT_HELP, act)
        case e.DebtHelpGranted():
            return hold(state, Need.DEBT_HELP, act)
        case e.DebtHelpRefused():
            return refuse(state, Need.DEBT_HELP, act)
        case e.DebtHelpEnded():
            completed = body.reason is DebtHelpEnd.COMPLETED
            return _end(state, Need.DEBT_HELP, act, completed=completed)
        case e.DebtArrangementMade():
            if body.with_collection_agency:
                state = state.changed(collection_arrangement=from_effect(act, value=True))
            return hold(state, Need.DEBT_HELP, act)
        case e.DebtArrangementEnded():
            if body.with_collection_agency:
                state = state.changed(collection_arrangement=from_effect(act, value=False))
            completed = body.reason is ArrangementEnd.COMPLETED
            return _end(state, Need.DEBT_HELP, act, completed=completed)
        case e.DebtRestructuringApplied():
            return apply_for(state, Need.DEBT_RESTRUCTURING, act)
        case e.DebtRestructuringAdmitted():
            return hold(state, Need.DEBT_RESTRUCTURING, act)
        case e.DebtRestructuringRefused():
            return refuse(state, Need.DEBT_RESTRUCTURING, act)
        case e.DebtRestructuringEnded():
            completed = body.outcome is RestructuringEnd.DISCHARGED
            return _end(state, Need.DEBT_RESTRUCTURING, act, completed=completed)
        case _:
            assert_never(body)


def change_claims(state: Person, act: Act, body: e.ClaimEvent) -> Person:
    """Return the state after something happened to a claim of the state."""
    match body:
        case e.ClaimRegistered():
            envelope = act.envelope
            claim = Claim(
                kind=body.claim,
                amount=body.amount,
                since=envelope.day,
                settled_on=None,
                how=None,
                correlation=envelope.correlation,
                evidence=act.evidence,
            )
            return state.changed(claims=(*state.claims, claim))
        case e.ClaimSettled():
            return _settle(state, act, body)
        case e.CollectionStopGranted():
            return state.changed(collection_stop=from_effect(act, value=True, until=body.until))
        case e.SubstituteDetentionAnnounced() | e.SubstituteDetentionImposed():
            return state
        case _:
            assert_never(body)


def _end(state: Person, need: Need, act: Act, *, completed: bool) -> Person:
    return need_no_more(state, need, act) if completed else lose(state, need, act)


def _settle(state: Person, act: Act, body: e.ClaimSettled) -> Person:
    index = _settled_claim(state.claims, act, body)
    if index is None:
        return state
    settled = replace(
        state.claims[index],
        settled_on=act.envelope.day,
        how=body.how,
        evidence=(*state.claims[index].evidence, *act.evidence),
    )
    return state.changed(claims=(*state.claims[:index], settled, *state.claims[index + 1 :]))


def _settled_claim(claims: tuple[Claim, ...], act: Act, body: e.ClaimSettled) -> int | None:
    """Return which open claim is settled: the one it is correlated with, else the oldest."""
    correlation = act.envelope.correlation
    opened = [
        index
        for index, claim in enumerate(claims)
        if claim.settled_on is None and claim.kind is body.claim
    ]
    if correlation is not None:
        for index in opened:
            if claims[index].correlation == correlation:
                return index
        opened = [index for index in opened if claims[index].correlation is None]
    return opened[0] if opened else None
