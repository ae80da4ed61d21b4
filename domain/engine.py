"""The ways of the law over the needs of one person: what holds, what can be met, what is stuck.

First what acts and endings say, then what follows by operation of law, then the two fixpoints of
`domain.deadlock` under both readings of what is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadlock import Classification, Readings, classify, classify_readings
from domain.endings import OnDay
from domain.interventions import PlainWay, WayOut, decisions, single_ways_out
from domain.links import UNKNOWN_PREFIX, Link, judge, plain_ways
from domain.needs import Need
from domain.rules import InForce, Way, WayKind
from domain.situation import Circumstances


@dataclass(frozen=True, slots=True)
class Circle:
    """Needs that wait for each other, with the letter under which reports name them."""

    letter: str
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """A need that holds by operation of law, since and until the needs do that it rests on.

    `since` is None where the way also asks for circumstances, of which no first day is known.
    """

    since: date | None
    until: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """What acts, endings and ways give together on one day, in terms of needs.

    Attributes:
        standings: How each need stands by acts and endings.
        links: Every way in force of each need, judged.
        met: Needs that hold, by an act or by operation of law.
        pending: Needs that were applied for.
        coming: Needs that were granted from a later day on.
        followed: Needs that hold by operation of law alone.
        readings: The fixpoints, with what is not known taken as unmet and as met.
        upper_without: For each pending need, the upper reading without its application.
        knots: Needs that are stuck together, whatever proves to be the case.
        circles: The smallest rings among them, with letters.
        opened_by_all: What would be obtainable if every known intervention were taken, with what
            is not known taken as unmet and as met; `readings` itself when nothing is stuck.
        ways_out: Decisions that each by themselves free a need that is stuck.
    """

    standings: Mapping[Need, OnDay]
    links: Mapping[Need, tuple[Link, ...]]
    met: frozenset[Need]
    pending: frozenset[Need]
    coming: frozenset[Need]
    followed: Mapping[Need, Followed]
    readings: Readings
    upper_without: Mapping[Need, Classification]
    knots: tuple[tuple[Need, ...], ...]
    circles: tuple[Circle, ...]
    opened_by_all: Readings
    ways_out: tuple[WayOut, ...]

    @classmethod
    def of(
        cls, standings: Mapping[Need, OnDay], in_force: InForce, circumstances: Circumstances
    ) -> Engine:
        """Return the engine for needs that stand so, under the rules in force on that day."""
        ground = _Ground.of(standings, in_force, circumstances)
        met, unknown, ways = ground.met, ground.unknown, ground.ways
        expected = ground.pending | ground.coming
        readings = opened = ground.readings()
        ways_out: tuple[WayOut, ...] = ()
        if readings.stuck:
            ended_by = {n: s.ended_by.id for n, s in standings.items() if s.ended_by is not None}
            decided = decisions(ground.wanted, circumstances, ended_by)
            with_all = [*ways, *(way for _, added in decided for way in added)]
            opened = classify_readings(with_all, met, expected, unknown, circle_cap=0)
            ways_out = single_ways_out(decided, ways, met, expected, readings.stuck)
        return cls(
            standings=standings,
            links=_links(in_force, met, circumstances),
            met=met,
            pending=ground.pending,
            coming=ground.coming,
            followed=ground.followed,
            readings=readings,
            upper_without={
                need: classify(ways, met | unknown, expected - {need}, circle_cap=0)
                for need in ground.pending
            },
            knots=tuple(_in_order(knot) for knot in readings.knots),
            circles=_lettered(readings),
            opened_by_all=opened,
            ways_out=ways_out,
        )


def _links(
    in_force: InForce, met: frozenset[Need], circumstances: Circumstances
) -> dict[Need, tuple[Link, ...]]:
    links: dict[Need, list[Link]] = {need: [] for need in Need}
    for way in in_force.ways:
        links[way.need].append(judge(way, met, circumstances))
    return {need: tuple(judged) for need, judged in links.items()}


def readings_on(
    standings: Mapping[Need, OnDay], in_force: InForce, circumstances: Circumstances
) -> Readings:
    """Return the fixpoints alone, for needs that stand so under the rules in force on that day."""
    return _Ground.of(standings, in_force, circumstances).readings()


def circles_and_links(
    standings: Mapping[Need, OnDay], in_force: InForce, circumstances: Circumstances
) -> tuple[Readings, tuple[Circle, ...], Mapping[Need, tuple[Link, ...]]]:
    """Return the fixpoints and the circles, with the judged ways of each need where there are any.

    The circles are those of `Engine.of`; nothing else is worked out.
    """
    ground = _Ground.of(standings, in_force, circumstances)
    readings = ground.readings()
    circles = _lettered(readings)
    links = _links(in_force, ground.met, circumstances) if circles else {}
    return readings, circles, links


def _lettered(readings: Readings) -> tuple[Circle, ...]:
    return tuple(
        Circle(_letter(index), _in_order(circle)) for index, circle in enumerate(readings.circles)
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the fixpoints are taken over; `wanted` are the rules without what nobody wants."""

    met: frozenset[Need]
    pending: frozenset[Need]
    coming: frozenset[Need]
    followed: Mapping[Need, Followed]
    wanted: InForce
    ways: Sequence[PlainWay]
    unknown: frozenset[str]

    @classmethod
    def of(
        cls, standings: Mapping[Need, OnDay], in_force: InForce, circumstances: Circumstances
    ) -> _Ground:
        declined = frozenset(n for n, s in standings.items() if s.declined or s.not_applicable)
        held = {need for need, each in standings.items() if each.held is not None}
        followed = _by_operation_of_law(held, standings, in_force, circumstances)
        met = frozenset(held | followed.keys())
        pending = frozenset(n for n, s in standings.items() if s.pending is not None) - met
        coming = frozenset(n for n, s in standings.items() if s.coming is not None) - met - pending
        wanted = _wanted(in_force, declined)
        ways = plain_ways(wanted.ways, circumstances)
        unknown = {str(n) for n in not_known(standings) - met - pending}
        unknown |= {each for _, body in ways for each in body if each.startswith(UNKNOWN_PREFIX)}
        return cls(met, pending, coming, followed, wanted, ways, frozenset(unknown))

    def readings(self) -> Readings:
        return classify_readings(self.ways, self.met, self.pending | self.coming, self.unknown)


def not_known(standings: Mapping[Need, OnDay]) -> frozenset[Need]:
    """Return the needs that one reading takes as unmet and the other as met.

    What the person does not want, or does not need, is among them only where it is contested
    whether it is there already.
    """
    return frozenset(
        need
        for need, each in standings.items()
        if not each.known
        and (each.contested is not None or not (each.declined or each.not_applicable))
    )


def _wanted(in_force: InForce, declined: frozenset[Need]) -> InForce:
    """Return the rules without those that give a need that the person does not want or need."""
    if not declined:
        return in_force
    return in_force.model_copy(
        update={
            "ways": tuple(way for way in in_force.ways if way.need not in declined),
            "interventions": tuple(
                each for each in in_force.interventions if each.need not in declined
            ),
        }
    )


def _by_operation_of_law(
    held: set[Need],
    standings: Mapping[Need, OnDay],
    in_force: InForce,
    circumstances: Circumstances,
) -> dict[Need, Followed]:
    """Return the needs that follow from what is met."""
    followed: dict[Need, Followed] = {}
    automatic = [way for way in in_force.ways if way.kind is WayKind.AUTO and way.conditions]
    changed = True
    while changed:
        changed = False
        for way in automatic:
            met = frozenset(held | followed.keys())
            if way.need in met or standings[way.need].declined:
                continue
            link = judge(way, met, circumstances)
            if link.open and not link.missing:
                followed[way.need] = _follow(way, standings, followed, circumstances)
                changed = True
    return followed


def _follow(
    way: Way,
    standings: Mapping[Need, OnDay],
    followed: Mapping[Need, Followed],
    circumstances: Circumstances,
) -> Followed:
    rests_on = [
        followed.get(condition.need) or standings[condition.need].held
        for condition in way.conditions
    ]
    grounds = [ground for ground in rests_on if ground is not None]
    evidence = [event for ground in grounds for event in ground.evidence]
    for guard in way.guards:
        fact = circumstances.known.get(guard.circumstance)
        evidence += fact.evidence if fact is not None else ()
    begins = [ground.since for ground in grounds if ground.since is not None]
    is_sure = not way.guards and len(begins) == len(grounds)
    return Followed(
        since=max(begins) if is_sure else None,
        until=min((each.until for each in grounds if each.until is not None), default=None),
        evidence=tuple(dict.fromkeys(evidence)),
    )


def _in_order(needs: frozenset[str]) -> tuple[Need, ...]:
    return tuple(need for need in Need if need in needs)


def _letter(index: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
