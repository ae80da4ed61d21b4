"""`verify` finds what was altered, and ends with its own status."""

import sqlite3
from pathlib import Path

import pytest

from tests.commands.shell import Typing


@pytest.fixture
def recorded(office: Typing) -> Typing:
    """Type commands where three events are recorded."""
    for number in (1, 2, 3):
        office(
            *("record", "id-card-applied", f"person:p-{number}", "--set", "place=desk"),
            *("--event-id", f"e{number}"),
        )
    return office


def alter(path: Path, statement: str) -> None:
    """Change a ledger behind its back."""
    connection = sqlite3.connect(path)
    with connection:
        for (name,) in connection.execute("select name from sqlite_master where type = 'trigger'"):
            connection.execute(f"drop trigger {name}")
        connection.execute(statement)
    connection.close()


def test_an_untouched_ledger_holds(any_office: Typing) -> None:
    any_office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    answer = any_office("verify", "--json")

    assert answer.status == 0
    assert answer.data == {"holds": True, "checked": 1, "faults": []}
    assert len(answer.meta["root"]) == 64


def test_an_altered_event_is_named_and_ends_with_status_7(recorded: Typing, tmp_path: Path) -> None:
    alter(tmp_path / "reintegration.db", "update ledger_events set body = x'00' where position = 2")

    answer = recorded("verify", "--json")
    in_words = recorded("verify", "--lang", "nl")

    assert answer.status == in_words.status == 7
    assert answer.data["holds"] is False
    assert {fault["position"] for fault in answer.data["faults"]} == {2}
    assert "de eerste fout op positie 2" in in_words.out
    assert "fout[CL0701]" in in_words.err
    assert "position 2: " in in_words.err


def test_a_missing_event_is_named(recorded: Typing, tmp_path: Path) -> None:
    alter(tmp_path / "reintegration.db", "delete from ledger_events where position = 2")

    answer = recorded("verify", "--json")

    assert answer.status == 7
    assert (2, "missing") in {(each["position"], each["kind"]) for each in answer.data["faults"]}
