"""How fast needs are classified, beside clingo and beside the strongly connected components.

A benchmark of what persons have in common: the same ways, and many different sets of needs that are
met, more than the engine remembers, so that every answer is worked out. "Remembered" asks for one
of them again. Neither of the others gives the same answer: clingo gives the least fixpoint alone,
and the components of networkx call needs a deadlock that have a way out.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import clingo
import networkx as nx

from benchmarks._measuring import Contestant, Measures, Result, call, options, race, show
from domain.assessment import assess
from domain.circumstances import Circumstance
from domain.deadlock import REMEMBERED, PlainWay, classify, compile_ways
from domain.links import plain_ways
from domain.person import Known
from domain.rules import RULE_SET_NAMES, RuleSet
from domain.situation import Circumstances, Phase, Scalar
from domain.values import StreamKind
from ledger import Frame, create_ledger
from ledger.intake.importing import import_file
from ledger.intake.profile import IntakeProfile
from ledger.rulebook import load_rule_set
from projections.case import case_of

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "article.jsonl"
A_STATE: Final = "one state"
DAY: Final = date(2007, 6, 18)
STATES: Final = 2 * REMEMBERED
MET_SHARE: Final = 0.25
SIZES: Final = ((30, 75), (60, 150))
RINGS: Final = (100, 1000, 4000)

Ways = Sequence[tuple[str, frozenset[str]]]
States = Sequence[frozenset[str]]


def seed_ways() -> Ways:
    """Return the ways that `seed-2007` has for someone who is free and was registered."""
    known: dict[Circumstance, Known[Scalar]] = {
        Circumstance.RELEASED: Known(value=True, since=DAY, evidence=()),
        Circumstance.DETAINED: Known(value=False, since=DAY, evidence=()),
    }
    in_force = load_rule_set("seed-2007").in_force(DAY)
    return plain_ways(in_force.ways, Circumstances(DAY, Phase.RELEASED, known))


def random_ways(needs: int, ways: int, chance: Random) -> Ways:
    """Return so many ways over so many needs, each with one to three requirements."""
    names = [f"n{number:02}" for number in range(needs)]
    return [
        (chance.choice(names), frozenset(chance.sample(names, chance.randint(1, 3))))
        for _ in range(ways)
    ]


def states_of(ways: Ways, chance: Random) -> States:
    """Return different sets of needs that are met: all there are, or so many at random."""
    names = compile_ways(ways).names
    if 1 << len(names) <= 2 * STATES:
        return [
            frozenset(met) for size in range(len(names) + 1) for met in combinations(names, size)
        ]
    states = {
        frozenset(name for name in names if chance.random() < MET_SHARE) for _ in range(STATES)
    }
    return sorted(states, key=sorted)


def over_all(states: States, work: Callable[[frozenset[str]], object]) -> Callable[[], Measures]:
    """Return a round that answers for every state and tells what one takes on average."""

    def run() -> Measures:
        start = perf_counter()
        for met in states:
            work(met)
        return {A_STATE: (perf_counter() - start) / len(states)}

    return run


def by_clingo(ways: Ways, met: frozenset[str]) -> int:
    """Return how many needs are in the least fixpoint, as clingo finds it."""
    control = clingo.Control(["--warn=none"])
    rules = [f'h("{need}"):-{",".join(map(_atom, sorted(body)))}.' for need, body in ways if body]
    facts = [f"{_atom(need)}." for need in met | {need for need, body in ways if not body}]
    control.add("base", [], "\n".join((*rules, *facts)))
    control.ground([("base", [])])
    found: list[int] = []
    control.solve(on_model=lambda model: found.append(len(model.symbols(atoms=True))))
    return found[0]


def _atom(need: str) -> str:
    return f'h("{need}")'


def components(ways: Ways, met: frozenset[str]) -> list[set[str]]:
    """Return the components that naive analysis would call deadlocks."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for need, body in ways:
        if need not in met:
            graph.add_edges_from((need, each) for each in body - met)
    return [each for each in nx.strongly_connected_components(graph) if len(each) > 1]


def classifying(title: str, ways: Ways, states: States, rounds: int) -> Result:
    """Let everyone classify the same states."""
    compiled = compile_ways(ways)
    last = states[-1]
    every_tenth = states[::10]
    return race(
        title,
        "us",
        [
            Contestant("classify", over_all(states, lambda met: classify(compiled, met))),
            Contestant(
                "classify, no circles listed",
                over_all(states, lambda met: classify(compiled, met, circle_cap=0)),
            ),
            Contestant("remembered", call(A_STATE, lambda: classify(compiled, last))),
            Contestant("remembered, ways as given", call(A_STATE, lambda: classify(ways, last))),
            Contestant(
                "clingo, least fixpoint only",
                over_all(every_tenth, lambda met: by_clingo(ways, met)),
            ),
            Contestant(
                "networkx, components only",
                over_all(every_tenth, lambda met: components(ways, met)),
            ),
        ],
        rounds=rounds,
    )


def scaling(rounds: int) -> Result:
    """Classify one ring of needs, with two ways to each; ways are compiled each time."""

    def run() -> Measures:
        found = {}
        for size in RINGS:
            ring: Iterable[PlainWay] = [
                (f"n{number}", [f"n{(number + step) % size}"])
                for number in range(size)
                for step in (1, 1 + size // 2)
            ]
            start = perf_counter()
            classify(ring, circle_cap=1)
            found[f"{size} needs"] = perf_counter() - start
        return found

    return race("a ring", "ms", [Contestant("compile and classify", run)], rounds=rounds)


def judging(rounds: int) -> Result:
    """Assess the invented persons of the examples, as every report does."""
    frame = Frame(DAY, None, None, "")
    with (
        TemporaryDirectory() as folder,
        create_ledger(Path(folder) / "examples.ledger", rehearsal=True) as ledger,
    ):
        import_file(ledger, EXAMPLES, profile=IntakeProfile(account="benchmark"))
        persons = [
            case_of(stream.removeprefix("person:"), tuple(ledger.read(stream)), frame).person
            for stream in ledger.streams(StreamKind.PERSON)
        ]

    def under(rules: RuleSet) -> Callable[[], Measures]:
        def run() -> Measures:
            found: dict[str, float] = {}
            for person in persons:
                found |= call(person.id, partial(assess, person, rules, DAY))()
            return found

        return run

    contestants = [Contestant(name, under(load_rule_set(name))) for name in RULE_SET_NAMES]
    return race("assess a person", "ms", contestants, rounds=rounds)


def main() -> None:
    """Measure and print."""
    chosen = options("Classifying needs, beside clingo and networkx.", rounds=5).parse_args()
    chance = Random(2007)  # noqa: S311 - the same persons every time
    results = [classifying("seed-2007", seed_ways(), states_of(seed_ways(), chance), chosen.rounds)]
    for needs, number in SIZES:
        ways = random_ways(needs, number, chance)
        title = f"{needs} needs, {number} ways"
        results.append(classifying(title, ways, states_of(ways, chance), chosen.rounds))
    results += [scaling(chosen.rounds), judging(chosen.rounds)]
    show(results, as_json=chosen.json)


if __name__ == "__main__":
    main()
