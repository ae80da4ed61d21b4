"""What does not fit in detentions: their order, what happens only in them, notices of their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from domain import events as e
from domain.envelope import Act
from domain.events.registration import DeregistrationKind
from domain.evolve import fold
from domain.finding_kinds import Finding, FindingKind, finding
from domain.person import Episode, LooseRelease
from domain.sequences import acts_of, may_precede

_INSIDE: Final = (
    e.PersonAbsconded,
    e.TemporaryLeaveGranted,
    e.ConductDecisionTaken,
    e.ExtramuralPhaseStarted,
)
"""What happens only to a person who is held."""


def detention_findings(acts: Sequence[Act]) -> Iterator[Finding]:
    """Yield what does not fit in the detentions of one person and in what hangs on them.

    Args:
        acts: The acts that count, in order.
    """
    stays, loose_releases = _stays(acts)
    yield from _detentions(stays, loose_releases)
    yield from _re_detained(acts)
    yield from _inside(acts, stays)
    yield from _departed(acts, stays)
    yield from _notices(acts)


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


def _detentions(
    stays: Sequence[_Stay], loose_releases: Sequence[tuple[LooseRelease, Act]]
) -> Iterator[Finding]:
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
            yield finding(FindingKind.RE_DETAINED_FIRST, act)


def _inside(acts: Sequence[Act], stays: Sequence[_Stay]) -> Iterator[Finding]:
    for act in acts_of(acts, _INSIDE):
        if not any(
            may_precede(stay.start, act) and (stay.end is None or may_precede(act, stay.end))
            for stay in stays
        ):
            yield finding(FindingKind.OUTSIDE_DETENTION, act)


def _departed(acts: Sequence[Act], stays: Sequence[_Stay]) -> Iterator[Finding]:
    departed = [
        act
        for act in acts_of(acts, (e.Deregistered,))
        if isinstance(act.body, e.Deregistered)
        and act.body.kind is DeregistrationKind.DEPARTED_UNKNOWN
    ]
    for stay in stays:
        for act in departed:
            began = not may_precede(act, stay.start)
            if began and (stay.end is None or not may_precede(stay.end, act)):
                evidence = (*act.evidence, *stay.episode.evidence)
                yield Finding(FindingKind.DEPARTED_WHILE_HELD, act.envelope.day, evidence)


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
                yield finding(FindingKind.NOTICE_AFTER_RELEASE, notice)
                break
    for received in acts_of(acts, (e.ReleaseNoticeReceived,)):
        if not any(may_precede(notice, received) for notice in sent):
            yield finding(FindingKind.RECEIVED_WITHOUT_SENDING, received)
