"""Loss that leads to more loss and back: in small rule sets, in the law, and for persons."""

from datetime import date
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.assessment import Assessment, Moment, assess
from domain.consequences import Consequence
from domain.envelope import Act
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.housing import HousingKind
from domain.events.screening import ScreeningAnswer
from domain.live_spirals import LiveSpiral, Motion
from domain.needs import Need
from domain.rules import Act as RuleFile
from domain.rules import Bindingness, Confidence, Ending, RuleSet, Source, Text, Way, WayKind
from domain.spirals import Spiral, spirals
from domain.triggers import Trigger
from ledger.rulebook import load_rule_set
from tests.domain.acts import history, state
from tests.domain.rule_sets import FACTUAL, PRACTICE, STATUTE, ending, way

DAY: Final = date(2026, 1, 1)
TODAY: Final = date(2026, 11, 24)
JAIL, UNPAID = Trigger.DETENTION_STARTED, Trigger.CLAIM_UNPAID


def consequence(
    trigger: Trigger,
    *,
    lacking: Need | None = None,
    after: Trigger | None = None,
    id: str,
    follows_by: Bindingness = STATUTE,
    claim: ClaimKind | None = None,
) -> Consequence:
    return Consequence(
        id=f"test-act/{id}",
        name=Text(nl=id, en=id),
        source=Source(law="Test Act"),
        valid_from=date(2000, 1, 1),
        confidence=Confidence.HIGH,
        verified=True,
        trigger=trigger,
        lacking=lacking,
        after=after,
        bindingness=follows_by,
        claim=claim,
    )


def rules(*found: Way | Ending | Consequence) -> RuleSet:
    file = RuleFile(
        id="test-act",
        title=Text(nl="a", en="b"),
        summary=Text(nl="a", en="b"),
        ways=tuple(each for each in found if isinstance(each, Way)),
        endings=tuple(each for each in found if isinstance(each, Ending)),
        consequences=tuple(each for each in found if isinstance(each, Consequence)),
    )
    return RuleSet(name="test", frozen_on=None, digest=f"{hash(found) % 10**9:064d}", acts=(file,))


STOPS: Final = ending(Need.BENEFIT, JAIL, id="benefit-stops")
PAYS: Final = way(Need.CASH, Need.BENEFIT, asked_by=FACTUAL)
NO_MONEY: Final = consequence(UNPAID, lacking=Need.CASH, id="no-money", follows_by=FACTUAL)
COERCED: Final = consequence(JAIL, after=UNPAID, id="coerced")


class TestStructure:
    def test_a_claim_detention_and_the_end_of_the_benefit_form_a_spiral(self) -> None:
        [found] = spirals(rules(STOPS, PAYS, NO_MONEY, COERCED), DAY)

        assert found.nodes == (JAIL, Need.BENEFIT, Need.CASH, UNPAID)
        assert found.closed_by == COERCED
        assert found.rules == (STOPS.id, PAYS.id, NO_MONEY.id, COERCED.id)

    @pytest.mark.parametrize("missing", [STOPS, PAYS, NO_MONEY, COERCED], ids=lambda rule: rule.id)
    def test_without_any_one_of_its_links_there_is_none(
        self, missing: Way | Ending | Consequence
    ) -> None:
        kept = [each for each in (STOPS, PAYS, NO_MONEY, COERCED) if each != missing]

        assert spirals(rules(*kept), DAY) == ()

    def test_of_two_consequences_of_one_round_the_same_closes_it_in_whatever_order(self) -> None:
        taken = ending(Need.IDENTITY, Trigger.DETENTION_LASTED, id="taken")
        lasts = consequence(Trigger.DETENTION_LASTED, after=Trigger.RELEASED, id="lasts")
        frees = consequence(Trigger.RELEASED, lacking=Need.IDENTITY, id="frees")
        orders = ((taken, lasts, frees), (frees, lasts, taken))

        one, other = ([each.closed_by for each in spirals(rules(*o), DAY)] for o in orders)

        assert one == other == [frees]

    def test_a_circle_of_ways_alone_is_no_spiral(self) -> None:
        ring = (way(Need.CASH, Need.BENEFIT), way(Need.BENEFIT, Need.CASH))

        assert spirals(rules(*ring, NO_MONEY), DAY) == ()

    def test_it_is_as_weak_as_its_weakest_link(self) -> None:
        [factual] = spirals(rules(STOPS, PAYS, NO_MONEY, COERCED), DAY)
        asked = way(Need.CASH, Need.BENEFIT, asked_by=PRACTICE)
        [practice] = spirals(rules(STOPS, asked, NO_MONEY, COERCED), DAY)

        assert (factual.weakest, practice.weakest) == (FACTUAL, PRACTICE)

    def test_the_hardest_links_are_followed_although_softer_ones_are_shorter(self) -> None:
        shortcut = ending(Need.CASH, JAIL, id="money-taken", ends_by=PRACTICE)
        [found] = spirals(rules(STOPS, PAYS, shortcut, NO_MONEY, COERCED), DAY)

        assert (found.weakest, found.needs) == (FACTUAL, (Need.BENEFIT, Need.CASH))

    def test_a_way_that_may_be_chosen_is_no_link(self) -> None:
        chosen = way(Need.CASH, Need.BENEFIT, kind=WayKind.OPTION)

        assert spirals(rules(STOPS, chosen, NO_MONEY, COERCED), DAY) == ()

    def test_it_takes_what_lies_beside_the_round_too(self) -> None:
        rent = consequence(Trigger.RENT_UNPAID, lacking=Need.BENEFIT, id="rent-unpaid")
        home = ending(Need.HOUSING, Trigger.RENT_UNPAID, id="home-lost")
        found = spirals(rules(STOPS, PAYS, NO_MONEY, COERCED, rent, home), DAY)

        assert [each.losses for each in found] == [(Need.BENEFIT, Need.HOUSING)]

    def test_a_rule_that_is_no_longer_in_force_is_no_link(self) -> None:
        ended = ending(Need.BENEFIT, JAIL, id="benefit-stops", valid_to=date(2025, 12, 31))
        law = rules(ended, PAYS, NO_MONEY, COERCED)

        assert [len(spirals(law, day)) for day in (date(2025, 12, 31), DAY)] == [1, 0]

    def test_a_consequence_names_one_ground(self) -> None:
        for lacking, after in ((None, None), (Need.CASH, UNPAID)):
            with pytest.raises(ValueError, match="what is lacking, or what it comes after"):
                consequence(JAIL, lacking=lacking, after=after, id="bad")


def by_rule(name: str, day: date) -> dict[str, Spiral]:
    return {each.closed_by.id: each for each in spirals(load_rule_set(name), day)}


@st.composite
def rule_lists(draw: st.DrawFn) -> tuple[Way | Ending | Consequence, ...]:
    """A handful of rules over few needs and triggers, in any order."""
    needs, triggers = st.sampled_from(list(Need)[:5]), st.sampled_from(list(Trigger)[:5])
    bindings = st.sampled_from(Bindingness)
    found: list[Way | Ending | Consequence] = []
    for number in range(draw(st.integers(1, 12))):
        need, trigger, kind = draw(needs), draw(triggers), draw(st.integers(0, 3))
        name = f"r{number}"
        if kind == 0:
            found.append(ending(need, trigger, id=name, ends_by=draw(bindings)))
        elif kind == 1:
            found.append(way(need, draw(needs), id=name, asked_by=draw(bindings)))
        elif kind == 2:
            found.append(consequence(trigger, lacking=need, id=name, follows_by=draw(bindings)))
        else:
            found.append(
                consequence(trigger, after=draw(triggers), id=name, follows_by=draw(bindings))
            )
    return tuple(found)


class TestLaws:
    @given(rule_lists())
    def test_every_spiral_goes_round_along_a_consequence_and_an_ending(
        self, found: tuple[Way | Ending | Consequence, ...]
    ) -> None:
        for spiral in spirals(rules(*found), DAY):
            ahead = (*spiral.turns[1:], spiral.turns[0])
            kinds = {type(turn.rule) for turn in spiral.turns}

            assert [turn.target for turn in spiral.turns] == [turn.source for turn in ahead]
            assert len(set(spiral.nodes)) == len(spiral.nodes)
            assert {Consequence, Ending} <= kinds
            assert set(spiral.needs) & set(spiral.losses)

    @given(rule_lists(), st.randoms(use_true_random=False))
    def test_the_order_of_rules_in_a_file_changes_nothing(
        self, found: tuple[Way | Ending | Consequence, ...], chance: Random
    ) -> None:
        mixed = list(found)
        chance.shuffle(mixed)

        assert spirals(rules(*mixed), DAY) == spirals(rules(*found), DAY)

    @given(rule_lists())
    def test_another_rule_takes_no_spiral_away_and_makes_none_weaker(
        self, found: tuple[Way | Ending | Consequence, ...]
    ) -> None:
        order = (STATUTE, FACTUAL, PRACTICE)
        fewer, more = spirals(rules(*found[:-1]), DAY), spirals(rules(*found), DAY)
        weakest = {each.closed_by.id: order.index(each.weakest) for each in more}
        told = {identifier for each in more for identifier in each.rules}

        for each in fewer:
            assert each.closed_by.id in told
            if each.closed_by.id in weakest:
                assert weakest[each.closed_by.id] <= order.index(each.weakest)


class TestLaw:
    def test_the_practice_of_2007_has_the_spiral_of_claims_and_that_of_rent(self) -> None:
        found = by_rule("seed-2007", DAY)

        assert set(found) == {
            "practice-debts/substitute-detention",
            "practice-housing/rent-unpaid-without-income",
        }
        assert Need.REGISTRATION in found["practice-debts/substitute-detention"].losses

    @pytest.mark.parametrize(
        ("name", "day", "claims"),
        [
            ("law-2007", DAY, {"fine", "traffic-sanction", "compensation-order", "confiscation"}),
            ("law", TODAY, {str(each) for each in ClaimKind}),
        ],
    )
    def test_every_kind_of_claim_leads_back_inside_and_only_want_of_money_is_no_statute(
        self, name: str, day: date, claims: set[str]
    ) -> None:
        coerced = [
            each
            for each in by_rule(name, day).values()
            if UNPAID in each.triggers and each.closed_by.after is UNPAID
        ]

        assert {str(each.closed_by.claim) for each in coerced} == claims
        assert {each.weakest for each in coerced} == {FACTUAL}
        assert {each.nodes for each in coerced} == {
            (JAIL, Need.BENEFIT, Need.INCOME, Need.CASH, UNPAID)
        }

    @pytest.mark.parametrize(("name", "day"), [("law-2007", DAY), ("law", TODAY)])
    def test_it_takes_benefit_home_and_insurance(self, name: str, day: date) -> None:
        fine = by_rule(name, day)["wetboek-van-strafrecht/fine-served"]

        assert set(fine.losses) == {Need.BENEFIT, Need.INCOME, Need.HOUSING, Need.INSURANCE}

    def test_without_an_address_a_summons_reaches_nobody_and_that_is_practice(self) -> None:
        found = by_rule("law", TODAY)["wahv/summons-in-the-gazette"]

        assert found.weakest is PRACTICE
        assert found.nodes[0] is JAIL
        assert found.nodes[-1] is Need.ADDRESS

    @pytest.mark.parametrize("name", ["seed-2007", "law-2007", "law"])
    def test_no_spiral_is_closed_by_statute_alone(self, name: str) -> None:
        assert [
            each for each in spirals(load_rule_set(name), TODAY) if each.weakest is STATUTE
        ] == []


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
