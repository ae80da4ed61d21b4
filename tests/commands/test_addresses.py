"""Every answer has an address, and the address gives that answer again, whatever came since."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from domain.values import AMSTERDAM
from tests.commands.shell import Typing

CLOCK = "2007-06-20T09:00:00+02:00"

QUESTIONS: Sequence[tuple[str, ...]] = (
    ("status", "p-0417", "--rules", "seed-2007"),
    ("status", "p-0417", "--as-of", "2007-06-18", "--lang", "nl"),
    ("timeline", "p-0418"),
    ("why", "p-0417", "--moment", "release", "--rules", "law-2007"),
    ("deadlocks", "--moment", "release", "--rules", "seed-2007"),
    ("caseload", "--municipality", "Tilburg", "--releasing-within", "30d"),
    ("findings",),
    ("ways-out", "p-0417", "--goal", "benefit", "--rules", "seed-2007"),
    ("forecast", "p-0421", "--rules", "seed-2007"),
    ("audit", "--type", "benefit-applied", "--type", "person-released"),
    ("blame", "p-0417"),
    ("history", "p-0417", "benefit", "--step"),
    ("diff", "p-0417", "--known-at", "2007-06-04"),
    ("diff", "p-0417", "--known-at", "2007-06-04", "--and-at", "2007-06-12", "--lang", "nl"),
    ("diff", "p-0417", "--known-at", "2007-06-04", "--known-at", "2007-06-12T08:00:00+02:00"),
    ("status", "p-0417", "--law-on", "2023-01-01"),
)


def address(answer: str) -> str:
    """Return the last line of an answer."""
    return answer.rstrip("\n").rpartition("\n")[2]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_an_answer_opened_by_its_address_is_the_same_after_more_was_recorded(
    june: Typing, monkeypatch: pytest.MonkeyPatch, question: tuple[str, ...]
) -> None:
    given = june(*question)
    assert given.status == 0, given.err
    monkeypatch.setenv("REINTEGRATION_NOW", "2007-08-01T09:00:00+02:00")
    for person in ("p-0417", "p-0418", "p-0421"):
        said = ("--on", "2007-06-10", "--set", "reason=detention", "--anyway")
        assert june("record", "benefit-stopped", f"person:{person}", *said).status == 0

    again = june("open", address(given.out))

    assert again.status == 0, again.err
    assert again.out == given.out


def test_an_answer_is_opened_by_its_address_though_the_clock_stood_still_while_two_were_recorded(
    june: Typing,
) -> None:
    for reason in ("detention", "other"):
        said = ("--on", "2007-06-10", "--set", f"reason={reason}", "--anyway")
        assert june("record", "benefit-stopped", "person:p-0417", *said).status == 0
    given = june("timeline", "p-0417")

    again = june("open", address(given.out))

    assert (again.status, again.err) == (0, "")
    assert again.out == given.out


def test_an_event_opened_by_its_address_shows_what_was_known_of_it_then(
    june: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = june("timeline", "p-0417", "--json").data["entries"][0]["event_id"]
    shown = june("show", event)
    monkeypatch.setenv("REINTEGRATION_NOW", "2007-08-01T09:00:00+02:00")
    assert june("retract", event, "--reason", "typing-error").status == 0

    again = june("open", address(shown.out))

    assert again.out == shown.out
    assert "retraction-proposed" in june("show", event).out


def test_an_event_of_later_is_unknown_at_an_earlier_moment(
    june: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REINTEGRATION_NOW", "2007-08-01T09:00:00+02:00")
    said = ("--on", "2007-06-10", "--set", "reason=detention", "--anyway", "--json")
    event = june("record", "benefit-stopped", "person:p-0417", *said).data["event_id"]

    answer = june("show", event, "--known-at", CLOCK)

    assert answer.status == 5
    assert f"error[CL0822]: Event {event} had not been recorded yet" in answer.err


@pytest.mark.parametrize("command", ["show", "relied-on"])
def test_an_event_is_found_by_its_address_after_another_source_used_the_same_id(
    june: Typing, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    shown = june(command, "p-0417-05")
    monkeypatch.setenv("REINTEGRATION_NOW", "2007-08-01T09:00:00+02:00")
    said = ("--on", "2007-06-10", "--set", "reason=detention", "--anyway")
    again = ("--event-id", "p-0417-05")
    assert june("record", "benefit-stopped", "person:p-0417", *said, *again).status == 0

    answer = june("open", address(shown.out))

    assert answer.out == shown.out
    assert "error[CL0502]" in june(command, "p-0417-05").err


@pytest.mark.parametrize("twice", [False, True])
def test_what_became_known_since_today_can_be_asked_while_the_clock_runs(
    running_clock: Typing, *, twice: bool
) -> None:
    running_clock("init")
    said = ("--set", "municipality=Tilburg", "--set", "basis=declaration")
    running_clock("record", "registered", "person:p-1", *said)
    today = datetime.now(AMSTERDAM).date().isoformat()

    answer = running_clock("diff", "p-1", *("--known-at", today) * (2 if twice else 1), "--json")

    assert answer.status == 0, answer.err
    assert (answer.data["added"], answer.data["facts"]) == ([], [])


def test_an_answer_in_json_has_the_same_address_and_can_be_opened_in_json(june: Typing) -> None:
    text, json = june("status", "p-0417"), june("status", "p-0417", "--json")

    assert json.meta["address"] == address(text.out)
    assert june("open", json.meta["address"], "--json").out == json.out


def test_both_times_are_pinned_and_the_rules_by_their_digest(june: Typing) -> None:
    found = address(june("status", "p-0417", "--rules", "seed-2007").out)

    assert "geldigOp=2007-06-20" in found
    assert "beschikbaarOp=2007-" in found
    assert "regels=seed-2007@" in found


def test_a_command_that_records_and_one_without_a_frame_have_no_address(june: Typing) -> None:
    assert "reintegration:" not in june("events", "list").out
    assert "reintegration:" not in june("verify").out


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("p-0417", "does not begin with reintegration:"),
        ("https://example.org/status", "does not begin with reintegration:"),
        ("reintegration:status/p-0417?geldigOp=2007-06-20", "beschikbaarOp is missing"),
        ("reintegration:record/x?beschikbaarOp=2007-06-20T09:00:00Z", "no command that answers"),
        ("reintegration:nothing?beschikbaarOp=2007-06-20T09:00:00Z", "no command 'nothing'"),
        ("reintegration:status/p-0417?beschikbaarOp=2007-06-20", "zone"),
        ("reintegration:status/p-0417?beschikbaarOp=soon", "no date or time"),
        (
            "reintegration:status/p?geldigOp=2007-06-20T09:00&beschikbaarOp=2007-06-20T07:00Z",
            "zone",
        ),
        ("reintegration:status/p-0417?beschikbaarOp=2007-06-20T09:00:00Z&taal=xx", "nl or en"),
        ("reintegration:timeline/p?beschikbaarOp=2007-06-20T09:00:00Z&rechtVan=2008-01-01", "part"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(june: Typing, bad: str, why: str) -> None:
    answer = june("open", bad)

    assert answer.status == 2
    assert "CL0605" in answer.err
    assert why in answer.err


def test_an_address_of_rules_that_were_never_kept_is_told(june: Typing) -> None:
    found = address(june("status", "p-0417").out)
    digest = found.partition("@")[2].partition("&")[0]

    answer = june("open", found.replace(digest, "0" * 64))

    assert answer.status == 5
