"""How many persons `reintegration generate` tells a second: the lives, and the lives as lines."""

from time import perf_counter
from typing import Final

from benchmarks._measuring import Contestant, Measures, options, race, show
from commands.generate import line_writer, load_population
from domain.population.life import Population

PERSONS: Final = 200
MEASURE: Final = "persons"


def told(people: Population, *, as_lines: bool) -> Measures:
    """Tell some lives once, and make lines of them or not; return the seconds a person took."""
    line_of = line_writer(rehearsal=False)
    start = perf_counter()
    for life in people.lives(PERSONS):
        if as_lines:
            for act in life.acts:
                line_of(act)
    return {MEASURE: (perf_counter() - start) / PERSONS}


def main() -> None:
    """Measure and print."""
    chosen = options("Invented people.", rounds=5).parse_args()
    contestants = [
        Contestant(f"{profile}, {form}", lambda p=people, w=lines: told(p, as_lines=w))  # type: ignore[misc]
        for profile in ("nl-2007", "nl-2026")
        for people in (load_population(profile, 1),)
        for form, lines in (("lives", False), ("lines", True))
    ]
    show([race("generate", "/s", contestants, rounds=chosen.rounds)], as_json=chosen.json)


if __name__ == "__main__":
    main()
