"""A ledger in which something has been corrected and retracted since."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.events import EventRetracted, EventRetractionProposed
from ledger import Ledger, create_ledger
from tests.ledger.making import key_path, standing
from tests.projections.looking import (
    NOW,
    fill_with_article,
)
from tests.projections.review.changes import correction, retraction


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[Ledger]:
    """The article's persons, with one event corrected, one retracted, and one to be retracted."""
    with create_ledger(
        tmp_path / "corrected.ledger", keys=key_path(tmp_path), clock=standing(NOW), rehearsal=True
    ) as ledger:
        fill_with_article(ledger)
        later = NOW + timedelta(hours=1)
        ledger.append(
            [
                correction(ledger, "c-1", "p-0417-22", recorded_at=later),
                retraction(ledger, "c-2", "p-0417-11", EventRetractionProposed, later),
                retraction(ledger, "c-3", "p-0417-20", EventRetracted, later),
            ]
        )
        yield ledger
