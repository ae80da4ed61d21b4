"""What older versions recorded of persons in streams of another kind is never read unseen."""

import json
from pathlib import Path

import pytest

from ledger import open_ledger
from tests.commands.shell import Typing
from tests.ledger.making import draft


@pytest.fixture
def mixed(office: Typing, tmp_path: Path) -> Typing:
    """Type commands where an event about two persons stands in the stream of an agreement."""
    with open_ledger(tmp_path / "reintegration.db") as ledger:
        ledger.append(
            [draft("e1", "person:p-1"), draft("e2", "agreement:a-1", subjects=("p-2", "p-3"))]
        )
    return office


def last_logged(folder: Path, lines: int = 1) -> list[list[str]]:
    """Return whom the last lines of the access log name."""
    logged = (folder / "reintegration.db.access.jsonl").read_text().splitlines()
    return [json.loads(line)["subjects"] for line in logged[-lines:]]


def test_whom_an_event_in_another_stream_concerns_is_logged_when_it_is_shown(
    mixed: Typing, tmp_path: Path
) -> None:
    assert mixed("show", "e2").status == 0

    assert last_logged(tmp_path) == [["p-2", "p-3"]]


def test_whom_events_in_other_streams_concern_is_logged_when_they_are_exported(
    mixed: Typing, tmp_path: Path
) -> None:
    assert mixed("export", "cloudevents").status == 0

    assert last_logged(tmp_path, 2) == [["p-1"], ["p-2", "p-3"]]
