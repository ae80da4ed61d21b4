"""Whatever goes wrong is told in one form, and an unexpected failure without personal data."""

import json
from pathlib import Path

import click
import pytest

from commands.failure import describe
from domain.errors import Problem
from tests.commands.shell import Typing


def test_an_error_tells_what_where_why_and_what_to_do() -> None:
    problem = Problem("It broke", where="here", why="one\ntwo", help="mend it")

    assert describe(problem).as_text("en") == (
        "error[RL0000]: It broke\n  --> here\n  = one\n  = two\nhelp: mend it"
    )


def test_an_error_has_a_dutch_title_and_text_when_asked(shell: Typing) -> None:
    by_option = shell("verify", "--lang", "nl")
    joined = shell("verify", "--lang=nl")
    by_environment = shell("verify", REINTEGRATION_LANGUAGE="nl")

    assert by_option.err.splitlines() == [
        "fout[LG0101]: Hier is geen register",
        "  = There is no ledger here",
        "  --> reintegration.db",
        "hulp: check the path, or make a ledger with `reintegration init`",
        "uitleg: Het register is reintegration.db in deze map, tenzij --ledger of",
        "  REINTEGRATION_LEDGER een ander noemt. `reintegration init` maakt er een. Een commando",
        "  dat alleen wilde lezen, maakt nooit een register.",
    ]
    assert by_option == joined == by_environment


def test_a_command_that_cannot_be_parsed_is_refused_in_dutch_too(shell: Typing) -> None:
    answer = shell("verfy", "--lang", "nl")

    assert answer.status == 2
    assert answer.err.startswith("fout[CL0002]: Geen commando dat uitgevoerd kan worden\n  = ")
    assert "Did you mean 'verify'?" in answer.err
    assert "uitleg: Een commando, optie of waarde" in answer.err


def test_the_labels_are_dutch_when_the_profile_says_so(shell: Typing) -> None:
    shell("init", "--rehearsal", "--lang", "nl")

    assert shell("show", "e1").err.startswith("fout[LG0501]")


def test_in_json_an_error_is_an_object_on_stderr(shell: Typing) -> None:
    answer = shell("verify", "--json")

    assert answer.out == ""
    assert json.loads(answer.err) == {
        "error": {
            "code": "LG0101",
            "summary": "There is no ledger here",
            "where": "reintegration.db",
            "why": None,
            "help": "check the path, or make a ledger with `reintegration init`",
            "exit_code": 10,
        }
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verfy",), "Did you mean 'verify'?"),
        (("rules", "chek"), "Did you mean 'check'?"),
        (("verify", "--jsn"), "--json"),
        (("show",), "EVENT_ID"),
        (("verify", "more"), "more"),
        (("--lang", "verify"), "--lang"),
    ],
)
def test_what_is_typed_wrongly_has_the_same_form_and_a_way_out(
    shell: Typing, words: tuple[str, ...], told: str
) -> None:
    answer = shell(*words)

    assert answer.status == 2
    assert answer.err.startswith("error[CL0002]: ")
    assert told in answer.err
    assert answer.err.splitlines()[-1].startswith("help: see: reintegration")


def test_an_unexpected_failure_says_where_and_never_what(
    office: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Jansen, born 1970")

    monkeypatch.setattr("ledger.open_ledger", fail)

    answer = office("verify")
    with_traceback = office("verify", "--debug")

    assert (answer.status, with_traceback.status) == (1, 1)
    assert answer.err.splitlines()[0] == "error[CL0001]: Unexpected failure: RuntimeError"
    assert "test_failure.py:" in answer.err
    assert "Jansen" not in answer.err
    assert "Traceback" in with_traceback.err
    assert "Jansen" in with_traceback.err


def test_other_complaints_of_click_have_the_form_too() -> None:
    failure = describe(click.ClickException("no"))

    assert (failure.code, failure.exit_code) == ("CL0002", 2)


def test_without_a_command_the_overview_is_shown(shell: Typing) -> None:
    answer = shell()

    assert answer.status == 2
    assert answer.err.startswith("Usage: reintegration")


@pytest.mark.parametrize("fixed", ["yesterday", "2026-03-10", "2026-03-10T09:00:00"])
def test_a_clock_without_a_zone_is_refused(shell: Typing, fixed: str, tmp_path: Path) -> None:
    answer = shell("init", REINTEGRATION_NOW=fixed)

    assert answer.status == 2
    assert "error[CL0203]" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_technical_messages_hold_no_personal_data(office: Typing) -> None:
    answer = office(
        *("record", "id-card-applied", "person:p-secret", "--set", "place=desk"),
        *("--verbose", "--log", "json", "--json"),
    )

    (line,) = answer.err.splitlines()
    logged = json.loads(line)
    assert logged["event"] == "event recorded"
    assert logged["command"] == "reintegration record"
    assert logged["level"] == "info"
    assert "p-secret" not in answer.err
    assert answer.data["position"] == 1


def test_technical_messages_are_silent_unless_asked(office: Typing) -> None:
    answer = office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    assert answer.err == ""
