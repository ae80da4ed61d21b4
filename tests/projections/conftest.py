"""The persons of the article in a ledger that nobody changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger, create_ledger
from tests.commands.shell import Typing, forget_surroundings, typing
from tests.ledger.making import key_path
from tests.projections.looking import ARTICLE, NOW, fill_with_article


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger to rehearse with that holds the article's persons on 18 June 2007; only read it."""
    folder = tmp_path_factory.mktemp("article")
    with create_ledger(
        folder / "article.ledger", keys=key_path(folder), rehearsal=True, clock=lambda: NOW
    ) as ledger:
        fill_with_article(ledger)
        yield ledger


@pytest.fixture
def monday(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands on 18 June 2007 where the article's persons have been imported."""
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    monkeypatch.setenv("REINTEGRATION_NOW", NOW.isoformat())
    for words in (("init", "--rehearsal", "--organisation", "Tilburg"), ("import", str(ARTICLE))):
        done = typing(*words)
        assert done.status == 0, done.err
    return typing
