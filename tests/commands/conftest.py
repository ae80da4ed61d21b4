"""A folder of one's own to type commands in, with a clock that stands still."""

from pathlib import Path

import pytest

from tests.commands.shell import Typing, forget_surroundings, typing

ARTICLE = Path(__file__).parent.parent.parent / "examples" / "article.jsonl"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands in an empty folder, on 10 March 2026."""
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    return typing


@pytest.fixture
def running_clock(shell: Typing, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands while the clock runs, as it has to for a ledger of record."""
    monkeypatch.delenv("REINTEGRATION_NOW")
    return shell


@pytest.fixture
def office(shell: Typing) -> Typing:
    """Type commands where a ledger to rehearse with has been made."""
    assert shell("init", "--rehearsal").status == 0
    return shell


@pytest.fixture
def june(shell: Typing, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands where the five persons of the article are recorded, on 20 June 2007."""
    monkeypatch.setenv("REINTEGRATION_NOW", "2007-06-20T09:00:00+02:00")
    for words in (("init", "--rehearsal"), ("import", str(ARTICLE))):
        done = shell(*words)
        assert done.status == 0, done.err
    return shell


@pytest.fixture
def any_office(
    shell: Typing, ledger_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Typing:
    """Type commands where such a ledger has been made, on SQLite and on PostgreSQL."""
    monkeypatch.setenv("REINTEGRATION_LEDGER", ledger_url)
    monkeypatch.setenv("REINTEGRATION_KEYS", str(tmp_path / "test.keys"))
    made = shell("init", "--rehearsal")
    assert made.status == 0, made.err
    return shell
