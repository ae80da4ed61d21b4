"""What is computed from events and never recorded, and what belongs in the access log.

A person who could type these in could contradict the facts that they follow from.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.areas import EventArea


@dataclass(frozen=True, slots=True)
class DerivedType:
    """Something that the ledger works out by itself.

    Attributes:
        name: The name by which the field knows it, in kebab-case.
        area: Where it is listed.
        dutch: The Dutch term of the field.
        meaning: What it says.
        computed: From what it is computed, as the rest of a sentence.
        seen_with: Where it is shown: a command, or a file.
        rests_on: Names of the event types that it rests on.
        logged: Whether it is written to the access log, rather than computed.
    """

    name: str
    area: EventArea
    dutch: str
    meaning: str
    computed: str
    seen_with: str
    rests_on: tuple[str, ...] = ()
    logged: bool = False

    @property
    def reason(self) -> str:
        """Why nobody records it."""
        return f"it is {'written' if self.logged else 'computed'} {self.computed}"


_DERIVED: Final = (
    DerivedType(
        "release-notice-late",
        EventArea.HANDOVER,
        "te late melding",
        "A notice of release came later before the release than was agreed.",
        "from the days of the notice and of the release",
        "reintegration handovers",
        ("release-notice-sent", "release-notice-received", "person-released"),
    ),
    DerivedType(
        "responsibility-transferred",
        EventArea.HANDOVER,
        "regie overgegaan",
        "Another organisation became accountable for a need.",
        "from the release and from the handover that was accepted, need by need",
        "reintegration handovers",
        ("person-released", "handover-accepted", "need-owner-assigned"),
    ),
    DerivedType(
        "id-document-expired",
        EventArea.IDENTITY,
        "identiteitsbewijs verlopen",
        "The last day on which an identity document is valid has passed.",
        "from the last day on which the document is valid",
        "reintegration status",
        ("id-document-verified", "id-card-handed-over"),
    ),
    DerivedType(
        "deregistration-projected",
        EventArea.IDENTITY,
        "verwachte uitschrijving",
        "On this day the entry in the register will end, if nothing is done.",
        "from the detention and the rules in force",
        "reintegration status",
        ("detention-started", "release-date-planned", "registered"),
    ),
    DerivedType(
        "agreement-due-date-passed",
        EventArea.AGREEMENTS,
        "termijn van een afspraak verstreken",
        "The day on which an agreement was due has passed, and it was not kept.",
        "from the day on which the agreement is due and from what came of it",
        "reintegration agreements",
        ("agreement-made", "agreement-amended", "agreement-fulfilled"),
    ),
    DerivedType(
        "deadlock-detected",
        EventArea.AGREEMENTS,
        "deadlock vastgesteld",
        "Needs hold each other fast: none of them can be met first.",
        "from the standing of the needs and the rules in force",
        "reintegration deadlocks",
    ),
    DerivedType(
        "deadlock-resolved",
        EventArea.AGREEMENTS,
        "deadlock opgeheven",
        "Needs that held each other fast no longer do.",
        "from the standing of the needs and the rules in force",
        "reintegration deadlocks --spans",
    ),
    DerivedType(
        "late-information-received",
        EventArea.CORRECTIONS,
        "nagekomen gegeven",
        "An act was recorded well after it took place, and earlier answers did not know of it.",
        "from the day of an act and the moment at which it was recorded",
        "reintegration diff",
    ),
)

DERIVED_TYPES: Final = MappingProxyType({each.name: each for each in _DERIVED})
"""By name, what is computed from events and never stored."""

ACCESS_LOG_TYPES: Final = MappingProxyType(
    {
        "dossier-accessed": DerivedType(
            "dossier-accessed",
            EventArea.DATA,
            "dossier geraadpleegd",
            "Somebody read what is kept of a person.",
            "by every command that reads what is kept of a person",
            "the access log beside the ledger",
            logged=True,
        )
    }
)
"""By name, what is written to the access log by whoever reads, and is no event."""


def not_recorded(name: str) -> DerivedType | None:
    """Return what is known of a name that is not recorded, with or without version; else None."""
    bare = name.partition("/")[0]
    return DERIVED_TYPES.get(bare) or ACCESS_LOG_TYPES.get(bare)
