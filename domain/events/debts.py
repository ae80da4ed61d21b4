"""Debts: what is owed, help with it, arrangements, and restructuring by a court."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Final

from pydantic import Field

from domain.events.base import About, EventBody, Recorder
from domain.needs import Need
from domain.values import Day, PrivacyClass

_ORDINARY: Final = PrivacyClass.ORDINARY
_HELP: Final = (Need.DEBT_HELP,)
_RESTRUCTURING: Final = (Need.DEBT_RESTRUCTURING,)


class CreditorKind(StrEnum):
    """To what kind of creditor money is owed."""

    JUDICIAL_COLLECTION = "judicial-collection"
    TAX = "tax"
    HOUSING = "housing"
    INSURER = "insurer"
    BANK = "bank"
    UTILITY = "utility"
    BENEFITS_AGENCY = "benefits-agency"
    PRIVATE = "private"
    OTHER = "other"


class DebtClass(StrEnum):
    """The total of the debts, in classes of euros; the name says from where a class begins."""

    UNDER_5000 = "under-5000"
    FROM_5000 = "from-5000"
    FROM_15000 = "from-15000"
    FROM_40000 = "from-40000"


class DebtThreat(StrEnum):
    """What is about to happen, which shortens the term to three working days (Wgs art. 4(2))."""

    EVICTION = "eviction"
    UTILITIES = "utilities"
    INSURANCE = "insurance"
    NONE = "none"


class DebtHelpRefusal(StrEnum):
    """Why debt help was refused."""

    NOT_RESIDENT = "not-resident"
    NO_COOPERATION = "no-cooperation"
    FRAUD = "fraud"
    RECENT_ATTEMPT = "recent-attempt"
    NO_SOLUTION = "no-solution"
    OTHER = "other"


class DebtHelpEnd(StrEnum):
    """How debt help ended."""

    COMPLETED = "completed"
    BROKEN_OFF = "broken-off"


class ArrangementEnd(StrEnum):
    """How an arrangement with creditors ended."""

    COMPLETED = "completed"
    BROKEN = "broken"
    WITHDRAWN = "withdrawn"


class RestructuringRefusal(StrEnum):
    """Why a court refused restructuring (Faillissementswet art. 288)."""

    NOT_IN_GOOD_FAITH = "not-in-good-faith"
    CRIMINAL_DEBTS = "criminal-debts"
    NO_AMICABLE_ATTEMPT = "no-amicable-attempt"
    OTHER = "other"


class RestructuringEnd(StrEnum):
    """How restructuring ended: with a clean slate (*schone lei*), or before."""

    DISCHARGED = "discharged"
    ENDED_EARLY = "ended-early"


class DebtInventoried(EventBody):
    """The debts were listed."""

    about: ClassVar[About] = About(
        "debt-inventoried", 1, "schulden geïnventariseerd", Recorder.DEBT_SERVICES, _ORDINARY
    )
    creditors: Annotated[tuple[CreditorKind, ...], Field(min_length=1)]
    total: DebtClass


class DebtHelpRequested(EventBody):
    """Debt help was asked for; a threat shortens the term to a first talk."""

    about: ClassVar[About] = About(
        "debt-help-requested", 1, "schuldhulp aangevraagd", Recorder.PERSON, _ORDINARY, _HELP
    )
    threat: DebtThreat | None = None


class DebtHelpIntakeHeld(EventBody):
    """The first talk about debt help took place."""

    about: ClassVar[About] = About(
        "debt-help-intake-held",
        1,
        "intakegesprek schuldhulp gehouden",
        Recorder.DEBT_SERVICES,
        _ORDINARY,
        _HELP,
    )


class DebtHelpGranted(EventBody):
    """Debt help was granted."""

    about: ClassVar[About] = About(
        "debt-help-granted", 1, "schuldhulp toegekend", Recorder.DEBT_SERVICES, _ORDINARY, _HELP
    )


class DebtHelpRefused(EventBody):
    """Debt help was refused."""

    about: ClassVar[About] = About(
        "debt-help-refused", 1, "schuldhulp geweigerd", Recorder.DEBT_SERVICES, _ORDINARY, _HELP
    )
    reason: DebtHelpRefusal


class DebtHelpEnded(EventBody):
    """Debt help ended."""

    about: ClassVar[About] = About(
        "debt-help-ended", 1, "schuldhulp beëindigd", Recorder.DEBT_SERVICES, _ORDINARY, _HELP
    )
    reason: DebtHelpEnd


class DebtArrangementMade(EventBody):
    """An arrangement to pay was made; `with_collection_agency`: with the CJIB."""

    about: ClassVar[About] = About(
        "debt-arrangement-made",
        1,
        "betalingsregeling getroffen",
        Recorder.DEBT_SERVICES,
        _ORDINARY,
        _HELP,
    )
    with_collection_agency: bool


class DebtArrangementEnded(EventBody):
    """An arrangement to pay ended."""

    about: ClassVar[About] = About(
        "debt-arrangement-ended",
        1,
        "betalingsregeling beëindigd",
        Recorder.DEBT_SERVICES,
        _ORDINARY,
        _HELP,
    )
    reason: ArrangementEnd
    with_collection_agency: bool


class DebtRestructuringApplied(EventBody):
    """Restructuring of debts was asked of a court (*Wsnp*)."""

    about: ClassVar[About] = About(
        "debt-restructuring-applied",
        1,
        "schuldsanering aangevraagd",
        Recorder.PERSON,
        _ORDINARY,
        _RESTRUCTURING,
    )


class DebtRestructuringAdmitted(EventBody):
    """The court admitted the person; `first_instalment_on` is the first day of paying."""

    about: ClassVar[About] = About(
        "debt-restructuring-admitted",
        1,
        "toegelaten tot schuldsanering",
        Recorder.COURT,
        _ORDINARY,
        _RESTRUCTURING,
    )
    first_instalment_on: Day | None = None


class DebtRestructuringRefused(EventBody):
    """The court refused restructuring."""

    about: ClassVar[About] = About(
        "debt-restructuring-refused",
        1,
        "schuldsanering geweigerd",
        Recorder.COURT,
        _ORDINARY,
        _RESTRUCTURING,
    )
    reason: RestructuringRefusal


class DebtRestructuringEnded(EventBody):
    """Restructuring ended."""

    about: ClassVar[About] = About(
        "debt-restructuring-ended",
        1,
        "schuldsanering geëindigd",
        Recorder.COURT,
        _ORDINARY,
        _RESTRUCTURING,
    )
    outcome: RestructuringEnd


DebtEvent = (
    DebtInventoried
    | DebtHelpRequested
    | DebtHelpIntakeHeld
    | DebtHelpGranted
    | DebtHelpRefused
    | DebtHelpEnded
    | DebtArrangementMade
    | DebtArrangementEnded
    | DebtRestructuringApplied
    | DebtRestructuringAdmitted
    | DebtRestructuringRefused
    | DebtRestructuringEnded
)
"""What happens to debts."""
