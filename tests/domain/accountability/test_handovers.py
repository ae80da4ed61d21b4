"""Handovers: offered, answered need by need, rejected, missing."""

from collections.abc import Sequence

import pytest

from domain import events as e
from domain.accountability.found import Fault
from domain.envelope import Act
from domain.events.handover import HandoverForm, HandoverMethod, HandoverReason
from domain.needs import Need
from tests.domain.accountability.last_stay import last, long_stay
from tests.domain.handover_people import accepts, by, offers, rejects


def handover_faults(acts: Sequence[Act], on: str) -> list[Fault]:
    return [found.fault for found in last(acts, on).handover.found]


def test_a_handover_is_warm_or_cold_answered_need_by_need_and_rated() -> None:
    warm = e.HandoverOffered(
        form=HandoverForm.WARM,
        method=HandoverMethod.MEETING,
        needs=(Need.HOUSING, Need.BENEFIT, Need.CARE),
    )
    acts = long_stay(
        (warm, "2007-05-01"),
        (accepts(Need.BENEFIT), "2007-05-03", by("Tilburg")),
        (rejects(Need.CARE, HandoverReason.NOT_OUR_TASK), "2007-05-04", by("Tilburg")),
        (e.HandoverRated(score=2), "2007-05-05"),
    )

    handover = last(acts, "2007-05-06").handover

    assert (handover.form, handover.method) == (HandoverForm.WARM, HandoverMethod.MEETING)
    assert handover.offered == (Need.BENEFIT, Need.HOUSING, Need.CARE)
    assert (handover.accepted, handover.rejected) == ((Need.BENEFIT,), (Need.CARE,))
    assert (handover.unanswered, handover.rating) == ((Need.HOUSING,), 2)
    (rejected,) = handover.found
    assert (rejected.fault, rejected.need) == (Fault.HANDOVER_REJECTED, Need.CARE)
    assert rejected.detail == "not-our-task"


def test_a_handover_that_is_rejected_whole_is_rejected_for_every_need() -> None:
    acts = long_stay(
        (offers(Need.HOUSING, Need.BENEFIT, form=HandoverForm.COLD), "2007-05-01"),
        (e.HandoverRejected(reason=HandoverReason.TOO_LATE), "2007-05-03"),
    )

    handover = last(acts, "2007-05-06").handover

    assert handover.rejected == (Need.BENEFIT, Need.HOUSING)
    assert {answer.reason for answer in handover.answers} == {HandoverReason.TOO_LATE}


def test_what_one_rejects_and_another_accepts_is_accepted() -> None:
    acts = long_stay(
        (offers(Need.HOUSING), "2007-05-01"),
        (accepts(Need.HOUSING), "2007-05-03", by("Exodus")),
        (rejects(Need.HOUSING, HandoverReason.NO_FUNDING), "2007-05-04", by("Tilburg")),
    )

    handover = last(acts, "2007-06-18").handover

    assert (handover.accepted, handover.rejected) == ((Need.HOUSING,), ())


def test_an_organisation_may_take_its_acceptance_back() -> None:
    acts = long_stay(
        (offers(Need.HOUSING), "2007-05-01"),
        (accepts(Need.HOUSING), "2007-05-03", by("Tilburg")),
        (rejects(Need.HOUSING, HandoverReason.OTHER_MUNICIPALITY), "2007-05-04", by("Tilburg")),
    )

    assert last(acts, "2007-06-18").handover.rejected == (Need.HOUSING,)


def test_a_need_that_was_rejected_and_then_given_to_somebody_is_nothing_wrong() -> None:
    acts = long_stay(
        (offers(Need.HOUSING), "2007-05-01"),
        (rejects(Need.HOUSING, HandoverReason.NO_FUNDING), "2007-05-03"),
        (e.NeedOwnerAssigned(need=Need.HOUSING, owner="Exodus"), "2007-05-10"),
    )

    assert last(acts, "2007-05-10").handover.rejected == (Need.HOUSING,)
    assert handover_faults(acts, "2007-05-09") == [Fault.HANDOVER_REJECTED]
    assert handover_faults(acts, "2007-05-10") == []


def test_who_offers_again_asks_anew() -> None:
    acts = long_stay(
        (offers(Need.HOUSING), "2007-05-01"),
        (rejects(Need.HOUSING, HandoverReason.INCOMPLETE), "2007-05-03"),
        (offers(Need.HOUSING), "2007-05-10"),
    )

    handover = last(acts, "2007-05-11").handover

    assert (handover.rejected, handover.unanswered) == ((), (Need.HOUSING,))
    assert handover.found == ()


def test_an_offer_is_unanswered_after_two_weeks_or_at_release() -> None:
    acts = long_stay((offers(Need.HOUSING), "2007-05-01"))
    late = long_stay((offers(Need.HOUSING), "2007-05-30"))

    assert handover_faults(acts, "2007-05-15") == []
    assert handover_faults(acts, "2007-05-16") == [Fault.HANDOVER_UNANSWERED]
    assert handover_faults(late, "2007-06-01") == [Fault.HANDOVER_UNANSWERED]


def test_a_release_without_an_offer_is_a_handover_that_is_missing() -> None:
    assert handover_faults(long_stay(), "2007-05-31") == []
    assert handover_faults(long_stay(), "2007-06-01") == [Fault.HANDOVER_MISSING]


@pytest.mark.parametrize(
    "answer", [accepts(Need.HOUSING), e.HandoverRejected(reason=HandoverReason.TOO_LATE)]
)
def test_an_answer_to_what_nobody_offered_is_told(answer: e.EventBody) -> None:
    acts = long_stay((answer, "2007-05-01"))

    assert handover_faults(acts, "2007-05-31") == [Fault.ANSWER_WITHOUT_OFFER]


def test_who_accepts_more_than_was_offered_answers_without_an_offer() -> None:
    acts = long_stay(
        (offers(Need.HOUSING), "2007-05-01"), (accepts(Need.HOUSING, Need.WORK), "2007-05-02")
    )

    assert handover_faults(acts, "2007-05-31") == [Fault.ANSWER_WITHOUT_OFFER]
