"""Deadlines of debts: help, restructuring, and a stop of collection."""

import pytest

from tests.domain.deadlines.counted import ALL_RULES, RULES_OF_2007, days, happened, one


class TestD22FirstTalk:
    def test_four_weeks(self) -> None:
        acts = happened(("2026-06-01", "debt-help-requested"))

        assert days(acts, "D22", "2026-06-02") == ["2026-06-29"]

    @pytest.mark.parametrize("threat", ["eviction", "utilities", "insurance"])
    def test_three_working_days_under_threat(self, threat: str) -> None:
        acts = happened(("2026-05-13", "debt-help-requested", {"threat": threat}))

        # Ascension Day, the Friday after it and a weekend do not count.
        assert days(acts, "D22", "2026-05-14") == ["2026-05-20"]

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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

    @pytest.mark.parametrize("rules", RULES_OF_2007)
    def test_in_2007_it_was_three_years(self, rules: str) -> None:
        acts = happened(("2007-06-11", "debt-restructuring-admitted"))

        assert days(acts, "D24", "2007-06-12", rules) == ["2010-06-11"]


class TestD32CollectionStop:
    @pytest.mark.parametrize("rules", ALL_RULES)
    def test_four_months_by_policy_to_ask_for_debt_help(self, rules: str) -> None:
        acts = happened(("2026-06-01", "collection-stop-granted"))
        found = one(acts, "D32", "2026-06-02", rules)

        assert (str(found.due), found.rule.nature) == ("2026-10-01", "policy")

    def test_a_day_that_was_named_counts_instead(self) -> None:
        acts = happened(("2026-06-01", "collection-stop-granted", {"until": "2026-09-01"}))

        assert days(acts, "D32", "2026-06-02") == ["2026-09-01"]
