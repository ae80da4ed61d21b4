"""How what is asked and found changes what is known of needs."""

from __future__ import annotations

from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.screening import ScreeningAnswer
from domain.evolve.standings import answer as answered
from domain.evolve.standings import decline, lose, said, with_standing
from domain.needs import Need
from domain.person import Person
from domain.standing import Noted


def change(state: Person, act: Act, body: e.ScreeningEvent) -> Person:
    """Return the state after a screening, or after someone found how a need stands."""
    match body:
        case e.ScreeningCompleted():
            for finding in body.findings:
                state = _answer(state, finding.need, finding.answer, act)
            return state
        case e.HealthScreeningCompleted():
            for need, answer in ((Need.CARE, body.care), (Need.MEDICATION, body.medication)):
                if answer is not None:
                    state = _answer(state, need, answer, act)
            return state
        case e.NeedIdentified() | e.HealthNeedIdentified():
            return _answer(state, body.need, ScreeningAnswer.NOT_ARRANGED, act)
        case e.NeedStatusVerified() | e.HealthNeedStatusVerified():
            return _answer(state, body.need, body.answer, act)
        case e.NeedDeclined() | e.HealthNeedDeclined():
            return _answer(state, body.need, ScreeningAnswer.DECLINED, act)
        case e.ScreeningStarted() | e.ScreeningDeclined():
            return state
        case _:
            assert_never(body)


def _answer(state: Person, need: Need, answer: ScreeningAnswer, act: Act) -> Person:
    standing = state.standing(need)
    day, by = act.envelope.day, act.evidence
    match answer:
        case ScreeningAnswer.ARRANGED:
            state = with_standing(state, need, standing.confirmed(day, by))
            state = answered(state, need, act, arranged=True)
        case ScreeningAnswer.NOT_ARRANGED:
            state = lose(state, need, act, on=day)
            state = answered(state, need, act, arranged=False)
        case ScreeningAnswer.DECLINED:
            state = decline(state, need, act)
        case ScreeningAnswer.NOT_APPLICABLE:
            state = with_standing(state, need, standing._replace(not_applicable=Noted(day, by)))
        case ScreeningAnswer.UNKNOWN:
            return state
        case _:
            assert_never(answer)
    if need is Need.HOUSING and state.standing(need).contested_on(day) is not None:
        # As long as it is contested nobody knows whether there is a dwelling.
        return state.changed(dwelling=None, housing_offered=None)
    if need is Need.HOUSING and answer is ScreeningAnswer.ARRANGED:
        return state.changed(dwelling=said(act, value=True))
    if need is Need.HOUSING and answer is ScreeningAnswer.NOT_ARRANGED:
        # Whoever finds housing not arranged has found no dwelling and no offer of one.
        nothing = said(act, value=False)
        return state.changed(dwelling=nothing, housing_offered=nothing)
    return state
