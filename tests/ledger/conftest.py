"""A new ledger on each engine in turn, and one in a file that is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger, create_ledger
from tests.ledger.making import drafts, new_ledger, ticking


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger whose clock ticks a second each time it is looked at."""
    with new_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        yield ledger


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A ledger in a file, with its keys beside it, closed."""
    path = tmp_path / "test.ledger"
    with create_ledger(path) as ledger:
        ledger.append(drafts(200))
    return path
