"""What every benchmark needs: rounds that take turns, the best of them, a table with ratios.

Other programs disturb a measurement now and then, and always in one direction. So the contestants
take turns, round by round, and of each the quickest round counts. Figures of one run may be
compared with each other; figures of different machines or days may not.
"""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Final

CALL_SECONDS: Final = 0.05
"""How long one round of a short call lasts, by repeating it."""

WHOLE_FROM: Final = 100
"""Figures from here on are printed as whole numbers."""

Measures = Mapping[str, float]
"""By the name of what was done, how many seconds one of it took."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to do the work.

    Attributes:
        name: What the table calls it.
        run: Does one round from nothing and tells what it took.
    """

    name: str
    run: Callable[[], Measures]


@dataclass(frozen=True, slots=True)
class Result:
    """The quickest round of each contestant.

    Attributes:
        title: What was measured.
        unit: The unit of the table: `us`, `ms`, `s` for times, `/s` for how many a second.
        best: By contestant and measure, in seconds.
        base: The contestant that the others are compared with.
    """

    title: str
    unit: str
    best: Mapping[str, Measures]
    base: str


def race(title: str, unit: str, contestants: Sequence[Contestant], *, rounds: int) -> Result:
    """Let contestants take turns; the first one is what the others are compared with.

    Args:
        title: What is measured.
        unit: The unit of the table.
        contestants: Who takes part.
        rounds: How many rounds each of them gets.
    """
    best: dict[str, dict[str, float]] = {each.name: {} for each in contestants}
    for number in range(rounds):
        print(f"{title}: round {number + 1} of {rounds}", file=sys.stderr)
        turn = number % len(contestants)
        for contestant in (*contestants[turn:], *contestants[:turn]):
            gc.collect()
            for measure, seconds in contestant.run().items():
                known = best[contestant.name].get(measure, seconds)
                best[contestant.name][measure] = min(known, seconds)
    return Result(title, unit, best, contestants[0].name)


def call(measure: str, work: Callable[[], object]) -> Callable[[], Measures]:
    """Return a round that repeats a short call and tells what one of them took.

    What a call waits for does not count, so it is for work that waits for nothing.
    """
    start = process_time()
    work()
    times = max(1, int(CALL_SECONDS / (process_time() - start)))

    def run() -> Measures:
        start = process_time()
        for _ in range(times):
            work()
        return {measure: (process_time() - start) / times}

    return run


def options(description: str, *, rounds: int) -> argparse.ArgumentParser:
    """Return the options that all benchmarks have.

    Args:
        description: What the benchmark is for.
        rounds: How many rounds each contestant gets, unless the command line says otherwise.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print the figures in seconds, as JSON")
    parser.add_argument("--rounds", type=int, default=rounds, help="of which the best counts")
    return parser


def show(results: Sequence[Result], *, as_json: bool) -> None:
    """Print results as tables, or as one JSON text with all times in seconds."""
    if as_json:
        print(json.dumps({each.title: each.best for each in results}, indent=2))
        return
    for result in results:
        print(f"\n{_table(result)}")


def _table(result: Result) -> str:
    measures = list(dict.fromkeys(name for found in result.best.values() for name in found))
    header = [result.title, *(f"{measure}, {result.unit}" for measure in measures)]
    rows = [header]
    for name, found in result.best.items():
        base = result.best[result.base]
        rows.append([name, *(_cell(result.unit, found.get(m), base.get(m)) for m in measures)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _cell(unit: str, seconds: float | None, base: float | None) -> str:
    if seconds is None:
        return "-"
    figure = 1 / seconds if unit == "/s" else seconds * {"us": 1e6, "ms": 1e3, "s": 1.0}[unit]
    text = f"{figure:,.0f}" if figure >= WHOLE_FROM else f"{figure:,.3g}"
    return text if base is None else f"{text} {seconds / base:6.2f}x"
