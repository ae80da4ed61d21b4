"""A link is proposed by one account and approved by another, and what is refused."""

import json
from pathlib import Path

import pytest

from commands.link import LINK_REASONS, UNLINK_REASONS
from domain.events.identities import LinkReason, UnlinkReason
from tests.commands.links.linking import linked, shown, unlinked
from tests.commands.shell import Typing


def test_a_proposal_changes_nothing(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file")

    assert proposed.status == 0
    assert "Nothing changes until another account approves" in proposed.out
    assert shown(two_files("timeline", "p-1", "--json")) == ["card"]


def test_who_acted_in_a_proposed_link_cannot_act_in_its_approval(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")
    event_id = proposed.data["events"][0]["event_id"]
    actor = two_files("show", event_id, "--json").data["actor"]

    answer = two_files("approve", event_id, "--as", "u-2", "--actor", actor)

    assert answer.status == 4
    assert "error[CL0402]: Actor" in answer.err


def test_a_link_takes_two_accounts(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")

    refused = two_files("approve", proposed.data["events"][1]["event_id"])

    assert refused.status == 4
    assert "error[CL0402]" in refused.err


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("link", "p-1", "p-1"), 3, "CL0841"),
        (("link", "p-2", "p-1"), 3, "CL0842"),
        (("link", "p-3", "p-1"), 3, "CL0842"),
        (("link", "p-1", "p-2"), 6, "CL0843"),
        (("link", "p-1", "p-4"), 5, "CL0801"),
        (("link", "p-9", "p-2"), 5, "CL0801"),
        (("unlink", "p-1", "p-3"), 5, "CL0845"),
        (("unlink", "p-1", "p-4"), 5, "CL0801"),
    ],
    ids=lambda each: "-".join(each) if isinstance(each, tuple) else str(each),
)
def test_a_link_that_cannot_be_is_refused(
    two_files: Typing, words: tuple[str, ...], status: int, code: str
) -> None:
    linked(two_files, "p-1", "p-2")
    linked(two_files, "p-2", "p-3")
    reason = "duplicate-file" if words[0] == "link" else "different-persons"

    refused = two_files(*words, "--reason", reason)

    assert refused.status == status, refused.err
    assert f"error[{code}]" in refused.err


def test_a_pseudonym_is_linked_to_one_other_at_most(two_files: Typing) -> None:
    linked(two_files, "p-1", "p-2")

    refused = two_files("link", "p-1", "p-3", "--reason", "duplicate-file")

    assert refused.status == 6
    assert "error[CL0844]" in refused.err
    assert "link p-2 to p-3" in refused.err


def test_the_same_is_not_proposed_twice_and_not_approved_twice(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")
    event_id = proposed.data["events"][0]["event_id"]
    again = two_files("link", "p-1", "p-2", "--reason", "duplicate-file")
    two_files("approve", event_id, "--as", "u-2")
    unlinked(two_files)

    twice = two_files("approve", event_id, "--as", "u-2")

    assert (again.status, twice.status) == (6, 6)
    assert "error[CL0846]" in again.err
    assert "error[CL0847]" in twice.err


@pytest.mark.parametrize(
    "right",
    [
        ("p-2", "p-1", "--reason", "duplicate-file"),
        ("p-1", "p-2", "--reason", "identity-established"),
    ],
    ids=["the other way round", "for another reason"],
)
def test_what_was_proposed_wrongly_is_proposed_rightly_beside_it(
    two_files: Typing, right: tuple[str, ...]
) -> None:
    """A proposal cannot be taken back; the wrong one is not approved, and then cannot be."""
    wrong = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")
    taken_back = two_files("retract", wrong.data["events"][0]["event_id"], "--reason", "duplicate")

    proposed = two_files("link", *right, "--json")
    approved = two_files("approve", proposed.data["events"][0]["event_id"], "--as", "u-2")
    late = two_files("approve", wrong.data["events"][0]["event_id"], "--as", "u-2")

    assert "propose what is right beside it" in taken_back.err
    assert (proposed.status, approved.status) == (0, 0)
    assert late.status in {3, 6}
    assert list(two_files("timeline", "p-1", "--json").meta["linked"]) == [right[1]]


def import_retractions(typing: Typing, *, of: str, as_if_of: str) -> None:
    """Import what was recorded to take an event back, sent as if it were about another one."""
    sent = []
    for line in typing("export", "cloudevents").out.splitlines():
        event = json.loads(line)
        if event["data"].get("corrects", {}).get("event_id") == of:
            event["id"] += "-elsewhere"
            event["data"]["corrects"]["event_id"] = as_if_of
            sent.append(json.dumps(event))
    Path("sent.jsonl").write_text("\n".join(sent) + "\n")
    imported = typing("import", "sent.jsonl")
    assert imported.status == 0, imported.err


def test_half_a_link_that_a_sender_proposed_to_retract_is_not_retracted_here(
    two_files: Typing,
) -> None:
    half = linked(two_files).data["events"][0]["event_id"]
    two_files("retract", "card", "--reason", "duplicate")
    import_retractions(two_files, of="card", as_if_of=half)

    refused = two_files("approve", half, "--as", "u-2")

    assert refused.status == 3
    assert "error[CL0848]" in refused.err


@pytest.mark.parametrize("changing", ["retract", "correct"])
@pytest.mark.parametrize("proposing", ["link", "unlink"])
def test_one_half_of_a_proposal_is_not_changed_alone(
    two_files: Typing, proposing: str, changing: str
) -> None:
    if proposing == "unlink":
        linked(two_files)
    reason = {"link": "duplicate-file", "unlink": "different-persons"}[proposing]
    proposed = two_files(proposing, "p-1", "p-2", "--reason", reason, "--json")
    half = proposed.data["events"][0]["event_id"]
    values = ("--on", "2026-03-01") if changing == "correct" else ()

    refused = two_files(changing, half, "--reason", "wrong-date", *values)

    assert refused.status == 3
    assert "error[CL0848]" in refused.err


def test_a_proposal_that_was_taken_back_is_not_approved(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")
    first, second = (each["event_id"] for each in proposed.data["events"])
    two_files("retract", "card", "--reason", "duplicate")
    assert two_files("approve", "card", "--as", "u-2").status == 0
    import_retractions(two_files, of="card", as_if_of=first)

    refused = two_files("approve", second, "--as", "u-2")

    assert refused.status == 6
    assert "error[CL0601]" in refused.err


@pytest.mark.parametrize(
    "words",
    [
        ("correct", "{link}", "--reason", "wrong-date", "--on", "2026-03-01"),
        ("retract", "{link}", "--reason", "never-happened"),
        ("record", "identities-linked", "person:p-1", "--set", "other=p-3"),
    ],
    ids=lambda words: words[0],
)
def test_one_half_of_a_link_is_not_changed_alone(two_files: Typing, words: tuple[str, ...]) -> None:
    event_id = linked(two_files).data["events"][0]["event_id"]

    refused = two_files(*(each.format(link=event_id) for each in words))

    assert refused.status == 3
    assert "error[CL0848]" in refused.err


def test_the_reasons_are_those_of_the_events() -> None:
    assert tuple(LinkReason) == LINK_REASONS
    assert tuple(UnlinkReason) == UNLINK_REASONS
