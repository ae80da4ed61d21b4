"""Debt help, debt restructuring and claims of the state, in the law of each year."""

from datetime import date

import pytest

from domain.circumstances import Circumstance
from domain.consequences import Consequence
from domain.events.claims import ClaimKind, CoercionKind
from domain.needs import Need
from domain.rules import Bindingness, InterventionKind, Period, WayKind
from domain.triggers import Trigger
from ledger.rulebook import load_rule_set
from tests.domain.law_cases import RELEASED, Circumstances, Law

TODAY = date(2026, 11, 24)
CONVICTED: Circumstances = {
    **RELEASED,
    Circumstance.CONVICTION_DEBTS: True,
    Circumstance.EARLIER_RESTRUCTURING: False,
}
BARRED: Circumstances = {
    **RELEASED,
    Circumstance.CONVICTION_DEBTS: False,
    Circumstance.EARLIER_RESTRUCTURING: True,
}
RESTRUCTURING = "faillissementswet/restructuring"


def coercion(claim: ClaimKind, day: date, rules: str = "law") -> list[Consequence]:
    """How somebody who does not pay a claim can be detained, on a day."""
    return [
        each
        for each in load_rule_set(rules).in_force(day).consequences
        if each.claim is claim and each.after is Trigger.CLAIM_UNPAID
    ]


class TestDebtHelp:
    def test_in_2011_no_act_governed_debt_help_and_a_credit_bank_asked_income(self) -> None:
        [way] = Law("law", date(2011, 12, 31)).ways_to(Need.DEBT_HELP)

        assert way.id == "gemeentelijke-schuldhulp/debt-help"
        assert {each.need: each.bindingness for each in way.conditions} == {
            Need.REGISTRATION: Bindingness.PRACTICE,
            Need.INCOME: Bindingness.FACTUAL,
        }
        assert not way.verified

    @pytest.mark.parametrize(
        ("day", "act"),
        [(date(2012, 6, 30), "gemeentelijke-schuldhulp"), (date(2012, 7, 1), "wgs")],
        ids=str,
    )
    def test_it_became_a_task_of_the_municipality_on_1_july_2012(self, day: date, act: str) -> None:
        ways = Law("law", day).ways_to(Need.DEBT_HELP)

        assert {way.id.partition("/")[0] for way in ways} == {act}

    @pytest.mark.parametrize("day", [date(2012, 7, 1), TODAY], ids=str)
    def test_since_then_statute_asks_registration_and_a_document_and_no_income(
        self, day: date
    ) -> None:
        way = Law("law", day).way("wgs/debt-help")

        assert {each.need: each.bindingness for each in way.conditions} == {
            Need.REGISTRATION: Bindingness.STATUTE,
            Need.ID_DOCUMENT: Bindingness.STATUTE,
        }

    @pytest.mark.parametrize(
        ("day", "there"), [(date(2020, 12, 31), False), (date(2021, 1, 1), True)], ids=str
    )
    def test_since_2021_who_is_not_registered_can_be_helped_if_the_executive_chooses(
        self, day: date, *, there: bool
    ) -> None:
        chosen = [
            way for way in Law("law", day).ways_to(Need.DEBT_HELP) if way.kind is WayKind.OPTION
        ]

        assert [way.id for way in chosen] == (["wgs/debt-help-for-others"] if there else [])
        assert {each.need for way in chosen for each in way.conditions} <= {Need.ID_DOCUMENT}

    @pytest.mark.parametrize(
        ("day", "terms"),
        [
            (date(2012, 6, 30), {}),
            (date(2012, 7, 1), {"debt-help-requested": Period(weeks=4)}),
            (
                date(2021, 1, 1),
                {
                    "debt-help-requested": Period(weeks=4),
                    "debt-help-intake-held": Period(weeks=8),
                },
            ),
        ],
        ids=str,
    )
    def test_four_weeks_to_the_talk_and_since_2021_eight_to_the_decision(
        self, day: date, terms: dict[str, Period]
    ) -> None:
        found = load_rule_set("law").in_force(day).terms

        assert {each.base: each.period for each in found if each.need is Need.DEBT_HELP} == terms

    def test_a_threat_speeds_the_first_talk_up(self) -> None:
        interventions = load_rule_set("law").in_force(TODAY).interventions
        [sooner] = [each for each in interventions if each.way == "wgs/debt-help"]

        assert sooner.kind is InterventionKind.SPEED_UP
        assert [(each.circumstance, each.holds) for each in sooner.guards] == [
            (Circumstance.DEBT_THREAT, True)
        ]

    @pytest.mark.parametrize(
        ("day", "there"), [(date(2017, 3, 31), False), (date(2017, 4, 1), True)], ids=str
    )
    def test_since_april_2017_the_court_can_give_who_is_helped_six_months_of_rest(
        self, day: date, *, there: bool
    ) -> None:
        interventions = load_rule_set("law").in_force(day).interventions
        rest = [each for each in interventions if each.id == "wgs/moratorium"]

        assert bool(rest) is there
        assert {each.duration for each in rest} <= {Period(months=6)}
        assert {c.need for each in rest for c in each.conditions} <= {Need.DEBT_HELP}


class TestRestructuring:
    @pytest.mark.parametrize(
        ("day", "open_to_convicted", "open_to_barred"),
        [
            (date(2007, 12, 31), True, True),
            (date(2008, 1, 1), False, False),
            (date(2023, 6, 30), False, False),
            (date(2023, 7, 1), False, True),
            (TODAY, False, True),
        ],
        ids=str,
    )
    def test_who_is_kept_out(
        self, day: date, *, open_to_convicted: bool, open_to_barred: bool
    ) -> None:
        convicted, barred = Law("law", day, CONVICTED), Law("law", day, BARRED)

        assert convicted.is_open(RESTRUCTURING) is open_to_convicted
        assert barred.is_open(RESTRUCTURING) is open_to_barred

    @pytest.mark.parametrize(
        ("day", "duration", "verified"),
        [
            (date(2007, 12, 31), Period(years=3), False),
            (date(2008, 1, 1), Period(years=3), True),
            (date(2023, 6, 30), Period(years=3), True),
            (date(2023, 7, 1), Period(months=18), True),
        ],
        ids=str,
    )
    def test_it_lasts_three_years_and_since_july_2023_eighteen_months(
        self, day: date, duration: Period, *, verified: bool
    ) -> None:
        way = Law("law", day).way(RESTRUCTURING)

        assert (way.duration, way.verified) == (duration, verified)

    @pytest.mark.parametrize("day", [date(2007, 7, 1), date(2008, 1, 1), TODAY], ids=str)
    def test_statute_asks_debt_help_first_and_only_fact_asks_income(self, day: date) -> None:
        way = Law("law", day).way(RESTRUCTURING)

        assert {each.need: each.bindingness for each in way.conditions} == {
            Need.DEBT_HELP: Bindingness.STATUTE,
            Need.INCOME: Bindingness.FACTUAL,
        }

    @pytest.mark.parametrize(
        ("day", "waived"), [(date(2023, 6, 30), False), (date(2023, 7, 1), True)], ids=str
    )
    def test_since_july_2023_the_court_can_do_without_an_amicable_attempt(
        self, day: date, *, waived: bool
    ) -> None:
        interventions = {each.id for each in load_rule_set("law").in_force(day).interventions}

        assert ("faillissementswet/without-amicable-attempt" in interventions) is waived


class TestClaims:
    def test_serving_time_takes_the_place_of_a_fine_and_inability_is_no_bar(self) -> None:
        [fine] = coercion(ClaimKind.FINE, TODAY)

        assert (fine.measure, fine.debt_remains, fine.spares_inability, fine.at_most) == (
            CoercionKind.SUBSTITUTE_DETENTION,
            False,
            False,
            Period(years=1),
        )

    @pytest.mark.parametrize(
        "claim",
        [
            ClaimKind.PENALTY_ORDER,
            ClaimKind.TRAFFIC_SANCTION,
            ClaimKind.COMPENSATION_ORDER,
            ClaimKind.CONFISCATION,
        ],
    )
    def test_today_every_other_claim_remains_and_is_pressed_only_on_who_can_pay(
        self, claim: ClaimKind
    ) -> None:
        [found] = coercion(claim, TODAY)

        assert (found.measure, found.debt_remains, found.spares_inability) == (
            CoercionKind.COERCIVE_DETENTION,
            True,
            True,
        )

    @pytest.mark.parametrize(
        ("day", "measure", "spares"),
        [
            (date(2019, 12, 31), CoercionKind.SUBSTITUTE_DETENTION, False),
            (date(2020, 1, 1), CoercionKind.COERCIVE_DETENTION, True),
        ],
        ids=str,
    )
    def test_the_compensation_order_was_tested_against_ability_to_pay_since_2020(
        self, day: date, measure: CoercionKind, *, spares: bool
    ) -> None:
        [found] = coercion(ClaimKind.COMPENSATION_ORDER, day)

        assert (found.measure, found.spares_inability, found.debt_remains) == (
            measure,
            spares,
            True,
        )

    @pytest.mark.parametrize(
        ("day", "kinds"), [(date(2008, 1, 31), 0), (date(2008, 2, 1), 1)], ids=str
    )
    def test_penalty_orders_began_in_february_2008(self, day: date, kinds: int) -> None:
        assert len(coercion(ClaimKind.PENALTY_ORDER, day)) == kinds

    def test_a_week_at_most_for_one_traffic_offence(self) -> None:
        [found] = coercion(ClaimKind.TRAFFIC_SANCTION, TODAY)

        assert found.at_most == Period(weeks=1)

    @pytest.mark.parametrize(
        ("day", "brakes"),
        [
            (date(2007, 7, 1), {"cjib/payment-arrangement"}),
            (TODAY, {"cjib/payment-arrangement", "cjib/emergency-stop"}),
        ],
        ids=["2007", "now"],
    )
    def test_an_arrangement_or_an_emergency_stop_holds_coercion_off(
        self, day: date, brakes: set[str]
    ) -> None:
        interventions = load_rule_set("law").in_force(day).interventions

        assert {
            each.id for each in interventions if each.ending == "cjib/unpaid-without-money"
        } == brakes
