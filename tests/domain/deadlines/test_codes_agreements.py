"""Deadlines of agreements."""

from typing import Any

import pytest

from domain.needs import Need
from tests.domain.deadlines.counted import (
    ALL_RULES,
    days,
    happened,
    one,
    statuses,
)


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
