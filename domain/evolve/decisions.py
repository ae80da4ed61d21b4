"""How applications taken back and decisions put off or revised change what is known."""

from __future__ import annotations

from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.decisions import DecisionOn, RevisedOutcome
from domain.evolve.standings import close, hold, lose, move_on
from domain.needs import Need
from domain.person import Person


def change(state: Person, act: Act, body: e.DecisionEvent) -> Person:
    """Return the state after something happened to an application or a decision."""
    match body:
        case e.ApplicationWithdrawn():
            return close(state, body.need, act)
        case e.DecisionTermExtended():
            return _put_off(state, act, body)
        case e.DecisionRevised():
            return _revise(state, act, body.need, body.outcome)
        case e.DefaultNoticeGiven() | e.ObjectionFiled() | e.ObjectionDecided():
            return state
        case _:
            assert_never(body)


def _put_off(state: Person, act: Act, body: e.DecisionTermExtended) -> Person:
    if body.need is None or body.decision is not DecisionOn.APPLICATION:
        return state
    pending = state.standing(body.need).pending
    if pending is None:
        return state
    put_off = pending.put_off(act.envelope.day, body.until, act.evidence)
    return move_on(state, body.need, put_off)


def _revise(state: Person, act: Act, need: Need, outcome: RevisedOutcome) -> Person:
    match outcome:
        case RevisedOutcome.GRANTED:
            return hold(state, need, act)
        case RevisedOutcome.REFUSED:
            return close(lose(state, need, act), need, act)
        case RevisedOutcome.CHANGED:
            return state
        case _:
            assert_never(outcome)
