"""At a terminal the command asks, and shows how far it is."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from tests.commands.test_process import APPLIED, PROGRAM, environment, run

__all__ = ["environment"]


def at_a_terminal(
    folder: Path, env: dict[str, str], *words: str, typed: bytes = b""
) -> tuple[int, str]:
    """Run the command with a terminal for its input and its messages."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [PROGRAM, *words],
        cwd=folder,
        env=env,
        stdin=slave,
        stdout=subprocess.DEVNULL,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    os.write(master, typed)
    seen = b""
    while True:
        try:
            seen += os.read(master, 4096)
        except OSError:  # Linux tells the end of a terminal so.
            break
    os.close(master)
    return process.wait(timeout=60), seen.decode()


@pytest.mark.parametrize(("typed", "status", "recorded"), [(b"y\n", 0, 1), (b"n\n", 3, 0)])
def test_what_does_not_fit_is_asked(
    tmp_path: Path, environment: dict[str, str], typed: bytes, status: int, recorded: int
) -> None:
    run(tmp_path, environment, "init")

    ended, seen = at_a_terminal(
        tmp_path, environment, "record", "person-released", "person:p-1", typed=typed
    )

    assert ended == status
    assert "released without a detention" in seen
    assert "Record it anyway?" in seen
    assert f'"checked": {recorded}' in run(tmp_path, environment, "verify", "--json").stdout


def test_long_work_shows_how_far_it_is(tmp_path: Path, environment: dict[str, str]) -> None:
    run(tmp_path, environment, "init")
    run(tmp_path, environment, *APPLIED)

    ended, seen = at_a_terminal(tmp_path, environment, "verify")

    assert ended == 0
    assert "events checked: 1 / 1 (100 %)" in seen
