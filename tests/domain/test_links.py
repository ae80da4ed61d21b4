"""Why a way fails, and what the engine reads of the ways."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.links import ClosedBy, judge, plain_ways
from domain.needs import Need
from domain.person import Known
from domain.rules import Bindingness, Condition, Guard, WayKind
from domain.situation import Circumstances, Phase, Scalar
from tests.domain.rule_sets import FACTUAL, PRACTICE, STATUTE, guard, way

DAY = date(2026, 3, 2)
DETAINED, GIVER = guard(Circumstance.DETAINED), guard(Circumstance.ADDRESS_GIVER)


def knowing(**values: Scalar) -> Circumstances:
    known = {Circumstance(name): Known(value, DAY, ("e1",)) for name, value in values.items()}
    return Circumstances(DAY, Phase.UNKNOWN, known)


class TestLink:
    def test_it_names_what_is_asked_and_what_of_that_is_missing(self) -> None:
        link = judge(
            way(Need.BENEFIT, Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS),
            frozenset({Need.REGISTRATION}),
            knowing(),
        )

        assert link.requires == (Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS)
        assert link.missing == (Need.ID_DOCUMENT, Need.ADDRESS)
        assert link.open

    @pytest.mark.parametrize(
        ("values", "closed_by"),
        [
            ({"detained": True}, ()),
            ({"detained": False}, (ClosedBy(DETAINED, value=False),)),
            ({}, (ClosedBy(DETAINED, None),)),
        ],
    )
    def test_a_circumstance_that_is_wrong_or_unknown_keeps_it_closed(
        self, values: dict[str, Scalar], closed_by: tuple[ClosedBy, ...]
    ) -> None:
        link = judge(way(Need.ADDRESS, guards=[DETAINED]), frozenset(), knowing(**values))

        assert link.closed_by == closed_by
        assert [each.unknown for each in link.closed_by] == [
            each.value is None for each in closed_by
        ]

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ((STATUTE,), STATUTE),
            ((STATUTE, FACTUAL), FACTUAL),
            ((FACTUAL, PRACTICE, STATUTE), PRACTICE),
            ((), STATUTE),
        ],
    )
    def test_its_basis_is_the_obstacle_that_binds_least(
        self, asked: tuple[Bindingness, ...], expected: Bindingness
    ) -> None:
        needs = (Need.ID_DOCUMENT, Need.REGISTRATION, Need.CASH)
        conditions = tuple(
            Condition(need=need, bindingness=each) for need, each in zip(needs, asked, strict=False)
        )
        some_way = way(Need.BENEFIT).model_copy(update={"conditions": conditions})

        assert judge(some_way, frozenset(), knowing()).basis is expected

    def test_what_is_met_is_no_obstacle(self) -> None:
        some_way = way(Need.BENEFIT, Need.ID_DOCUMENT, asked_by=PRACTICE)

        assert judge(some_way, frozenset({Need.ID_DOCUMENT}), knowing()).basis is STATUTE

    def test_a_closed_circumstance_is_an_obstacle_too(self) -> None:
        asks = Guard(circumstance=Circumstance.DETAINED, holds=True, bindingness=PRACTICE)

        assert judge(way(Need.ADDRESS, guards=[asks]), frozenset(), knowing()).basis is PRACTICE


class TestPlainWays:
    def test_a_way_asks_its_needs(self) -> None:
        assert plain_ways([way(Need.BENEFIT, Need.ID_DOCUMENT, Need.CASH)], knowing()) == [
            ("benefit", frozenset({"id_document", "cash"}))
        ]

    def test_a_closed_way_is_left_out_and_an_unknown_circumstance_is_asked(self) -> None:
        ways = [way(Need.ADDRESS, guards=[DETAINED, GIVER])]

        assert plain_ways(ways, knowing(detained=False)) == []
        assert plain_ways(ways, knowing(detained=True)) == [
            ("address", frozenset({"unknown:address_giver"}))
        ]
        assert plain_ways(ways, knowing(detained=True, address_giver=True)) == [
            ("address", frozenset())
        ]

    @pytest.mark.parametrize("kind", WayKind)
    def test_only_what_an_authority_may_choose_is_not_counted_on(self, kind: WayKind) -> None:
        assert bool(plain_ways([way(Need.ADDRESS, kind=kind)], knowing())) is (
            kind is not WayKind.OPTION
        )
