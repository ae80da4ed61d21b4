"""Notices of release: how far ahead, received or not, and which stay they are of."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain import events as e
from domain.accountability.found import Fault
from domain.envelope import Act
from domain.events.detention import ReleaseDateReason
from domain.values import Certainty
from tests.domain.accountability.last_stay import last, long_stay
from tests.domain.handover_people import FREE, HELD, Step, account, told

ORDERED = e.ImmediateReleaseOrdered(ordered_by="court")


def planned(on: str) -> e.ReleaseDatePlanned:
    return e.ReleaseDatePlanned(release_on=date.fromisoformat(on))


def sent(release_on: str) -> e.ReleaseNoticeSent:
    return e.ReleaseNoticeSent(release_on=date.fromisoformat(release_on))


def received(release_on: str | None = None) -> e.ReleaseNoticeReceived:
    day = None if release_on is None else date.fromisoformat(release_on)
    return e.ReleaseNoticeReceived(release_on=day)


def notice_faults(acts: Sequence[Act], on: str) -> list[Fault]:
    return [found.fault for found in last(acts, on).notices.found]


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
