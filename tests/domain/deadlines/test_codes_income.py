"""Deadlines of benefits: decisions, advances, completion, objection."""

import pytest

from domain.deadlines.computed import StepKind
from tests.domain.deadlines.counted import (
    ALL_RULES,
    DETAINED_2007,
    DETAINED_2026,
    LAW,
    LAW_2007,
    PLANNED_2007,
    RULES_OF_2007,
    SEED,
    counted,
    days,
    happened,
    named,
    one,
    statuses,
)

BENEFIT = ("2006-05-01", "benefit-granted")


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


DETAINED = ("2026-05-01", "detention-started")
PLANNED = ("2026-05-02", "release-date-planned", {"release_on": "2026-10-15"})
OUTSIDE = (
    "2026-08-03",
    "extramural-phase-started",
    {"kind": "penitentiary-programme"},
)


class TestD13OfWhoIsHeld:
    """Given an application of 1 July 2026: four weeks are over on 29 July, eight on 26 August."""

    def test_what_would_fall_due_inside_is_due_once_on_the_day_of_release(self) -> None:
        acts = happened(DETAINED, PLANNED, ("2026-07-01", "benefit-applied"))
        [found] = named(counted(acts, "2026-09-15"), "D13")

        assert (str(found.due), found.provisional, found.status) == ("2026-10-15", True, "running")
        assert StepKind.RELEASE_LATER in {each.kind for each in found.steps}

    def test_and_goes_on_every_four_weeks_after_it(self) -> None:
        acts = happened(
            DETAINED,
            PLANNED,
            ("2026-07-01", "benefit-applied"),
            ("2026-10-15", "person-released"),
            ("2026-10-15", "advance-paid"),
        )

        assert days(acts, "D13", "2026-10-30") == ["2026-10-15", "2026-10-21", "2026-11-18"]
        assert statuses(acts, "D13", "2026-10-30") == ["met", "overdue", "running"]

    def test_a_detention_after_the_application_puts_it_off_too(self) -> None:
        acts = happened(("2026-04-20", "benefit-applied"), DETAINED, PLANNED)

        assert days(acts, "D13", "2026-06-01") == ["2026-10-15"]

    def test_without_a_planned_release_that_is_what_is_missing(self) -> None:
        acts = happened(DETAINED, ("2026-07-01", "benefit-applied"))

        assert one(acts, "D13", "2026-09-15").missing == ("person-released",)

    def test_an_extramural_phase_is_not_spent_inside(self) -> None:
        acts = happened(DETAINED, PLANNED, ("2026-07-01", "benefit-applied"), OUTSIDE)
        first = named(counted(acts, "2026-08-10"), "D13")[0]

        assert days(acts, "D13", "2026-08-10") == ["2026-08-03", "2026-08-26"]
        assert (first.provisional, StepKind.PHASE_LATER) == (False, first.steps[2].kind)

    def test_a_phase_that_was_revoked_leaves_the_rest_to_the_release(self) -> None:
        revoked = ("2026-08-20", "extramural-phase-ended", {"reason": "revoked"})
        acts = happened(DETAINED, PLANNED, ("2026-07-01", "benefit-applied"), OUTSIDE, revoked)

        assert days(acts, "D13", "2026-08-30") == ["2026-08-03", "2026-10-15"]


class TestD14BenefitStart:
    def test_an_extramural_phase_opens_it_before_the_release(self) -> None:
        acts = happened(DETAINED, PLANNED, ("2026-07-01", "benefit-applied"), OUTSIDE)
        found = one(acts, "D14", "2026-08-10")

        assert (str(found.due), found.provisional) == ("2026-08-03", False)

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

    def test_and_does_not_reach_into_a_detention(self) -> None:
        released = ("2026-10-01", "person-released")
        acts = happened(DETAINED, PLANNED, released, ("2026-11-02", "benefit-applied"))
        later = happened(DETAINED, PLANNED, released, ("2027-01-04", "benefit-applied"))

        assert days(acts, "D14b", "2026-11-03") == ["2026-10-01"]
        assert days(later, "D14b", "2027-01-05") == ["2026-10-04"]


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

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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
