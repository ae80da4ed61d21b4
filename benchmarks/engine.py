"""How fast needs are classified, beside clingo and beside the strongly connected components.

A benchmark of what persons have in common: the same ways, and many different sets of needs that are
met, more than the engine remembers, so that every answer is worked out. What is remembered beside
answers is which knots there are where the same needs wait for each other; "nothing remembered" has
ways of its own for every person, so that knots and circles are looked for again. "Remembered" asks
for one person again.

None of the others gives the same answer (`benchmarks._solvers`). As far as they give one, it is
compared with that of `classify` before anything is measured. All figures are processor time.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from benchmarks._measuring import Contestant, Measures, Result, call, options, race, show
from benchmarks._solvers import CLASSES, LEAST, Grounded, Needs, Ways, components, least_from_text
from domain.assessment import assess
from domain.circumstances import Circumstance
from domain.deadlock import REMEMBERED, CompiledWays, PlainWay, classify, compile_ways
from domain.fixpoints import beyond_greatest_fixpoint, least_fixpoint
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
from tests.domain.deadlock_examples import SEED

EXAMPLES: Final = Path(__file__).parents[1] / "examples" / "article.jsonl"
A_STATE: Final = "one state"
DAY: Final = date(2007, 6, 18)
RULE_SETS: Final = (("seed-2007", DAY), ("law-2007", DAY), ("law", date(2026, 11, 24)))
STATES: Final = 2 * REMEMBERED
ASKED_AGAIN: Final = 20_000
MET_SHARE: Final = 0.25
SIZES: Final = ((30, 75), (60, 150))
RINGS: Final = (100, 1000, 4000)

States = Sequence[Needs]


class AnswersDiffer(AssertionError):
    """clingo and the engine class the needs of one state differently."""

    def __init__(self, title: str, met: Needs) -> None:
        super().__init__(f"{title}: clingo and classify differ when these are met: {sorted(met)}")


def ways_under(rules: str, day: date) -> Ways:
    """Return the ways that a rule set has for someone who is free and of whom no more is known."""
    known: dict[Circumstance, Known[Scalar]] = {
        Circumstance.RELEASED: Known(value=True, since=day, evidence=()),
        Circumstance.DETAINED: Known(value=False, since=day, evidence=()),
    }
    in_force = load_rule_set(rules).in_force(day)
    return plain_ways(in_force.ways, Circumstances(day, Phase.RELEASED, known))


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
    if 1 << len(names) <= 4 * STATES:
        return [
            frozenset(met) for size in range(len(names) + 1) for met in combinations(names, size)
        ]
    states = {
        frozenset(name for name in names if chance.random() < MET_SHARE) for _ in range(STATES)
    }
    return sorted(states, key=sorted)


def over_all(states: States, work: Callable[[Needs], object]) -> Callable[[], Measures]:
    """Return a round that answers for every state and tells what one takes on average."""

    def run() -> Measures:
        start = process_time()
        for met in states:
            work(met)
        return {A_STATE: (process_time() - start) / len(states)}

    return run


def nothing_remembered(ways: Ways, states: States) -> Callable[[], Measures]:
    """Return a round like `over_all`, in which no state has its ways in common with another."""

    def run() -> Measures:
        apart = [(compile_ways(ways), met) for met in states]
        start = process_time()
        for compiled, met in apart:
            classify(compiled, met)
        return {A_STATE: (process_time() - start) / len(states)}

    return run


def again(ways: Ways | CompiledWays, met: Needs) -> Callable[[], Measures]:
    """Return a round that asks for one state again and again, and tells what one answer takes."""

    def run() -> Measures:
        classify(ways, met)
        start = process_time()
        for _ in range(ASKED_AGAIN):
            classify(ways, met)
        return {A_STATE: (process_time() - start) / ASKED_AGAIN}

    return run


def compare_answers(title: str, ways: Ways, states: States) -> None:
    """Hold the classes that clingo finds against those of the engine.

    Raises:
        AnswersDiffer: they are not the same.
    """
    solver = Grounded(ways, CLASSES)
    for met in states:
        found = classify(ways, met)
        if solver.classes(met) != (found.obtainable, found.foreclosed):
            raise AnswersDiffer(title, met)
        if least_from_text(ways, met) != len(found.obtainable):
            raise AnswersDiffer(title, met)


def classifying(title: str, ways: Ways, states: States, rounds: int) -> Result:
    """Let everyone classify the same states."""
    compiled = compile_ways(ways)
    every_tenth = states[::10]
    compare_answers(title, ways, every_tenth)
    return race(
        f"{title} ({len(compiled.names)} needs, {len(ways)} ways)",
        "us",
        [
            Contestant("classify", over_all(states, lambda met: classify(compiled, met))),
            Contestant(
                "classify, no circles listed",
                over_all(states, lambda met: classify(compiled, met, circle_cap=0)),
            ),
            Contestant("classify, nothing remembered", nothing_remembered(ways, every_tenth)),
            Contestant(
                "classify, ways compiled anew",
                over_all(every_tenth, lambda met: classify(compile_ways(ways), met)),
            ),
            Contestant("remembered", again(compiled, states[-1])),
            Contestant("remembered, ways as given", again(ways, states[-1])),
            Contestant(
                "clingo, least fixpoint, from text",
                over_all(every_tenth, partial(least_from_text, ways)),
            ),
            Contestant(
                "clingo, least fixpoint, grounded once",
                over_all(every_tenth, Grounded(ways, LEAST).size),
            ),
            Contestant(
                "clingo, three classes, grounded once",
                over_all(every_tenth, Grounded(ways, CLASSES).size),
            ),
            Contestant(
                "networkx, components only",
                over_all(every_tenth, partial(components, ways)),
            ),
        ],
        rounds=rounds,
    )


def growing(rounds: int) -> Result:
    """Find both fixpoints over more and more needs; in linear time a need takes as long in each."""

    def over(
        ways_of: Callable[[int], Iterable[PlainWay]], met: Callable[[int], Iterable[int]]
    ) -> Callable[[], Measures]:
        compiled = {size: compile_ways(ways_of(size)) for size in RINGS}

        def run() -> Measures:
            found = {}
            for size, ways in compiled.items():
                times = RINGS[-1] // size
                start = process_time()
                for _ in range(times):
                    beyond_greatest_fixpoint(ways, least_fixpoint(ways, met(size)))
                found[f"{size} needs"] = (process_time() - start) / times / size
            return found

        return run

    def row(size: int) -> Iterable[PlainWay]:
        return [(f"n{number}", [f"n{number + 1}"]) for number in range(size - 1)]

    def tangle(size: int) -> Iterable[PlainWay]:
        return random_ways(size, 5 * size // 2, Random(4))  # noqa: S311 - the same ways every time

    return race(
        "both fixpoints, for each need",
        "us",
        [
            Contestant("a ring, one need met: all is reached", over(ring, lambda _: [0])),
            Contestant("a row without a begin: all is foreclosed", over(row, lambda _: ())),
            Contestant("a tangle, a tenth met", over(tangle, lambda size: range(0, size, 10))),
        ],
        rounds=rounds,
    )


def ring(size: int) -> Iterable[PlainWay]:
    """Return one ring of needs, with two ways to each."""
    return [
        (f"n{number}", [f"n{(number + step) % size}"])
        for number in range(size)
        for step in (1, 1 + size // 2)
    ]


def scaling(rounds: int) -> Result:
    """Classify one ring of needs; ways are compiled each time."""

    def run() -> Measures:
        found = {}
        for size in RINGS:
            ways = ring(size)
            start = process_time()
            classify(ways, circle_cap=1)
            found[f"{size} needs"] = process_time() - start
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
    cases: list[tuple[str, Ways]] = [("the first rules", SEED)]
    cases += [(name, ways_under(name, day)) for name, day in RULE_SETS]
    cases += [("random", random_ways(needs, number, chance)) for needs, number in SIZES]
    results = [
        classifying(title, ways, states_of(ways, chance), chosen.rounds) for title, ways in cases
    ]
    results += [growing(chosen.rounds), scaling(chosen.rounds), judging(chosen.rounds)]
    show(results, as_json=chosen.json)


if __name__ == "__main__":
    main()
