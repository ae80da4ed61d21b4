"""Agreements in a line: `agreed(promise(due_on="2026-04-01"), fulfilled(), on="2026-04-02")`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from domain import events as e
from domain.agreements.agreement import Agreement
from domain.agreements.findings import AgreementFindingKind
from domain.agreements.folding import agreement_on
from domain.agreements.misfits import misfits_of
from domain.agreements.oversight import oversight_findings
from domain.agreements.standing import AgreementState, Standing, standing
from domain.envelope import Act, CorrectionKind, Envelope, EventReference
from domain.events.agreements import (
    AgreementLevel,
    BreachReason,
    Deliverable,
    IntentionTopic,
    Topic,
    WaiverReason,
)
from domain.events.housing import HousingKind
from domain.events.oversight import ReviewOutcome
from domain.needs import Need
from domain.values import PrivacyClass

MUNICIPALITY: Final = "Tilburg"
CORPORATION: Final = "WonenBreda"
COUNCIL: Final = "Gemeenteraad Tilburg"
STRANGER: Final = "Vught"
DUE: Final = "2026-04-01"
MADE: Final = "2026-03-01"
BEFORE: Final = "2026-03-20"
AFTER: Final = "2026-04-10"


def said(
    body: e.EventBody,
    on: str,
    *,
    by: str = MUNICIPALITY,
    position: int = 1,
    id: str | None = None,
    stream: str = "agreement:a-1",
    subjects: tuple[str, ...] = (),
    corrects: str | None = None,
    **fields: Any,
) -> Act:
    """One recorded act about an agreement, by an organisation; called e1, e2, ... by position."""
    envelope = Envelope(
        event_id=id or f"e{position}",
        source="test",
        stream=stream,
        subjects=subjects,
        type=body.about.type,
        occurred_on=datetime.fromisoformat(on) if "T" in on else date.fromisoformat(on),
        actor="u-1",
        role="aftercare-coordinator",
        organisation=by,
        recorded_by="u-1",
        purpose="aftercare",
        legal_basis="Pbw 18a",
        corrects=None if corrects is None else EventReference(event_id=corrects, source="test"),
        correction_kind=None if corrects is None else CorrectionKind.ERROR,
        privacy_class=body.about.privacy or PrivacyClass.CRIMINAL,
        **fields,
    )
    return Act(position, position, datetime(2027, 1, 1, 12, tzinfo=UTC), envelope, body)


def promise(on: str = MADE, *, due_on: str = DUE, by: str = MUNICIPALITY, **fields: Any) -> Act:
    """A corporation promises a municipality a place to live, unless `fields` say something else."""
    terms: dict[str, Any] = {
        "level": AgreementLevel.LOCAL,
        "parties": (MUNICIPALITY, CORPORATION),
        "performer": CORPORATION,
        "beneficiary": MUNICIPALITY,
        "need": Need.HOUSING,
        "deliverable": Deliverable.PLACE_TO_LIVE,
        "due_on": date.fromisoformat(due_on),
        "overseer": COUNCIL,
    }
    outside = {name: fields.pop(name) for name in ENVELOPE if name in fields}
    return said(e.AgreementMade(**(terms | fields)), on, by=by, **outside)


ENVELOPE: Final = ("correlation", "causation", "subjects", "stream", "position", "id")


def amended(
    on: str = BEFORE, *, consent_of: tuple[str, ...] = (MUNICIPALITY, CORPORATION), **fields: Any
) -> Act:
    """The terms are changed, by consent of all parties unless others are named."""
    outside = {name: fields.pop(name) for name in ENVELOPE if name in fields}
    return said(e.AgreementAmended(consent_of=consent_of, **fields), on, **outside)


def fulfilled(
    on: str = BEFORE,
    *,
    by: str = CORPORATION,
    confirmed_by: str | None = None,
    quantity: int | None = None,
    **fields: Any,
) -> Act:
    """The performer says that it delivered, unless somebody else does."""
    body = e.AgreementFulfilled(confirmed_by=confirmed_by, quantity=quantity)
    return said(body, on, by=by, **fields)


def breached(on: str = AFTER, *, by: str = COUNCIL, heard: bool = True) -> Act:
    """The overseer finds a breach after hearing both, unless somebody else does."""
    body = e.AgreementBreached(reason=BreachReason.NOT_PERFORMED, parties_heard=heard)
    return said(body, on, by=by)


def waived(
    on: str = BEFORE, *, by: str = MUNICIPALITY, reason: WaiverReason = WaiverReason.BY_CONSENT
) -> Act:
    """The beneficiary no longer asks for it."""
    return said(e.AgreementWaived(reason=reason), on, by=by)


def overseen(on: str = BEFORE, *, overseer: str = COUNCIL, by: str = COUNCIL) -> Act:
    """Somebody is asked to watch over it."""
    return said(e.OverseerAssigned(overseer=overseer), on, by=by)


def reviewed(
    on: str = AFTER, *, outcome: ReviewOutcome = ReviewOutcome.OVERDUE, by: str = COUNCIL
) -> Act:
    """The overseer holds a review."""
    return said(e.OversightReviewHeld(outcome=outcome), on, by=by)


def intended(
    on: str = "2026-02-01",
    *,
    topic: Topic = IntentionTopic.QUOTA,
    level: AgreementLevel = AgreementLevel.LOCAL,
    **fields: Any,
) -> Act:
    """Two organisations say that they mean to agree on something."""
    body = e.IntentionExpressed(level=level, topic=topic, parties=(MUNICIPALITY, CORPORATION))
    return said(body, on, **fields)


def offered(on: str, person: str, agreement: str | None = "a-1", *, by: str = CORPORATION) -> Act:
    """A person is offered a dwelling, as a part of an agreement or without one."""
    stream = None if agreement is None else f"agreement:{agreement}"
    body = e.HousingOffered(kind=HousingKind.DWELLING, agreement=stream)
    return said(body, on, by=by, stream=f"person:{person}", subjects=(person,))


def numbered(acts: Sequence[Act]) -> list[Act]:
    """The acts as a stream: recorded in the order given, as e1, e2, ... unless they have a name."""
    return [
        replace(
            act,
            position=place,
            version=place,
            envelope=act.envelope.model_copy(
                update={} if act.envelope.event_id != "e1" else {"event_id": f"e{place}"}
            ),
        )
        for place, act in enumerate(acts, 1)
    ]


def agreed(*acts: Act, on: str = AFTER, id: str = "a-1") -> Agreement:
    """The agreement as it stands on a day, after acts that are recorded in the order given."""
    return agreement_on(id, numbered(acts), date.fromisoformat(on))


def stands(*acts: Act, on: str = AFTER) -> Standing:
    """Where it stands on a day."""
    return standing(agreed(*acts, on=on), date.fromisoformat(on))


def state(*acts: Act, on: str = AFTER) -> AgreementState:
    """In which state it is on a day."""
    return stands(*acts, on=on).state


def misfits(*acts: Act) -> list[AgreementFindingKind]:
    """What does not fit in what was recorded."""
    return [each.kind for each in misfits_of("a-1", numbered(acts))]


def oversight(*acts: Act, on: str = AFTER) -> list[AgreementFindingKind]:
    """What is wrong with its oversight on a day."""
    found = oversight_findings(agreed(*acts, on=on), date.fromisoformat(on))
    return [each.kind for each in found]
