"""Deadlines of the register: declaring an address, and deciding on a postal one."""

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


class TestD07Declaration:
    @pytest.mark.parametrize("rules", RULES_OF_2007)
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

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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
