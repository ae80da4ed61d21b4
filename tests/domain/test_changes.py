"""What each event changes: given what happened before, how the need or the fact stands after."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from domain import events as e
from domain.events.accounts import AccountRefusal
from domain.events.base import EventBody
from domain.events.care import CareDecline, CareEnd, CareLevel, DeclinedBy, ProviderKind
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.conduct import ConductRefusal
from domain.events.debts import (
    ArrangementEnd,
    CreditorKind,
    DebtClass,
    DebtHelpEnd,
    DebtHelpRefusal,
    DebtThreat,
    RestructuringEnd,
    RestructuringRefusal,
)
from domain.events.decisions import RevisedOutcome
from domain.events.detention import AbscondingKind, DetentionGroup, GroupBasis
from domain.events.documents import (
    ApplicationPlace,
    BlockReason,
    DocumentKind,
    FeePayer,
    IdentityMethod,
    WithdrawalReason,
)
from domain.events.housing import HousingEndReason, HousingKind, UrgencyRefusal
from domain.events.income import (
    MissingItem,
    RejectionReason,
    StopReason,
    SuspensionEnd,
    SuspensionReason,
)
from domain.events.insurance import InsuranceEnd
from domain.events.network import NetworkKind
from domain.events.registration import (
    AddressGiver,
    AddressRefusal,
    ConsentRefusal,
    DeclaredAddress,
    DeregistrationKind,
)
from domain.events.screening import Finding, ScreeningAnswer
from domain.events.supervision import ConditionalReleaseEnd, ExtramuralEnd, ExtramuralKind
from domain.events.support import SupportKind, SupportRefusal
from domain.events.work import EducationLevel, EmploymentEnd, TrainingResult
from domain.needs import Need
from domain.person import Known, Person, in_force
from tests.domain.acts import act, history, state
from tests.domain.bodies import PERSON_BODIES

BEFORE, DAY, LATER = "2026-03-01", "2026-03-02", "2026-03-03"

MET, UNMET, PENDING = "met", "unmet", "pending"
DECLINED, NEEDLESS, UNKNOWN = "declined", "needless", "unknown"

FINE: Final = e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500)
CARD: Final = e.IdCardApplied(place=ApplicationPlace.DESK)
REGISTERED: Final = e.Registered(municipality="Tilburg")
HOUSED: Final = e.HousingPlaced(kind=HousingKind.DWELLING)
SHELTERED: Final = e.HousingPlaced(kind=HousingKind.SHELTER)
SHELTER_ASKED: Final = e.SocialSupportApplied(kind=SupportKind.SHELTER)
ARRANGED: Final = ScreeningAnswer.ARRANGED
PAYING: Final = e.DebtArrangementMade(with_collection_agency=True)


def stands(person: Person, need: Need, on: str = LATER) -> str:
    """How a need stands on a day, in one word."""
    standing, day = person.standing(need), date.fromisoformat(on)
    if standing.not_applicable:
        return NEEDLESS
    if standing.held_on(day):
        return MET
    if standing.declined:
        return DECLINED
    if standing.pending:
        return PENDING
    return UNMET if standing.lost else UNKNOWN


@dataclass(frozen=True)
class Case:
    """Given some events, and then one more: what becomes of one need."""

    then: EventBody
    need: Need
    becomes: str
    given: tuple[EventBody, ...] = ()
    name: str = ""


def _case(then: EventBody, need: Need, becomes: str, *given: EventBody, name: str = "") -> Case:
    return Case(then, need, becomes, given, name)


CASES: Final = [
    # Screening
    _case(
        e.ScreeningCompleted(findings=(Finding(need=Need.WORK, answer=ARRANGED),)), Need.WORK, MET
    ),
    _case(e.HealthScreeningCompleted(care=ScreeningAnswer.NOT_ARRANGED), Need.CARE, UNMET),
    _case(e.NeedIdentified(need=Need.HOUSING), Need.HOUSING, UNMET, HOUSED),
    _case(e.NeedStatusVerified(need=Need.DIGID, answer=ARRANGED), Need.DIGID, MET),
    _case(e.NeedDeclined(need=Need.NETWORK, informed=True), Need.NETWORK, DECLINED),
    _case(e.HealthNeedIdentified(need=Need.CARE), Need.CARE, UNMET),
    _case(e.HealthNeedStatusVerified(need=Need.CARE, answer=ARRANGED), Need.CARE, MET),
    _case(e.HealthNeedDeclined(need=Need.MEDICATION, informed=True), Need.MEDICATION, DECLINED),
    # Identity
    _case(
        e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None), Need.ID_DOCUMENT, MET
    ),
    _case(
        e.IdDocumentReportedMissing(kind=DocumentKind.ID_CARD),
        Need.ID_DOCUMENT,
        UNMET,
        e.IdCardHandedOver(),
    ),
    _case(e.IdentityEstablished(method=IdentityMethod.QUESTIONS), Need.IDENTITY, MET),
    _case(CARD, Need.ID_DOCUMENT, PENDING),
    _case(e.IdApplicationBlocked(reason=BlockReason.NO_FEE), Need.ID_DOCUMENT, UNMET, CARD),
    _case(e.IdFeeFunded(payer=FeePayer.PRISON), Need.CASH, MET),
    _case(e.IdCardIssued(), Need.ID_DOCUMENT, PENDING, CARD),
    _case(
        e.IdCardWithdrawn(reason=WithdrawalReason.NOT_COLLECTED),
        Need.ID_DOCUMENT,
        UNMET,
        CARD,
        e.IdCardIssued(),
    ),
    _case(e.IdCardHandedOver(), Need.ID_DOCUMENT, MET, CARD),
    # Register and address
    _case(REGISTERED, Need.REGISTRATION, MET),
    _case(e.RegisteredAtInstitutionAddress(municipality="Vught"), Need.ADDRESS, MET),
    _case(
        e.AddressChangeDeclared(kind=DeclaredAddress.DWELLING, municipality="Breda"),
        Need.REGISTRATION,
        PENDING,
    ),
    _case(
        e.AddressChangeDeclared(kind=DeclaredAddress.POSTAL_ADDRESS, municipality="Breda"),
        Need.ADDRESS,
        PENDING,
        name="address-change-declared for a postal address",
    ),
    _case(
        e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN),
        Need.REGISTRATION,
        UNMET,
        REGISTERED,
    ),
    _case(e.PostalAddressRequested(), Need.ADDRESS, PENDING),
    _case(e.PostalAddressGranted(giver=AddressGiver.FAMILY), Need.ADDRESS, MET),
    _case(e.PostalAddressRefused(reason=AddressRefusal.NO_GIVER), Need.ADDRESS, UNMET),
    _case(e.PostalAddressEnteredExOfficio(), Need.ADDRESS, MET),
    _case(
        e.AddressEnded(reason=ConsentRefusal.NO_CONTACT),
        Need.ADDRESS,
        UNMET,
        e.PostalAddressEnteredExOfficio(),
    ),
    # Income
    _case(e.BenefitApplied(), Need.BENEFIT, PENDING),
    _case(
        e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,)),
        Need.BENEFIT,
        PENDING,
        e.BenefitApplied(),
    ),
    _case(e.BenefitApplicationCompleted(), Need.BENEFIT, PENDING, e.BenefitApplied()),
    _case(e.BenefitGranted(), Need.BENEFIT, MET),
    _case(e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), Need.BENEFIT, UNMET),
    _case(
        e.BenefitSuspended(reason=SuspensionReason.DATA_MISSING),
        Need.BENEFIT,
        UNMET,
        e.BenefitGranted(),
    ),
    _case(
        e.BenefitSuspensionEnded(outcome=SuspensionEnd.RESUMED),
        Need.BENEFIT,
        MET,
        e.BenefitGranted(),
        e.BenefitSuspended(reason=SuspensionReason.DATA_MISSING),
    ),
    _case(
        e.BenefitSuspensionEnded(outcome=SuspensionEnd.WITHDRAWN),
        Need.INCOME,
        UNMET,
        e.BenefitGranted(),
        name="benefit-suspension-ended by withdrawal",
    ),
    _case(e.BenefitStopped(reason=StopReason.DETENTION), Need.BENEFIT, UNMET, e.BenefitGranted()),
    _case(e.AdvancePaid(), Need.ADVANCE, MET),
    _case(e.AdvanceRefused(reason=RejectionReason.DETAINED), Need.ADVANCE, UNMET),
    _case(
        e.ApplicationWithdrawn(need=Need.BENEFIT),
        Need.BENEFIT,
        UNMET,
        e.BenefitRejected(reason=RejectionReason.NO_ADDRESS),
        e.BenefitApplied(),
    ),
    _case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.GRANTED),
        Need.BENEFIT,
        MET,
        e.BenefitRejected(reason=RejectionReason.NO_ADDRESS),
    ),
    _case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.REFUSED),
        Need.BENEFIT,
        UNMET,
        e.BenefitGranted(),
        name="decision-revised to a refusal",
    ),
    _case(
        e.DecisionRevised(need=Need.BENEFIT, outcome=RevisedOutcome.CHANGED),
        Need.BENEFIT,
        MET,
        e.BenefitGranted(),
        name="decision-revised in part",
    ),
    _case(e.BankAccountOpened(), Need.BANK_ACCOUNT, MET),
    _case(
        e.BankAccountRefused(reason=AccountRefusal.NO_ADDRESS),
        Need.BANK_ACCOUNT,
        UNMET,
    ),
    _case(e.BankAccountClosed(), Need.BANK_ACCOUNT, UNMET, e.BankAccountOpened()),
    _case(e.DigidRequested(), Need.DIGID, PENDING),
    _case(e.DigidActivated(), Need.DIGID, MET, e.DigidRequested()),
    # Debts
    _case(e.DebtHelpRequested(), Need.DEBT_HELP, PENDING),
    _case(e.DebtHelpIntakeHeld(), Need.DEBT_HELP, PENDING, e.DebtHelpRequested()),
    _case(e.DebtHelpGranted(), Need.DEBT_HELP, MET, e.DebtHelpRequested()),
    _case(
        e.DebtHelpRefused(reason=DebtHelpRefusal.NOT_RESIDENT),
        Need.DEBT_HELP,
        UNMET,
        e.DebtHelpRequested(),
    ),
    _case(
        e.DebtHelpEnded(reason=DebtHelpEnd.BROKEN_OFF), Need.DEBT_HELP, UNMET, e.DebtHelpGranted()
    ),
    _case(
        e.DebtHelpEnded(reason=DebtHelpEnd.COMPLETED),
        Need.DEBT_HELP,
        NEEDLESS,
        e.DebtHelpGranted(),
        name="debt-help-ended to a good end",
    ),
    _case(PAYING, Need.DEBT_HELP, MET),
    _case(
        e.DebtArrangementEnded(reason=ArrangementEnd.BROKEN, with_collection_agency=True),
        Need.DEBT_HELP,
        UNMET,
        PAYING,
    ),
    _case(e.DebtRestructuringApplied(), Need.DEBT_RESTRUCTURING, PENDING),
    _case(
        e.DebtRestructuringAdmitted(),
        Need.DEBT_RESTRUCTURING,
        MET,
        e.DebtRestructuringApplied(),
    ),
    _case(
        e.DebtRestructuringRefused(reason=RestructuringRefusal.CRIMINAL_DEBTS),
        Need.DEBT_RESTRUCTURING,
        UNMET,
        e.DebtRestructuringApplied(),
    ),
    _case(
        e.DebtRestructuringEnded(outcome=RestructuringEnd.ENDED_EARLY),
        Need.DEBT_RESTRUCTURING,
        UNMET,
        e.DebtRestructuringAdmitted(),
    ),
    _case(
        e.DebtRestructuringEnded(outcome=RestructuringEnd.DISCHARGED),
        Need.DEBT_RESTRUCTURING,
        NEEDLESS,
        e.DebtRestructuringAdmitted(),
        name="debt-restructuring-ended with a clean slate",
    ),
    # Housing
    _case(e.TenancyEnded(reason=HousingEndReason.EVICTED), Need.HOUSING, UNMET, HOUSED),
    _case(HOUSED, Need.HOUSING, MET),
    _case(e.HousingEnded(reason=HousingEndReason.TERM_ENDED), Need.SHELTER, UNMET, SHELTERED),
    # Care
    _case(e.CareNeedAssessed(level=CareLevel.AMBULATORY), Need.CARE, UNMET),
    _case(
        e.CareNeedAssessed(level=CareLevel.NONE),
        Need.CARE,
        NEEDLESS,
        name="care-need-assessed without need",
    ),
    _case(
        e.CareNeedAssessed(level=CareLevel.INTENSIVE),
        Need.CARE,
        MET,
        e.CareStarted(provider=ProviderKind.ADDICTION),
        name="care-need-assessed during care",
    ),
    _case(e.CareReferred(provider=ProviderKind.ADDICTION), Need.CARE, PENDING),
    _case(e.CareAccepted(provider=ProviderKind.ADDICTION), Need.CARE, PENDING),
    _case(
        e.CareDeclined(by=DeclinedBy.PROVIDER, reason=CareDecline.NO_CAPACITY),
        Need.CARE,
        UNMET,
        e.CareReferred(provider=ProviderKind.ADDICTION),
    ),
    _case(
        e.CareDeclined(by=DeclinedBy.PERSON, reason=CareDecline.NOT_WANTED),
        Need.CARE,
        DECLINED,
        e.CareReferred(provider=ProviderKind.ADDICTION),
        name="care-declined by the person",
    ),
    _case(e.CareStarted(provider=ProviderKind.FORENSIC), Need.CARE, MET),
    _case(
        e.CareEnded(reason=CareEnd.TITLE_ENDED),
        Need.CARE,
        UNMET,
        e.CareStarted(provider=ProviderKind.FORENSIC),
    ),
    _case(
        e.CareEnded(reason=CareEnd.COMPLETED),
        Need.CARE,
        NEEDLESS,
        e.CareStarted(provider=ProviderKind.FORENSIC),
        name="care-ended to a good end",
    ),
    _case(e.MedicationHandoverCompleted(days_supplied=2), Need.MEDICATION, MET),
    _case(
        e.MedicationHandoverCompleted(days_supplied=1),
        Need.MEDICATION,
        UNKNOWN,
        name="medication-handover-completed that has run out",
    ),
    _case(e.MedicationGapSignalled(), Need.MEDICATION, UNMET, e.MedicationHandoverCompleted()),
    _case(e.InsuranceSuspended(), Need.INSURANCE, UNMET),
    _case(e.InsuranceRestarted(), Need.INSURANCE, MET, e.InsuranceSuspended()),
    _case(
        e.InsuranceEnded(reason=InsuranceEnd.ARREARS),
        Need.INSURANCE,
        UNMET,
        e.InsuranceRestarted(),
    ),
    _case(e.SocialSupportReported(kind=SupportKind.GUIDANCE), Need.WELFARE, PENDING),
    _case(e.SocialSupportApplied(kind=SupportKind.SHELTERED_HOUSING), Need.HOUSING, PENDING),
    _case(e.SocialSupportGranted(kind=SupportKind.GUIDANCE), Need.WELFARE, MET),
    _case(
        e.SocialSupportGranted(kind=SupportKind.SHELTER),
        Need.SHELTER,
        PENDING,
        SHELTER_ASKED,
        name="social-support-granted for a place not yet taken up",
    ),
    _case(
        e.SocialSupportRefused(kind=SupportKind.SHELTER, reason=SupportRefusal.OWN_NETWORK),
        Need.SHELTER,
        UNMET,
        SHELTER_ASKED,
    ),
    _case(e.WelfareServiceStarted(), Need.WELFARE, MET),
    _case(e.WelfareServiceEnded(), Need.WELFARE, UNMET, e.WelfareServiceStarted()),
    # Work and network
    _case(e.EmploymentStarted(), Need.WORK, MET),
    _case(
        e.EmploymentStarted(hours=32),
        Need.INCOME,
        MET,
        name="employment-started as income",
    ),
    _case(
        e.EmploymentEnded(reason=EmploymentEnd.DETENTION), Need.INCOME, UNMET, e.EmploymentStarted()
    ),
    _case(e.TrainingStarted(), Need.EDUCATION, MET),
    _case(
        e.TrainingEnded(result=TrainingResult.BROKEN_OFF),
        Need.EDUCATION,
        UNMET,
        e.TrainingStarted(),
    ),
    _case(
        e.TrainingEnded(result=TrainingResult.DIPLOMA),
        Need.EDUCATION,
        MET,
        e.TrainingStarted(),
        name="training-ended with a diploma",
    ),
    _case(e.ConductCertificateRequested(), Need.CONDUCT_CERTIFICATE, PENDING),
    _case(
        e.ConductCertificateRefusalIntended(),
        Need.CONDUCT_CERTIFICATE,
        PENDING,
        e.ConductCertificateRequested(),
    ),
    _case(e.ConductCertificateGranted(), Need.CONDUCT_CERTIFICATE, MET),
    _case(
        e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
        Need.CONDUCT_CERTIFICATE,
        UNMET,
        e.ConductCertificateRequested(),
    ),
    _case(e.GuidanceContactHeld(), Need.NETWORK, MET),
    _case(e.NetworkContactEstablished(kind=NetworkKind.CHURCH), Need.NETWORK, MET),
]

ELSEWHERE: Final = {
    # What they change is a circumstance, and the standing follows from the rules.
    e.PersonReleased,
    e.AddressInvestigationStarted,
    e.PostalAddressConsentGiven,
    e.PostalAddressConsentRefused,
    e.AdvanceOffered,
    e.RentArrearsRegistered,
    e.HousingUrgencyGranted,
    e.HousingUrgencyRefused,
    e.HousingOffered,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name or case.then.about.name)
def test_a_need_stands_as_the_event_says(case: Case) -> None:
    steps = [(body, BEFORE) for body in case.given]

    person = state(*history(*steps, (case.then, DAY)))

    assert stands(person, case.need) == case.becomes
    assert case.need in case.then.about.changes


def test_every_event_that_can_change_a_need_has_such_a_sentence() -> None:
    told = {type(case.then) for case in CASES}
    changing = {body for body in PERSON_BODIES if body.about.changes}

    assert changing - told == ELSEWHERE


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name or case.then.about.name)
def test_what_becomes_of_a_need_rests_on_the_event(case: Case) -> None:
    steps = [(body, BEFORE) for body in case.given]
    before = state(*history(*steps)).standing(case.need)

    after = state(*history(*steps, (case.then, DAY))).standing(case.need)

    said = (*after.held, after.lost, after.pending, after.declined, after.not_applicable)
    named = {name for each in said if each is not None for name in each.evidence}
    if isinstance(case.then, e.ApplicationWithdrawn):
        assert after == replace(before, pending=None)
    else:
        assert after == before or f"e{len(steps) + 1}" in named


FACTS: Final[list[tuple[str, EventBody, str, Any]]] = [
    (
        "a group is assigned",
        e.DetentionGroupAssigned(group=DetentionGroup.SHORT_STAY, basis=GroupBasis.TITLE),
        "group",
        DetentionGroup.SHORT_STAY,
    ),
    ("absconding", e.PersonAbsconded(kind=AbscondingKind.FROM_LEAVE), "absconded", True),
    ("a return", e.ReturnedToInstitution(), "absconded", False),
    (
        "an extramural phase",
        e.ExtramuralPhaseStarted(kind=ExtramuralKind.ELECTRONIC_MONITORING),
        "extramural",
        True,
    ),
    (
        "the end of an extramural phase",
        e.ExtramuralPhaseEnded(reason=ExtramuralEnd.REVOKED),
        "extramural",
        False,
    ),
    ("conditional release", e.ConditionalReleaseStarted(), "conditional_release", True),
    (
        "the end of conditional release",
        e.ConditionalReleaseEnded(reason=ConditionalReleaseEnd.COMPLETED),
        "conditional_release",
        False,
    ),
    ("a forensic title", e.ForensicTitleStarted(), "forensic_title", True),
    ("the end of a forensic title", e.ForensicTitleEnded(), "forensic_title", False),
    ("proof of release", e.PersonReleased(release_document=True), "release_document", True),
    ("no proof of release", e.PersonReleased(release_document=False), "release_document", False),
    ("nothing said of proof", e.PersonReleased(), "release_document", None),
    ("suspended insurance", e.InsuranceSuspended(), "insurance_suspended", True),
    ("insurance that runs again", e.InsuranceRestarted(), "insurance_suspended", False),
    (
        "a list of debts",
        e.DebtInventoried(creditors=(CreditorKind.TAX,), total=DebtClass.FROM_15000),
        "debts_inventoried",
        True,
    ),
    ("a threat", e.DebtHelpRequested(threat=DebtThreat.EVICTION), "debt_threat", True),
    ("no threat", e.DebtHelpRequested(threat=DebtThreat.NONE), "debt_threat", False),
    ("nothing said of a threat", e.DebtHelpRequested(), "debt_threat", None),
    ("an arrangement with the agency", PAYING, "collection_arrangement", True),
    (
        "an arrangement with others",
        e.DebtArrangementMade(with_collection_agency=False),
        "collection_arrangement",
        None,
    ),
    (
        "the end of that arrangement",
        e.DebtArrangementEnded(reason=ArrangementEnd.BROKEN, with_collection_agency=True),
        "collection_arrangement",
        False,
    ),
    ("a stop of collection", e.CollectionStopGranted(), "collection_stop", True),
    (
        "an urgent report",
        e.SocialSupportReported(kind=SupportKind.SHELTER, urgent=True),
        "urgent_report",
        True,
    ),
    (
        "a report without urgency",
        e.SocialSupportReported(kind=SupportKind.SHELTER),
        "urgent_report",
        False,
    ),
    (
        "a refused certificate",
        e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
        "conduct_refused",
        True,
    ),
    ("a granted certificate", e.ConductCertificateGranted(), "conduct_refused", False),
    ("an employer", e.EmployerContacted(), "employer_found", True),
    (
        "a basic qualification",
        e.EducationLevelEstablished(level=EducationLevel.BASIC_QUALIFICATION, verified=True),
        "basic_qualification",
        True,
    ),
    (
        "a lower level",
        e.EducationLevelEstablished(level=EducationLevel.PRIMARY, verified=False),
        "basic_qualification",
        False,
    ),
    (
        "a card taken back",
        e.IdCardWithdrawn(reason=WithdrawalReason.CANCELLED),
        "card_issued",
        False,
    ),
    (
        "priority refused",
        e.HousingUrgencyRefused(reason=UrgencyRefusal.NO_REGIONAL_TIES),
        "urgency",
        False,
    ),
]


@pytest.mark.parametrize(
    ("body", "fact", "value"),
    [row[1:] for row in FACTS],
    ids=[row[0] for row in FACTS],
)
def test_a_fact_is_known_from_its_event(body: EventBody, fact: str, value: Any) -> None:
    known: Known[Any] | None = getattr(state(act(body, DAY)), fact)

    if value is None:
        assert known is None
    else:
        assert known == Known(value, date.fromisoformat(DAY), ("e1",))


class TestInForce:
    @pytest.mark.parametrize(
        ("body", "fact"),
        [
            (e.ForensicTitleStarted(until=date(2026, 6, 1)), "forensic_title"),
            (e.ConditionalReleaseStarted(until=date(2026, 6, 1)), "conditional_release"),
            (e.CollectionStopGranted(until=date(2026, 6, 1)), "collection_stop"),
        ],
        ids=["forensic-title", "conditional-release", "collection-stop"],
    )
    def test_it_holds_through_its_last_day(self, body: EventBody, fact: str) -> None:
        known = getattr(state(act(body, DAY)), fact)

        last = in_force(known, date(2026, 6, 1))
        after = in_force(known, date(2026, 6, 2))

        assert last is not None
        assert after is not None
        assert (last.value, after.value) == (True, False)
        assert (after.since, after.evidence) == (date(2026, 6, 2), ("e1",))

    def test_it_is_not_known_before_its_first_day(self) -> None:
        known = state(act(e.ForensicTitleStarted(), DAY, effect_from="2026-04-01")).forensic_title

        assert in_force(known, date(2026, 3, 31)) is None
        assert in_force(known, date(2026, 4, 1)) == known
        assert in_force(None, date(2026, 4, 1)) is None


class TestDetention:
    def test_whoever_is_released_is_in_no_extramural_phase(self) -> None:
        phase = e.ExtramuralPhaseStarted(kind=ExtramuralKind.TRIAL_LEAVE)
        person = state(
            *history((e.DetentionStarted(), BEFORE), (phase, DAY), (e.PersonReleased(), LATER))
        )

        assert person.extramural == Known(
            value=False, since=date.fromisoformat(LATER), evidence=("e3",)
        )

    def test_whoever_is_detained_again_has_not_absconded_any_more(self) -> None:
        gone = e.PersonAbsconded(kind=AbscondingKind.FAILED_TO_RETURN)
        person = state(
            *history((e.DetentionStarted(), BEFORE), (gone, DAY), (e.ReDetained(), LATER))
        )

        assert person.absconded is not None
        assert person.absconded.value is False

    def test_nothing_is_known_of_absconding_after_a_first_detention(self) -> None:
        assert state(act(e.DetentionStarted(), DAY)).absconded is None


class TestClaims:
    def test_a_claim_is_open_until_it_is_settled(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)
        steps = history((FINE, BEFORE), (settled, LATER))

        (opened,) = state(*steps, on=DAY).claims
        (closed,) = state(*steps).claims

        assert (opened.settled_on, opened.how) == (None, None)
        assert closed == replace(
            opened,
            settled_on=date.fromisoformat(LATER),
            how=Settlement.PAID,
            evidence=("e1", "e2"),
        )

    def test_a_settlement_ends_the_claim_it_is_correlated_with(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)
        person = state(
            act(FINE, BEFORE, position=1, correlation="c1"),
            act(FINE, BEFORE, position=2, correlation="c2"),
            act(settled, DAY, position=3, correlation="c2"),
        )

        assert [claim.settled_on is None for claim in person.claims] == [True, False]

    def test_without_correlation_it_ends_the_oldest_of_its_kind(self) -> None:
        traffic = e.ClaimRegistered(claim=ClaimKind.TRAFFIC_SANCTION, amount=AmountClass.UNDER_500)
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.LAPSED)
        person = state(*history((traffic, BEFORE), (FINE, BEFORE), (FINE, DAY), (settled, LATER)))

        assert [claim.how for claim in person.claims] == [None, Settlement.LAPSED, None]

    def test_a_settlement_of_nothing_changes_nothing(self) -> None:
        settled = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)

        assert state(act(settled, DAY)).claims == ()


class TestMedication:
    @pytest.mark.parametrize("days", [1, 14])
    def test_medication_lasts_for_the_days_supplied(self, days: int) -> None:
        person = state(act(e.MedicationHandoverCompleted(days_supplied=days), DAY))
        (held,) = person.standing(Need.MEDICATION).held

        assert held.until == date.fromisoformat(DAY) + timedelta(days=days - 1)


class TestSteps:
    @pytest.mark.parametrize(
        ("asked", "next_step", "need"),
        [
            (e.DebtHelpRequested(), e.DebtHelpIntakeHeld(), Need.DEBT_HELP),
            (
                e.ConductCertificateRequested(),
                e.ConductCertificateRefusalIntended(),
                Need.CONDUCT_CERTIFICATE,
            ),
            (
                e.CareReferred(provider=ProviderKind.OTHER),
                e.CareAccepted(provider=ProviderKind.OTHER),
                Need.CARE,
            ),
            (
                SHELTER_ASKED,
                e.SocialSupportGranted(kind=SupportKind.SHELTER),
                Need.SHELTER,
            ),
        ],
        ids=["debt-help", "conduct", "care", "shelter"],
    )
    def test_an_application_moves_on_and_keeps_its_first_day(
        self, asked: EventBody, next_step: EventBody, need: Need
    ) -> None:
        pending = state(*history((asked, BEFORE), (next_step, DAY))).standing(need).pending

        assert pending is not None
        assert (pending.since, pending.step_on) == (
            date.fromisoformat(BEFORE),
            date.fromisoformat(DAY),
        )
        assert pending.step == next_step.about.name
        assert pending.evidence == ("e1", "e2")

    def test_a_step_without_an_application_begins_none(self) -> None:
        assert state(act(e.DebtHelpIntakeHeld(), DAY)).standing(Need.DEBT_HELP).pending is None

    def test_taking_back_what_was_not_applied_for_changes_nothing(self) -> None:
        assert state(act(e.ApplicationWithdrawn(need=Need.WORK), DAY)).standings == {}
