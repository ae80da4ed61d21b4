"""How quickly the audit answers, in a ledger of a hundred thousand events and in one of a million.

Every filter is asked alone, with values as often as they occur, for a page of a hundred events from
anywhere, newest or oldest first. The state of one person is folded at any moment of knowing and
any day. Of each the hundredth slowest (p99) counts, in processor time: other programs only ever
slow a call down. The larger ledger is compared with the smaller.

The ledgers are kept in --folder, when it is given, and found again there: making the larger one
takes minutes.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Final

from benchmarks._filling import DAYS, FIRST_DAY, fill, often
from benchmarks._measuring import Measures, Result, options, show
from domain.envelope import Act
from domain.values import person_stream
from ledger import Frame, Ledger, Request, create_ledger, open_ledger
from ledger.access_log import Answer
from ledger.reader import Reader
from ledger.tracking import catch_up
from projections.audit import AuditTrail, report
from projections.case import case_of
from projections.qualifiers import query

SMALL: Final = 100_000
EVENTS_EACH: Final = 100
"""Events of one person on average."""

REQUEST: Final = Request("u-1", "auditor", "Tilburg", "audit", "AVG 5(2)", "benchmark")


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


def timed(work: Callable[[], object], times: int) -> float:
    """Return the hundredth slowest of some calls, in seconds of processor time."""
    took = []
    gc.collect()
    for _ in range(times):
        start = process_time()
        work()
        took.append(process_time() - start)
    return sorted(took)[-max(1, times // 100)]


def audits(ledger: Ledger, times: int) -> Measures:
    """Ask every filter alone, many times."""
    last = ledger.head().position
    chance = Random(3)  # noqa: S311
    with ledger.connection(write=False) as connection:

        def ask(words: Callable[[], str]) -> None:
            after = chance.choice((None, chance.randrange(1, last)))
            newest_first = chance.choice((True, False))
            report(
                connection,
                query(words()),
                up_to=last,
                after=after,
                limit=100,
                newest_first=newest_first,
            )

        filters = Questions(last).filters()
        return {name: timed(partial(ask, words), times) for name, words in filters.items()}


def states(ledger: Ledger, times: int) -> Measures:
    """Fold one person at any moment of knowing and on any day."""
    last = ledger.head().position
    chance = Random(5)  # noqa: S311

    def day() -> date:
        return FIRST_DAY + timedelta(days=chance.randrange(30, DAYS))

    def fold() -> None:
        person = f"p-{chance.randrange(last // EVENTS_EACH):05}"
        known_at = datetime.combine(day(), time(12), UTC)
        reader = Reader(ledger, Frame(day(), known_at, None, ""), REQUEST, NoLog())
        acts: tuple[Act, ...] = tuple(ledger.read(person_stream(person), up_to=reader.position))
        case_of(person, acts, reader.frame)

    return {"state of a person": timed(fold, times)}


def ledgers(folder: Path, events: int) -> Iterator[Ledger]:
    """Yield a ledger of so many events with its read table; made once in a folder."""
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
    with ExitStack() as stack:
        folder = chosen.folder or Path(stack.enter_context(TemporaryDirectory()))
        found: dict[str, Measures] = {}
        for events in (SMALL, chosen.events):
            for ledger in ledgers(folder, events):
                found[f"{events:,}"] = {
                    **audits(ledger, chosen.times),
                    **states(ledger, chosen.times),
                }
    filters = next(iter(found.values()))
    base = f"{SMALL:,}"
    results = [
        Result(name, "ms", {size: {"p99": took[name]} for size, took in found.items()}, base)
        for name in filters
    ]
    show(results, as_json=chosen.json)


if __name__ == "__main__":
    main()
