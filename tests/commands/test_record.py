"""`record` writes one event, once, in the form that its type asks for."""

import json
from pathlib import Path

import pytest

from domain.events import ACCESS_LOG_TYPES, DERIVED_TYPES
from tests.commands.shell import Typing

APPLIED = ("record", "id-card-applied", "person:p-1", "--set", "place=desk")


def test_an_event_gets_a_place_in_the_ledger_and_in_its_stream(any_office: Typing) -> None:
    first = any_office(*APPLIED, "--json")
    second = any_office("record", "id-fee-funded", "person:p-1", "--set", "payer=person", "--json")

    assert (first.status, second.status) == (0, 0)
    assert [(each.data["position"], each.data["version"]) for each in (first, second)] == [
        (1, 1),
        (2, 2),
    ]
    assert second.meta["size"] == 2


def test_everything_an_envelope_can_say_can_be_said(office: Typing) -> None:
    office(
        *(*APPLIED, "--on", "2026-03-02T10:00:00+01:00", "--certainty", "estimated"),
        *("--effect-from", "2026-03-03", "--effect-until", "2026-04-03"),
        *("--actor", "u-7", "--role", "burgerzaken", "--org", "Tilburg"),
        *("--purpose", "nazorg", "--basis", "Paspoortwet 26", "--mandate", "m-1"),
        *("--evidence", "doc-1", "--evidence-sha256", "a" * 64, "--to", "Breda", "--to", "Vught"),
        *("--source", "urn:x:y", "--event-id", "b7c1", "--noted-at", "2026-03-02T10:15:00Z"),
        *("--causation", "a1", "--correlation", "c1"),
    )

    shown = office("show", "b7c1", "--json").data

    assert shown == {
        "position": 1,
        "version": 1,
        "recorded_at": "2026-03-10T08:00:00+00:00",
        "event_id": "b7c1",
        "source": "urn:x:y",
        "stream": "person:p-1",
        "type": "id-card-applied/1",
        "subjects": ["p-1"],
        "occurred_on": "2026-03-02T10:00:00+01:00",
        "certainty": "estimated",
        "effect_from": "2026-03-03",
        "effect_until": "2026-04-03",
        "noted_at": "2026-03-02T10:15:00Z",
        "actor": "u-7",
        "role": "burgerzaken",
        "organisation": "Tilburg",
        "recorded_by": "u-1",
        "to": ["Breda", "Vught"],
        "mandate": "m-1",
        "purpose": "nazorg",
        "legal_basis": "Paspoortwet 26",
        "causation": "a1",
        "correlation": "c1",
        "evidence": {"reference": "doc-1", "sha256": "a" * 64},
        "privacy_class": "O",
        "body": {"place": "desk"},
        "changed_by": [],
        "read_now": {"status": "as-recorded", "by": []},
    }


def test_what_is_not_said_comes_from_the_profile_and_the_clock(office: Typing) -> None:
    recorded = office(*APPLIED, "--json").data

    shown = office("show", recorded["event_id"], "--json").data

    assert shown["occurred_on"] == "2026-03-10"
    assert shown["actor"] == shown["recorded_by"] == "u-1"
    assert shown["role"] == "aftercare-coordinator"
    assert shown["purpose"] == "aftercare"
    assert shown["legal_basis"] == "Pbw 18a"


def test_the_account_that_records_is_not_the_one_that_acted(office: Typing) -> None:
    recorded = office(*APPLIED, "--as", "u-2", "--actor", "u-7", "--json").data

    shown = office("show", recorded["event_id"], "--json").data

    assert (shown["actor"], shown["recorded_by"]) == ("u-7", "u-2")


def test_the_same_key_and_content_are_recorded_once(any_office: Typing) -> None:
    first = any_office(*APPLIED, "--event-id", "e1", "--json")
    again = any_office(*APPLIED, "--idempotency-key", "e1", "--json")

    assert (first.data["replayed"], again.data["replayed"]) == (False, True)
    assert again.status == 0
    assert again.data | {"replayed": False} == first.data
    assert again.meta["size"] == 1


def test_the_same_key_with_other_content_is_a_conflict(any_office: Typing) -> None:
    any_office(*APPLIED, "--event-id", "e1")

    other = any_office(*APPLIED, "--event-id", "e1", "--on", "2026-03-01")

    assert other.status == 6
    assert "error[LG0303]" in other.err


def test_a_stream_that_moved_on_is_a_conflict(any_office: Typing) -> None:
    any_office(*APPLIED)

    answer = any_office(*APPLIED, "--expect-version", "0")

    assert answer.status == 6
    assert "error[LG0301]" in answer.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("id-card-aplied", "person:p-1"), "LG0401", "did you mean id-card-applied or id-card-i"),
        (("id-card-aplied/1", "person:p-1"), "LG0401", "did you mean id-card-applied/1 or"),
        (("zzz", "person:p-1"), "LG0401", "list them with: reintegration events list"),
        (("event-retracted", "person:p-1"), "CL0302", "reintegration retract"),
        (("id-card-applied", "person:p-1", "--set", "plce=desk"), "CL0303", "did you mean place?"),
        (("id-card-applied", "person:p-1", "--set", "place=dsk"), "CL0304", "one of desk, prison"),
        (("id-card-applied", "person:p-1"), "CL0305", "place: Field required"),
        (("id-card-applied", "p-1", "--set", "place=desk"), "CL0307", "write person:p-0417"),
        (("id-card-applied", "person:123456789", "--set", "place=desk"), "CL0307", "bare number"),
        (("id-card-applied", "person:p-1", "--set", "place=desk", "--to", ""), "CL0306", "to.0"),
    ],
)
def test_a_malformed_event_is_refused_and_nothing_written(
    office: Typing, words: tuple[str, ...], code: str, told: str
) -> None:
    answer = office("record", *words)

    assert answer.status == 3
    assert f"error[{code}]" in answer.err
    assert told in answer.err
    assert office("verify", "--json").data["checked"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "2026-02-30"),
        ("--on", "2026-03-02T10:00:00"),
        ("--certainty", "maybe"),
        ("--noted-at", "2026-03-02"),
        ("--evidence-sha256", "a" * 64),
    ],
)
def test_an_option_of_another_form_is_a_usage_error(office: Typing, words: tuple[str, ...]) -> None:
    answer = office(*APPLIED, *words)

    assert answer.status == 2
    assert "error[CL0002]" in answer.err


def test_what_does_not_fit_is_recorded_only_when_asked(office: Typing) -> None:
    refused = office("record", "person-released", "person:p-1")
    recorded = office("record", "person-released", "person:p-1", "--anyway")

    assert (refused.status, recorded.status) == (3, 0)
    assert "error[CL0309]" in refused.err
    assert "released without a detention" in refused.err
    assert "--anyway" in refused.err
    assert office("verify", "--json").data["checked"] == 1


def test_a_finding_that_is_there_already_does_not_stop_the_next_event(office: Typing) -> None:
    office("record", "person-released", "person:p-1", "--anyway")

    assert office(*APPLIED).status == 0


def test_looking_whether_it_fits_is_logged_as_a_reading(office: Typing, tmp_path: Path) -> None:
    office(*APPLIED, "--as", "u-2")

    (line,) = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()

    logged = json.loads(line)
    assert (logged["account"], logged["command"]) == ("u-2", "record")
    assert logged["subjects"] == ["p-1"]
    assert logged["purpose"] == "aftercare"


def test_without_a_profile_the_purpose_of_recording_is_that_of_the_look(
    office: Typing, tmp_path: Path
) -> None:
    (tmp_path / "reintegration.db.profile.toml").unlink()

    answer = office(
        *(*APPLIED, "--as", "u-2", "--role", "r", "--org", "o", "--source", "urn:x:y"),
        *("--purpose", "nazorg", "--basis", "Wmo"),
    )

    assert answer.status == 0, answer.err
    logged = json.loads((tmp_path / "reintegration.db.access.jsonl").read_text())
    assert (logged["purpose"], logged["legal_basis"]) == ("nazorg", "Wmo")


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ((), "such as person:p-0417"),
        (("--subject", "p-1"), "record it in person:p-1"),
        (("--subject", "p-1", "--subject", "p-2"), "record it in person:p-1 and in person:p-2"),
    ],
)
def test_an_event_about_a_person_is_recorded_in_no_other_stream(
    office: Typing, words: tuple[str, ...], own: str
) -> None:
    answer = office(
        *("record", "id-card-applied", "organisation:tilburg", "--set", "place=desk", "--anyway"),
        *words,
    )

    assert answer.status == 3
    assert "error[CL0314]" in answer.err
    assert own in answer.err
    assert office("verify", "--json").data["checked"] == 0


def test_an_event_in_the_stream_of_a_person_has_no_other_subject(office: Typing) -> None:
    answer = office(*APPLIED, "--subject", "p-1", "--subject", "p-2")

    assert answer.status == 3
    assert "error[CL0306]" in answer.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("record", "id-card-applied", "{}", "--set", "place=desk"), "CL0307"),
        (("record", "id-card-applied", "person:{}", "--set", "place=desk"), "CL0307"),
        (("record", "id-card-applied", "persoon:{}", "--set", "place=desk"), "CL0307"),
        (("status", "{}"), "CL0308"),
        (("audit", "--person", "{}"), "CL0308"),
    ],
)
def test_what_may_be_the_name_of_a_person_is_not_repeated(
    office: Typing, words: tuple[str, ...], code: str
) -> None:
    answer = office(*(word.format("Jan Jansen 123456782") for word in words))

    assert answer.status == 3
    assert f"error[{code}]" in answer.err
    assert "Jansen" not in answer.err
    assert "123456782" not in answer.err


def test_without_a_profile_what_is_missing_is_named(office: Typing, tmp_path: Path) -> None:
    (tmp_path / "reintegration.db.profile.toml").unlink()

    answer = office(*APPLIED, "--as", "u-2")

    assert answer.status == 2
    assert "error[CL0201]" in answer.err
    assert "--role" in answer.err


def test_a_rehearsal_may_choose_the_moment_of_recording(shell: Typing) -> None:
    shell("init", "--rehearsal")

    answer = shell(
        *APPLIED, "--on", "2026-01-02", "--recorded-at", "2026-01-03T12:00:00Z", "--json"
    )

    assert answer.data["recorded_at"] == "2026-01-03T12:00:00+00:00"


def test_a_ledger_of_record_does_not_let_the_moment_be_chosen(running_clock: Typing) -> None:
    running_clock("init")

    answer = running_clock(*APPLIED, "--recorded-at", "2026-01-03T12:00:00Z")

    assert answer.status == 3
    assert "error[LG0404]" in answer.err


AGREED = (
    *("record", "agreement-made", "agreement:a-1", "--on", "2026-03-02", "--subject", "p-0417"),
    *("--set", "level=case", "--set", "parties=Tilburg,Tiwos", "--set", "performer=Tiwos"),
    *("--set", "beneficiary=p-0417", "--set", "deliverable=place-to-live"),
)


def test_an_agreement_is_recorded_in_a_stream_of_its_own(office: Typing) -> None:
    answer = office(*AGREED, "--set", "due_on=2026-06-01", "--json")

    assert answer.status == 0, answer.err
    assert answer.data["stream"] == "agreement:a-1"
    shown = office("show", answer.data["event_id"], "--json").data
    assert shown["subjects"] == ["p-0417"]


def test_an_agreement_without_a_due_day_is_refused_and_says_so(office: Typing) -> None:
    answer = office(*AGREED)

    assert answer.status == 3
    assert "error[CL0305]" in answer.err
    assert "an agreement has a day on which it is due, in due_on" in answer.err
    assert "record intention-expressed" in answer.err


@pytest.mark.parametrize(
    ("stream", "why"),
    [("person:p-0417", "begin with agreement:"), ("ledger:own", "begin with agreement:")],
)
def test_an_event_about_an_agreement_is_recorded_in_no_other_stream(
    office: Typing, stream: str, why: str
) -> None:
    answer = office("record", "agreement-waived", stream, "--set", "reason=replaced")

    assert answer.status == 3
    assert "error[CL0314]" in answer.err
    assert why in answer.err
    assert "--subject" in answer.err


@pytest.mark.parametrize(
    ("words", "stream"),
    [
        (("mandate-withdrawn", "--set", "mandate=m-1"), "organisation:tilburg"),
        (("key-destroyed", "--set", "key_kind=health"), "ledger:own"),
        (("escalation-resolved", "--set", "outcome=decided", "--anyway"), "agreement:a-1"),
        (("escalation-resolved", "--set", "outcome=decided", "--anyway"), "person:p-0417"),
        (("data-breach-suspected", "--set", "kind=loss"), "organisation:tilburg"),
    ],
)
def test_events_of_organisations_and_of_the_ledger_have_their_streams(
    office: Typing, words: tuple[str, ...], stream: str
) -> None:
    name, *more = words

    assert office("record", name, stream, "--on", "2026-03-02", *more).status == 0


@pytest.mark.parametrize("derived", sorted({*DERIVED_TYPES, *ACCESS_LOG_TYPES}))
def test_what_the_ledger_works_out_cannot_be_typed_in(office: Typing, derived: str) -> None:
    for name in (derived, f"{derived}/1"):
        answer = office("record", name, "person:p-0417")

        assert answer.status == 3
        assert "error[CL0315]" in answer.err
        assert f"{derived} (" in answer.err
        assert "reintegration events list" in answer.err
    assert office("verify", "--json").data["checked"] == 0


def test_a_reason_outside_its_list_is_refused_with_the_list(office: Typing) -> None:
    answer = office("record", "handover-rejected", "person:p-1", "--set", "reason=busy")

    assert answer.status == 3
    assert "error[CL0304]" in answer.err
    assert "one of other-municipality, no-mandate, no-funding, too-late" in answer.err


def test_a_need_of_health_is_refused_with_the_type_that_is_meant_for_it(office: Typing) -> None:
    answer = office("record", "need-identified", "person:p-1", "--set", "need=medication")

    assert answer.status == 3
    assert "record health-need-identified" in answer.err


def test_an_answer_that_nobody_asked_for_is_asked_about_first(office: Typing) -> None:
    words = ("record", "handover-rejected", "person:p-1", "--set", "reason=too-late")

    assert "nobody had offered" in office(*words).err
    assert office(*words, "--anyway").status == 0
