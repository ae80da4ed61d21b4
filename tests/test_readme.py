"""The first quarter of an hour of the README, typed as it stands there, answers as it shows."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.commands.shell import Typing, forget_surroundings, typing

README: Final = Path(__file__).parent.parent.joinpath("README.md").read_text("utf-8")
QUARTER: Final = README.partition("## A first quarter of an hour")[2].partition("\n## ")[0]


class Typed(NamedTuple):
    """A line that is typed, the verdict beside it, and what is shown of the answer below it."""

    line: str
    verdict: str
    shown: tuple[str, ...]


def typed_in(text: str) -> Iterator[Typed]:
    """Yield what a text shows to type in indented lines that begin with `$`."""
    for block in re.findall(r"^    \$ (.*(?:\n(?:    .*)?)*)", text, re.MULTILINE):
        for part in re.split(r"\n    \$ ", block):
            first, *below = part.splitlines()
            line, _, beside = first.partition("   ")
            verdict = beside.partition(":")[0].strip()
            yield Typed(line, verdict, tuple(each.strip() for each in below if each.strip()))


def pieces(shown: str) -> list[str]:
    """The pieces of a shown line that stand in the answer; `...` stands for the rest of it."""
    return [" ".join(piece.split()) for piece in shown.split("...") if piece.strip()]


@pytest.fixture
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands on the ledger of the demonstration, as the README sets it up."""
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    made = typing("demo", "--keep", "trial")
    assert made.status == 0, made.err
    for name, value in re.findall(r"(REINTEGRATION_\w+)=(\S+)", QUARTER):
        monkeypatch.setenv(name, value)
    return typing


def test_every_command_of_the_first_quarter_of_an_hour_answers_as_is_shown(trial: Typing) -> None:
    for line, verdict, shown in typed_in(QUARTER):
        answer = trial(*shlex.split(line)[1:])
        said = " ".join(answer.out.split())

        assert answer.status == 0, (line, answer.err)
        assert said.startswith(verdict), line
        assert [each for row in shown for each in pieces(row) if each not in said] == [], line


def test_what_is_shown_of_an_answer_is_found_beside_its_line_and_below_it() -> None:
    text = "Type:\n\n    $ a --b    NOT STUCK: why\n    $ c\n\n      one ...\n\nMore.\n"

    assert list(typed_in(text)) == [Typed("a --b", "NOT STUCK", ()), Typed("c", "", ("one ...",))]


def test_the_readme_shows_the_main_reports() -> None:
    named = {each.line.split()[1] for each in typed_in(QUARTER)}

    assert {"caseload", "why", "deadlocks", "ways-out", "forecast", "audit", "status"} <= named
