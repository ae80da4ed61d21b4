"""The checker of certificates: it follows a proof and trusts nothing that made it.

It knows the form of a certificate and nothing of the engine. Each sentence it returns names a place
where the proof breaks off. It looks once at each thing that the certificate says, so its work is
linear in the size of the certificate.

    obtainable   every step asks only what holds or was reached by an earlier step
    foreclosed   every way of every need fails at a guard or at a need earlier in the list
    circular     every way fails at a guard or at a need in the list, so none can come first;
                 and a way of each member asks only what holds or is supported as well
    way out      the goals are obtained with the decisions, and not without any one of them
"""

from collections.abc import Iterable, Iterator
from typing import assert_never

from domain.certificates import (
    Account,
    Blocked,
    Certificate,
    CircularProof,
    Fails,
    ForeclosedProof,
    GuardStatement,
    ObtainableProof,
    Reading,
    Step,
    WayOutProof,
    WayStatement,
)


def faults(
    certificate: Certificate, stated: Iterable[WayStatement] | None = None
) -> tuple[str, ...]:
    """Return what is wrong with a certificate, by sentence; nothing when its proof holds.

    That what it calls recorded was recorded is for the ledger to show; this shows what follows.

    Args:
        certificate: The certificate.
        stated: The ways as the rule set states them, to hold the certificate to. Without them the
            proof is checked against the ways that the certificate itself lists.
    """
    check = _Check(certificate)
    found = [*check.decisions_explained(), *check.proof()]
    return tuple([*check.statements(stated), *found] if stated is not None else found)


class _Check:
    """One certificate, with its facts and ways ready to be looked up."""

    def __init__(self, certificate: Certificate) -> None:
        facts, reading = certificate.facts, certificate.reading
        self.certificate = certificate
        self.goals = dict.fromkeys(certificate.needs)
        self.ways = {way.id: way for way in certificate.ways}
        self.ways_to: dict[str, list[WayStatement]] = {}
        for way in self.ways.values():
            self.ways_to.setdefault(way.need, []).append(way)
        self.values = facts.circumstances
        self.declined = frozenset(facts.declined)
        # To get somewhere is certain when it works with the unknown unmet; to fail, with it met.
        self.hopeful_in_getting = reading is Reading.UPPER
        self.hopeful_in_failing = reading is not Reading.LOWER
        recorded = frozenset((*facts.met, *facts.pending))
        self.there = recorded.union(facts.unknown if self.hopeful_in_getting else ())
        self.there_perhaps = recorded.union(facts.unknown if self.hopeful_in_failing else ())
        proof = certificate.proof
        self.decisions = frozenset(proof.decisions if isinstance(proof, WayOutProof) else ())

    def proof(self) -> Iterator[str]:
        """Follow the proof of whatever verdict it is."""
        proof = self.certificate.proof
        match proof:
            case ObtainableProof():
                yield from self.reached(proof.steps)
            case ForeclosedProof():
                yield from self.blocked(self.goals, proof.order, in_order=True)
            case CircularProof():
                members = dict.fromkeys(proof.together)
                yield from (
                    f"{need} is not among the needs that are circular together."
                    for need in self.goals
                    if need not in members
                )
                yield from self.blocked(members, proof.blocked)
                yield from self.supported(members, proof.support)
            case WayOutProof():
                yield from self.reached(proof.steps)
                for each in proof.dropped:
                    for fault in self.blocked([each.goal], each.blocked, without=each.decision):
                        yield f"Without {each.decision}: {fault}"
            case _:
                assert_never(proof)

    def decisions_explained(self) -> Iterator[str]:
        """Find for every decision that leaving it out fails a goal."""
        proof = self.certificate.proof
        if not isinstance(proof, WayOutProof):
            return
        for each in proof.dropped:
            if each.goal not in self.goals:
                yield f"{each.goal} is no goal, so nothing is lost without {each.decision}."
        explained = {each.decision for each in proof.dropped}
        for decision in proof.decisions:
            if decision not in explained:
                yield f"It is not shown that {decision} cannot be left out."

    def statements(self, stated: Iterable[WayStatement]) -> Iterator[str]:
        """Compare the ways in the certificate with those of the rules."""
        rules = {way.id: way for way in stated}
        for way in self.ways.values():
            if way.id not in rules:
                yield f"The rules have no way {way.id}."
            elif way != rules[way.id]:
                yield f"The way {way.id} is not as the rules state it."
        accounted = {each.need for each in _all_blocked(self.certificate)}
        for way in rules.values():
            counts = way.added_by is None or way.added_by in self.decisions
            if counts and way.need in accounted and way.id not in self.ways:
                yield f"The way {way.id} to {way.need} is left out."

    def reached(self, steps: Iterable[Step]) -> Iterator[str]:
        """Follow steps in order: each asks only what holds or was reached before it."""
        reached = set(self.there)
        for step in steps:
            yield from self.usable(step, reached)
            reached.add(step.need)
        yield from (f"No step leads to {need}." for need in self.goals if need not in reached)

    def supported(self, needs: Iterable[str], support: tuple[Step, ...]) -> Iterator[str]:
        """Find for each need a way that asks only what holds or is supported as well."""
        supported = {*self.there, *(step.need for step in support)}
        for step in support:
            yield from self.usable(step, supported)
        for need in needs:
            if need not in supported:
                yield f"No way is named by which {need} would follow from the others."

    def blocked(
        self,
        needs: Iterable[str],
        blocked: tuple[Blocked, ...],
        *,
        without: str | None = None,
        in_order: bool = False,
    ) -> Iterator[str]:
        """Look at every way of each need: it fails at a guard or at a need in the list."""
        gone = set() if in_order else {each.need for each in blocked}
        decisions = self.decisions - {without} if without else self.decisions
        for each in blocked:
            if each.need in self.there_perhaps:
                yield f"{each.need} holds, or may hold, and is called out of reach."
            for account in each.ways:
                yield from self.fails(account, each.need, gone)
            accounted = {account.way for account in each.ways}
            for way in self.ways_to.get(each.need, ()):
                counts = way.added_by is None or way.added_by in decisions
                if counts and way.id not in accounted:
                    yield f"The way {way.id} to {each.need} is not accounted for."
            gone.add(each.need)
        yield from (
            f"It is not shown that {need} is out of reach." for need in needs if need not in gone
        )

    def usable(self, step: Step, reached: set[str]) -> Iterator[str]:
        """Find a way open, to be counted on, and its requirements there."""
        way = self.ways.get(step.way)
        if way is None or way.need != step.need:
            yield f"There is no way {step.way} to {step.need}."
            return
        if way.option:
            yield f"The way {way.id} may be refused and cannot be counted on."
        if way.added_by is not None and way.added_by not in self.decisions:
            yield f"The way {way.id} is there only after a decision that is not taken."
        if way.need in self.declined:
            yield f"{way.need} was declined or does not apply, so no way to it counts."
        for guard in way.guards:
            if not self.is_open(guard, hopeful=self.hopeful_in_getting):
                yield f"The way {way.id} is not open: {guard.circumstance} does not fit."
        for requirement in way.requires:
            if requirement not in reached:
                yield f"The way {way.id} requires {requirement}, which is not there."

    def fails(self, account: Account, need: str, gone: set[str]) -> Iterator[str]:
        """Find that a way fails for the reason that is given."""
        way = self.ways.get(account.way)
        if way is None or way.need != need:
            yield f"There is no way {account.way} to {need}."
            return
        match account.fails:
            case Fails.REQUIRES:
                if account.by not in way.requires:
                    yield f"The way {way.id} does not require {account.by}."
                elif account.by not in gone:
                    yield f"The way {way.id} requires {account.by}, which is not out of reach."
            case Fails.CLOSED:
                guards = [each for each in way.guards if each.circumstance == account.by]
                if all(self.is_open(each, hopeful=self.hopeful_in_failing) for each in guards):
                    yield f"The way {way.id} is not closed by {account.by}."
                elif self.values.get(guards[0].circumstance) != account.value:
                    yield f"{account.by} is not {account.value} according to the facts."
            case Fails.OPTION:
                if not way.option:
                    yield f"The way {way.id} is not one that may be refused."
            case Fails.DECLINED:
                if need not in self.declined:
                    yield f"{need} was not declined, so the way {way.id} counts."
            case _:
                assert_never(account.fails)

    def is_open(self, guard: GuardStatement, *, hopeful: bool) -> bool:
        """Tell whether a guard is open; what is not known is open to who is hopeful."""
        value = self.values.get(guard.circumstance)
        if value is None:
            return hopeful
        if guard.one_of is not None:
            names = [name.casefold() for name in guard.one_of]
            return isinstance(value, str) and value.casefold() in names
        if guard.at_least is not None:
            return isinstance(value, int) and value >= guard.at_least
        if guard.at_most is not None:
            return isinstance(value, int) and value <= guard.at_most
        return value is guard.holds


def _all_blocked(certificate: Certificate) -> Iterator[Blocked]:
    proof = certificate.proof
    match proof:
        case ObtainableProof():
            return
        case ForeclosedProof():
            yield from proof.order
        case CircularProof():
            yield from proof.blocked
        case WayOutProof():
            for each in proof.dropped:
                yield from each.blocked
        case _:
            assert_never(proof)
