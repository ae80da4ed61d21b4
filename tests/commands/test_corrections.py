"""A correction is a new event; a retraction takes two accounts. Nothing recorded ever changes."""

import json
from pathlib import Path
from typing import Any

import pytest

from commands.correct import REASONS
from domain.events.corrections import CorrectionReason
from tests.commands.shell import Answer, Typing


@pytest.fixture
def applied(any_office: Typing) -> Typing:
    """Type commands where an application was recorded as event `e1`."""
    words = ("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "e1")
    assert any_office(*words, "--on", "2026-03-02").status == 0
    return any_office


def changes(shell: Typing, event_id: str = "e1") -> list[dict[str, Any]]:
    """What changed an event later."""
    found: list[dict[str, Any]] = shell("show", event_id, "--json").data["changed_by"]
    return found


def test_a_corrected_event_stays_and_its_correction_stands_beside_it(applied: Typing) -> None:
    answer = applied("correct", "e1", "--reason", "wrong-value", "--set", "place=prison")

    shown = applied("show", "e1", "--json").data
    assert answer.status == 0, answer.err
    assert shown["body"] == {"place": "desk"}
    (change,) = shown["changed_by"]
    assert change["type"] == "event-corrected/1"
    assert change["stream"] == "person:p-1"
    assert change["correction_kind"] == "error"
    assert change["privacy_class"] == "O"
    assert change["corrects"]["event_id"] == "e1"
    assert change["body"] == {
        "reason": "wrong-value",
        "body": {"place": "prison"},
        "occurred_on": None,
        "effect_from": None,
        "effect_until": None,
    }


def test_days_can_be_corrected_too(applied: Typing) -> None:
    applied(
        *("correct", "e1", "--reason", "late-information", "--on", "2026-03-01"),
        *("--effect-from", "2026-03-02", "--effect-until", "2026-03-05"),
    )

    (change,) = changes(applied)

    assert change["correction_kind"] == "late-information"
    assert change["body"]["body"] is None
    assert change["body"]["occurred_on"] == "2026-03-01"
    assert change["body"]["effect_from"] == "2026-03-02"
    assert change["body"]["effect_until"] == "2026-03-05"


@pytest.mark.parametrize(
    ("read_as", "said"),
    [
        (("--on", "2099-01-01"), "2099-01-01: "),
        (("--effect-from", "2026-03-10", "--effect-until", "2026-03-01"), "2026-03-02: "),
    ],
    ids=("on a day to come", "ending before it begins"),
)
def test_what_would_not_fit_once_corrected_is_written_only_when_asked_for(
    applied: Typing, read_as: tuple[str, ...], said: str
) -> None:
    words = ("correct", "e1", "--reason", "wrong-date", *read_as)

    refused = applied(*words)
    before = changes(applied)
    written = applied(*words, "--anyway")

    assert refused.status == 3
    assert "error[CL0309]" in refused.err
    assert said in refused.err
    assert "--anyway" in refused.err
    assert before == []
    assert written.status == 0, written.err
    assert len(changes(applied)) == 1


def test_what_did_not_fit_before_does_not_stand_in_the_way_of_a_correction(
    applied: Typing,
) -> None:
    words = ("correct", "e1", "--reason", "wrong-date")
    applied(*words, "--effect-from", "2026-03-10", "--effect-until", "2026-03-01", "--anyway")

    other = applied("correct", "e1", "--reason", "wrong-value", "--set", "place=prison")
    mended = applied(*words, "--effect-until", "2026-03-12")

    assert (other.status, mended.status) == (0, 0), other.err + mended.err


def test_a_second_correction_starts_from_the_first(applied: Typing) -> None:
    applied("correct", "e1", "--reason", "wrong-value", "--set", "place=prison")

    same = applied("correct", "e1", "--reason", "wrong-value", "--set", "place=prison")
    back = applied("correct", "e1", "--reason", "wrong-value", "--set", "place=desk")

    assert (same.status, back.status) == (3, 0)
    assert "error[CL0310]" in same.err


def test_a_correction_takes_values_by_the_type_of_the_event(applied: Typing) -> None:
    wrong = applied("correct", "e1", "--reason", "wrong-value", "--set", "place=moon")
    unknown = applied("correct", "e1", "--reason", "wrong-value", "--set", "moon=desk")

    assert (wrong.status, unknown.status) == (3, 3)
    assert "one of desk, prison" in wrong.err
    assert "known are place" in unknown.err


def test_an_event_that_is_not_there_cannot_be_changed(any_office: Typing) -> None:
    answers = [
        any_office("correct", "e9", "--reason", "wrong-date", "--on", "2026-01-01"),
        any_office("retract", "e9", "--reason", "duplicate"),
        any_office("approve", "e9"),
        any_office("show", "e9"),
    ]

    assert [answer.status for answer in answers] == [5, 5, 5, 5]
    assert all("error[LG0501]" in answer.err for answer in answers)


def test_a_correction_of_a_correction_is_made_on_the_original(applied: Typing) -> None:
    correction = applied(
        "correct", "e1", "--reason", "wrong-value", "--set", "place=prison", "--json"
    ).data["event_id"]

    answer = applied("correct", correction, "--reason", "wrong-value", "--set", "place=desk")

    assert answer.status == 3
    assert "reintegration correct e1" in answer.err


def test_a_retraction_takes_two_accounts(applied: Typing) -> None:
    proposed = applied("retract", "e1", "--reason", "never-happened", "--json")
    by_the_same = applied("approve", "e1")
    by_another = applied("approve", "e1", "--as", "u-2", "--json")

    assert [proposed.status, by_the_same.status, by_another.status] == [0, 4, 0]
    assert "error[CL0402]" in by_the_same.err
    proposal, retraction = changes(applied)
    assert proposal["type"] == "event-retraction-proposed/1"
    assert retraction["type"] == "event-retracted/1"
    assert retraction["causation"] == proposal["event_id"] == proposed.data["event_id"]
    assert retraction["body"] == {"reason": "never-happened"}
    assert retraction["recorded_by"] == "u-2"


@pytest.mark.parametrize(
    ("proposing", "approving"),
    [
        (("--actor", "u-9"), ("--as", "u-2", "--actor", "u-9")),
        (("--actor", "u-2"), ("--as", "u-2")),
    ],
    ids=("named by both accounts", "proposed for who approves"),
)
def test_who_acted_in_a_proposal_cannot_act_in_its_approval_under_another_account(
    applied: Typing, proposing: tuple[str, ...], approving: tuple[str, ...]
) -> None:
    applied("retract", "e1", "--reason", "never-happened", *proposing)

    by_the_same = applied("approve", "e1", *approving)
    by_another = applied("approve", "e1", "--as", "u-2", "--actor", "u-3")

    assert (by_the_same.status, by_another.status) == (4, 0), by_another.err
    assert f"error[CL0402]: Actor '{proposing[1]}'" in by_the_same.err
    assert "retracted by one" not in applied("findings").out


@pytest.mark.parametrize(
    ("spoken", "said"),
    [("en", "Nothing changes until another account approves"), ("nl", "Er verandert niets tot")],
)
def test_a_proposal_says_that_it_waits_and_how_it_is_approved(
    applied: Typing, spoken: str, said: str
) -> None:
    proposed = applied("retract", "e1", "--reason", "never-happened", "--lang", spoken)
    command = next(line for line in proposed.out.splitlines() if "approve" in line)
    words = command.partition("reintegration ")[2].replace("ACCOUNT", "u-2").split()
    approved = applied(*words)

    assert said in command
    assert approved.status == 0, approved.err
    assert said not in approved.out


def test_approving_takes_the_id_of_the_event_or_of_the_proposal(applied: Typing) -> None:
    proposal = applied("retract", "e1", "--reason", "duplicate", "--json").data["event_id"]

    assert applied("approve", proposal, "--as", "u-2").status == 0


def test_what_was_proposed_is_not_proposed_again(applied: Typing) -> None:
    applied("retract", "e1", "--reason", "duplicate")

    again = applied("retract", "e1", "--reason", "duplicate", "--as", "u-2")

    assert again.status == 6
    assert "error[CL0602]" in again.err


def test_what_nobody_proposed_cannot_be_approved(applied: Typing) -> None:
    answer = applied("approve", "e1")

    assert answer.status == 5
    assert "error[CL0504]" in answer.err


def test_what_is_retracted_cannot_be_changed_any_more(applied: Typing) -> None:
    applied("retract", "e1", "--reason", "duplicate")
    applied("approve", "e1", "--as", "u-2")

    answers: list[Answer] = [
        applied("correct", "e1", "--reason", "wrong-date", "--on", "2026-03-01"),
        applied("retract", "e1", "--reason", "duplicate"),
        applied("approve", "e1", "--as", "u-3"),
    ]

    assert [answer.status for answer in answers] == [6, 6, 6]
    assert all("error[CL0601]" in answer.err for answer in answers)


def test_what_is_retracted_names_the_way_by_which_it_counts_again(applied: Typing) -> None:
    retraction = retracted(applied, "e1")
    again = ("correct", "e1", "--reason", "wrong-date", "--on", "2026-03-01")

    refused = applied(*again)
    words = refused.err.partition("reintegration ")[2].split()[:3]
    proposed = applied(*words, "duplicate")
    approved = applied("approve", retraction, "--as", "u-2")

    assert words == ["retract", retraction, "--reason"]
    assert (proposed.status, approved.status) == (0, 0), proposed.err + approved.err
    assert applied(*again).status == 0


def test_an_imported_correction_of_a_correction_changes_the_first_event_after_it(
    applied: Typing, tmp_path: Path
) -> None:
    words = ("correct", "e1", "--reason", "wrong-value", "--set", "place=prison", "--json")
    first = applied(*words, "--on", "2026-03-01").data["event_id"]
    sent = json.loads(applied("export", "cloudevents").out.splitlines()[-1])
    sent["id"] = "second"
    sent["data"]["corrects"]["event_id"] = first
    sent["data"]["body"] = {"reason": "wrong-value", "body": {"place": "desk"}}
    (tmp_path / "sent.jsonl").write_text(json.dumps(sent) + "\n")

    imported = applied("import", str(tmp_path / "sent.jsonl"))
    shown = applied("show", "e1", "--json").data

    assert imported.status == 0, imported.err
    assert [each["event_id"] for each in shown["changed_by"]] == [first, "second"]
    assert shown["read_now"] == {
        "status": "corrected",
        "by": [first, "second"],
        "values": {"occurred_on": "2026-03-01"},
    }


def test_a_retraction_can_itself_be_retracted(applied: Typing) -> None:
    applied("retract", "e1", "--reason", "duplicate")
    retraction = applied("approve", "e1", "--as", "u-2", "--json").data["event_id"]

    applied("retract", retraction, "--reason", "wrong-value")
    applied("approve", retraction, "--as", "u-2")

    assert applied("correct", "e1", "--reason", "wrong-date", "--on", "2026-03-01").status == 0


def retracted(typing: Typing, event_id: str) -> str:
    """Retract an event with two accounts, and return the id of the retraction."""
    typing("retract", event_id, "--reason", "wrong-value")
    event: str = typing("approve", event_id, "--as", "u-2", "--json").data["event_id"]
    return event


def test_an_event_shows_the_retraction_of_its_retraction_and_that_it_counts(
    applied: Typing,
) -> None:
    first = retracted(applied, "e1")
    while_retracted = applied("show", "e1")
    second = retracted(applied, first)

    shown = applied("show", "e1")
    data = applied("show", "e1", "--json").data

    assert f"as never having happened, retracted by {first}" in while_retracted.out
    assert "Retraction of e1:" in shown.out
    assert f"Retraction of {first}:" in shown.out
    assert "How it is read: as it was recorded" in shown.out
    assert second in [each["event_id"] for each in data["changed_by"]]
    assert data["read_now"] == {"status": "as-recorded", "by": []}


def test_a_bare_proposal_shows_as_proposed_and_not_as_a_change(applied: Typing) -> None:
    applied("retract", "e1", "--reason", "duplicate")

    out = applied("show", "e1").out

    assert "Proposal to retract e1:" in out
    assert "hanged" not in out
    assert "How it is read: as it was recorded" in out


def test_an_event_shows_what_it_is_corrected_to(applied: Typing) -> None:
    words = ("correct", "e1", "--reason", "wrong-value", "--set", "place=prison", "--json")
    correction = applied(*words).data["event_id"]

    corrected = applied("show", "e1")
    data = applied("show", "e1", "--json").data
    retracted(applied, correction)

    assert "Correction of e1:" in corrected.out
    assert f"How it is read: corrected by {correction}: " in corrected.out
    assert data["read_now"] == {
        "status": "corrected",
        "by": [correction],
        "values": {"place": "prison"},
    }
    assert "How it is read: as it was recorded" in applied("show", "e1").out


def test_an_id_that_several_sources_use_needs_its_source(office: Typing) -> None:
    for source in ("urn:a:a", "urn:b:b"):
        office(
            *("record", "id-card-applied", "person:p-1", "--set", "place=desk"),
            *("--event-id", "e1", "--source", source),
        )

    without = office("show", "e1")
    with_source = office("show", "e1", "--source", "urn:b:b", "--json")

    assert without.status == 6
    assert "urn:a:a, urn:b:b" in without.err
    assert with_source.data["position"] == 2


def test_looking_at_an_event_is_logged(applied: Typing, tmp_path: Path) -> None:
    applied("show", "e1", "--reading-purpose", "audit")

    (log,) = tmp_path.glob("*.access.jsonl")
    logged = json.loads(log.read_text().splitlines()[-1])
    assert (logged["command"], logged["purpose"], logged["subjects"]) == ("show", "audit", ["p-1"])


def test_the_reasons_are_those_of_the_events() -> None:
    assert tuple(CorrectionReason) == REASONS
