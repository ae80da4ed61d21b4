"""How work, schooling, a certificate of conduct and the people around a person change things."""

from __future__ import annotations

from typing import Final, assert_never

from domain import events as e
from domain.envelope import Act
from domain.events.work import EducationLevel, TrainingResult
from domain.evolve.standings import apply_for, hold, lose, refuse, said, step
from domain.needs import Need
from domain.person import Person

_QUALIFIED: Final = frozenset({EducationLevel.BASIC_QUALIFICATION, EducationLevel.HIGHER})


def change(state: Person, act: Act, body: e.WorkEvent) -> Person:
    """Return the state after something happened to work or schooling."""
    match body:
        case e.EmployerContacted():
            return state.changed(employer_found=said(act, value=True))
        case e.EmploymentStarted():
            return hold(hold(state, Need.WORK, act), Need.INCOME, act)
        case e.EmploymentEnded():
            return lose(lose(state, Need.WORK, act), Need.INCOME, act)
        case e.TrainingStarted():
            return hold(state, Need.EDUCATION, act)
        case e.TrainingEnded():
            if body.result is TrainingResult.BROKEN_OFF:
                return lose(state, Need.EDUCATION, act)
            return hold(state, Need.EDUCATION, act)
        case e.EducationLevelEstablished():
            return state.changed(basic_qualification=said(act, body.level in _QUALIFIED))
        case (
            e.WorkExperienceCertified() | e.CompetenceMeasured() | e.Referred() | e.FundingRefused()
        ):
            return state
        case _:
            assert_never(body)


def change_conduct(state: Person, act: Act, body: e.ConductEvent) -> Person:
    """Return the state after something happened to a certificate of conduct."""
    match body:
        case e.ConductCertificateRequested():
            return apply_for(state, Need.CONDUCT_CERTIFICATE, act)
        case e.ConductCertificateRefusalIntended():
            return step(state, Need.CONDUCT_CERTIFICATE, act)
        case e.ConductCertificateGranted():
            state = state.changed(conduct_refused=said(act, value=False))
            return hold(state, Need.CONDUCT_CERTIFICATE, act)
        case e.ConductCertificateRefused():
            state = state.changed(conduct_refused=said(act, value=True))
            return refuse(state, Need.CONDUCT_CERTIFICATE, act)
        case _:
            assert_never(body)


def change_network(state: Person, act: Act, body: e.NetworkEvent) -> Person:
    """Return the state after something happened to the people around a person."""
    match body:
        case e.GuidanceContactHeld() | e.NetworkContactEstablished():
            return hold(state, Need.NETWORK, act)
        case e.ProgrammeExited():
            return state
        case _:
            assert_never(body)
