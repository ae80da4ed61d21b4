"""The first line of a report on a person: the verdict and its date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from domain.status import Flag
from projections.language import Language, day_text, need_names, paragraph, say

_HELD_BY: tuple[Flag, ...] = (Flag.PRACTICE_HELD, Flag.SOFT, Flag.HARD, Flag.CARRIED)
"""What is said of needs that are stuck, in this order."""


def verdict(
    person: str,
    day: date,
    language: Language,
    *,
    stuck: Collection[str],
    possibly_stuck: Collection[str],
    no_way: Collection[str],
    since: date | None,
    nothing_known: bool,
    at_release: bool = False,
) -> str:
    """Return whether `person` is stuck on `day`, and since when all of it is missing.

    Args:
        person: Pseudonym.
        day: The day judged.
        language: Of the sentence.
        stuck: Needs that are stuck.
        possibly_stuck: Needs that may be.
        no_way: Needs to which no way is open.
        since: The first day on which all of the stuck needs are missing, where it is known. From
            when they hold each other fast may be another day: detention, applications under way
            and circumstances decide that too, which `projections.spans` walks through.
        nothing_known: Whether no act speaks of any need, so that it cannot be said either way.
        at_release: Whether the day of release is judged before it has come.
    """
    facts: dict[str, object] = {"person": person, "day": day_text(day, language)}
    if stuck and at_release:
        key = "verdict.will_be_stuck"
    elif stuck and since is not None:
        key, facts["since"] = "verdict.stuck_since", day_text(since, language)
    elif stuck:
        key = "verdict.stuck"
    elif possibly_stuck:
        key = "verdict.possibly_stuck"
    elif no_way:
        key = "verdict.no_way"
    elif nothing_known:
        key = "verdict.nothing_known"
    else:
        key = "verdict.not_stuck"
    return say(language, key, **facts)


def will_be_stuck(
    person: str, needs: Collection[str], release_on: date | None, language: Language
) -> list[str]:
    """Return what will be stuck on release, of whoever is detained; nothing where nothing will.

    Args:
        person: Pseudonym.
        needs: Needs that will be stuck if nobody acts before.
        release_on: Planned day of release, where it is known.
        language: Of the sentence.
    """
    if not needs:
        return []
    facts: dict[str, object] = {"person": person, "needs": need_names(needs, language)}
    key = "verdict.stuck_at_release"
    if release_on is not None:
        key, facts["day"] = "verdict.stuck_on_release", day_text(release_on, language)
    return paragraph(say(language, key, **facts))


def held_by(
    flags: Iterable[tuple[str, Collection[str]]], stuck: Collection[str], language: Language
) -> list[str]:
    """Return what holds the stuck needs: practice or law, and whether a known decision opens it.

    Args:
        flags: Each need with its flags.
        stuck: Needs that are stuck.
        language: Of the sentences.
    """
    flags = list(flags)
    lines = []
    for flag in _HELD_BY:
        needs = [need for need, own in flags if need in stuck and flag in own]
        if needs:
            key = f"held.{flag}_all" if len(needs) == len(stuck) else f"held.{flag}"
            lines += paragraph(say(language, key, needs=need_names(needs, language)))
    return lines
