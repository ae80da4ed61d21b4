"""What is stored beside the events and was altered: rule sets, followers, the head."""

from hashlib import sha256
from pathlib import Path
from typing import Final

import pytest

from ledger import FaultKind, Ledger
from ledger.errors import DamagedStore
from ledger.schema import RULE_SETS
from tests.ledger.making import drafts, new_ledger
from tests.ledger.tampering.altering import COUNT, alter, found


def test_a_kept_rule_set_that_was_altered_is_found(ledger: Ledger) -> None:
    ledger.keep_rule_set(sha256(b"law").hexdigest(), "law", b"law")

    alter(ledger, RULE_SETS.update().values(content=b"no law"))

    assert found(ledger) == [(0, FaultKind.RULE_SET)]


def test_a_kept_rule_set_that_was_altered_is_never_read(ledger: Ledger) -> None:
    digest = sha256(b"law").hexdigest()
    ledger.keep_rule_set(digest, "law", b"law")

    alter(ledger, RULE_SETS.update().values(content=b"no law"))

    with pytest.raises(DamagedStore, match=digest):
        ledger.rule_set(digest)


def test_a_follower_that_is_ahead_of_the_ledger_is_found(ledger: Ledger) -> None:
    alter(ledger, "insert into ledger_tracking values ('view', 1, 8, 0)")

    assert found(ledger) == [(0, FaultKind.TRACKING)]


BESIDE: Final = {
    "content of a rule set": (
        "update ledger_rule_sets set content = 'law'",
        [(0, FaultKind.RULE_SET)],
    ),
    "digest of a rule set": (
        "update ledger_rule_sets set digest = cast(digest as blob)",
        [(0, FaultKind.RULE_SET)],
    ),
    "position of a follower": (
        "insert into ledger_tracking values ('view', 1, 'text', 0)",
        [(0, FaultKind.TRACKING)],
    ),
    "position of the head": ("update ledger_head set position = 'text'", [(1, FaultKind.STORE)]),
    "time of the head": ("update ledger_head set recorded_at = 'text'", [(1, FaultKind.STORE)]),
    "peaks of the head": ("update ledger_head set peaks = 'text'", [(1, FaultKind.STORE)]),
    "root of the head": ("update ledger_head set root = 'text'", [(1, FaultKind.STORE)]),
}


@pytest.mark.parametrize(("statement", "expected"), BESIDE.values(), ids=BESIDE.keys())
def test_a_value_of_another_kind_beside_the_events_is_found(
    tmp_path: Path, statement: str, expected: list[tuple[int, FaultKind]]
) -> None:
    """Only SQLite lets a column hold something else than it is for."""
    with new_ledger(str(tmp_path / "test.ledger"), tmp_path) as ledger:
        ledger.append(drafts(COUNT))
        ledger.keep_rule_set(sha256(b"law").hexdigest(), "law", b"law")
        alter(ledger, statement)

        assert found(ledger) == expected
