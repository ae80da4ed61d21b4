"""What organisations may do on behalf of others, and whom to call."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.values import Code, Day, Name, PrivacyClass, StreamKind

_ORDINARY: Final = PrivacyClass.ORDINARY
_IN_ORGANISATION: Final = (StreamKind.ORGANISATION,)


class PopulationClass(StrEnum):
    """How many people live in a municipality: to 50 000, 100 000, 250 000, or more."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    MAJOR = "major"


class MandateGranted(EventBody):
    """A role or account may decide on behalf of the organisation, through `until`.

    `scope` holds names of event types, such as `benefit-granted`, or `any-decision`.
    """

    about: ClassVar[About] = About(
        "mandate-granted", 1, "mandaat verleend", Recorder.ANY, _ORDINARY, streams=_IN_ORGANISATION
    )
    mandate: Name
    holder: Name
    scope: Annotated[tuple[Code, ...], Field(min_length=1)]
    until: Day | None = None


class MandateWithdrawn(EventBody):
    """A mandate ended."""

    about: ClassVar[About] = About(
        "mandate-withdrawn",
        1,
        "mandaat ingetrokken",
        Recorder.ANY,
        _ORDINARY,
        streams=_IN_ORGANISATION,
    )
    mandate: Name


class ContactOfficialAppointed(EventBody):
    """A municipality named the official whom prisons call (*contactambtenaar*)."""

    about: ClassVar[About] = About(
        "contact-official-appointed",
        1,
        "contactambtenaar aangewezen",
        Recorder.AFTERCARE,
        _ORDINARY,
        streams=_IN_ORGANISATION,
    )
    municipality: Name
    centre_municipality: bool | None = None
    population_class: PopulationClass | None = None


class ContactOfficialWithdrawn(EventBody):
    """A municipality has no official whom prisons call any more."""

    about: ClassVar[About] = About(
        "contact-official-withdrawn",
        1,
        "contactambtenaar vervallen",
        Recorder.AFTERCARE,
        _ORDINARY,
        streams=_IN_ORGANISATION,
    )
    municipality: Name


MandateEvent = (
    MandateGranted | MandateWithdrawn | ContactOfficialAppointed | ContactOfficialWithdrawn
)
"""Who may decide for an organisation, and whom to call there."""
