"""Spirals in rules: what makes one, what it takes, and those that the law has."""

from datetime import date
from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.consequences import Consequence
from domain.events.claims import ClaimKind
from domain.needs import Need
from domain.rules import Act as RuleFile
from domain.rules import Bindingness, Confidence, Ending, RuleSet, Source, Text, Way, WayKind
from domain.spirals import Spiral, spirals
from domain.triggers import Trigger
from ledger.rulebook import load_rule_set
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
