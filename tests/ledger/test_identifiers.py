"""Ids sort by time and are like no other; moments are whole microseconds, to the last one."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ledger import new_event_id
from ledger.clock import EPOCH, from_microseconds, system_clock, to_microseconds
from tests.ledger.making import NOON, repeating, standing, ticking

moments = st.datetimes(timezones=st.just(UTC))


def test_an_event_id_is_a_uuid_of_version_7_that_begins_with_its_millisecond() -> None:
    id = UUID(new_event_id(standing(), repeating()))

    assert (id.version, id.variant) == (7, "specified in RFC 4122")
    assert EPOCH + timedelta(milliseconds=id.int >> 80) == NOON


def test_event_ids_sort_by_time_and_none_comes_twice() -> None:
    clock, randomness = ticking(seconds=0.001), repeating()

    ids = [new_event_id(clock, randomness) for _ in range(1000)]

    assert ids == sorted(set(ids))


@given(moments)
def test_a_moment_comes_back_from_its_microseconds(moment: datetime) -> None:
    assert from_microseconds(to_microseconds(moment)) == moment


@given(moments, moments)
def test_microseconds_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (to_microseconds(one) < to_microseconds(other)) == (one < other)


def test_the_clock_of_the_machine_says_its_zone() -> None:
    assert system_clock().utcoffset() == timedelta(0)


def test_a_ledger_is_read_and_written_without_what_takes_long_to_import(tmp_path: Path) -> None:
    """Nor is `dataclasses` changed under everybody's feet, which `eventsourcing` would do."""
    program = """
import sys
from pathlib import Path
from ledger import create_ledger, open_ledger
from tests.ledger.making import draft
path = Path(sys.argv[1])
create_ledger(path).close()
for heavy in [name for name in sys.modules if name.partition(".")[0] == "sqlalchemy"]:
    del sys.modules[heavy]
with open_ledger(path) as ledger:
    ledger.append([draft("e1")])
    assert ledger.verify().holds and len(ledger.read("person:p-1")) == 1
heavy = {"sqlalchemy", "eventsourcing", "psycopg"} & set(sys.modules)
assert not heavy, heavy
"""
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "test.ledger")],
        cwd=Path(__file__).parent.parent.parent,
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stderr
