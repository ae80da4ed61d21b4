"""The handovers as they are typed: who is listed, what a line says, and the days of one person."""

import csv
import io
import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.accountability.account import account_of
from domain.accountability.found import Fault
from domain.accountability.mandates import DOES_NOT_HOLD, Mandates
from domain.accountability.states import State
from domain.envelope import Act
from domain.events.handover import HandoverForm, HandoverReason
from domain.events.income import RejectionReason
from domain.events.oversight import EscalationLevel, EscalationTopic
from domain.events.plan import DisputeGround
from domain.events.sharing import RefusalGround
from domain.evolve import fold
from domain.findings import FindingKind
from domain.history import as_of, resolve
from domain.needs import Need
from ledger import Draft, open_ledger
from projections import handovers
from projections.language import LANGUAGES, TABLE_WIDTH, sentences
from tests.commands.shell import Typing, forget_surroundings, typing
from tests.domain.acts import PERSON, histories
from tests.domain.handover_people import (
    FREE,
    HELD,
    TO_TILBURG,
    Step,
    accepts,
    by,
    disputes,
    lacks,
    offers,
    policy_under,
    rejects,
    told,
)

NOON: Final = datetime(2026, 6, 18, 12, tzinfo=UTC)
NOW: Final = NOON.replace(hour=13)
RELEASE: Final = date(2026, 6, 1)

WARM: Final[Sequence[Step]] = (
    (HELD, "2026-01-15"),
    (TO_TILBURG, "2026-02-01"),
    (lacks(Need.HOUSING), "2026-02-01"),
    (lacks(Need.DEBT_HELP), "2026-02-01"),
    (e.ReleaseNoticeSent(release_on=RELEASE), "2026-04-01"),
    (e.ReleaseNoticeReceived(), "2026-04-03"),
    (offers(Need.HOUSING, Need.DEBT_HELP), "2026-04-20"),
    (accepts(Need.HOUSING, Need.DEBT_HELP), "2026-04-22", by("Tilburg", mandate="M-2")),
    (e.HandoverRated(score=4), "2026-04-23"),
    (FREE, "2026-06-01"),
)
COLD: Final[Sequence[Step]] = (
    (e.DetentionStarted(institution="PI Breda"), "2026-01-15"),
    (e.SettlementIntentionDeclared(municipality="Breda"), "2026-02-01"),
    (lacks(Need.BENEFIT), "2026-02-01"),
    (e.ReleaseNoticeSent(release_on=RELEASE), "2026-05-25"),
    (offers(Need.BENEFIT, form=HandoverForm.COLD), "2026-05-26"),
    (
        rejects(Need.BENEFIT, HandoverReason.OTHER_MUNICIPALITY),
        "2026-05-28",
        by("Breda", mandate="M-2"),
    ),
    (e.PersonReleased(destination_municipality="Breda"), "2026-06-01"),
    (
        disputes(Need.BENEFIT, "Breda", "Tilburg", ground=DisputeGround.OTHER_MUNICIPALITY),
        "2026-06-05",
    ),
    (
        e.EscalationRaised(
            level=EscalationLevel.MANAGEMENT,
            topic=EscalationTopic.OWNERSHIP_DISPUTE,
            need=Need.BENEFIT,
        ),
        "2026-06-08",
    ),
    (e.DataRequestRefused(ground=RefusalGround.SECRECY), "2026-06-09"),
    (
        e.BenefitRejected(reason=RejectionReason.OTHER_MUNICIPALITY),
        "2026-06-10",
        {"mandate": "M-1", "actor": "u-7"},
    ),
)
TO_COME: Final[Sequence[Step]] = (
    (HELD, "2026-05-01"),
    (e.ReleaseDatePlanned(release_on=date(2026, 9, 1)), "2026-05-02"),
    (lacks(Need.WORK), "2026-05-03"),
)
NOT_HELD: Final[Sequence[Step]] = ((lacks(Need.HOUSING), "2026-05-01"),)
MANDATE: Final[Sequence[Step]] = (
    (
        e.MandateGranted(
            mandate="M-1", holder="u-7", scope=("benefit-rejected",), until=date(2026, 6, 9)
        ),
        "2026-01-01",
    ),
    (
        e.MandateGranted(mandate="M-2", holder="case manager", scope=("any-decision",)),
        "2026-01-01",
    ),
)


def drafts(stream: str, steps: Sequence[Step]) -> list[Draft]:
    """These acts in a stream."""
    _, _, name = stream.partition(":")
    subjects = (name,) if stream.startswith("person:") else ()
    return [
        Draft(
            act.envelope.model_copy(
                update={
                    "stream": stream,
                    "subjects": subjects,
                    "event_id": f"{name}-{act.position}",
                }
            ),
            act.body,
        )
        for act in told(*steps)
        if act.body is not None
    ]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a ledger in which four persons and two mandates are recorded; only copy it."""
    folder = tmp_path_factory.mktemp("handovers")
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(folder)
        forget_surroundings(monkeypatch)
        monkeypatch.setenv("REINTEGRATION_NOW", NOON.isoformat())
        assert typing("init", "--rehearsal", "--organisation", "Tilburg").status == 0
    with open_ledger(str(folder / "reintegration.db"), clock=lambda: NOON) as ledger:
        for stream, steps in (
            ("organisation:Breda", MANDATE),
            ("person:p-cold", COLD),
            ("person:p-warm", WARM),
            ("person:p-to-come", TO_COME),
            ("person:p-not-held", NOT_HELD),
        ):
            ledger.append(drafts(stream, steps))
    return folder


@pytest.fixture
def desk(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typing:
    """Type commands on 18 June 2026 where they are recorded."""
    shutil.copytree(recorded, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    forget_surroundings(monkeypatch)
    monkeypatch.setenv("REINTEGRATION_NOW", NOW.isoformat())
    return typing


def rows(desk: Typing, *words: str) -> dict[str, dict[str, Any]]:
    """The rows of the answer by person."""
    answer = desk("handovers", *words, "--json")
    assert answer.status == 0, answer.err
    return {row["person"]: row for row in answer.data}


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


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--municipality", "tilburg"), ["p-cold", "p-warm"]),
        (("--municipality", "Breda"), ["p-cold"]),
        (("--municipality", "Goirle"), []),
        (("--institution", "pi vught"), ["p-warm", "p-to-come"]),
        (("--from", "2026-06-02"), ["p-to-come"]),
        (("--to", "2026-06-01"), ["p-cold", "p-warm"]),
        (("--from", "2026-06-01", "--to", "2026-06-01", "--institution", "PI Breda"), ["p-cold"]),
    ],
)
def test_the_handovers_are_filtered(
    desk: Typing, words: tuple[str, ...], expected: list[str]
) -> None:
    assert list(rows(desk, *words)) == expected


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


def test_one_person_is_told_from_day_to_day_with_the_rule_and_the_events(desk: Typing) -> None:
    answer = desk("handovers", "--person", "p-cold", "--json")

    benefit = next(need for need in answer.data["needs"] if need["need"] == "benefit")
    told = [
        (span["since"], span["until"], span["state"], span["passed"]) for span in benefit["spans"]
    ]
    assert told == [
        ("2026-01-15", "2026-05-31", "prison", False),
        ("2026-06-01", "2026-06-04", "municipality", True),
        ("2026-06-05", None, "disputed", True),
    ]
    disputed = benefit["spans"][-1]
    assert disputed["evidence"] == ["p-cold-8"]
    assert disputed["meanwhile"]["party"] == {"kind": "municipality", "name": "Breda"}
    assert disputed["meanwhile"]["rule"]["source"] == "Wwb 42(2)"
    assert len(answer.data["needs"]) == len(Need)
    assert [each["ground"] for each in answer.data["refusals"]] == ["secrecy"]
    assert [each["topic"] for each in answer.data["escalations"]] == ["ownership-dispute"]


def test_one_person_is_told_in_words(desk: Typing) -> None:
    text = desk("handovers", "--person", "p-cold", "--lang", "nl").out

    assert "Detentie van do 15 jan 2026 tot ma 1 jun 2026, PI Breda" in text
    assert "melding verzonden: ma 25 mei 2026 (7 dagen ervoor)" in text
    assert "melding ontvangen: nee" in text
    assert "geweigerd: uitkering" in text
    assert "vr 5 jun 2026 - nu   betwist: Breda en Tilburg, want organisaties zijn" in text
    assert "zolang handelt Breda" in text
    assert "ma 8 jun 2026: onenigheid over de eigenaar, naar het management" in text
    assert "di 9 jun 2026: Tilburg, geheimhouding" in text
    assert "besluit na afloop van het mandaat (bijstand afgewezen) [p-cold-11, Breda-1]" in text


def test_of_whom_no_detention_is_known_the_account_says_so(desk: Typing) -> None:
    text = desk("handovers", "--person", "p-not-held").out

    assert "No detention is known." in text
    assert "it is not known whether the person is held" in text


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


def test_nobody_in_the_period_is_said_in_a_sentence(desk: Typing) -> None:
    answer = desk("handovers", "--from", "2030-01-01")

    assert answer.status == 0
    assert answer.out.startswith("Nobody was or is to be released in this period.")


@pytest.mark.parametrize(
    ("option", "asked", "close"),
    [("--municipality", "Tilbrug", ["Tilburg"]), ("--institution", "PI Vugt", ["PI Vught"])],
)
def test_a_name_that_is_nowhere_is_told_with_close_ones(
    desk: Typing, option: str, asked: str, close: list[str]
) -> None:
    text = desk("handovers", option, asked)
    as_json = desk("handovers", option, asked, "--json")

    assert f"Nothing in this frame has {option} {asked}." in text.out
    assert close[0] in text.out
    assert as_json.meta["nowhere"] == [{"field": option, "value": asked, "close": close}]


def test_a_name_that_is_somewhere_and_has_no_release_in_the_period_is_not_called_nowhere(
    desk: Typing,
) -> None:
    answer = desk("handovers", "--municipality", "tilburg", "--from", "2030-01-01", "--json")

    assert answer.data == []
    assert "nowhere" not in answer.meta


def test_the_open_needs_are_said_to_be_those_of_what_was_recorded(desk: Typing) -> None:
    listed = desk("handovers")
    one = desk("handovers", "--person", "p-cold", "--lang", "nl")

    assert "Open counts only what was recorded." in listed.out
    assert "Open telt alleen wat is vastgelegd." in one.out


class TestFindings:
    """Decisions on mandates that do not hold are findings, those that name none are not."""

    def test_list_decisions_on_a_mandate_that_does_not_hold(self, desk: Typing) -> None:
        answer = desk("findings", "--json")

        assert [
            (row["person"], row["kind"], row["on"], row["events"])
            for row in answer.data
            if row["kind"].startswith("mandate")
        ] == [("p-cold", "mandate-expired", "2026-06-10", ["p-cold-11", "Breda-1"])]
        assert "besluit na afloop van het mandaat" in desk("findings", "--lang", "nl").out

    def test_about_one_person_list_the_same(self, desk: Typing) -> None:
        everybody = desk("findings", "--json").data

        for person in ("p-cold", "p-warm"):
            one = desk("findings", "--person", person, "--json").data
            assert one == [row for row in everybody if row["person"] == person]

    def test_leave_out_a_decision_of_a_later_day(self, desk: Typing) -> None:
        before = desk("findings", "--as-of", "2026-06-09", "--json").data
        after = desk("findings", "--as-of", "2026-06-10", "--json").data

        assert "mandate-expired" not in {row["kind"] for row in before}
        assert "mandate-expired" in {row["kind"] for row in after}

    def test_leave_out_a_decision_that_was_retracted(self, desk: Typing) -> None:
        proposed = desk("retract", "p-cold-11", "--reason", "wrong-person", "--as", "u-1")
        assert proposed.status == 0, proposed.err
        approved = desk("approve", "p-cold-11", "--as", "u-2")
        assert approved.status == 0, approved.err

        assert "mandate-expired" not in {row["kind"] for row in desk("findings", "--json").data}

    def test_say_nothing_of_a_decision_that_names_no_mandate(self, desk: Typing) -> None:
        with open_ledger("reintegration.db", clock=lambda: NOW) as ledger:
            ledger.append(drafts("person:p-none", ((e.BenefitGranted(), "2026-06-01"),)))

        assert "p-none" in {each["person"] for each in desk("findings", "--json").data}
        assert "mandate-absent" not in {row["kind"] for row in desk("findings", "--json").data}

    def test_name_every_other_way_in_which_a_mandate_does_not_hold(self, desk: Typing) -> None:
        wrong = {
            "p-unknown": {"mandate": "M-9"},
            "p-before": {"mandate": "M-1", "actor": "u-7", "on": "2025-12-31"},
            "p-scope": {"mandate": "M-1", "actor": "u-7", "type": "granted"},
            "p-other": {"mandate": "M-1", "actor": "u-8"},
        }
        with open_ledger("reintegration.db", clock=lambda: NOW) as ledger:
            for person, said in wrong.items():
                fields = {k: v for k, v in said.items() if k not in ("on", "type")}
                body = (
                    e.BenefitGranted()
                    if "type" in said
                    else e.BenefitRejected(reason=RejectionReason.OTHER_MUNICIPALITY)
                )
                step = (body, said.get("on", "2026-06-01"), fields)
                ledger.append(drafts(f"person:{person}", (step,)))

        found = desk("findings", "--json").data

        assert {
            row["person"]: row["kind"] for row in found if row["kind"].startswith("mandate-")
        } == {
            "p-cold": "mandate-expired",
            "p-unknown": "mandate-unknown",
            "p-before": "mandate-not-yet",
            "p-scope": "mandate-out-of-scope",
            "p-other": "mandate-of-another",
        }


def test_no_other_finding_has_the_name_of_a_fault_of_a_mandate() -> None:
    assert set(map(str, FindingKind)) & set(map(str, DOES_NOT_HOLD)) == set()


def test_one_person_takes_no_other_filter_and_no_csv(desk: Typing) -> None:
    filtered = desk("handovers", "--person", "p-warm", "--institution", "PI Vught")
    as_rows = desk("handovers", "--person", "p-warm", "--csv")
    unknown = desk("handovers", "--person", "p-nobody")

    assert (filtered.status, as_rows.status, unknown.status) == (2, 2, 5)
    assert "leave out the other filters" in filtered.err


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
    wanted += [f"handover_reason.{reason}" for reason in HandoverReason]
    wanted += [f"dispute_ground.{ground}" for ground in DisputeGround]
    wanted += [f"refusal_ground.{ground}" for ground in RefusalGround]
    wanted += [f"handover_escalation.{level}" for level in EscalationLevel]
    wanted += [f"handover_escalation.{topic}" for topic in EscalationTopic]

    assert [key for language in LANGUAGES for key in wanted if key not in sentences(language)] == []


DAYS: Final = st.none() | st.dates(date(2000, 1, 1), date(2030, 12, 31))
FILTERS: Final = st.builds(
    handovers.Filters,
    st.sampled_from([None, "Tilburg", "Breda"]),
    st.none(),
    DAYS,
    DAYS,
)


@given(histories(8), FILTERS)
def test_who_is_not_judged_would_not_have_been_listed(
    acts: list[Act], filters: handovers.Filters
) -> None:
    counted = as_of(resolve(acts).acts, date(2028, 1, 1))
    account = account_of(
        fold(PERSON, counted), counted, policy_under("law"), Mandates(), date(2028, 1, 1)
    )

    listed = handovers.report([account], filters).rows

    assert filters.may_ask_for(counted) or not listed
