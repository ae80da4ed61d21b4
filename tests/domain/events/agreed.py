"""The fields of an agreement about a case, as tests of its body change them."""

from datetime import date
from typing import Any, Final

from domain.events.agreements import AgreementLevel, Deliverable

AGREED: Final[dict[str, Any]] = {
    "level": AgreementLevel.CASE,
    "parties": ("Tilburg", "Tiwos"),
    "performer": "Tiwos",
    "beneficiary": "p-0417",
    "deliverable": Deliverable.PLACE_TO_LIVE,
    "due_on": date(2026, 6, 1),
}
