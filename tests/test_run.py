"""The script `run`, where it says no."""

import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the script as a person would, from any folder."""
    return subprocess.run(
        [ROOT / "run", *arguments],
        cwd=cwd,
        env=os.environ | environment,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("arguments", [(), ("no-such-command",)], ids=["nothing", "unknown"])
def test_without_a_known_command_it_tells_which_there_are(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    refused = run(*arguments, cwd=tmp_path)

    assert refused.returncode == 2
    assert "./run COMMAND" in refused.stderr
    assert refused.stdout == ""


def test_help_is_not_an_error(tmp_path: Path) -> None:
    helped = run("--help", cwd=tmp_path)

    assert helped.returncode == 0
    assert "./run COMMAND" in helped.stdout


def test_an_interpreter_that_does_not_run_is_named_and_nothing_is_changed(tmp_path: Path) -> None:
    broken = str(tmp_path / "python")

    refused = run("setup", cwd=tmp_path, PYTHON=broken)

    assert refused.returncode == 1
    assert f"PYTHON is set to '{broken}'" in refused.stderr
    assert "3.11, 3.12 or 3.13" in refused.stderr


def test_a_missing_interpreter_is_said_with_the_way_to_get_one(tmp_path: Path) -> None:
    """A checkout on a machine whose PATH has a shell and no Python."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for program in ("sh", "dirname", "mkdir", "cksum", "sed", "cat"):
        (programs / program).symlink_to(which(program))
    checkout = tmp_path / "a checkout"
    checkout.mkdir()
    for name in ("run", "requirements.lock", "pyproject.toml"):
        (checkout / name).write_bytes((ROOT / name).read_bytes())

    refused = subprocess.run(
        ["/bin/sh", checkout / "run", "setup"],
        cwd=tmp_path,
        env={"PATH": str(programs)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert refused.returncode == 1
    assert "No Python 3.11, 3.12 or 3.13 was found" in refused.stderr
    assert "apt install python3" in refused.stderr
    assert not (checkout / ".venv").exists()


def which(program: str) -> Path:
    """The place of a program of the system."""
    return next(path for folder in ("/bin", "/usr/bin") if (path := Path(folder, program)).exists())
