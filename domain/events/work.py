"""Work and schooling: finding, beginning and ending them, and money for them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import AfterValidator, Field

from domain.events.base import About, EventBody, Recorder
from domain.events.screening import not_of_health
from domain.needs import Need
from domain.values import Code, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_CRIMINAL: Final = PrivacyClass.CRIMINAL
_WORK: Final = (Need.WORK, Need.INCOME)
_EDUCATION: Final = (Need.EDUCATION,)


class EmploymentEnd(StrEnum):
    """Why employment ended."""

    CONTRACT_ENDED = "contract-ended"
    DISMISSED = "dismissed"
    RESIGNED = "resigned"
    DETENTION = "detention"
    OTHER = "other"


class TrainingResult(StrEnum):
    """What came of training."""

    DIPLOMA = "diploma"
    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"


class EducationLevel(StrEnum):
    """The level of education reached; a basic qualification is a *startkwalificatie*."""

    NONE = "none"
    PRIMARY = "primary"
    SECONDARY_WITHOUT_DIPLOMA = "secondary-without-diploma"
    BASIC_QUALIFICATION = "basic-qualification"
    HIGHER = "higher"


class ReferralKind(StrEnum):
    """To what kind of organisation a person was referred."""

    EMPLOYMENT_OFFICE = "employment-office"
    TRAINING_CENTRE = "training-centre"
    DEBT_SERVICES = "debt-services"
    HOUSING_PROVIDER = "housing-provider"
    SHELTER = "shelter"
    VOLUNTEER = "volunteer"
    REINTEGRATION_COMPANY = "reintegration-company"
    PROBATION = "probation"
    OTHER = "other"


class FundingRefusal(StrEnum):
    """Why money for a step was refused."""

    INSIDE_DETENTION = "inside-detention"
    OUTSIDE_TARGET_GROUP = "outside-target-group"
    NO_BUDGET = "no-budget"
    OTHER = "other"


class WorkExperienceCertified(EventBody):
    """Work done in detention was certified."""

    about: ClassVar[About] = About(
        "work-experience-certified", 1, "werkervaring gecertificeerd", Recorder.PRISON, _ORDINARY
    )


class CompetenceMeasured(EventBody):
    """It was measured what the person is able to do."""

    about: ClassVar[About] = About(
        "competence-measured", 1, "competenties gemeten", Recorder.PRISON, _ORDINARY
    )
    instrument: Code | None = None


class EmployerContacted(EventBody):
    """An employer was found who is willing to talk."""

    about: ClassVar[About] = About(
        "employer-contacted", 1, "contact met werkgever", Recorder.EMPLOYMENT_SERVICES, _ORDINARY
    )


class EmploymentStarted(EventBody):
    """Paid work began, for so many hours a week."""

    about: ClassVar[About] = About(
        "employment-started", 1, "werk begonnen", Recorder.EMPLOYMENT_SERVICES, _ORDINARY, _WORK
    )
    hours: Annotated[int, Field(ge=1, le=80)] | None = None


class EmploymentEnded(EventBody):
    """Paid work ended."""

    about: ClassVar[About] = About(
        "employment-ended", 1, "werk geëindigd", Recorder.EMPLOYMENT_SERVICES, _ORDINARY, _WORK
    )
    reason: EmploymentEnd


class TrainingStarted(EventBody):
    """Training or schooling began."""

    about: ClassVar[About] = About(
        "training-started",
        1,
        "opleiding begonnen",
        Recorder.EMPLOYMENT_SERVICES,
        _ORDINARY,
        _EDUCATION,
    )


class TrainingEnded(EventBody):
    """Training or schooling ended."""

    about: ClassVar[About] = About(
        "training-ended",
        1,
        "opleiding geëindigd",
        Recorder.EMPLOYMENT_SERVICES,
        _ORDINARY,
        _EDUCATION,
    )
    result: TrainingResult


class EducationLevelEstablished(EventBody):
    """The level of education was established; `verified`: from a diploma or register."""

    about: ClassVar[About] = About(
        "education-level-established", 1, "opleidingsniveau vastgesteld", Recorder.PRISON, _ORDINARY
    )
    level: EducationLevel
    verified: bool


class Referred(EventBody):
    """The person was referred to the organisations in `to` of the envelope."""

    about: ClassVar[About] = About("referred", 1, "doorverwezen", Recorder.ANY, _ORDINARY)
    to_kind: ReferralKind


class FundingRefused(EventBody):
    """Money for a step towards a need was refused."""

    about: ClassVar[About] = About(
        "funding-refused", 1, "financiering geweigerd", Recorder.ANY, _CRIMINAL
    )
    for_need: Annotated[Need, AfterValidator(not_of_health("care-declined with reason no-funding"))]
    ground: FundingRefusal


WorkEvent = (
    WorkExperienceCertified
    | CompetenceMeasured
    | EmployerContacted
    | EmploymentStarted
    | EmploymentEnded
    | TrainingStarted
    | TrainingEnded
    | EducationLevelEstablished
    | Referred
    | FundingRefused
)
"""What happens to work and schooling."""
