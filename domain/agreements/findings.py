"""The closed list of what can be wrong with an agreement or with the oversight of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AgreementFindingKind(StrEnum):
    """What does not fit, or what is wrong with the oversight.

    Attributes:
        NEVER_MADE: Events speak of an agreement that nobody recorded as made.
        MADE_TWICE: Made again; terms change by an amendment, so the second making changes none.
        BEFORE_IT_WAS_MADE: Fulfilled, amended, broken, waived or reviewed before it was made.
        DUE_BEFORE_MADE: The agreed day lies before the making.
        CASE_WITHOUT_PERSON: An agreement about a case that names no person.
        PERSON_NOT_NAMED: Says nothing of the person whom other events of the agreement concern, so
            that it would stay when that person is erased.
        PERFORMER_NO_PARTY: Whoever has to deliver is no party.
        PERFORMER_IS_BENEFICIARY: Whoever has to deliver is also who receives.
        AMENDED_WITHOUT_CONSENT: Not all parties consented; the terms stay as they were.
        AMENDMENTS_OF_ONE_DAY: Two amendments of a day differ, and which came last is not known.
        CONFIRMED_BY_ANOTHER: Fulfilment confirmed by somebody else than who receives it.
        BREACH_NOT_BY_OVERSEER: A breach found by somebody who does not oversee it.
        PARTIES_NOT_HEARD: A breach found without hearing both.
        BREACH_BEFORE_DUE: A breach found before the agreed day had passed.
        WAIVED_BY_ANOTHER: Waived by somebody who is no party.
        WAIVED_BY_PERFORMER: Waived by whoever has to deliver, and not by consent.
        ENDED_AGAIN: Broken or waived after it had been fulfilled, or anything after a waiver.
        REVIEW_NOT_BY_OVERSEER: Reviewed by somebody who does not oversee it.
        REVIEW_SAYS_OTHERWISE: Called on course while it was overdue.
        EFFECT_ENDS_BEFORE_IT_BEGINS: The last day of effect lies before the first.
        HAPPENS_AFTER_RECORDING: The day of the act lies after the day on which it was recorded.
        CORRECTION_WITHOUT_TARGET: A correction or retraction of an event that is not there.
        CORRECTION_DOES_NOT_FIT: A correction whose values do not fit the event.
        RETRACTED_BY_ONE: A retraction that nobody else proposed before: two pairs of eyes lack.
        NO_OVERSEER: Nobody oversees it, so no breach of it can be established.
        BREACH_UNSEEN: Overdue while nobody oversees it: no breach will be seen or put right.
        OVERSEER_IS_PERFORMER: It is overseen by whoever has to deliver.
        OVERSEER_IS_BENEFICIARY: It is overseen by whoever receives.
        REVIEW_ABSENT: Overdue, and whoever oversees it has held no review since.
    """

    NEVER_MADE = "never-made"
    MADE_TWICE = "made-twice"
    BEFORE_IT_WAS_MADE = "before-it-was-made"
    DUE_BEFORE_MADE = "due-before-made"
    CASE_WITHOUT_PERSON = "case-without-person"
    PERSON_NOT_NAMED = "person-not-named"
    PERFORMER_NO_PARTY = "performer-no-party"
    PERFORMER_IS_BENEFICIARY = "performer-is-beneficiary"
    AMENDED_WITHOUT_CONSENT = "amended-without-consent"
    AMENDMENTS_OF_ONE_DAY = "amendments-of-one-day"
    CONFIRMED_BY_ANOTHER = "confirmed-by-another"
    BREACH_NOT_BY_OVERSEER = "breach-not-by-overseer"
    PARTIES_NOT_HEARD = "parties-not-heard"
    BREACH_BEFORE_DUE = "breach-before-due"
    WAIVED_BY_ANOTHER = "waived-by-another"
    WAIVED_BY_PERFORMER = "waived-by-performer"
    ENDED_AGAIN = "ended-again"
    REVIEW_NOT_BY_OVERSEER = "review-not-by-overseer"
    REVIEW_SAYS_OTHERWISE = "review-says-otherwise"
    EFFECT_ENDS_BEFORE_IT_BEGINS = "effect-ends-before-it-begins"
    HAPPENS_AFTER_RECORDING = "happens-after-recording"
    CORRECTION_WITHOUT_TARGET = "correction-without-target"
    CORRECTION_DOES_NOT_FIT = "correction-does-not-fit"
    RETRACTED_BY_ONE = "retracted-by-one"
    NO_OVERSEER = "no-overseer"
    BREACH_UNSEEN = "breach-unseen"
    OVERSEER_IS_PERFORMER = "overseer-is-performer"
    OVERSEER_IS_BENEFICIARY = "overseer-is-beneficiary"
    REVIEW_ABSENT = "review-absent"


@dataclass(frozen=True, slots=True)
class AgreementFinding:
    """One thing that does not fit in an agreement: what, since which day, and its events."""

    kind: AgreementFindingKind
    on: date
    events: tuple[str, ...]
