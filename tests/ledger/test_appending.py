"""What append promises: all or nothing, each act once, and only on what was read."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.envelope import CorrectionKind, EventReference
from domain.events.corrections import CorrectionReason, EventCorrected
from domain.values import PrivacyClass
from ledger import Condition, Ledger
from ledger.errors import (
    BodyOfAnotherType,
    ConditionFailed,
    Erased,
    KeyReused,
    NotARehearsal,
    UnknownType,
    UnreadableEvent,
    VersionConflict,
    WrongPrivacyClass,
)
from ledger.intake.dry_run import DryRun
from ledger.schema import EVENTS
from tests.ledger.making import (
    APPLIED,
    BLOCKED,
    NOON,
    SOURCE,
    all_acts,
    draft,
    drafts,
    existing_ledger,
    new_ledger,
    ticking,
)


def test_an_act_comes_back_as_it_went_in(ledger: Ledger) -> None:
    applied = draft("e1")

    (receipt,) = ledger.append([applied])

    (act,) = ledger.read("person:p-1")
    assert (act.envelope, act.body) == (applied.envelope, applied.body)
    assert (act.position, act.version, act.recorded_at) == (1, 1, receipt.recorded_at)
    assert (receipt.source, receipt.event_id, receipt.replayed) == (SOURCE, "e1", False)


def test_positions_run_through_the_ledger_and_versions_through_a_stream(ledger: Ledger) -> None:
    receipts = ledger.append(drafts(7, persons=3))

    assert [receipt.position for receipt in receipts] == [1, 2, 3, 4, 5, 6, 7]
    assert [receipt.version for receipt in receipts] == [1, 1, 1, 2, 2, 2, 3]


def test_an_empty_batch_records_nothing(ledger: Ledger) -> None:
    assert ledger.append([]) == []
    assert ledger.head().position == 0


def test_a_batch_over_several_streams_is_recorded_whole_or_not_at_all(ledger: Ledger) -> None:
    ledger.append([draft("e1", "person:p-1")])

    with pytest.raises(VersionConflict):
        ledger.append(
            [draft("e2", "person:p-2"), draft("e3", "agreement:a-1")], after={"person:p-1": 0}
        )

    assert ledger.head().position == 1
    assert ledger.streams() == ["person:p-1"]


@pytest.mark.parametrize("stream", ["person:p-1", "organisation:o-1", "agreement:a-1", "ledger:l"])
def test_a_stream_of_any_kind_is_guarded_by_the_version_that_was_read(
    ledger: Ledger, stream: str
) -> None:
    ledger.append([draft("e1", stream)], after={stream: 0})
    ledger.append([draft("e2", stream)], after={stream: 1})

    with pytest.raises(VersionConflict) as conflict:
        ledger.append([draft("e3", stream)], after={stream: 1})

    assert (conflict.value.stream, conflict.value.expected, conflict.value.found) == (stream, 1, 2)
    assert ledger.head().position == 2


def test_a_stream_that_was_only_read_is_guarded_too(ledger: Ledger) -> None:
    ledger.append([draft("e1", "agreement:a-1")])

    with pytest.raises(VersionConflict):
        ledger.append([draft("e2", "person:p-1")], after={"agreement:a-1": 0})


def test_what_was_recorded_before_gives_the_receipt_of_that_time(ledger: Ledger) -> None:
    (first,) = ledger.append([draft("e1")])

    (again,) = ledger.append([draft("e1")])

    assert again.replayed
    assert (again.position, again.version) == (first.position, first.version)
    assert again.recorded_at == first.recorded_at
    assert ledger.head().position == 1


def test_another_account_may_send_the_same_act_again(ledger: Ledger) -> None:
    ledger.append([draft("e1", recorded_by="u-8")])

    (again,) = ledger.append([draft("e1", recorded_by="u-9")])

    assert again.replayed


@pytest.mark.parametrize("fold", [0, 1])
def test_an_act_in_the_hour_that_the_clock_runs_through_twice_can_be_sent_again(
    ledger: Ledger, fold: int
) -> None:
    when = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"), fold=fold)
    ledger.append([draft("e1", occurred_on=when, noted_at=when)])

    (again,) = ledger.append([draft("e1", occurred_on=when, noted_at=when)])

    assert again.replayed
    other = when.replace(fold=1 - fold)
    with pytest.raises(KeyReused, match="different: occurred_on"):
        ledger.append([draft("e1", occurred_on=other, noted_at=when)])


def test_the_same_moment_in_another_zone_is_the_same_act(ledger: Ledger) -> None:
    ledger.append([draft("e1", noted_at=NOON)])

    (again,) = ledger.append([draft("e1", noted_at=NOON.astimezone(ZoneInfo("Asia/Tokyo")))])

    assert again.replayed


def test_a_batch_may_hold_old_and_new(ledger: Ledger) -> None:
    ledger.append(drafts(3))

    receipts = ledger.append(drafts(5))

    assert [receipt.replayed for receipt in receipts] == [True, True, True, False, False]
    assert [receipt.position for receipt in receipts] == [1, 2, 3, 4, 5]


def test_an_act_that_a_batch_names_twice_is_recorded_once(ledger: Ledger) -> None:
    receipts = ledger.append([draft("e1"), draft("e2"), draft("e1")])

    assert [receipt.position for receipt in receipts] == [1, 2, 1]
    assert [receipt.replayed for receipt in receipts] == [False, False, True]


def test_a_command_that_lost_its_answer_can_be_sent_again_as_it_was(ledger: Ledger) -> None:
    condition = Condition(after_position=0, streams=frozenset({"person:p-1"}))
    sent = {"after": {"person:p-1": 0}, "condition": condition}
    ledger.append([draft("e1")], **sent)  # type: ignore[arg-type]

    (again,) = ledger.append([draft("e1")], **sent)  # type: ignore[arg-type]

    assert again.replayed


@pytest.mark.parametrize(
    ("other", "different"),
    [
        (draft("e1", body=BLOCKED), "type, body"),
        (draft("e1", actor="u-99"), "actor"),
        (draft("e1", "person:p-2"), "stream, subjects"),
    ],
    ids=["body", "actor", "stream"],
)
def test_one_id_for_two_acts_is_an_error_that_names_what_differs(
    ledger: Ledger, other: object, different: str
) -> None:
    first = draft("e1")
    ledger.append([first])

    with pytest.raises(KeyReused) as reused:
        ledger.append([draft("e0"), other])  # type: ignore[list-item]

    assert reused.value.why == f"different: {different}"
    assert reused.value.recorded.envelope == first.envelope
    assert reused.value.refused is other
    assert ledger.head().position == 1


def test_one_id_for_two_acts_of_one_batch_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(KeyReused):
        ledger.append([draft("e1"), draft("e1", body=BLOCKED)])

    assert ledger.head().position == 0


def test_two_sources_may_use_the_same_id(ledger: Ledger) -> None:
    receipts = ledger.append([draft("e1"), draft("e1", source="urn:test:other")])

    assert [receipt.position for receipt in receipts] == [1, 2]
    assert len(ledger.find("e1")) == 2
    assert [act.position for act in ledger.find("e1", "urn:test:other")] == [2]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(1),
        Condition(1, types=frozenset({"id-card-applied/1", "person-released/1"})),
        Condition(1, streams=frozenset({"person:p-2"})),
        Condition(1, subjects=frozenset({"p-2", "p-9"})),
        Condition(
            1,
            types=frozenset({"id-card-applied/1"}),
            streams=frozenset({"person:p-2"}),
            subjects=frozenset({"p-2"}),
        ),
    ],
    ids=["anything", "type", "stream", "subject", "all three"],
)
def test_a_decision_fails_when_what_it_rests_on_has_changed(
    ledger: Ledger, condition: Condition
) -> None:
    ledger.append([draft("e1", "person:p-1"), draft("e2", "person:p-2")])

    with pytest.raises(ConditionFailed) as failed:
        ledger.append([draft("e3", "person:p-3")], condition=condition)

    assert failed.value.position == 2
    assert ledger.head().position == 2


@pytest.mark.parametrize(
    "condition",
    [
        Condition(2),
        Condition(1, types=frozenset({"person-released/1"})),
        Condition(1, streams=frozenset({"person:p-1"})),
        Condition(1, subjects=frozenset({"p-1"})),
        Condition(1, streams=frozenset({"person:p-2"}), subjects=frozenset({"p-1"})),
    ],
    ids=["known already", "another type", "another stream", "another subject", "not both"],
)
def test_a_decision_holds_when_only_other_things_have_changed(
    ledger: Ledger, condition: Condition
) -> None:
    ledger.append([draft("e1", "person:p-1"), draft("e2", "person:p-2")])

    (receipt,) = ledger.append([draft("e3", "person:p-3")], condition=condition)

    assert receipt.position == 3


def test_a_condition_finds_a_subject_in_a_stream_of_another_kind(ledger: Ledger) -> None:
    ledger.append([draft("e1", "agreement:a-1", subjects=("p-5", "p-6"))])

    with pytest.raises(ConditionFailed):
        ledger.append([draft("e2")], condition=Condition(0, subjects=frozenset({"p-6"})))


def test_a_type_that_is_not_in_the_table_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UnknownType) as refused:
        ledger.append([draft("e1", type="id-card-aplied/1")])

    assert refused.value.help is not None
    assert "id-card-applied/1" in refused.value.help


def test_a_body_of_another_type_than_its_envelope_names_is_refused(ledger: Ledger) -> None:
    with pytest.raises(BodyOfAnotherType):
        ledger.append([draft("e1", body=BLOCKED, type="id-card-applied/1")])


def test_another_privacy_class_than_the_type_has_is_refused(ledger: Ledger) -> None:
    with pytest.raises(WrongPrivacyClass):
        ledger.append([draft("e1", privacy_class=PrivacyClass.HEALTH)])


@pytest.mark.parametrize("privacy_class", list(PrivacyClass))
def test_a_correction_takes_the_privacy_class_of_what_it_corrects(
    ledger: Ledger, privacy_class: PrivacyClass
) -> None:
    corrected = draft(
        "e2",
        body=EventCorrected(
            reason=CorrectionReason.WRONG_VALUE, body={"place": "prison", "floor": None}
        ),
        corrects=EventReference(event_id="e1", source=SOURCE),
        correction_kind=CorrectionKind.ERROR,
        privacy_class=privacy_class,
    )

    ledger.append([corrected])

    assert ledger.at(1).body == corrected.body
    assert ledger.at(1).envelope == corrected.envelope


def test_time_never_runs_backwards(ledger_url: str, tmp_path: Path) -> None:
    with new_ledger(ledger_url, tmp_path, clock=ticking(seconds=-60)) as ledger:
        for number in range(3):
            ledger.append([draft(f"e{number}")])

        moments = [act.recorded_at for act in all_acts(ledger)]
        instant = timedelta(microseconds=1)
        assert moments == [moments[0], moments[0] + instant, moments[0] + 2 * instant]
        assert ledger.verify().holds


def test_the_time_of_recording_cannot_be_chosen_in_a_ledger_of_record(ledger: Ledger) -> None:
    with pytest.raises(NotARehearsal):
        ledger.append([draft("e1", recorded_at=NOON)])


def test_a_rehearsal_takes_the_time_of_recording_from_the_source(
    ledger_url: str, tmp_path: Path
) -> None:
    early = NOON - timedelta(days=5000)
    with new_ledger(ledger_url, tmp_path, rehearsal=True, clock=ticking()) as ledger:
        ledger.append([draft("e1", recorded_at=early), draft("e2", recorded_at=early)])
        ledger.append([draft("e3", recorded_at=early - timedelta(days=1))])
        ledger.append([draft("e4")])

        moments = [act.recorded_at for act in all_acts(ledger)]

    assert moments[:3] == [early, early, early + timedelta(microseconds=1)]
    assert moments[3] > NOON


def test_an_act_whose_key_was_destroyed_cannot_be_recorded_again(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append([draft("e1"), draft("e2", "person:p-2")])
        with ledger._keyring._lock:
            ledger._keyring._connection.execute(
                "update data_keys set wrapped = null, destroyed_at = 1 where owner = 'p-1'"
            )

    with existing_ledger(ledger_url, tmp_path) as ledger:
        assert [act.body for act in all_acts(ledger)] == [None, APPLIED]
        assert ledger.verify().holds
        with pytest.raises(Erased):
            ledger.append([draft("e1")])


def test_a_condition_over_an_envelope_that_makes_no_sense_is_told(
    ledger_url: str, tmp_path: Path
) -> None:
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append([draft("e1")])
        with ledger.connection() as connection:
            connection.exec_driver_sql(
                "drop trigger ledger_events_no_update"
                if connection.dialect.name == "sqlite"
                else "drop trigger ledger_events_stay on ledger_events"
            )
            connection.execute(EVENTS.update().values(envelope=b"no envelope"))

        with pytest.raises(UnreadableEvent):
            ledger.append([draft("e2")], condition=Condition(0, subjects=frozenset({"p-1"})))


def test_a_dry_run_knows_an_act_again_as_the_ledger_does(ledger_url: str, tmp_path: Path) -> None:
    twice = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    with new_ledger(ledger_url, tmp_path) as ledger:
        ledger.append([draft("e1", occurred_on=twice)])
        again = draft("e1", occurred_on=twice.astimezone(UTC), recorded_by="u-9")

        assert [each.replayed for each in DryRun(ledger).append([again])] == [True]
