"""The list of handovers: who is on it, what a line says, and the frame it is asked in."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from domain.accountability.found import Fault
from domain.accountability.states import State
from domain.events.handover import HandoverReason
from domain.events.oversight import EscalationLevel, EscalationTopic
from domain.events.plan import DisputeGround
from domain.events.sharing import RefusalGround
from domain.needs import Need
from ledger import Draft, open_ledger
from projections.language import LANGUAGES, TABLE_WIDTH, sentences
from tests.commands.shell import Typing
from tests.domain.handover_people import FREE, disputes
from tests.projections.handovers.recorded import NOON, NOW, drafts, rows


def test_who_was_and_is_to_be_released_is_listed_by_day_of_release(desk: Typing) -> None:
    answer = desk("handovers", "--json")

    assert [row["person"] for row in answer.data] == ["p-cold", "p-warm", "p-to-come"]
    assert len(answer.meta["policy"]) == 64


def test_a_line_says_notice_form_acceptance_and_who_answers_now(desk: Typing) -> None:
    row = rows(desk)["p-warm"]

    assert (row["notice_sent"], row["notice_received"]) == ("2026-04-01", "2026-04-03")
    assert (row["lead_days"], row["received_lead_days"]) == (61, 59)
    assert (row["form"], row["rating"]) == ("warm", 4)
    assert row["accepted"] == ["housing", "debt_help"]
    assert row["open"] == ["housing", "debt_help"]
    assert row["accountable"][0] == {
        "need": "housing",
        "state": "owner",
        "parties": [{"kind": "organisation", "name": "Tilburg"}],
        "rule": "act/handover-accepted",
    }
    assert row["flags"] == []


def test_a_line_says_what_is_wrong_with_the_events_behind_it(desk: Typing) -> None:
    row = rows(desk)["p-cold"]

    assert row["flags"] == [
        Fault.OWNERSHIP_DISPUTED,
        Fault.ESCALATION_OPEN,
        Fault.NOTICE_LATE,
        Fault.NOTICE_NOT_RECEIVED,
        Fault.HANDOVER_REJECTED,
        Fault.MANDATE_EXPIRED,
        Fault.DATA_REFUSED,
    ]
    (expired,) = [each for each in row["found"] if each["fault"] == Fault.MANDATE_EXPIRED]
    assert (expired["evidence"], expired["detail"]) == (
        ["p-cold-11", "Breda-1"],
        "benefit-rejected",
    )


def test_a_planned_release_that_has_passed_is_told_as_a_plan(desk: Typing) -> None:
    later = ("--as-of", "2026-09-10")
    before = desk("handovers", "--as-of", "2026-09-01").out
    listed = desk("handovers", *later).out
    account = " ".join(desk("handovers", "--person", "p-to-come", *later).out.split())

    assert "was planned" not in before
    assert [line.split()[0] for line in listed.splitlines() if "was planned" in line] == [
        "p-to-come"
    ]
    assert "release was planned for Tue 1 Sept 2026, nothing recorded since: ask the" in account
    assert "release expected" not in account


def test_before_a_release_the_prison_answers_and_the_planned_day_counts(desk: Typing) -> None:
    row = rows(desk, "--as-of", "2026-06-18")["p-to-come"]
    earlier = rows(desk, "--as-of", "2026-05-31")["p-warm"]

    assert (row["release_on"], row["released"], row["notice_due"]) == (
        "2026-09-01",
        False,
        "2026-08-04",
    )
    assert row["accountable"][0]["state"] == State.JOINT
    assert [each["state"] for each in earlier["accountable"]] == ["prison", "owner"]


def test_under_the_practice_of_2007_work_in_prison_is_nobodys(desk: Typing) -> None:
    row = rows(desk, "--rules", "seed-2007")["p-to-come"]

    assert row["accountable"][0]["state"] == State.NOBODY
    assert Fault.NEED_WITHOUT_OWNER in row["flags"]


def test_what_is_recorded_later_changes_nothing_in_an_earlier_frame(
    desk: Typing, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = ("--known-at", NOW.isoformat(), "--as-of", "2026-06-18")
    questions = (("handovers",), ("handovers", "--person", "p-warm"))
    before = [desk(*words, *then).out for words in questions]
    assert all("p-warm" in text for text in before)
    monkeypatch.setenv("REINTEGRATION_NOW", "2026-06-19T12:00:00+00:00")
    steps = (
        (disputes(Need.HOUSING, "Tilburg", ground=DisputeGround.NO_FUNDING), "2026-06-02"),
        (FREE, "2026-05-01"),
    )
    with open_ledger("reintegration.db", clock=lambda: NOON.replace(day=19)) as ledger:
        later = [
            Draft(draft.envelope.model_copy(update={"event_id": f"later-{number}"}), draft.body)
            for number, draft in enumerate(drafts("person:p-warm", steps))
        ]
        ledger.append(later)

    assert [desk(*words, *then).out for words in questions] == before
    assert rows(desk)["p-warm"]["accountable"][0]["state"] == State.DISPUTED


@pytest.mark.parametrize(
    "words", [(), ("--municipality", "Tilburg", "--from", "2026-06-01"), ("--person", "p-cold")]
)
def test_an_answer_is_opened_again_by_its_address(desk: Typing, words: tuple[str, ...]) -> None:
    answer = desk("handovers", *words, "--rules", "law-2007", "--lang", "nl")

    again = desk("open", answer.out.rstrip("\n").rpartition("\n")[2])
    assert again.status == 0, again.err

    assert again.out == answer.out


def test_the_table_says_in_words_what_the_rows_hold(desk: Typing) -> None:
    text = desk("handovers", "--lang", "nl").out

    line = next(line for line in text.splitlines() if "p-warm" in line)
    assert re.search(r"ma 1 jun 2026 +Tilburg +61 dagen ervoor +59 dagen ervoor", line)
    assert "warm, 2 van 2" in line
    assert "Te laat of niet gemeld: 1." in text
    assert "Geen wet stelt ze vast." in text
    table = text.partition("\n\nTe laat")[0]
    assert max(map(len, table.splitlines())) <= TABLE_WIDTH


def test_csv_has_one_plain_value_a_column(desk: Typing) -> None:
    answer = desk("handovers", "--csv")

    (cold, warm, _) = list(csv.DictReader(io.StringIO(answer.out)))
    assert (warm["person"], warm["lead_days"], warm["accepted"]) == (
        "p-warm",
        "61",
        "housing debt_help",
    )
    assert warm["accountable"] == "housing:owner:Tilburg debt_help:owner:Tilburg"
    assert "notice-late" in cold["flags"]


def test_the_open_needs_are_said_to_be_those_of_what_was_recorded(desk: Typing) -> None:
    listed = desk("handovers")
    one = desk("handovers", "--person", "p-cold", "--lang", "nl")

    told, of_one = (" ".join(answer.out.split()) for answer in (listed, one))
    assert (
        "Open counts only what was recorded of the need itself: income stays open also while a "
        "benefit runs that brings it."
    ) in told
    assert (
        "Open telt alleen wat over de zaak zelf is vastgelegd: inkomen blijft open, ook als er "
        "een uitkering loopt die het geeft."
    ) in of_one


def test_whom_somebody_looked_at_is_logged(desk: Typing, tmp_path: Path) -> None:
    log = tmp_path / "reintegration.db.access.jsonl"
    desk("handovers")
    listed = [json.loads(line) for line in log.read_text().splitlines()]
    desk("handovers", "--person", "p-warm")
    one = [json.loads(line) for line in log.read_text().splitlines()[len(listed) :]]

    assert [line["command"] for line in listed] == ["handovers"]
    assert set(listed[0]["subjects"]) == {"p-cold", "p-not-held", "p-to-come", "p-warm"}
    assert {subject for line in one for subject in line["subjects"]} == {"p-warm"}


def test_every_fault_reason_and_ground_has_its_words() -> None:
    wanted = [f"handover_fault.{fault}" for fault in Fault]
    codes = (HandoverReason, DisputeGround, RefusalGround, EscalationLevel, EscalationTopic)
    wanted += [f"code.{each}" for words in codes for each in words]

    assert [key for language in LANGUAGES for key in wanted if key not in sentences(language)] == []
