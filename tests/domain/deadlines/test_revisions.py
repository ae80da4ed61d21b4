"""How deadlines change as more becomes known, and that nothing but what is known decides them."""

from typing import Any

from hypothesis import given

from domain.deadlines.computed import DeadlineStatus, VoidBecause
from domain.deadlines.of_person import deadlines_of
from domain.deadlines.revisions import revised
from domain.envelope import Act
from domain.events import CorrectionEvent, EventCorrected, EventRetracted
from domain.events.corrections import CorrectionReason
from domain.evolve import fold
from domain.history import as_of, resolve
from domain.values import day_of
from tests.domain.acts import PERSON, act, histories, when
from tests.domain.deadlines.counted import LAW, body, named, one, rules_of

DAY = "2026-08-01"


def traced(acts: list[Act], on: str = DAY) -> Any:
    return revised(PERSON, acts, rules_of(LAW), day_of(when(on)))


def correction(of: Act, position: int, change: CorrectionEvent, on: str, recorded: str) -> Act:
    return act(change, on, position=position, corrects=of, recorded=recorded)


APPLIED = act(
    body("benefit-applied"), "2026-06-01", position=1, recorded="2026-06-01T10:00:00+00:00"
)
MOVED = correction(
    APPLIED,
    2,
    EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2026-06-08"),
    "2026-06-20",
    "2026-06-20T10:00:00+00:00",
)
TAKEN_BACK = correction(
    APPLIED,
    3,
    EventRetracted(reason=CorrectionReason.NEVER_HAPPENED),
    "2026-06-25",
    "2026-06-25T10:00:00+00:00",
)


def test_a_corrected_day_moves_the_deadline_and_both_are_told() -> None:
    found = traced([APPLIED, MOVED])
    [decision] = named(found.deadlines, "D11")

    assert str(decision.due) == "2026-08-03"
    assert [
        (str(each.due), each.because, str(each.known_since.date()))
        for each in found.revisions[decision.identity]
    ] == [("2026-07-27", "e1", "2026-06-01"), ("2026-08-03", "e2", "2026-06-20")]


def test_the_deadline_keeps_its_identity_when_its_day_moves() -> None:
    before = one([APPLIED], "D11", DAY)
    after = one([APPLIED, MOVED], "D11", DAY)

    assert before.identity == after.identity
    assert before.due != after.due


def test_what_counted_from_an_act_taken_back_is_void_and_still_told() -> None:
    found = traced([APPLIED, TAKEN_BACK])
    [decision] = named(found.deadlines, "D11")

    assert decision.status is DeadlineStatus.VOID
    assert decision.void_because is VoidBecause.NEVER_HAPPENED
    assert [str(each.due) for each in found.revisions[decision.identity]] == ["2026-07-27", "None"]


def test_a_late_record_is_known_from_the_day_it_was_recorded() -> None:
    late = act(
        body("benefit-application-incomplete", missing=["id-document"], complete_by="2026-06-15"),
        "2026-06-10",
        position=2,
        recorded="2026-07-01T10:00:00+00:00",
    )
    found = traced([APPLIED, late])
    [decision] = named(found.deadlines, "D11")

    # Five days longer: 11 up to and including 15 June; 1 August is a Saturday.
    assert [str(each.due) for each in found.revisions[decision.identity]] == [
        "2026-07-27",
        "2026-08-03",
    ]


def test_a_day_that_was_replaced_in_the_moment_of_its_recording_is_not_told() -> None:
    at_once = correction(
        APPLIED,
        2,
        EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on="2026-06-08"),
        "2026-06-20",
        "2026-06-01T10:00:00+00:00",
    )
    found = traced([APPLIED, at_once])
    [decision] = named(found.deadlines, "D11")

    assert [(str(each.due), each.because) for each in found.revisions[decision.identity]] == [
        ("2026-08-03", "e2")
    ]


def test_a_day_that_came_back_within_one_moment_was_never_another() -> None:
    there_and_back = [
        correction(
            APPLIED,
            position,
            EventCorrected(reason=CorrectionReason.WRONG_DATE, occurred_on=day),
            "2026-06-20",
            "2026-06-20T10:00:00+00:00",
        )
        for position, day in ((2, "2026-06-08"), (3, "2026-06-01"))
    ]
    found = traced([APPLIED, *there_and_back])
    [decision] = named(found.deadlines, "D11")

    assert [str(each.due) for each in found.revisions[decision.identity]] == ["2026-07-27"]


@given(acts=histories(longest=4))
def test_no_two_days_are_told_of_one_moment(acts: list[Act]) -> None:
    for told in traced(acts).revisions.values():
        moments = [each.known_since for each in told]
        assert sorted(set(moments)) == moments


def test_a_deadline_that_never_moved_has_one_day() -> None:
    found = traced([APPLIED])

    assert [len(each) for each in found.revisions.values()] == [1] * len(found.revisions)


@given(acts=histories(longest=4))
def test_after_corrections_they_are_as_if_counted_from_scratch(acts: list[Act]) -> None:
    rules, day = rules_of(LAW), day_of(when(DAY))
    scratch = as_of(resolve(acts).acts, day)

    found = traced(acts).deadlines

    expected = deadlines_of(fold(PERSON, scratch), scratch, rules, day)
    assert found[: len(expected)] == expected
    assert all(each.void_because is VoidBecause.NEVER_HAPPENED for each in found[len(expected) :])


@given(acts=histories(longest=4))
def test_the_last_day_told_is_the_day_there_is(acts: list[Act]) -> None:
    found = traced(acts)

    for each in found.deadlines:
        if each.key is not None and each.void_because is not VoidBecause.NEVER_HAPPENED:
            assert found.revisions[each.identity][-1].due == each.due


def test_as_known_at_a_moment_is_what_had_been_recorded_by_then() -> None:
    known = [each for each in (APPLIED, MOVED) if each.recorded_at < MOVED.recorded_at]

    assert str(one(known, "D11", DAY).due) == "2026-07-27"
