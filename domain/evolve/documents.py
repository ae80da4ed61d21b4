"""How documents, bank accounts and DigiD change what is known."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_never

from domain import events as e
from domain.answers import IDENTITY_DOCUMENTS
from domain.envelope import Act
from domain.evolve.standings import (
    answer,
    apply_for,
    closed_by,
    hold,
    hold_from,
    lose,
    refuse,
    said,
    step,
    with_standing,
)
from domain.needs import Need
from domain.person import Person


def change(state: Person, act: Act, body: e.DocumentEvent) -> Person:
    """Return the state after something happened to identity or to the document that proves it."""
    match body:
        case e.IdDocumentVerified():
            return _verified(state, act, body)
        case e.IdDocumentReportedMissing():
            if body.kind not in IDENTITY_DOCUMENTS:
                return state
            state = lose(state, Need.ID_DOCUMENT, act, on=act.envelope.day)
            return answer(state, Need.ID_DOCUMENT, act, arranged=False, document=body.kind)
        case e.IdentityEstablished():
            return hold(state, Need.IDENTITY, act)
        case e.IdCardApplied():
            return apply_for(state, Need.ID_DOCUMENT, act)
        case e.IdApplicationBlocked():
            return refuse(state, Need.ID_DOCUMENT, act)
        case e.IdFeeFunded():
            return hold(state, Need.CASH, act)
        case e.IdCardIssued():
            state = step(state, Need.ID_DOCUMENT, act)
            return state.changed(card_issued=said(act, value=True))
        case e.IdCardWithdrawn():
            state = state.changed(card_issued=said(act, value=False))
            return refuse(state, Need.ID_DOCUMENT, act)
        case e.IdCardHandedOver():
            state = state.changed(card_issued=said(act, value=False))
            state = hold(state, Need.ID_DOCUMENT, act, body.valid_until)
            return hold_from(state, Need.IDENTITY, act, act.envelope.effective_from, None)
        case _:
            assert_never(body)


def change_accounts(state: Person, act: Act, body: e.AccountEvent) -> Person:
    """Return the state after something happened to a bank account or DigiD."""
    match body:
        case e.BankAccountOpened():
            return hold(state, Need.BANK_ACCOUNT, act)
        case e.BankAccountRefused():
            return refuse(state, Need.BANK_ACCOUNT, act)
        case e.BankAccountClosed():
            return lose(state, Need.BANK_ACCOUNT, act)
        case e.DigidRequested():
            return apply_for(state, Need.DIGID, act)
        case e.DigidActivated():
            return hold(state, Need.DIGID, act)
        case _:
            assert_never(body)


def _verified(state: Person, act: Act, body: e.IdDocumentVerified) -> Person:
    day = act.envelope.day
    if body.kind in IDENTITY_DOCUMENTS:
        if body.valid_until is not None and body.valid_until < day:
            state = lose(state, Need.ID_DOCUMENT, act, on=body.valid_until + timedelta(days=1))
        else:
            standing = closed_by(state, Need.ID_DOCUMENT, act)
            seen = standing.granted(day, body.valid_until, act.evidence, found=True)
            state = with_standing(state, Need.ID_DOCUMENT, seen)
            state = answer(state, Need.ID_DOCUMENT, act, arranged=True, document=body.kind)
    return hold_from(state, Need.IDENTITY, act, day, None)
