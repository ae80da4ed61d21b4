"""Ways out, forecast and what-if as they are typed: goals, days, refusals, and what is logged."""

import json
from pathlib import Path

import pytest

from commands.looking_ahead import needs_named
from domain.needs import Need
from projections.language import LANGUAGES, need_name
from tests.commands.shell import Typing

SEED = ("--rules", "seed-2007")
KEEPS_THE_ENTRY = "practice-register/entry-kept"
FRAME = {"as_of", "known_at", "position", "law_on", "rules", "size", "root"}

BETWEEN = ("--released-from", "2007-07-03", "--released-to", "2007-07-05")

ABOUT_A_DAY = [
    ("ways-out", "p-0417", "--goal", "benefit"),
    ("forecast", "p-0417"),
    ("what-if", "p-0417", "--assume", KEEPS_THE_ENTRY),
]
each_about_a_day = pytest.mark.parametrize("words", ABOUT_A_DAY, ids=lambda words: words[0])
each_command = pytest.mark.parametrize(
    "words",
    [*ABOUT_A_DAY, ("forecast", "p-0417", *BETWEEN)],
    ids=["ways-out", "forecast", "what-if", "release days"],
)


@each_command
def test_every_look_ahead_tells_its_frame_and_is_logged(
    monday: Typing, tmp_path: Path, words: tuple[str, ...]
) -> None:
    answer = monday(*words, *SEED, "--json")
    text = monday(*words, *SEED, "--lang", "nl")

    assert (answer.status, text.status) == (0, 0), answer.err + text.err
    assert answer.meta.keys() >= FRAME
    assert answer.meta["root"] in text.out
    log = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()
    lines = [json.loads(line) for line in log[-2:]]
    assert [(line["command"], line["subjects"]) for line in lines] == [(words[0], ["p-0417"])] * 2


@each_command
def test_nothing_is_recorded_by_looking_ahead(monday: Typing, words: tuple[str, ...]) -> None:
    before = monday("verify", "--json").meta["size"]

    monday(*words, *SEED)

    assert monday("verify", "--json").meta["size"] == before


@each_command
def test_whoever_is_not_known_is_not_found(monday: Typing, words: tuple[str, ...]) -> None:
    answer = monday(words[0], "p-9999", *words[2:], *SEED)

    assert answer.status == 5
    assert "Nothing is recorded of p-9999" in answer.err


@each_about_a_day
def test_a_day_asked_about_before_the_first_is_refused(
    monday: Typing, words: tuple[str, ...]
) -> None:
    answer = monday(*words, *SEED, "--by", "2007-06-17")

    assert answer.status == 2
    assert "error[DM0501]: 2007-06-17 lies outside the days looked at, 2007-06-18" in answer.err
    assert "help: Ask about 2007-06-18 or a later day." in answer.err


@pytest.mark.parametrize("words", ABOUT_A_DAY[1:], ids=lambda words: words[0])
def test_a_day_after_the_last_says_how_far_to_look_ahead(
    monday: Typing, words: tuple[str, ...]
) -> None:
    asked = (*words, *SEED, "--by", "2009-01-01")

    answer = monday(*asked)

    [advice] = [line for line in answer.err.splitlines() if line.startswith("help: ")]
    assert answer.status == 2
    assert advice == "help: Look further ahead, with --horizon 563."
    assert monday(*asked, "--horizon", "563").status == 0


@each_command
def test_looking_ahead_from_before_what_has_happened_is_refused(
    monday: Typing, words: tuple[str, ...]
) -> None:
    answer = monday(*words, *SEED, "--as-of", "2007-06-01")

    assert answer.status == 2
    assert "error[CL0805]" in answer.err
    assert "of 2007-06-12" in answer.err
    assert "--known-at 2007-06-01" in answer.err


@each_command
def test_what_could_be_said_on_an_earlier_day_can_be_asked(
    monday: Typing, words: tuple[str, ...]
) -> None:
    answer = monday(*words, *SEED, "--as-of", "2007-06-01", "--known-at", "2007-06-01", "--json")

    assert answer.status == 0, answer.err
    assert answer.meta["as_of"] == "2007-06-01"


@each_command
def test_a_day_without_rules_is_refused(monday: Typing, words: tuple[str, ...]) -> None:
    answer = monday(*words, "--rules", "law", "--law-on", "1900-01-01")

    assert answer.status == 3
    assert "1900-01-01" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize("need", Need)
def test_a_goal_may_be_named_by_its_id_or_by_what_reports_call_it(need: Need) -> None:
    dutch, english = (need_name(need, language) for language in LANGUAGES)

    assert needs_named([need.value, dutch, english.upper()], "--goal") == (need,)


def test_several_goals_are_met_together(monday: Typing) -> None:
    goals = ("--goal", "registration", "--goal", "cash")

    answer = monday("ways-out", "p-0417", *goals, *SEED, "--json").data

    assert answer["goals"] == ["registration", "cash"]
    assert {each["need"] for each in answer["ways_out"][0]["gaps"]} <= {"registration", "cash"}
    assert all(len(each["decisions"]) > 1 for each in answer["ways_out"])


def test_a_goal_that_there_is_not_brings_a_near_one(monday: Typing) -> None:
    answer = monday("ways-out", "p-0417", "--goal", "benifit")

    assert answer.status == 2
    assert "error[CL0806]: There is no need 'benifit'" in answer.err
    assert "did you mean benefit?" in answer.err


@pytest.mark.parametrize(
    ("person", "moment"), [("p-0417", ()), ("p-0421", ("--moment", "release"))]
)
def test_without_a_goal_all_that_is_stuck_or_will_be_at_release_is_to_be_arranged(
    monday: Typing, person: str, moment: tuple[str, ...]
) -> None:
    stuck = monday("why", person, *moment, *SEED, "--json").data["stuck"]

    assert monday("ways-out", person, *SEED, "--json").data["goals"] == stuck != []


def test_where_nothing_is_stuck_a_goal_is_asked_for(monday: Typing) -> None:
    answer = monday("ways-out", "p-0417", "--rules", "law-2007")

    assert (answer.status, answer.out) == (2, "")
    assert "error[CL0812]: Nothing of p-0417 is stuck on " in answer.err
    assert "name what is to be arranged, such as --goal income" in answer.err


def test_the_lead_times_can_be_those_of_statute(monday: Typing) -> None:
    words = ("ways-out", "p-0417", "--goal", "benefit", "--rules", "law", "--law-on", "2026-11-24")

    usual = monday(*words, "--json").data
    most = monday(*words, "--lead", "statutory", "--json").data

    assert (usual["lead"], most["lead"]) == ("typical", "statutory-maximum")
    assert usual["ways_out"][0]["goal_on"] < most["ways_out"][0]["goal_on"]


def test_a_forecast_looks_as_far_as_it_is_told(monday: Typing) -> None:
    answer = monday("forecast", "p-0417", *SEED, "--horizon", "30", "--json").data

    assert (answer["by"], answer["horizon"]) == ("2007-07-18", "2007-07-18")


def test_a_release_tomorrow_can_be_tried(monday: Typing) -> None:
    answer = monday("forecast", "p-0421", *SEED, "--released-tomorrow", "--json").data

    assert (answer["by"], answer["release_on"]) == ("2007-06-19", "2007-06-19")
    assert answer["release_is_assumed"]
    assert answer["stuck"]


def test_what_is_assumed_is_named_and_what_changes_told(monday: Typing) -> None:
    answer = monday("what-if", "p-0421", "--assume", KEEPS_THE_ENTRY, *SEED, "--json").data

    assert [each["rule"] for each in answer["assumed"]] == [KEEPS_THE_ENTRY]
    assert answer["freed"] == ["registration"]
    assert [each["need"] for each in answer["changes"]] == ["registration"]


@pytest.mark.parametrize(
    "name",
    [
        "Oude gemeente laat de inschrijving staan",
        "oude gemeente laat de inschrijving staan *",
        "Old municipality leaves the entry as it is",
    ],
)
def test_what_is_assumed_is_known_by_the_name_that_reports_print(monday: Typing, name: str) -> None:
    answer = monday("what-if", "p-0421", "--assume", name, *SEED, "--json").data

    assert [each["rule"] for each in answer["assumed"]] == [KEEPS_THE_ENTRY]


def test_what_is_assumed_and_does_not_exist_is_refused(monday: Typing) -> None:
    answer = monday("what-if", "p-0421", "--assume", "act/nothing", *SEED)

    assert answer.status == 2
    assert "error[DM0502]: No way or decision for this person is called act/nothing" in answer.err


@each_command
def test_the_same_question_gives_the_same_bytes(monday: Typing, words: tuple[str, ...]) -> None:
    assert monday(*words, *SEED).out == monday(*words, *SEED).out


def test_every_way_out_has_a_proof_that_the_checker_follows(monday: Typing, tmp_path: Path) -> None:
    asked = ("ways-out", "p-0417", "--goal", "benefit", *SEED)

    answer = monday(*asked, "--certificate", "proofs", "--json")
    checked = monday(
        "check-certificate", *map(str, sorted((tmp_path / "proofs").iterdir())), "--json"
    )

    assert (answer.status, checked.status) == (0, 0), answer.err + checked.err
    rows = checked.data
    assert len(rows) == len(answer.data["ways_out"]) == 9
    assert {(row["holds"], row["verdict"], tuple(row["needs"])) for row in rows} == {
        (True, "way-out", ("benefit",))
    }
    proved = {
        tuple(json.loads(path.read_text())["certificate"]["proof"]["decisions"])
        for path in (tmp_path / "proofs").iterdir()
    }
    listed = {
        tuple(sorted(each["rule"] for each in way_out["decisions"]))
        for way_out in answer.data["ways_out"]
    }
    assert proved == listed


def test_a_proof_of_a_way_out_that_was_altered_is_refused(monday: Typing, tmp_path: Path) -> None:
    asked = ("ways-out", "p-0417", "--goal", "benefit", *SEED)
    monday(*asked, "--certificate", "proofs")
    path = min((tmp_path / "proofs").iterdir())
    document = json.loads(path.read_text())
    document["certificate"]["proof"]["dropped"].pop()
    from domain.certificates import Certificate

    altered = Certificate.model_validate_json(json.dumps(document["certificate"]))
    path.write_bytes(altered.as_file())

    assert monday("check-certificate", str(path)).status == 7


def test_a_way_out_over_days_on_which_other_ways_are_open_has_no_proof_and_says_so(
    monday: Typing,
) -> None:
    asked = ("ways-out", "p-0421", "--goal", "benefit", *SEED)

    answer = monday(*asked, "--certificate", "-")

    assert answer.status == 0
    assert len(answer.out.splitlines()) == 3
    assert "No proof of way out" in answer.err


class TestReleaseOnAnyDay:
    def test_every_need_is_told_for_every_day_of_the_period(self, monday: Typing) -> None:
        found = monday("forecast", "p-0421", *BETWEEN, *SEED, "--json").data

        assert {row["need"] for row in found["needs"]} == {each.value for each in Need}
        for row in (*found["needs"], {"stretches": found["stuck"]}):
            assert sum(each["days"] for each in row["stretches"]) == 3

    def test_a_quarter_of_a_year_is_looked_at_where_only_the_first_day_is_named(
        self, monday: Typing
    ) -> None:
        found = monday("forecast", "p-0421", "--released-from", "2007-06-19", *SEED, "--json").data

        assert (found["first"], found["last"]) == ("2007-06-19", "2007-09-17")

    def test_what_does_not_hang_on_the_day_is_said_once(self, monday: Typing) -> None:
        text = monday("forecast", "p-0421", *BETWEEN, *SEED).out

        assert text.startswith("Released on any day from Tue 3 Jul 2007 through Thu 5 Jul 2007")
        assert "Stuck on the day of release if nobody acts before, whichever day it is" in text
        assert "What hangs on the day of release" not in text
        assert "Secured, also if nobody acts: established identity." in text

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (("--released-to", "2007-07-05"), "say with --released-from when it begins"),
            ((*BETWEEN, "--by", "2007-07-05"), "leave out the other day"),
            ((*BETWEEN, "--horizon", "30"), "leave out the other day"),
            ((*BETWEEN, "--released-tomorrow"), "leave out the other day"),
            (("--released-from", "2007-07-05", "--released-to", "2007-07-03"), "CL0810"),
            (("--released-from", "2007-06-01", "--released-to", "2007-07-03"), "DM0501"),
            (("--released-from", "2007-07-01", "--released-to", "2009-07-03"), "DM0503"),
        ],
        ids=["no beginning", "by", "horizon", "tomorrow", "reversed", "past", "too many"],
    )
    def test_a_period_that_is_none_is_refused(
        self, monday: Typing, words: tuple[str, ...], told: str
    ) -> None:
        answer = monday("forecast", "p-0421", *words, *SEED)

        assert (answer.status, answer.out) == (2, "")
        assert told in answer.err
