"""How it came to be known, as it is typed: frames, files, what is logged, and what is refused."""

import json
from pathlib import Path

import pytest

from ledger import open_ledger
from tests.commands.shell import Typing
from tests.ledger.making import draft

SEED = ("--rules", "seed-2007")
HISTORY = ("history", "p-0417", *SEED)
REVIEWS = [
    ("blame", "p-0417"),
    (*HISTORY, "registration"),
    ("diff", "p-0417", "--known-at", "2007-06-04"),
    ("relied-on", "p-0417-22"),
    ("dossier", "p-0417"),
]

each_review = pytest.mark.parametrize("words", REVIEWS, ids=lambda words: words[0])


@each_review
def test_every_answer_tells_its_frame_and_is_logged(
    monday: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    log = tmp_path / "reintegration.db.access.jsonl"

    answer = monday(*words, "--json")
    text = monday(*words, "--lang", "nl")

    assert (answer.status, text.status) == (0, 0), answer.err + text.err
    assert answer.meta["position"] == 72
    assert answer.meta["root"] in text.out
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    reading = [line for line in lines if line["command"] == words[0]]
    assert reading
    assert all(line["subjects"] == ["p-0417"] for line in reading)


@each_review
def test_a_frame_of_the_past_answers_the_same_after_corrections(
    monday: Typing, words: tuple[str, ...]
) -> None:
    pinned = "2007-06-18T08:00:00+02:00"
    then = ("--and-at", pinned) if words[0] == "diff" else ("--known-at", pinned)
    before = monday(*words, *then, *SEED)

    for done in (
        monday("correct", "p-0417-19", "--on", "2007-06-03", "--reason", "wrong-date"),
        monday("retract", "p-0417-20", "--reason", "never-happened"),
        monday(*("record", "id-card-applied", "person:p-0417", "--set", "place=desk", "--anyway")),
    ):
        assert done.status == 0, done.err
    after = monday(*words, *then, *SEED)

    assert before.status == 0, before.err
    assert after.out == before.out
    if words[0] not in {"relied-on", "history"}:
        without = words if words[0] != "diff" else (*words[:2], "--known-at", pinned)
        assert monday(*without, *SEED).out != before.out


@pytest.mark.parametrize("words", REVIEWS[:3], ids=lambda words: words[0])
def test_a_person_of_whom_nothing_is_recorded_is_not_found(
    monday: Typing, words: tuple[str, ...]
) -> None:
    answer = monday(words[0], "p-9999", *words[2:])

    assert (answer.status, answer.out) == (5, "")
    assert "Nothing is recorded of p-9999" in answer.err


def test_a_day_without_rules_is_refused(monday: Typing) -> None:
    answers = [
        monday(*words, "--as-of", "2001-12-31")
        for words in REVIEWS
        if words[0] not in {"relied-on", "history"}
    ]

    assert [(each.status, each.out) for each in answers] == [(3, "")] * 3


def test_a_mistyped_need_is_answered_with_the_nearest(monday: Typing) -> None:
    answer = monday("history", "p-0417", "registraton")

    assert answer.status == 2
    assert "did you mean registration?" in answer.err


def test_a_need_may_be_named_in_dutch(monday: Typing) -> None:
    assert monday(*HISTORY, "inschrijving", "--json").data["need"] == "registration"


def test_every_event_is_shown_step_by_step(monday: Typing) -> None:
    changes = monday(*HISTORY, "benefit", "--json").data
    steps = monday(*HISTORY, "benefit", "--step", "--json").data

    events = [step for step in steps["steps"] if step["event"] is not None]
    assert len(events) == 23
    assert all(step["changed"] for step in changes["steps"])
    assert changes["steps"] == [step for step in steps["steps"] if step["changed"]]


def test_two_moments_may_be_given_either_way(monday: Typing) -> None:
    twice = monday("diff", "p-0417", "--known-at", "2007-06-04", "--known-at", "2007-06-12")
    named = monday("diff", "p-0417", "--known-at", "2007-06-04", "--and-at", "2007-06-12")

    assert (twice.status, twice.out) == (0, named.out)
    assert "p-0417-22" in twice.out


def test_reversed_moments_are_refused(monday: Typing) -> None:
    answer = monday("diff", "p-0417", "--known-at", "2007-06-12", "--known-at", "2007-06-04")

    assert (answer.status, answer.out) == (2, "")
    assert "error[CL0821]: The first moment of knowing lies after the second" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "--known-at"),
        (("--known-at", "2007-06-01", "--known-at", "2007-06-02", "--and-at", "2007-06-03"), "two"),
    ],
)
def test_one_or_two_moments_are_needed(monday: Typing, words: tuple[str, ...], said: str) -> None:
    answer = monday("diff", "p-0417", *words)

    assert answer.status == 2
    assert said in answer.err


@pytest.mark.parametrize(
    ("moment", "status"), [("1990-01-01", 5), ("2027-01-01T00:00:00Z", 2)], ids=["before", "future"]
)
def test_a_moment_at_which_nothing_was_or_is_known_is_refused(
    monday: Typing, moment: str, status: int
) -> None:
    answer = monday("diff", "p-0417", "--known-at", moment)

    assert (answer.status, answer.out) == (status, "")


def test_what_relies_on_an_event_is_asked_of_an_event_that_was_there(monday: Typing) -> None:
    later = monday("relied-on", "p-0417-22", "--known-at", "2007-06-05")
    unknown = monday("relied-on", "p-0417-99")

    assert (later.status, unknown.status) == (5, 5)
    assert "error[CL0822]: Event p-0417-22 had not been recorded yet" in later.err


def test_an_event_about_no_person_is_refused(monday: Typing, tmp_path: Path) -> None:
    with open_ledger(tmp_path / "reintegration.db") as ledger:
        ledger.append([draft("o-1", "organisation:tilburg")])

    answer = monday("relied-on", "o-1")

    assert (answer.status, answer.out) == (3, "")
    assert "error[CL0823]: Event o-1 stands in no person's history" in answer.err


def test_the_file_for_review_is_written_once_and_is_the_owners_alone(
    monday: Typing, tmp_path: Path
) -> None:
    words = ("dossier", "p-0417", "--html", "file.html", "--markdown", "file.md")
    first = monday(*words)
    again = monday(*words)
    html, markdown = tmp_path / "file.html", tmp_path / "file.md"

    assert (first.status, again.status) == (0, 0), first.err + again.err
    assert (first.out, again.out) == ("", "")
    assert "There already, with the same content: file.md" in again.err
    assert html.read_text().startswith("<!DOCTYPE html>")
    assert markdown.read_text().startswith("# File of p-0417 for review")
    assert {path.stat().st_mode & 0o777 for path in (html, markdown)} == {0o600}
    assert monday("dossier", "p-0418", "--html", "file.html").status == 6


def test_the_frame_in_the_file_gives_the_same_file_again(monday: Typing) -> None:
    words = ("dossier", "p-0417", *SEED)
    told = monday(*words, "--json").data["frame"]
    first = monday(*words, "--html", "-").out
    tomorrow = {"REINTEGRATION_NOW": "2007-06-19T09:00:00+02:00"}
    done = monday("record", "screening-started", "person:p-0417", **tomorrow)

    frame = ("--as-of", told["as_of"], "--known-at", told["known_at"])
    again = monday(*words, *frame, "--html", "-", **tomorrow).out
    now = monday(*words, "--html", "-", **tomorrow).out

    assert done.status == 0, done.err
    assert first == again
    assert first.startswith("<!DOCTYPE html>")
    assert now != first


def test_the_file_ends_with_the_address_that_gives_it_again(monday: Typing, tmp_path: Path) -> None:
    monday("dossier", "p-0417", *SEED, "--markdown", "file.md", "--lang", "nl")
    written = (tmp_path / "file.md").read_text()
    [address] = [line for line in written.splitlines() if line.startswith("reintegration:")]
    tomorrow = {"REINTEGRATION_NOW": "2007-06-19T09:00:00+02:00"}
    monday("record", "screening-started", "person:p-0417", **tomorrow)

    again = monday("open", address, **tomorrow)

    assert again.status == 0, again.err
    assert "file.md" not in address
    assert again.out.startswith(written.rstrip("\n"))
    assert address in written[-len(address) - 20 :]


def test_only_one_answer_goes_to_stdout(monday: Typing) -> None:
    both = monday("dossier", "p-0417", "--html", "-", "--markdown", "-")
    with_json = monday("dossier", "p-0417", "--html", "-", "--json")

    assert (both.status, with_json.status) == (2, 2)


def test_where_a_need_stood_before_a_decision_is_told_without_a_link_of_later(
    monday: Typing,
) -> None:
    def before() -> list[dict[str, str]]:
        decisions = monday("dossier", "p-0418", "--json").data["decisions"]
        [granted] = [each for each in decisions if each["event"]["event_id"] == "p-0418-04"]
        found: list[dict[str, str]] = granted["before"]
        return found

    apart = before()
    monday("link", "p-0418", "p-0417", "--reason", "duplicate-file")
    [proposal, *_] = [
        row["event_id"] for row in monday("audit", "type:identities-link-proposed", "--json").data
    ]
    assert monday("approve", proposal, "--as", "u-2").status == 0

    assert monday("status", "p-0418", "--json").meta["linked"] == {"p-0417": ["p-0417", "p-0418"]}
    assert before() == apart
    assert {each["need"]: each["status"] for each in apart}["benefit"] == "pending"
