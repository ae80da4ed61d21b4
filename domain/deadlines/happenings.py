"""What happened, as deadlines see it: acts by name and day, and the day of the planned release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, assert_never

from domain.deadlines.rule import PLANNED_RELEASE, Base, DayOf, Where
from domain.envelope import Act
from domain.values import day_after

STARTS: Final = frozenset({"detention-started", "re-detained"})
_PLANS: Final = frozenset({"release-date-planned", "release-date-changed"})
RELEASED: Final = "person-released"
_PHASES: Final = ("extramural-phase-started", "extramural-phase-ended")

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stay:
    """One period of detention, as far as deadlines need it.

    Attributes:
        key: The act with which it began.
        began: Its first day.
        ended: The day of release; None while it lasts.
        planned: The day on which release was planned last.
        start, end: Places of begin and end among the acts.
    """

    key: Key
    began: date
    ended: date | None
    planned: date | None
    start: int
    end: int | None

    def covers(self, day: date) -> bool:
        """Return whether the person is held at the end of `day`."""
        return self.began <= day and (self.ended is None or day < self.ended)


@dataclass(frozen=True, slots=True)
class Happening:
    """One act, or the planned release, as what may start, meet or end a term.

    Attributes:
        name: Name of the event type without version, or `planned-release`.
        day: The day of the act, or of the planned release.
        place: Place among the acts, in order.
        key: By which what hangs on it is known, also after a correction: the act itself, and the
            begin of the detention for what counts from its end.
        act: The act.
        stay: The detention to which it belongs, where it is about one.
    """

    name: str
    day: date
    place: int
    key: Key
    act: Act
    stay: Stay | None = None

    @property
    def evidence(self) -> tuple[str, ...]:
        """The events it rests on."""
        return self.act.evidence

    def says(self, field: str) -> Any:
        """Return what a field of the event says; None where there is no such field."""
        return getattr(self.act.body, field, None)

    def fits(self, base: Base) -> bool:
        """Return whether it can start what `base` describes."""
        return self.name == base.event and self.passes(base.where)

    def passes(self, tests: Iterable[Where]) -> bool:
        """Return whether its fields say what all `tests` ask."""
        for test in tests:
            said = self.says(test.field)
            word = _word(said)
            if test.one_of is not None and word not in test.one_of:
                return False
            if test.none_of is not None and word in test.none_of:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Freedom:
    """From when a person is not held inside an institution.

    Attributes:
        day: The first day; None where no release is past or planned.
        is_planned: Whether the release of that day is still to come.
        by_phase: Whether an extramural phase begins on it, rather than a release.
    """

    day: date | None
    is_planned: bool = False
    by_phase: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Everything that happened up to a day, in order, with the detentions in it."""

    happenings: tuple[Happening, ...]
    stays: tuple[Stay, ...]
    day: date
    by_name: Mapping[str, Sequence[Happening]]

    def named(self, names: Iterable[str]) -> list[Happening]:
        """Return what happened of these names, in order of place."""
        found = [each for name in dict.fromkeys(names) for each in self.by_name.get(name, ())]
        return sorted(found, key=lambda each: each.place)

    def stay_on(self, day: date) -> Stay | None:
        """Return the detention in which the person is held at the end of `day`."""
        return next((each for each in reversed(self.stays) if each.covers(day)), None)

    def free_from(self, day: date) -> Freedom:
        """Return the first day from `day` on that is not spent inside, as known and planned."""
        stay = self.stay_on(day)
        if stay is None:
            return Freedom(day)
        for since, until in self._outside(stay):
            if until is None or day < until:
                return Freedom(max(since, day), by_phase=since > day)
        return Freedom(stay.ended or stay.planned, is_planned=stay.ended is None)

    def _outside(self, stay: Stay) -> list[tuple[date, date | None]]:
        """Return the extramural phases of a detention: first day, and first day inside again."""
        found: list[tuple[date, date | None]] = []
        for each in self.named(_PHASES):
            envelope = each.act.envelope
            if each.stay != stay:
                continue
            if each.name == _PHASES[0]:
                last = envelope.effect_until
                found.append((envelope.effective_from, None if last is None else day_after(last)))
            elif found and found[-1][1] is None:
                found[-1] = (found[-1][0], envelope.effective_from)
        return found


def history_of(acts: Sequence[Act], day: date) -> History:
    """Return what happened by `day`.

    Args:
        acts: The acts that count, in order, none of them later than `day`.
        day: The day asked about.
    """
    stays = _stays(acts)
    happenings = [
        Happening(_name(act), act.envelope.day, place, act.key, act, _stay_of(place, stays))
        for place, act in enumerate(acts)
        if act.body is not None
    ]
    happenings = [_known_by_its_stay(each) for each in happenings]
    happenings += _planned(acts, stays)
    by_name: dict[str, list[Happening]] = {}
    for each in happenings:
        by_name.setdefault(each.name, []).append(each)
    return History(tuple(happenings), stays, day, by_name)


def counted_from(happening: Happening, base: Base, history: History) -> date | None:
    """Return the day from which a term counts; None where the act does not give it."""
    first = _day_of(happening, base.day, history)
    if base.otherwise is None:
        return first
    other = _day_of(happening, base.otherwise, history)
    if first is None or other is None:
        return first or other
    return min(first, other) if base.earliest else first


def _day_of(happening: Happening, which: DayOf, history: History) -> date | None:
    match which:
        case DayOf.ACT:
            return happening.day
        case DayOf.EFFECT:
            return happening.act.envelope.effective_from
        case DayOf.OBJECTED_DECISION:
            return _objected(happening, history)
        case (
            DayOf.RELEASE_ON
            | DayOf.VALID_UNTIL
            | DayOf.COMPLETE_BY
            | DayOf.REPORTED_ON
            | DayOf.DUE_ON
            | DayOf.UNTIL
            | DayOf.FIRST_INSTALMENT_ON
        ):
            said = happening.says(which.value)
            return said if isinstance(said, date) and not isinstance(said, datetime) else None
        case _:
            assert_never(which)


def _objected(objection: Happening, history: History) -> date | None:
    """Return the day of the newest decision of the type against which an objection is directed."""
    for each in reversed(history.named((str(objection.says("against")),))):
        if each.place < objection.place and each.day <= objection.day:
            return each.day
    return None


def _word(said: object) -> str:
    if said is None:
        return "none"
    return str(said).lower() if isinstance(said, bool) else str(said)


def _name(act: Act) -> str:
    return act.envelope.type.partition("/")[0]


def _stays(acts: Sequence[Act]) -> tuple[Stay, ...]:
    """Return the detentions: each from a start to the release that ends it, with its last plan.

    As elsewhere, a release or a plan is about the newest detention that has not ended.
    """
    found: list[Stay] = []
    for place, act in enumerate(acts):
        name = _name(act)
        if name in STARTS:
            found.append(Stay(act.key, act.envelope.day, None, None, place, None))
            continue
        opened = [index for index, stay in enumerate(found) if stay.end is None]
        if not opened:
            continue
        newest = opened[-1]
        if name in _PLANS:
            planned = getattr(act.body, "release_on", None)
            found[newest] = replace(found[newest], planned=planned)
        elif name == RELEASED:
            found[newest] = replace(found[newest], ended=act.envelope.day, end=place)
    return tuple(found)


def _stay_of(place: int, stays: Sequence[Stay]) -> Stay | None:
    for stay in reversed(stays):
        if stay.start <= place:
            return stay if stay.end is None or place <= stay.end else None
    return None


def _known_by_its_stay(each: Happening) -> Happening:
    if each.name == RELEASED and each.stay is not None:
        return replace(each, key=each.stay.key)
    return each


def _planned(acts: Sequence[Act], stays: Sequence[Stay]) -> list[Happening]:
    found = []
    for stay in stays:
        plans = [
            place
            for place, act in enumerate(acts)
            if _name(act) in _PLANS
            and stay.start < place
            and (stay.end is None or place < stay.end)
        ]
        if stay.planned is not None and plans:
            place = plans[-1]
            found.append(
                Happening(PLANNED_RELEASE, stay.planned, place, stay.key, acts[place], stay)
            )
    return found
