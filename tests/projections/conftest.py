"""The persons of the article in a ledger that nobody changes."""

from collections.abc import Iterator

import pytest

from ledger import Ledger, create_ledger
from tests.ledger.making import key_path
from tests.projections.looking import NOW, fill_with_article


@pytest.fixture(scope="session")
def article(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger to rehearse with that holds the article's persons on 18 June 2007; only read it."""
    folder = tmp_path_factory.mktemp("article")
    with create_ledger(
        folder / "article.ledger", keys=key_path(folder), rehearsal=True, clock=lambda: NOW
    ) as ledger:
        fill_with_article(ledger)
        yield ledger
