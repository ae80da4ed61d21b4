"""Held persons counted, over time and under two laws, as they are typed."""

import csv
import io
import json
from pathlib import Path

import pytest

from projections.holdings import By
from projections.language import LANGUAGES, say
from tests.commands.shell import Typing

SEED = ("--rules", "seed-2007")
OLD_AND_NEW = ("--law-on", "2021-12-31", "--law-on", "2022-01-01")
PRACTICE_AND_LAW = ("--rules", "seed-2007", "--rules", "law-2007")
QUESTIONS = [
    ("deadlocks", "--by", "circle", *SEED),
    ("deadlocks", "--by", "rule", *SEED),
    ("deadlocks", "--by", "municipality", *SEED),
    ("deadlocks", "--spans", *SEED),
    ("deadlocks", "--spans", "--by", "circle", *SEED),
    ("deadlocks", "diff", *OLD_AND_NEW),
    ("deadlocks", "diff", *PRACTICE_AND_LAW),
]


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_every_count_tells_its_frame_in_both_languages_as_rows_and_by_its_address(
    monday: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    text = monday(*words)
    dutch = monday(*words, "--lang", "nl")
    rows = monday(*words, "--csv")
    data = monday(*words, "--json")

    assert [each.status for each in (text, dutch, rows, data)] == [0] * 4, data.err
    assert data.meta["root"] in dutch.out
    assert text.out != dutch.out
    assert list(csv.DictReader(io.StringIO(rows.out)))
    address = text.out.rstrip("\n").rpartition("\n")[2]
    assert monday("open", address).out == text.out
    log = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()
    last = json.loads(log[-1])
    assert last["command"] in ("deadlocks", "deadlocks diff", "open")
    assert "p-0417" in last["subjects"]


def test_the_same_ring_of_two_persons_is_one_row(monday: Typing) -> None:
    answer = monday("deadlocks", "--by", "circle", *SEED, "--json").data

    assert (answer["judged"], answer["held"], answer["by"]) == (5, 2, "circle")
    assert [(row["persons"], row["examples"]) for row in answer["rows"]] == [
        (2, ["p-0417", "p-0418"])
    ] * 3
    assert answer["rows"][1]["needs"] == ["id_document", "registration"]
    assert answer["rows"][1]["rules"] == [
        "practice-identity/identity-card",
        "practice-register/registration",
    ]
    why = monday("why", "p-0417", *SEED, "--json").data
    assert {row["key"] for row in answer["rows"]} == {each["id"] for each in why["circles"]}


def test_by_rule_each_link_tells_whom_it_holds(monday: Typing) -> None:
    rows = monday("deadlocks", "--by", "rule", *SEED, "--json").data["rows"]

    card = next(row for row in rows if row["key"] == "practice-identity/identity-card")
    assert (card["persons"], len(card["circles"]), card["weakest"]) == (2, 2, "practice")
    assert card["sources"] == ["Moors & Balogh 2007"]


def test_by_rule_the_rules_have_the_names_of_the_day(monday: Typing) -> None:
    """Given the passport alone is what the own municipality gives since October 2026."""
    rows = monday("deadlocks", "--by", "rule", "--rules", "law-2007", "--json").data["rows"]

    own = next(r for r in rows if r["key"] == "paspoortwet/document-from-own-municipality")
    assert own["name"]["en"] == "Identity card or passport from one's own municipality"


def test_at_release_more_persons_are_held(monday: Typing) -> None:
    answer = monday("deadlocks", "--by", "municipality", *SEED, "--moment", "release", "--json")

    [row] = answer.data["rows"]
    assert (row["key"], row["persons"]) == ("Tilburg", 3)


def test_spans_begin_when_the_last_need_of_a_circle_was_lost(monday: Typing) -> None:
    answer = monday("deadlocks", "--spans", *SEED, "--json").data

    spans = [
        (each["start"], each["end"], each["days"], each["reason"])
        for each in answer["spans"]
        if each["person"] == "p-0417"
    ]
    assert spans == [
        ("2007-06-01", None, 18, "open"),
        ("2007-06-04", None, 15, "open"),
        ("2007-06-12", None, 7, "open"),
    ]
    times = {each["short"]: (each["persons"], each["days"]) for each in answer["circles"]}
    assert times == {"60bd": (2, 36), "ddad": (2, 30), "f656": (2, 14)}


@pytest.mark.parametrize(("language", "half"), [("en", "12.5"), ("nl", "12,5")])
def test_a_middle_length_has_the_decimal_sign_of_the_language(
    monday: Typing, language: str, half: str
) -> None:
    answer = monday("deadlocks", "--spans", "--by", "rule", *SEED, "--lang", language)

    assert half in answer.out.split()


def test_an_act_that_meets_a_need_ends_the_spans_of_its_circles(monday: Typing) -> None:
    entered = ("--on", "2007-06-15", "--set", "municipality=Tilburg", "--anyway")
    assert monday("record", "registered", "person:p-0417", *entered).status == 0

    answer = monday("deadlocks", "--spans", *SEED, "--json").data

    ended = [each for each in answer["spans"] if each["end"] is not None]
    assert {(each["person"], each["end"], each["reason"]) for each in ended} == {
        ("p-0417", "2007-06-15", "need-met")
    }


def test_an_earlier_frame_knows_of_no_later_day(monday: Typing) -> None:
    answer = monday("deadlocks", "--spans", *SEED, "--as-of", "2007-06-02", "--json").data

    assert {each["short"] for each in answer["spans"]} == {"60bd"}
    assert {each["days"] for each in answer["spans"]} == {2}


def test_replay_names_the_rule_that_closed_the_gap(monday: Typing) -> None:
    answer = monday("deadlocks", "diff", *OLD_AND_NEW, "--json").data

    counts = [answer[name] for name in ("judged", "both", "only_before", "only_after", "neither")]
    assert counts == [5, 0, 1, 0, 4]
    [person] = answer["persons"]
    assert (person["person"], person["stuck_after"]) == ("p-0418", [])
    assert person["rules"] == [{"rule": "wet-brp/ex-officio-at-municipality", "change": "came"}]
    [circle] = answer["circles"]
    assert (circle["persons_before"], circle["persons_after"]) == (1, 0)


def test_replay_agrees_with_what_each_law_says_alone(monday: Typing) -> None:
    answer = monday("deadlocks", "diff", *PRACTICE_AND_LAW, "--json").data

    for side, rules in (("before", "seed-2007"), ("after", "law-2007")):
        alone = monday("deadlocks", "--rules", rules, "--json").data
        stuck = {each["person"]: each["stuck"] for each in alone if each["stuck"]}
        assert answer[side]["stuck"] == len(stuck)
        for row in answer["persons"]:
            assert stuck.get(row["person"], []) == row[f"stuck_{side}"]


def test_the_same_law_twice_makes_no_difference(monday: Typing) -> None:
    answer = monday("deadlocks", "diff", "--rules", "seed-2007", "--rules", "seed-2007")

    assert "The same persons are stuck in the same circles under both." in answer.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("diff",), "CL0811"),
        (("diff", "--law-on", "2021-12-31"), "CL0811"),
        (("diff", "--rules", "law"), "CL0811"),
        (("diff", "--rules", "seed-2007", *OLD_AND_NEW), "CL0811"),
        (("--spans", "--moment", "release"), "CL0100"),
        (("--spans", "--fail-on", "stuck"), "CL0100"),
    ],
)
def test_what_makes_no_question_is_refused(
    monday: Typing, words: tuple[str, ...], code: str
) -> None:
    answer = monday("deadlocks", *words)

    assert answer.status == 2
    assert code.startswith("CL01") or f"error[{code}]" in answer.err


def test_a_rule_set_without_rules_for_the_day_is_refused(monday: Typing) -> None:
    answer = monday("deadlocks", "diff", "--law-on", "1900-01-01", "--law-on", "2022-01-01")

    assert (answer.status, "error[RU0306]" in answer.err) == (3, True)


@pytest.mark.parametrize("by", list(By))
def test_every_count_has_its_words(by: By) -> None:
    facts = {"judged": 1, "held": 1}

    assert all(say(language, f"held_by.title_{by}", **facts) for language in LANGUAGES)
