"""The closed lists of what a report may say of a need."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where one need of one person stands; exactly one of these, always.

    Attributes:
        MET: Holds.
        PENDING: An application is under way.
        READY: All that some open way asks is met; whoever the way names may act now.
        WAITING: Obtainable, once other needs are met first.
        STUCK: Waits for needs that wait for it; none can come first.
        POSSIBLY_STUCK: Stuck or without a way under some reading of what is not known.
        BEHIND: Comes free when needs that are stuck do.
        NOT_YET: No way is open now; one opens on a known occasion.
        NO_WAY: Every way ends at something that no open way meets.
        DISPUTED: The acts contradict each other.
        DECLINED: The person wants no help with it.
        NOT_APPLICABLE: Does not apply to this person.
        UNKNOWN: No act speaks of it; or it is not met, and the rules say nothing of it.
    """

    MET = "met"
    PENDING = "pending"
    READY = "ready"
    WAITING = "waiting"
    STUCK = "stuck"
    POSSIBLY_STUCK = "possibly-stuck"
    BEHIND = "behind"
    NOT_YET = "not-yet"
    NO_WAY = "no-way"
    DISPUTED = "disputed"
    DECLINED = "declined"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """What else there is to say of a need.

    Attributes:
        OVERDUE: The term to decide has passed.
        EXPIRING: Holds, but ends within eight weeks.
        AT_RISK: Applied for, but what the application rests on has lapsed.
        LINCHPIN: If this application is refused, other needs are no longer obtainable.
        SOFT: Stuck, but a known intervention opens it.
        HARD: Stuck, and no known intervention opens it.
        PRACTICE_HELD: Obtainable if nobody asked or ended more than the law does.
        CARRIED: In a knot but in no circle; follows once the circles are opened.
    """

    OVERDUE = "overdue"
    EXPIRING = "expiring"
    AT_RISK = "at-risk"
    LINCHPIN = "linchpin"
    SOFT = "soft"
    HARD = "hard"
    PRACTICE_HELD = "practice-held"
    CARRIED = "carried"
