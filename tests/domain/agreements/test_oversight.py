"""*De vraag is alleen wie hierop toeziet*: who watches over agreements, and where nobody does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.agreements.findings import AgreementFindingKind as Kind
from domain.agreements.oversight import breach_unseen, without_overseer
from domain.agreements.standing import AgreementState as State
from domain.events.oversight import ReviewOutcome
from tests.domain.agreement_acts import (
    AFTER,
    BEFORE,
    CORPORATION,
    COUNCIL,
    DUE,
    MADE,
    MUNICIPALITY,
    agreed,
    breached,
    fulfilled,
    intended,
    overseen,
    oversight,
    promise,
    reviewed,
    state,
)


def test_the_question_is_who_oversees_it_and_nobody_does() -> None:
    """An agreement that names no overseer is a finding from the day it is made."""
    assert oversight(promise(overseer=None), on=MADE) == [Kind.NO_OVERSEER]
    assert oversight(promise(), on=MADE) == []


def test_without_an_overseer_a_breach_is_not_seen_and_not_put_right() -> None:
    """C17: no overseer, so no breach that counts, so nothing that is put right."""
    unseen = promise(overseer=None)

    assert oversight(unseen) == [Kind.NO_OVERSEER, Kind.BREACH_UNSEEN]
    assert state(unseen, breached()) is State.OVERDUE
    assert breach_unseen(agreed(unseen, breached()), date.fromisoformat(AFTER))


def test_naming_an_overseer_opens_the_circle() -> None:
    acts = (promise(overseer=None), overseen(), breached())

    assert Kind.NO_OVERSEER not in oversight(*acts)
    assert state(*acts) is State.BREACHED


def test_an_overseer_who_was_named_later_did_not_watch_before() -> None:
    acts = (promise(overseer=None), overseen("2026-04-05"))

    assert oversight(*acts, on=DUE) == [Kind.NO_OVERSEER]


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        (CORPORATION, Kind.OVERSEER_IS_PERFORMER),
        (MUNICIPALITY, Kind.OVERSEER_IS_BENEFICIARY),
    ],
)
def test_whoever_has_an_interest_in_it_does_not_oversee_it(name: str, finding: Kind) -> None:
    assert oversight(promise(overseer=name), on=DUE) == [finding]


def test_an_overseer_who_holds_no_review_after_the_agreed_day_is_a_finding() -> None:
    assert oversight(promise()) == [Kind.REVIEW_ABSENT]
    assert oversight(promise(), reviewed("2026-04-02")) == []
    assert oversight(promise(), reviewed(DUE, outcome=ReviewOutcome.ON_COURSE)) == [
        Kind.REVIEW_ABSENT
    ]


def test_no_review_is_missed_of_what_was_fulfilled() -> None:
    assert oversight(promise(), fulfilled(by=MUNICIPALITY)) == []


def test_an_intention_needs_no_overseer() -> None:
    assert oversight(intended()) == []
    assert without_overseer([agreed(intended())]) == ()


@given(st.sampled_from([None, COUNCIL]), st.lists(st.sampled_from([BEFORE, DUE, AFTER])))
def test_nobody_oversees_it_exactly_when_nobody_was_named(
    first: str | None, named_on: list[str]
) -> None:
    acts = [promise(overseer=first), *(overseen(on) for on in named_on)]

    nobody = first is None and not named_on
    assert (Kind.NO_OVERSEER in oversight(*acts)) == nobody
    assert bool(without_overseer([agreed(*acts)])) == nobody
