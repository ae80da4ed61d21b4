"""Deadlines of care: insurance after release, and support by the municipality."""

from typing import Any

import pytest

from tests.domain.deadlines.counted import (
    ALL_RULES,
    DETAINED_2007,
    DETAINED_2026,
    PLANNED_2026,
    RULES_OF_2007,
    days,
    happened,
    one,
    status,
)


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

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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
