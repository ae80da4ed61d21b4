"""Detention: who is held where and on what title, and when release is expected and happens."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Certainty, Day, Name, PrivacyClass

_CRIMINAL: Final = PrivacyClass.CRIMINAL


class DetentionTitle(StrEnum):
    """The ground on which a person is held (*insluitingstitel*); never the offence."""

    REMAND = "remand"
    SENTENCE = "sentence"
    SUBSTITUTE_DETENTION = "substitute-detention"
    COERCIVE_DETENTION = "coercive-detention"
    OTHER = "other"
    UNKNOWN = "unknown"


class PlacementReason(StrEnum):
    """Why a person was placed in this institution."""

    COURT_DISTRICT = "court-district"
    RETURN_REGION = "return-region"
    NATIONAL_PLACEMENT = "national-placement"
    WOMENS_INSTITUTION = "womens-institution"
    SECURITY = "security"
    OTHER = "other"


class ReleaseDateReason(StrEnum):
    """Why the expected day of release changed."""

    COURT_DECISION = "court-decision"
    CALCULATION = "calculation"
    CONDITIONAL_RELEASE = "conditional-release"
    ADDED_SENTENCE = "added-sentence"
    OTHER = "other"


class DetentionGroup(StrEnum):
    """The group by which support in detention is divided (*preventief, kort, lang*, arrested)."""

    REMAND = "remand"
    SHORT_STAY = "short-stay"
    LONG_STAY = "long-stay"
    ARRESTEE = "arrestee"


class GroupBasis(StrEnum):
    """On what the assignment to a group rests."""

    TITLE = "title"
    REMAINING_SENTENCE = "remaining-sentence"
    ASSESSMENT = "assessment"


class AbscondingKind(StrEnum):
    """How a person withdrew from detention."""

    FROM_INSTITUTION = "from-institution"
    FROM_LEAVE = "from-leave"
    FAILED_TO_RETURN = "failed-to-return"


class LeavePurpose(StrEnum):
    """What a leave is for."""

    IDENTITY_DOCUMENT = "identity-document"
    HOUSING = "housing"
    WORK = "work"
    FAMILY = "family"
    REGIME = "regime"
    OTHER = "other"


class ConductDecision(StrEnum):
    """Whether conduct was rewarded or punished (*promoveren, degraderen*)."""

    REWARD = "reward"
    SANCTION = "sanction"


class PersonRegistered(EventBody):
    """A person was entered in the ledger under a pseudonym.

    `birth_year` is a calendar year; `dutch_national` says whether the person has Dutch nationality.
    """

    about: ClassVar[About] = About(
        "person-registered", 1, "persoon geregistreerd", Recorder.PRISON, PrivacyClass.ORDINARY
    )
    birth_year: Annotated[int, Field(ge=1880, le=2200)] | None = None
    sex: Literal["female", "male", "other"] | None = None
    dutch_national: bool | None = None


class DetentionStarted(EventBody):
    """A person was taken into detention."""

    about: ClassVar[About] = About("detention-started", 1, "insluiting", Recorder.PRISON, _CRIMINAL)
    title: DetentionTitle = DetentionTitle.UNKNOWN
    institution: Name | None = None
    institution_municipality: Name | None = None
    origin_municipality: Name | None = None


class ReDetained(EventBody):
    """A person who had been released was taken into detention again."""

    about: ClassVar[About] = About(
        "re-detained", 1, "hernieuwde insluiting", Recorder.PRISON, _CRIMINAL
    )
    title: DetentionTitle = DetentionTitle.UNKNOWN
    institution: Name | None = None
    institution_municipality: Name | None = None
    origin_municipality: Name | None = None


class DetentionTitleChanged(EventBody):
    """The ground of the detention changed, such as from remand to a sentence."""

    about: ClassVar[About] = About(
        "detention-title-changed", 1, "wijziging insluitingstitel", Recorder.PRISON, _CRIMINAL
    )
    to_title: DetentionTitle
    remaining_days: Annotated[int, Field(ge=0)] | None = None


class PlacedInInstitution(EventBody):
    """A person was placed in an institution, or moved to another one.

    `distance_km` is the distance in whole kilometres to where the person wants to settle;
    `in_return_region` says whether the institution lies in that region.
    """

    about: ClassVar[About] = About(
        "placed-in-institution", 1, "plaatsing of overplaatsing", Recorder.PRISON, _CRIMINAL
    )
    institution: Name
    institution_municipality: Name | None = None
    reason: PlacementReason = PlacementReason.OTHER
    distance_km: Annotated[int, Field(ge=0, le=1000)] | None = None
    in_return_region: bool | None = None


class DetentionGroupAssigned(EventBody):
    """The person was assigned to a group, which decides what support there is in detention."""

    about: ClassVar[About] = About(
        "detention-group-assigned",
        1,
        "indeling preventief, kort of lang verblijf",
        Recorder.PRISON,
        _CRIMINAL,
    )
    group: DetentionGroup
    basis: GroupBasis


class PersonAbsconded(EventBody):
    """The person withdrew from detention; from then on a benefit is barred."""

    about: ClassVar[About] = About(
        "person-absconded", 1, "onttrekking aan detentie", Recorder.PRISON, _CRIMINAL
    )
    kind: AbscondingKind


class ReturnedToInstitution(EventBody):
    """The person is back in the institution after absconding."""

    about: ClassVar[About] = About(
        "returned-to-institution", 1, "terugkeer in de inrichting", Recorder.PRISON, _CRIMINAL
    )


class TemporaryLeaveGranted(EventBody):
    """Leave was granted, through `until`; without it no document can be fetched in person."""

    about: ClassVar[About] = About(
        "temporary-leave-granted", 1, "verlof verleend", Recorder.PRISON, _CRIMINAL
    )
    purpose: LeavePurpose
    until: Day | None = None


class ConductDecisionTaken(EventBody):
    """Conduct in detention was rewarded or punished, which changes what a person may do there."""

    about: ClassVar[About] = About(
        "conduct-decision-taken",
        1,
        "beslissing promoveren of degraderen",
        Recorder.PRISON,
        _CRIMINAL,
    )
    decision: ConductDecision


class ReleaseDatePlanned(EventBody):
    """The expected day of release was established."""

    about: ClassVar[About] = About(
        "release-date-planned", 1, "verwachte ontslagdatum vastgesteld", Recorder.PRISON, _CRIMINAL
    )
    release_on: Day
    certainty: Certainty = Certainty.KNOWN


class ReleaseDateChanged(EventBody):
    """The expected day of release moved; `release_on` is None when no day is known any more."""

    about: ClassVar[About] = About(
        "release-date-changed", 1, "ontslagdatum gewijzigd", Recorder.PRISON, _CRIMINAL
    )
    release_on: Day | None
    reason: ReleaseDateReason
    certainty: Certainty = Certainty.KNOWN


class ImmediateReleaseOrdered(EventBody):
    """A court or the public prosecutor ordered that the person be released at once."""

    about: ClassVar[About] = About(
        "immediate-release-ordered",
        1,
        "onmiddellijke invrijheidstelling",
        Recorder.PRISON,
        _CRIMINAL,
    )
    ordered_by: Literal["court", "public-prosecutor", "minister", "other"]


class PersonReleased(EventBody):
    """A person left detention; `release_document` says whether proof of release was handed over."""

    about: ClassVar[About] = About(
        "person-released",
        1,
        "invrijheidstelling",
        Recorder.PRISON,
        _CRIMINAL,
        (Need.BENEFIT, Need.ID_DOCUMENT),
    )
    destination_municipality: Name | None = None
    release_document: bool | None = None


DetentionEvent = (
    PersonRegistered
    | DetentionStarted
    | ReDetained
    | DetentionTitleChanged
    | DetentionGroupAssigned
    | PlacedInInstitution
    | PersonAbsconded
    | ReturnedToInstitution
    | TemporaryLeaveGranted
    | ConductDecisionTaken
    | ReleaseDatePlanned
    | ReleaseDateChanged
    | ImmediateReleaseOrdered
    | PersonReleased
)
"""What happens to a person who is held."""
