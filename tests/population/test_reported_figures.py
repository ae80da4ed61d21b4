"""Figures measured on lives are those that a ledger with the same lives reports."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from commands.generate import line_writer
from domain.statistics.figures import Dimension, Figure
from domain.statistics.tally import Share
from tests.commands.shell import typing
from tests.population.measuring import measure
from tests.population.people import population

PERSONS: Final = 40
OF_NO_PERSON: Final = {
    Figure.AGREEMENT_FULFILLED,
    Figure.AGREEMENT_WITHOUT_OVERSEER,
    Figure.CONTACT_OFFICIAL,
}


def test_shares_of_a_ledger_are_those_of_the_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    people = population("nl-2007")
    last = people.parameters.ends_on
    write = line_writer(rehearsal=False)
    lives = list(people.lives(PERSONS))
    Path("persons.jsonl").write_bytes(b"".join(write(act) for life in lives for act in life.acts))
    typing("init", "--organisation", "Tilburg", "--role", "aftercare-coordinator")
    typing("import", "persons.jsonl")

    answer = typing("stats", "--as-of", last.isoformat(), "--by", "two-weeks", "--json")

    assert answer.status == 0, answer.err
    reported = {
        (Figure(row["figure"]), row["part"], row["group"]): Share(row["count"], row["cases"])
        for row in answer.data["rows"]
        if row["share"] is not None and row["figure"] not in OF_NO_PERSON
    }
    cells = measure(lives, last).along[Dimension.TWO_WEEKS].cells
    assert len(reported) > 20
    assert reported == {key: cells[key] for key in reported}
