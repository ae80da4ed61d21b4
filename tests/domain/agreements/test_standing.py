"""Where an agreement stands on a day: open, claimed, fulfilled, overdue, breached or waived."""

from datetime import date

import pytest

from domain import events as e
from domain.agreements.agreement import agreement_stream
from domain.agreements.findings import AgreementFindingKind as Kind
from domain.agreements.folding import agreement_on
from domain.agreements.standing import AgreementState as State
from domain.agreements.standing import standing
from domain.envelope import Act
from domain.events.corrections import CorrectionReason
from tests.domain.agreement_acts import (
    AFTER,
    BEFORE,
    CORPORATION,
    DUE,
    MADE,
    MUNICIPALITY,
    STRANGER,
    agreed,
    amended,
    breached,
    fulfilled,
    intended,
    misfits,
    numbered,
    overseen,
    promise,
    said,
    stands,
    state,
    waived,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [(MADE, State.OPEN), (DUE, State.OPEN), ("2026-04-02", State.OVERDUE)],
)
def test_a_promise_is_open_through_the_agreed_day_and_overdue_after_it(
    day: str, expected: State
) -> None:
    assert expected == state(promise(), on=day)


def test_the_agreed_day_is_no_statutory_term_and_does_not_move_to_a_working_day() -> None:
    saturday, sunday = "2026-04-04", "2026-04-05"

    assert state(promise(due_on=saturday), on=sunday) is State.OVERDUE


def test_advice_is_rounded_back_to_the_last_working_day() -> None:
    saturday_before_easter = promise(due_on="2026-04-04")

    assert stands(saturday_before_easter, on=MADE).act_by == date(2026, 4, 2)


def test_a_fulfilment_that_only_the_performer_tells_of_is_a_claim() -> None:
    assert state(promise(), fulfilled(), on=DUE) is State.CLAIMED


@pytest.mark.parametrize(
    "confirming",
    [fulfilled(by=MUNICIPALITY), fulfilled(confirmed_by=MUNICIPALITY)],
    ids=["recorded by the beneficiary", "confirmed by the beneficiary"],
)
def test_a_fulfilment_counts_when_the_beneficiary_confirms_it(confirming: Act) -> None:
    found = stands(promise(), confirming)

    assert (found.state, found.since, found.on_time) == (
        State.FULFILLED,
        date.fromisoformat(BEFORE),
        True,
    )
    assert found.evidence == ("e1", "e2")


def test_a_confirmation_by_another_party_makes_no_fulfilment() -> None:
    acts = (promise(), fulfilled(confirmed_by=STRANGER))

    assert state(*acts, on=DUE) is State.CLAIMED
    assert misfits(*acts) == [Kind.CONFIRMED_BY_ANOTHER]


def test_a_claim_does_not_hide_that_the_agreed_day_has_passed() -> None:
    found = stands(promise(), fulfilled(), on=AFTER)

    assert (found.state, found.due_passed, found.days_overdue) == (State.CLAIMED, True, 9)


def test_a_later_confirmation_answers_the_claim() -> None:
    assert state(promise(), fulfilled(), fulfilled(DUE, by=MUNICIPALITY)) is State.FULFILLED


def test_what_was_fulfilled_after_the_agreed_day_was_not_in_time() -> None:
    found = stands(promise(), fulfilled(AFTER, by=MUNICIPALITY))

    assert (found.state, found.on_time) == (State.FULFILLED, False)


def test_many_places_are_fulfilled_when_as_many_are_confirmed() -> None:
    four = fulfilled("2026-03-10", by=MUNICIPALITY, quantity=4)
    six = fulfilled("2026-03-20", by=MUNICIPALITY, quantity=6)

    partly = agreed(promise(quantity=10), four, on=DUE)

    assert (partly.delivered, partly.fulfilled_on) == (4, None)
    assert state(promise(quantity=10), four, on=DUE) is State.OPEN
    assert state(promise(quantity=10), four, six, on=DUE) is State.FULFILLED


def test_a_confirmation_that_names_the_claim_is_not_counted_as_a_second_delivery() -> None:
    claim = fulfilled("2026-03-10", quantity=4, id="claim")
    confirming = fulfilled("2026-03-12", by=MUNICIPALITY, quantity=4, causation="claim")

    found = agreed(promise(quantity=8), claim, confirming)

    assert found.delivered == 4
    assert [each.evidence for each in found.deliveries] == [("claim", "e3")]


def test_an_amendment_with_the_consent_of_all_parties_moves_the_day() -> None:
    acts = (promise(), amended(due_on=date(2026, 5, 1)))

    assert state(*acts) is State.OPEN
    assert misfits(*acts) == []


def test_an_amendment_without_the_consent_of_all_changes_nothing_and_is_a_finding() -> None:
    acts = (promise(), amended(due_on=date(2026, 5, 1), consent_of=(CORPORATION,)))

    assert state(*acts) is State.OVERDUE
    assert misfits(*acts) == [Kind.AMENDED_WITHOUT_CONSENT]


def test_a_lower_number_by_consent_is_fulfilled_on_the_day_of_the_consent() -> None:
    found = agreed(
        promise(quantity=10),
        fulfilled("2026-03-10", by=MUNICIPALITY, quantity=6),
        amended(quantity=6),
    )

    assert found.fulfilled_on == date.fromisoformat(BEFORE)


def test_a_breach_counts_when_the_overseer_finds_it_after_hearing_both() -> None:
    assert state(promise(), breached()) is State.BREACHED
    assert misfits(promise(), breached()) == []


def test_whoever_oversaw_it_before_can_no_longer_find_a_breach() -> None:
    acts = (promise(), overseen(overseer=STRANGER), breached())

    assert misfits(*acts) == [Kind.BREACH_NOT_BY_OVERSEER]


def test_what_is_delivered_after_all_is_fulfilled_and_was_late() -> None:
    found = stands(promise(), breached(), fulfilled("2026-04-20", by=MUNICIPALITY), on="2026-05-01")

    assert (found.state, found.on_time) == (State.FULFILLED, False)


def test_a_waiver_ends_it() -> None:
    assert state(promise(), waived()) is State.WAIVED
    assert misfits(promise(), waived()) == []


def test_a_correction_changes_how_the_promise_is_read() -> None:
    body = promise(due_on="2026-05-01").body
    assert body is not None
    correction = e.EventCorrected(
        reason=CorrectionReason.WRONG_VALUE, body=body.model_dump(mode="json")
    )

    acts = [*numbered([promise()]), said(correction, BEFORE, position=2, corrects="e1")]
    found = standing(
        agreement_on("a-1", acts, date.fromisoformat(AFTER)), date.fromisoformat(AFTER)
    )

    assert (found.state, found.evidence) == (State.OPEN, ("e1", "e2"))


def test_a_retracted_fulfilment_did_not_happen() -> None:
    retraction = said(
        e.EventRetracted(reason=CorrectionReason.NEVER_HAPPENED), DUE, position=3, corrects="e2"
    )
    acts = [*numbered([promise(), fulfilled(by=MUNICIPALITY)]), retraction]

    assert agreement_on("a-1", acts, date.fromisoformat(AFTER)).deliveries == ()


def test_an_intention_is_no_agreement() -> None:
    assert state(intended()) is State.INTENTION
    assert misfits(intended()) == []


def test_an_agreement_is_named_by_its_id_or_by_its_stream() -> None:
    assert agreement_stream("a-1") == agreement_stream("agreement:a-1") == "agreement:a-1"
