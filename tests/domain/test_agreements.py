"""Agreements must be kept: what was promised, what came of it, and when that counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.agreements.agreement import Agreement, agreement_stream
from domain.agreements.findings import AgreementFindingKind as Kind
from domain.agreements.folding import agreement_on
from domain.agreements.misfits import misfits_of
from domain.agreements.oversight import oversight_findings
from domain.agreements.standing import AgreementState as State
from domain.agreements.standing import standing
from domain.envelope import Act
from domain.events.agreements import AgreementLevel, WaiverReason
from domain.events.corrections import CorrectionReason
from domain.events.oversight import ReviewOutcome
from tests.domain.agreement_acts import (
    AFTER,
    BEFORE,
    CORPORATION,
    COUNCIL,
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
    reviewed,
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


def test_whoever_oversaw_it_before_can_no_longer_find_a_breach() -> None:
    acts = (promise(), overseen(overseer=STRANGER), breached())

    assert misfits(*acts) == [Kind.BREACH_NOT_BY_OVERSEER]


def test_nobody_can_establish_a_breach_of_what_nobody_oversees() -> None:
    assert state(promise(overseer=None), breached()) is State.OVERDUE


def test_a_breach_found_before_the_agreed_day_is_a_finding() -> None:
    assert misfits(promise(), breached(BEFORE)) == [Kind.BREACH_BEFORE_DUE]


def test_what_is_delivered_after_all_is_fulfilled_and_was_late() -> None:
    found = stands(promise(), breached(), fulfilled("2026-04-20", by=MUNICIPALITY), on="2026-05-01")

    assert (found.state, found.on_time) == (State.FULFILLED, False)


def test_a_waiver_ends_it() -> None:
    assert state(promise(), waived()) is State.WAIVED
    assert misfits(promise(), waived()) == []


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


DAYS = st.integers(1, 28).map(lambda day: f"2026-04-{day:02}")
WHO = st.sampled_from([MUNICIPALITY, CORPORATION, COUNCIL, STRANGER])
LATER = st.one_of(
    st.builds(lambda on, due: amended(on, due_on=date.fromisoformat(due)), DAYS, DAYS),
    st.builds(lambda on, who: amended(on, performer=who, consent_of=(who,)), DAYS, WHO),
    st.builds(lambda on, who: fulfilled(on, by=who), DAYS, WHO),
    st.builds(lambda on, who: fulfilled(on, confirmed_by=who), DAYS, WHO),
    st.builds(lambda on, who, heard: breached(on, by=who, heard=heard), DAYS, WHO, st.booleans()),
    st.builds(lambda on, who: waived(on, by=who), DAYS, WHO),
    st.builds(lambda on, who: overseen(on, overseer=who), DAYS, WHO),
    st.builds(lambda on, who: reviewed(on, by=who), DAYS, WHO),
    st.builds(intended, DAYS),
    st.builds(lambda on, due: promise(on, due_on=due), DAYS, DAYS),
)
STREAMS = st.lists(LATER, max_size=7).flatmap(
    lambda acts: st.permutations(range(len(acts))).map(lambda order: (acts, order))
)


def named(acts: list[Act]) -> list[Act]:
    """The acts with names of their own, so that they keep them in any order."""
    return [
        said(act.body, str(act.envelope.occurred_on), by=act.envelope.organisation, id=f"n{place}")
        for place, act in enumerate(acts)
        if act.body is not None
    ]


@given(STREAMS, DAYS)
def test_the_order_of_recording_does_not_matter(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts, order = drawn
    made = named(acts)
    shuffled = [made[place] for place in order]

    first, second = agreed(*made, on=day), agreed(*shuffled, on=day)

    assert first == second
    assert standing(first, date.fromisoformat(day)) == standing(second, date.fromisoformat(day))


@given(STREAMS, DAYS)
def test_it_is_overdue_exactly_when_the_day_has_passed_and_nothing_ended_it(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    agreement = agreed(*named(drawn[0]), on=day)
    found = standing(agreement, date.fromisoformat(day))

    owed = agreement.terms is not None and not ends(agreement)
    passed = agreement.terms is not None and agreement.terms.due_on < date.fromisoformat(day)
    assert found.due_passed == (owed and passed)
    assert (found.state is State.OVERDUE) == (owed and passed and not agreement.open_claims)
    assert (found.state is State.CLAIMED) == (owed and bool(agreement.open_claims))


def ends(agreement: Agreement) -> bool:
    """Whether anything that counts ended it."""
    return bool(
        agreement.waivers
        or any(each.counts for each in agreement.breaches)
        or agreement.fulfilled_on is not None
    )


@given(STREAMS, DAYS)
def test_it_is_never_fulfilled_without_a_word_of_the_beneficiary(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = [
        act
        for act in named(drawn[0])
        if not isinstance(act.body, e.AgreementFulfilled)
        or MUNICIPALITY not in {act.envelope.organisation, act.body.confirmed_by}
    ]

    assert state(*acts, on=day) is not State.FULFILLED


@given(STREAMS, DAYS)
def test_what_happens_later_does_not_change_what_stood_before(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = named(drawn[0])
    by_then = [act for act in acts if act.envelope.day <= date.fromisoformat(day)]

    assert agreed(*acts, on=day) == agreed(*by_then, on=day)


@given(STREAMS, DAYS)
def test_every_finding_names_events_that_are_recorded(
    drawn: tuple[list[Act], list[int]], day: str
) -> None:
    acts = numbered(named(drawn[0]))
    agreement = agreed(*acts, on=day)
    found = [*misfits_of("a-1", acts), *oversight_findings(agreement, date.fromisoformat(day))]

    ids = {act.envelope.event_id for act in acts}
    assert all(each.events and set(each.events) <= ids for each in found)
