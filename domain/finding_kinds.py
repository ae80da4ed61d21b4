"""The closed list of what does not fit in the history of a person, and one thing that does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.envelope import Act


class FindingKind(StrEnum):
    """What does not fit.

    Attributes:
        END_BEFORE_BEGIN: A detention ends before it begins.
        RELEASED_WITHOUT_DETENTION: A release without a detention that it could end.
        DETENTIONS_OVERLAP: Two detentions share days.
        RE_DETAINED_FIRST: Detained again, without an earlier detention.
        OUTSIDE_DETENTION: Leave, absconding or the like of a person who was not held.
        DEPARTED_WHILE_HELD: Recorded as departed to where nobody knows, of a person who was held.
            A stay in an institution tells where somebody is, so what the registers ask for that
            (Wgba 48, Wet BRP 2.22(1)) was not met where it could be known (our reading).
        DECIDED_WITHOUT_APPLICATION: A decision without an application that could precede it.
        DECIDED_AFTER_CLOSING: A decision on an application that was withdrawn or refused before.
        GRANTED_TWICE: Granted again from the first day of a grant that was running.
        ANSWERED_WITHOUT_QUESTION: An answer to what nobody offered, asked or objected to.
        ENDED_WITHOUT_BEGIN: Something ended that had not begun.
        COLLECTED_WITHOUT_CLAIM: Something was arranged or announced for a claim that is not there.
        WITHDRAWN_WITHOUT_APPLICATION: An application taken back that nobody made.
        CONTRADICTORY_ANSWERS: On one day a need was found arranged and found not arranged, and
            nothing tells which came last.
        EFFECT_ENDS_BEFORE_IT_BEGINS: The last day of effect lies before the first.
        HAPPENS_AFTER_RECORDING: The day of the act lies after the day on which it was recorded.
        NOTICE_AFTER_RELEASE: A notice of release sent after the release.
        RECEIVED_WITHOUT_SENDING: A notice received that nobody sent.
        CORRECTION_WITHOUT_TARGET: A correction or retraction of an event that is not there.
        CORRECTION_DOES_NOT_FIT: A correction whose values do not fit the event.
        RETRACTED_BY_ONE: A retraction that nobody else proposed before: two pairs of eyes lack.
        LINKED_BY_ONE: A link, or the end of one, that nobody else proposed before.
        LINKED_ON_ONE_SIDE: A link that the stream of only one of the two pseudonyms says.
    """

    END_BEFORE_BEGIN = "end-before-begin"
    RELEASED_WITHOUT_DETENTION = "released-without-detention"
    DETENTIONS_OVERLAP = "detentions-overlap"
    RE_DETAINED_FIRST = "re-detained-first"
    OUTSIDE_DETENTION = "outside-detention"
    DEPARTED_WHILE_HELD = "departed-while-held"
    DECIDED_WITHOUT_APPLICATION = "decided-without-application"
    DECIDED_AFTER_CLOSING = "decided-after-closing"
    GRANTED_TWICE = "granted-twice"
    ANSWERED_WITHOUT_QUESTION = "answered-without-question"
    ENDED_WITHOUT_BEGIN = "ended-without-begin"
    COLLECTED_WITHOUT_CLAIM = "collected-without-claim"
    WITHDRAWN_WITHOUT_APPLICATION = "withdrawn-without-application"
    CONTRADICTORY_ANSWERS = "contradictory-answers"
    EFFECT_ENDS_BEFORE_IT_BEGINS = "effect-ends-before-it-begins"
    HAPPENS_AFTER_RECORDING = "happens-after-recording"
    NOTICE_AFTER_RELEASE = "notice-after-release"
    RECEIVED_WITHOUT_SENDING = "received-without-sending"
    CORRECTION_WITHOUT_TARGET = "correction-without-target"
    CORRECTION_DOES_NOT_FIT = "correction-does-not-fit"
    RETRACTED_BY_ONE = "retracted-by-one"
    LINKED_BY_ONE = "linked-by-one"
    LINKED_ON_ONE_SIDE = "linked-on-one-side"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: what, since which day, and the events it concerns."""

    kind: FindingKind
    on: date
    events: tuple[str, ...]


def finding(kind: FindingKind, act: Act) -> Finding:
    """Return that an act does not fit, from its own day on."""
    return Finding(kind, act.envelope.day, act.evidence)
