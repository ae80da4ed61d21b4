"""Days as the definition has them: every grant by itself, one day after another; slow and plain."""

import random
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from domain.rules import WayKind, Window
from domain.timed.model import Days, End, TimedCondition, TimedProblem, TimedWay

Needs: TypeAlias = frozenset[str]
Grant: TypeAlias = tuple[str, int]
"""A way by id, and the day on which it was started."""


def day_by_day(
    problem: TimedProblem,
    *,
    kinds: Collection[WayKind] = (WayKind.AUTO, WayKind.ORDINARY, WayKind.DUTY),
    decisions: Collection[str] = (),
    allowed: Collection[Grant] | None = None,
    not_before: int = 0,
    starts: Mapping[str, int] | None = None,
) -> list[Needs]:
    """The needs held on each day; of all allowed starts, every one is made."""
    ways = {
        way.id: way
        for way in problem.ways
        if way.kind in kinds or (way.kind is WayKind.OPTION and way.decided_by in decisions)
    }
    first = starts or {}
    held: list[Needs] = []
    granted: frozenset[Grant] = frozenset()
    for day in range(problem.horizon + 1):
        facts = frozenset(need for need, days in problem.facts.items() if is_in(days, day))
        started = [
            (name, day - way.lead)
            for name, way in ways.items()
            if day >= way.lead
            and (allowed is None or (name, day - way.lead) in allowed)
            and (way.kind is WayKind.AUTO or day - way.lead >= not_before)
            and day - way.lead >= first.get(name, 0)
        ]
        candidates = frozenset(
            (name, start)
            for name, start in granted
            if not has_expired(ways[name], start, day)
            and End(ways[name].need, day) not in problem.ends
        )
        while True:
            now = least(facts, candidates, started, ways, problem, held, day)
            sound = frozenset(
                (name, start)
                for name, start in candidates
                if is_sustained(ways[name], now, held, day)
            )
            if sound == candidates:
                break
            candidates = sound
        fresh = {
            (name, start)
            for name, start in started
            if takes_effect(ways[name], start, now, held, day, problem)
        }
        held.append(now)
        granted = candidates | fresh
    return held


def least(
    facts: Needs,
    grants: Iterable[Grant],
    started: Iterable[Grant],
    ways: Mapping[str, TimedWay],
    problem: TimedProblem,
    held: list[Needs],
    day: int,
) -> Needs:
    """Facts, what earlier grants give, and whatever takes effect, one thing after another."""
    now = facts | {ways[name].need for name, _ in grants}
    while True:
        more = now | {
            ways[name].need
            for name, start in started
            if takes_effect(ways[name], start, now, held, day, problem)
        }
        if more == now:
            return now
        now = more


def takes_effect(
    way: TimedWay, start: int, now: Needs, held: list[Needs], day: int, problem: TimedProblem
) -> bool:
    def met(need: str, on: int) -> bool:
        return need in (now if on == day else held[on])

    windows = {
        Window.START: [start],
        Window.PROCESS: list(range(start, day + 1)),
        Window.EFFECT: [day],
        Window.WHILE: [day],
    }
    if way.id in problem.starts and not is_in(problem.starts[way.id], start):
        return False
    return all(
        is_in(way.open[window], on)
        for window, days in windows.items()
        if window in way.open
        for on in days
    ) and all(met(each.need, on) for each in way.conditions for on in windows[each.window])


def is_sustained(way: TimedWay, now: Needs, held: list[Needs], day: int) -> bool:
    if Window.WHILE in way.open and not is_in(way.open[Window.WHILE], day):
        return False
    return all(
        each.need in now or any(each.need in held[day - back] for back in range(1, each.grace + 1))
        for each in way.conditions
        if each.window is Window.WHILE
    )


def has_expired(way: TimedWay, start: int, day: int) -> bool:
    return way.duration is not None and day >= start + way.lead + way.duration


def is_in(days: Days, day: int) -> bool:
    return any(first <= day < end for first, end in days)


@dataclass(frozen=True)
class Drawn:
    """A problem drawn at random, and the decisions in it."""

    problem: TimedProblem
    decisions: tuple[str, ...] = field(default=())


def random_problems(
    seed: int, count: int, *, needs: int = 5, ways: int = 8, horizon: int = 14
) -> Iterator[Drawn]:
    """Draw small problems in which windows, leads, expiry, grace and ends cross each other."""
    chance = random.Random(seed)  # noqa: S311 - the same problems every time

    def spans() -> Days:
        cuts = sorted(chance.sample(range(horizon + 2), 2 * chance.randint(1, 2)))
        return tuple(zip(cuts[::2], cuts[1::2], strict=True))

    for _ in range(count):
        names = "abcdefgh"[: chance.randint(2, needs)]
        drawn = []
        for number in range(chance.randint(1, ways)):
            conditions = tuple(
                TimedCondition(chance.choice(names), window, chance.choice((0, 0, 1, 3)))
                for window in chance.choices(
                    (Window.START, Window.PROCESS, Window.EFFECT, Window.WHILE),
                    (4, 2, 1, 3),
                    k=chance.choice((0, 0, 1, 1, 1, 2)),
                )
            )
            kind = chance.choices(tuple(WayKind), (2, 4, 1, 3))[0]
            drawn.append(
                TimedWay(
                    f"w{number}",
                    chance.choice(names),
                    conditions,
                    {window: spans() for window in Window if chance.random() < 0.2},
                    lead=chance.choice((0, 0, 0, 1, 1, 2, 3, 5)),
                    duration=chance.choice((None, None, 1, 2, 4)),
                    kind=kind,
                    decision=chance.choice((None, "d1", "d2", "d3")),
                )
            )
        problem = TimedProblem(
            tuple(drawn),
            facts={name: spans() for name in names if chance.random() < 0.3},
            ends=tuple(
                End(chance.choice(names), chance.randint(0, horizon))
                for _ in range(chance.choice((0, 0, 1, 2)))
            ),
            horizon=horizon,
            starts={way.id: spans() for way in drawn if chance.random() < 0.15},
        )
        yield Drawn(problem, problem.decisions())
