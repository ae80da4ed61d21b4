"""Every deadline by its code, with days counted by hand, under each rule set."""

from datetime import date
from typing import Any

import pytest

from domain.accountability.account import account_of
from domain.accountability.mandates import Mandates
from domain.evolve import fold
from domain.needs import Need
from tests.domain.acts import PERSON
from tests.domain.deadlines.counted import (
    ALL_RULES,
    LAW,
    LAW_2007,
    SEED,
    counted,
    days,
    happened,
    named,
    one,
    rules_of,
    status,
    statuses,
)
from tests.domain.handover_people import policy_under

OLD = (SEED, LAW_2007)
DETAINED_2007 = ("2007-01-15", "detention-started")
PLANNED_2007 = ("2007-02-01", "release-date-planned", {"release_on": "2007-07-02"})
DETAINED_2026 = ("2026-01-15", "detention-started")
PLANNED_2026 = ("2026-02-02", "release-date-planned", {"release_on": "2026-07-02"})
BENEFIT = ("2006-05-01", "benefit-granted")


def test_every_code_from_d01_to_d32_is_there() -> None:
    codes = {each.code for name in ALL_RULES for each in rules_of(name).deadlines}

    assert {f"D{number:02}" for number in range(1, 33)} <= codes
    assert {"D01b", "D05b", "D08b", "D09b", "D09c", "D14b", "D18b", "D21b", "D21c", "D21d"} <= codes


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
    @pytest.mark.parametrize("rules", OLD)
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

    @pytest.mark.parametrize("rules", OLD)
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


class TestD07Declaration:
    @pytest.mark.parametrize("rules", OLD)
    def test_five_days_after_release_and_on_to_monday(self, rules: str) -> None:
        acts = happened(DETAINED_2007, ("2007-07-02", "person-released"))

        assert days(acts, "declaration-after-release", "2007-07-03", rules) == ["2007-07-09"]

    def test_five_days_over_easter_hold_two_working_days(self) -> None:
        acts = happened(DETAINED_2026, ("2026-04-02", "person-released"))

        assert days(acts, "declaration-after-release", "2026-04-03") == ["2026-04-08"]

    def test_now_it_may_be_done_from_four_weeks_before(self) -> None:
        found = one(
            happened(DETAINED_2026, PLANNED_2026), "declaration-after-release", "2026-03-02"
        )

        assert (str(found.opens), str(found.due)) == ("2026-06-04", "2026-07-07")
        assert found.provisional

    def test_a_declaration_made_in_detention_meets_it(self) -> None:
        acts = happened(
            DETAINED_2026,
            PLANNED_2026,
            ("2026-06-10", "postal-address-requested"),
            ("2026-07-02", "person-released"),
        )

        assert status(acts, "declaration-after-release", "2026-08-01") == "met"

    def test_who_has_an_address_need_not_declare_one(self) -> None:
        acts = happened(
            ("2026-01-02", "postal-address-granted", {"giver": "family"}),
            DETAINED_2026,
            ("2026-07-02", "person-released"),
        )

        assert days(acts, "declaration-after-release", "2026-07-03") == []

    @pytest.mark.parametrize("rules", OLD)
    def test_a_move_is_declared_within_five_days(self, rules: str) -> None:
        acts = happened(("2007-06-04", "housing-placed", {"kind": "dwelling"}))

        assert days(acts, "declaration-after-move", "2007-06-05", rules) == ["2007-06-11"]


class TestD08Registration:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_a_declaration_is_decided_on_within_eight_weeks(self, rules: str) -> None:
        acts = happened(("2007-06-04", "postal-address-requested"))

        assert days(acts, "D08", "2007-06-05", rules) == ["2007-07-30"]

    def test_without_an_address_the_municipality_acts_unasked_within_four_weeks_by_policy(
        self,
    ) -> None:
        acts = happened(DETAINED_2026, ("2026-07-02", "person-released"))
        found = one(acts, "D08b", "2026-07-03")

        assert (str(found.due), found.rule.nature) == ("2026-07-30", "policy")

    def test_before_2022_there_was_no_such_duty(self) -> None:
        acts = happened(("2021-01-04", "detention-started"), ("2021-12-31", "person-released"))

        assert days(acts, "D08b", "2022-01-10") == []


class TestD09IdentityDocument:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_decision_hand_out_and_collection(self, rules: str) -> None:
        acts = happened(
            ("2007-06-04", "id-card-applied", {"place": "desk"}),
            ("2007-06-29", "id-card-issued"),
        )

        assert days(acts, "D09", "2007-06-30", rules) == ["2007-07-02"]
        assert days(acts, "D09b", "2007-06-30", rules) == ["2007-07-13"]
        assert days(acts, "D09c", "2007-06-30", rules) == ["2007-10-01"]

    def test_three_months_are_not_more_than_three_months_so_they_run_on(self) -> None:
        acts = happened(("2026-10-05", "id-card-issued"))

        # 5 January 2027 is a Tuesday; issued on 7 November the third month ends on a Sunday.
        assert days(acts, "D09c", "2026-10-06") == ["2027-01-05"]
        assert days(happened(("2026-11-07", "id-card-issued")), "D09c", "2026-11-08") == [
            "2027-02-08"
        ]

    def test_since_1_october_2026_the_act_on_the_card_counts(self) -> None:
        before = one(
            happened(("2026-09-30", "id-card-applied", {"place": "desk"})), "D09", "2026-10-02"
        )
        after = one(
            happened(("2026-10-01", "id-card-applied", {"place": "desk"})), "D09", "2026-10-02"
        )

        assert before.rule.source.law == "Paspoortwet"
        assert after.rule.source.law == "Wet op de Nederlandse identiteitskaart"
        assert (str(before.due), str(after.due)) == ("2026-10-28", "2026-10-29")

    def test_hand_out_waits_for_the_issue(self) -> None:
        acts = happened(("2026-06-01", "id-card-applied", {"place": "desk"}))

        assert one(acts, "D09b", "2026-06-02").missing == ("id-card-issued",)

    def test_what_was_not_collected_has_lapsed(self) -> None:
        acts = happened(("2007-03-01", "id-card-issued"))

        assert status(acts, "D09c", "2007-06-02", LAW_2007) == "missed"


class TestD10Expiry:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_a_document_expires_on_the_day_after_its_last(self, rules: str) -> None:
        paper = {"kind": "passport", "valid_until": "2007-05-31"}
        acts = happened(("2006-11-01", "id-document-verified", paper))
        found = one(acts, "expiry", "2007-06-01", rules)

        assert (str(found.due), found.status) == ("2007-06-01", "reached")
        assert found.derived == "id-document-expired"

    def test_before_that_day_it_has_not_expired(self) -> None:
        paper = {"kind": "passport", "valid_until": "2007-05-31"}
        acts = happened(("2006-11-01", "id-document-verified", paper))

        assert one(acts, "expiry", "2007-05-31", SEED).derived is None

    def test_a_new_document_takes_its_place(self) -> None:
        acts = happened(
            (
                "2006-11-01",
                "id-document-verified",
                {"kind": "id-card", "valid_until": "2007-05-31"},
            ),
            ("2007-05-01", "id-card-handed-over", {"valid_until": "2012-05-01"}),
        )

        assert statuses(acts, "expiry", "2007-06-01", SEED) == ["void", "running"]

    def test_a_driving_licence_is_no_identity_document_for_this(self) -> None:
        paper = {"kind": "driving-licence", "valid_until": "2007-05-31"}

        assert (
            days(happened(("2006-11-01", "id-document-verified", paper)), "D10", "2007-06-01") == []
        )

    @pytest.mark.parametrize(
        ("handed_over", "rules", "expected"),
        [
            ("2007-06-04", SEED, "2012-06-04"),
            ("2014-03-08", LAW, "2019-03-08"),
            ("2014-03-09", LAW, "2024-03-09"),
        ],
    )
    def test_without_a_date_on_it_the_law_says_how_long(
        self, handed_over: str, rules: str, expected: str
    ) -> None:
        acts = happened((handed_over, "id-card-handed-over"))

        assert days(acts, "expiry-by-law", handed_over, rules) == [expected]


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d11_a_benefit_is_decided_on_within_eight_weeks(rules: str) -> None:
    assert days(happened(("2007-06-11", "benefit-applied")), "D11", "2007-06-12", rules) == [
        "2007-08-06"
    ]


class TestD12Completing:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_the_executive_sets_the_day(self, rules: str) -> None:
        asked = {"missing": ["id-document"], "complete_by": "2007-06-30"}
        acts = happened(
            ("2007-06-11", "benefit-applied"),
            ("2007-06-14", "benefit-application-incomplete", asked),
        )
        found = one(acts, "D12", "2007-06-15", rules)

        assert (str(found.due), str(found.act_by)) == ("2007-06-30", "2007-06-29")

    def test_where_it_set_none_two_weeks_are_usual(self) -> None:
        acts = happened(
            ("2007-06-11", "benefit-applied"),
            ("2007-06-14", "benefit-application-incomplete", {"missing": ["id-document"]}),
        )
        found = one(acts, "D12", "2007-06-15", SEED)

        assert (str(found.due), found.rule.nature) == ("2007-06-28", "policy")


class TestD13Advance:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_it_is_due_four_weeks_after_the_application(self, rules: str) -> None:
        acts = happened(("2007-06-11", "benefit-applied"))

        assert days(acts, "D13", "2007-06-12", rules) == ["2007-07-09"]

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_and_every_four_weeks_after_that_until_it_is_decided(self, rules: str) -> None:
        acts = happened(
            ("2007-06-11", "benefit-applied"),
            ("2007-07-05", "advance-paid"),
            ("2007-08-10", "advance-paid"),
        )

        assert days(acts, "D13", "2007-08-20", rules) == ["2007-07-09", "2007-08-06", "2007-09-03"]
        assert statuses(acts, "D13", "2007-08-20", rules) == ["met", "met-late", "running"]

    def test_a_decision_in_time_takes_its_reason_away(self) -> None:
        acts = happened(("2007-06-11", "benefit-applied"), ("2007-07-02", "benefit-granted"))

        assert statuses(acts, "D13", "2007-08-20", LAW_2007) == ["void"]

    def test_a_decision_after_it_leaves_it_missed(self) -> None:
        acts = happened(("2007-06-11", "benefit-applied"), ("2007-07-20", "benefit-granted"))

        assert statuses(acts, "D13", "2007-08-20", LAW_2007) == ["missed", "void"]

    def test_before_2007_the_law_set_no_term(self) -> None:
        assert days(happened(("2006-12-29", "benefit-applied")), "D13", "2007-01-10", LAW) == []

    def test_a_request_to_complete_the_application_does_not_stop_it(self) -> None:
        asked = {"missing": ["id-document"], "complete_by": "2026-06-30"}
        acts = happened(
            ("2026-06-08", "benefit-applied"),
            ("2026-06-10", "benefit-application-incomplete", asked),
        )

        assert days(acts, "D13", "2026-06-12") == ["2026-07-06"]


class TestD14BenefitStart:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_in_freedom_it_is_the_day_of_the_report(self, rules: str) -> None:
        acts = happened(("2007-06-11", "benefit-applied", {"reported_on": "2007-06-04"}))

        assert days(acts, "D14", "2007-06-12", rules) == ["2007-06-04"]

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_from_detention_it_is_the_day_of_release(self, rules: str) -> None:
        applied = ("2007-06-11", "benefit-applied", {"reported_on": "2007-06-04"})
        acts = happened(DETAINED_2007, PLANNED_2007, applied)
        found = one(acts, "D14", "2007-06-12", rules)

        assert (str(found.due), found.provisional) == ("2007-07-02", True)

    def test_a_release_on_a_saturday_is_not_put_off(self) -> None:
        acts = happened(
            DETAINED_2026, ("2026-06-01", "benefit-applied"), ("2026-06-06", "person-released")
        )

        assert days(acts, "D14", "2026-06-08") == ["2026-06-06"]

    def test_while_no_release_is_planned_that_is_what_is_missing(self) -> None:
        acts = happened(DETAINED_2007, ("2007-06-11", "benefit-applied"))

        assert one(acts, "D14", "2007-06-12", SEED).missing == ("person-released",)

    def test_since_2026_a_grant_can_go_three_months_back(self) -> None:
        assert days(happened(("2026-05-31", "benefit-applied")), "D14b", "2026-06-01") == [
            "2026-02-28"
        ]
        assert days(happened(("2025-12-31", "benefit-applied")), "D14b", "2026-06-01") == []


class TestD15SearchPeriod:
    @pytest.mark.parametrize(
        ("born", "expected"), [(2001, ["2026-06-29"]), (1999, ["2026-06-29"]), (1998, [])]
    )
    def test_who_may_be_under_27_waits_four_weeks(self, born: int, expected: list[str]) -> None:
        acts = happened(
            ("2026-01-02", "person-registered", {"birth_year": born}),
            ("2026-06-01", "benefit-applied"),
        )

        assert days(acts, "D15", "2026-06-02") == expected

    def test_without_a_year_of_birth_that_is_what_is_missing(self) -> None:
        found = one(happened(("2026-06-01", "benefit-applied")), "D15", "2026-06-02")

        assert found.missing == ("person-registered",)

    @pytest.mark.parametrize("rules", OLD)
    def test_it_did_not_exist_in_2007(self, rules: str) -> None:
        assert days(happened(("2007-06-11", "benefit-applied")), "D15", "2007-06-12", rules) == []


def test_d16_data_of_the_last_benefit_serve_for_twelve_months() -> None:
    stopped = ("2026-02-01", "benefit-stopped", {"reason": "work", "effect_from": "2026-01-31"})

    assert days(happened(stopped), "D16", "2026-03-01") == ["2027-01-31"]
    assert days(happened(stopped), "D16", "2026-03-01", LAW_2007) == []


class TestD17BenefitStops:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_it_stops_on_the_day_the_detention_begins(self, rules: str) -> None:
        found = one(happened(BENEFIT, DETAINED_2007), "D17", "2007-01-16", rules)

        assert (str(found.due), found.status) == ("2007-01-15", "reached")

    def test_who_had_none_loses_none(self) -> None:
        assert days(happened(DETAINED_2007), "D17", "2007-01-16", SEED) == []

    def test_that_it_was_stopped_later_is_told(self) -> None:
        stopped = ("2007-03-01", "benefit-stopped", {"reason": "detention"})

        assert statuses(happened(BENEFIT, DETAINED_2007, stopped), "D17", "2007-03-02", SEED) == [
            "met-late"
        ]


class TestD18Objection:
    REJECTED = ("2007-06-12", "benefit-rejected", {"reason": "no-address"})

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_six_weeks_from_the_day_after_the_decision(self, rules: str) -> None:
        assert days(happened(self.REJECTED), "D18", "2007-06-13", rules) == ["2007-07-24"]

    def test_it_may_end_on_a_day_put_on_a_par_with_a_holiday(self) -> None:
        acts = happened(("2026-04-03", "benefit-rejected", {"reason": "no-address"}))

        assert days(acts, "D18", "2026-04-07") == ["2026-05-18"]

    def test_each_decision_has_its_own_and_an_objection_belongs_to_what_it_is_against(self) -> None:
        acts = happened(
            self.REJECTED,
            ("2007-06-12", "advance-refused", {"reason": "no-address"}),
            ("2007-07-02", "objection-filed", {"against": "advance-refused"}),
        )

        assert statuses(acts, "D18", "2007-08-01", LAW_2007) == ["missed", "met"]

    @pytest.mark.parametrize("rules", OLD)
    def test_in_2007_it_was_decided_six_weeks_after_receipt(self, rules: str) -> None:
        filed = ("2007-06-18", "objection-filed", {"against": "benefit-rejected"})

        assert days(happened(self.REJECTED, filed), "D18b", "2007-06-19", rules) == ["2007-07-30"]

    def test_since_october_2009_it_is_counted_from_the_end_of_the_time_to_object(self) -> None:
        acts = happened(
            ("2026-04-03", "benefit-rejected", {"reason": "no-address"}),
            ("2026-04-10", "objection-filed", {"against": "benefit-rejected"}),
        )

        # The time to object ends on Monday 18 May; six weeks on is Monday 29 June.
        assert days(acts, "D18b", "2026-04-11") == ["2026-06-29"]

    def test_without_the_decision_that_is_what_is_missing(self) -> None:
        acts = happened(("2026-04-10", "objection-filed", {"against": "benefit-rejected"}))

        assert one(acts, "D18b", "2026-04-11").missing == ("benefit-rejected",)


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d19_a_suspension_of_the_benefit_lasts_eight_weeks_at_most(rules: str) -> None:
    acts = happened(("2007-06-11", "benefit-suspended", {"reason": "data-missing"}))

    assert days(acts, "D19", "2007-06-12", rules) == ["2007-08-06"]


class TestD20InsuranceRestart:
    SUSPENDED: tuple[str, str] = ("2026-01-15", "insurance-suspended")

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_the_insurer_has_to_know_on_the_day_of_release(self, rules: str) -> None:
        acts = happened(
            ("2007-01-15", "insurance-suspended"), DETAINED_2007, ("2007-07-01", "person-released")
        )

        assert days(acts, "D20", "2007-07-02", rules) == ["2007-07-01"]

    def test_while_detained_it_counts_from_the_planned_day(self) -> None:
        found = one(happened(self.SUSPENDED, DETAINED_2026, PLANNED_2026), "D20", "2026-03-01")

        assert (str(found.due), found.provisional) == ("2026-07-02", True)

    def test_who_is_not_suspended_has_nothing_to_restart(self) -> None:
        assert days(happened(DETAINED_2026, PLANNED_2026), "D20", "2026-03-01") == []


class TestD21SocialSupport:
    REPORTED: tuple[str, str, dict[str, Any]] = (
        "2026-06-01",
        "social-support-reported",
        {"kind": "guidance"},
    )

    def test_six_weeks_to_investigate_and_from_day_43_an_application_is_possible(self) -> None:
        acts = happened(self.REPORTED)

        assert days(acts, "D21", "2026-06-02") == ["2026-07-13"]
        assert days(acts, "D21b", "2026-06-02") == ["2026-07-14"]
        assert one(acts, "D21c", "2026-06-02").missing == ("social-support-applied",)

    def test_day_43_follows_the_term_as_the_law_lengthens_it(self) -> None:
        acts = happened(("2026-04-03", "social-support-reported", {"kind": "guidance"}))

        assert days(acts, "D21", "2026-04-07") == ["2026-05-18"]
        assert days(acts, "D21b", "2026-04-07") == ["2026-05-19"]

    def test_two_weeks_to_decide(self) -> None:
        acts = happened(
            self.REPORTED, ("2026-07-14", "social-support-applied", {"kind": "guidance"})
        )

        assert days(acts, "D21c", "2026-07-15") == ["2026-07-28"]
        assert status(acts, "D21", "2026-07-15") == "met-late"

    @pytest.mark.parametrize("rules", OLD)
    def test_in_2007_the_general_eight_weeks_counted(self, rules: str) -> None:
        acts = happened(("2007-06-11", "social-support-applied", {"kind": "shelter"}))

        assert days(acts, "D21c", "2007-06-12", rules) == ["2007-08-06"]
        assert days(happened(self.REPORTED), "D21", "2026-06-02", rules) == []

    def test_urgent_support_is_due_at_once(self) -> None:
        urgent = {"kind": "shelter", "urgent": True}
        acts = happened(("2026-06-06", "social-support-reported", urgent))

        assert days(acts, "D21d", "2026-06-06") == ["2026-06-06"]
        assert days(happened(self.REPORTED), "D21d", "2026-06-06") == []

    def test_an_answer_of_another_kind_is_no_answer(self) -> None:
        other = ("2026-06-20", "social-support-applied", {"kind": "shelter"})

        assert status(happened(self.REPORTED, other), "D21", "2026-08-01") == "overdue"


class TestD22FirstTalk:
    def test_four_weeks(self) -> None:
        acts = happened(("2026-06-01", "debt-help-requested"))

        assert days(acts, "D22", "2026-06-02") == ["2026-06-29"]

    @pytest.mark.parametrize("threat", ["eviction", "utilities", "insurance"])
    def test_three_working_days_under_threat(self, threat: str) -> None:
        acts = happened(("2026-05-13", "debt-help-requested", {"threat": threat}))

        # Ascension Day, the Friday after it and a weekend do not count.
        assert days(acts, "D22", "2026-05-14") == ["2026-05-20"]

    @pytest.mark.parametrize("rules", OLD)
    def test_it_did_not_exist_in_2007(self, rules: str) -> None:
        assert (
            days(happened(("2026-06-01", "debt-help-requested")), "D22", "2026-06-02", rules) == []
        )

    def test_it_began_on_1_july_2012(self) -> None:
        assert days(happened(("2012-06-29", "debt-help-requested")), "D22", "2012-07-02") == []
        assert days(happened(("2012-07-02", "debt-help-requested")), "D22", "2012-07-02") == [
            "2012-07-30"
        ]


def test_d23_debt_help_is_decided_on_within_eight_weeks_of_the_first_talk() -> None:
    acts = happened(("2026-06-01", "debt-help-requested"), ("2026-06-15", "debt-help-intake-held"))

    assert days(acts, "D23", "2026-06-16") == ["2026-08-10"]
    assert days(happened(("2020-12-31", "debt-help-intake-held")), "D23", "2021-01-10") == []


class TestD24DebtRestructuring:
    @pytest.mark.parametrize(
        ("admitted", "fields", "expected"),
        [
            ("2007-06-11", {}, "2010-06-11"),
            ("2023-06-30", {}, "2026-06-30"),
            ("2023-07-01", {}, "2025-01-01"),
            ("2026-06-01", {"first_instalment_on": "2026-03-01"}, "2027-09-01"),
            ("2026-06-01", {"first_instalment_on": "2026-08-01"}, "2027-12-01"),
        ],
    )
    def test_three_years_and_since_july_2023_eighteen_months(
        self, admitted: str, fields: dict[str, str], expected: str
    ) -> None:
        acts = happened((admitted, "debt-restructuring-admitted", fields))

        assert days(acts, "D24", admitted) == [expected]

    @pytest.mark.parametrize("rules", OLD)
    def test_in_2007_it_was_three_years(self, rules: str) -> None:
        acts = happened(("2007-06-11", "debt-restructuring-admitted"))

        assert days(acts, "D24", "2007-06-12", rules) == ["2010-06-11"]


class TestD25ConductCertificate:
    REQUESTED = ("2026-06-01", "conduct-certificate-requested")

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_four_weeks(self, rules: str) -> None:
        acts = happened(("2007-06-11", "conduct-certificate-requested"))

        assert days(acts, "D25", "2007-06-12", rules) == ["2007-07-09"]

    def test_eight_weeks_where_refusal_is_intended(self) -> None:
        intended = ("2026-06-20", "conduct-certificate-refusal-intended")

        assert days(happened(self.REQUESTED, intended), "D25", "2026-06-21") == ["2026-07-27"]

    def test_in_2007_an_intention_to_refuse_gave_no_more_time(self) -> None:
        acts = happened(
            ("2007-06-11", "conduct-certificate-requested"),
            ("2007-06-20", "conduct-certificate-refusal-intended"),
        )

        assert days(acts, "D25", "2007-06-21", LAW_2007) == ["2007-07-09"]

    def test_an_intention_after_the_term_comes_too_late(self) -> None:
        intended = ("2026-07-06", "conduct-certificate-refusal-intended")
        found = one(happened(self.REQUESTED, intended), "D25", "2026-07-07")

        assert (str(found.due), found.status) == ("2026-06-29", "overdue")


class TestD26Agreement:
    MADE: tuple[str, str, dict[str, Any]] = (
        "2026-06-01",
        "agreement-made",
        {
            "level": "case",
            "parties": ["Tilburg", "PI Vught"],
            "performer": "PI Vught",
            "beneficiary": "Tilburg",
            "deliverable": "notice",
            "due_on": "2026-06-20",
            "need": "housing",
        },
    )

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_the_agreement_names_day_and_performer_and_there_is_no_grace(self, rules: str) -> None:
        found = one(happened(self.MADE), "D26", "2026-06-22", rules)

        assert (str(found.due), str(found.act_by)) == ("2026-06-20", "2026-06-19")
        assert (found.status, found.who.en, found.need) == ("overdue", "PI Vught", Need.HOUSING)

    def test_an_amended_day_takes_its_place_and_another_change_does_not(self) -> None:
        acts = happened(
            self.MADE,
            ("2026-06-10", "agreement-amended", {"consent_of": ["Tilburg"], "quantity": 2}),
            (
                "2026-06-12",
                "agreement-amended",
                {"consent_of": ["Tilburg"], "due_on": "2026-07-01"},
            ),
        )

        assert days(acts, "D26", "2026-06-22") == ["2026-06-20", "2026-07-01"]
        assert statuses(acts, "D26", "2026-06-22") == ["void", "running"]


class TestD27DataSubjectRequest:
    RECEIVED: tuple[str, str, dict[str, Any]] = (
        "2026-04-30",
        "data-subject-request-received",
        {"kind": "access"},
    )

    def test_now_one_month_by_the_law_of_the_union(self) -> None:
        # 30 May 2026 is a Saturday.
        assert days(happened(self.RECEIVED), "D27", "2026-05-01") == ["2026-06-01"]

    @pytest.mark.parametrize("rules", OLD)
    def test_in_2007_four_weeks(self, rules: str) -> None:
        acts = happened(("2007-06-11", "data-subject-request-received", {"kind": "access"}))

        assert days(acts, "D27", "2007-06-12", rules) == ["2007-07-09"]

    def test_an_answer_to_another_request_is_no_answer(self) -> None:
        other = {"kind": "erasure", "outcome": "granted"}
        acts = happened(self.RECEIVED, ("2026-05-10", "data-subject-request-answered", other))

        assert status(acts, "D27", "2026-06-02") == "overdue"


def test_d28_a_data_breach_is_notified_within_72_hours_weekends_included() -> None:
    acts = happened(("2026-06-05", "data-breach-suspected", {"kind": "disclosure"}))

    assert days(acts, "D28", "2026-06-05") == ["2026-06-08"]
    assert days(acts, "D28", "2026-06-05", LAW_2007) == []
    assert status(acts, "D28", "2026-06-20") == "reached"


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d29_files_are_kept_for_some_time(rules: str) -> None:
    acts = happened(
        ("2007-06-12", "benefit-rejected", {"reason": "no-address"}),
        ("2007-06-13", "release-notice-sent", {"release_on": "2007-07-02"}),
    )

    assert days(acts, "D29", "2007-06-14", rules) == ["2017-06-12", "2008-03-13"]


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d30_help_to_keep_the_dwelling_ends_after_six_months(rules: str) -> None:
    home = ("2006-05-01", "housing-placed", {"kind": "dwelling"})

    assert days(happened(home, DETAINED_2007), "D30", "2007-02-01", rules) == ["2007-07-15"]
    assert days(happened(DETAINED_2007), "D30", "2007-02-01", rules) == []


@pytest.mark.parametrize("rules", ALL_RULES)
def test_d31_there_is_a_look_after_six_twelve_and_twenty_four_months(rules: str) -> None:
    acts = happened(("2007-01-15", "detention-started"), ("2007-08-31", "person-released"))

    assert days(acts, "D31", "2007-09-01", rules) == ["2008-08-31", "2009-08-31", "2008-02-29"]


class TestD32CollectionStop:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_four_months_by_policy_to_ask_for_debt_help(self, rules: str) -> None:
        acts = happened(("2026-06-01", "collection-stop-granted"))
        found = one(acts, "D32", "2026-06-02", rules)

        assert (str(found.due), found.rule.nature) == ("2026-10-01", "policy")

    def test_a_day_that_was_named_counts_instead(self) -> None:
        acts = happened(("2026-06-01", "collection-stop-granted", {"until": "2026-09-01"}))

        assert days(acts, "D32", "2026-06-02") == ["2026-09-01"]


class TestTheDataAsAWhole:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_what_no_law_sets_is_called_policy(self, rules: str) -> None:
        unsourced = {
            each.id
            for each in rules_of(rules).deadlines
            if each.nature == "statute" and each.source.article is None
        }

        assert unsourced == set()

    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_every_event_that_it_speaks_of_exists(self, rules: str) -> None:
        from domain.rule_check import EVENT_NAMES

        spoken = {name for each in rules_of(rules).deadlines for name in each.events}

        assert spoken - EVENT_NAMES == set()

    @pytest.mark.parametrize("rules", [LAW, LAW_2007])
    def test_it_says_what_the_terms_of_the_acts_say(self, rules: str) -> None:
        found = rules_of(rules)
        same = [
            (term.period, each.span)
            for term in found.terms
            for each in found.deadlines
            if (each.source, each.need) == (term.source, term.need)
            and term.base in {base.event for base in each.base}
        ]

        assert len(same) > 5
        assert [str(span.count) for _, span in same] == [
            str(next(value for _, value in period if value is not None)) for period, _ in same
        ]
        assert [span.unit.value for _, span in same] == [
            next(unit for unit, value in period if value is not None) for period, _ in same
        ]

    def test_a_frozen_law_counts_for_every_day(self) -> None:
        acts = happened(("2026-06-01", "benefit-applied"))
        law_2006 = counted(acts, "2026-06-02", LAW, law_on=None)

        assert [each.rule.source.law for each in named(law_2006, "D13")] == ["Participatiewet"]
        assert [
            each.rule.source.law for each in named(counted(acts, "2026-06-02", LAW_2007), "D13")
        ] == ["Wwb"]
