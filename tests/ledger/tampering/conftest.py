"""The ledger that is tampered with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import Ledger
from tests.ledger.making import drafts, new_ledger, ticking
from tests.ledger.tampering.altering import COUNT


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """Seven acts about three persons, each recorded a second after the one before it."""
    with new_ledger(ledger_url, tmp_path, clock=ticking()) as ledger:
        for draft in drafts(COUNT):
            ledger.append([draft])
        yield ledger
