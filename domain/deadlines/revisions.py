"""How the days of deadlines changed as more became known: by which recording, from what to what.

Nothing of this is stored. The days are counted again from what had been recorded after each act,
so what stood in the answer of any earlier moment can be said at any later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest

from domain.deadlines.computed import Computed, DeadlineStatus, VoidBecause
from domain.deadlines.happenings import Key
from domain.deadlines.of_person import deadlines_of
from domain.envelope import Act
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.rules import RuleSet

Identity = tuple[str, Key | None, int]


@dataclass(frozen=True, slots=True)
class Revision:
    """One day that a deadline had, since it was known.

    Attributes:
        known_since: When what it rests on was recorded, UTC.
        due: The day; None where by then there was none.
        because: Id of the event by whose recording it became so.
    """

    known_since: datetime
    due: date | None
    because: str


@dataclass(frozen=True, slots=True)
class Revised:
    """The deadlines as they are known now, with what was known before.

    Attributes:
        deadlines: Those that count, and as void those whose start is read as never having happened.
        revisions: The days of each, oldest first; more than one where the day changed.
            What was recorded in one moment counts as one: only days that could have been read.
    """

    deadlines: tuple[Computed, ...]
    revisions: dict[Identity, tuple[Revision, ...]]


def revised(
    person: str,
    recorded: Sequence[Act],
    rules: RuleSet,
    day: date,
    *,
    law_on: date | None = None,
) -> Revised:
    """Return the deadlines of a person on `day`, each with how its day changed.

    Args:
        person: Pseudonym.
        recorded: Everything recorded of the person, in order of position.
        rules: The rules.
        day: The day asked about.
        law_on: The day whose law counts for everything; None for each rule by its own dates.
    """
    history: dict[Identity, list[Revision]] = {}
    last: dict[Identity, Computed] = {}
    current: dict[Identity, Computed] = {}
    for count, act in enumerate(recorded, start=1):
        acts = as_of(resolve(recorded[:count]).acts, day)
        found = deadlines_of(fold(person, acts), acts, rules, day, law_on=law_on)
        current = {each.identity: each for each in found if each.key is not None}
        last |= current
        for identity in last:
            due = current[identity].due if identity in current else None
            known = history.setdefault(identity, [])
            if (not known and identity in current) or (known and known[-1].due != due):
                known.append(Revision(act.recorded_at, due, act.envelope.event_id))
    acts = as_of(resolve(recorded).acts, day)
    now = deadlines_of(fold(person, acts), acts, rules, day, law_on=law_on)
    gone = [_gone(each) for identity, each in last.items() if identity not in current]
    return Revised(
        deadlines=(*now, *gone),
        revisions={identity: _knowable(known) for identity, known in history.items()},
    )


def _knowable(known: Sequence[Revision]) -> tuple[Revision, ...]:
    """Leave out what the next recording of the same moment replaced: nobody could have read it."""
    kept: list[Revision] = []
    for each, following in zip_longest(known, known[1:]):
        if following is not None and following.known_since == each.known_since:
            continue
        if not kept or kept[-1].due != each.due:
            kept.append(each)
    return tuple(kept)


def _gone(each: Computed) -> Computed:
    return replace(
        each,
        status=DeadlineStatus.VOID,
        void_because=VoidBecause.NEVER_HAPPENED,
        derived=None,
        met_on=None,
    )
