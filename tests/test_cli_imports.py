"""What is asked most starts fast: heavy libraries are imported by the commands that use them."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

import cli

ROOT: Final = Path(__file__).parent.parent
HEAVY: Final = {
    "babel",
    "cryptography",
    "eventsourcing",
    "orjson",
    "psycopg",
    "pydantic",
    "sqlalchemy",
    "structlog",
}


def heavy_libraries(*words: str, **environment: str) -> set[str]:
    """Run the command in a new interpreter, and list which heavy libraries it imported."""
    program = (
        "import sys, atexit\n"
        f"heavy = {sorted(HEAVY)}\n"
        "atexit.register(lambda: print(*[n for n in heavy if n in sys.modules], file=sys.stderr))\n"
        f"sys.argv = ['reintegration', *{list(words)}]\n"
        "import cli\n"
        "cli.main()\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment | {"PATH": "", "HOME": ""},
        check=False,
        capture_output=True,
        text=True,
    )
    return set(run.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("name", list(cli.reintegration.entries))
def test_the_help_of_a_command_needs_no_heavy_library(name: str) -> None:
    assert heavy_libraries(name, "--help") == set()


@pytest.mark.parametrize(
    "words",
    [("--version",), ("no-such-command",), ("explain", "LG0101"), ("completion", "bash")],
    ids=" ".join,
)
def test_what_opens_no_ledger_needs_no_heavy_library(words: tuple[str, ...]) -> None:
    assert heavy_libraries(*words) == set()


def test_completing_the_name_of_a_command_needs_no_heavy_library() -> None:
    completed = heavy_libraries(
        _REINTEGRATION_COMPLETE="bash_complete", COMP_WORDS="reintegration st", COMP_CWORD="1"
    )

    assert completed == set()


def test_the_list_of_events_needs_nothing_but_their_definition() -> None:
    assert heavy_libraries("events", "list") == {"pydantic"}


def test_technical_messages_need_structlog_only_when_they_are_asked_for() -> None:
    assert "structlog" not in heavy_libraries("verify", "--ledger", "no-such.db")
