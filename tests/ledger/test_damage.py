"""Damage to a file is found, told as damage, and never read as events."""

import sqlite3
from pathlib import Path

import pytest

from ledger import Fault, FaultKind, open_ledger
from ledger.errors import AlreadyRecorded, DamagedStore, LedgerError
from ledger.tracking import catch_up
from tests.ledger.making import drafts, new_ledger
from tests.ledger.seen import VIEW, Seen, positions_seen


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_ledger_that_was_cut_short_is_an_error_and_not_a_shorter_ledger(
    file: Path, kept: float
) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * kept)])

    def faults() -> list[Fault]:
        try:
            with open_ledger(file) as ledger:
                return ledger.verify().faults
        except DamagedStore as damaged:
            return [Fault(0, FaultKind.STORE, damaged.summary)]

    assert faults()


def test_a_damaged_page_is_found_and_what_stands_before_it_is_still_checked(file: Path) -> None:
    content = bytearray(file.read_bytes())
    page = 4096
    place = len(content) // page // 2 * page
    content[place : place + page] = b"\xa5" * page
    file.write_bytes(content)

    with open_ledger(file) as ledger:
        verification = ledger.verify()

    assert verification.faults
    assert verification.checked < 200


def test_flipped_bits_are_never_read_as_events(file: Path) -> None:
    """Whatever one bit of the file becomes, reading gives the same acts, or an error of ours."""
    content = file.read_bytes()
    with open_ledger(file) as ledger:
        whole = [act for batch in ledger.walk() for act in batch]

    for place in range(100, len(content), len(content) // 40):
        altered = bytearray(content)
        altered[place] ^= 1 << place % 8
        file.write_bytes(altered)
        try:
            with open_ledger(file) as ledger:
                read = [act for batch in ledger.walk() for act in batch]
        except LedgerError:
            continue
        assert read == whole[: len(read)]


def test_a_text_that_is_none_any_more_is_told_as_damage_and_not_repeated(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("drop trigger ledger_events_no_update")
        connection.execute("update ledger_events set type = cast(x'ff61' as text)")
    connection.close()

    with open_ledger(file) as ledger, pytest.raises(DamagedStore, match="damaged") as told:
        list(ledger.walk())

    assert told.value.why == "a text in it is no text"


@pytest.mark.parametrize(
    "damage", ["drop table view_seen", "alter table view_seen rename position to place"]
)
def test_a_read_table_that_is_damaged_is_to_be_made_again(
    ledger_url: str, tmp_path: Path, damage: str
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(3))
        catch_up(ledger, Seen())
        with ledger.connection() as connection:
            connection.exec_driver_sql(damage)

        with pytest.raises(DamagedStore, match="read table") as refused:
            positions_seen(ledger)

        assert "reintegration rebuild" in str(refused.value.help)


def test_a_refused_row_of_a_read_table_is_told_as_damage_to_it(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        catch_up(ledger, Seen())

        with pytest.raises(DamagedStore, match="read table"), ledger.connection() as connection:
            connection.execute(VIEW.insert(), [{"position": None}])


def test_a_taken_place_is_told_without_the_stream_that_has_it(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(1))
        with ledger._store.reading() as session:
            [row] = session.page(0, 1, 1)

        with pytest.raises(AlreadyRecorded) as refused, ledger._store.writing() as writing:
            writing.insert([row._replace(position=2, event_id="e2")])

    assert row.stream not in str(refused.value)
    assert refused.value.why
    assert row.stream not in refused.value.why
