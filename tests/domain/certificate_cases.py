"""Random people with rules, verdicts by definition, and every way to tamper with a proof."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from domain.certificates import (
    Blocked,
    Certificate,
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
from domain.circumstances import Circumstance
from domain.proving import Case

DIGEST: Final = "0" * 64
DETAINED: Final = GuardStatement(circumstance=Circumstance.DETAINED, holds=True)
FREE: Final = GuardStatement(circumstance=Circumstance.DETAINED, holds=False)
ADULT: Final = GuardStatement(circumstance=Circumstance.AGE, at_least=18)
MINOR: Final = GuardStatement(circumstance=Circumstance.AGE, at_most=17)
IN_TILBURG: Final = GuardStatement(
    circumstance=Circumstance.SETTLEMENT_MUNICIPALITY, one_of=("Tilburg",)
)
GUARDS: Final = (DETAINED, FREE, ADULT, MINOR, IN_TILBURG)
VALUES: Final[dict[Circumstance, tuple[Any, ...]]] = {
    Circumstance.DETAINED: (True, False, None),
    Circumstance.AGE: (17, 18, None),
    Circumstance.SETTLEMENT_MUNICIPALITY: ("tilburg", "Breda", None),
}


def certificate(case: Case, need: str, reading: Reading, proof: Proof) -> Certificate:
    return Certificate(
        rules="random",
        rules_digest=DIGEST,
        frame={"person": "p-1"},
        reading=reading,
        needs=(need,),
        facts=case.facts,
        ways=case.ways_for(proof),
        proof=proof,
    )


def random_cases(seed: int, count: int) -> Iterator[Case]:
    """People over at most eight needs, most of them entangled, some things unknown."""
    chance = random.Random(seed)  # noqa: S311 - the same people every time

    def some(names: str, least: int, most: int) -> tuple[str, ...]:
        return tuple(chance.sample(names, min(len(names), chance.randint(least, most))))

    for _ in range(count):
        names = "abcdefgh"[: chance.randint(1, 8)]
        ways = []
        for number in range(chance.randint(0, 2 * len(names) + 3)):
            kind = chance.random()
            ways.append(
                WayStatement(
                    id=f"act/way-{number:02}",
                    need=chance.choice(names),
                    requires=some(names, 0 if chance.random() < 0.15 else 1, 3),
                    guards=(chance.choice(GUARDS),) if chance.random() < 0.3 else (),
                    option=kind < 0.1,
                    added_by=f"act/decision-{chance.randint(1, 3)}" if kind > 0.7 else None,
                )
            )
        values = {each: chance.choice(options) for each, options in VALUES.items()}
        yield Case(
            Facts(
                met=some(names, 0, 1),
                pending=some(names, 0, 1) if chance.random() < 0.3 else (),
                unknown=some(names, 0, 2) if chance.random() < 0.5 else (),
                declined=some(names, 1, 1) if chance.random() < 0.2 else (),
                circumstances={each: value for each, value in values.items() if value is not None},
            ),
            tuple(ways),
        )


def verdict(
    case: Case, need: str, *, hopeful: bool, decisions: frozenset[str] = frozenset()
) -> str:
    """The class of a need as the definition has it: iterate from nothing, and from everything."""
    facts = case.facts
    base = {*facts.met, *facts.pending, *(facts.unknown if hopeful else ())}
    open_ways = [
        (way.need, set(way.requires))
        for way in case.ways
        if not way.option
        and (way.added_by is None or way.added_by in decisions)
        and way.need not in facts.declined
        and all(_fits(guard, facts.circumstances, hopeful=hopeful) for guard in way.guards)
    ]

    def settle(needs: set[str]) -> set[str]:
        while True:
            following = base | {head for head, body in open_ways if body <= needs}
            if following == needs:
                return needs
            needs = following

    if need in settle(set()):
        return "obtainable"
    everything = {need, *base, *(head for head, _ in open_ways)}
    return "circular" if need in settle(everything) else "foreclosed"


def expected_verdict(case: Case, need: str, reading: Reading) -> str | None:
    """The verdict in one reading; the certain one is what both readings say."""
    lower, upper = (verdict(case, need, hopeful=hopeful) for hopeful in (False, True))
    if reading is Reading.LOWER:
        return lower
    return upper if reading is Reading.UPPER or lower == upper else None


def _fits(guard: GuardStatement, values: dict[Circumstance, Any], *, hopeful: bool) -> bool:
    value = values.get(guard.circumstance)
    if value is None:
        return hopeful
    if guard.one_of is not None:
        return value.casefold() in [name.casefold() for name in guard.one_of]
    if guard.holds is not None:
        return bool(value == guard.holds)
    return bool((guard.at_least or 0) <= value <= (guard.at_most or 200))


@dataclass(frozen=True)
class Tampered:
    """A certificate that was changed, and what its checker must say of it."""

    kind: str
    certificate: Certificate
    complaint: str


def tampered(good: Certificate) -> Iterator[Tampered]:
    """Every kind of change that makes this certificate wrong."""
    proof = good.proof
    if isinstance(proof, ObtainableProof | WayOutProof):
        yield from _with_steps(good, proof)
    if isinstance(proof, CircularProof):
        yield from _with_blocked(good, proof.blocked, lambda b: _but(proof, blocked=b))
        yield from _circular(good, proof)
    if isinstance(proof, ForeclosedProof):
        yield from _with_blocked(good, proof.order, lambda b: _but(proof, order=b))
        yield from _foreclosed(good, proof)
    if isinstance(proof, WayOutProof) and proof.dropped:
        yield from _way_out(good, proof)
    yield from _statements(good)


def _but(model: Any, **changes: Any) -> Any:
    return model.model_copy(update=changes)


def _with_steps(good: Certificate, proof: ObtainableProof | WayOutProof) -> Iterator[Tampered]:
    steps = proof.steps
    if not steps:
        return
    ways = {way.id: way for way in good.ways}

    def with_proof(*changed: Step) -> Certificate:
        return _but(good, proof=_but(proof, steps=changed))  # type: ignore[no-any-return]

    yield Tampered(
        "the last step is left out",
        with_proof(*(step for step in steps if step.need not in good.needs)),
        "No step leads to",
    )
    there = {*good.facts.met, *good.facts.pending, *good.facts.unknown}
    made = {step.need for step in steps} - there
    if any(made.intersection(ways[step.way].requires) for step in steps):
        yield Tampered(
            "the steps are in the wrong order", with_proof(*reversed(steps)), "which is not there"
        )
    yield Tampered(
        "a step names a way that is not there",
        with_proof(_but(steps[0], way="act/no-such-way"), *steps[1:]),
        "There is no way act/no-such-way",
    )
    yield Tampered(
        "a way may be refused",
        _change_way(good, ways[steps[0].way], option=True),
        "may be refused",
    )
    yield Tampered(
        "a way is there only after a decision",
        _change_way(good, ways[steps[0].way], added_by="act/no-such-decision"),
        "after a decision that is not taken",
    )
    yield Tampered(
        "what a way gives was declined",
        _but(good, facts=_but(good.facts, declined=(*good.facts.declined, steps[0].need))),
        "was declined or does not apply",
    )
    used = {need for step in steps for need in ways[step.way].requires} & {
        *good.facts.met,
        *good.facts.pending,
    }
    if used - made and used - set(good.facts.unknown):
        yield Tampered(
            "what a step rests on was not recorded",
            _but(good, facts=_but(good.facts, met=(), pending=(), unknown=())),
            "which is not there",
        )
    for step in steps:
        for guard in ways[step.way].guards:
            yield Tampered(
                "a guard of a step does not fit",
                _but(good, facts=_contrary(good.facts, guard)),
                "is not open",
            )


def _contrary(facts: Facts, guard: GuardStatement) -> Facts:
    wrong = {
        Circumstance.DETAINED: not guard.holds,
        Circumstance.AGE: 17 if guard.at_least is not None else 18,
        Circumstance.SETTLEMENT_MUNICIPALITY: "Breda",
    }[guard.circumstance]
    changed = {**facts.circumstances, guard.circumstance: wrong}
    return _but(facts, circumstances=changed)  # type: ignore[no-any-return]


def _change_way(good: Certificate, changed: WayStatement, **changes: Any) -> Certificate:
    ways = tuple(_but(way, **changes) if way.id == changed.id else way for way in good.ways)
    return _but(good, ways=ways)  # type: ignore[no-any-return]


def _with_blocked(
    good: Certificate,
    blocked: tuple[Blocked, ...],
    rebuilt: Callable[[tuple[Blocked, ...]], Proof],
) -> Iterator[Tampered]:
    ways = {way.id: way for way in good.ways}

    def with_list(*changed: Blocked) -> Certificate:
        return _but(good, proof=rebuilt(changed))  # type: ignore[no-any-return]

    def with_account(place: int, number: int, **changes: Any) -> Certificate:
        accounts = list(blocked[place].ways)
        accounts[number] = _but(accounts[number], **changes)
        changed = _but(blocked[place], ways=tuple(accounts))
        return with_list(*blocked[:place], changed, *blocked[place + 1 :])

    met = (*good.facts.met, blocked[-1].need)
    yield Tampered(
        "a need out of reach holds",
        _but(good, facts=_but(good.facts, met=met)),
        "holds, or may hold",
    )
    named = {account.by for each in blocked for account in each.ways}
    for place, each in enumerate(blocked):
        if each.need in named or each.need in good.needs:
            yield Tampered(
                "a need is left out",
                with_list(*blocked[:place], *blocked[place + 1 :]),
                "out of reach",
            )
        for number, account in enumerate(each.ways):
            way = ways[account.way]
            without = _but(each, ways=each.ways[:number] + each.ways[number + 1 :])
            yield Tampered(
                "a way is not accounted for",
                with_list(*blocked[:place], without, *blocked[place + 1 :]),
                f"The way {way.id} to {each.need} is not accounted for",
            )
            yield Tampered(
                "a way fails at what it does not require",
                with_account(place, number, fails=Fails.REQUIRES, by="z"),
                "does not require z",
            )
            yield Tampered(
                "an account names a way that is not there",
                with_account(place, number, way="act/no-such-way"),
                "There is no way act/no-such-way",
            )
            if not way.option:
                yield Tampered(
                    "a way that counts is called one that may be refused",
                    with_account(place, number, fails=Fails.OPTION, by=None),
                    "is not one that may be refused",
                )
            if each.need not in good.facts.declined:
                yield Tampered(
                    "a need is called declined",
                    with_account(place, number, fails=Fails.DECLINED, by=None),
                    "was not declined",
                )
            if not way.guards:
                yield Tampered(
                    "a way without guards is called closed",
                    with_account(place, number, fails=Fails.CLOSED, by=Circumstance.DETAINED),
                    "is not closed by detained",
                )
            if account.fails is Fails.CLOSED:
                yield Tampered(
                    "the value of a guard is another",
                    with_account(place, number, value="elsewhere"),
                    "is not elsewhere according to the facts",
                )


def _circular(good: Certificate, proof: CircularProof) -> Iterator[Tampered]:
    yield Tampered(
        "a member has no support",
        _but(good, proof=_but(proof, support=())),
        "No way is named by which",
    )
    others = tuple(need for need in proof.together if need not in good.needs)
    yield Tampered(
        "the need is no member",
        _but(good, proof=_but(proof, together=others)),
        "is not among the needs that are circular together",
    )
    yield Tampered(
        "a circle is called a dead end",
        _but(good, proof=ForeclosedProof(order=proof.blocked)),
        "which is not out of reach",
    )


def _foreclosed(good: Certificate, proof: ForeclosedProof) -> Iterator[Tampered]:
    if any(account.fails is Fails.REQUIRES for each in proof.order for account in each.ways):
        yield Tampered(
            "the order of loss is reversed",
            _but(good, proof=_but(proof, order=proof.order[::-1])),
            "which is not out of reach",
        )
    yield Tampered(
        "a dead end is called a circle",
        _but(
            good,
            proof=CircularProof(together=good.needs, blocked=proof.order, support=()),
        ),
        "No way is named by which",
    )


def _way_out(good: Certificate, proof: WayOutProof) -> Iterator[Tampered]:
    first, *others = proof.dropped
    yield Tampered(
        "it is not told why a decision is needed",
        _but(good, proof=_but(proof, dropped=tuple(others))),
        f"It is not shown that {first.decision} cannot be left out",
    )
    yield Tampered(
        "a decision too many",
        _but(
            good,
            proof=_but(
                proof,
                decisions=(*proof.decisions, "act/too-many"),
                dropped=(*proof.dropped, _but(first, decision="act/too-many")),
            ),
        ),
        "Without act/too-many",
    )
    yield Tampered(
        "what is lost is no goal",
        _but(good, proof=_but(proof, dropped=(_but(first, goal="z"), *others))),
        "z is no goal",
    )
    yield Tampered(
        "a decision is taken and not named",
        _but(good, proof=_but(proof, decisions=proof.decisions[1:])),
        "after a decision that is not taken",
    )

    def with_blocked(blocked: tuple[Blocked, ...]) -> Proof:
        dropped: Dropped = _but(first, blocked=blocked)
        return _but(proof, dropped=(dropped, *others))  # type: ignore[no-any-return]

    for each in _with_blocked(_but(good, needs=(first.goal,)), first.blocked, with_blocked):
        if each.kind != "a need out of reach holds":
            yield Tampered(each.kind, _but(each.certificate, needs=good.needs), each.complaint)


def _statements(good: Certificate) -> Iterator[Tampered]:
    if not good.ways:
        return
    first = good.ways[0]
    yield Tampered(
        "a way is not as the rules state it",
        _change_way(good, first, requires=(*first.requires, "z")),
        f"The way {first.id} is not as the rules state it",
    )
    invented = WayStatement(id="act/invented", need=first.need)
    yield Tampered(
        "a way is invented",
        _but(good, ways=(*good.ways, invented)),
        "The rules have no way act/invented",
    )
    yield from _without_a_way(good)


def _without_a_way(good: Certificate) -> Iterator[Tampered]:
    """A way is taken from the certificate together with its account."""
    proof = good.proof
    if isinstance(proof, CircularProof):
        lists, name = proof.blocked, "blocked"
    elif isinstance(proof, ForeclosedProof):
        lists, name = proof.order, "order"
    else:
        return
    for place, each in enumerate(lists):
        for account in each.ways:
            left = _but(each, ways=tuple(a for a in each.ways if a.way != account.way))
            yield Tampered(
                "a way is hidden",
                _but(
                    good,
                    ways=tuple(way for way in good.ways if way.id != account.way),
                    proof=_but(proof, **{name: (*lists[:place], left, *lists[place + 1 :])}),
                ),
                f"The way {account.way} to {each.need} is left out",
            )
