"""What events make of housing, care, work and the network."""

from typing import Final

from domain import events as e
from domain.events.care import CareDecline, CareEnd, CareLevel, DeclinedBy, ProviderKind
from domain.events.conduct import ConductRefusal
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.insurance import InsuranceEnd
from domain.events.network import NetworkKind
from domain.events.support import SupportKind, SupportRefusal
from domain.events.work import EmploymentEnd, TrainingResult
from domain.needs import Need
from tests.domain.evolve.changes import (
    DECLINED,
    HOUSED,
    MET,
    NEEDLESS,
    PENDING,
    SHELTER_ASKED,
    UNKNOWN,
    UNMET,
    case,
)

SHELTERED: Final = e.HousingPlaced(kind=HousingKind.SHELTER)

LIVING: Final = [
    # Housing
    case(e.TenancyEnded(reason=HousingEndReason.EVICTED), Need.HOUSING, UNMET, HOUSED),
    case(HOUSED, Need.HOUSING, MET),
    case(e.HousingEnded(reason=HousingEndReason.TERM_ENDED), Need.SHELTER, UNMET, SHELTERED),
    # Care
    case(e.CareNeedAssessed(level=CareLevel.AMBULATORY), Need.CARE, UNMET),
    case(
        e.CareNeedAssessed(level=CareLevel.NONE),
        Need.CARE,
        NEEDLESS,
        name="care-need-assessed without need",
    ),
    case(
        e.CareNeedAssessed(level=CareLevel.INTENSIVE),
        Need.CARE,
        MET,
        e.CareStarted(provider=ProviderKind.ADDICTION),
        name="care-need-assessed during care",
    ),
    case(e.CareReferred(provider=ProviderKind.ADDICTION), Need.CARE, PENDING),
    case(e.CareAccepted(provider=ProviderKind.ADDICTION), Need.CARE, PENDING),
    case(
        e.CareDeclined(by=DeclinedBy.PROVIDER, reason=CareDecline.NO_CAPACITY),
        Need.CARE,
        UNMET,
        e.CareReferred(provider=ProviderKind.ADDICTION),
    ),
    case(
        e.CareDeclined(by=DeclinedBy.PERSON, reason=CareDecline.NOT_WANTED),
        Need.CARE,
        DECLINED,
        e.CareReferred(provider=ProviderKind.ADDICTION),
        name="care-declined by the person",
    ),
    case(e.CareStarted(provider=ProviderKind.FORENSIC), Need.CARE, MET),
    case(
        e.CareEnded(reason=CareEnd.TITLE_ENDED),
        Need.CARE,
        UNMET,
        e.CareStarted(provider=ProviderKind.FORENSIC),
    ),
    case(
        e.CareEnded(reason=CareEnd.COMPLETED),
        Need.CARE,
        NEEDLESS,
        e.CareStarted(provider=ProviderKind.FORENSIC),
        name="care-ended to a good end",
    ),
    case(e.MedicationHandoverCompleted(days_supplied=2), Need.MEDICATION, MET),
    case(
        e.MedicationHandoverCompleted(days_supplied=1),
        Need.MEDICATION,
        UNKNOWN,
        name="medication-handover-completed that has run out",
    ),
    case(e.MedicationGapSignalled(), Need.MEDICATION, UNMET, e.MedicationHandoverCompleted()),
    case(e.InsuranceSuspended(), Need.INSURANCE, UNMET),
    case(e.InsuranceRestarted(), Need.INSURANCE, MET, e.InsuranceSuspended()),
    case(
        e.InsuranceEnded(reason=InsuranceEnd.ARREARS),
        Need.INSURANCE,
        UNMET,
        e.InsuranceRestarted(),
    ),
    case(e.SocialSupportReported(kind=SupportKind.GUIDANCE), Need.WELFARE, PENDING),
    case(e.SocialSupportApplied(kind=SupportKind.SHELTERED_HOUSING), Need.HOUSING, PENDING),
    case(e.SocialSupportGranted(kind=SupportKind.GUIDANCE), Need.WELFARE, MET),
    case(
        e.SocialSupportGranted(kind=SupportKind.SHELTER),
        Need.SHELTER,
        PENDING,
        SHELTER_ASKED,
        name="social-support-granted for a place not yet taken up",
    ),
    case(
        e.SocialSupportRefused(kind=SupportKind.SHELTER, reason=SupportRefusal.OWN_NETWORK),
        Need.SHELTER,
        UNMET,
        SHELTER_ASKED,
    ),
    case(e.WelfareServiceStarted(), Need.WELFARE, MET),
    case(e.WelfareServiceEnded(), Need.WELFARE, UNMET, e.WelfareServiceStarted()),
    # Work and network
    case(e.EmploymentStarted(), Need.WORK, MET),
    case(
        e.EmploymentStarted(hours=32),
        Need.INCOME,
        MET,
        name="employment-started as income",
    ),
    case(
        e.EmploymentEnded(reason=EmploymentEnd.DETENTION), Need.INCOME, UNMET, e.EmploymentStarted()
    ),
    case(e.TrainingStarted(), Need.EDUCATION, MET),
    case(
        e.TrainingEnded(result=TrainingResult.BROKEN_OFF),
        Need.EDUCATION,
        UNMET,
        e.TrainingStarted(),
    ),
    case(
        e.TrainingEnded(result=TrainingResult.DIPLOMA),
        Need.EDUCATION,
        MET,
        e.TrainingStarted(),
        name="training-ended with a diploma",
    ),
    case(e.ConductCertificateRequested(), Need.CONDUCT_CERTIFICATE, PENDING),
    case(
        e.ConductCertificateRefusalIntended(),
        Need.CONDUCT_CERTIFICATE,
        PENDING,
        e.ConductCertificateRequested(),
    ),
    case(e.ConductCertificateGranted(), Need.CONDUCT_CERTIFICATE, MET),
    case(
        e.ConductCertificateRefused(reason=ConductRefusal.RECORDED_OFFENCE),
        Need.CONDUCT_CERTIFICATE,
        UNMET,
        e.ConductCertificateRequested(),
    ),
    case(e.GuidanceContactHeld(), Need.NETWORK, MET),
    case(e.NetworkContactEstablished(kind=NetworkKind.CHURCH), Need.NETWORK, MET),
]
