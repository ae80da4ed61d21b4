"""Two pseudonyms of one person: proposed by one account, approved by another, read as one."""

import json
from pathlib import Path

import pytest

from commands.link import LINK_REASONS, UNLINK_REASONS
from domain.events.identities import LinkReason, UnlinkReason
from tests.commands.shell import Answer, Typing


@pytest.fixture
def two_files(office: Typing) -> Typing:
    """Type commands where p-1 applied for a card, p-2 is registered, and p-3 asked for a benefit.

    All at nine o'clock on 10 March 2026, by the clock of rehearsals.
    """
    for name, event_id, body in (
        ("id-card-applied", "card", ("p-1", "--set", "place=desk")),
        (
            "registered",
            "entry",
            ("p-2", "--set", "municipality=Tilburg", "--set", "basis=declaration"),
        ),
        ("benefit-applied", "benefit", ("p-3",)),
    ):
        person, *values = body
        done = office(
            *("record", name, f"person:{person}", *values, "--event-id", event_id),
            *("--on", "2026-03-02", "--anyway"),
        )
        assert done.status == 0, done.err
    return office


def linked(typing: Typing, one: str = "p-1", other: str = "p-2") -> Answer:
    """Link `one` to `other` with two accounts."""
    proposed = typing("link", one, other, "--reason", "duplicate-file", "--json")
    assert proposed.status == 0, proposed.err
    approved = typing("approve", proposed.data["events"][0]["event_id"], "--as", "u-2", "--json")
    assert approved.status == 0, approved.err
    return approved


def test_who_acted_in_a_proposed_link_cannot_act_in_its_approval(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file", "--json")
    event_id = proposed.data["events"][0]["event_id"]
    actor = two_files("show", event_id, "--json").data["actor"]

    answer = two_files("approve", event_id, "--as", "u-2", "--actor", actor)

    assert answer.status == 4
    assert "error[CL0402]: Actor" in answer.err


def unlinked(typing: Typing, one: str = "p-1", other: str = "p-2") -> Answer:
    """Undo the link with two accounts."""
    proposed = typing("unlink", one, other, "--reason", "different-persons", "--json")
    assert proposed.status == 0, proposed.err
    approved = typing("approve", proposed.data["events"][1]["event_id"], "--as", "u-2", "--json")
    assert approved.status == 0, approved.err
    return approved


def shown(answer: Answer) -> list[str]:
    """The ids of the events of a timeline that were no links and no proposals."""
    assert answer.status == 0, answer.err
    return sorted(
        entry["event_id"]
        for entry in answer.data["entries"]
        if not entry["type"].startswith("identities-")
    )


def test_a_proposal_changes_nothing(two_files: Typing) -> None:
    proposed = two_files("link", "p-1", "p-2", "--reason", "duplicate-file")

    assert proposed.status == 0
    assert "Nothing changes until another account approves" in proposed.out
    assert shown(two_files("timeline", "p-1", "--json")) == ["card"]


def test_a_link_stands_in_both_streams_with_one_correlation(two_files: Typing) -> None:
    answer = linked(two_files)

    one, other = answer.data["events"]
    assert (one["stream"], other["stream"]) == ("person:p-1", "person:p-2")
    told = [two_files("show", each["event_id"], "--json").data for each in (one, other)]
    assert {each["correlation"] for each in told} == {answer.data["correlation"]}
    assert [each["body"] for each in told] == [
        {"other": "p-2", "leads": False, "reason": "duplicate-file"},
        {"other": "p-1", "leads": True, "reason": "duplicate-file"},
    ]
    assert [each["subjects"] for each in told] == [["p-1"], ["p-2"]]


@pytest.mark.parametrize("name", ["p-1", "p-2"])
def test_linked_pseudonyms_are_one_person_under_the_name_of_the_second(
    two_files: Typing, name: str
) -> None:
    linked(two_files)

    answer = two_files("timeline", name, "--json")

    assert answer.data["person"] == "p-2"
    assert shown(answer) == ["card", "entry"]
    assert answer.meta["linked"] == {"p-2": ["p-2", "p-1"]}
    assert "read as one person, the first one leads: p-2, p-1" in two_files("timeline", name).out


@pytest.mark.parametrize(
    "words",
    [
        ("status", "p-1"),
        ("why", "p-1"),
        ("forecast", "p-1"),
        ("ways-out", "p-1", "--goal", "housing"),
        ("blame", "p-1"),
        ("history", "p-1", "registration", "--step"),
        ("deadlines", "--person", "p-1"),
        ("handovers",),
        ("dossier", "p-1"),
        ("audit", "--person", "p-1"),
        ("audit", "gaps", "--person", "p-1"),
        ("caseload",),
        ("deadlocks",),
        ("findings",),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_every_report_says_that_pseudonyms_are_linked(
    two_files: Typing, words: tuple[str, ...]
) -> None:
    linked(two_files)

    answer = two_files(*words, "--json")

    assert answer.status == 0, answer.err
    assert answer.meta["linked"] == {"p-2": ["p-2", "p-1"]}


def test_the_caseload_has_a_linked_person_once(two_files: Typing) -> None:
    before = [row["person"] for row in two_files("caseload", "--json").data]
    linked(two_files)
    after = [row["person"] for row in two_files("caseload", "--json").data]
    unlinked(two_files)
    apart = [row["person"] for row in two_files("caseload", "--json").data]

    assert sorted(before) == ["p-1", "p-2", "p-3"]
    assert sorted(after) == ["p-2", "p-3"]
    assert sorted(apart) == ["p-1", "p-2", "p-3"]


def test_an_audit_of_one_pseudonym_is_one_of_all(two_files: Typing) -> None:
    linked(two_files)

    rows = two_files("audit", "--person", "p-1", "--json").data

    assert {row["stream"] for row in rows} == {"person:p-1", "person:p-2"}


def test_the_document_for_review_says_which_pseudonyms_it_is_of(two_files: Typing) -> None:
    linked(two_files)

    page = two_files("dossier", "p-1").out

    assert "| pseudonyms" in page
    assert "p-2, p-1" in page


def test_each_act_tells_from_which_pseudonym_it_comes(two_files: Typing) -> None:
    linked(two_files)

    timeline = two_files("timeline", "p-1")
    blame = two_files("blame", "p-1")

    assert "from the file of p-1" in timeline.out
    assert "from the file of p-2" in timeline.out
    assert "from the file of p-2" in blame.out


class TestWhatFits:
    """Given files are read as one, an event is held against what all of them say."""

    ISSUED = ("record", "id-card-issued", "person:p-2", "--on", "2026-03-09")

    def test_a_decision_on_an_application_in_the_other_file_fits(self, two_files: Typing) -> None:
        refused = two_files(*self.ISSUED)
        linked(two_files)

        assert refused.status == 3
        assert "error[CL0309]" in refused.err
        assert two_files(*self.ISSUED).status == 0

    def test_a_second_grant_of_what_the_other_file_has_does_not(self, two_files: Typing) -> None:
        words = ("benefit-granted", "--on", "2026-03-09")
        for person in ("p-1", "p-3"):
            two_files("record", words[0], f"person:{person}", *words[1:], "--anyway")
        before = two_files("findings", "--json").data
        linked(two_files, "p-1", "p-3")

        answer = two_files("record", "benefit-granted", "person:p-1", "--on", "2026-03-09")

        assert "granted-twice" not in {row["kind"] for row in before}
        assert answer.status == 3
        assert answer.err.count("granted again from the first day of a grant that was running") == 2

    def test_a_correction_is_held_against_the_other_file_too(self, two_files: Typing) -> None:
        linked(two_files)
        issued = two_files(*self.ISSUED, "--event-id", "issued")
        words = ("correct", "issued", "--reason", "wrong-date")

        assert issued.status == 0
        assert two_files(*words, "--on", "2026-03-05").status == 0
        assert two_files(*words, "--on", "2026-03-01").status == 3


def test_what_was_known_before_a_link_stays_apart_and_before_an_end_stays_one(
    running_clock: Typing,
) -> None:
    assert running_clock("init").status == 0
    running_clock(
        *("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "card"),
    )
    running_clock("record", "benefit-applied", "person:p-2", "--event-id", "benefit", "--anyway")
    moments = []
    for change in (lambda: None, lambda: linked(running_clock), lambda: unlinked(running_clock)):
        change()
        moments.append(running_clock("timeline", "p-1", "--json").meta["known_at"])

    then = [
        shown(running_clock("timeline", "p-1", "--json", "--known-at", moment))
        for moment in moments
    ]

    assert then == [["card"], ["benefit", "card"], ["card"]]
    assert shown(running_clock("timeline", "p-1", "--json")) == ["card"]
    assert shown(running_clock("timeline", "p-2", "--json")) == ["benefit"]


def test_what_a_link_brought_into_a_file_is_told_by_diff(running_clock: Typing) -> None:
    assert running_clock("init").status == 0
    running_clock(
        *("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--event-id", "card"),
    )
    running_clock("record", "benefit-applied", "person:p-2", "--event-id", "benefit", "--anyway")
    apart = running_clock("timeline", "p-1", "--json").meta["known_at"]
    linked(running_clock)
    one = running_clock("timeline", "p-1", "--json").meta["known_at"]
    unlinked(running_clock)

    joined = running_clock("diff", "p-1", "--known-at", apart, "--and-at", one, "--json").data
    parted = running_clock("diff", "p-1", "--known-at", one, "--json").data

    assert "benefit" in {row["event_id"] for row in joined["added"]}
    assert "benefit" in {row["event_id"] for row in parted["removed"]}


def test_a_link_that_was_undone_can_be_made_again(two_files: Typing) -> None:
    linked(two_files)
    unlinked(two_files)
    linked(two_files, "p-2", "p-1")

    assert two_files("timeline", "p-2", "--json").data["person"] == "p-1"


def test_a_chain_of_links_is_one_person(two_files: Typing) -> None:
    linked(two_files, "p-1", "p-2")
    linked(two_files, "p-2", "p-3")

    answer = two_files("timeline", "p-1", "--json")

    assert answer.data["person"] == "p-3"
    assert shown(answer) == ["benefit", "card", "entry"]


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


def test_a_link_that_only_one_stream_says_does_not_count(two_files: Typing) -> None:
    exported = two_files("export", "cloudevents").out.splitlines()
    linked(two_files)
    lines = [json.loads(line) for line in two_files("export", "cloudevents").out.splitlines()]
    [half] = [
        line
        for line in lines
        if "identities-linked" in line["type"] and line["data"]["stream"] == "person:p-1"
    ]
    Path("half.jsonl").write_text("\n".join([*exported, json.dumps(half)]) + "\n")
    assert two_files("init", "--rehearsal", "--ledger", "other.db").status == 0
    assert two_files("import", "half.jsonl", "--ledger", "other.db").status == 0

    timeline = two_files("timeline", "p-1", "--ledger", "other.db", "--json")
    found = two_files("findings", "--ledger", "other.db", "--json").data

    assert shown(timeline) == ["card"]
    assert "linked" not in timeline.meta
    assert {"linked-on-one-side", "linked-by-one"} <= {row["kind"] for row in found}


def test_the_reasons_are_those_of_the_events() -> None:
    assert tuple(LinkReason) == LINK_REASONS
    assert tuple(UnlinkReason) == UNLINK_REASONS
