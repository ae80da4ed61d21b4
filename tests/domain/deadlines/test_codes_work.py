"""Deadlines of work: the certificate of conduct."""

import pytest

from tests.domain.deadlines.counted import ALL_RULES, LAW_2007, days, happened, one


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
