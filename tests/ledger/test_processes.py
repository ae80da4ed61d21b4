"""Several processes at one ledger: nothing is skipped, nothing acknowledged is lost."""

import subprocess
import sys
import time
from pathlib import Path

from ledger import Ledger
from tests.ledger.making import all_acts, existing_ledger, new_ledger
from tests.ledger.seen import positions_seen
from tests.profile import examples

ROOT = Path(__file__).parent.parent.parent
WRITERS = 3
BATCHES = 12
SIZE = 5
GOLDEN_RATIO = 0.618
"""Its multiples are spread evenly over any stretch of time."""


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.ledger.{program}", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(output: str) -> dict[str, int]:
    """What a writer said it got a receipt for; a line that was cut off was not said."""
    lines = [line for line in output.splitlines(keepends=True) if line.endswith("\n")]
    pairs = (word.split("=") for line in lines[1:] for word in line.split())
    return {event_id: int(position) for event_id, position in pairs}


def test_several_writers_leave_no_gap_and_a_reader_skips_nothing(
    ledger_url: str, tmp_path: Path
) -> None:
    keys = tmp_path / "test.keys"
    total = WRITERS * BATCHES * SIZE
    with new_ledger(ledger_url, tmp_path) as ledger:
        writers = [
            start("writer", ledger_url, keys, f"w{number}", BATCHES, SIZE)
            for number in range(WRITERS)
        ]
        runners = [start("runner", ledger_url, keys, total) for _ in range(2)]
        give_up = time.monotonic() + 100
        followed: list[int] = []

        def wait() -> bool:
            time.sleep(0.002)
            return len(followed) < total and time.monotonic() < give_up

        for acts in ledger.follow(0, wait=wait):
            followed += [act.position for act in acts]

        outputs = [process.communicate(timeout=60)[0] for process in (*writers, *runners)]

        assert followed == list(range(1, total + 1))
        assert [process.returncode for process in (*writers, *runners)] == [0] * 5
        said = {
            event_id: position
            for output in outputs[:WRITERS]
            for event_id, position in acknowledged(output).items()
        }
        assert said == {act.envelope.event_id: act.position for act in all_acts(ledger)}
        assert ledger.verify().holds
        assert one_key_for_each_person(ledger)
        assert positions_seen(ledger) == list(range(1, total + 1))


def one_key_for_each_person(ledger: Ledger) -> bool:
    """Writers that met a new person at the same time agreed on one key."""
    rows = ledger._keyring._connection.execute("select owner from data_keys").fetchall()
    return sorted(owner for (owner,) in rows) == [f"p-{number}" for number in range(7)]


def test_a_writer_that_is_killed_loses_nothing_that_was_acknowledged(
    ledger_url: str, tmp_path: Path
) -> None:
    keys = tmp_path / "test.keys"
    new_ledger(ledger_url, tmp_path).close()
    said: dict[str, int] = {}
    for round_number in range(examples(4)):
        writer = start("writer", ledger_url, keys, f"r{round_number}", 100_000, 3)
        assert writer.stdout is not None
        ready = writer.stdout.readline()
        time.sleep(0.3 * (round_number * GOLDEN_RATIO % 1))
        writer.kill()
        said |= acknowledged(ready + writer.communicate(timeout=60)[0])

        with existing_ledger(ledger_url, tmp_path) as ledger:
            recorded = {act.envelope.event_id: act.position for act in all_acts(ledger)}
            assert said.items() <= recorded.items()
            assert ledger.verify().holds
            assert len(recorded) % 3 == 0


def test_the_kills_above_meet_writers_that_were_writing(ledger_url: str, tmp_path: Path) -> None:
    """Else the test above would say nothing."""
    new_ledger(ledger_url, tmp_path).close()
    writer = start("writer", ledger_url, tmp_path / "test.keys", "w", 100_000, 3)
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(3)]
    writer.kill()
    writer.communicate(timeout=60)

    assert len(acknowledged("".join(lines))) == 6
