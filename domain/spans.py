"""How long a person was held by a circle: from which day to which, and what ended it.

A span is the unit in which deadlocks are counted over many persons: it has a first day, a first day
without, and a reason. It is computed from the acts as they are known now, day by day as things
stood, and is never recorded. Days on which nothing can change are not visited: only those of acts,
and those that `domain.turning_days` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.envelope import Act, order
from domain.evolve import evolve
from domain.held_circles import CircleFinder, HeldCircle, HeldOn
from domain.needs import Need
from domain.person import Person
from domain.situation import Phase
from domain.turning_days import turning_days


class EndReason(StrEnum):
    """What ended a span; of several the first in this list counts.

    Attributes:
        OPEN: Nothing: the person is still held by the circle.
        NEED_MET: One of its needs was met by an act.
        DECLINED: The person wants no help with one of its needs, or it does not apply any more.
        APPLIED: One of its needs was applied for, and is expected to be granted.
        HELD_OTHERWISE: Its needs are still stuck, held by other rules or in another circle.
        CONTRADICTED: What is known became uncertain: the circle is possible and no longer sure.
        RELEASED: A release opened a way.
        DETAINED: A detention opened a way.
        LAW: A rule that came, went or changed on that day opened a way.
        TIME: A day that came opened a way: a term that ran out, an age, an effect that began.
        ACT: An act opened a way otherwise: somebody agreed to lend an address, offered a place.
    """

    OPEN = "open"
    NEED_MET = "need-met"
    DECLINED = "declined"
    APPLIED = "applied"
    HELD_OTHERWISE = "held-otherwise"
    CONTRADICTED = "contradicted"
    RELEASED = "released"
    DETAINED = "detained"
    LAW = "law"
    TIME = "time"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Span:
    """One time that a person was held by a circle.

    Attributes:
        person: Pseudonym.
        municipality: Where the person wanted to settle on the first day, or was registered.
        circle: The circle.
        start: First day in it.
        end: First day out of it; None while it lasts.
        reason: What ended it.
        evidence: The acts of the last day that ended it; none where no act did.
    """

    person: str
    municipality: str | None
    circle: HeldCircle
    start: date
    end: date | None
    reason: EndReason
    evidence: tuple[str, ...]

    def days(self, through: date) -> int:
        """Return how many days it lasted, or has lasted through a day on which it is open."""
        return ((self.end or through + timedelta(days=1)) - self.start).days


def spans_of(
    person: str, acts: Iterable[Act], finder: CircleFinder, through: date
) -> tuple[Span, ...]:
    """Return the spans of one person, in the order in which they began.

    Args:
        person: Pseudonym.
        acts: The acts that count (`domain.history.resolve`), in any order.
        finder: Finds circles under one rule set; the same for everybody, since it remembers.
        through: The last day looked at; what happens later is left out.
    """
    spans: list[Span] = []
    open_spans: dict[str, tuple[date, str | None]] = {}
    before: HeldOn | None = None
    for now, today in _walk(person, acts, finder, through):
        for circle in [each for each in open_spans if each not in now.circles]:
            assert before is not None  # noqa: S101 - what is open was there before
            start, municipality = open_spans.pop(circle)
            held = before.circles[circle]
            reason = _reason(held, before, now, finder, today)
            evidence = _evidence(reason, held, now, today)
            spans.append(Span(person, municipality, held, start, now.day, reason, evidence))
        for circle in now.circles:
            open_spans.setdefault(circle, (now.day, _municipality(now.person)))
        before = now
    if before is not None:
        for circle, (start, municipality) in open_spans.items():
            held = before.circles[circle]
            spans.append(Span(person, municipality, held, start, None, EndReason.OPEN, ()))
    return tuple(sorted(spans, key=lambda each: (each.start, each.circle.id)))


def _walk(
    person: str, acts: Iterable[Act], finder: CircleFinder, through: date
) -> Iterator[tuple[HeldOn, Sequence[Act]]]:
    """Yield how the person is held on each day on which that may change, with the acts of it."""
    coming = [act for act in sorted(acts, key=order) if act.envelope.day <= through]
    state, place = Person(person), 0
    turn: date | None = None
    while place < len(coming) or (turn is not None and turn <= through):
        days = [turn] if turn is not None else []
        days += [coming[place].envelope.day] if place < len(coming) else []
        day, first, before = min(days), place, state
        while place < len(coming) and coming[place].envelope.day == day:
            state = evolve(state, coming[place])
            place += 1
        if day != turn and replace(state, acts=before.acts) == before:
            continue
        now = finder.on(state, day)
        yield now, coming[first:place]
        turns = turning_days(state, finder.rules, now.ends, day)
        turn = min((each for each in turns if each > day), default=None)


def _municipality(person: Person) -> str | None:
    settles = person.settlement or person.registered_in
    return None if settles is None else settles.value


def _reason(
    circle: HeldCircle, before: HeldOn, now: HeldOn, finder: CircleFinder, today: Sequence[Act]
) -> EndReason:
    """Return why `circle`, which held the person on the day visited before, does no longer."""
    members = [now.standings[need] for need in circle.needs]
    if any(each.held is not None or each.coming is not None for each in members):
        return EndReason.NEED_MET
    if any(each.declined or each.not_applicable for each in members):
        return EndReason.DECLINED
    if any(each.pending is not None for each in members):
        return EndReason.APPLIED
    if now.stuck.issuperset(circle.needs):
        return EndReason.HELD_OTHERWISE
    contested = any(each.contested is not None for each in members)
    if contested or not now.possibly_stuck.isdisjoint(circle.needs):
        return EndReason.CONTRADICTED
    phase = now.circumstances.phase
    if phase is not before.circumstances.phase and phase is not Phase.UNKNOWN:
        return EndReason.RELEASED if phase is Phase.RELEASED else EndReason.DETAINED
    if today and circle.id in finder.on(before.person, now.day).circles:
        return EndReason.ACT
    old_law = finder.law_of(before.day)
    if circle.id in finder.on(before.person, now.day, old_law).circles:
        return EndReason.LAW
    return EndReason.TIME


def _evidence(
    reason: EndReason, circle: HeldCircle, now: HeldOn, today: Sequence[Act]
) -> tuple[str, ...]:
    """Return the acts of that day that ended a span: those about its needs, or else all."""
    if reason in (EndReason.LAW, EndReason.TIME):
        return ()
    own = [event for act in today for event in act.evidence]
    about = {event for need in circle.needs for event in _says(now, need)}
    return tuple(event for event in own if event in about) or tuple(own)


def _says(now: HeldOn, need: Need) -> tuple[str, ...]:
    standing = now.person.standing(need)
    said = (standing.not_applicable, standing.declined, standing.pending, *standing.held)
    events = [event for each in said if each is not None for event in each.evidence]
    return (*events, *(event for held in standing.held for event in held.contested_by))
