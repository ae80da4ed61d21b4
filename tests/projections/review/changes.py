"""Corrections and retractions of what is recorded of the article's persons."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from domain.envelope import CorrectionKind, EventReference
from domain.events import EventCorrected, EventRetracted, EventRetractionProposed
from domain.events.corrections import CorrectionReason
from domain.values import PrivacyClass
from ledger import Ledger
from ledger.acts import Draft
from tests.ledger.making import draft


def correction(ledger: Ledger, event_id: str, of: str, *, recorded_at: datetime) -> Draft:
    body = EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2007-06-11")
    return about(ledger, event_id, of, body, CorrectionKind.ERROR, recorded_at)


def retraction(
    ledger: Ledger,
    event_id: str,
    of: str,
    body: Callable[..., EventRetracted | EventRetractionProposed],
    recorded_at: datetime,
) -> Draft:
    said = body(reason=CorrectionReason.NEVER_HAPPENED)
    return about(ledger, event_id, of, said, CorrectionKind.RETRACTION, recorded_at)


def about(
    ledger: Ledger,
    event_id: str,
    of: str,
    body: Any,
    kind: CorrectionKind,
    recorded_at: datetime,
    **said: Any,
) -> Draft:
    [target] = ledger.find(of)
    return draft(
        *(event_id, "person:p-0417", body, recorded_at),
        occurred_on=date(2007, 6, 18),
        corrects=EventReference(event_id=of, source=target.envelope.source),
        correction_kind=kind,
        privacy_class=target.envelope.privacy_class or PrivacyClass.ORDINARY,
        **said,
    )
