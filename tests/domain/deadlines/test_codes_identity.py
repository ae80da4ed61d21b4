"""Deadlines of identity documents: their making, their handing over, their end."""

import pytest

from tests.domain.deadlines.counted import (
    ALL_RULES,
    LAW,
    LAW_2007,
    SEED,
    days,
    happened,
    one,
    status,
    statuses,
)


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
