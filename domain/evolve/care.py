"""How care, medication and health insurance change what is known."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.care import CareEnd, CareLevel, DeclinedBy
from domain.evolve.standings import (
    apply_for,
    close,
    decline,
    from_effect,
    hold,
    lose,
    need_no_more,
    refuse,
    step,
)
from domain.needs import Need
from domain.person import Person


def change(state: Person, act: Act, body: e.CareEvent) -> Person:
    """Return the state after something happened to care or medication."""
    match body:
        case e.CareNeedAssessed():
            return _assessed(state, act, body.level)
        case e.CareReferred():
            return apply_for(state, Need.CARE, act)
        case e.CareAccepted():
            if state.standing(Need.CARE).pending is None:
                return apply_for(state, Need.CARE, act)
            return step(state, Need.CARE, act)
        case e.CareDeclined():
            if body.by is DeclinedBy.PERSON:
                return decline(close(state, Need.CARE, act), Need.CARE, act)
            return refuse(state, Need.CARE, act)
        case e.CareStarted():
            return hold(state, Need.CARE, act)
        case e.CareEnded():
            if body.reason is CareEnd.COMPLETED:
                return need_no_more(state, Need.CARE, act)
            return lose(state, Need.CARE, act)
        case e.MedicationHandoverCompleted():
            return _supplied(state, act, body.days_supplied)
        case e.MedicationGapSignalled():
            return lose(state, Need.MEDICATION, act)
        case e.OutreachAttempted():
            return state
        case _:
            assert_never(body)


def change_insurance(state: Person, act: Act, body: e.InsuranceEvent) -> Person:
    """Return the state after something happened to health insurance."""
    match body:
        case e.InsuranceSuspended():
            state = state.changed(insurance_suspended=from_effect(act, value=True))
            return lose(state, Need.INSURANCE, act)
        case e.InsuranceRestarted():
            state = state.changed(insurance_suspended=from_effect(act, value=False))
            return hold(state, Need.INSURANCE, act)
        case e.InsuranceEnded():
            state = state.changed(insurance_suspended=from_effect(act, value=False))
            return lose(state, Need.INSURANCE, act)
        case _:
            assert_never(body)


def _assessed(state: Person, act: Act, level: CareLevel) -> Person:
    if level is CareLevel.NONE:
        return need_no_more(state, Need.CARE, act)
    if state.standing(Need.CARE).held_on(act.envelope.effective_from) is not None:
        return state
    return lose(state, Need.CARE, act)


def _supplied(state: Person, act: Act, days: int | None) -> Person:
    since = act.envelope.effective_from
    last = None if days is None else since + timedelta(days=days - 1)
    return hold(state, Need.MEDICATION, act, last)
