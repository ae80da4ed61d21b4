"""How one act changes what is known of a person.

`evolve` never refuses and never looks at a clock. What does not fit (a release without a detention,
a decision without an application) changes the state as far as it can, and is reported by
`domain.findings`. Each area of events has a module with a function `change`; what is in none of
them says nothing of the state of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import Any, Final, get_args

from domain import events as e
from domain.envelope import Act
from domain.evolve import (
    care,
    debts,
    decisions,
    detention,
    documents,
    housing,
    income,
    notices,
    registration,
    screening,
    support,
    work,
)
from domain.person import Person

Change = Callable[[Person, Act, Any], Person]
"""How the bodies of one area change the state; takes the bodies of that area only."""


def _unchanged(state: Person, act: Act, body: e.EventBody) -> Person:  # noqa: ARG001 - one form
    """Return the state as it was: who is accountable and what was said is folded elsewhere."""
    return state


_AREAS: Final[tuple[tuple[Any, Change], ...]] = (
    (e.DetentionEvent, detention.change),
    (e.SupervisionEvent, detention.change_supervision),
    (e.ScreeningEvent, screening.change),
    (e.PlanEvent, _unchanged),
    (e.NoticeEvent, notices.change),
    (e.HandoverEvent, _unchanged),
    (e.SharingEvent, _unchanged),
    (e.DocumentEvent, documents.change),
    (e.RegistrationEvent, registration.change),
    (e.IncomeEvent, income.change),
    (e.DecisionEvent, decisions.change),
    (e.DebtEvent, debts.change),
    (e.ClaimEvent, debts.change_claims),
    (e.AccountEvent, documents.change_accounts),
    (e.HousingEvent, housing.change),
    (e.CareEvent, care.change),
    (e.InsuranceEvent, care.change_insurance),
    (e.SupportEvent, support.change),
    (e.WorkEvent, work.change),
    (e.ConductEvent, work.change_conduct),
    (e.NetworkEvent, work.change_network),
    (e.EscalationEvent, _unchanged),
    (e.CaseEvent, _unchanged),
    (e.IdentityEvent, _unchanged),
    # None of these belongs in the stream of a person; where one stands there, it says nothing.
    (e.AgreementEvent, _unchanged),
    (e.OrganisationEvent, _unchanged),
    (e.LedgerEvent, _unchanged),
)

CHANGES: Final = MappingProxyType(
    {body: change for area, change in _AREAS for body in get_args(area)}
)
"""For every body but the corrections, the function that folds it."""


def fold(person: str, acts: Iterable[Act]) -> Person:
    """Return the state of `person` after `acts`, which are in order and already resolved."""
    state = Person(person)
    counted = 0
    for act in acts:
        if act.body is not None:
            state = _after(state, act, act.body)
            counted += 1
    return state.changed(acts=counted)


def evolve(state: Person, act: Act) -> Person:
    """Return the state after one more act; an erased act (body None) changes nothing.

    Raises:
        AssertionError: The act is a correction; those are resolved before anything is folded.
    """
    if act.body is None:
        return state
    return _after(state, act, act.body).changed(acts=state.acts + 1)


def _after(state: Person, act: Act, body: e.EventBody) -> Person:
    """Return the state after one more act, which is not counted yet."""
    change = CHANGES.get(type(body))
    if change is None:
        msg = f"{act.envelope.type} has to be resolved before anything is folded"
        raise AssertionError(msg)
    return change(state, act, body)
