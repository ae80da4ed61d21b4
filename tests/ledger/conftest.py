"""A new ledger on each engine in turn."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger
from tests.ledger.making import new_ledger, ticking


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger whose clock ticks a second each time it is looked at."""
    with new_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        yield ledger
