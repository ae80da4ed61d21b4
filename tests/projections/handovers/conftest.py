"""A ledger in which handovers are recorded, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from ledger import open_ledger
from tests.commands.shell import Typing, forget_surroundings, typing
from tests.projections.handovers.recorded import (
    COLD,
    MANDATE,
    NOON,
    NOT_HELD,
    NOW,
    TO_COME,
    WARM,
    drafts,
)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger in which four persons and two mandates are recorded; only copy it."""
    folder = tmp_path_factory.mktemp("handovers")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        forget_surroundings(monkeypatch)
        monkeypatch.setenv("REINTEGRATION_NOW", NOON.isoformat())
        assert typing("init", "--rehearsal", "--organisation", "Tilburg").status == 0
    with open_ledger(str(folder / "reintegration.db"), clock=lambda: NOON) as ledger:
        for stream, steps in (
            ("organisation:Breda", MANDATE),
            ("person:p-cold", COLD),
            ("person:p-warm", WARM),
            ("person:p-to-come", TO_COME),
            ("person:p-not-held", NOT_HELD),
        ):
            ledger.append(drafts(stream, steps))
    return folder


@pytest.fixture
def desk(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands on 18 June 2026 where they are recorded."""
    shutil.copytree(recorded, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    monkeypatch.setenv("REINTEGRATION_NOW", NOW.isoformat())
    return typing
