"""Making certificates from plain ways: the orders and sets that `certificate_check` follows.

Both fixpoints are computed with the order in which needs enter or leave them, in time linear in
the ways (Dowling and Gallier 1984, "Linear-time algorithms for testing the satisfiability of
propositional Horn formulae"); then only what the needs asked about rest on is kept. Equal facts
and equal sets of ways give equal proofs, in whatever order they come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, assert_never

from domain.certificates import (
    Account,
    Blocked,
    CircularProof,
    Dropped,
    Facts,
    Fails,
    ForeclosedProof,
    GuardStatement,
    ObtainableProof,
    Proof,
    Reading,
    Step,
    WayOutProof,
    WayStatement,
)
from domain.errors import Problem
from domain.guards import guard_state
from domain.rules import Guard

_NOBODY: Collection[str] = frozenset()


class NotMinimal(Problem):
    """A way out was to be certified that is none, or that holds a decision too many."""

    code: ClassVar[str] = "DM0402"
    exit_code: ClassVar[int] = 3

    def __init__(self, decisions: Collection[str], why: str) -> None:
        super().__init__(
            f"{', '.join(sorted(decisions)) or 'No decision'}: this is not a minimal way out.",
            why=why,
            help="List the minimal ones with 'reintegration ways-out PERSON --goal NEED'.",
        )


@dataclass(frozen=True, slots=True)
class Case:
    """The facts about one person and the ways of the rules, as certificates state them."""

    facts: Facts
    ways: tuple[WayStatement, ...]

    def prove(
        self,
        need: str,
        reading: Reading = Reading.CERTAIN,
        *,
        prefer: Collection[str] = _NOBODY,
    ) -> ObtainableProof | CircularProof | ForeclosedProof | None:
        """Return the verdict about `need` with its proof.

        Args:
            need: The need.
            reading: How what is not known is taken.
            prefer: Needs to explain a circle with where there is a choice: those of a known one.

        Returns:
            The proof; None when the verdict is not certain and `reading` asks for certainty.
        """
        getting = _Side.of(self, [need], hopeful=reading is Reading.UPPER)
        if need in getting.reached:
            return ObtainableProof(steps=getting.steps_to([need]))
        failing = _Side.of(self, [need], hopeful=reading is not Reading.LOWER)
        if need in failing.lost:
            return ForeclosedProof(order=failing.loss_of(need))
        if need in failing.reached or need in getting.lost:
            return None
        blocked = failing.blocked_with(need, prefer=prefer, circular=getting)
        together = tuple(sorted(each.need for each in blocked if each.need not in getting.lost))
        return CircularProof(
            together=together, blocked=blocked, support=getting.support_of(together)
        )

    def prove_way_out(
        self,
        goals: Iterable[str],
        decisions: Collection[str],
        reading: Reading = Reading.LOWER,
    ) -> WayOutProof:
        """Return the proof that some decisions together give the goals, and none too many.

        Args:
            goals: The needs that they are to give.
            decisions: The decisions, as `WayStatement.added_by` names them.
            reading: How what is not known is taken.

        Raises:
            NotMinimal: They do not give the goals, or not all of them are needed for it.
        """
        goals = sorted(set(goals))
        getting = _Side.of(self, goals, hopeful=reading is Reading.UPPER, decisions=decisions)
        for goal in goals:
            if goal not in getting.reached:
                raise NotMinimal(decisions, f"With all of them {goal} is still out of reach.")
        dropped = []
        for decision in sorted(decisions):
            left = frozenset(decisions) - {decision}
            failing = _Side.of(self, goals, hopeful=reading is not Reading.LOWER, decisions=left)
            missed = [goal for goal in goals if goal not in failing.reached]
            if not missed:
                raise NotMinimal(decisions, f"The goals are reached without {decision} as well.")
            blocked = failing.blocked_with(missed[0])
            dropped.append(Dropped(decision=decision, goal=missed[0], blocked=blocked))
        return WayOutProof(
            decisions=tuple(sorted(decisions)),
            steps=getting.steps_to(goals),
            dropped=tuple(dropped),
        )

    def ways_for(self, proof: Proof) -> tuple[WayStatement, ...]:
        """Return the ways of which a proof speaks, in the order of their ids.

        Of needs that are called out of reach these are all ways that are there, also those added
        by a decision that is taken.
        """
        steps: tuple[Step, ...] = ()
        blocked: tuple[Blocked, ...] = ()
        decisions: tuple[str, ...] = ()
        match proof:
            case ObtainableProof():
                steps = proof.steps
            case ForeclosedProof():
                blocked = proof.order
            case CircularProof():
                steps, blocked = proof.support, proof.blocked
            case WayOutProof():
                steps, decisions = proof.steps, proof.decisions
                blocked = tuple(each for dropped in proof.dropped for each in dropped.blocked)
            case _:
                assert_never(proof)
        followed = {step.way for step in steps}
        out_of_reach = {each.need for each in blocked}
        spoken = [
            way
            for way in self.ways
            if way.id in followed
            or (way.need in out_of_reach and (way.added_by is None or way.added_by in decisions))
        ]
        return tuple(sorted(spoken, key=lambda way: way.id))


@dataclass(frozen=True, slots=True)
class _Side:
    """Both fixpoints of one reading, with the order in which needs came and went.

    Attributes:
        facts: What was recorded.
        ways_to: The ways to each need that are there with the decisions, by id.
        closed: Why each way that is closed fails.
        base: What holds.
        reached: Every need in the least fixpoint, with its way (None for what holds), in order.
        lost: Every need outside the greatest fixpoint, with its place in the order of loss.
    """

    facts: Facts
    ways_to: Mapping[str, list[WayStatement]]
    closed: Mapping[str, Account]
    base: frozenset[str]
    reached: Mapping[str, str | None]
    lost: Mapping[str, int]

    @classmethod
    def of(
        cls,
        case: Case,
        about: Iterable[str],
        *,
        hopeful: bool,
        decisions: Collection[str] = _NOBODY,
    ) -> _Side:
        facts = case.facts
        base = frozenset((*facts.met, *facts.pending, *(facts.unknown if hopeful else ())))
        ways_to: dict[str, list[WayStatement]] = {need: [] for need in sorted(base.union(about))}
        closed: dict[str, Account] = {}
        uses: dict[str, list[WayStatement]] = {}
        lacking: dict[str, int] = {}
        for way in sorted(case.ways, key=lambda each: each.id):
            if way.added_by is not None and way.added_by not in decisions:
                continue
            ways_to.setdefault(way.need, []).append(way)
            for requirement in way.requires:
                ways_to.setdefault(requirement, [])
            account = _why_closed(way, facts, hopeful=hopeful)
            if account is not None:
                closed[way.id] = account
                continue
            requirements = frozenset(way.requires)
            lacking[way.id] = len(requirements)
            for requirement in sorted(requirements):
                uses.setdefault(requirement, []).append(way)
        reached = _in_order_of_arrival(ways_to, uses, lacking, base)
        lost = _in_order_of_loss(ways_to, closed, uses, base)
        return cls(facts, ways_to, closed, base, reached, lost)

    def steps_to(self, goals: Iterable[str]) -> tuple[Step, ...]:
        """Return the steps on which the goals rest, in the order in which they are reached."""
        by_id = {way.id: way for ways in self.ways_to.values() for way in ways}
        wanted, queue = set(goals), list(goals)
        while queue:
            way = self.reached[queue.pop()]
            for requirement in by_id[way].requires if way is not None else ():
                if requirement not in wanted:
                    wanted.add(requirement)
                    queue.append(requirement)
        return tuple(
            Step(need=need, way=way)
            for need, way in self.reached.items()
            if way is not None and need in wanted
        )

    def loss_of(self, need: str) -> tuple[Blocked, ...]:
        """Return the needs through which `need` lost its last way, and in which order."""

        def first_lost(way: WayStatement) -> str:
            return min(
                (each for each in way.requires if each in self.lost), key=self.lost.__getitem__
            )

        found = self._blocked(need, first_lost)
        return tuple(sorted(found, key=lambda each: self.lost[each.need]))

    def blocked_with(
        self, need: str, *, prefer: Collection[str] = _NOBODY, circular: _Side | None = None
    ) -> tuple[Blocked, ...]:
        """Return `need` and the needs that keep it out of reach, sorted by name.

        Of the requirements at which a way fails one is taken that is there already, then one of
        those preferred, then one that is circular, then the first by name.
        """
        taken = {need}

        def nearest(way: WayStatement) -> str:
            chosen = min(
                (each for each in way.requires if each not in self.reached),
                key=lambda each: (
                    each not in taken,
                    each not in prefer,
                    circular is not None and each in circular.lost,
                    each,
                ),
            )
            taken.add(chosen)
            return chosen

        return tuple(sorted(self._blocked(need, nearest), key=lambda each: each.need))

    def support_of(self, needs: Iterable[str]) -> tuple[Step, ...]:
        """Return for `needs`, and for what that takes, a way within the greatest fixpoint."""
        found: dict[str, Step] = {}
        queue = list(needs)
        while queue:
            need = queue.pop()
            if need in found or need in self.base:
                continue
            way = next(
                each
                for each in self.ways_to[need]
                if each.id not in self.closed and self.lost.keys().isdisjoint(each.requires)
            )
            found[need] = Step(need=need, way=way.id)
            queue += way.requires
        return tuple(found[need] for need in sorted(found))

    def _blocked(self, need: str, fails_at: Callable[[WayStatement], str]) -> list[Blocked]:
        found: dict[str, Blocked] = {}
        queue = deque([need])
        seen = {need}
        while queue:
            each = queue.popleft()
            accounts = []
            for way in self.ways_to.get(each, ()):
                account = self.closed.get(way.id)
                if account is None:
                    at = fails_at(way)
                    account = Account(way=way.id, fails=Fails.REQUIRES, by=at)
                    if at not in seen:
                        seen.add(at)
                        queue.append(at)
                accounts.append(account)
            found[each] = Blocked(need=each, ways=tuple(accounts))
        return list(found.values())


def _why_closed(way: WayStatement, facts: Facts, *, hopeful: bool) -> Account | None:
    if way.need in facts.declined:
        return Account(way=way.id, fails=Fails.DECLINED)
    if way.option:
        return Account(way=way.id, fails=Fails.OPTION)
    for guard in way.guards:
        value = facts.circumstances.get(guard.circumstance)
        state = guard_state(_as_rule(guard), value)
        if state is False or (state is None and not hopeful):
            return Account(way=way.id, fails=Fails.CLOSED, by=guard.circumstance, value=value)
    return None


@lru_cache(maxsize=1024)
def _as_rule(guard: GuardStatement) -> Guard:
    return Guard(
        circumstance=guard.circumstance,
        holds=guard.holds,
        one_of=guard.one_of,
        at_least=guard.at_least,
        at_most=guard.at_most,
    )


def _in_order_of_arrival(
    ways_to: Mapping[str, list[WayStatement]],
    uses: Mapping[str, list[WayStatement]],
    lacking: dict[str, int],
    base: frozenset[str],
) -> dict[str, str | None]:
    """Return the least fixpoint: each need with the way by which it came, first come first."""
    reached: dict[str, str | None] = dict.fromkeys(sorted(base))
    entries = [way for ways in ways_to.values() for way in ways if lacking.get(way.id) == 0]
    for way in sorted(entries, key=lambda each: each.id):
        reached.setdefault(way.need, way.id)
    queue = deque(reached)
    while queue:
        for way in uses.get(queue.popleft(), ()):
            lacking[way.id] -= 1
            if not lacking[way.id] and way.need not in reached:
                reached[way.need] = way.id
                queue.append(way.need)
    return reached


def _in_order_of_loss(
    ways_to: Mapping[str, list[WayStatement]],
    closed: Mapping[str, Account],
    uses: Mapping[str, list[WayStatement]],
    base: frozenset[str],
) -> dict[str, int]:
    """Return what lies outside the greatest fixpoint, in the order in which it goes."""
    left = {
        need: sum(way.id not in closed for way in ways)
        for need, ways in ways_to.items()
        if need not in base
    }
    queue = deque(sorted(need for need, count in left.items() if not count))
    lost = {need: place for place, need in enumerate(queue)}
    dead: set[str] = set()
    while queue:
        for way in uses.get(queue.popleft(), ()):
            if way.id in dead or way.need in base:
                continue
            dead.add(way.id)
            left[way.need] -= 1
            if not left[way.need]:
                lost[way.need] = len(lost)
                queue.append(way.need)
    return lost
