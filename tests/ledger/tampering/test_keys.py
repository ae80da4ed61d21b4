"""Keys that were altered, or are those of another time."""

import shutil
from pathlib import Path

import pytest

from ledger import FaultKind, Ledger
from ledger.errors import KeyFileError
from tests.ledger.making import drafts, existing_ledger, new_ledger
from tests.ledger.tampering.altering import found


def test_keys_of_an_older_backup_are_found_to_lack_what_came_later(
    ledger_url: str, tmp_path: Path
) -> None:
    keys = tmp_path / "test.keys"
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append(drafts(2, persons=2))
        shutil.copy(keys, tmp_path / "older.keys")
        ledger.append(drafts(2, persons=4, first=3))
    shutil.copy(tmp_path / "older.keys", keys)

    with existing_ledger(ledger_url, tmp_path) as ledger:
        faults = ledger.verify().faults

    assert [(fault.position, fault.kind) for fault in faults] == [(3, FaultKind.KEY)]
    assert "is not in the key file" in faults[0].known


def test_a_key_that_was_altered_is_found(ledger: Ledger) -> None:
    keyring = ledger._keyring
    keyring._connection.execute("update data_keys set wrapped = zeroblob(60) where owner = 'p-1'")
    keyring._by_id.clear()

    assert {kind for _, kind in found(ledger)} == {FaultKind.KEY}
    with pytest.raises(KeyFileError):
        ledger.read("person:p-1")


@pytest.mark.parametrize("column", ["wrapped", "owner", "privacy_class"])
def test_a_key_with_a_value_of_another_kind_is_found(ledger: Ledger, column: str) -> None:
    value = "'text'" if column == "wrapped" else "x'00'"
    keyring = ledger._keyring
    statement = f"update data_keys set {column} = {value} where owner = 'p-1'"  # noqa: S608
    keyring._connection.execute(statement)
    keyring._by_id.clear()

    assert {kind for _, kind in found(ledger)} == {FaultKind.KEY}


@pytest.mark.parametrize("proof", ["'text'", "x'00'"])
def test_a_key_file_whose_proof_is_none_is_refused(
    ledger_url: str, tmp_path: Path, proof: str
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger._keyring._connection.execute(f"update key_header set proof = {proof}")  # noqa: S608

    with pytest.raises(KeyFileError, match="master key"):
        existing_ledger(ledger_url, tmp_path)
