"""`reintegration generate` from end to end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.population.profiles import PROFILES
from tests.commands.shell import typing

ROOT = Path(__file__).parents[2]


def generated(*words: str, hash_seed: str = "0") -> bytes:
    """Run the command in a new process."""
    run = subprocess.run(
        [sys.executable, "-m", "cli", "generate", *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        check=True,
        capture_output=True,
    )
    return run.stdout


def test_the_same_words_give_the_same_bytes_whatever_the_hash_seed() -> None:
    words = ("--persons", "15", "--seed", "9", "--profile", "nl-2026")

    assert generated(*words, hash_seed="1") == generated(*words, hash_seed="2")


def test_more_persons_are_added_at_the_end() -> None:
    few = generated("--persons", "3")
    many = generated("--persons", "6")

    assert many.startswith(few)
    assert len(many) > len(few)


@pytest.mark.parametrize("profile", PROFILES)
def test_all_lines_are_added_and_none_is_put_aside(
    profile: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    content = generated("--persons", "40", "--profile", profile)
    Path("persons.jsonl").write_bytes(content)
    typing("init", "--organisation", "Tilburg", "--role", "aftercare-coordinator")

    answer = typing("import", "persons.jsonl", "--json")

    assert answer.status == 0, answer.err
    assert answer.data["added"] == len(content.splitlines())
    assert answer.data["quarantined"] == 0
    assert answer.data["persons"] == 40


def test_a_rehearsal_ledger_records_sorted_lines_when_they_were_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = generated("--persons", "10", "--rehearsal").splitlines(keepends=True)
    Path("persons.jsonl").write_bytes(b"".join(sorted(lines)))
    words = ("--organisation", "Tilburg", "--role", "aftercare-coordinator")
    typing("init", "--rehearsal", *words)
    answer = typing("import", "persons.jsonl", "--json")

    asked = ("--known-at", "2008-01-01", "--as-of", "2008-01-01", "--json")
    then = typing("timeline", "p-07-1-000001", *asked)
    now = typing("timeline", "p-07-1-000001", "--json")

    assert answer.data["added"] == len(lines)
    assert 0 < len(then.data["entries"]) < len(now.data["entries"]) or then.data == now.data
    assert all(entry["recorded_at"] < "2008-01-02" for entry in then.data["entries"])


def test_how_many_events_of_how_many_persons_is_said_on_stderr() -> None:
    answer = typing("generate", "--persons", "1", "--lang", "nl")

    assert answer.status == 0
    assert answer.err.endswith("gebeurtenissen van 1 verzonnen personen geschreven\n")


def test_a_population_that_does_not_exist_is_refused() -> None:
    answer = typing("generate", "--persons", "1", "--profile", "nl-1999")

    assert answer.status == 2
    assert "nl-2007" in answer.err
