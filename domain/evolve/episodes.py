"""Periods of detention: which one begins, changes or ends with an act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain import events as e
from domain.envelope import Act
from domain.person import Episode, LooseRelease, Person


def detain(state: Person, act: Act, body: e.DetentionStarted | e.ReDetained) -> Person:
    """Return the state in which a detention began, which a release of that day may have ended."""
    envelope = act.envelope
    day, by = envelope.day, act.evidence
    ended, rest = None, state.releases_without_detention
    for loose in state.releases_without_detention:
        if _ends(loose, act):
            ended, by = loose.on, (*act.evidence, *loose.evidence)
            rest = tuple(each for each in rest if each is not loose)
            break
    episode = Episode(
        began=day,
        ended=ended,
        title=body.title,
        institution=body.institution,
        municipality=body.institution_municipality,
        correlation=envelope.correlation,
        evidence=by,
    )
    return state.changed(episodes=(*state.episodes, episode), releases_without_detention=rest)


def _ends(loose: LooseRelease, start: Act) -> bool:
    """Return whether a release that came before `start` in order is the end of that detention.

    It is when the source says so. It can be when nothing says how the two lay within their day;
    but whoever is detained *again* on that day was released before.
    """
    envelope = start.envelope
    if loose.correlation is not None and loose.correlation == envelope.correlation:
        return True
    timed = loose.timed and isinstance(envelope.occurred_on, datetime)
    return (
        isinstance(start.body, e.DetentionStarted)
        and loose.on == envelope.day
        and not timed
        and (loose.correlation is None or envelope.correlation is None)
    )


def release(state: Person, act: Act) -> Person:
    """Return the state in which a detention ended; without one the release is kept as loose."""
    envelope = act.envelope
    index = _open_episode(state.episodes, envelope.correlation)
    if index is None:
        timed = isinstance(envelope.occurred_on, datetime)
        loose = LooseRelease(envelope.day, timed, envelope.correlation, act.evidence)
        return state.changed(
            releases_without_detention=(*state.releases_without_detention, loose),
            planned_release=None,
        )
    closed = replace(
        state.episodes[index],
        ended=envelope.day,
        evidence=(*state.episodes[index].evidence, *act.evidence),
    )
    episodes = (*state.episodes[:index], closed, *state.episodes[index + 1 :])
    return state.changed(episodes=episodes, planned_release=None)


def _open_episode(episodes: tuple[Episode, ...], correlation: str | None) -> int | None:
    """Return which open episode a release ends: the one it is correlated with, else the newest."""
    opened = [index for index, episode in enumerate(episodes) if episode.ended is None]
    if correlation is not None:
        for index in opened:
            if episodes[index].correlation == correlation:
                return index
        opened = [index for index in opened if episodes[index].correlation is None]
    return opened[-1] if opened else None


def change_episode(
    state: Person,
    act: Act,
    *,
    title: str | None = None,
    institution: str | None = None,
    municipality: str | None = None,
) -> Person:
    """Return the state in which the open detention has another title or place."""
    index = _open_episode(state.episodes, act.envelope.correlation)
    if index is None:
        index = _open_episode(state.episodes, None)
    if index is None:
        return state
    old = state.episodes[index]
    changed = replace(
        old,
        title=title or old.title,
        institution=institution or old.institution,
        municipality=municipality or (None if institution else old.municipality),
        evidence=(*old.evidence, *act.evidence),
    )
    return state.changed(episodes=(*state.episodes[:index], changed, *state.episodes[index + 1 :]))
