"""The smallest combinations of decisions that bring about a goal, all of them, and their order.

    >>> def works(chosen):
    ...     return {"fee", "address"} <= chosen or {"roof"} <= chosen
    >>> found = minimal_sets(["address", "fee", "roof"], works)
    >>> [sorted(each) for each in found.sets], [sorted(each) for each in found.conflicts]
    ([['roof'], ['address', 'fee']], [['address', 'roof'], ['fee', 'roof']])

What works must work with more as well; nothing else is asked of it, so the same search serves the
ways of one day and the sweeps of a whole year.

Breaking every circle once is not enough, nor needed: a decision may grant a need to which no way
leads at all, which no circle shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from domain.need_sets import in_canonical_order, singles

MOST_TRIES: Final = 5_000
"""How many combinations are tried before the search is given up."""


class NegativeCap(ValueError):
    """A cap on the search was below one."""

    def __init__(self, cap: int) -> None:
        super().__init__(f"most_tries is {cap}, but must be 1 or more.")


@dataclass(frozen=True, slots=True)
class MinimalSets:
    """The smallest sets of options that work.

    Attributes:
        sets: The sets of which no option can be missed, by size and then by members.
        conflicts: Sets of which at least one option has to be chosen, whatever else is; each as
            small as can be, and together they say the same as `sets` when that is complete.
        complete: Whether `sets` are all there are; False when the search was given up.
        tries: How many combinations were tried.
    """

    sets: tuple[frozenset[str], ...]
    conflicts: tuple[frozenset[str], ...]
    complete: bool
    tries: int


class _GivenUp(Exception):
    """The search has tried as many combinations as it may."""


def minimal_sets(
    options: Iterable[str],
    works: Callable[[frozenset[str]], bool],
    *,
    most_tries: int = MOST_TRIES,
) -> MinimalSets:
    """Return all smallest sets of `options` that work.

    Every set that fails is grown until nothing can be added without it working; of what is then
    left out, something has to be chosen. The smallest sets that have something of each of these
    are tried next, until all of them work (Reiter 1987, "A theory of diagnosis from first
    principles"; Liffiton and others 2016, "Fast, flexible MUS enumeration").

    Args:
        options: What can be chosen.
        works: Whether a choice works; with more options, a choice that works must work still.
        most_tries: How many combinations to try before giving up.

    Raises:
        NegativeCap: `most_tries` is below one.
    """
    if most_tries < 1:
        raise NegativeCap(most_tries)
    search = _Search(sorted(set(options)), works, most_tries)
    complete = search.run()
    return MinimalSets(
        sets=tuple(map(search.named, in_canonical_order(search.found))),
        conflicts=tuple(map(search.named, in_canonical_order(search.conflicts))),
        complete=complete,
        tries=search.tries,
    )


class _Search:
    """A search under way; sets of options are integers, bit `i` for option `i`."""

    __slots__ = ("_most_tries", "_names", "_works", "conflicts", "found", "tries")

    def __init__(
        self, names: Sequence[str], works: Callable[[frozenset[str]], bool], most_tries: int
    ) -> None:
        self._names = names
        self._works = works
        self._most_tries = most_tries
        self.tries = 0
        self.found: list[int] = []
        self.conflicts: list[int] = []

    def named(self, chosen: int) -> frozenset[str]:
        return frozenset(name for place, name in enumerate(self._names) if chosen >> place & 1)

    def run(self) -> bool:
        """Search; return whether everything was found."""
        everything = (1 << len(self._names)) - 1
        try:
            if self._tried(0):
                self.found = [0]
            elif self._tried(everything):
                self._search(everything)
        except _GivenUp:
            return False
        return True

    def _tried(self, chosen: int) -> bool:
        if self.tries >= self._most_tries:
            raise _GivenUp
        self.tries += 1
        return self._works(self.named(chosen))

    def _search(self, everything: int) -> None:
        candidates = [0]
        while True:
            new = [each for each in candidates if each not in self.found]
            if not new:
                return
            candidate = in_canonical_order(new)[0]
            if candidate and self._tried(candidate):
                self.found.append(candidate)
                continue
            conflict = everything & ~self._grown(candidate, everything)
            self.conflicts.append(conflict)
            candidates = _hitting_also(candidates, conflict)

    def _grown(self, failing: int, everything: int) -> int:
        """Return a set that fails, and would work with any option more."""
        for bit in singles(everything & ~failing):
            if not self._tried(failing | bit):
                failing |= bit
        return failing


def _hitting_also(sets: list[int], conflict: int) -> list[int]:
    """Return the smallest sets that hit `conflict` besides what each of `sets` hits.

    None of `sets` contains another, and those that grow have nothing of `conflict` yet; so no two
    that grow contain each other either.
    """
    hitting = [each for each in sets if each & conflict]
    grown = {each | bit for each in sets if not each & conflict for bit in singles(conflict)}
    return hitting + [each for each in grown if not any(not other & ~each for other in hitting)]


class Binding(IntEnum):
    """What obliges whoever decides, the strongest first.

    Attributes:
        DUTY: The law obliges; whoever has to act must act unasked.
        POWER: The law allows it.
        POLICY: Policy or practice of an organisation allows it.
        GOODWILL: Nothing but the good will of somebody.
    """

    DUTY = 0
    POWER = 1
    POLICY = 2
    GOODWILL = 3


@dataclass(frozen=True, slots=True)
class Merit:
    """By what a way out is compared with others; in every respect less is better.

    Attributes:
        misses_deadline: Whether the goal is reached later than asked.
        decisions: How many decisions it takes.
        authorities: How many different deciders.
        goal_on: The day on which the goal is reached, as a count of days.
        binding: What obliges the decider who is bound least.
        burden: How many applications the person has to make.
    """

    misses_deadline: bool
    decisions: int
    authorities: int
    goal_on: int
    binding: Binding
    burden: int

    @property
    def key(self) -> tuple[int, ...]:
        """The respects in the order in which they count."""
        return (
            int(self.misses_deadline),
            self.decisions,
            self.authorities,
            self.goal_on,
            int(self.binding),
            self.burden,
        )

    def beats(self, other: Merit) -> bool:
        """Return whether it is better in some respect, and worse in none."""
        pairs = list(zip(self.key, other.key, strict=True))
        return any(own < its for own, its in pairs) and all(own <= its for own, its in pairs)


def ranked(merits: Mapping[frozenset[str], Merit]) -> list[tuple[frozenset[str], bool]]:
    """Return the ways out in order, each with whether no other beats it.

    Those that none beats come first; then the respects count in their order, and equals are in
    order of their names. There is no score: nothing is weighed against anything else.
    """
    best = {
        each: not any(other.beats(merit) for other in merits.values())
        for each, merit in merits.items()
    }
    ordered = sorted(merits, key=lambda each: (not best[each], merits[each].key, sorted(each)))
    return [(each, best[each]) for each in ordered]
