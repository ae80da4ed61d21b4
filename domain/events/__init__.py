"""Everything that can happen: a closed union of bodies, and a closed table of their names."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, get_args

from domain.events.accounts import (
    AccountEvent,
    BankAccountClosed,
    BankAccountOpened,
    BankAccountRefused,
    DigidActivated,
    DigidRequested,
)
from domain.events.agreements import (
    AgreementAmended,
    AgreementBreached,
    AgreementFulfilled,
    AgreementMade,
    AgreementWaived,
    IntentionExpressed,
    MadeOfAgreementEvent,
)
from domain.events.base import About, EventBody, Recorder
from domain.events.care import (
    CareAccepted,
    CareDeclined,
    CareEnded,
    CareEvent,
    CareNeedAssessed,
    CareReferred,
    CareStarted,
    MedicationGapSignalled,
    MedicationHandoverCompleted,
    OutreachAttempted,
)
from domain.events.claims import (
    ClaimEvent,
    ClaimRegistered,
    ClaimSettled,
    CollectionStopGranted,
    SubstituteDetentionAnnounced,
    SubstituteDetentionImposed,
)
from domain.events.conduct import (
    ConductCertificateGranted,
    ConductCertificateRefusalIntended,
    ConductCertificateRefused,
    ConductCertificateRequested,
    ConductEvent,
)
from domain.events.corrections import (
    CorrectionEvent,
    EventCorrected,
    EventRetracted,
    EventRetractionProposed,
)
from domain.events.debts import (
    DebtArrangementEnded,
    DebtArrangementMade,
    DebtEvent,
    DebtHelpEnded,
    DebtHelpGranted,
    DebtHelpIntakeHeld,
    DebtHelpRefused,
    DebtHelpRequested,
    DebtInventoried,
    DebtRestructuringAdmitted,
    DebtRestructuringApplied,
    DebtRestructuringEnded,
    DebtRestructuringRefused,
)
from domain.events.decisions import (
    ApplicationWithdrawn,
    DecisionEvent,
    DecisionRevised,
    ObjectionDecided,
    ObjectionFiled,
)
from domain.events.derived import (
    ACCESS_LOG_TYPES,
    DERIVED_TYPES,
    DerivedType,
    not_recorded,
)
from domain.events.detention import (
    ConductDecisionTaken,
    DetentionEvent,
    DetentionGroupAssigned,
    DetentionStarted,
    DetentionTitleChanged,
    ImmediateReleaseOrdered,
    PersonAbsconded,
    PersonRegistered,
    PersonReleased,
    PlacedInInstitution,
    ReDetained,
    ReleaseDateChanged,
    ReleaseDatePlanned,
    ReturnedToInstitution,
    TemporaryLeaveGranted,
)
from domain.events.documents import (
    DocumentEvent,
    IdApplicationBlocked,
    IdCardApplied,
    IdCardHandedOver,
    IdCardIssued,
    IdCardWithdrawn,
    IdDocumentReportedMissing,
    IdDocumentVerified,
    IdentityEstablished,
    IdFeeFunded,
)
from domain.events.handover import (
    HandoverAccepted,
    HandoverEvent,
    HandoverOffered,
    HandoverRated,
    HandoverRejected,
)
from domain.events.housing import (
    HousingEnded,
    HousingEvent,
    HousingOffered,
    HousingPlaced,
    HousingPreferenceRecorded,
    HousingUrgencyGranted,
    HousingUrgencyRefused,
    RentArrearsRegistered,
    TenancyEnded,
)
from domain.events.identities import (
    IdentitiesLinked,
    IdentitiesLinkProposed,
    IdentitiesUnlinked,
    IdentitiesUnlinkProposed,
    IdentityEvent,
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
    BenefitSuspended,
    BenefitSuspensionEnded,
    IncomeEvent,
)
from domain.events.insurance import (
    InsuranceEnded,
    InsuranceEvent,
    InsuranceRestarted,
    InsuranceSuspended,
)
from domain.events.network import (
    GuidanceContactHeld,
    NetworkContactEstablished,
    NetworkEvent,
    ProgrammeExited,
)
from domain.events.notices import (
    ContactAttemptFailed,
    ContactMade,
    EmergencyProcedureStarted,
    MunicipalityContacted,
    NoticeEvent,
    PersonInformedOfRight,
    ReleaseNoticeReceived,
    ReleaseNoticeSent,
    SettlementIntentionDeclared,
)
from domain.events.organisations import (
    ContactOfficialAppointed,
    ContactOfficialWithdrawn,
    MandateEvent,
    MandateGranted,
    MandateWithdrawn,
)
from domain.events.oversight import (
    CaseConferenceHeld,
    CaseEvent,
    EscalationEvent,
    EscalationRaised,
    EscalationResolved,
    ExceptionApplied,
    OverseerAssigned,
    OverseerChanged,
    OverseerEvent,
    OversightReviewHeld,
)
from domain.events.plan import (
    BehaviouralInterventionCompleted,
    BehaviouralInterventionStarted,
    NeedOwnerAssigned,
    NeedOwnershipDisputed,
    PlanEvent,
    ReintegrationPlanDrawnUp,
    ReintegrationPlanEvaluated,
    SuitabilityAssessed,
)
from domain.events.registration import (
    AddressChangeDeclared,
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
    RegistrationEvent,
)
from domain.events.retention import KeyDestroyed, RetentionEvent, RetentionExpired
from domain.events.screening import (
    HealthNeedDeclined,
    HealthNeedIdentified,
    HealthNeedStatusVerified,
    HealthScreeningCompleted,
    NeedDeclined,
    NeedIdentified,
    NeedStatusVerified,
    ScreeningCompleted,
    ScreeningDeclined,
    ScreeningEvent,
    ScreeningStarted,
)
from domain.events.sharing import (
    ConsentGiven,
    ConsentWithdrawn,
    DataBreachSuspected,
    DataRequested,
    DataRequestRefused,
    DataShared,
    DataSubjectRequestAnswered,
    DataSubjectRequestReceived,
    HealthDataRequested,
    HealthDataShared,
    SharingEvent,
)
from domain.events.supervision import (
    ConditionalReleaseEnded,
    ConditionalReleaseStarted,
    ExtramuralPhaseEnded,
    ExtramuralPhaseStarted,
    ForensicTitleEnded,
    ForensicTitleStarted,
    SupervisionEvent,
)
from domain.events.support import (
    SocialSupportApplied,
    SocialSupportGranted,
    SocialSupportRefused,
    SocialSupportReported,
    SupportEvent,
    WelfareServiceEnded,
    WelfareServiceStarted,
)
from domain.events.work import (
    CompetenceMeasured,
    EducationLevelEstablished,
    EmployerContacted,
    EmploymentEnded,
    EmploymentStarted,
    FundingRefused,
    Referred,
    TrainingEnded,
    TrainingStarted,
    WorkEvent,
    WorkExperienceCertified,
)

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

__all__ = [
    "ACCESS_LOG_TYPES",
    "CORRECTION_TYPES",
    "DERIVED_TYPES",
    "EVENT_TYPES",
    "About",
    "AccountEvent",
    "AddressChangeDeclared",
    "AddressEnded",
    "AddressInvestigationStarted",
    "AdvanceOffered",
    "AdvancePaid",
    "AdvanceRefused",
    "AgreementAmended",
    "AgreementBreached",
    "AgreementEvent",
    "AgreementFulfilled",
    "AgreementMade",
    "AgreementWaived",
    "ApplicationWithdrawn",
    "BankAccountClosed",
    "BankAccountOpened",
    "BankAccountRefused",
    "BehaviouralInterventionCompleted",
    "BehaviouralInterventionStarted",
    "BenefitApplicationCompleted",
    "BenefitApplicationIncomplete",
    "BenefitApplied",
    "BenefitGranted",
    "BenefitRejected",
    "BenefitStopped",
    "BenefitSuspended",
    "BenefitSuspensionEnded",
    "CareAccepted",
    "CareDeclined",
    "CareEnded",
    "CareEvent",
    "CareNeedAssessed",
    "CareReferred",
    "CareStarted",
    "CaseConferenceHeld",
    "CaseEvent",
    "ClaimEvent",
    "ClaimRegistered",
    "ClaimSettled",
    "CollectionStopGranted",
    "CompetenceMeasured",
    "ConditionalReleaseEnded",
    "ConditionalReleaseStarted",
    "ConductCertificateGranted",
    "ConductCertificateRefusalIntended",
    "ConductCertificateRefused",
    "ConductCertificateRequested",
    "ConductDecisionTaken",
    "ConductEvent",
    "ConsentGiven",
    "ConsentWithdrawn",
    "ContactAttemptFailed",
    "ContactMade",
    "ContactOfficialAppointed",
    "ContactOfficialWithdrawn",
    "CorrectionEvent",
    "DataBreachSuspected",
    "DataRequestRefused",
    "DataRequested",
    "DataShared",
    "DataSubjectRequestAnswered",
    "DataSubjectRequestReceived",
    "DebtArrangementEnded",
    "DebtArrangementMade",
    "DebtEvent",
    "DebtHelpEnded",
    "DebtHelpGranted",
    "DebtHelpIntakeHeld",
    "DebtHelpRefused",
    "DebtHelpRequested",
    "DebtInventoried",
    "DebtRestructuringAdmitted",
    "DebtRestructuringApplied",
    "DebtRestructuringEnded",
    "DebtRestructuringRefused",
    "DecisionEvent",
    "DecisionRevised",
    "Deregistered",
    "DerivedType",
    "DetentionEvent",
    "DetentionGroupAssigned",
    "DetentionStarted",
    "DetentionTitleChanged",
    "DigidActivated",
    "DigidRequested",
    "DocumentEvent",
    "EducationLevelEstablished",
    "EmergencyProcedureStarted",
    "EmployerContacted",
    "EmploymentEnded",
    "EmploymentStarted",
    "EscalationEvent",
    "EscalationRaised",
    "EscalationResolved",
    "Event",
    "EventBody",
    "EventCorrected",
    "EventRetracted",
    "EventRetractionProposed",
    "ExceptionApplied",
    "ExtramuralPhaseEnded",
    "ExtramuralPhaseStarted",
    "ForensicTitleEnded",
    "ForensicTitleStarted",
    "FundingRefused",
    "GuidanceContactHeld",
    "HandoverAccepted",
    "HandoverEvent",
    "HandoverOffered",
    "HandoverRated",
    "HandoverRejected",
    "HealthDataRequested",
    "HealthDataShared",
    "HealthNeedDeclined",
    "HealthNeedIdentified",
    "HealthNeedStatusVerified",
    "HealthScreeningCompleted",
    "HousingEnded",
    "HousingEvent",
    "HousingOffered",
    "HousingPlaced",
    "HousingPreferenceRecorded",
    "HousingUrgencyGranted",
    "HousingUrgencyRefused",
    "IdApplicationBlocked",
    "IdCardApplied",
    "IdCardHandedOver",
    "IdCardIssued",
    "IdCardWithdrawn",
    "IdDocumentReportedMissing",
    "IdDocumentVerified",
    "IdFeeFunded",
    "IdentitiesLinkProposed",
    "IdentitiesLinked",
    "IdentitiesUnlinkProposed",
    "IdentitiesUnlinked",
    "IdentityEstablished",
    "IdentityEvent",
    "ImmediateReleaseOrdered",
    "IncomeEvent",
    "InsuranceEnded",
    "InsuranceEvent",
    "InsuranceRestarted",
    "InsuranceSuspended",
    "IntentionExpressed",
    "KeyDestroyed",
    "LedgerEvent",
    "MadeOfAgreementEvent",
    "MandateEvent",
    "MandateGranted",
    "MandateWithdrawn",
    "MedicationGapSignalled",
    "MedicationHandoverCompleted",
    "MunicipalityContacted",
    "NeedDeclined",
    "NeedIdentified",
    "NeedOwnerAssigned",
    "NeedOwnershipDisputed",
    "NeedStatusVerified",
    "NetworkContactEstablished",
    "NetworkEvent",
    "NoticeEvent",
    "ObjectionDecided",
    "ObjectionFiled",
    "OrganisationEvent",
    "OutreachAttempted",
    "OverseerAssigned",
    "OverseerChanged",
    "OverseerEvent",
    "OversightReviewHeld",
    "PersonAbsconded",
    "PersonEvent",
    "PersonInformedOfRight",
    "PersonRegistered",
    "PersonReleased",
    "PlacedInInstitution",
    "PlanEvent",
    "PostalAddressConsentGiven",
    "PostalAddressConsentRefused",
    "PostalAddressEnteredExOfficio",
    "PostalAddressGranted",
    "PostalAddressRefused",
    "PostalAddressRequested",
    "ProgrammeExited",
    "ReDetained",
    "Recorder",
    "Referred",
    "Registered",
    "RegisteredAtInstitutionAddress",
    "RegistrationEvent",
    "ReintegrationPlanDrawnUp",
    "ReintegrationPlanEvaluated",
    "ReleaseDateChanged",
    "ReleaseDatePlanned",
    "ReleaseNoticeReceived",
    "ReleaseNoticeSent",
    "RentArrearsRegistered",
    "RetentionEvent",
    "RetentionExpired",
    "ReturnedToInstitution",
    "ScreeningCompleted",
    "ScreeningDeclined",
    "ScreeningEvent",
    "ScreeningStarted",
    "SettlementIntentionDeclared",
    "SharingEvent",
    "SocialSupportApplied",
    "SocialSupportGranted",
    "SocialSupportRefused",
    "SocialSupportReported",
    "SubstituteDetentionAnnounced",
    "SubstituteDetentionImposed",
    "SuitabilityAssessed",
    "SupervisionEvent",
    "SupportEvent",
    "TemporaryLeaveGranted",
    "TenancyEnded",
    "TrainingEnded",
    "TrainingStarted",
    "WelfareServiceEnded",
    "WelfareServiceStarted",
    "WorkEvent",
    "WorkExperienceCertified",
    "not_recorded",
]
