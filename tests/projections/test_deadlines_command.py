"""`deadlines` as it is typed: filters, forms of the answer, the calendar, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.commands.shell import Typing

SEED = ("--rules", "seed-2007")
FRAME = {"as_of", "known_at", "position", "law_on", "rules", "size", "root"}


def test_the_list_tells_its_frame_and_is_logged(monday: Typing, tmp_path: Path) -> None:
    answer = monday("deadlines", *SEED, "--json")
    text = monday("deadlines", *SEED, "--lang", "nl")

    assert (answer.status, text.status) == (0, 0), answer.err + text.err
    assert answer.meta.keys() >= FRAME
    assert answer.meta["root"] in text.out
    assert "TE LAAT" in text.out
    log = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()
    assert {json.loads(line)["command"] for line in log[-2:]} == {"deadlines"}


def test_the_benefit_stopped_when_the_detention_began(monday: Typing) -> None:
    """The article: the benefit stops at detention."""
    answer = monday("deadlines", "--person", "p-0417", "--all", *SEED, "--json")

    stops = [row for row in answer.data if row["code"] == "D17"]
    assert [(row["due"], row["kind"]) for row in stops] == [("2006-10-02", "takes-effect")]


def test_the_advance_is_due_four_weeks_after_the_application(monday: Typing) -> None:
    """The article: an advance is due four weeks after the application."""
    answer = monday("deadlines", "--person", "p-0422", "--need", "advance", *SEED, "--json")

    assert [(row["code"], row["due"], row["status"]) for row in answer.data] == [
        ("D13", "2007-07-09", "running")
    ]


def test_what_is_due_soon_can_be_asked(monday: Typing) -> None:
    answer = monday("deadlines", "--within", "4w", "--json")

    late = [row for row in answer.data if row["status"] == "overdue"]
    soon = answer.data[len(late) :]
    assert late
    assert soon
    assert answer.data[: len(late)] == late
    assert all("2007-06-18" <= row["due"] <= "2007-07-16" for row in soon)


def test_what_is_late_can_be_asked(monday: Typing) -> None:
    answer = monday("deadlines", "--overdue", "--json")

    assert {row["status"] for row in answer.data} == {"overdue"}


def test_one_municipality_can_be_asked(monday: Typing) -> None:
    answer = monday("deadlines", "--municipality", "Tilburg", "--all", "--json")

    in_small_letters = monday("deadlines", "--municipality", "tilburg", "--all", "--json")

    assert {row["municipality"] for row in answer.data} == {"Tilburg"}
    assert in_small_letters.data == answer.data
    assert "nowhere" not in answer.meta


def test_a_municipality_that_is_nowhere_is_told_with_close_names(monday: Typing) -> None:
    text = monday("deadlines", "--municipality", "Tilbrug", "--lang", "nl")
    as_json = monday("deadlines", "--municipality", "Tilbrug", "--json")
    calendar = monday("deadlines", "--municipality", "Tilbrug", "--calendar", "-")

    told = "Niets in dit kader heeft --municipality Tilbrug. Lijkt erop: Tilburg."
    assert told in text.out
    assert as_json.meta["nowhere"] == [
        {"field": "--municipality", "value": "Tilbrug", "close": ["Tilburg"]}
    ]
    assert "Tilburg" in as_json.err
    assert "Tilburg" in calendar.err
    assert "Tilburg" not in calendar.out


def test_a_person_is_shown_with_the_computation(monday: Typing) -> None:
    answer = monday("deadlines", "--person", "p-0422", "--lang", "nl")

    assert answer.status == 0, answer.err
    assert "- telt vanaf bijstand aangevraagd, ma 11 jun 2007" in answer.out
    assert "- plus 8 weken: ma 6 aug 2007" in answer.out


def test_rows_can_be_had_as_csv(monday: Typing) -> None:
    answer = monday("deadlines", "--csv", "--lang", "nl")

    rows = list(csv.DictReader(io.StringIO(answer.out)))
    assert rows[0]["person"].startswith("p-")
    assert {"code", "due", "act_by", "who", "source", "computation"} <= rows[0].keys()


class TestTheCalendar:
    def test_goes_to_stdout_alone(self, monday: Typing) -> None:
        answer = monday("deadlines", "--within", "4w", "--calendar", "-")
        listed = monday("deadlines", "--within", "4w", "--json")

        found = [str(event["UID"]) for event in Calendar.from_ical(answer.out).walk("VEVENT")]
        assert found == [f"{row['uid']}@reintegration-ledger" for row in listed.data]
        assert "root" in answer.err

    def test_is_written_to_a_file_that_is_not_there_yet(
        self, monday: Typing, tmp_path: Path
    ) -> None:
        first = monday("deadlines", "--calendar", "deadlines.ics")
        again = monday("deadlines", "--calendar", "deadlines.ics")
        other = monday("deadlines", "--calendar", "deadlines.ics", "--details")

        assert (first.status, again.status, other.status) == (0, 0, 6), first.err + again.err
        assert "error[CL0807]" in other.err
        assert (tmp_path / "deadlines.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")

    def test_names_only_codes_and_pseudonyms(self, monday: Typing) -> None:
        plain = monday("deadlines", "--all", "--calendar", "-").out
        detailed = monday("deadlines", "--all", "--calendar", "-", "--details", "--tasks").out

        for hidden in ("Advance", "detention", "benefit", "Awb", "Tilburg"):
            assert hidden not in plain
        assert "Advance" in detailed
        assert "BEGIN:VTODO" in detailed

    def test_of_the_same_frame_is_the_same_bytes_later(
        self, monday: Typing, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pinned = ("--as-of", "2007-06-18", "--known-at", "2007-06-18T07:00:00+00:00")
        first = monday("deadlines", *pinned, "--calendar", "-")
        monkeypatch.setenv("REINTEGRATION_NOW", "2007-09-01T07:00:00+00:00")
        later = monday("deadlines", *pinned, "--calendar", "-")

        assert first.out.count("BEGIN:VEVENT") > 5
        assert later.out == first.out


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("words", "status", "said"),
        [
            (("--within", "soon"), 2, "error[CL0802]"),
            (("--need", "benefits"), 2, "error[CL0806]"),
            (("--person", "p-9999"), 5, "error[CL0801]"),
            (("--person", "123456782"), 3, "error["),
            (("--details",), 2, "--calendar FILE"),
            (("--tasks",), 2, "--calendar FILE"),
            (("--calendar", "-", "--json"), 2, "leave out --json and --csv"),
            (("--calendar", "nowhere/deadlines.ics"), 1, "error[CL0808]"),
            (("--law-on", "2020-01-01", *SEED), 2, "--law-on changes nothing"),
        ],
    )
    def test_is_refused_saying_why(
        self, monday: Typing, words: tuple[str, ...], status: int, said: str
    ) -> None:
        answer = monday("deadlines", *words)

        assert said in answer.err
        assert answer.status == status

    def test_a_span_names_the_option(self, monday: Typing) -> None:
        answer = monday("deadlines", "--within", "soon")

        assert "--within" in answer.err
        assert "releasing" not in answer.err


AGREEMENT = (
    *("--set", "level=case", "--set", "parties=Tilburg,PI Vught", "--set", "performer=PI Vught"),
    *("--set", "beneficiary=Tilburg", "--set", "deliverable=document", "--set", "need=id_document"),
    *("--set", "due_on=2007-06-16"),
)
WHO = ("--role", "coordinator", "--purpose", "aftercare", "--basis", "Pbw 18a")


def test_an_agreement_about_a_person_is_among_his_or_her_deadlines(monday: Typing) -> None:
    stream = ("agreement-made", "agreement:a-12", "--subject", "p-0417", "--on", "2007-06-04")
    made = monday("record", *stream, *AGREEMENT, *WHO)
    assert made.status == 0, made.err

    one = monday("deadlines", "--person", "p-0417", "--json")
    everybody = monday("deadlines", "--overdue", "--json")

    expected = [("a-12", "2007-06-16", "2007-06-15", "overdue", "PI Vught")]
    for answer in (one, everybody):
        assert expected == [
            (row["agreement"], row["due"], row["act_by"], row["status"], row["who"]["en"])
            for row in answer.data
            if row["code"] == "D26"
        ]


def test_what_the_performer_says_is_done_is_late_in_neither_report(monday: Typing) -> None:
    stream = ("agreement-made", "agreement:a-12", "--subject", "p-0417", "--on", "2007-06-04")
    claim = ("agreement-fulfilled", "agreement:a-12", "--subject", "p-0417", "--on", "2007-06-15")
    for words in ((*stream, *AGREEMENT), (*claim, "--org", "PI Vught")):
        recorded = monday("record", *words, *WHO)
        assert recorded.status == 0, recorded.err

    late = monday("deadlines", "--overdue", "--json")
    soon = monday("deadlines", "--within", "1w", "--json")
    [agreement] = monday("agreements", "--json").data

    [row] = [row for row in soon.data if row["code"] == "D26"]
    assert (row["status"], agreement["state"]) == ("claimed", "claimed")
    assert row["who"]["en"] == "Tilburg"
    assert [each for each in late.data if each["code"] == "D26"] == []
