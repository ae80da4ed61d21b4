"""A ledger whose bytes are always the same, with everything in it that makes frames differ.

Beside the persons of the article: a correction, something taken back, two pseudonyms of one person,
a notice with its receipt and one without, a handover, agreements, an estimated day, and acts that
were recorded long after they took place.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from domain.envelope import CorrectionKind, EventReference
from domain.events import EVENT_TYPES
from domain.values import Certainty, PrivacyClass
from ledger import Draft, create_ledger
from tests.ledger.making import draft, repeating, standing
from tests.projections.looking import NOW, fill_with_article

FIRST: Final = datetime(2007, 6, 13, 7, tzinfo=UTC)
_SYSTEM: Final = "urn:nld:oin:00000001001234567000:systeem"

_SAID: Final[tuple[tuple[str, str, str, str, dict[str, Any]], ...]] = (
    (
        *("person:p-0421", "release-notice-sent", '{"release_on": "2007-07-03"}', "2007-06-04"),
        {"organisation": "PI Vught", "to": ("Tilburg", "Breda"), "actor": "u-61"},
    ),
    ("person:p-0421", "release-notice-received", '{"release_on": "2007-07-03"}', "2007-06-05", {}),
    (
        *("person:p-0423", "release-notice-sent", '{"release_on": "2007-08-01"}', "2007-06-12"),
        {"organisation": "PI Vught", "to": ("Tilburg",), "actor": "u-61"},
    ),
    (
        *("person:p-0421", "handover-offered"),
        *('{"form": "warm", "needs": ["id_document", "housing"]}', "2007-06-12"),
        {"organisation": "PI Vught", "to": ("Tilburg",), "actor": "u-61"},
    ),
    (
        *("agreement:a-1", "agreement-made"),
        (
            '{"level": "case", "parties": ["Tilburg", "WonenBreda"], "performer": "WonenBreda",'
            ' "beneficiary": "Tilburg", "deliverable": "place-to-live", "need": "housing",'
            ' "due_on": "2007-06-15", "overseer": "Gemeenteraad Tilburg"}'
        ),
        *("2007-06-01", {"subjects": ("p-0418",)}),
    ),
    (
        *("agreement:a-2", "agreement-made"),
        (
            '{"level": "local", "parties": ["Tilburg", "PI Vught"], "performer": "PI Vught",'
            ' "beneficiary": "Tilburg", "deliverable": "notice", "due_on": "2007-07-01"}'
        ),
        *("2007-05-01", {}),
    ),
    (
        *("person:p-0418", "event-corrected"),
        *('{"reason": "wrong-date", "occurred_on": "2007-05-21"}', "2007-06-13"),
        {"corrects": ("burgerzaken", "p-0418-22"), "correction_kind": CorrectionKind.ERROR},
    ),
    (
        *("person:p-0417", "event-retraction-proposed", '{"reason": "wrong-person"}', "2007-06-13"),
        {"corrects": ("sociale-zaken", "p-0417-23"), "correction_kind": CorrectionKind.RETRACTION},
    ),
    (
        *("person:p-0417", "event-retracted", '{"reason": "wrong-person"}', "2007-06-14"),
        {
            "corrects": ("sociale-zaken", "p-0417-23"),
            "correction_kind": CorrectionKind.RETRACTION,
            "actor": "u-12",
        },
    ),
    ("person:p-0499", "benefit-applied", "{}", "2007-04-01", {"certainty": Certainty.ESTIMATED}),
    (
        *("person:p-0422", "identities-linked"),
        *('{"other": "p-0499", "leads": true, "reason": "identity-established"}', "2007-06-14"),
        {},
    ),
    (
        *("person:p-0499", "identities-linked"),
        *('{"other": "p-0422", "leads": false, "reason": "identity-established"}', "2007-06-14"),
        {},
    ),
    ("person:p-0418", "id-card-applied", '{"place": "desk"}', "2007-05-02", {}),
)
"""Stream, type, body, day, and what else the envelope says; recorded hours after each other."""


def make_past(path: Path) -> None:
    """Make the ledger, with its keys beside it."""
    with create_ledger(
        path, rehearsal=True, clock=standing(NOW), randomness=repeating("past")
    ) as ledger:
        fill_with_article(ledger)
        ledger.append(_drafts())


def _drafts() -> Iterator[Draft]:
    for number, (stream, name, text, day, fields) in enumerate(_SAID):
        kind = EVENT_TYPES[f"{name}/1"]
        said: dict[str, Any] = {"privacy_class": kind.about.privacy or PrivacyClass.ORDINARY}
        said |= fields
        if "corrects" in said:
            system, event_id = said["corrects"]
            said["corrects"] = EventReference(source=f"{_SYSTEM}:{system}", event_id=event_id)
        yield draft(
            f"past-{number}",
            stream,
            kind.model_validate_json(text),
            FIRST + timedelta(hours=7 * number),
            occurred_on=date.fromisoformat(day),
            **said,
        )
