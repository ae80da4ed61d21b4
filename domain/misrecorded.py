"""What can be wrong with how acts are recorded, in whatever stream and whatever they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from domain import events as e
from domain.envelope import Act
from domain.history import Resolved, UnresolvedReason
from domain.values import Certainty


class Misrecorded(StrEnum):
    """What is wrong; findings about persons and about agreements use the same words for it.

    Attributes:
        CORRECTION_WITHOUT_TARGET: A correction or retraction of an event that is not there.
        CORRECTION_DOES_NOT_FIT: A correction whose values do not fit the event.
        RETRACTED_BY_ONE: A retraction that nobody else proposed before: two pairs of eyes lack.
        EFFECT_ENDS_BEFORE_IT_BEGINS: The last day of effect lies before the first.
        HAPPENS_AFTER_RECORDING: The day of the act lies after the day on which it was recorded.
    """

    CORRECTION_WITHOUT_TARGET = "correction-without-target"
    CORRECTION_DOES_NOT_FIT = "correction-does-not-fit"
    RETRACTED_BY_ONE = "retracted-by-one"
    EFFECT_ENDS_BEFORE_IT_BEGINS = "effect-ends-before-it-begins"
    HAPPENS_AFTER_RECORDING = "happens-after-recording"


def misrecorded_in(
    recorded: Sequence[Act], resolved: Resolved
) -> Iterator[tuple[Misrecorded, Act]]:
    """Yield what is wrong with how acts are recorded, each with the act that it is wrong with.

    Args:
        recorded: The acts of a stream or of a person, in the order of their positions.
        resolved: The same acts with their corrections resolved.
    """
    yield from _corrections(resolved)
    yield from _retractions(recorded, resolved)
    for act in resolved.acts:
        until = act.envelope.effect_until
        if until is not None and until < act.envelope.effective_from:
            yield Misrecorded.EFFECT_ENDS_BEFORE_IT_BEGINS, act
        if act.envelope.certainty is Certainty.KNOWN and act.envelope.day > act.recorded_day:
            yield Misrecorded.HAPPENS_AFTER_RECORDING, act


def said_before_by_another(proposal: Act, act: Act) -> bool:
    """Return whether somebody else recorded a proposal before the act that carries it out."""
    return proposal.envelope.actor != act.envelope.actor and proposal.position < act.position


def _corrections(resolved: Resolved) -> Iterator[tuple[Misrecorded, Act]]:
    kinds = {
        UnresolvedReason.UNKNOWN_TARGET: Misrecorded.CORRECTION_WITHOUT_TARGET,
        UnresolvedReason.VALUES_DO_NOT_FIT: Misrecorded.CORRECTION_DOES_NOT_FIT,
    }
    for each in resolved.unresolved:
        yield kinds[each.reason], each.correction


def _retractions(recorded: Sequence[Act], resolved: Resolved) -> Iterator[tuple[Misrecorded, Act]]:
    without_target = {each.correction.key for each in resolved.unresolved}
    proposals = [act for act in recorded if isinstance(act.body, e.EventRetractionProposed)]
    for act in recorded:
        if not isinstance(act.body, e.EventRetracted) or act.key in without_target:
            continue
        if not any(
            proposal.envelope.corrects == act.envelope.corrects
            and said_before_by_another(proposal, act)
            for proposal in proposals
        ):
            yield Misrecorded.RETRACTED_BY_ONE, act
