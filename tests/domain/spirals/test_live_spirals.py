"""Spirals of a person: which turn, what sets them off, and what holds them off."""

from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.assessment import Assessment, Moment, assess
from domain.envelope import Act
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.housing import HousingKind
from domain.events.screening import ScreeningAnswer
from domain.live_spirals import LiveSpiral, Motion
from domain.needs import Need
from ledger.rulebook import load_rule_set
from tests.domain.acts import history, state


def claim(kind: ClaimKind) -> e.ClaimRegistered:
    return e.ClaimRegistered(claim=kind, amount=AmountClass.FROM_500)


BEFORE: Final = (
    (e.Registered(municipality="Tilburg"), "2025-01-01"),
    (e.HousingPlaced(kind=HousingKind.DWELLING), "2025-01-01"),
    (e.BenefitGranted(), "2025-02-01"),
    (claim(ClaimKind.FINE), "2025-10-01"),
    (claim(ClaimKind.TRAFFIC_SANCTION), "2025-10-02"),
)
INSIDE: Final = (*BEFORE, (e.DetentionStarted(), "2026-01-15"))


def live(
    *steps: tuple[e.EventBody, str], on: str = "2026-02-01", name: str = "law"
) -> dict[str, LiveSpiral]:
    return {each.spiral.closed_by.id: each for each in judged(*steps, on=on, name=name).spirals}


def judged(
    *steps: tuple[e.EventBody, str],
    on: str = "2026-02-01",
    name: str = "law",
    moment: Moment = Moment.NOW,
) -> Assessment:
    acts: list[Act] = history(*steps)
    day = date.fromisoformat(on)
    return assess(state(*acts, on=on), load_rule_set(name), day, moment=moment)


FINE_SERVED: Final = "wetboek-van-strafrecht/fine-served"
COERCIVE: Final = "wahv/coercive-detention"


class TestPersons:
    def test_who_owes_nothing_is_in_none(self) -> None:
        assert live((e.DetentionStarted(), "2026-01-15")) == {}

    def test_who_owes_and_has_a_benefit_can_be_drawn_in(self) -> None:
        found = live(*BEFORE, on="2026-01-10")

        assert {each.motion for each in found.values()} == {Motion.AT_RISK}

    def test_detention_takes_the_benefit_and_it_turns_once_for_each_claim(self) -> None:
        found = live(*INSIDE)

        assert set(found) == {FINE_SERVED, COERCIVE}
        assert {each.motion for each in found.values()} == {Motion.TURNING}
        assert [each.kind for each in found[FINE_SERVED].claims] == [ClaimKind.FINE]
        assert found[FINE_SERVED].lost == (Need.BENEFIT,)
        assert found[FINE_SERVED].evidence == ("e4",)

    @pytest.mark.parametrize(
        "step",
        [
            e.DebtArrangementMade(with_collection_agency=True),
            e.CollectionStopGranted(until=date(2026, 5, 31)),
        ],
        ids=["arrangement", "emergency stop"],
    )
    def test_an_arrangement_or_a_stop_holds_it_off(self, step: e.EventBody) -> None:
        found = live(*INSIDE, (step, "2026-01-31"))

        assert {each.motion for each in found.values()} == {Motion.HELD_OFF}

    def test_a_stop_that_is_over_holds_nothing_off(self) -> None:
        stop = e.CollectionStopGranted(until=date(2026, 5, 31))
        found = live(*INSIDE, (stop, "2026-01-31"), on="2026-06-01")

        assert {each.motion for each in found.values()} == {Motion.TURNING}

    def test_an_arrangement_with_somebody_else_does_not(self) -> None:
        step = (e.DebtArrangementMade(with_collection_agency=False), "2026-01-31")

        assert {each.motion for each in live(*INSIDE, step).values()} == {Motion.TURNING}

    def test_while_debt_help_is_applied_for_somebody_is_at_work_on_it(self) -> None:
        found = live(*INSIDE, (e.DebtHelpRequested(), "2026-01-31"))

        assert {each.motion for each in found.values()} == {Motion.AT_RISK}

    def test_a_fine_that_was_served_is_gone_and_the_traffic_sanction_remains(self) -> None:
        served = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.EXTINGUISHED_BY_DETENTION)

        assert set(live(*INSIDE, (served, "2026-01-31"))) == {COERCIVE}

    def test_who_lost_the_address_as_well_is_summoned_where_nobody_reads_it(self) -> None:
        found = live(*INSIDE, (e.AddressEnded(), "2026-01-20"))

        assert "wahv/summons-in-the-gazette" in found
        assert Need.ADDRESS in found["wahv/summons-in-the-gazette"].unmet

    def test_the_practice_of_2007_does_not_tell_kinds_of_claims_apart(self) -> None:
        [found] = live(*INSIDE, name="seed-2007").values()

        assert {each.kind for each in found.claims} == {ClaimKind.FINE, ClaimKind.TRAFFIC_SANCTION}

    def test_what_holds_it_off_is_named(self) -> None:
        found = live(*INSIDE)[FINE_SERVED]

        assert [each.id for each in found.brakes] == [
            "cjib/payment-arrangement",
            "cjib/emergency-stop",
        ]

    def test_an_unverified_rule_in_it_is_said_to_be_unverified(self) -> None:
        assert "cjib/payment-arrangement" in judged(*INSIDE).unverified

    def test_unpaid_rent_is_a_spiral_until_the_home_is_lost(self) -> None:
        had_income = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)
        steps = ((had_income, "2025-03-01"), *INSIDE, (e.RentArrearsRegistered(), "2026-02-01"))

        rows = [live(*steps, on=day) for day in ("2026-03-01", "2026-05-02")]

        rent = "burgerlijk-wetboek/rent-unpaid-without-income"
        assert [rent in found for found in rows] == [True, False]
