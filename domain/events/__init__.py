"""Everything that can happen: a closed union of bodies, and a closed table of their names."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, get_args

from domain.events.base import About, EventBody, Recorder
from domain.events.corrections import EventCorrected, EventRetracted, EventRetractionProposed
from domain.events.detention import (
    DetentionStarted,
    DetentionTitleChanged,
    ImmediateReleaseOrdered,
    PersonRegistered,
    PersonReleased,
    PlacedInInstitution,
    ReDetained,
    ReleaseDateChanged,
    ReleaseDatePlanned,
)
from domain.events.documents import (
    IdApplicationBlocked,
    IdCardApplied,
    IdCardHandedOver,
    IdCardIssued,
    IdDocumentReportedMissing,
    IdDocumentVerified,
    IdentityEstablished,
    IdFeeFunded,
)
from domain.events.housing import (
    HousingEnded,
    HousingOffered,
    HousingPlaced,
    HousingPreferenceRecorded,
    HousingUrgencyGranted,
    HousingUrgencyRefused,
    RentArrearsRegistered,
    TenancyEnded,
)
from domain.events.income import (
    AdvanceOffered,
    AdvancePaid,
    AdvanceRefused,
    BenefitApplicationCompleted,
    BenefitApplicationIncomplete,
    BenefitApplied,
    BenefitGranted,
    BenefitRejected,
    BenefitStopped,
)
from domain.events.notices import (
    ReleaseNoticeReceived,
    ReleaseNoticeSent,
    SettlementIntentionDeclared,
)
from domain.events.registration import (
    AddressEnded,
    AddressInvestigationStarted,
    Deregistered,
    PostalAddressConsentGiven,
    PostalAddressConsentRefused,
    PostalAddressEnteredExOfficio,
    PostalAddressGranted,
    PostalAddressRefused,
    PostalAddressRequested,
    Registered,
    RegisteredAtInstitutionAddress,
)
from domain.events.screening import (
    HealthScreeningCompleted,
    NeedDeclined,
    NeedStatusVerified,
    ScreeningCompleted,
    ScreeningDeclined,
    ScreeningStarted,
)

PersonEvent = (
    PersonRegistered
    | DetentionStarted
    | ReDetained
    | DetentionTitleChanged
    | PlacedInInstitution
    | ReleaseDatePlanned
    | ReleaseDateChanged
    | ImmediateReleaseOrdered
    | PersonReleased
    | ScreeningStarted
    | ScreeningCompleted
    | HealthScreeningCompleted
    | ScreeningDeclined
    | NeedStatusVerified
    | NeedDeclined
    | SettlementIntentionDeclared
    | ReleaseNoticeSent
    | ReleaseNoticeReceived
    | IdDocumentVerified
    | IdDocumentReportedMissing
    | IdentityEstablished
    | IdCardApplied
    | IdApplicationBlocked
    | IdFeeFunded
    | IdCardIssued
    | IdCardHandedOver
    | Registered
    | RegisteredAtInstitutionAddress
    | AddressInvestigationStarted
    | Deregistered
    | PostalAddressRequested
    | PostalAddressConsentGiven
    | PostalAddressConsentRefused
    | PostalAddressGranted
    | PostalAddressRefused
    | PostalAddressEnteredExOfficio
    | AddressEnded
    | BenefitApplied
    | BenefitApplicationIncomplete
    | BenefitApplicationCompleted
    | BenefitGranted
    | BenefitRejected
    | BenefitStopped
    | AdvanceOffered
    | AdvancePaid
    | AdvanceRefused
    | HousingPreferenceRecorded
    | RentArrearsRegistered
    | TenancyEnded
    | HousingUrgencyGranted
    | HousingUrgencyRefused
    | HousingOffered
    | HousingPlaced
    | HousingEnded
)
"""What can happen in the life of a person; `evolve` matches every one of them."""

CorrectionEvent = EventCorrected | EventRetractionProposed | EventRetracted
"""What changes how an earlier event is read; resolved before anything is folded."""

Event = PersonEvent | CorrectionEvent
"""Every body that the ledger stores."""

EVENT_TYPES: Final = MappingProxyType(
    {body.about.type: body for body in (*get_args(PersonEvent), *get_args(CorrectionEvent))}
)
"""The closed table from stable name (`id-card-applied/1`) to the class of its body."""

CORRECTION_TYPES: Final = frozenset(body.about.type for body in get_args(CorrectionEvent))
"""The stable names of the events that name another event which they correct or retract."""

__all__ = [
    "CORRECTION_TYPES",
    "EVENT_TYPES",
    "About",
    "AddressEnded",
    "AddressInvestigationStarted",
    "AdvanceOffered",
    "AdvancePaid",
    "AdvanceRefused",
    "BenefitApplicationCompleted",
    "BenefitApplicationIncomplete",
    "BenefitApplied",
    "BenefitGranted",
    "BenefitRejected",
    "BenefitStopped",
    "CorrectionEvent",
    "Deregistered",
    "DetentionStarted",
    "DetentionTitleChanged",
    "Event",
    "EventBody",
    "EventCorrected",
    "EventRetracted",
    "EventRetractionProposed",
    "HealthScreeningCompleted",
    "HousingEnded",
    "HousingOffered",
    "HousingPlaced",
    "HousingPreferenceRecorded",
    "HousingUrgencyGranted",
    "HousingUrgencyRefused",
    "IdApplicationBlocked",
    "IdCardApplied",
    "IdCardHandedOver",
    "IdCardIssued",
    "IdDocumentReportedMissing",
    "IdDocumentVerified",
    "IdFeeFunded",
    "IdentityEstablished",
    "ImmediateReleaseOrdered",
    "NeedDeclined",
    "NeedStatusVerified",
    "PersonEvent",
    "PersonRegistered",
    "PersonReleased",
    "PlacedInInstitution",
    "PostalAddressConsentGiven",
    "PostalAddressConsentRefused",
    "PostalAddressEnteredExOfficio",
    "PostalAddressGranted",
    "PostalAddressRefused",
    "PostalAddressRequested",
    "ReDetained",
    "Recorder",
    "Registered",
    "RegisteredAtInstitutionAddress",
    "ReleaseDateChanged",
    "ReleaseDatePlanned",
    "ReleaseNoticeReceived",
    "ReleaseNoticeSent",
    "RentArrearsRegistered",
    "ScreeningCompleted",
    "ScreeningDeclined",
    "ScreeningStarted",
    "SettlementIntentionDeclared",
    "TenancyEnded",
]
