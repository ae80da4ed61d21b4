"""How quickly the audit answers, in a ledger of a hundred thousand events and in one of a million.

Every filter is asked alone, with values as often as they occur, for a page of a hundred events from
anywhere, newest or oldest first. The state of one person is read at any moment of knowing and any
day. Of each the hundredth slowest (p99) counts, in processor time: other programs only ever slow a
call down. The larger ledger is compared with the smaller, twice: as they are, where the smaller
often has less than a page to show and less than ten thousand to count; and by what both answer as
fully, call by call in turn.

The ledgers are kept in --folder, when it is given, and found again there: making the larger one
takes minutes.
"""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final, TypeVar

from benchmarks._filling import DAYS, FIRST_DAY, fill, often
from benchmarks._measuring import Measures, Result, options, show
from ledger import Frame, Ledger, Request, create_ledger, open_ledger
from ledger.access_log import Answer
from ledger.reader import Reader
from ledger.tracking import catch_up
from projections.audit import Audit, AuditTrail
from projections.case import Case, open_case
from projections.qualifiers import query
from projections.reading import audit_of

SMALL: Final = 100_000
EVENTS_EACH: Final = 100
"""Events of one person on average."""

TODAY: Final = FIRST_DAY + timedelta(days=DAYS)
REQUEST: Final = Request("u-1", "auditor", "Tilburg", "audit", "AVG 5(2)", "benchmark")


Found = TypeVar("Found")

MOST_TRIED: Final = 5
"""How many questions are tried at most for one that both ledgers answer as fully."""


class NoLog:
    """An access log that is not kept: how long the disk takes is measured elsewhere."""

    def write(self, request: Request, subject: object, frame: Frame, answer: Answer) -> None:
        """Take a line, and do nothing with it."""


class Questions:
    """Filters with values as often as they occur, the same ones every time.

    Args:
        events: How many events the ledger has.
    """

    def __init__(self, events: int) -> None:
        self._chance = Random(7)  # noqa: S311 - figures, not secrets
        self._events = events

    def filters(self) -> dict[str, Callable[[], str]]:
        """Return for each filter what asks it, with another value every time."""
        below, one_of = self._chance.randrange, self._chance.choice
        return {
            "person": lambda: f"person:p-{below(self._events // EVENTS_EACH):05}",
            "actor": lambda: f"actor:u-{often(self._chance, 400)}",
            "all but an actor": lambda: f"-actor:u-{often(self._chance, 400)}",
            "account": lambda: f"account:import-{often(self._chance, 60)}",
            "role": lambda: f"role:role-{often(self._chance, 12)}",
            "organisation": lambda: f"organisation:gemeente-{often(self._chance, 40)}",
            "type": lambda: one_of(("type:benefit-*", "type:registered", "type:*-issued")),
            "area": lambda: f"area:{one_of(('income', 'identity', 'housing'))}",
            "need": lambda: f"need:{one_of(('benefit', 'id_document', 'housing'))}",
            "purpose": lambda: f"purpose:purpose-{often(self._chance, 6)}",
            "basis": lambda: f'basis:"Wet {often(self._chance, 25)}"',
            "mandate": lambda: f"mandate:mandate-{often(self._chance, 30)}",
            "source": lambda: (
                f"source:urn:nld:oin:0000000100123456700{often(self._chance, 8)}:systeem:nazorg"
            ),
            "correlation": lambda: f"correlation:conversation-{below(self._events // 5):06}",
            "causation": lambda: f"causation:b-{below(self._events):07}",
            "occurred": lambda: f"occurred:{self._span()}",
            "all but a time": lambda: f"-occurred:{self._span()}",
            "noted": lambda: f"noted:{self._span()}",
            "recorded": lambda: f"recorded:{self._span()}",
            "no filter": str,
            "what is nowhere": lambda: f"actor:v-{often(self._chance, 400)}",
        }

    def _span(self) -> str:
        first = FIRST_DAY + timedelta(days=self._chance.randrange(DAYS))
        return f"{first}..{first + timedelta(days=self._chance.choice((0, 6, 29, 99, 400, 1500)))}"


def p99(took: Sequence[float]) -> float:
    """Return the hundredth slowest of some calls, in seconds of processor time."""
    return sorted(took)[-max(1, len(took) // 100)]


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    """Return how long a call took, in seconds of processor time, and what it gave."""
    start = process_time()
    found = work()
    return process_time() - start, found


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, from somewhere in a ledger of any size.

    Attributes:
        words: The filter.
        behind: Behind which share of the ledger to go on; None to begin.
        newest_first: Whether positions run down.
    """

    words: str
    behind: float | None
    newest_first: bool

    def of(self, ledger: Ledger) -> Audit:
        """Ask it, as the command line does: on a connection of its own, and logged."""
        reader = Reader(ledger, Frame(TODAY, None, None, ""), REQUEST, NoLog())
        return audit_of(
            reader,
            query(self.words),
            after=None if self.behind is None else max(1, int(self.behind * reader.position)),
            limit=100,
            newest_first=self.newest_first,
        )


def questions(words: Callable[[], str], times: int) -> Iterator[Asked]:
    """Yield a filter with its values, from anywhere, newest or oldest first."""
    chance = Random(3)  # noqa: S311
    for _ in range(times):
        behind = chance.choice((None, chance.random()))
        yield Asked(words(), behind, chance.choice((True, False)))


def audits(ledger: Ledger, times: int) -> Measures:
    """Ask every filter alone, many times, with the values that the ledger has."""
    found = {}
    for name, words in Questions(ledger.head().position).filters().items():
        gc.collect()
        found[name] = p99([timed(partial(each.of, ledger))[0] for each in questions(words, times)])
    return found


def alike(small: Ledger, large: Ledger, times: int) -> tuple[Measures, Measures, Mapping[str, int]]:
    """Ask both ledgers the same, call by call in turn, and keep what both answer as fully.

    Returns:
        The hundredth slowest in the small ledger, in the large one, and how many were kept.
    """
    found: dict[str, tuple[list[float], list[float]]] = {}
    for name, words in Questions(small.head().position).filters().items():
        gc.collect()
        found[name] = ([], [])
        for each in questions(words, MOST_TRIED * times):
            (short, answer), (long, other) = (
                timed(partial(each.of, ledger)) for ledger in (small, large)
            )
            if as_full(answer, other):
                found[name][0].append(short)
                found[name][1].append(long)
            if len(found[name][0]) == times:
                break
    kept = {name: each for name, each in found.items() if each[0]}
    return (
        {name: p99(each[0]) for name, each in kept.items()},
        {name: p99(each[1]) for name, each in kept.items()},
        {name: len(each[0]) for name, each in kept.items()},
    )


def as_full(one: Audit, other: Audit) -> bool:
    """Return whether two answers have about as many rows, and counted about as many."""
    return is_near(len(one.rows), len(other.rows)) and is_near(one.total, other.total)


def is_near(one: int, other: int) -> bool:
    """Return whether two numbers differ by a tenth at most."""
    return abs(one - other) * 10 <= max(one, other)


def states(ledger: Ledger, times: int) -> Measures:
    """Fold one person at any moment of knowing and on any day, and the same once more.

    The second time what was read from the disk is in memory. Ten times as many are folded as a
    filter is asked, so that the hundredth slowest is not the one that something else held up.
    """
    last = ledger.head().position
    chance = Random(5)  # noqa: S311

    def day() -> date:
        return FIRST_DAY + timedelta(days=chance.randrange(30, DAYS))

    looked = [
        (
            f"p-{chance.randrange(last // EVENTS_EACH):05}",
            Frame(day(), datetime.combine(day(), time(12), UTC), None, ""),
        )
        for _ in range(10 * times)
    ]

    def state(person: str, frame: Frame) -> Case:
        return open_case(Reader(ledger, frame, REQUEST, NoLog()), person)

    def slowest() -> float:
        gc.collect()
        return p99([timed(partial(state, *each))[0] for each in looked])

    return {"state of a person": slowest(), "state of a person, again": slowest()}


@contextmanager
def ledger_of(folder: Path, events: int) -> Iterator[Ledger]:
    """Lend a ledger of so many events with its read table; made once in a folder."""
    path = folder / f"audit-{events}.ledger"
    start = perf_counter()
    if not path.exists():
        with create_ledger(path, rehearsal=True) as ledger:
            fill(ledger, events, events // EVENTS_EACH)
        print(f"{events:,} events recorded in {perf_counter() - start:.0f} s")
    with open_ledger(path) as ledger:
        start, used = perf_counter(), process_time()
        catch_up(ledger, AuditTrail())
        if perf_counter() - start > 1:
            print(
                f"read table of {events:,} events made in {perf_counter() - start:.0f} s,"
                f" {process_time() - used:.0f} s of processor time"
            )
        yield ledger


def main() -> None:
    """Measure and print."""
    parser = options("Audit questions in a ledger of a hundred thousand and a million.", rounds=1)
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept")
    parser.add_argument("--events", type=int, default=1_000_000, help="of the larger ledger")
    parser.add_argument("--times", type=int, default=300, help="how often each filter is asked")
    chosen = parser.parse_args()
    sizes = (SMALL, chosen.events)
    base = f"{SMALL:,}"
    with ExitStack() as stack:
        folder = chosen.folder or Path(stack.enter_context(TemporaryDirectory()))
        small, large = (stack.enter_context(ledger_of(folder, events)) for events in sizes)
        # A whole collection of garbage walks over all that was imported; a command ends before one.
        gc.freeze()
        found = {
            f"{events:,}": {**audits(ledger, chosen.times), **states(ledger, chosen.times)}
            for events, ledger in zip(sizes, (small, large), strict=True)
        }
        one, other, kept = alike(small, large, chosen.times)
    results = [
        Result(name, "ms", {size: {"p99": took[name]} for size, took in found.items()}, base)
        for name in found[base]
    ]
    results += [
        Result(
            f"{name}, answers as full ({kept[name]} pairs)",
            "ms",
            {base: {"p99": one[name]}, f"{chosen.events:,}": {"p99": other[name]}},
            base,
        )
        for name in one
    ]
    show(results, as_json=chosen.json)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\nload {load} on {os.cpu_count()} cores", file=sys.stderr)


if __name__ == "__main__":
    main()
