"""The definitions of a deadlock, word for word over all subsets: slow, and plainly right."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import TypeAlias

Needs: TypeAlias = frozenset[str]
Way: TypeAlias = tuple[str, Needs]


@dataclass(frozen=True)
class Oracle:
    """One person's ways, met and pending needs, with every notion as its definition states it."""

    ways: Sequence[Way]
    met: Needs = frozenset()
    pending: Needs = frozenset()

    @cached_property
    def universe(self) -> Needs:
        return frozenset(
            chain(self.met, self.pending, *([need, *required] for need, required in self.ways))
        )

    def follow(self, needs: Needs) -> Needs:
        """The needs that hold, and those that follow from the given ones in one step."""
        return self.met | self.pending | {n for n, required in self.ways if required <= needs}

    @cached_property
    def least_fixpoint(self) -> Needs:
        closed = [needs for needs in subsets(self.universe) if self.follow(needs) <= needs]
        return frozenset.intersection(*closed)

    @cached_property
    def greatest_fixpoint(self) -> Needs:
        supported = [needs for needs in subsets(self.universe) if needs <= self.follow(needs)]
        return frozenset.union(*supported)

    @cached_property
    def circular(self) -> Needs:
        return self.greatest_fixpoint - self.least_fixpoint

    @cached_property
    def foreclosed(self) -> Needs:
        return self.universe - self.greatest_fixpoint

    @cached_property
    def live_ways(self) -> list[Way]:
        return [
            (need, required)
            for need, required in self.ways
            if need in self.circular and not required & self.foreclosed
        ]

    @cached_property
    def traps(self) -> list[Needs]:
        return [
            needs
            for needs in subsets(self.circular)
            if needs and all(required & needs for need, required in self.live_ways if need in needs)
        ]

    @cached_property
    def circles(self) -> list[Needs]:
        return [trap for trap in self.traps if not any(other < trap for other in self.traps)]

    @cached_property
    def knots(self) -> list[Needs]:
        connected = [trap for trap in self.traps if self.is_strongly_connected(trap)]
        return [trap for trap in connected if not any(trap < other for other in connected)]

    def is_strongly_connected(self, needs: Needs) -> bool:
        """Whether every member leads to every other by way of members."""
        return all(self._reachable(start, needs) >= needs - {start} for start in needs)

    def _reachable(self, start: str, within: Needs) -> Needs:
        reached: Needs = frozenset()
        while True:
            step = reached.union(
                *(r & within for n, r in self.live_ways if n == start or n in reached)
            )
            if step == reached:
                return reached
            reached = step

    @cached_property
    def stuck(self) -> Needs:
        return frozenset(chain(*self.knots))

    @cached_property
    def behind(self) -> Needs:
        return self.circular - self.stuck

    @cached_property
    def carried(self) -> Needs:
        return self.stuck.difference(*self.circles)

    @cached_property
    def ready(self) -> Needs:
        heads = frozenset(need for need, required in self.ways if required <= self.met)
        return heads - self.met - self.pending

    @cached_property
    def waiting(self) -> Needs:
        return self.least_fixpoint - self.met - self.pending - self.ready

    def class_of(self, need: str) -> str:
        """The class of one need, in a word."""
        if need in self.least_fixpoint:
            return "obtainable"
        return "circular" if need in self.circular else "foreclosed"


def subsets(needs: Iterable[str]) -> Iterator[Needs]:
    """All subsets, the smallest first."""
    ordered = sorted(needs)
    sizes = range(len(ordered) + 1)
    return (frozenset(some) for size in sizes for some in combinations(ordered, size))


def canonical(sets: Iterable[Needs]) -> list[Needs]:
    """Sets in the order in which a classification lists them: by size, then by members."""
    return sorted(sets, key=lambda needs: (len(needs), sorted(needs)))


def random_people(seed: int, count: int, largest: int = 8) -> Iterator[Oracle]:
    """Draw people with ways over at most so many needs, most of them entangled."""
    chance = random.Random(seed)  # noqa: S311 - the same people every time

    def some(names: str, least: int, most: int) -> Needs:
        return frozenset(chance.sample(names, min(len(names), chance.randint(least, most))))

    for _ in range(count):
        names = "abcdefghijklmnop"[: chance.randint(1, largest)]
        ways = [
            (chance.choice(names), some(names, 0 if chance.random() < 0.1 else 1, 3))
            for _ in range(chance.randint(0, 2 * len(names) + 1))
        ]
        yield Oracle(ways, some(names, 0, 1), some(names, 0, 1))


def sparse_people(seed: int, count: int) -> Iterator[Oracle]:
    """Draw people with a way or two to each need, most of which ask one other need.

    So rings are joined by rows of needs that lie in no ring, which entangled people hardly have.
    """
    chance = random.Random(seed)  # noqa: S311 - the same people every time
    for _ in range(count):
        names = "abcdefgh"[: chance.randint(4, 8)]
        ways = [
            (name, frozenset(chance.sample(names, 1 if chance.random() < 0.9 else 2)))
            for name in names
            for _ in range(chance.choice((0, 1, 1, 1, 2, 2)) if chance.random() < 0.5 else 1)
        ]
        yield Oracle(ways, frozenset(chance.sample(names, chance.choice((0, 0, 0, 1)))))
