"""What somebody found of a need on one day: arranged or not; and answers that contradict.

Two answers of one day contradict each other when nothing proves which of them came last: one is
known to the day only, its day is estimated, or both bear the same moment. What was found on another
day, or later on the same day, is no contradiction: it is what is known from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from domain import events as e
from domain.envelope import Act
from domain.events.documents import DocumentKind
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.values import Certainty

IDENTITY_DOCUMENTS: Final = frozenset(
    {DocumentKind.PASSPORT, DocumentKind.ID_CARD, DocumentKind.ALIENS_DOCUMENT}
)
"""The documents with which a person proves who they are."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one act says of one need.

    Attributes:
        on: The day, in the Netherlands.
        at: The moment in UTC; None where only the day is known, or the day is estimated.
        arranged: Whether the need was found to be met.
        evidence: The events that say so.
        document: The kind of document, where the answer is about one document alone: that a
            passport is lost does not contradict that an identity card was seen.
    """

    on: date
    at: datetime | None
    arranged: bool
    evidence: tuple[str, ...]
    document: str | None = None

    @classmethod
    def of(cls, act: Act, *, arranged: bool, document: str | None = None) -> Answer:
        """Return what `act` says."""
        occurred = act.envelope.occurred_on
        proved = isinstance(occurred, datetime) and act.envelope.certainty is Certainty.KNOWN
        at = occurred.astimezone(UTC) if proved and isinstance(occurred, datetime) else None
        return cls(act.envelope.day, at, arranged, act.evidence, document)

    def may_precede(self, other: Answer) -> bool:
        """Return whether it can have been given before `other`, which is of the same day."""
        return self.at is None or other.at is None or self.at <= other.at

    def contradicts(self, other: Answer) -> bool:
        """Return whether it says the opposite of `other` about the same thing."""
        return self.arranged is not other.arranged and (
            self.document is None or other.document is None or self.document == other.document
        )


def answers_in(act: Act) -> Iterator[tuple[Need, Answer]]:
    """Yield what `act` found of needs: that they are arranged, or that they are not."""
    for need, given in _given(act.body):
        if given in (ScreeningAnswer.ARRANGED, ScreeningAnswer.NOT_ARRANGED):
            yield need, Answer.of(act, arranged=given is ScreeningAnswer.ARRANGED)
    match act.body:
        case e.IdDocumentVerified(kind=kind, valid_until=until):
            if kind in IDENTITY_DOCUMENTS and (until is None or until >= act.envelope.day):
                yield Need.ID_DOCUMENT, Answer.of(act, arranged=True, document=kind)
        case e.IdDocumentReportedMissing(kind=kind):
            if kind in IDENTITY_DOCUMENTS:
                yield Need.ID_DOCUMENT, Answer.of(act, arranged=False, document=kind)
        case _:
            pass


def _given(body: e.EventBody | None) -> Iterator[tuple[Need, ScreeningAnswer]]:
    match body:
        case e.ScreeningCompleted():
            for finding in body.findings:
                yield finding.need, finding.answer
        case e.HealthScreeningCompleted():
            for need, answer in ((Need.CARE, body.care), (Need.MEDICATION, body.medication)):
                if answer is not None:
                    yield need, answer
        case e.NeedIdentified() | e.HealthNeedIdentified():
            yield body.need, ScreeningAnswer.NOT_ARRANGED
        case e.NeedStatusVerified() | e.HealthNeedStatusVerified():
            yield body.need, body.answer
        case _:
            pass


def last_answers(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return those answers of one day of which each may have been the last, in their order."""
    return tuple(each for each in answers if all(other.may_precede(each) for other in answers))


def contradicting(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return those answers of one day that may have been the last and contradict each other."""
    last = last_answers(answers)
    return tuple(each for each in last if any(each.contradicts(other) for other in last))
