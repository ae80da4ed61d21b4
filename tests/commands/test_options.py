"""Shared options stand before or after the command; what a command does not use it refuses."""

import json
from pathlib import Path

import pytest

from tests.commands.shell import Typing


def test_an_option_may_stand_before_or_after_the_command(shell: Typing) -> None:
    shell("init", "--rehearsal", "here.db")

    before = shell("--ledger", "here.db", "--json", "verify")
    after = shell("verify", "--ledger", "here.db", "--json")
    between = shell("rules", "--json", "list")

    assert before == after
    assert before.status == 0
    assert between.data


def test_what_stands_after_the_command_wins(shell: Typing) -> None:
    shell("init", "--rehearsal", "here.db")

    assert shell("--ledger", "nowhere.db", "verify", "--ledger", "here.db").status == 0


def test_an_option_wins_over_the_environment(shell: Typing) -> None:
    shell("init", "--rehearsal", "here.db")

    by_environment = shell("verify", REINTEGRATION_LEDGER="here.db")
    by_option = shell("verify", "--ledger", "nowhere.db", REINTEGRATION_LEDGER="here.db")

    assert (by_environment.status, by_option.status) == (0, 10)


def test_the_environment_wins_over_the_profile(office: Typing) -> None:
    answer = office("verify", REINTEGRATION_LANGUAGE="nl")

    assert answer.out.startswith("Niet gecontroleerd: de tabellen")


def test_the_profile_says_the_language(shell: Typing) -> None:
    shell("init", "--rehearsal", "--lang", "nl")

    dutch = shell("verify")
    english = shell("verify", "--lang", "en")

    assert dutch.out.startswith("Niet gecontroleerd")
    assert english.out.startswith("Not checked")


@pytest.mark.parametrize(
    "words",
    [
        ("--as-of", "2026-01-01", "verify"),
        ("--csv", "verify"),
        ("--known-at", "2026-01-01", "record", "id-card-applied", "person:p-1"),
        ("--reading-purpose", "x", "rules", "list"),
        ("--as-of", "2026-01-01", "audit"),
        ("--rules", "seed-2007", "audit"),
        ("--law-on", "2026-01-01", "audit"),
        ("--rules", "seed-2007", "timeline", "p-1"),
        ("--law-on", "2026-01-01", "timeline", "p-1"),
        ("--rules", "seed-2007", "findings"),
        ("--law-on", "2026-01-01", "findings"),
    ],
)
def test_an_option_that_changes_nothing_is_refused(office: Typing, words: tuple[str, ...]) -> None:
    answer = office(*words)

    assert answer.status == 2
    assert f"{words[0]} changes nothing" in answer.err


@pytest.mark.parametrize("rules", ["seed-2007", "law-2007"])
@pytest.mark.parametrize("words", [("status", "p-1"), ("why", "p-1"), ("caseload",)])
def test_the_law_of_a_day_is_refused_for_rules_that_show_that_of_another(
    office: Typing, rules: str, words: tuple[str, ...]
) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    answer = office(*words, "--rules", rules, "--law-on", "2016-01-01")
    by_profile = office(*words, "--law-on", "2016-01-01", REINTEGRATION_RULES=rules)

    assert (answer.status, by_profile.status) == (2, 2)
    assert f"--law-on changes nothing for the rules {rules}" in answer.err


@pytest.mark.parametrize(
    ("words", "counted"),
    [
        (("audit",), set()),
        (("findings",), set()),
        (("findings", "--as-of", "2026-03-01"), {"as_of"}),
        (("timeline", "p-1"), {"as_of"}),
        (("status", "p-1"), {"as_of", "rules"}),
        (("status", "p-1", "--law-on", "2016-01-01"), {"as_of", "rules", "law_on"}),
    ],
)
def test_the_frame_shows_only_what_counted(
    office: Typing, words: tuple[str, ...], counted: set[str]
) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    meta = office(*words, "--json").meta

    assert {name for name in ("as_of", "rules", "law_on") if meta[name] is not None} == counted


def test_an_export_says_nothing_of_a_day_that_did_not_count(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    told = office("export", "cloudevents").err.splitlines()[-1]

    assert told.startswith("rehearsal ledger · known at 2026-03-10")


def test_findings_are_those_of_the_days_asked_about(office: Typing) -> None:
    for day in ("2026-03-01", "2026-03-08", "2027-01-01"):
        office("record", "person-released", "person:p-1", "--on", day, "--anyway")

    def days(*words: str) -> set[str]:
        return {row["on"] for row in office("findings", *words, "--json").data}

    assert days("--as-of", "2026-03-07") == {"2026-03-01"}
    assert days("--as-of", "2026-03-10") == {"2026-03-01", "2026-03-08"}
    assert days("--as-of", "2026-03-08T12:00:00Z", "--person", "p-1") == {
        "2026-03-01",
        "2026-03-08",
    }
    assert days() == {"2026-03-01", "2026-03-08", "2027-01-01"}


def test_what_the_environment_says_needs_no_use(office: Typing) -> None:
    assert office("verify", REINTEGRATION_READING_PURPOSE="audit").status == 0


def test_the_frame_has_its_dutch_names_too(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    english = office("status", "p-1", "--json", "--as-of", "2026-03-09", "--known-at", "2026-03-10")
    dutch = office(
        *("status", "p-1", "--json", "--geldig-op", "2026-03-09"),
        *("--beschikbaar-op", "2026-03-10"),
    )

    assert english == dutch
    assert (english.meta["as_of"], english.meta["known_at"]) == (
        "2026-03-09",
        "2026-03-10T08:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("written", "known_at"),
    [
        ("2026-03-09", "2026-03-09T22:59:59.999999+00:00"),
        ("2025-07-01", "2025-07-01T21:59:59.999999+00:00"),
        ("2026-03-09T12:00:00+01:00", "2026-03-09T12:00:00+01:00"),
    ],
)
def test_a_day_of_knowing_is_the_whole_day_in_the_netherlands(
    shell: Typing, written: str, known_at: str
) -> None:
    shell("init", "--rehearsal")
    shell(
        *("record", "id-card-applied", "person:p-1", "--set", "place=desk"),
        *("--on", "2025-01-01", "--recorded-at", "2025-01-02T00:00:00Z"),
    )

    answer = shell("status", "p-1", "--json", "--known-at", written)

    assert answer.status == 0, answer.err
    assert answer.meta["known_at"] == known_at


def test_the_frame_of_now_can_be_asked_again(office: Typing) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    now = office("status", "p-1", "--json")
    later = office(
        *("status", "p-1", "--json", "--as-of", str(now.meta["as_of"])),
        *("--known-at", str(now.meta["known_at"])),
        REINTEGRATION_NOW="2026-05-01T12:00:00Z",
    )

    assert later.out == now.out


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("--known-at", "2026-03-11"), 2, "LG0504"),
        (("--known-at", "2020-01-01"), 5, "LG0505"),
        (("--as-of", "1-1-2026"), 2, "CL0002"),
        (("--as-of", "2026-01-01T12:00:00"), 2, "CL0002"),
        (("--law-on", "2026-01-01T12:00:00Z"), 2, "CL0002"),
        (("--rules", "no-such-rules"), 5, "RU0301"),
        (("--lang", "de"), 2, "CL0002"),
    ],
)
def test_a_frame_that_cannot_be_is_refused(
    office: Typing, words: tuple[str, ...], status: int, code: str
) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    answer = office("status", "p-1", *words)

    assert answer.status == status
    assert f"error[{code}]" in answer.err


def test_reading_without_a_purpose_is_not_allowed(office: Typing, tmp_path: Path) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")
    (tmp_path / "reintegration.db.profile.toml").unlink()

    without = office("status", "p-1")
    half = office("status", "p-1", "--reading-purpose", "audit")
    whole = office("status", "p-1", "--reading-purpose", "audit", "--reading-basis", "AVG 6")
    environment = office(
        *("status", "p-1"),
        REINTEGRATION_READING_PURPOSE="audit",
        REINTEGRATION_READING_BASIS="AVG 6",
    )

    assert [each.status for each in (without, half, whole, environment)] == [4, 4, 0, 0]
    assert "error[CL0401]" in without.err
    assert "--reading-basis" in half.err


def test_who_reads_why_and_in_which_frame_is_logged(office: Typing, tmp_path: Path) -> None:
    office("record", "id-card-applied", "person:p-1", "--set", "place=desk")

    office(
        *("status", "p-1", "--as", "u-9", "--reading-purpose", "audit", "--reading-basis", "AVG 6"),
        *("--as-of", "2026-03-01", "--rules", "seed-2007"),
    )

    logged = json.loads((tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()[-1])
    assert logged["account"] == "u-9"
    assert (logged["purpose"], logged["legal_basis"]) == ("audit", "AVG 6")
    assert (logged["command"], logged["subjects"]) == ("status", ["p-1"])
    assert logged["as_of"] == "2026-03-01"
    assert logged["time"] == "2026-03-10T08:00:00+00:00"
