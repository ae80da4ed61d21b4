"""What is recorded of an agreement and does not fit: it changes nothing, and is a finding."""

from datetime import date

import pytest

from domain.agreements.findings import AgreementFindingKind as Kind
from domain.agreements.standing import AgreementState as State
from domain.envelope import Act
from domain.events.agreements import AgreementLevel, WaiverReason
from domain.events.oversight import ReviewOutcome
from tests.domain.agreement_acts import (
    AFTER,
    BEFORE,
    CORPORATION,
    MADE,
    MUNICIPALITY,
    STRANGER,
    amended,
    breached,
    fulfilled,
    misfits,
    promise,
    reviewed,
    state,
    waived,
)


@pytest.mark.parametrize(
    ("breach", "finding"),
    [
        (breached(by=MUNICIPALITY), Kind.BREACH_NOT_BY_OVERSEER),
        (breached(heard=False), Kind.PARTIES_NOT_HEARD),
    ],
)
def test_any_other_breach_is_a_finding_and_changes_nothing(breach: Act, finding: Kind) -> None:
    assert state(promise(), breach) is State.OVERDUE
    assert misfits(promise(), breach) == [finding]


def test_nobody_can_establish_a_breach_of_what_nobody_oversees() -> None:
    assert state(promise(overseer=None), breached()) is State.OVERDUE


def test_a_breach_found_before_the_agreed_day_is_a_finding() -> None:
    assert misfits(promise(), breached(BEFORE)) == [Kind.BREACH_BEFORE_DUE]


@pytest.mark.parametrize(
    ("waiver", "finding"),
    [
        (waived(by=STRANGER), Kind.WAIVED_BY_ANOTHER),
        (waived(by=CORPORATION, reason=WaiverReason.NO_LONGER_NEEDED), Kind.WAIVED_BY_PERFORMER),
    ],
)
def test_a_waiver_by_whom_it_does_not_concern_is_a_finding(waiver: Act, finding: Kind) -> None:
    assert misfits(promise(), waiver) == [finding]


def test_ending_it_again_otherwise_is_a_finding() -> None:
    done = fulfilled(by=MUNICIPALITY)

    assert misfits(promise(), done, breached()) == [Kind.ENDED_AGAIN]
    assert misfits(promise(), waived(), fulfilled(AFTER, by=MUNICIPALITY)) == [Kind.ENDED_AGAIN]


def test_a_fulfilment_before_the_making_is_recorded_and_a_finding() -> None:
    acts = (promise(), fulfilled("2026-02-01", by=MUNICIPALITY))

    assert misfits(*acts) == [Kind.BEFORE_IT_WAS_MADE]
    assert state(*acts) is State.FULFILLED


def test_on_one_day_without_times_nothing_comes_before_the_making() -> None:
    assert misfits(fulfilled(MADE, by=MUNICIPALITY), promise(MADE)) == []


def test_what_was_never_made_is_a_finding_of_its_events() -> None:
    assert state(fulfilled()) is State.NOT_MADE
    assert misfits(fulfilled()) == [Kind.NEVER_MADE]


def test_a_second_making_does_not_change_the_terms() -> None:
    acts = (promise(), promise(BEFORE, due_on="2026-12-31"))

    assert state(*acts) is State.OVERDUE
    assert misfits(*acts) == [Kind.MADE_TWICE]


def test_a_performer_who_is_no_party_is_a_finding() -> None:
    assert misfits(promise(performer=STRANGER)) == [Kind.PERFORMER_NO_PARTY]


def test_a_promise_to_oneself_is_a_finding() -> None:
    assert misfits(promise(performer=MUNICIPALITY)) == [Kind.PERFORMER_IS_BENEFICIARY]


def test_a_day_due_before_the_making_is_a_finding() -> None:
    assert misfits(promise(due_on="2026-02-01")) == [Kind.DUE_BEFORE_MADE]


def test_a_case_without_a_person_is_a_finding() -> None:
    assert misfits(promise(level=AgreementLevel.CASE)) == [Kind.CASE_WITHOUT_PERSON]


def test_an_event_that_leaves_out_the_person_of_the_case_is_a_finding() -> None:
    case = promise(level=AgreementLevel.CASE, subjects=("p-1",))

    assert misfits(case, fulfilled(by=MUNICIPALITY, subjects=("p-1",))) == []
    assert misfits(case, fulfilled(by=MUNICIPALITY)) == [Kind.PERSON_NOT_NAMED]


def test_two_amendments_of_one_day_that_differ_are_a_finding() -> None:
    one, two = amended(due_on=date(2026, 5, 1)), amended(due_on=date(2026, 6, 1))

    assert misfits(promise(), one, two) == [Kind.AMENDMENTS_OF_ONE_DAY]


def test_a_review_that_calls_what_is_overdue_on_course_is_a_finding() -> None:
    assert misfits(promise(), reviewed()) == []
    assert misfits(promise(), reviewed(outcome=ReviewOutcome.ON_COURSE)) == [
        Kind.REVIEW_SAYS_OTHERWISE
    ]
    assert misfits(promise(), reviewed(by=STRANGER)) == [Kind.REVIEW_NOT_BY_OVERSEER]
