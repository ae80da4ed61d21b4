"""Ten lives that somebody who knows the field has read, from first detention to years after.

Each is kept as the lines that are imported and as the timeline in Dutch. With
REINTEGRATION_UPDATE_GOLDEN=1 they are written anew: read them again then.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from commands.generate import line_writer
from tests.commands.shell import typing
from tests.population.people import population
from tests.projections.golden import golden

FOLDER: Final = Path(__file__).parent / "golden"
FRAME: Final = re.compile(r"\n(?:oefenregister · )?geldig op ")
NOW: Final = "2026-11-24T09:00:00+01:00"

LIVES: Final = {
    "young-woman-twelve-days": ("nl-2007", 50),
    "unpaid-fine-brings-him-back": ("nl-2007", 66),
    "shelter-and-a-refused-certificate": ("nl-2007", 36),
    "a-year-and-an-exodus-house": ("nl-2007", 359),
    "restructuring-refused-for-fines": ("nl-2007", 162),
    "home-lost-and-registered-in-prison": ("nl-2007", 171),
    "postal-address-ex-officio": ("nl-2026", 33),
    "handover-refused-and-address-later": ("nl-2026", 1265),
    "agreement-breached-and-escalated": ("nl-2026", 1308),
    "four-years-and-conditional-release": ("nl-2026", 284),
}
"""What each life is about, with its population and its number there."""

each_life = pytest.mark.parametrize("name", LIVES)


@each_life
def test_its_events_are_those_that_were_read(name: str) -> None:
    found = lines_of(name)

    assert found == golden(f"{name}.jsonl", found, FOLDER)


@each_life
def test_its_timeline_in_dutch_reads_as_before(name: str, ledger: Path) -> None:
    profile, number = LIVES[name]
    person = population(profile).life(number).traits.person

    shown = typing(
        "timeline", person, "--lang", "nl", REINTEGRATION_LEDGER=str(ledger), REINTEGRATION_NOW=NOW
    )

    assert shown.status == 0, shown.err
    # What follows is the frame: its root is that of the whole ledger, with salts of its own.
    found = FRAME.split(shown.out)[0]
    assert found == golden(f"{name}.txt", found, FOLDER)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rehearsal ledger with the ten lives, recorded when their sources noted them."""
    folder = tmp_path_factory.mktemp("ten-lives")
    lines = folder / "lives.jsonl"
    recorded = sorted(
        line for name in LIVES for line in lines_of(name, rehearsal=True).splitlines(keepends=True)
    )
    lines.write_text("".join(recorded), "utf-8")
    path = folder / "ten.db"
    surroundings = {"REINTEGRATION_LEDGER": str(path), "REINTEGRATION_NOW": NOW}
    words = ("--organisation", "Tilburg", "--role", "aftercare-coordinator")
    typing("init", "--rehearsal", *words, **surroundings)
    answer = typing("import", str(lines), "--json", **surroundings)
    assert answer.data["quarantined"] == 0
    return path


def lines_of(name: str, *, rehearsal: bool = False) -> str:
    """Return the lines of one of the ten."""
    profile, number = LIVES[name]
    write = line_writer(rehearsal=rehearsal)
    return b"".join(map(write, population(profile).life(number).acts)).decode()
