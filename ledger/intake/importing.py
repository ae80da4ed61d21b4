"""A file into the ledger: looked through first, then recorded in batches; faults put aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from ledger.acts import Draft, Receipt
from ledger.errors import Erased, KeyReused
from ledger.intake.cloudevents import check_first_line, read_events
from ledger.intake.csv_rows import PseudonymKey, Rows
from ledger.intake.dry_run import DryRun
from ledger.intake.errors import MapInvalid, PseudonymKeyMissing
from ledger.intake.line_errors import ErasedBefore, KeyConflict
from ledger.intake.lines import Aside, check_text
from ledger.intake.map_reading import load_map
from ledger.intake.profile import IntakeProfile
from ledger.intake.quarantine import Quarantine
from ledger.intake.units import Unit
from ledger.ledger import Ledger

Progress = Callable[[int, int], None]
"""Called after each batch with how many bytes of the file are done, and how many there are."""

BATCH_EVENTS: Final = 500
"""How many events are recorded at once, or a few more: the events of one line stay together."""

BATCH_BYTES: Final = 1_000_000
"""How many bytes of lines are held at once, or one line more."""

FAULTS_KEPT: Final = 1_000
"""How many faults a result holds; the quarantine file holds them all."""


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why a line was put aside; the line itself is in the quarantine file.

    Attributes:
        line: Its number in the file, from 1.
        where: File and line.
        code: Stable code such as `IN0301`.
        reason: What is wrong.
        why: The reason of that, where there is more to say.
        help: What to do.
    """

    line: int
    where: str
    code: str
    reason: str
    why: str | None
    help: str | None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did; of a dry run, what it would have done.

    Attributes:
        added: Events that were recorded.
        replayed: Events that the ledger held already, with the same content.
        quarantined: Lines that were put aside.
        rows_without_events: Lines that say nothing which is recorded.
        persons: Persons concerned by the events added or held already.
        types: How many events of each type were added.
        faults: Why lines were put aside, in their order; at most `FAULTS_KEPT`.
        positions: First and last position that was added, None when nothing was.
        quarantine_file: Where the lines that were put aside are, None when there is none.
        dry_run: Whether nothing was written.
    """

    added: int
    replayed: int
    quarantined: int
    rows_without_events: int
    persons: int
    types: Counter[str]
    faults: list[LineFault]
    positions: tuple[int, int] | None
    quarantine_file: Path | None
    dry_run: bool

    @property
    def exit_code(self) -> int:
        """Exit status of the command line: 8 when a line was put aside, otherwise 0."""
        return 8 if self.quarantined else 0


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A file that has been looked through and can be imported.

    Attributes:
        path: The file.
        size: Its size in bytes.
        read: Gives its lines as events, from the first one each time.
    """

    path: Path
    size: int
    read: Callable[[], Iterator[Unit | Aside]]


def plan_file(
    path: Path,
    *,
    profile: IntakeProfile,
    map_path: Path | None = None,
    pseudonym_key: PseudonymKey | None = None,
    rehearsal: bool = False,
) -> FilePlan:
    """Look through a whole file, so that nothing of a file that cannot be imported is written.

    Args:
        path: CloudEvents on lines (JSON), or a table (CSV).
        profile: Who imports, with defaults.
        map_path: The map of the columns; makes the file a table.
        pseudonym_key: Where the secret for pseudonyms comes from, for a map that makes them.
        rehearsal: Whether lines may say when they were recorded.

    Raises:
        FileFault: The file cannot be read as what it should be.
        MapFault: The map cannot be used, or not with this file.
    """
    if map_path is None:
        size = check_text(path)
        check_first_line(path)
        return FilePlan(path, size, lambda: read_events(path, profile, rehearsal=rehearsal))
    found = load_map(map_path)
    if found.source is None and profile.source is None:
        raise MapInvalid(map_path, ["source: neither the map nor the profile names the source"])
    if found.person.pseudonymise and pseudonym_key is None:
        raise PseudonymKeyMissing(map_path)
    size = check_text(path, found.table.encoding)
    rows = Rows(path, found, profile, pseudonym_key)
    return FilePlan(path, size, rows.read)


def import_file(
    ledger: Ledger,
    path: Path,
    *,
    profile: IntakeProfile,
    map_path: Path | None = None,
    dry_run: bool = False,
    quarantine: Path | None = None,
    pseudonym_key: PseudonymKey | None = None,
    progress: Progress | None = None,
) -> ImportResult:
    """Record what a file says; a second run of the same file adds nothing.

    Batches are recorded in the order of the file. The events of one line are recorded together or
    not at all. When the store fails half-way, what was recorded stays, and a second run goes on.

    Args:
        ledger: Where to.
        path: CloudEvents on lines (JSON), or a table (CSV).
        profile: Who imports, with defaults.
        map_path: The map of the columns; makes the file a table.
        dry_run: Whether to write nothing, neither events nor a quarantine file.
        quarantine: The directory in which lines that are put aside get a file of their own, which
            only its owner can read; None keeps only the reasons, in the result.
        pseudonym_key: Where the secret for pseudonyms comes from, for a map that makes them.
        progress: Told how far it is.

    Raises:
        FileFault, MapFault, QuarantineUnwritable: Nothing was written.
        LedgerError: The ledger cannot be written.
    """
    plan = plan_file(
        path,
        profile=profile,
        map_path=map_path,
        pseudonym_key=pseudonym_key,
        rehearsal=ledger.header.rehearsal,
    )
    units = plan.read()
    if dry_run or quarantine is None:
        run = _Run(DryRun(ledger) if dry_run else ledger, plan, None, progress)
        run.all(units)
    else:
        with Quarantine(quarantine, path) as kept:
            run = _Run(ledger, plan, kept, progress)
            run.all(units)
    return run.result(dry_run=dry_run)


class _Target(Protocol):
    """What takes events: the ledger, or what only says what the ledger would do."""

    def append(self, drafts: list[Draft], /) -> list[Receipt]: ...


@dataclass(slots=True)
class _Run:
    """One import under way."""

    target: _Target
    plan: FilePlan
    quarantine: Quarantine | None
    progress: Progress | None
    added: int = 0
    replayed: int = 0
    quarantined: int = 0
    silent: int = 0
    positions: tuple[int, int] | None = None
    persons: set[str] = field(default_factory=set)
    types: Counter[str] = field(default_factory=Counter)
    faults: list[LineFault] = field(default_factory=list)

    def all(self, units: Iterator[Unit | Aside]) -> None:
        for batch in _batches(units):
            asides = [unit for unit in batch if isinstance(unit, Aside)]
            asides += self._append([unit for unit in batch if isinstance(unit, Unit)])
            self._put_aside(sorted(asides, key=lambda aside: aside.raw.number))
            if self.progress is not None:
                self.progress(batch[-1].raw.end, self.plan.size)

    def result(self, *, dry_run: bool) -> ImportResult:
        kept = self.quarantine
        return ImportResult(
            added=self.added,
            replayed=self.replayed,
            quarantined=self.quarantined,
            rows_without_events=self.silent,
            persons=len(self.persons),
            types=self.types,
            faults=self.faults,
            positions=self.positions,
            quarantine_file=kept.path if kept is not None and self.quarantined else None,
            dry_run=dry_run,
        )

    def _append(self, units: list[Unit]) -> list[Aside]:
        """Record the events of some lines; return the lines that the ledger has otherwise.

        A refused batch is tried again in halves, so that one line costs the others nothing but
        the time of a few more transactions.
        """
        drafts = [draft for unit in units for draft in unit.drafts]
        try:
            receipts = self.target.append(drafts)
        except (KeyReused, Erased) as conflict:
            if len(units) > 1:
                middle = len(units) // 2
                return self._append(units[:middle]) + self._append(units[middle:])
            return [Aside(units[0].raw, _line_problem(conflict))]
        self._count(units, drafts, receipts)
        return []

    def _count(self, units: list[Unit], drafts: list[Draft], receipts: list[Receipt]) -> None:
        self.silent += sum(not unit.drafts for unit in units)
        for draft, receipt in zip(drafts, receipts, strict=True):
            self.persons.update(draft.envelope.subjects)
            if receipt.replayed:
                self.replayed += 1
                continue
            self.added += 1
            self.types[draft.envelope.type] += 1
            first, _ = self.positions or (receipt.position, 0)
            self.positions = first, receipt.position

    def _put_aside(self, asides: list[Aside]) -> None:
        self.quarantined += len(asides)
        for aside in asides:
            if self.quarantine is not None:
                self.quarantine.put(aside)
            if len(self.faults) < FAULTS_KEPT:
                self.faults.append(_fault(self.plan.path, aside))


def _batches(units: Iterator[Unit | Aside]) -> Iterator[list[Unit | Aside]]:
    batch: list[Unit | Aside] = []
    events = held = 0
    for unit in units:
        batch.append(unit)
        events += len(unit.drafts) if isinstance(unit, Unit) else 0
        held += len(unit.raw.content)
        if events >= BATCH_EVENTS or held >= BATCH_BYTES:
            yield batch
            batch, events, held = [], 0, 0
    if batch:
        yield batch


def _line_problem(conflict: KeyReused | Erased) -> KeyConflict | ErasedBefore:
    if isinstance(conflict, KeyReused):
        return KeyConflict(conflict.refused.envelope.event_id, conflict.why)
    return ErasedBefore(conflict.where)


def _fault(path: Path, aside: Aside) -> LineFault:
    problem, line = aside.problem, aside.raw.number
    return LineFault(
        line, f"{path}:{line}", problem.code, problem.summary, problem.why, problem.help
    )
