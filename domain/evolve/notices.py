"""How notices change what is known: where the person will settle, and who was told when."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from domain import events as e
from domain.envelope import Act
from domain.evolve.standings import said
from domain.person import Notice, Person


def change(state: Person, act: Act, body: e.NoticeEvent) -> Person:
    """Return the state after something was told."""
    match body:
        case e.SettlementIntentionDeclared():
            return state.changed(settlement=said(act, body.municipality))
        case e.ReleaseNoticeSent():
            envelope = act.envelope
            notice = Notice(envelope.day, body.release_on, envelope.to, None, act.evidence)
            return state.changed(notices=(*state.notices, notice))
        case e.ReleaseNoticeReceived():
            return _receive(state, act)
        case (
            e.MunicipalityContacted()
            | e.EmergencyProcedureStarted()
            | e.PersonInformedOfRight()
            | e.ContactMade()
            | e.ContactAttemptFailed()
        ):
            return state
        case _:
            assert_never(body)


def _receive(state: Person, act: Act) -> Person:
    for index in range(len(state.notices) - 1, -1, -1):
        notice = state.notices[index]
        if notice.received is None:
            evidence = (*notice.evidence, *act.evidence)
            received = replace(notice, received=act.envelope.day, evidence=evidence)
            return state.changed(
                notices=(*state.notices[:index], received, *state.notices[index + 1 :])
            )
    return state
