"""A ledger says of itself what it said when it was made, or whoever opens it is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from ledger import FaultKind, Ledger
from ledger.errors import DamagedStore, HeaderAltered, KeyFileUnreadable
from ledger.header_binding import altered_fields, text_to_bind
from ledger.schema import HEADER
from ledger.sessions import HeaderRow
from tests.ledger.making import draft, existing_ledger, key_path, new_ledger, ticking, unbind
from tests.ledger.tampering.altering import alter

ALTERED = {"rehearsal": 0, "created_at": 5}


@pytest.fixture
def rehearsal(ledger_url: str, tmp_path: Path) -> Iterator[Ledger]:
    """A ledger that only rehearses, with one act of a chosen time."""
    with new_ledger(ledger_url, tmp_path, clock=ticking(), rehearsal=True) as ledger:
        ledger.append([draft("e1", recorded_at=ledger.header.created_at)])
        yield ledger


def alter_header(ledger: Ledger, **columns: int) -> dict[str, int]:
    """Change the header as somebody would who can write to the store; return what was there."""
    with ledger.connection() as connection:
        before = connection.execute(select(*(HEADER.c[name] for name in columns))).mappings().one()
        was = {name: int(value) for name, value in before.items()}
        connection.execute(HEADER.update().values(columns))
    return was


@pytest.mark.parametrize("column", ALTERED)
def test_an_altered_header_is_found(rehearsal: Ledger, column: str) -> None:
    was = alter_header(rehearsal, **{column: ALTERED[column]})

    (fault,) = rehearsal.verify().faults

    assert (fault.position, fault.kind) == (0, FaultKind.HEADER)
    assert f"{column} = {was[column]} " in fault.known


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("column", ALTERED)
def test_a_ledger_with_an_altered_header_is_not_opened(
    rehearsal: Ledger, ledger_url: str, tmp_path: Path, column: str, *, read_only: bool
) -> None:
    was = alter_header(rehearsal, **{column: ALTERED[column]})

    with pytest.raises(HeaderAltered, match=f"{column} = {was[column]}") as refused:
        existing_ledger(ledger_url, tmp_path, read_only=read_only)

    assert refused.value.exit_code == 7


def test_a_ledger_whose_header_was_put_back_is_opened_and_holds(
    rehearsal: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    was = alter_header(rehearsal, **ALTERED)
    alter_header(rehearsal, **was)

    with existing_ledger(ledger_url, tmp_path) as ledger:
        found = ledger.verify()

    assert (found.holds, found.is_header_bound) == (True, True)


def test_what_is_bound_is_canonical_json_and_may_say_more_in_a_later_version() -> None:
    """These bytes are in key files, and stay as they are."""
    header = HeaderRow("any", 1, 1, 1772452800000000, rehearsal=True)

    bound = text_to_bind(header)

    assert bound == b'{"created_at":1772452800000000,"rehearsal":true}'
    assert altered_fields(header, b'{"format":1,' + bound[1:]) == {}


def test_the_header_of_a_ledger_of_an_earlier_version_is_bound_to_nothing(
    rehearsal: Ledger, ledger_url: str, tmp_path: Path
) -> None:
    """Nothing says what it was, so it is opened as before, and whoever verifies is told so."""
    unbind(key_path(tmp_path), rehearsal.header.ledger_id)
    alter_header(rehearsal, **ALTERED)

    with existing_ledger(ledger_url, tmp_path) as ledger:
        found = ledger.verify()

    assert (found.holds, found.is_header_bound) == (True, False)


@pytest.mark.usefixtures("rehearsal")
def test_a_proof_for_another_ledger_is_refused_here(ledger_url: str, tmp_path: Path) -> None:
    """Not even one by the same master key."""
    unbind(key_path(tmp_path), "another ledger")

    with pytest.raises(KeyFileUnreadable, match="master key"):
        existing_ledger(ledger_url, tmp_path)


@pytest.mark.parametrize(
    "column", ["ledger_id", "format", "schema_version", "created_at", "rehearsal"]
)
def test_a_header_with_a_value_of_another_kind_is_refused(tmp_path: Path, column: str) -> None:
    """Only SQLite lets a column hold something else than it is for."""
    path = str(tmp_path / "test.ledger")
    with new_ledger(path, tmp_path) as ledger:
        alter(ledger, HEADER.update().values({column: text("x'00'")}))

    with pytest.raises(DamagedStore, match=column):
        existing_ledger(path, tmp_path)
