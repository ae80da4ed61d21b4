"""The same frame gives the same bytes: of every report, in many frames and both languages.

What is kept of an answer is its SHA-256, a line each. Where one differs, the code changed what an
old question is answered with: type the words of the line before and after the change to see what.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

import click
import pytest

import cli
from commands.options import SharedOptions
from tests.commands.shell import forget_surroundings, typing
from tests.projections.golden import FOLDER, golden
from tests.projections.looking import NOW
from tests.projections.past import make_past

Frames = dict[str, tuple[str, ...]]
"""What is typed to look from somewhere, by a name."""

SEED: Final = ("--rules", "seed-2007")
KNOWN: Final = ("--known-at", "2007-06-12T18:00:00+02:00")
TOLD: Final = ("--known-to", "Tilburg")
FRAMES: Final[Frames] = {
    "open": (),
    "closed": ("--as-of", "2007-06-12", *KNOWN),
    "known": KNOWN,
    "moment": ("--as-of", "2007-06-12T17:00:00+02:00"),
    "told": TOLD,
}
BY_LAW: Final[Frames] = {
    **{name: (*words, *SEED) for name, words in FRAMES.items()},
    "law": ("--rules", "law-2007", *FRAMES["closed"]),
    "law on": ("--rules", "law", "--law-on", "2023-01-01", *FRAMES["closed"]),
}
SOME: Final[Frames] = {name: BY_LAW[name] for name in ("open", "closed", "told")}
OF_TWO_FILES: Final[Frames] = {name: BY_LAW[name] for name in ("open", "moment")}
ALL_TOLD: Final[Frames] = {name: BY_LAW[name] for name in ("open", "closed")}
UNKNOWN_WHEN: Final[Frames] = {name: BY_LAW[name] for name in ("open", "moment", "told")}
WITHOUT_DAY: Final[Frames] = {name: FRAMES[name] for name in ("open", "known", "told")}
BOTH: Final = ("en", "nl")
LANGUAGES: Final = {"open": BOTH, "closed": ("nl",), "moment": ("nl",), "law on": ("nl",)}
"""In which languages each frame is asked; the others in English alone."""

REPORTS: Final[dict[str, tuple[str, Frames]]] = {
    "status": ("status p-0417", BY_LAW),
    "status-of-two-files": ("status p-0499", OF_TWO_FILES),
    "why": ("why p-0418", BY_LAW),
    "why-at-release": ("why p-0421 --moment release", SOME),
    "timeline": ("timeline p-0418", FRAMES),
    "dossier": ("dossier p-0418", SOME),
    "history": ("history p-0418 id_document", SOME),
    "blame": ("blame p-0417", BY_LAW),
    "diff": ("diff p-0417 --known-at 2007-06-10 --and-at 2007-06-15", UNKNOWN_WHEN),
    "relied-on": ("relied-on p-0418-22", SOME),
    "audit": ("audit -person:p-0423 --limit 30", WITHOUT_DAY),
    "audit-of-days": ("audit occurred:2007-05..2007-06-01", WITHOUT_DAY),
    "gaps": ("audit gaps", SOME),
    "show": ("show p-0418-22", {"open": (), "known": KNOWN}),
    "deadlines": ("deadlines --all", BY_LAW),
    "deadlines-of-one": ("deadlines --person p-0422", SOME),
    "handovers": ("handovers", BY_LAW),
    "handovers-of-one": ("handovers --person p-0421", SOME),
    "agreements": ("agreements", FRAMES),
    "agreement": ("agreements show a-1", {"open": (), "told": TOLD}),
    "stats": ("stats", FRAMES),
    "findings": ("findings", FRAMES),
    "caseload": ("caseload", BY_LAW),
    "month": ("caseload --month 2007-07", SOME),
    "deadlocks": ("deadlocks", BY_LAW),
    "spans": ("deadlocks --spans", SOME),
    "ways-out": ("ways-out p-0421 --goal benefit", SOME),
    "forecast": ("forecast p-0421", SOME),
    "what-if": ("what-if p-0421 --assume practice-register/entry-kept", ALL_TOLD),
}
READER: Final = ("--as", "u-05", "--reading-purpose", "aftercare", "--reading-basis", "Pbw 18a")

OF_ALL_LAW: Final = re.compile(r"(?<=@)[0-9a-f]{64}")
"""The digest of a rule set, in an address: another one when any rule changes, of whatever day."""


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ledger that is always the same; only asked."""
    folder = tmp_path_factory.mktemp("past")
    make_past(folder / "reintegration.db")
    return folder


@pytest.mark.parametrize("report", REPORTS)
def test_an_old_frame_gives_the_bytes_that_it_always_gave(
    report: str, past: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(past)
    forget_surroundings(monkeypatch)
    monkeypatch.setenv("REINTEGRATION_NOW", NOW.isoformat())

    found = "".join(f"{line}\n" for line in kept(report))

    assert found == golden(f"frames-{report}.sha256", found)


def kept(report: str) -> Iterator[str]:
    """Yield the line of each answer: its digest, and what is typed."""
    asked, frames = REPORTS[report]
    for frame, options in frames.items():
        for language in LANGUAGES.get(frame, ("en",)):
            words = (*asked.split(), *options, "--lang", language)
            answer = typing(*words, *READER)
            assert answer.status == 0, (words, answer.err)
            yield f"{sha256(without_law(answer.out).encode()).hexdigest()}  {' '.join(words)}"


def without_law(answer: str) -> str:
    """Return an answer without the digest of the rule set, wherever it stands."""
    for digest in set(OF_ALL_LAW.findall(answer)):
        answer = answer.replace(digest, "")
    return answer


def test_of_every_report_that_has_a_frame_old_answers_are_kept() -> None:
    asked = {words.partition(" ")[0] for words, _ in REPORTS.values()}
    context = click.Context(cli.reintegration)
    commands = {
        name: cli.reintegration.get_command(context, name)
        for name in cli.reintegration.list_commands(context)
    }
    framed = {
        name
        for name, command in commands.items()
        if isinstance(command, SharedOptions) and {"known_at", "known_to"} & command.takes
    }

    assert framed == asked


def test_no_digest_is_kept_of_what_nobody_asks() -> None:
    found = {path.name for path in FOLDER.glob("*.sha256")}

    assert found == {f"frames-{report}.sha256" for report in REPORTS}
