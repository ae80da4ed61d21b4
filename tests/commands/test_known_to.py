"""Reports of what one organisation can have known: what it did, or was sent and received."""

import json
from pathlib import Path

import pytest

from tests.commands.shell import Answer, Typing


@pytest.fixture
def two_organisations(office: Typing) -> Typing:
    """Type commands where PI Vught and Tilburg each did something, and told each other some of it.

    p-1: the prison screened and told nobody; sent notice of release to Tilburg; Tilburg took an
    application for a card, and told the prison of the registration. p-2 is known to the prison.
    """
    for words in (
        ("detention-started", "p-1", "PI Vught", "stay", "--set", "title=sentence"),
        (
            "release-notice-sent",
            "p-1",
            "PI Vught",
            "notice",
            "--set",
            "release_on=2026-04-01",
            "--to",
            "Tilburg",
        ),
        ("id-card-applied", "p-1", "Tilburg", "card", "--set", "place=desk"),
        (
            "registered",
            "p-1",
            "Tilburg",
            "entry",
            "--set",
            "municipality=Tilburg",
            "--set",
            "basis=declaration",
            "--to",
            "PI Vught",
        ),
        ("detention-started", "p-2", "PI Vught", "other", "--set", "title=sentence"),
    ):
        type_name, person, organisation, event_id, *rest = words
        done = office(
            *("record", type_name, f"person:{person}", "--org", organisation),
            *("--event-id", event_id, "--on", "2026-03-02", "--anyway", *rest),
        )
        assert done.status == 0, done.err
    return office


def received(typing: Typing, *more: str) -> Answer:
    """Record that Tilburg received the notice."""
    return typing(
        *("record", "release-notice-received", "person:p-1", "--org", "Tilburg"),
        *("--event-id", "receipt", "--on", "2026-03-03", "--anyway", *more),
    )


def shown(typing: Typing, organisation: str, person: str = "p-1") -> list[str]:
    """The ids of the events of a person that an organisation can have known."""
    answer = typing("timeline", person, "--known-to", organisation, "--json")
    assert answer.status == 0, answer.err
    return sorted(entry["event_id"] for entry in answer.data["entries"])


def test_an_organisation_knows_what_it_did_and_what_it_was_sent(two_organisations: Typing) -> None:
    assert shown(two_organisations, "PI Vught") == ["entry", "notice", "stay"]
    assert shown(two_organisations, "Tilburg") == ["card", "entry"]


def test_a_notice_is_known_once_its_receipt_is_recorded(two_organisations: Typing) -> None:
    before = shown(two_organisations, "Tilburg")
    received(two_organisations)
    after = shown(two_organisations, "Tilburg")

    assert "notice" not in before
    assert after == ["card", "entry", "notice", "receipt"]


def test_the_receipt_of_another_notice_says_nothing_of_this_one(two_organisations: Typing) -> None:
    received(two_organisations, "--causation", "another-notice")

    assert "notice" not in shown(two_organisations, "Tilburg")


def test_a_receipt_that_was_taken_back_received_nothing(two_organisations: Typing) -> None:
    received(two_organisations)
    two_organisations("retract", "receipt", "--reason", "never-happened")
    two_organisations("approve", "receipt", "--as", "u-2")

    assert "notice" not in shown(two_organisations, "Tilburg")


def test_whom_nobody_told_of_a_correction_reads_the_event_as_it_was(
    two_organisations: Typing,
) -> None:
    correcting = ("correct", "entry", "--reason", "wrong-date", "--org", "Tilburg")
    two_organisations(*correcting, "--on", "2026-03-01")
    untold = two_organisations("timeline", "p-1", "--known-to", "PI Vught", "--json").data
    two_organisations(*correcting, "--on", "2026-02-28", "--to", "PI Vught")
    told = two_organisations("timeline", "p-1", "--known-to", "PI Vught", "--json").data

    days = [
        [each["occurred_on"] for each in found["entries"] if each["event_id"] == "entry"]
        for found in (untold, told)
    ]
    assert days == [["2026-03-02"], ["2026-02-28"]]


def test_the_state_of_affairs_rests_on_what_the_organisation_knew(
    two_organisations: Typing,
) -> None:
    prison, municipality = (
        two_organisations("status", "p-1", "--known-to", each, "--json").data
        for each in ("PI Vught", "Tilburg")
    )

    assert prison["phase"] == "detained"
    assert municipality["phase"] != "detained"


def test_the_frame_says_whose_knowledge_it_is(two_organisations: Typing) -> None:
    in_json = two_organisations("status", "p-1", "--known-to", "Tilburg", "--json")
    in_words = two_organisations("status", "p-1", "--bekend-bij", "Tilburg", "--lang", "nl")

    assert in_json.meta["known_to"] == "Tilburg"
    assert "bekendBij=Tilburg" in in_json.meta["address"]
    assert "bekend bij Tilburg" in in_words.out


def test_the_address_of_an_answer_gives_the_same_answer(two_organisations: Typing) -> None:
    asked = two_organisations("timeline", "p-1", "--known-to", "PI Vught", "--json")
    received(two_organisations)

    later = "2026-03-11T09:00:00+01:00"
    again = two_organisations("open", asked.meta["address"], "--json", REINTEGRATION_NOW=later)

    assert again.data == asked.data
    assert again.meta["known_to"] == "PI Vught"


def test_the_access_log_says_whose_knowledge_was_read(two_organisations: Typing) -> None:
    two_organisations("status", "p-1", "--known-to", "Tilburg")

    [log] = Path().glob("*.access.jsonl")
    assert json.loads(log.read_text().splitlines()[-1])["known_to"] == "Tilburg"


@pytest.mark.parametrize(
    "words",
    [
        ("status", "p-1"),
        ("timeline", "p-1"),
        ("why", "p-1"),
        ("forecast", "p-1"),
        ("ways-out", "p-1", "--goal", "housing"),
        ("dossier", "p-1"),
        ("audit",),
        ("audit", "gaps"),
        ("caseload",),
        ("deadlocks",),
        ("blame", "p-1"),
        ("history", "p-1", "registration", "--step"),
        ("diff", "p-1", "--known-at", "2026-03-10"),
        ("relied-on", "entry"),
        ("findings",),
        ("deadlines",),
        ("handovers",),
        ("agreements",),
        ("stats",),
    ],
    ids=lambda words: "-".join(words[:2]),
)
def test_every_report_of_the_past_can_be_asked_so(
    two_organisations: Typing, words: tuple[str, ...]
) -> None:
    answer = two_organisations(*words, "--known-to", "Tilburg", "--json")

    assert answer.status == 0, answer.err
    assert answer.meta["known_to"] == "Tilburg"
    assert '"stay"' not in answer.out
    assert '"other"' not in answer.out


def test_lists_hold_only_whom_the_organisation_knew(two_organisations: Typing) -> None:
    persons = [
        [row["person"] for row in two_organisations("caseload", "--known-to", each, "--json").data]
        for each in ("PI Vught", "Tilburg")
    ]
    rows = two_organisations("audit", "--known-to", "Tilburg", "--json").data

    assert sorted(persons[0]) == ["p-1", "p-2"]
    assert persons[1] == ["p-1"]
    assert [row["event_id"] for row in rows] == ["card", "entry"]


def test_the_document_for_review_has_only_what_was_known(two_organisations: Typing) -> None:
    page = two_organisations("dossier", "p-1", "--known-to", "Tilburg").out

    assert "| known to | Tilburg" in page
    assert "card" in page
    assert "notice" not in page.replace("release-notice", "")


def test_an_organisation_that_occurs_nowhere_is_told_from_one_that_knew_nothing(
    two_organisations: Typing,
) -> None:
    misspelt = two_organisations("status", "p-1", "--known-to", "Tilbrug")
    unknowing = two_organisations("status", "p-2", "--known-to", "Tilburg")

    assert (misspelt.status, unknowing.status) == (5, 5)
    assert "error[CL0849]" in misspelt.err
    assert "did you mean Tilburg?" in misspelt.err
    assert "error[CL0801]" in unknowing.err
    assert "Nothing of p-2 was recorded by Tilburg, or sent to it and received" in unknowing.err


def test_an_organisation_that_was_only_sent_something_is_known(two_organisations: Typing) -> None:
    done = two_organisations(
        *("record", "id-card-applied", "person:p-1", "--set", "place=desk", "--anyway"),
        *("--event-id", "copy", "--org", "Tilburg", "--to", "Breda"),
    )
    assert done.status == 0, done.err

    assert shown(two_organisations, "Breda") == ["copy"]


def test_a_link_is_known_to_whom_it_was_told(two_organisations: Typing) -> None:
    for person, told in (("p-1", ()), ("p-2", ("--to", "Tilburg"))):
        two_organisations(
            *("record", "id-card-applied", f"person:{person}-b", "--set", "place=desk"),
            *("--event-id", f"{person}-b-card", "--org", "Tilburg"),
        )
        proposed = two_organisations(
            *("link", f"{person}-b", person, "--reason", "duplicate-file", "--org", "PI Vught"),
            *(*told, "--json"),
        )
        assert proposed.status == 0, proposed.err
        first = proposed.data["events"][0]["event_id"]
        approved = two_organisations("approve", first, "--as", "u-2", "--org", "PI Vught")
        assert approved.status == 0, approved.err

    untold = two_organisations("timeline", "p-1-b", "--known-to", "Tilburg", "--json")
    told_of = two_organisations("timeline", "p-2-b", "--known-to", "Tilburg", "--json")

    assert untold.data["person"] == "p-1-b"
    assert told_of.data["person"] == "p-2"
    assert told_of.meta["linked"] == {"p-2": ["p-2", "p-2-b"]}
