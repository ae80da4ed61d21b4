"""What does not fit in the history of one person; recorded all the same, and shown with its events.

The ledger never refuses a true fact because another arrived late or never. An order finding is
made only where no order fits the stated precision: two acts of the same day of which one is known
only to the day can have come in either order, and an estimated day proves no order at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, combinations
from typing import Final

from domain import events as e
from domain.answers import Answer, answers_in, contradicting
from domain.envelope import Act, order
from domain.events.registration import DeregistrationKind
from domain.evolve import fold
from domain.history import Resolved, resolve
from domain.identities import links_without_counterpart
from domain.misrecorded import misrecorded_in, said_before_by_another
from domain.needs import Need
from domain.person import Episode, LooseRelease
from domain.sequences import (
    ANSWERS,
    COLLECTIONS,
    DECISIONS,
    ENDINGS,
    GRANTS,
    acts_of,
    arrangements_without_claim,
    decided_after_closing,
    granted_twice,
    may_precede,
    out_of_sequence,
    withdrawn_without_application,
)


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


_INSIDE: Final = (
    e.PersonAbsconded,
    e.TemporaryLeaveGranted,
    e.ConductDecisionTaken,
    e.ExtramuralPhaseStarted,
)
"""What happens only to a person who is held."""


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
        *_misrecorded(recorded, resolved),
        *_links(recorded, acts),
        *_detentions(acts),
        *_re_detained(acts),
        *_inside(acts),
        *_departed(acts),
        *_sequences(acts),
        *_contradictions(acts),
        *_notices(acts),
    ]
    return sorted(set(found), key=lambda each: (each.on, each.kind, each.events))


def _finding(kind: FindingKind, act: Act) -> Finding:
    return Finding(kind, act.envelope.day, act.evidence)


def _misrecorded(recorded: Sequence[Act], resolved: Resolved) -> Iterator[Finding]:
    for fault, act in misrecorded_in(recorded, resolved):
        yield _finding(FindingKind(fault), act)


def _links(recorded: Sequence[Act], acts: Sequence[Act]) -> Iterator[Finding]:
    links = acts_of(acts, (e.IdentitiesLinked, e.IdentitiesUnlinked))
    proposals = acts_of(recorded, (e.IdentitiesLinkProposed, e.IdentitiesUnlinkProposed))
    for act in links:
        if not any(
            _is_proposal_of(proposal, act) and said_before_by_another(proposal, act)
            for proposal in proposals
        ):
            yield _finding(FindingKind.LINKED_BY_ONE, act)
    for act in links_without_counterpart(recorded) if links else ():
        yield _finding(FindingKind.LINKED_ON_ONE_SIDE, act)


def _is_proposal_of(proposal: Act, link: Act) -> bool:
    proposed, said = proposal.body, link.body
    if isinstance(said, e.IdentitiesLinked):
        is_same_kind = isinstance(proposed, e.IdentitiesLinkProposed)
    else:
        is_same_kind = isinstance(proposed, e.IdentitiesUnlinkProposed)
    return (
        is_same_kind
        and proposal.envelope.stream == link.envelope.stream
        and getattr(proposed, "other", None) == getattr(said, "other", None)
    )


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
    stays, loose_releases = _stays(acts)
    for loose, release in loose_releases:
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


def _stays(acts: Sequence[Act]) -> tuple[list[_Stay], list[tuple[LooseRelease, Act]]]:
    """Return the detentions with their acts, and the releases that end none of them."""
    begins_and_ends = acts_of(acts, (e.DetentionStarted, e.ReDetained, e.PersonReleased))
    person = fold("findings", begins_and_ends)
    # By day too: two sources may give one id to different events.
    starts = {_place(act): act for act in acts_of(acts, (e.DetentionStarted, e.ReDetained))}
    releases = {_place(act): act for act in acts_of(acts, (e.PersonReleased,))}
    loose = [
        (each, releases[each.evidence[0], each.on]) for each in person.releases_without_detention
    ]
    return [_stay(episode, starts, releases) for episode in person.episodes], loose


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
    starts = acts_of(acts, (e.DetentionStarted, e.ReDetained))
    for act in acts_of(acts, (e.ReDetained,)):
        if not any(other is not act and may_precede(other, act) for other in starts):
            yield _finding(FindingKind.RE_DETAINED_FIRST, act)


def _inside(acts: Sequence[Act]) -> Iterator[Finding]:
    inside = acts_of(acts, _INSIDE)
    stays = _stays(acts)[0] if inside else []
    for act in inside:
        if not any(
            may_precede(stay.start, act) and (stay.end is None or may_precede(act, stay.end))
            for stay in stays
        ):
            yield _finding(FindingKind.OUTSIDE_DETENTION, act)


def _departed(acts: Sequence[Act]) -> Iterator[Finding]:
    departed = [
        act
        for act in acts_of(acts, (e.Deregistered,))
        if isinstance(act.body, e.Deregistered)
        and act.body.kind is DeregistrationKind.DEPARTED_UNKNOWN
    ]
    for stay in _stays(acts)[0] if departed else []:
        for act in departed:
            began = not may_precede(act, stay.start)
            if began and (stay.end is None or not may_precede(stay.end, act)):
                evidence = (*act.evidence, *stay.episode.evidence)
                yield Finding(FindingKind.DEPARTED_WHILE_HELD, act.envelope.day, evidence)


def _sequences(acts: Sequence[Act]) -> Iterator[Finding]:
    kinds = {
        FindingKind.DECIDED_WITHOUT_APPLICATION: out_of_sequence(acts, DECISIONS),
        FindingKind.DECIDED_AFTER_CLOSING: decided_after_closing(acts, DECISIONS),
        FindingKind.ANSWERED_WITHOUT_QUESTION: out_of_sequence(acts, ANSWERS),
        FindingKind.ENDED_WITHOUT_BEGIN: out_of_sequence(acts, ENDINGS),
        FindingKind.COLLECTED_WITHOUT_CLAIM: chain(
            out_of_sequence(acts, COLLECTIONS), arrangements_without_claim(acts)
        ),
        FindingKind.WITHDRAWN_WITHOUT_APPLICATION: withdrawn_without_application(acts),
    }
    for kind, found in kinds.items():
        for act in found:
            yield _finding(kind, act)
    for one, two in granted_twice(acts, GRANTS):
        on = two.envelope.effective_from
        yield Finding(FindingKind.GRANTED_TWICE, on, (*one.evidence, *two.evidence))


def _contradictions(acts: Sequence[Act]) -> Iterator[Finding]:
    answers: dict[tuple[Need, date], list[Answer]] = {}
    for act in acts:
        for need, answer in answers_in(act):
            answers.setdefault((need, answer.on), []).append(answer)
    for (_, on), given in answers.items():
        events = tuple(event for each in contradicting(given) for event in each.evidence)
        if events:
            yield Finding(FindingKind.CONTRADICTORY_ANSWERS, on, events)


def _notices(acts: Sequence[Act]) -> Iterator[Finding]:
    sent = acts_of(acts, (e.ReleaseNoticeSent,))
    starts = acts_of(acts, (e.DetentionStarted, e.ReDetained))
    releases = acts_of(acts, (e.PersonReleased,))
    for notice in sent:
        for release in releases:
            detained_again = any(
                may_precede(release, start) and may_precede(start, notice) for start in starts
            )
            if not may_precede(notice, release) and not detained_again:
                yield _finding(FindingKind.NOTICE_AFTER_RELEASE, notice)
                break
    for received in acts_of(acts, (e.ReleaseNoticeReceived,)):
        if not any(may_precede(notice, received) for notice in sent):
            yield _finding(FindingKind.RECEIVED_WITHOUT_SENDING, received)
