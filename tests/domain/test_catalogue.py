"""Each of the 118 things that the catalogue names has its place; each type has one area."""

from collections import Counter
from typing import Final

from domain.areas import EVENT_AREA_NAMES, EventArea
from domain.events import ACCESS_LOG_TYPES, DERIVED_TYPES, EVENT_TYPES, not_recorded
from domain.events.catalogue import CATALOGUE, EVENTS_BY_AREA, area_of

NAMES: Final = """
1 PersonRegistered
2 DetentionStarted
3 DetentionTitleChanged
4 DetentionGroupAssigned
5 PlacedInInstitution
6 PersonAbsconded
7 ReturnedToInstitution
8 TemporaryLeaveGranted
9 ExtramuralPhaseStarted
10 ReleaseDatePlanned
11 ReleaseDateChanged
12 ImmediateReleaseOrdered
13 PersonReleased
14 ConditionalReleaseStarted
15 ReDetained
16 ScreeningStarted
17 ScreeningCompleted
18 ScreeningDeclined
19 NeedIdentified
20 NeedStatusVerified
21 NeedDeclined
22 NeedOwnerAssigned
23 NeedOwnershipDisputed
24 ReintegrationPlanDrawnUp
25 ReintegrationPlanEvaluated
26 SuitabilityAssessed
27 BehaviouralInterventionStarted
28 BehaviouralInterventionCompleted
29 SettlementIntentionDeclared
30 MunicipalityContacted
31 ReleaseNoticeSent
32 ReleaseNoticeReceived
33 ReleaseNoticeLate
34 EmergencyProcedureStarted
35 HandoverOffered
36 HandoverAccepted
37 HandoverRejected
38 HandoverRated
39 ResponsibilityTransferred
40 PersonInformedOfRight
41 ContactMade
42 ContactAttemptFailed
43 DataRequested
44 DataShared
45 DataRequestRefused
46 ConsentGiven
47 ConsentWithdrawn
48 DossierAccessed
49 DataSubjectRequestReceived DataSubjectRequestAnswered
50 DataBreachSuspected
51 IdDocumentVerified
52 IdDocumentExpired
53 IdDocumentReportedMissing
54 IdentityEstablished
55 IdCardApplied
56 IdApplicationBlocked
57 IdFeeFunded
58 IdCardIssued
59 IdCardHandedOver
60 DeregistrationProjected
61 AddressInvestigationStarted
62 Deregistered
63 Registered
64 RegisteredAtInstitutionAddress
65 PostalAddressRequested
66 PostalAddressConsentGiven PostalAddressConsentRefused
67 PostalAddressGranted PostalAddressRefused
68 PostalAddressEnteredExOfficio
69 BenefitStopped
70 BenefitApplied
71 BenefitApplicationIncomplete
72 BenefitGranted
73 BenefitRejected
74 AdvanceOffered
75 AdvancePaid AdvanceRefused
76 ObjectionFiled ObjectionDecided
77 DebtInventoried
78 DebtHelpIntakeHeld DebtHelpRefused
79 DebtArrangementMade
80 DebtRestructuringApplied DebtRestructuringAdmitted DebtRestructuringRefused
81 SubstituteDetentionImposed SubstituteDetentionAnnounced
82 BankAccountOpened BankAccountRefused
83 DigidActivated
84 HousingPreferenceRecorded
85 RentArrearsRegistered TenancyEnded
86 HousingUrgencyGranted HousingUrgencyRefused
87 HousingOffered HousingPlaced HousingEnded
88 CareNeedAssessed
89 CareReferred CareAccepted CareDeclined CareStarted CareEnded
90 ForensicTitleStarted ForensicTitleEnded
91 InsuranceSuspended InsuranceRestarted
92 MedicationHandoverCompleted MedicationGapSignalled
93 WorkExperienceCertified CompetenceMeasured
94 ConductCertificateRequested ConductCertificateGranted ConductCertificateRefused
95 EmployerContacted EmploymentStarted EmploymentEnded TrainingStarted
96 Referred
97 GuidanceContactHeld
98 ProgrammeExited
99 IntentionExpressed
100 AgreementMade
101 AgreementAmended
102 AgreementFulfilled
103 AgreementDueDatePassed
104 AgreementBreached
105 AgreementWaived
106 OverseerAssigned OverseerChanged
107 OversightReviewHeld
108 EscalationRaised EscalationResolved
109 CaseConferenceHeld
110 ExceptionApplied
111 MandateGranted MandateWithdrawn
112 DeadlockDetected DeadlockResolved
113 EventCorrected
114 EventRetracted
115 DecisionRevised
116 IdentitiesLinked IdentitiesUnlinked
117 LateInformationReceived
118 RetentionExpired KeyDestroyed
"""
"""Number and names of the catalogue, with the names that this ledger gives to the same things.

The benefit that is stopped, the identities that are merged or split, the certificate of conduct
and the institution address stand there under shorter names.
"""

NOT_STORED: Final = {*DERIVED_TYPES, *ACCESS_LOG_TYPES}
STORED: Final = {body.about.name: body for body in EVENT_TYPES.values()}


def named() -> dict[int, list[str]]:
    rows = (line.split() for line in NAMES.strip().splitlines())
    return {int(number): [_kebab(name) for name in names] for number, *names in rows}


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")


def test_every_number_from_1_to_118_has_its_place() -> None:
    assert list(CATALOGUE) == list(range(1, 119))
    assert list(named()) == list(CATALOGUE)


def test_every_name_of_the_catalogue_stands_at_its_number() -> None:
    missing = {
        number: [name for name in names if name not in CATALOGUE[number]]
        for number, names in named().items()
    }

    assert {number: names for number, names in missing.items() if names} == {}


def test_every_name_is_stored_computed_or_logged() -> None:
    names = {name for row in CATALOGUE.values() for name in row}

    assert names <= {*STORED, *NOT_STORED}
    assert names >= NOT_STORED


def test_no_name_stands_at_two_numbers() -> None:
    counted = Counter(name for row in CATALOGUE.values() for name in row)

    assert [name for name, count in counted.items() if count > 1] == []


def test_what_is_computed_and_what_is_stored_never_share_a_name() -> None:
    assert NOT_STORED.isdisjoint(STORED)
    assert {name: not_recorded(name) for name in STORED} == dict.fromkeys(STORED)
    assert not_recorded("release-notice-late/1") is DERIVED_TYPES["release-notice-late"]


def test_what_is_computed_rests_on_types_that_are_stored() -> None:
    for derived in DERIVED_TYPES.values():
        assert set(derived.rests_on) <= set(STORED)


def test_every_type_has_one_area_with_a_name() -> None:
    listed = [body for bodies in EVENTS_BY_AREA.values() for body in bodies]

    assert sorted(body.about.type for body in listed) == sorted(EVENT_TYPES)
    assert {area_of(body) for body in EVENT_TYPES.values()} == set(EventArea)
    assert set(EVENT_AREA_NAMES) == set(EventArea)


def test_no_two_things_have_the_same_dutch_term() -> None:
    terms = Counter(
        [body.about.dutch for body in EVENT_TYPES.values()]
        + [each.dutch for each in (*DERIVED_TYPES.values(), *ACCESS_LOG_TYPES.values())]
    )

    assert [term for term, count in terms.items() if count > 1] == []
