"""The deadlines as a whole: every code is there, and the data hang together."""

import pytest

from tests.domain.deadlines.counted import (
    ALL_RULES,
    LAW,
    LAW_2007,
    counted,
    happened,
    named,
    rules_of,
)


def test_every_code_from_d01_to_d32_is_there() -> None:
    codes = {each.code for name in ALL_RULES for each in rules_of(name).deadlines}

    assert {f"D{number:02}" for number in range(1, 33)} <= codes
    assert {"D01b", "D05b", "D08b", "D09b", "D09c", "D11b", "D14b", "D18b", "D21b"} <= codes
    assert {"D08c", "D09d", "D21c", "D21d", "D23b", "D25b"} <= codes


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
