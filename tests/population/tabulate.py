"""Writes what fifty thousand people of each population show, for the page about them.

python -m tests.population.tabulate 2026-11-24 >commands/population_measured.toml

It takes some ten minutes a population. The day is that of the measurement, as it is printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from domain.population.profiles import PROFILES
from tests.population.measuring import Measured, measure
from tests.population.people import population
from tests.population.targets import TARGETS

MANY: Final = 50_000


def table(measured: Mapping[str, Measured], persons: int, day: date) -> Iterator[str]:
    """Yield the lines of the file: each target once, with what each population shows of it."""
    yield f"# Written by `python -m tests.population.tabulate {day}`."
    yield f"measured_on = {day}"
    yield f"persons = {persons}"
    targets = {target.name: target for each in TARGETS.values() for target in each}
    for name, target in targets.items():
        yield ""
        yield "[[rows]]"
        yield f'figure = "{name}"'
        yield f"low = {target.low}"
        yield f"high = {target.high}"
        yield f'source = "{target.source}"'
        for profile, found in measured.items():
            if target in TARGETS[profile]:
                cell = found.of(target)
                yield f"{profile} = {{ yes = {cell.yes}, of = {cell.of} }}"


def main() -> None:
    """Measure both populations, and print."""
    measured = {}
    for profile in PROFILES:
        people = population(profile)
        measured[profile] = measure(people.lives(MANY), people.parameters.ends_on)
    day = date.fromisoformat(sys.argv[1])
    sys.stdout.write("\n".join([*table(measured, MANY, day), ""]))


if __name__ == "__main__":
    main()
