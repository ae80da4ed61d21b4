"""A head that was altered: it is found, and nothing is added to it."""

from typing import Any

import pytest

from ledger import FaultKind, Ledger
from ledger.errors import IntegrityError, LedgerError, Tampered
from ledger.schema import HEAD
from tests.ledger.making import drafts
from tests.ledger.tampering.altering import COUNT, alter, found, rows


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"position": COUNT - 2},
            [
                (COUNT - 2, FaultKind.HEAD),
                (COUNT - 2, FaultKind.HEAD),
                (COUNT - 1, FaultKind.SURPLUS),
            ],
        ),
        ({"position": COUNT + 3}, [(COUNT + 1, FaultKind.MISSING)]),
        ({"root": b"\0" * 32}, [(COUNT, FaultKind.HEAD)]),
        ({"peaks": b"\0" * 96}, [(COUNT, FaultKind.HEAD)]),
        ({"peaks": b""}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": 5}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": None}, [(COUNT, FaultKind.HEAD)]),
        ({"recorded_at": (1 << 63) - 1}, [(COUNT, FaultKind.HEAD)]),
    ],
    ids=[
        "further back",
        "further on",
        "root",
        "peaks",
        "no peaks",
        "time",
        "no time",
        "time beyond all calendars",
    ],
)
def test_an_altered_head_is_found(
    ledger: Ledger, values: dict[str, Any], expected: list[tuple[int, FaultKind]]
) -> None:
    alter(ledger, HEAD.update().values(values))

    assert found(ledger) == expected


def test_a_head_that_is_gone_is_found(ledger: Ledger) -> None:
    alter(ledger, "delete from ledger_head")

    assert found(ledger) == [(1, FaultKind.STORE)]
    with pytest.raises(IntegrityError):
        ledger.append(drafts(1, first=50))


def test_nothing_is_added_to_a_head_that_makes_no_sense(ledger: Ledger) -> None:
    alter(ledger, HEAD.update().values(peaks=b""))

    with pytest.raises(Tampered, match="position 7"):
        ledger.append(drafts(1, first=50))


def test_nothing_is_written_over_an_event_when_the_head_was_moved_back(ledger: Ledger) -> None:
    before = rows(ledger)
    with ledger._store.reading() as session:
        head = session.head()
    alter(ledger, HEAD.update().values(position=6, peaks=head.peaks[:64]))

    with pytest.raises(LedgerError, match="taken"):
        ledger.append(drafts(1, first=50))

    assert rows(ledger) == before
