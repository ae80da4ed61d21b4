"""Deadlines around detention and release: the list, the plan, the notice, the looks afterwards."""

from datetime import date

import pytest

from domain.accountability.account import account_of
from domain.accountability.mandates import Mandates
from domain.evolve import fold
from tests.domain.acts import PERSON
from tests.domain.deadlines.counted import (
    ALL_RULES,
    DETAINED_2007,
    DETAINED_2026,
    LAW,
    LAW_2007,
    PLANNED_2007,
    PLANNED_2026,
    RULES_OF_2007,
    SEED,
    days,
    happened,
    one,
    status,
    statuses,
)
from tests.domain.handover_people import policy_under


class TestD01LongDetention:
    def test_longer_than_four_months_means_projected_deregistration_in_the_practice_of_2007(
        self,
    ) -> None:
        found = one(happened(DETAINED_2007, PLANNED_2007), "D01", "2007-03-01", SEED)

        assert str(found.due) == "2007-05-16"
        assert found.derived == "deregistration-projected"

    def test_longer_than_four_months_is_an_investigation_signal_at_most_in_the_law_of_2007(
        self,
    ) -> None:
        found = one(happened(DETAINED_2007, PLANNED_2007), "D01", "2007-03-01", LAW_2007)

        assert str(found.due) == "2007-05-16"
        assert found.derived is None
        assert found.act_by is None

    def test_now_it_is_a_sign_to_arrange_a_postal_address(self) -> None:
        found = one(happened(DETAINED_2026, PLANNED_2026), "D01", "2026-03-02", LAW)

        assert str(found.due) == "2026-05-16"
        assert found.derived is None
        assert found.rule.source.law == "Wet BRP"

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_exactly_four_months_is_not_longer_than_four_months(self, rules: str) -> None:
        plan = ("2007-02-01", "release-date-planned", {"release_on": "2007-05-15"})

        assert days(happened(DETAINED_2007, plan), "D01", "2007-03-01", rules) == []

    def test_while_no_release_is_planned_it_is_projected(self) -> None:
        assert days(happened(DETAINED_2007), "D01", "2007-03-01", SEED) == ["2007-05-16"]

    def test_release_before_it_takes_its_reason_away(self) -> None:
        acts = happened(DETAINED_2007, ("2007-04-02", "person-released"))

        assert days(acts, "D01", "2007-06-01", SEED) == []

    def test_the_day_is_that_after_four_months_also_where_a_month_is_shorter(self) -> None:
        acts = happened(("2007-10-31", "detention-started"))

        assert days(acts, "D01", "2007-11-01", SEED) == ["2008-03-01"]


class TestD01bReportByTheInstitution:
    @pytest.mark.parametrize(
        ("rules", "start", "expected"),
        [(LAW_2007, "2007-01-15", "2007-03-15"), (LAW, "2026-01-15", "2026-03-15")],
    )
    def test_it_shows_the_day_on_which_two_thirds_of_three_months_have_passed(
        self, rules: str, start: str, expected: str
    ) -> None:
        plan = (start, "release-date-planned", {"release_on": "2027-01-01"})
        acts = happened((start, "detention-started"), plan)

        assert days(acts, "D01b", start, rules) == [expected]

    def test_without_a_planned_release_that_is_what_is_missing(self) -> None:
        found = one(happened(DETAINED_2026), "D01b", "2026-01-20")

        assert found.missing == ("release-date-planned",)

    def test_a_stay_of_less_is_not_reported(self) -> None:
        plan = ("2026-01-16", "release-date-planned", {"release_on": "2026-03-14"})

        assert days(happened(DETAINED_2026, plan), "D01b", "2026-01-20") == []

    def test_the_practice_of_2007_does_not_know_it(self) -> None:
        acts = happened(DETAINED_2007, PLANNED_2007)

        assert days(acts, "D01b", "2007-02-01", SEED) == []


class TestD02Screening:
    @pytest.mark.parametrize("rules", RULES_OF_2007)
    def test_ten_days_after_the_detention_began(self, rules: str) -> None:
        assert days(happened(DETAINED_2007), "D02", "2007-01-16", rules) == ["2007-01-25"]

    def test_now_about_ten_working_days(self) -> None:
        assert days(happened(DETAINED_2026), "D02", "2026-01-16") == ["2026-01-29"]

    def test_a_screening_meets_it(self) -> None:
        finding = {"need": "housing", "answer": "arranged"}
        done = ("2007-01-24", "screening-completed", {"findings": [finding]})

        assert statuses(happened(DETAINED_2007, done), "D02", "2007-02-01", SEED) == ["met"]


class TestD03Plan:
    def test_four_weeks_after_the_detention_began(self) -> None:
        assert days(happened(DETAINED_2026), "D03", "2026-01-16") == ["2026-02-12"]

    def test_four_weeks_that_end_on_good_friday_run_on_to_the_tuesday(self) -> None:
        acts = happened(("2026-03-06", "detention-started"))

        assert days(acts, "D03", "2026-03-10") == ["2026-04-07"]

    @pytest.mark.parametrize("rules", RULES_OF_2007)
    def test_it_did_not_exist_in_2007(self, rules: str) -> None:
        assert days(happened(DETAINED_2007), "D03", "2007-01-16", rules) == []

    def test_it_began_on_1_july_2021(self) -> None:
        assert days(happened(("2021-06-30", "detention-started")), "D03", "2021-07-01") == []
        assert days(happened(("2021-07-01", "detention-started")), "D03", "2021-07-01") == [
            "2021-07-29"
        ]


def test_d04_a_plan_is_evaluated_every_six_months() -> None:
    acts = happened(
        DETAINED_2026,
        ("2026-02-10", "reintegration-plan-drawn-up"),
        ("2026-08-20", "reintegration-plan-evaluated", {"outcome": "on-course"}),
    )

    assert days(acts, "D04", "2026-09-01") == ["2026-08-10", "2027-02-20"]
    assert statuses(acts, "D04", "2026-09-01") == ["met-late", "running"]


class TestD05ReleaseNotice:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_twenty_eight_days_before_the_planned_release(self, rules: str) -> None:
        acts = happened(DETAINED_2007, PLANNED_2007)

        assert days(acts, "D05", "2007-03-01", rules) == ["2007-06-04"]

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_it_is_policy_and_never_runs_on(self, rules: str) -> None:
        plan = ("2007-02-01", "release-date-planned", {"release_on": "2007-07-01"})
        found = one(happened(DETAINED_2007, plan), "D05", "2007-03-01", rules)

        assert found.rule.nature == "policy"
        assert (str(found.due), str(found.act_by)) == ("2007-06-03", "2007-06-01")

    def test_before_a_day_is_planned_that_is_what_is_missing(self) -> None:
        found = one(happened(DETAINED_2007), "D05", "2007-03-01", SEED)

        assert (found.status, found.missing) == ("not-computable", ("release-date-planned",))

    def test_a_changed_day_of_release_moves_it(self) -> None:
        changed = {"release_on": "2007-06-01", "reason": "calculation"}
        acts = happened(
            DETAINED_2007, PLANNED_2007, ("2007-03-01", "release-date-changed", changed)
        )

        assert days(acts, "D05", "2007-03-02", SEED) == ["2007-05-04"]

    @pytest.mark.parametrize(
        ("release", "expected"),
        [("2007-02-09", "2007-01-26"), ("2007-01-20", "2007-01-16"), ("2007-01-15", "2007-01-15")],
    )
    def test_a_short_stay_is_notified_fourteen_days_ahead_or_on_the_day_after_entry(
        self, release: str, expected: str
    ) -> None:
        plan = ("2007-01-15", "release-date-planned", {"release_on": release})
        acts = happened(DETAINED_2007, plan)

        assert days(acts, "release-notice-short-stay", "2007-01-18", SEED) == [expected]
        assert days(acts, "release-notice", "2007-01-18", SEED) == []

    def test_the_handovers_ask_for_the_notice_on_the_same_day(self) -> None:
        for release in ("2007-01-20", "2007-02-09", "2007-02-12", "2007-02-13", "2007-07-02"):
            plan = ("2007-01-15", "release-date-planned", {"release_on": release})
            acts = happened(DETAINED_2007, plan)
            account = account_of(
                fold(PERSON, acts), acts, policy_under(LAW), Mandates(), date(2007, 1, 16)
            )

            assert [str(each.notices.due) for each in account.stays] == days(
                acts, "D05", "2007-01-16"
            )

    @pytest.mark.parametrize(
        ("sent", "expected"), [("2007-06-04", None), ("2007-06-05", "release-notice-late")]
    )
    def test_a_notice_later_than_policy_asks_is_a_late_one(
        self, sent: str, expected: str | None
    ) -> None:
        notice = (sent, "release-notice-sent", {"release_on": "2007-07-02"})
        acts = happened(DETAINED_2007, PLANNED_2007, notice)

        assert one(acts, "D05", "2007-07-01", SEED).derived == expected

    def test_fourteen_days_ahead_is_the_last_day_that_leaves_time(self) -> None:
        acts = happened(DETAINED_2007, PLANNED_2007)

        assert days(acts, "D05b", "2007-03-01", SEED) == ["2007-06-18"]

    def test_no_notice_at_all_is_a_late_one(self) -> None:
        acts = happened(DETAINED_2007, PLANNED_2007, ("2007-07-02", "person-released"))

        assert one(acts, "D05", "2007-07-10", SEED).derived == "release-notice-late"
        assert status(acts, "D05", "2007-07-10", SEED) == "missed"

    def test_release_before_its_day_takes_its_reason_away(self) -> None:
        acts = happened(DETAINED_2007, PLANNED_2007, ("2007-05-01", "person-released"))

        assert status(acts, "D05b", "2007-07-10", SEED) == "void"


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d06_an_immediate_release_is_handled_on_the_same_day(rules: str) -> None:
    ordered = ("2007-03-04", "immediate-release-ordered", {"ordered_by": "court"})
    acts = happened(DETAINED_2007, ordered, ("2007-03-04", "emergency-procedure-started"))

    found = one(acts, "D06", "2007-03-05", rules)

    assert (str(found.due), found.status) == ("2007-03-04", "met")


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d30_help_to_keep_the_dwelling_ends_after_six_months(rules: str) -> None:
    home = ("2006-05-01", "housing-placed", {"kind": "dwelling"})

    assert days(happened(home, DETAINED_2007), "D30", "2007-02-01", rules) == ["2007-07-15"]
    assert days(happened(DETAINED_2007), "D30", "2007-02-01", rules) == []


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d31_there_is_a_look_after_six_twelve_and_twenty_four_months(rules: str) -> None:
    acts = happened(("2007-01-15", "detention-started"), ("2007-08-31", "person-released"))

    assert days(acts, "D31", "2007-09-01", rules) == ["2008-08-31", "2009-08-31", "2008-02-29"]
