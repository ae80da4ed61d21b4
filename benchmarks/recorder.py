"""How fast acts are recorded and read, beside the floor and beside `eventsourcing` 9.5.6.

Every contestant records the same acts of the same persons in a SQLite file of its own, in
transactions of 1,000 and then one by one, and reads them all. All of them keep a write-ahead log
with `synchronous = full`, which is SQLite's own default and so what the library uses. On a memory
disk (`--folder /dev/shm`) a commit costs nothing, and what remains is the work of the processor.

The floor and the library begin with plain values, and the ledger with drafts that were read and
checked before; "with checking" begins with plain values too. The library neither encrypts, nor
hashes, nor knows an act by its id: it does far less. It is here because its users know it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, TypeVar

from benchmarks._acts import draft, plain_acts
from benchmarks._floor import Floor
from benchmarks._library import LibraryCases, PlainCases, PydanticCases
from benchmarks._measuring import Contestant, Measures, Result, options, race, show
from domain.envelope import Act
from ledger import create_ledger

BATCH: Final = 1000
BULK: Final = "in thousands"
SINGLE: Final = "one by one"
READ: Final = "read"

A = TypeVar("A")


class Work:
    """What every contestant has to do.

    Args:
        folder: Where the files are made; None for where temporary files go.
        persons: How many persons.
        acts_each: How many acts of each are recorded in thousands.
        singles: How many acts are recorded one by one afterwards.
    """

    def __init__(self, folder: Path | None, persons: int, acts_each: int, singles: int) -> None:
        self._folder = folder
        self._bulk = list(plain_acts(persons, acts_each))
        self._singles = list(plain_acts(persons, 5, first=acts_each))[:singles]
        self._bulk_drafts = [draft(act) for act in self._bulk]
        self._single_drafts = [draft(act) for act in self._singles]
        self._persons = sorted({act.envelope["subjects"][0] for act in self._bulk})

    def ledger(self) -> Measures:
        """Let the ledger record drafts that were made before."""
        with self._new_folder() as folder, create_ledger(folder / "cases.ledger") as ledger:
            return self._measure(
                self._bulk_drafts, self._single_drafts, ledger.append, lambda: _count(ledger.walk())
            )

    def ledger_with_checking(self) -> Measures:
        """Let the ledger record what is read and checked as it comes."""
        with self._new_folder() as folder, create_ledger(folder / "cases.ledger") as ledger:
            return self._measure(
                self._bulk, self._singles, lambda acts: ledger.append(map(draft, acts)), None
            )

    def floor(self) -> Measures:
        """Let the floor record."""
        with self._new_folder() as folder, closing(Floor(folder)) as floor:
            return self._measure(self._bulk, self._singles, floor.append, floor.read)

    def library(self, form: Callable[[Path], LibraryCases]) -> Measures:
        """Let one form of the library record."""
        with self._new_folder() as folder, closing(form(folder)) as cases:
            cases.open_cases(self._persons)
            return self._measure(self._bulk, self._singles, cases.append, cases.read)

    def turn_by_turn(self) -> Result:
        """Let all record one by one, each act in turn; of each contestant the median act counts.

        The disk is quick at one moment and slow at the next. Here both moments are everyone's.
        """
        with (
            self._new_folder() as folder,
            create_ledger(folder / "cases.ledger") as ledger,
            closing(Floor(folder)) as floor,
            closing(PlainCases(folder)) as cases,
        ):
            cases.open_cases(self._persons)
            recorded: dict[str, list[float]] = {"floor": [], "ledger": [], "eventsourcing": []}
            first = self._bulk[:BATCH]
            floor.append(first)
            ledger.append(self._bulk_drafts[:BATCH])
            cases.append(first)
            for act, ready in zip(self._singles, self._single_drafts, strict=True):
                moments = [perf_counter()]
                floor.append([act])
                moments.append(perf_counter())
                ledger.append([ready])
                moments.append(perf_counter())
                cases.append([act])
                moments.append(perf_counter())
                for times, (start, end) in zip(recorded.values(), pairwise(moments), strict=True):
                    times.append(end - start)
        best = {name: {"median": median(times)} for name, times in recorded.items()}
        return Result("one act in turn", "us", best, "floor")

    @contextmanager
    def _new_folder(self) -> Iterator[Path]:
        with TemporaryDirectory(dir=self._folder) as folder:
            yield Path(folder)

    def _measure(
        self,
        bulk: Sequence[A],
        singles: Sequence[A],
        append: Callable[[Sequence[A]], object],
        read: Callable[[], int] | None,
    ) -> Measures:
        start = perf_counter()
        for first in range(0, len(bulk), BATCH):
            append(bulk[first : first + BATCH])
        done_in_bulk = perf_counter()
        for act in singles:
            append([act])
        done_one_by_one = perf_counter()
        measures = {
            BULK: (done_in_bulk - start) / len(bulk),
            SINGLE: (done_one_by_one - done_in_bulk) / len(singles),
        }
        if read is not None:
            start = perf_counter()
            found = read()
            measures[READ] = (perf_counter() - start) / found
            if found != len(bulk) + len(singles):
                raise LostActs(found, len(bulk) + len(singles))
        return measures


class LostActs(Exception):
    """A contestant did not read back what it had recorded, so that its times mean nothing."""

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(f"{found} acts were read back of {wanted} that were recorded")


def _count(batches: Iterable[list[Act]]) -> int:
    return sum(len(batch) for batch in batches)


def main() -> None:
    """Measure and print."""
    parser = options("Recording and reading, beside the floor and beside eventsourcing.", rounds=7)
    parser.add_argument("--folder", type=Path, help="where the files are made")
    parser.add_argument("--persons", type=int, default=1000)
    parser.add_argument("--acts", type=int, default=20, help="of each person")
    parser.add_argument("--singles", type=int, default=1000, help="acts recorded one by one")
    chosen = parser.parse_args()
    work = Work(chosen.folder, chosen.persons, chosen.acts, chosen.singles)
    contestants = [
        Contestant("floor: plain sqlite3, same work", work.floor),
        Contestant("ledger", work.ledger),
        Contestant("ledger with checking", work.ledger_with_checking),
        Contestant("eventsourcing, default JSON", lambda: work.library(PlainCases)),
        Contestant("eventsourcing, Pydantic", lambda: work.library(PydanticCases)),
    ]
    result = race("acts a second", "/s", contestants, rounds=chosen.rounds)
    show([result, work.turn_by_turn()], as_json=chosen.json)


if __name__ == "__main__":
    main()
