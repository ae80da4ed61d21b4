"""Notices of release and handovers: how far ahead, by whose account, and what is wrong."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain import events as e
from domain.accountability.account import HandedOver
from domain.accountability.found import Fault
from domain.envelope import Act
from domain.events.detention import ReleaseDateReason
from domain.events.handover import HandoverForm, HandoverMethod, HandoverReason
from domain.needs import Need
from domain.values import Certainty
from tests.domain.handover_people import (
    FREE,
    HELD,
    Step,
    accepts,
    account,
    by,
    offers,
    rejects,
    told,
)

ORDERED = e.ImmediateReleaseOrdered(ordered_by="court")


def planned(on: str) -> e.ReleaseDatePlanned:
    return e.ReleaseDatePlanned(release_on=date.fromisoformat(on))


def sent(release_on: str) -> e.ReleaseNoticeSent:
    return e.ReleaseNoticeSent(release_on=date.fromisoformat(release_on))


def received(release_on: str | None = None) -> e.ReleaseNoticeReceived:
    day = None if release_on is None else date.fromisoformat(release_on)
    return e.ReleaseNoticeReceived(release_on=day)


def last(acts: Sequence[Act], on: str) -> HandedOver:
    """The last stay of the person, with its handover."""
    return account(acts, on).stays[-1]


def notice_faults(acts: Sequence[Act], on: str) -> list[Fault]:
    return [found.fault for found in last(acts, on).notices.found]


def handover_faults(acts: Sequence[Act], on: str) -> list[Fault]:
    return [found.fault for found in last(acts, on).handover.found]


def long_stay(*steps: Step) -> list[Act]:
    """A stay from 15 January to 1 June 2007, with more acts of the same person."""
    return told((HELD, "2007-01-15"), *steps, (FREE, "2007-06-01"))


def test_the_lead_time_is_counted_from_what_each_side_says() -> None:
    """The municipality says for itself when it was told."""
    acts = long_stay((sent("2007-06-01"), "2007-04-01"), (received(), "2007-05-25"))

    notices = last(acts, "2007-06-18").notices

    assert (notices.sent, notices.received) == (date(2007, 4, 1), date(2007, 5, 25))
    assert (notices.lead_days, notices.received_lead_days) == (61, 7)
    assert notices.found == ()


@pytest.mark.parametrize(
    ("day", "expected"), [("2007-05-04", []), ("2007-05-05", [Fault.NOTICE_LATE])]
)
def test_a_notice_less_than_28_days_ahead_of_a_long_stays_end_is_late(
    day: str, expected: list[Fault]
) -> None:
    acts = long_stay((sent("2007-06-01"), day), (received(), day))

    assert last(acts, "2007-06-18").notices.due == date(2007, 5, 4)
    assert notice_faults(acts, "2007-06-18") == expected


@pytest.mark.parametrize(
    ("entry", "due"),
    [
        ("2007-05-03", "2007-05-04"),  # longer than four weeks; 28 days ahead
        ("2007-05-04", "2007-05-18"),  # four weeks is short; 14 days ahead
        ("2007-05-25", "2007-05-26"),  # shorter than 14 days: on the day after entry
        ("2007-05-31", "2007-06-01"),
        ("2007-06-01", "2007-06-01"),
    ],
)
def test_the_term_of_a_notice_goes_by_the_length_of_the_stay(entry: str, due: str) -> None:
    acts = told((HELD, entry), (FREE, "2007-06-01"))

    assert last(acts, "2007-06-18").notices.due == date.fromisoformat(due)


def test_of_whom_only_the_release_is_known_the_short_term_holds() -> None:
    acts = told((FREE, "2007-06-01"))

    handed_over = last(acts, "2007-06-18")

    assert (handed_over.stay.began, handed_over.stay.released) == (None, date(2007, 6, 1))
    assert handed_over.notices.due == date(2007, 5, 18)


def test_whoever_is_to_be_released_is_counted_to_the_planned_day() -> None:
    acts = told((HELD, "2026-01-15"), (planned("2026-06-01"), "2026-02-01"))

    early, overdue = last(acts, "2026-05-04"), last(acts, "2026-05-05")

    assert (early.stay.release_on, early.notices.due) == (date(2026, 6, 1), date(2026, 5, 4))
    assert early.notices.found == ()
    assert [(each.fault, each.on, each.evidence) for each in overdue.notices.found] == [
        (Fault.NOTICE_MISSING, date(2026, 5, 4), ("e2",))
    ]


def test_when_the_day_of_release_moves_the_same_notice_may_be_late_or_not() -> None:
    moved = e.ReleaseDateChanged(
        release_on=date(2026, 5, 20),
        reason=ReleaseDateReason.COURT_DECISION,
        certainty=Certainty.KNOWN,
    )
    acts = told(
        (HELD, "2026-01-15"),
        (planned("2026-06-01"), "2026-02-01"),
        (sent("2026-06-01"), "2026-05-01"),
        (received(), "2026-05-02"),
        (moved, "2026-05-06"),
    )

    assert notice_faults(acts, "2026-05-05") == []
    assert notice_faults(acts, "2026-05-06") == [Fault.NOTICE_LATE]
    assert last(acts, "2026-05-06").notices.lead_days == 19


def test_a_release_without_a_notice_is_missing_one() -> None:
    acts = long_stay()

    (found,) = last(acts, "2007-06-18").notices.found

    assert (found.fault, found.evidence) == (Fault.NOTICE_MISSING, ("e2",))


def test_a_notice_after_the_release_has_a_lead_time_below_zero() -> None:
    acts = told((HELD, "2007-01-15"), (FREE, "2007-06-01"), (sent("2007-06-01"), "2007-06-04"))

    assert last(acts, "2007-06-18").notices.lead_days == -3
    assert Fault.NOTICE_AFTER_RELEASE in notice_faults(acts, "2007-06-18")
    assert Fault.NOTICE_LATE not in notice_faults(acts, "2007-06-18")


def test_a_notice_that_nobody_confirms_is_not_received_after_a_week_or_at_release() -> None:
    acts = long_stay((sent("2007-06-01"), "2007-04-01"))
    late = long_stay((sent("2007-06-01"), "2007-05-30"))

    assert notice_faults(acts, "2007-04-08") == []
    assert notice_faults(acts, "2007-04-09") == [Fault.NOTICE_NOT_RECEIVED]
    assert Fault.NOTICE_NOT_RECEIVED in notice_faults(late, "2007-06-01")


def test_a_notice_that_is_received_and_that_nobody_sent_is_told() -> None:
    acts = long_stay((received(), "2007-04-01"))

    assert notice_faults(acts, "2007-06-18") == [Fault.NOTICE_NOT_SENT]
    assert last(acts, "2007-06-18").notices.received_lead_days == 61


def test_a_receipt_belongs_to_the_notice_that_names_the_same_day_or_is_its_cause() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (planned("2026-06-01"), "2026-02-01"),
        (sent("2026-06-01"), "2026-03-01"),
        (sent("2026-06-15"), "2026-03-20"),
        (received("2026-06-01"), "2026-03-21"),
        (received("2026-06-20"), "2026-03-22", {"causation": "e4"}),
    )

    trails = last(acts, "2026-03-22").notices.trails

    assert [trail.evidence for trail in trails] == [("e3", "e5"), ("e4", "e6")]


def test_a_receipt_for_another_day_confirms_nothing() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (planned("2026-06-01"), "2026-02-01"),
        (sent("2026-06-01"), "2026-03-01"),
        (received("2026-07-01"), "2026-03-02"),
    )

    assert notice_faults(acts, "2026-04-01") == [Fault.NOTICE_NOT_RECEIVED, Fault.NOTICE_NOT_SENT]


def test_a_release_at_once_has_no_term_and_asks_for_the_emergency_procedure() -> None:
    acts = told(
        (HELD, "2026-01-15"),
        (planned("2026-09-01"), "2026-02-01"),
        (ORDERED, "2026-05-20"),
        (sent("2026-05-20"), "2026-05-20"),
        (received(), "2026-05-20"),
        (FREE, "2026-05-20"),
    )
    started = told(
        (HELD, "2026-01-15"),
        (ORDERED, "2026-05-20"),
        (e.EmergencyProcedureStarted(), "2026-05-20"),
        (sent("2026-05-20"), "2026-05-20"),
        (received(), "2026-05-20"),
        (FREE, "2026-05-20"),
    )

    assert last(acts, "2026-06-01").notices.at_once
    assert notice_faults(acts, "2026-06-01") == [Fault.NO_EMERGENCY_PROCEDURE]
    assert last(started, "2026-06-01").notices.emergency == date(2026, 5, 20)
    assert notice_faults(started, "2026-06-01") == []


def test_notices_of_one_stay_say_nothing_of_the_next() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (sent("2007-06-01"), "2007-04-01"),
        (received(), "2007-04-02"),
        (FREE, "2007-06-01"),
        (e.ReDetained(), "2007-09-01"),
        (FREE, "2007-12-01"),
    )

    first, second = account(acts, "2007-12-31").stays

    assert (first.notices.lead_days, second.notices.lead_days) == (61, None)
    assert [found.fault for found in second.notices.found] == [Fault.NOTICE_MISSING]


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


def test_a_planned_day_belongs_to_the_stay_that_lasts() -> None:
    acts = told(
        (HELD, "2007-01-15"),
        (FREE, "2007-06-01"),
        (planned("2007-12-01"), "2007-06-02"),
    )

    (stay,) = account(acts, "2007-06-18").stays

    assert (stay.stay.planned, stay.stay.release_on) == (None, date(2007, 6, 1))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (((HELD, "2007-01-15"), (FREE, "2007-06-01")), 137),
        (((HELD, "2007-01-15"), (planned("2007-01-16"), "2007-01-15")), 1),
        (((HELD, "2007-01-15"),), None),
        (((FREE, "2007-06-01"),), None),
    ],
)
def test_a_stay_lasts_from_entry_to_release_as_far_as_both_are_known(
    steps: Sequence[Step], expected: int | None
) -> None:
    (stay,) = account(told(*steps), "2007-06-18").stays

    assert stay.stay.days == expected
