"""The unions of what can stand in each kind of stream, and the closed table of stable names."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, get_args

from domain.events.accounts import AccountEvent
from domain.events.agreements import MadeOfAgreementEvent
from domain.events.care import CareEvent
from domain.events.claims import ClaimEvent
from domain.events.conduct import ConductEvent
from domain.events.corrections import CorrectionEvent
from domain.events.debts import DebtEvent
from domain.events.decisions import DecisionEvent
from domain.events.detention import DetentionEvent
from domain.events.documents import DocumentEvent
from domain.events.handover import HandoverEvent
from domain.events.housing import HousingEvent
from domain.events.identities import IdentityEvent
from domain.events.income import IncomeEvent
from domain.events.insurance import InsuranceEvent
from domain.events.network import NetworkEvent
from domain.events.notices import NoticeEvent
from domain.events.organisations import MandateEvent
from domain.events.oversight import CaseEvent, EscalationEvent, OverseerEvent
from domain.events.plan import PlanEvent
from domain.events.registration import RegistrationEvent
from domain.events.retention import RetentionEvent
from domain.events.screening import ScreeningEvent
from domain.events.sharing import DataBreachSuspected, SharingEvent
from domain.events.supervision import SupervisionEvent
from domain.events.support import SupportEvent
from domain.events.work import WorkEvent

PersonEvent = (
    DetentionEvent
    | SupervisionEvent
    | ScreeningEvent
    | PlanEvent
    | NoticeEvent
    | HandoverEvent
    | SharingEvent
    | DocumentEvent
    | RegistrationEvent
    | IncomeEvent
    | DecisionEvent
    | DebtEvent
    | ClaimEvent
    | AccountEvent
    | HousingEvent
    | CareEvent
    | InsuranceEvent
    | SupportEvent
    | WorkEvent
    | ConductEvent
    | NetworkEvent
    | EscalationEvent
    | CaseEvent
    | IdentityEvent
)
"""What can happen in the life of a person; `evolve` knows every one of them."""

AgreementEvent = MadeOfAgreementEvent | OverseerEvent | EscalationEvent
"""What can happen to an agreement, in a stream of its own."""

OrganisationEvent = MandateEvent | DataBreachSuspected
"""What can happen to an organisation, in a stream of its own."""

LedgerEvent = RetentionEvent
"""What can happen to the ledger itself."""

Event = PersonEvent | AgreementEvent | OrganisationEvent | LedgerEvent | CorrectionEvent
"""Every body that the ledger stores."""

EVENT_TYPES: Final = MappingProxyType({body.about.type: body for body in get_args(Event)})
"""The closed table from stable name (`id-card-applied/1`) to the class of its body."""

CORRECTION_TYPES: Final = frozenset(body.about.type for body in get_args(CorrectionEvent))
"""The stable names of the events that name another event which they correct or retract."""
