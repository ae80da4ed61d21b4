"""`verify` finds what was altered, and ends with its own status."""

import sqlite3
from pathlib import Path

import pytest

from tests.commands.shell import Typing
from tests.ledger.making import unbind


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


def ledger_id(path: Path) -> str:
    """Read which ledger a file is."""
    connection = sqlite3.connect(path)
    (found,) = connection.execute("select ledger_id from ledger_header").fetchone()
    connection.close()
    return str(found)


def test_an_untouched_ledger_holds(any_office: Typing) -> None:
    any_office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    answer = any_office("verify", "--json")

    assert answer.status == 0
    assert answer.data == {"holds": True, "header_bound": True, "checked": 1, "faults": []}
    assert len(answer.meta["root"]) == 64


@pytest.mark.parametrize(
    ("words", "language", "told"),
    [
        (("verify",), "en", ("the access log", "the tables")),
        (("verify", "--deep"), "en", ("the access log",)),
        (("verify",), "nl", ("inzagelog", "tabellen")),
        (("verify", "--deep"), "nl", ("inzagelog",)),
    ],
)
def test_it_leads_with_what_it_does_not_check(
    recorded: Typing, words: tuple[str, ...], language: str, told: tuple[str, ...]
) -> None:
    first = recorded(*words, "--lang", language).out.splitlines()[0]

    assert first.startswith({"en": "Not checked: ", "nl": "Niet gecontroleerd: "}[language])
    assert [each for each in told if each not in first] == []


@pytest.mark.parametrize(
    ("language", "bound", "unbound"),
    [
        ("en", "is what it said when it was made", "Not checked either: what the ledger says"),
        ("nl", "is wat het zei toen het werd gemaakt", "Ook niet gecontroleerd: wat het register"),
    ],
)
def test_it_says_whether_the_header_is_bound_to_the_keys(
    recorded: Typing, tmp_path: Path, language: str, bound: str, unbound: str
) -> None:
    before = recorded("verify", "--lang", language)
    unbind(tmp_path / "reintegration.db.keys", ledger_id(tmp_path / "reintegration.db"))

    after = recorded("verify", "--lang", language)

    assert before.status == after.status == 0
    assert (bound in before.out, unbound in before.out) == (True, False)
    assert (bound in after.out, unbound in after.out) == (False, True)
    assert recorded("verify", "--json").data["header_bound"] is False


def test_a_ledger_that_rehearses_or_not_by_an_altered_header_is_refused(
    recorded: Typing, tmp_path: Path
) -> None:
    alter(tmp_path / "reintegration.db", "update ledger_header set rehearsal = 1 - rehearsal")

    answers = [
        recorded("verify", "--lang", "nl"),
        recorded("record", "id-card-applied", "person:p-4", "--set", "place=desk", "--lang", "nl"),
    ]

    for answer in answers:
        assert (answer.status, answer.out) == (7, "")
        assert "fout[LG0704]: Wat het register over zichzelf zegt, is gewijzigd" in answer.err
        assert "rehearsal = " in answer.err


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


def test_the_root_that_was_kept_is_found_again_after_more_is_recorded(recorded: Typing) -> None:
    before = recorded("verify", "--json").meta
    recorded("record", "id-card-applied", "person:p-4", "--set", "place=desk")
    kept = f"{before['size']}@{before['root'].upper()}"

    answer = recorded("verify", "--expect", kept, "--json")
    in_words = recorded("verify", "--expect", kept, "--lang", "nl")

    assert answer.status == in_words.status == 0
    assert answer.meta["size"] == 4
    assert answer.data["expected"] == {
        "size": 3,
        "root": before["root"],
        "found": before["root"],
        "equal": True,
    }
    assert (
        "Bij 3 gebeurtenissen heeft het register het controlegetal dat is bewaard" in in_words.out
    )


def test_a_ledger_made_anew_is_not_the_one_of_then(recorded: Typing, tmp_path: Path) -> None:
    recorded("record", "id-card-applied", "person:p-4", "--set", "place=desk")
    kept = recorded("verify", "--json").meta["root"]
    other = {"REINTEGRATION_LEDGER": str(tmp_path / "other.db")}
    other["REINTEGRATION_PROFILE"] = str(tmp_path / "other.toml")
    recorded("init", "--rehearsal", **other)
    for number in range(4):
        made = ("record", "id-card-applied", f"person:p-{number}", "--set", "place=desk")
        assert recorded(*made, **other).status == 0

    answer = recorded("verify", "--expect", f"4@{kept}", "--json", **other)
    in_words = recorded("verify", "--expect", f"4@{kept}", **other)

    assert answer.status == in_words.status == 7
    assert (answer.data["holds"], answer.data["expected"]["equal"]) == (True, False)
    assert "error[CL0702]" in in_words.err
    assert "it is not the ledger of then" in in_words.out


def test_a_ledger_whose_end_was_cut_is_told_from_the_one_of_then(recorded: Typing) -> None:
    root = recorded("verify", "--json").meta["root"]

    answer = recorded("verify", "--expect", f"5@{root}", "--json")
    in_words = recorded("verify", "--expect", f"5@{root}", "--lang", "nl")

    assert answer.status == in_words.status == 7
    assert answer.data["expected"] == {"size": 5, "root": root, "found": None, "equal": False}
    assert "fout[CL0703]" in in_words.err
    assert "van 5 gebeurtenissen, en het register heeft er 3" in in_words.out


@pytest.mark.parametrize("kept", ["3", "3@abc", "x@" + "0" * 64, "-1@" + "0" * 64, "@" + "0" * 64])
def test_what_is_no_size_with_a_root_is_refused(recorded: Typing, kept: str) -> None:
    answer = recorded("verify", "--expect", kept)

    assert answer.status == 2
    assert "64 hexadecimal digits" in answer.err


def test_the_help_of_verify_says_to_keep_size_and_root(shell: Typing) -> None:
    told = " ".join(shell("verify", "--help").out.split())

    assert "Keep the number of events and the root that this prints elsewhere" in told
    assert "--expect" in told
