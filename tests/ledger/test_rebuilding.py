"""A projection is made again beside the old one, which serves until the new one takes its place."""

import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import BigInteger, Column, Connection, Integer, MetaData, Table, inspect, select

from domain.envelope import Act
from ledger import Ledger
from ledger.errors import NewerProjection, RebuildGone
from ledger.projection import Progress, Reached, reached
from ledger.rebuild import abandon, build, cut_over, half_built, rebuild
from ledger.tracking import catch_up, reached_by, reading
from tests.ledger.making import draft, drafts, existing_ledger, key_path
from tests.ledger.seen import VIEW, Seen, position_of, positions_seen

ROOT = Path(__file__).parent.parent.parent
EVERYTHING = list(range(1, 41))
OLD = [99] * 40


@pytest.fixture
def marked(ledger: Ledger) -> Ledger:
    """A ledger of forty acts with a projection whose old rows can be told from new ones."""
    ledger.append(drafts(40))
    catch_up(ledger, Seen())
    with ledger.connection() as connection:
        connection.execute(VIEW.update().values(position=99))
    return ledger


def half(ledger: Ledger) -> int | None:
    """How far a half-built projection has come."""
    with ledger.connection(write=False) as connection:
        found = reached(connection, half_built(Seen()))
    return None if found is None else found.position


def view_tables(ledger: Ledger) -> list[str]:
    """The read tables that there are."""
    with ledger.connection(write=False) as connection:
        return sorted(n for n in inspect(connection).get_table_names() if n.startswith("view_"))


class StopError(Exception):
    """Somebody pressed Ctrl-C."""


def stopping_at(position: int) -> Progress:
    """Follow progress, and stop at a position."""

    def told(so_far: int, _: int) -> None:
        if so_far >= position:
            raise StopError

    return told


def stop_at(ledger: Ledger, position: int, projection: Seen | None = None) -> None:
    with pytest.raises(StopError):
        rebuild(ledger, projection or Seen(), batch=5, progress=stopping_at(position))


def test_a_rebuild_that_was_killed_did_no_harm_and_goes_on_where_it_was(
    marked: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    came = 0
    for until in (5, 15, 30):
        program = [
            sys.executable,
            "-m",
            "tests.ledger.rebuilder",
            ledger_url,
            str(key_path(tmp_path)),
        ]
        with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            first = int(process.stdout.readline())
            last = first
            while last < until:
                last = int(process.stdout.readline())
            process.kill()
        assert first == came + 5
        came = half(marked) or 0
        assert came in (last, last + 5)
        assert positions_seen(marked) == OLD
        assert catch_up(marked, Seen()) == 40

    steps: list[int] = []
    assert rebuild(marked, Seen(), batch=5, progress=lambda at, _: steps.append(at)) == 40

    assert steps == list(range(came + 5, 41, 5))
    assert positions_seen(marked) == EVERYTHING
    assert half(marked) is None
    assert view_tables(marked) == ["view_seen"]


def test_what_is_recorded_while_it_is_built_is_in_the_new_tables(marked: Ledger) -> None:
    def record(position: int, _: int) -> None:
        if position == 20:
            marked.append(drafts(7, first=41))

    rebuild(marked, Seen(), batch=5, progress=record)
    marked.append(drafts(3, first=48))

    assert positions_seen(marked) == list(range(1, 48))
    assert catch_up(marked, Seen()) == 50
    assert positions_seen(marked) == list(range(1, 51))


def test_what_came_after_it_was_built_is_taken_in_when_it_takes_its_place(marked: Ledger) -> None:
    build(marked, Seen())
    marked.append(drafts(4, first=41))

    assert cut_over(marked, Seen(), batch=5) == 44
    assert positions_seen(marked) == list(range(1, 45))


def test_too_much_to_take_in_at_once_is_built_first(marked: Ledger) -> None:
    build(marked, Seen())
    marked.append(drafts(12, first=41))

    assert cut_over(marked, Seen(), batch=5) is None
    assert half(marked) == 45
    assert positions_seen(marked) == OLD

    build(marked, Seen())
    assert cut_over(marked, Seen(), batch=5) == 52
    assert positions_seen(marked) == list(range(1, 53))


def test_a_half_built_projection_is_dropped_and_the_old_one_stays(marked: Ledger) -> None:
    stop_at(marked, 10)

    assert abandon(marked, Seen()) == 10

    assert abandon(marked, Seen()) is None
    assert view_tables(marked) == ["view_seen"]
    assert positions_seen(marked) == OLD
    assert reached_by(marked, Seen()) == Reached(1, 40)


def test_a_rebuild_hears_that_somebody_abandoned_it(
    marked: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    with existing_ledger(ledger_url, tmp_path) as other:

        def drop(*_: int) -> None:
            abandon(other, Seen())

        with pytest.raises(RebuildGone):
            rebuild(marked, Seen(), batch=5, progress=drop)

    assert positions_seen(marked) == OLD


def test_two_who_rebuild_at_once_fill_the_same_tables(
    marked: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    with existing_ledger(ledger_url, tmp_path) as other:

        def also(position: int, _: int) -> None:
            if position == 10:
                build(other, Seen(), batch=5)

        assert rebuild(marked, Seen(), batch=5, progress=also) == 40

    assert positions_seen(marked) == EVERYTHING


def test_what_was_half_built_of_an_older_definition_is_begun_anew(marked: Ledger) -> None:
    stop_at(marked, 10)
    steps: list[int] = []

    rebuild(marked, Seen(version=2), batch=20, progress=lambda at, _: steps.append(at))

    assert steps == [20, 40]
    assert positions_seen(marked) == EVERYTHING
    assert reached_by(marked, Seen(version=2)) == Reached(2, 40)


def test_what_is_half_built_of_a_newer_definition_is_left_to_the_newer_program(
    marked: Ledger,
) -> None:
    stop_at(marked, 10, Seen(version=2))

    with pytest.raises(NewerProjection):
        rebuild(marked, Seen())

    assert half(marked) == 10
    assert positions_seen(marked) == OLD


def test_a_new_definition_is_built_while_the_old_program_goes_on(
    marked: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    seen: list[tuple[int, list[int]]] = []
    with existing_ledger(ledger_url, tmp_path) as old:

        def ask(*_: int) -> None:
            seen.append((catch_up(old, Seen()), positions_seen(old)))

        rebuild(marked, Seen(version=2), batch=20, progress=ask)

        assert seen == [(40, OLD)] * 2
        with pytest.raises(NewerProjection):
            catch_up(old, Seen())
        with pytest.raises(NewerProjection), reading(old, Seen()):
            pass


def test_tables_of_an_older_definition_are_made_again_and_that_is_said(marked: Ledger) -> None:
    told: list[tuple[str, int, int]] = []
    marked.on_older_tables = lambda *facts: told.append(facts)

    assert catch_up(marked, Seen(version=3)) == 40
    assert catch_up(marked, Seen(version=3)) == 40

    assert told == [("seen", 1, 3)]
    assert positions_seen(marked) == EVERYTHING


class Slow(Seen):
    """Takes its time for every batch, inside the transaction."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        super().apply(connection, acts, tables)
        time.sleep(self.seconds)


def test_a_writer_waits_for_a_batch_and_not_for_the_rebuild(
    marked: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    batches = 0
    waited: list[int] = []

    def count(*_: int) -> None:
        nonlocal batches
        batches += 1

    with existing_ledger(ledger_url, tmp_path) as other, ThreadPoolExecutor(1) as pool:
        done = pool.submit(rebuild, marked, Slow(0.15), batch=4, progress=count)
        for number in range(8):
            before = batches
            other.append([draft(f"meanwhile-{number}", "person:p-9")])
            waited.append(batches - before)
            time.sleep(0.1)
        is_building = not done.done()
        done.result()

    # One batch may end and another begin before it is asked again whether the store is free.
    assert max(waited) <= 2
    assert is_building
    assert positions_seen(marked) == list(range(1, 49))


LEFT, RIGHT = (
    Table(name, MetaData(), Column("position", BigInteger), Column("stamp", Integer))
    for name in ("view_left", "view_right")
)


class Pair:
    """Two tables whose rows say in which rebuild they were made."""

    name = "pair"
    version = 1
    tables = (LEFT, RIGHT)

    def __init__(self, stamp: int) -> None:
        self.stamp = stamp

    def apply(self, connection: Connection, acts: Sequence[Act], tables: Sequence[Table]) -> None:
        for table in tables:
            rows = [{"position": act.position, "stamp": self.stamp} for act in acts]
            connection.execute(table.insert(), rows)


def test_a_reader_sees_the_old_tables_or_the_new_and_never_some_of_both(
    ledger: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    ledger.append(drafts(30))
    catch_up(ledger, Pair(0))
    over = Event()

    def look() -> list[set[tuple[int, int]]]:
        """Read one table, wait, read the other: the stamps and how many rows have them."""
        found = []
        with existing_ledger(ledger_url, tmp_path) as other:
            while not over.is_set():
                with reading(other, Pair(0)) as connection:
                    left = list(connection.execute(select(LEFT.c.stamp)).scalars())
                    time.sleep(0.005)
                    right = list(connection.execute(select(RIGHT.c.stamp)).scalars())
                found.append({(stamp, len(rows)) for rows in (left, right) for stamp in rows})
        return found

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        try:
            for stamp in range(1, 6):
                rebuild(ledger, Pair(stamp), batch=10)
        finally:
            over.set()
        looks = [look for reader in readers for look in reader.result()]

    assert all(look in [{(stamp, 30)} for stamp in range(6)] for look in looks)
    assert {(5, 30)} in [*looks, {(5, 30)}]
    assert len({frozenset(look) for look in looks}) > 1


def test_indexes_are_there_after_every_rebuild(ledger: Ledger) -> None:
    from projections.audit import AuditTrail

    ledger.append(drafts(3))
    catch_up(ledger, AuditTrail())
    before = indexed(ledger)

    for _ in range(3):
        rebuild(ledger, AuditTrail())
        assert indexed(ledger) == before
    assert len(before) > 15


def indexed(ledger: Ledger) -> list[list[str | None]]:
    with ledger.connection(write=False) as connection:
        found = inspect(connection).get_indexes("view_audit")
    return sorted((each["column_names"] for each in found), key=str)


def test_a_place_of_which_nothing_is_known_has_reached_nothing(ledger: Ledger) -> None:
    assert position_of(ledger, Seen()) == 0
    assert half(ledger) is None
