"""What figures count of notices, advances, decisions and requests, by the smallest life."""

from datetime import date

import pytest

from domain import events as e
from domain.events.housing import HousingEndReason
from domain.events.income import RejectionReason, StopReason
from domain.events.notices import Right
from domain.events.sharing import DataCategory, RefusalGround
from domain.statistics.counting import observed
from domain.statistics.figures import Figure
from tests.domain.statistics.cases import Step, file_of, stay, values


@pytest.mark.parametrize(
    ("sent", "missing", "late", "lead"),
    [
        (None, [True], [], []),
        ("2007-03-18", [False], [True], [13]),
        ("2007-03-17", [False], [False], [14]),
        ("2007-04-01", [True], [], []),
    ],
)
def test_a_notice_counts_until_the_release_and_is_late_below_two_weeks(
    sent: str | None, missing: list[bool], late: list[bool], lead: list[int]
) -> None:
    notice = () if sent is None else ((e.ReleaseNoticeSent(release_on=date(2007, 3, 31)), sent),)
    inside = [step for step in notice if step[1] <= "2007-03-31"]
    after = [step for step in notice if step[1] > "2007-03-31"]
    file = file_of(*stay("2007-01-01", "2007-03-31", *inside), *after)

    assert values(file, Figure.NOTICE_MISSING) == missing
    assert values(file, Figure.NOTICE_LATE) == late
    assert values(file, Figure.NOTICE_LEAD) == lead


def test_of_a_short_stay_no_notice_is_expected() -> None:
    assert values(file_of(*stay("2007-03-01", "2007-03-31")), Figure.NOTICE_MISSING) == []
    assert values(file_of(*stay("2007-02-28", "2007-03-31")), Figure.NOTICE_MISSING) == [True]


def test_an_application_decided_within_four_weeks_needs_no_advance() -> None:
    file = file_of((e.BenefitApplied(), "2007-04-02"), (e.BenefitGranted(), "2007-04-29"))

    assert values(file, Figure.ADVANCE_OFFERED) == []
    assert values(file, Figure.DECISION_TIME, "benefit") == [27]


@pytest.mark.parametrize(
    ("done", "figures"),
    [
        ((), [False, False, False]),
        (((e.AdvanceOffered(), "2007-05-01"),), [True, False, False]),
        (((e.PersonInformedOfRight(right=Right.ADVANCE), "2007-05-01"),), [False, True, False]),
        (((e.AdvancePaid(), "2007-05-10"),), [True, False, True]),
        (((e.AdvancePaid(), "2007-06-10"),), [False, False, False]),
    ],
    ids=["nothing", "offered", "told", "paid", "paid after the decision"],
)
def test_what_was_done_about_an_advance_counts_until_the_decision(
    done: tuple[Step, ...], figures: list[bool]
) -> None:
    decision = (e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), "2007-06-01")
    steps = sorted([(e.BenefitApplied(), "2007-04-02"), *done, decision], key=lambda step: step[1])
    file = file_of(*steps)

    assert [
        values(file, figure)[0]
        for figure in (Figure.ADVANCE_OFFERED, Figure.ADVANCE_INFORMED, Figure.ADVANCE_PAID)
    ] == figures


def test_two_applications_are_decided_one_by_one() -> None:
    file = file_of(
        (e.BenefitApplied(), "2007-01-01"),
        (e.BenefitRejected(reason=RejectionReason.NO_ADDRESS), "2007-01-11"),
        (e.BenefitApplied(), "2007-02-01"),
        (e.BenefitGranted(), "2007-02-21"),
    )

    assert values(file, Figure.DECISION_TIME, "benefit") == [10, 20]


def test_a_home_is_lost_to_detention_within_half_a_year_of_the_stop() -> None:
    stopped = (e.BenefitStopped(reason=StopReason.DETENTION), "2007-01-01")
    ended = (e.TenancyEnded(reason=HousingEndReason.OTHER), "2007-03-02")

    lost = file_of(*stay("2007-01-01", "2007-03-31", stopped, ended))
    kept = file_of(*stay("2007-01-01", "2007-03-31", stopped))
    none = file_of(*stay("2007-01-01", "2007-03-31", ended))

    assert values(lost, Figure.HOME_LOST) == [True]
    assert values(lost, Figure.HOME_LOST_AFTER) == [60]
    assert values(kept, Figure.HOME_LOST) == [False]
    assert values(none, Figure.HOME_LOST) == []


def test_a_request_is_answered_once_and_by_its_own_answer_where_that_is_told() -> None:
    asked = e.DataRequested(from_organisation="DJI", categories=(DataCategory.DEBTS,))
    refused = e.DataRequestRefused(ground=RefusalGround.PRIVACY_ACT_UNSPECIFIED)
    shared = e.DataShared(categories=(DataCategory.DEBTS,))
    file = file_of(
        (asked, "2007-01-01", {"correlation": "a"}),
        (asked, "2007-01-02", {"correlation": "b"}),
        (shared, "2007-01-05", {"correlation": "b"}),
        (refused, "2007-01-06", {"correlation": "a"}),
        (asked, "2007-01-07"),
    )

    assert values(file, Figure.DATA_REQUEST_REFUSED) == [True, False]
    grounds = {
        each.part: each.value
        for each in observed(file)
        if each.figure is Figure.DATA_REFUSAL_GROUND
    }
    assert grounds == {
        str(ground): ground is RefusalGround.PRIVACY_ACT_UNSPECIFIED for ground in RefusalGround
    }
