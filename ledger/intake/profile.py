"""Who imports, and what to assume where neither a line nor a map says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IntakeProfile:
    """The account that imports, with its defaults; a default of None means that a line must say it.

    Attributes:
        account: Who imports; becomes `recorded_by` of every event, never its actor.
        source: The system that the events come from, for a map that names none.
        actor: Who acted.
        role: In which role.
        organisation: For which organisation.
        purpose: Code of the purpose of the processing.
        legal_basis: Law and article on which the acts rest.
    """

    account: str
    source: str | None = None
    actor: str | None = None
    role: str | None = None
    organisation: str | None = None
    purpose: str | None = None
    legal_basis: str | None = None

    def defaults(self) -> dict[str, str]:
        """Return the envelope fields that this profile fills in where nothing else does."""
        fields = {
            "source": self.source,
            "actor": self.actor,
            "role": self.role,
            "organisation": self.organisation,
            "purpose": self.purpose,
            "legal_basis": self.legal_basis,
        }
        return {name: value for name, value in fields.items() if value is not None}
