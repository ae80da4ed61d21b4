"""What can be wrong with accountability and handover: kinds, and one finding of a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.needs import Need


class Fault(StrEnum):
    """What is wrong.

    Attributes:
        NEED_WITHOUT_OWNER: A need is open, and by policy it is nobody's task.
        MUNICIPALITY_UNKNOWN: Free, with open needs, and no act says where the person settles.
        OWNERSHIP_DISPUTED: Organisations do not agree on whose a need is.
        ACCEPTED_BY_TWO: Two organisations accepted one need.
        TWO_POSSIBLE_OWNERS: Two may be the owner of an open need, and neither has accepted it.
        ESCALATION_NEEDED: One of these, and nobody has put it to someone higher up.
        ESCALATION_OPEN: It was put to someone higher up, and nothing has come of it yet.
        NOTICE_MISSING: Released without a notice, or the day for it has passed.
        NOTICE_LATE: Sent after the day by which policy asks for it.
        NOTICE_AFTER_RELEASE: Sent after the release.
        NOTICE_NOT_RECEIVED: Sent, and nobody confirmed that it came.
        NOTICE_NOT_SENT: Received, and nobody said that it was sent.
        NO_EMERGENCY_PROCEDURE: Released at once without the procedure that belongs to it.
        HANDOVER_MISSING: Released, and no handover was offered.
        HANDOVER_UNANSWERED: Offered, and not answered in time or before release.
        HANDOVER_REJECTED: A need was rejected and nobody has accepted it.
        ANSWER_WITHOUT_OFFER: Answered, and nobody offered what is answered.
        MANDATE_ABSENT: A decision that names no mandate.
        MANDATE_UNKNOWN: A decision on a mandate that no organisation is known to have given.
        MANDATE_NOT_YET: A decision before the mandate that it names was given.
        MANDATE_EXPIRED: A decision after the last day of its mandate.
        MANDATE_WITHDRAWN: A decision after its mandate was withdrawn.
        MANDATE_OUT_OF_SCOPE: A decision of a kind that its mandate does not name.
        MANDATE_OF_ANOTHER: A decision on the mandate of another account or role.
        DATA_REFUSED: Data that were asked for were not given.
    """

    NEED_WITHOUT_OWNER = "need-without-owner"
    MUNICIPALITY_UNKNOWN = "municipality-unknown"
    OWNERSHIP_DISPUTED = "ownership-disputed"
    ACCEPTED_BY_TWO = "accepted-by-two"
    TWO_POSSIBLE_OWNERS = "two-possible-owners"
    ESCALATION_NEEDED = "escalation-needed"
    ESCALATION_OPEN = "escalation-open"
    NOTICE_MISSING = "notice-missing"
    NOTICE_LATE = "notice-late"
    NOTICE_AFTER_RELEASE = "notice-after-release"
    NOTICE_NOT_RECEIVED = "notice-not-received"
    NOTICE_NOT_SENT = "notice-not-sent"
    NO_EMERGENCY_PROCEDURE = "no-emergency-procedure"
    HANDOVER_MISSING = "handover-missing"
    HANDOVER_UNANSWERED = "handover-unanswered"
    HANDOVER_REJECTED = "handover-rejected"
    ANSWER_WITHOUT_OFFER = "answer-without-offer"
    MANDATE_ABSENT = "mandate-absent"
    MANDATE_UNKNOWN = "mandate-unknown"
    MANDATE_NOT_YET = "mandate-not-yet"
    MANDATE_EXPIRED = "mandate-expired"
    MANDATE_WITHDRAWN = "mandate-withdrawn"
    MANDATE_OUT_OF_SCOPE = "mandate-out-of-scope"
    MANDATE_OF_ANOTHER = "mandate-of-another"
    DATA_REFUSED = "data-refused"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that is wrong.

    Attributes:
        fault: What.
        on: Since which day.
        evidence: Ids of the events that it rests on.
        need: About which need, where it is about one.
        detail: The reason, ground, level or type that the events give, as a code.
    """

    fault: Fault
    on: date
    evidence: tuple[str, ...]
    need: Need | None = None
    detail: str | None = None
