"""What does not fit in the history of one person; recorded all the same, and shown with its events.

The ledger never refuses a true fact because another arrived late or never. An order finding is
made only where no order fits the stated precision: two acts of the same day of which one is known
only to the day can have come in either order, and an estimated day proves no order at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from domain import events as e
from domain.envelope import Act, order
from domain.evolve import fold
from domain.history import Resolved, UnresolvedReason, resolve
from domain.person import Episode
from domain.values import Certainty


class FindingKind(StrEnum):
    """What does not fit.

    Attributes:
        END_BEFORE_BEGIN: A detention ends before it begins.
        RELEASED_WITHOUT_DETENTION: A release without a detention that it could end.
        DETENTIONS_OVERLAP: Two detentions share days.
        RE_DETAINED_FIRST: Detained again, without an earlier detention.
        DECIDED_WITHOUT_APPLICATION: A decision without an application that could precede it.
        EFFECT_ENDS_BEFORE_IT_BEGINS: The last day of effect lies before the first.
        HAPPENS_AFTER_RECORDING: The day of the act lies after the day on which it was recorded.
        NOTICE_AFTER_RELEASE: A notice of release sent after the release.
        RECEIVED_WITHOUT_SENDING: A notice received that nobody sent.
        CORRECTION_WITHOUT_TARGET: A correction or retraction of an event that is not there.
        CORRECTION_DOES_NOT_FIT: A correction whose values do not fit the event.
        RETRACTED_BY_ONE: A retraction that nobody else proposed before: two pairs of eyes lack.
    """

    END_BEFORE_BEGIN = "end-before-begin"
    RELEASED_WITHOUT_DETENTION = "released-without-detention"
    DETENTIONS_OVERLAP = "detentions-overlap"
    RE_DETAINED_FIRST = "re-detained-first"
    DECIDED_WITHOUT_APPLICATION = "decided-without-application"
    EFFECT_ENDS_BEFORE_IT_BEGINS = "effect-ends-before-it-begins"
    HAPPENS_AFTER_RECORDING = "happens-after-recording"
    NOTICE_AFTER_RELEASE = "notice-after-release"
    RECEIVED_WITHOUT_SENDING = "received-without-sending"
    CORRECTION_WITHOUT_TARGET = "correction-without-target"
    CORRECTION_DOES_NOT_FIT = "correction-does-not-fit"
    RETRACTED_BY_ONE = "retracted-by-one"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit: what, since which day, and the events it concerns."""

    kind: FindingKind
    on: date
    events: tuple[str, ...]


Bodies = tuple[type[e.EventBody], ...]

_NEEDS_APPLICATION: tuple[tuple[Bodies, Bodies], ...] = (
    (
        (e.BenefitGranted, e.BenefitRejected, e.BenefitApplicationIncomplete),
        (e.BenefitApplied,),
    ),
    ((e.AdvancePaid, e.AdvanceRefused), (e.BenefitApplied,)),
    ((e.IdCardIssued, e.IdCardHandedOver), (e.IdCardApplied,)),
    ((e.PostalAddressGranted, e.PostalAddressRefused), (e.PostalAddressRequested,)),
)
"""Decisions on application, and the applications of which one has to come first."""


def findings_of(recorded: Sequence[Act]) -> list[Finding]:
    """Return everything that does not fit in the history of one person.

    Args:
        recorded: The acts of one person, in the order of their positions.

    Returns:
        Findings in order of day and kind; the same history gives the same list.
    """
    resolved = resolve(recorded)
    acts = sorted(resolved.acts, key=order)
    found = [
        *_corrections(resolved),
        *_retractions(recorded, resolved),
        *_detentions(acts),
        *_re_detained(acts),
        *_decisions(acts),
        *_effects(acts),
        *_futures(acts),
        *_notices(acts),
    ]
    return sorted(set(found), key=lambda each: (each.on, each.kind, each.events))


def may_precede(first: Act, second: Act) -> bool:
    """Return whether `first` can have come before `second`, as far as their precision tells."""
    one, two = first.envelope, second.envelope
    if Certainty.ESTIMATED in (one.certainty, two.certainty) or one.day < two.day:
        return True
    if one.day > two.day:
        return False
    if isinstance(one.occurred_on, datetime) and isinstance(two.occurred_on, datetime):
        return one.occurred_on <= two.occurred_on
    return True


def _of(acts: Iterable[Act], bodies: Bodies) -> list[Act]:
    return [act for act in acts if isinstance(act.body, bodies)]


def _finding(kind: FindingKind, act: Act) -> Finding:
    return Finding(kind, act.envelope.day, act.evidence)


def _corrections(resolved: Resolved) -> Iterator[Finding]:
    kinds = {
        UnresolvedReason.UNKNOWN_TARGET: FindingKind.CORRECTION_WITHOUT_TARGET,
        UnresolvedReason.VALUES_DO_NOT_FIT: FindingKind.CORRECTION_DOES_NOT_FIT,
    }
    for each in resolved.unresolved:
        yield _finding(kinds[each.reason], each.correction)


def _retractions(recorded: Sequence[Act], resolved: Resolved) -> Iterator[Finding]:
    idle = {each.correction.key for each in resolved.unresolved}
    proposals = _of(recorded, (e.EventRetractionProposed,))
    for act in _of(recorded, (e.EventRetracted,)):
        by_another = any(
            proposal.envelope.corrects == act.envelope.corrects
            and proposal.envelope.actor != act.envelope.actor
            and proposal.position < act.position
            for proposal in proposals
        )
        if not by_another and act.key not in idle:
            yield _finding(FindingKind.RETRACTED_BY_ONE, act)


@dataclass(frozen=True, slots=True)
class _Stay:
    """A detention with the acts that began and ended it (None while it lasts)."""

    episode: Episode
    start: Act
    end: Act | None

    @property
    def backwards(self) -> bool:
        """Whether it cannot have begun before it ended."""
        return self.end is not None and not may_precede(self.start, self.end)

    def may_end_before(self, other: _Stay) -> bool:
        """Return whether it can have ended before `other` began."""
        return self.end is not None and may_precede(self.end, other.start)


def _detentions(acts: Sequence[Act]) -> Iterator[Finding]:
    person = fold("findings", acts)
    # By day too: two sources may give one id to different events.
    starts = {_place(act): act for act in _of(acts, (e.DetentionStarted, e.ReDetained))}
    releases = {_place(act): act for act in _of(acts, (e.PersonReleased,))}
    stays = [_stay(episode, starts, releases) for episode in person.episodes]
    for loose in person.releases_without_detention:
        release = releases[loose.evidence[0], loose.on]
        if not any(stay.end is None and may_precede(stay.start, release) for stay in stays):
            yield Finding(FindingKind.RELEASED_WITHOUT_DETENTION, loose.on, loose.evidence)
    for stay in stays:
        if stay.backwards:
            began, evidence = stay.episode.began, stay.episode.evidence
            yield Finding(FindingKind.END_BEFORE_BEGIN, began, evidence)
    for one, two in combinations([stay for stay in stays if not stay.backwards], 2):
        if not one.may_end_before(two) and not two.may_end_before(one):
            first = max(one.episode.began, two.episode.began)
            evidence = (*one.episode.evidence, *two.episode.evidence)
            yield Finding(FindingKind.DETENTIONS_OVERLAP, first, evidence)


Place = tuple[str, date]


def _place(act: Act) -> Place:
    return act.envelope.event_id, act.envelope.day


def _stay(episode: Episode, starts: Mapping[Place, Act], releases: Mapping[Place, Act]) -> _Stay:
    start = starts[episode.evidence[0], episode.began]
    if episode.ended is None:
        return _Stay(episode, start, None)
    own = ((event, episode.ended) for event in episode.evidence)
    return _Stay(episode, start, next((releases[key] for key in own if key in releases), None))


def _re_detained(acts: Sequence[Act]) -> Iterator[Finding]:
    starts = _of(acts, (e.DetentionStarted, e.ReDetained))
    for act in _of(acts, (e.ReDetained,)):
        if not any(other is not act and may_precede(other, act) for other in starts):
            yield _finding(FindingKind.RE_DETAINED_FIRST, act)


def _decisions(acts: Sequence[Act]) -> Iterator[Finding]:
    for decisions, applications in _NEEDS_APPLICATION:
        applied = _of(acts, applications)
        for act in _of(acts, decisions):
            if not any(may_precede(application, act) for application in applied):
                yield _finding(FindingKind.DECIDED_WITHOUT_APPLICATION, act)


def _effects(acts: Sequence[Act]) -> Iterator[Finding]:
    for act in acts:
        until = act.envelope.effect_until
        if until is not None and until < act.envelope.effective_from:
            yield _finding(FindingKind.EFFECT_ENDS_BEFORE_IT_BEGINS, act)


def _futures(acts: Sequence[Act]) -> Iterator[Finding]:
    for act in acts:
        if act.envelope.certainty is Certainty.KNOWN and act.envelope.day > act.recorded_day:
            yield _finding(FindingKind.HAPPENS_AFTER_RECORDING, act)


def _notices(acts: Sequence[Act]) -> Iterator[Finding]:
    sent = _of(acts, (e.ReleaseNoticeSent,))
    starts = _of(acts, (e.DetentionStarted, e.ReDetained))
    releases = _of(acts, (e.PersonReleased,))
    for notice in sent:
        for release in releases:
            detained_again = any(
                may_precede(release, start) and may_precede(start, notice) for start in starts
            )
            if not may_precede(notice, release) and not detained_again:
                yield _finding(FindingKind.NOTICE_AFTER_RELEASE, notice)
                break
    for received in _of(acts, (e.ReleaseNoticeReceived,)):
        if not any(may_precede(notice, received) for notice in sent):
            yield _finding(FindingKind.RECEIVED_WITHOUT_SENDING, received)
