"""How benefits and advances change what is known."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.income import StopReason, SuspensionEnd
from domain.evolve.standings import apply_for, hold, lose, move_on, refuse
from domain.needs import Need
from domain.person import Person


def change(state: Person, act: Act, body: e.IncomeEvent) -> Person:
    """Return the state after something happened to a benefit or to the advance on it."""
    match body:
        case e.BenefitApplied():
            return apply_for(state, Need.BENEFIT, act)
        case e.BenefitApplicationIncomplete():
            return _suspend_term(state, act, body.complete_by)
        case e.BenefitApplicationCompleted():
            return _resume_term(state, act)
        case e.BenefitGranted():
            return hold(state, Need.BENEFIT, act)
        case e.BenefitRejected():
            return refuse(state, Need.BENEFIT, act)
        case e.BenefitSuspended():
            return lose(lose(state, Need.BENEFIT, act), Need.INCOME, act)
        case e.BenefitSuspensionEnded():
            if body.outcome is SuspensionEnd.RESUMED:
                return hold(state, Need.BENEFIT, act)
            return lose(lose(state, Need.BENEFIT, act), Need.INCOME, act)
        case e.BenefitStopped():
            state = lose(state, Need.BENEFIT, act)
            return state if body.reason is StopReason.WORK else lose(state, Need.INCOME, act)
        case e.AdvancePaid():
            return hold(hold(state, Need.ADVANCE, act), Need.CASH, act)
        case e.AdvanceRefused():
            return refuse(state, Need.ADVANCE, act)
        case e.AdvanceOffered():
            return state
        case _:
            assert_never(body)


def _suspend_term(state: Person, act: Act, complete_by: date | None) -> Person:
    pending = state.standing(Need.BENEFIT).pending
    if pending is None:
        return state
    invited = pending.invited(act.envelope.day, complete_by, act.evidence)
    return move_on(state, Need.BENEFIT, invited)


def _resume_term(state: Person, act: Act) -> Person:
    pending = state.standing(Need.BENEFIT).pending
    if pending is None:
        return state
    return move_on(state, Need.BENEFIT, pending.completed(act.envelope.day, act.evidence))
