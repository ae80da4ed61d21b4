"""A circle is known by the rules that hold it, whosever circle it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.certificates import short_names
from domain.circle_identity import circle_digest, circle_of, holding_rules
from domain.circumstances import Circumstance
from domain.engine import Circle
from domain.links import Link, judge
from domain.needs import Need
from domain.person import Known
from domain.situation import Circumstances, Phase, Scalar
from ledger.rulebook import load_rule_set

DAY = date(2007, 6, 18)
RING = Circle("A", (Need.ID_DOCUMENT, Need.REGISTRATION))
HELD_BY = ("practice-identity/identity-card", "practice-register/registration")

rules = st.lists(st.sampled_from(["wgba/a", "wgba/b", "wwb/a", "paspoortwet/a"]), min_size=1)


def links_of(rule_set: str = "seed-2007", **values: Scalar) -> dict[Need, tuple[Link, ...]]:
    known = {Circumstance(name): Known(value, DAY, ("e-1",)) for name, value in values.items()}
    circumstances = Circumstances(DAY, Phase.UNKNOWN, known)
    in_force = load_rule_set(rule_set).in_force(DAY)
    met = frozenset({Need.IDENTITY})
    return {
        need: tuple(judge(way, met, circumstances) for way in in_force.ways if way.need is need)
        for need in Need
    }


@given(rules, st.randoms(use_true_random=False))
def test_the_order_of_the_rules_makes_no_difference(some: list[str], chance: object) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert circle_digest([*shuffled, some[0]]) == circle_digest(some)


@given(rules, rules)
def test_other_rules_make_another_circle(some: list[str], others: list[str]) -> None:
    assert (circle_digest(some) == circle_digest(others)) == (set(some) == set(others))


def test_the_rules_that_hold_a_circle_are_those_that_ask_for_a_member() -> None:
    assert holding_rules(RING, links_of(detained=False)) == HELD_BY


def test_the_same_ring_of_two_persons_is_one_circle() -> None:
    one = circle_of(RING, links_of(detained=False, address_giver=True))
    other = circle_of(
        Circle("C", RING.needs[::-1]), links_of(detained=False, housing_offered=False)
    )

    assert one == other == circle_digest(HELD_BY)


def test_the_same_needs_held_by_other_rules_are_another_circle() -> None:
    seed = circle_of(RING, links_of(detained=False))
    law = circle_of(RING, links_of("law-2007", detained=False))

    assert seed != law


@pytest.mark.parametrize("detained", [True, False])
def test_a_way_that_leads_out_of_the_circle_does_not_hold_it(*, detained: bool) -> None:
    ring = Circle("B", (Need.REGISTRATION, Need.ADDRESS, Need.HOUSING))

    assert holding_rules(ring, links_of(detained=detained)) == (
        "practice-housing/rented-dwelling",
        "practice-register/home-address",
        "practice-register/registration",
    )


def test_the_identity_of_a_circle_does_not_change_with_the_program() -> None:
    digest = circle_digest(["wwb/a", "wgba/b"])

    assert digest == "5e58ae160dc4d97418d7949eee2b0c5a342736e36c17fda06252e35ad15f54d7"
    assert short_names([digest]) == {digest: "5e58"}
