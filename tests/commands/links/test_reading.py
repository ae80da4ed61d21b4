"""Two pseudonyms that are linked are read as one person."""

import json
from pathlib import Path

import pytest

from tests.commands.links.linking import linked, shown, unlinked
from tests.commands.shell import Typing


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
