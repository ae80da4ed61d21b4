"""Four persons and two mandates of June 2026: what the tests of handovers look at."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from domain import events as e
from domain.events.handover import HandoverForm, HandoverReason
from domain.events.income import RejectionReason
from domain.events.oversight import EscalationLevel, EscalationTopic
from domain.events.plan import DisputeGround
from domain.events.sharing import RefusalGround
from domain.needs import Need
from ledger import Draft
from tests.commands.shell import Typing
from tests.domain.handover_people import (
    FREE,
    HELD,
    TO_TILBURG,
    Step,
    accepts,
    by,
    disputes,
    lacks,
    offers,
    rejects,
    told,
)

NOON: Final = datetime(2026, 6, 18, 12, tzinfo=UTC)
NOW: Final = NOON.replace(hour=13)
RELEASE: Final = date(2026, 6, 1)

WARM: Final[Sequence[Step]] = (
    (HELD, "2026-01-15"),
    (TO_TILBURG, "2026-02-01"),
    (lacks(Need.HOUSING), "2026-02-01"),
    (lacks(Need.DEBT_HELP), "2026-02-01"),
    (e.ReleaseNoticeSent(release_on=RELEASE), "2026-04-01"),
    (e.ReleaseNoticeReceived(), "2026-04-03"),
    (offers(Need.HOUSING, Need.DEBT_HELP), "2026-04-20"),
    (accepts(Need.HOUSING, Need.DEBT_HELP), "2026-04-22", by("Tilburg", mandate="M-2")),
    (e.HandoverRated(score=4), "2026-04-23"),
    (FREE, "2026-06-01"),
)
COLD: Final[Sequence[Step]] = (
    (e.DetentionStarted(institution="PI Breda"), "2026-01-15"),
    (e.SettlementIntentionDeclared(municipality="Breda"), "2026-02-01"),
    (lacks(Need.BENEFIT), "2026-02-01"),
    (e.ReleaseNoticeSent(release_on=RELEASE), "2026-05-25"),
    (offers(Need.BENEFIT, form=HandoverForm.COLD), "2026-05-26"),
    (
        rejects(Need.BENEFIT, HandoverReason.OTHER_MUNICIPALITY),
        "2026-05-28",
        by("Breda", mandate="M-2"),
    ),
    (e.PersonReleased(destination_municipality="Breda"), "2026-06-01"),
    (
        disputes(Need.BENEFIT, "Breda", "Tilburg", ground=DisputeGround.OTHER_MUNICIPALITY),
        "2026-06-05",
    ),
    (
        e.EscalationRaised(
            level=EscalationLevel.MANAGEMENT,
            topic=EscalationTopic.OWNERSHIP_DISPUTE,
            need=Need.BENEFIT,
        ),
        "2026-06-08",
    ),
    (e.DataRequestRefused(ground=RefusalGround.SECRECY), "2026-06-09"),
    (
        e.BenefitRejected(reason=RejectionReason.OTHER_MUNICIPALITY),
        "2026-06-10",
        {"mandate": "M-1", "actor": "u-7"},
    ),
)
TO_COME: Final[Sequence[Step]] = (
    (HELD, "2026-05-01"),
    (e.ReleaseDatePlanned(release_on=date(2026, 9, 1)), "2026-05-02"),
    (lacks(Need.WORK), "2026-05-03"),
)
NOT_HELD: Final[Sequence[Step]] = ((lacks(Need.HOUSING), "2026-05-01"),)
MANDATE: Final[Sequence[Step]] = (
    (
        e.MandateGranted(
            mandate="M-1", holder="u-7", scope=("benefit-rejected",), until=date(2026, 6, 9)
        ),
        "2026-01-01",
    ),
    (
        e.MandateGranted(mandate="M-2", holder="case manager", scope=("any-decision",)),
        "2026-01-01",
    ),
)


def drafts(stream: str, steps: Sequence[Step]) -> list[Draft]:
    """These acts in a stream."""
    _, _, name = stream.partition(":")
    subjects = (name,) if stream.startswith("person:") else ()
    return [
        Draft(
            act.envelope.model_copy(
                update={
                    "stream": stream,
                    "subjects": subjects,
                    "event_id": f"{name}-{act.position}",
                }
            ),
            act.body,
        )
        for act in told(*steps)
        if act.body is not None
    ]


def rows(desk: Typing, *words: str) -> dict[str, dict[str, Any]]:
    """The rows of the answer by person."""
    answer = desk("handovers", *words, "--json")
    assert answer.status == 0, answer.err
    return {row["person"]: row for row in answer.data}
