"""The demonstration runs the main job, in both languages, and leaves nothing behind."""

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from tests.commands.shell import NOW, Typing, forget_surroundings, typing

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands in an empty folder, with room for temporary files of its own."""
    (tmp_path / "temporary").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "here")
    forget_surroundings(monkeypatch)
    return typing


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "$ reintegration init --rehearsal",
                "events added 72",
                "2 stuck, 1 stuck at release, 0 possibly stuck, 2 none of these.",
                "Projected deregistration: Sat 3 Feb 2007",
                "Circle A identity document -> registration -> identity document",
                "NOT STUCK on Mon 18 Jun 2007 p-0417",
                "Postal address entered unasked",
                "under the law of 2026-11-24",
                "Shown: 7 of 7.",
                "all as they were recorded: 72 events checked.",
                "Nothing was left behind.",
            ],
        ),
        (
            "nl",
            [
                "$ reintegration init --rehearsal",
                "Loopt vast: 2; loopt vast bij vrijlating: 1; loopt misschien vast: 0;",
                "loopt niet vast: 2.",
                "Berekende uitschrijving: za 3 feb 2007",
                "Kring A identiteitsbewijs -> inschrijving -> identiteitsbewijs",
                "LOOPT NIET VAST op ma 18 jun 2007 p-0417",
                "Ambtshalve briefadres",
                "Getoond: 7 van 7.",
                "Er is niets achtergebleven.",
            ],
        ),
    ],
)
def test_the_demonstration_shows_the_main_job_and_leaves_nothing_behind(
    empty: Typing, tmp_path: Path, language: str, expected: list[str]
) -> None:
    answer = empty("demo", "--lang", language)

    assert answer.status == 0, answer.err
    told = " ".join(answer.out.split())
    found = [told.find(line) for line in expected]
    assert -1 not in found
    assert found == sorted(found)
    assert {path.name for path in tmp_path.rglob("*")} == {"here", "temporary"}
    assert os.environ["REINTEGRATION_NOW"] == NOW


def test_what_the_demonstration_keeps_can_be_gone_on_with(empty: Typing, tmp_path: Path) -> None:
    made = empty("demo", "--keep", "kept")
    ledger = tmp_path / "here" / "kept" / "reintegration.db"

    again = empty("demo", "--keep", "kept")
    answer = empty(
        *("caseload", "--ledger", str(ledger), "--rules", "seed-2007", "--json"),
        REINTEGRATION_NOW="2007-06-18T09:00:00+02:00",
    )

    assert made.status == 0, made.err
    assert f"REINTEGRATION_LEDGER=kept/{ledger.name}" in made.out
    assert again.status == 2
    assert "error[CL0902]" in again.err
    assert [row["person"] for row in answer.data if row["stuck"]] == ["p-0417", "p-0418"]


def test_the_demonstration_runs_from_a_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    code = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import cli, commands.demo;"
        "sys.stderr.write(commands.demo.__file__); cli.main()"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", code, tmp_path / "installed", "demo"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.stderr.startswith(str(tmp_path / "installed")), done.stderr
    assert done.returncode == 0, done.stderr
    assert "2 stuck, 1 stuck at release, 0 possibly stuck, 2 none of these." in done.stdout
