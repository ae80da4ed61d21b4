"""The command as a process of its own: streams, statuses, signals, and nothing left over."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

PROGRAM: Final = str(Path(sys.executable).with_name("reintegration"))
APPLIED: Final = ("record", "id-card-applied", "person:p-1", "--set", "place=desk")
INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of this process, with nothing of ours."""
    kept = {
        key: value
        for key, value in os.environ.items()
        # Compiling everything anew for every command takes longer than the commands themselves.
        if not key.startswith("REINTEGRATION") and key != "PYTHONDONTWRITEBYTECODE"
    }
    return kept | {"LC_ALL": "C.UTF-8"}


def run(
    folder: Path, environment: dict[str, str], *words: str, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    return subprocess.run(
        [PROGRAM, *words],
        cwd=folder,
        env=environment,
        input=typed,
        check=False,
        capture_output=True,
        text=True,
    )


def test_stdout_is_data_and_stderr_is_notes(tmp_path: Path, environment: dict[str, str]) -> None:
    made = run(tmp_path, environment, "init", "--json")
    recorded = run(tmp_path, environment, *APPLIED, "--json")
    refused = run(tmp_path, environment, *APPLIED, "--expect-version", "7", "--json")

    assert [made.returncode, recorded.returncode, refused.returncode] == [0, 0, 6]
    assert json.loads(made.stdout)["data"]["rehearsal"] is False
    assert "backups" in made.stderr
    assert json.loads(recorded.stdout)["data"]["position"] == 1
    assert recorded.stderr == ""
    assert refused.stdout == ""
    assert json.loads(refused.stderr)["error"]["code"] == "LG0301"


@pytest.mark.parametrize("words", [("events", "list", "--json"), ("--help",)])
def test_a_reader_that_goes_away_is_no_error(
    tmp_path: Path, environment: dict[str, str], words: tuple[str, ...]
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    listing = subprocess.run(
        [PROGRAM, *words],
        cwd=tmp_path,
        env=environment,
        check=False,
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)

    assert listing.returncode == PIPE_CLOSED
    assert listing.stderr == b""


def test_ctrl_c_ends_without_a_traceback(tmp_path: Path, environment: dict[str, str]) -> None:
    run(tmp_path, environment, "init")
    os.mkfifo(tmp_path / "map.toml")
    (tmp_path / "in.csv").write_text("id\n1\n")
    importing = subprocess.Popen(
        [PROGRAM, "import", "in.csv", "--map", "map.toml"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    # Opening the other end waits until the command reads its map, and so is under way.
    with (tmp_path / "map.toml").open("w"):
        importing.send_signal(signal.SIGINT)
        out, err = importing.communicate(timeout=60)

    assert importing.returncode == INTERRUPTED
    assert (out, err) == (b"", b"\ninterrupted\n")


def test_nothing_is_asked_where_nobody_can_answer(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    run(tmp_path, environment, "init")

    answer = run(tmp_path, environment, "record", "person-released", "person:p-1", typed="y\n")

    assert answer.returncode == 3
    assert "--anyway" in answer.stderr


def test_there_is_no_progress_without_a_terminal(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    run(tmp_path, environment, "init")
    run(tmp_path, environment, *APPLIED)

    answer = run(tmp_path, environment, "verify")

    assert (answer.returncode, answer.stderr) == (0, "")


def test_two_processes_may_record_at_once(tmp_path: Path, environment: dict[str, str]) -> None:
    run(tmp_path, environment, "init")
    writers = [
        subprocess.Popen(
            [PROGRAM, "record", "id-card-applied", f"person:p-{number}", "--set", "place=desk"],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        for number in range(4)
    ]

    assert [writer.wait(timeout=120) for writer in writers] == [0] * 4
    verified = run(tmp_path, environment, "verify", "--json")
    assert json.loads(verified.stdout)["data"] == {
        "holds": True,
        "header_bound": True,
        "checked": 4,
        "faults": [],
    }


def test_the_module_can_be_run_too(tmp_path: Path, environment: dict[str, str]) -> None:
    root = Path(__file__).parent.parent.parent
    answer = subprocess.run(
        [sys.executable, "-m", "cli", "--version"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(root)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.stdout.startswith("reintegration ")
