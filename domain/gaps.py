"""Between which days nobody acted on an open need, whose move it was, and how that is known.

That nothing was done is told by nothing that is recorded; it follows from all that is. A need is
open while it is not met and somebody could act on it, apply the law to it or decide; on which days
that was so the rules tell, from the acts up to then. Between an act that concerns the need and the
next one lies a gap. What is recorded later than the frame, or elsewhere, or nowhere, is not seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from typing import Final

from domain.assessment import Assessment, assess
from domain.envelope import Act
from domain.evolve import evolve
from domain.links import Link
from domain.need_status import NeedStatus
from domain.needs import Need
from domain.person import Person
from domain.rules import InForce, Rule, RuleSet, Text, WayKind
from domain.standing import Pending
from domain.status import Status

OPEN: Final = frozenset(
    {
        Status.PENDING,
        Status.READY,
        Status.WAITING,
        Status.STUCK,
        Status.POSSIBLY_STUCK,
        Status.BEHIND,
        Status.NO_WAY,
    }
)
"""The statuses of a need that is not met and on which somebody can act or decide."""


class MoveKind(StrEnum):
    """Why the next move was somebody's.

    Attributes:
        DECIDES: An application lies there.
        COMPLETES: The applicant was asked to complete an application.
        DUTY: The law obliges an authority to act unasked.
        ACTS: Whoever a way names first may act.
        OPENS: No way is open, and a decision of this authority would open one.
        ANSWERS: None of these: whoever answers for the need.
        NOBODY: It is not known whose it was.
    """

    DECIDES = "decides"
    COMPLETES = "completes"
    DUTY = "duty"
    ACTS = "acts"
    OPENS = "opens"
    ANSWERS = "answers"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Move:
    """Whose move it was.

    Attributes:
        kind: Why it was theirs.
        who: The organisation by name, or as the rule calls it; None where nobody can be named.
        need: The need on which to act: that of the gap, or one that it waits for.
        rule: Id of the rule that says so; None where acts alone do.
        source: Law and article of that rule.
        evidence: Ids of the events that it rests on.
    """

    kind: MoveKind
    who: Text | str | None
    need: Need
    rule: str | None = None
    source: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The days in a gap, from `since` up to but not including `until`, with one move to make."""

    since: date
    until: date
    status: Status
    move: Move


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time in which nobody acted on an open need.

    Attributes:
        need: The need.
        since: The day of the last act on it, or on which it became open by time alone.
        until: The day of the next act on it, or on which it was open no longer; of a gap that is
            still there, the day asked about.
        ongoing: Whether it is still there on the day asked about.
        before: Ids of the events of `since` that concern it, or that show it open on that day.
        after: Ids of the events that ended it; none where time alone did, or nothing.
        turns: Whose move it was, in order of time.
    """

    need: Need
    since: date
    until: date
    ongoing: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    turns: tuple[Turn, ...]

    @property
    def days(self) -> int:
        """How many days it lasted."""
        return (self.until - self.since).days


Answering = Callable[[Need, date], Move]
"""Tells who answers for a need on a day, as a move of kind `ANSWERS` or `NOBODY`."""


def gaps_of(
    person: str,
    acts: Sequence[Act],
    rules: RuleSet,
    day: date,
    *,
    over: timedelta,
    answering: Answering,
    needs: Collection[Need] = tuple(Need),
    law_on: date | None = None,
) -> tuple[Gap, ...]:
    """Return the gaps of a person that lasted longer than `over`, by need and then by time.

    On days for which the rule set has no rules nothing is said.

    Args:
        person: Pseudonym.
        acts: The acts that count, up to `day`, in order.
        rules: The rule set; each day is judged by its own law, or by that of `law_on`.
        day: The day asked about, in the Netherlands.
        over: Gaps of this length or shorter are left out.
        answering: Who answers for a need, where no rule or application tells whose move it was.
        needs: The needs to look at.
        law_on: Day whose law is applied on all days; the answer is then counterfactual.
    """
    points = list(_points(Person(person), acts, rules, day, law_on))
    found: list[Gap] = []
    for need in Need:
        if need in needs:
            found += _gaps(need, points, day, answering)
    return tuple(gap for gap in found if gap.until - gap.since > over)


@dataclass(frozen=True, slots=True)
class _Point:
    """A day on which an act or time alone changed something.

    Attributes:
        day: The day.
        judged: How things stood at its end; None where there were no rules.
        in_force: The law of that day.
        acted: The ids of the events of that day, by the needs that they concern.
    """

    day: date
    judged: Assessment | None
    in_force: InForce
    acted: dict[Need, tuple[str, ...]]


def _points(
    person: Person, acts: Sequence[Act], rules: RuleSet, until: date, law_on: date | None
) -> Iterator[_Point]:
    def point(person: Person, day: date, acted: dict[Need, tuple[str, ...]]) -> _Point:
        in_force = rules.in_force(law_on or day)
        any_rules = in_force.ways or in_force.endings or in_force.interventions or in_force.terms
        judged = assess(person, rules, day, law_on=law_on) if any_rules else None
        return _Point(day, judged, in_force, acted)

    by_day = [(day, list(some)) for day, some in groupby(acts, lambda act: act.envelope.day)]
    for (day, some), (following, _) in pairwise([*by_day, (until + timedelta(days=1), [])]):
        acted: dict[Need, tuple[str, ...]] = {}
        for act in some:
            before, person = person, evolve(person, act)
            for need in Need:
                if _concerns(act, need, before, person):
                    acted[need] = (*acted.get(need, ()), *act.evidence)
        last = point(person, day, acted)
        yield last
        while (judged := last.judged) and judged.next_change and judged.next_change < following:
            last = point(person, judged.next_change, {})
            yield last


def _concerns(act: Act, need: Need, before: Person, after: Person) -> bool:
    """Return whether an act was done on a need: where that cannot be told, it was.

    It changed what is known of the need, it names it, or it is of a type that concerns it and
    names no need at all.
    """
    if before.standing(need) != after.standing(need):
        return True
    return need in needs_of_act(act)


def needs_of_act(act: Act) -> tuple[Need, ...]:
    """Return the needs that an act concerns: those it names, or else those of its type."""
    from domain.events import EVENT_TYPES

    named = _named(act)
    if named is not None:
        return tuple(need for need in Need if need in named)
    kind = EVENT_TYPES.get(act.envelope.type)
    return () if kind is None else kind.about.changes


def _named(act: Act) -> set[Need] | None:
    """Return the needs that a body names; None where bodies of its type name none."""
    body = act.body
    if body is None:
        return None
    found: set[Need] | None = None
    for field in ("need", "needs", "for_need", "findings", "answers"):
        if field not in type(body).model_fields:
            continue
        found = found or set()
        value = getattr(body, field)
        for each in value if isinstance(value, tuple) else (value,):
            one = getattr(each, "need", each)
            if isinstance(one, Need):
                found.add(one)
    return found


def _gaps(need: Need, points: Sequence[_Point], until: date, answering: Answering) -> Iterator[Gap]:
    gap: Gap | None = None
    for index, point in enumerate(points):
        status = None if point.judged is None else point.judged.needs[need]
        is_open = status is not None and status.status in OPEN
        acted = point.acted.get(need, ())
        if gap is not None and (acted or not is_open):
            yield replace(gap, until=point.day, after=acted)
            gap = None
        if status is None or point.judged is None or not is_open:
            continue
        end = points[index + 1].day if index + 1 < len(points) else until
        move = _move(need, point, answering, frozenset())
        turn = Turn(point.day, end, status.status, move)
        if gap is None:
            before = acted or status.evidence
            gap = Gap(need, point.day, end, ongoing=False, before=before, after=(), turns=(turn,))
        else:
            gap = replace(gap, until=end, turns=_with(gap.turns, turn))
    if gap is not None:
        yield replace(gap, until=until, ongoing=True)


def _with(turns: tuple[Turn, ...], turn: Turn) -> tuple[Turn, ...]:
    """Return turns with one more, which goes on with the last where nothing else is said."""
    last = turns[-1]
    if (last.status, last.move) == (turn.status, turn.move):
        return (*turns[:-1], replace(last, until=turn.until))
    return (*turns, turn)


def _move(need: Need, point: _Point, answering: Answering, seen: frozenset[Need]) -> Move:
    judged = point.judged
    if judged is None or need in seen:
        return Move(MoveKind.NOBODY, None, need)
    status = judged.needs[need]
    found: Move | None = None
    if status.status is Status.PENDING:
        pending = judged.person.standing(need).pending
        found = None if pending is None else _pending(status, pending, point)
    elif status.status is Status.READY:
        found = _ready(status)
    elif status.status is Status.WAITING:
        found = _waiting(status, point, answering, seen | {need})
    else:
        found = _opening(status, judged)
    return found or answering(need, point.day)


def _pending(status: NeedStatus, pending: Pending, point: _Point) -> Move:
    """An application is decided where it lies, unless the applicant has to complete it first."""
    if pending.stands_still(point.day):
        return Move(MoveKind.COMPLETES, None, status.need, evidence=pending.evidence)
    term = next(
        (
            term
            for term in point.in_force.terms
            if term.need is status.need and term.base == pending.step
        ),
        None,
    )
    return _by_rule(MoveKind.DECIDES, pending.organisation, status, term, pending.evidence)


def _ready(status: NeedStatus) -> Move | None:
    ways = [link.way for link in _open(status) if not link.missing]
    duty = next((way for way in ways if way.kind is WayKind.DUTY), None)
    if duty is not None:
        return _by_rule(MoveKind.DUTY, duty.decider, status, duty, status.evidence)
    if not ways:
        return None
    return _by_rule(MoveKind.ACTS, ways[0].actor, status, ways[0], status.evidence)


def _waiting(
    status: NeedStatus, point: _Point, answering: Answering, seen: frozenset[Need]
) -> Move | None:
    """Return the first move on what the need waits for, along the first way that has one."""
    for link in _open(status):
        for missing in link.missing:
            move = _move(missing, point, answering, seen)
            if move.kind is not MoveKind.NOBODY:
                return move
    return None


def _opening(status: NeedStatus, judged: Assessment) -> Move | None:
    for way_out in judged.ways_out:
        if status.need in way_out.frees:
            rule = way_out.rule
            return _by_rule(MoveKind.OPENS, rule.decider, status, rule, status.evidence)
    return None


def _open(status: NeedStatus) -> list[Link]:
    return [link for link in status.links if link.open and link.way.kind is not WayKind.OPTION]


def _by_rule(
    kind: MoveKind,
    who: Text | str,
    status: NeedStatus,
    rule: Rule | None,
    evidence: tuple[str, ...],
) -> Move:
    return Move(
        kind,
        who,
        status.need,
        rule=None if rule is None else rule.id,
        source=None if rule is None else str(rule.source),
        evidence=evidence,
    )
