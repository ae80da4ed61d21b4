"""Deadlines of personal data: requests, breaches, and how long files are kept."""

from typing import Any

import pytest

from tests.domain.deadlines.counted import (
    ALL_RULES,
    LAW_2007,
    RULES_OF_2007,
    days,
    happened,
    status,
)


class TestD27DataSubjectRequest:
    RECEIVED: tuple[str, str, dict[str, Any]] = (
        "2026-04-30",
        "data-subject-request-received",
        {"kind": "access"},
    )

    def test_now_one_month_by_the_law_of_the_union(self) -> None:
        # 30 May 2026 is a Saturday.
        assert days(happened(self.RECEIVED), "D27", "2026-05-01") == ["2026-06-01"]

    @pytest.mark.parametrize("rules", RULES_OF_2007)
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
