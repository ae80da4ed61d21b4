"""Which needs wait for each other in the rules, and what hangs on somebody who may say no."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rule_circles import DeadEnd, RuleCircle, dead_ends, minimal_circles
from domain.rules import Bindingness, InterventionKind, WayKind
from tests.domain.rule_sets import (
    ACT,
    FACTUAL,
    PRACTICE,
    STATUTE,
    guard,
    intervention,
    rule_set,
    way,
)

DAY = date(2015, 1, 1)
CARD, ENTRY, ADDRESS, MONEY = Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS, Need.CASH


def needs_of(*circles: RuleCircle) -> list[tuple[Need, ...]]:
    return [circle.needs for circle in circles]


def test_a_ring_is_told_once_with_what_asks_what() -> None:
    rules = rule_set(way(CARD, ENTRY), way(ENTRY, CARD, asked_by=PRACTICE))

    [circle] = minimal_circles(rules, DAY)

    assert circle.needs == (CARD, ENTRY)
    assert circle.weakest is PRACTICE
    assert [(link.need, link.asks, link.bindingness) for link in circle.links] == [
        (CARD, ENTRY, STATUTE),
        (ENTRY, CARD, PRACTICE),
    ]


def test_a_larger_ring_around_a_smaller_one_is_not_told() -> None:
    rules = rule_set(way(CARD, ENTRY), way(ENTRY, CARD, ADDRESS), way(ADDRESS, CARD))

    assert needs_of(*minimal_circles(rules, DAY)) == [(CARD, ENTRY)]


def test_a_ring_of_statute_is_told_beside_a_smaller_one_that_a_desk_closes() -> None:
    rules = rule_set(
        way(CARD, ENTRY),
        way(ENTRY, ADDRESS),
        way(ADDRESS, CARD),
        way(ENTRY, CARD, asked_by=PRACTICE, id="desk"),
    )

    assert [(each.needs, each.weakest) for each in minimal_circles(rules, DAY)] == [
        ((CARD, ENTRY, ADDRESS), STATUTE),
        ((CARD, ENTRY), PRACTICE),
    ]


def test_of_two_ways_that_ask_the_same_the_one_that_binds_most_counts() -> None:
    rules = rule_set(
        way(CARD, ENTRY),
        way(ENTRY, CARD, asked_by=PRACTICE, id="desk"),
        way(ENTRY, CARD, id="act"),
    )

    [circle] = minimal_circles(rules, DAY)

    assert circle.weakest is STATUTE
    assert circle.links[1].rules == (f"{ACT}/act",)


def test_what_leads_past_a_ring_and_what_opens_it_stand_with_it() -> None:
    rules = rule_set(
        way(CARD, ENTRY),
        way(ENTRY, CARD),
        way(ENTRY, ADDRESS, id="with-address"),
        way(CARD, kind=WayKind.OPTION, id="kindness"),
        intervention(InterventionKind.WAIVE, on_way="registration-id-document", waives=CARD),
        intervention(InterventionKind.GRANT, need=CARD, requires=(ENTRY,), id="no-help"),
    )

    [circle] = minimal_circles(rules, DAY)

    assert circle.past == (f"{ACT}/with-address",)
    assert circle.decisions == (f"{ACT}/kindness", f"{ACT}/intervention")


def test_a_decision_that_asks_for_what_it_would_give_is_a_ring_of_one() -> None:
    rules = rule_set(
        way(CARD, MONEY, asked_by=FACTUAL),
        intervention(InterventionKind.OPEN, on_way="id-document-cash", requires=(CARD,)),
    )

    [circle] = minimal_circles(rules, DAY)

    assert circle.needs == (CARD,)
    assert circle.links[0].rules == (f"{ACT}/intervention",)


def test_an_option_closes_a_ring_only_as_practice() -> None:
    rules = rule_set(way(CARD, ENTRY), way(ENTRY, CARD, kind=WayKind.OPTION))

    assert [each.weakest for each in minimal_circles(rules, DAY)] == [PRACTICE]


def test_rules_of_another_day_close_no_ring() -> None:
    rules = rule_set(way(CARD, ENTRY), way(ENTRY, CARD, valid_to=date(2014, 12, 31)))

    assert minimal_circles(rules, DAY) == ()


def test_a_need_that_only_somebody_willing_can_meet_is_a_dead_end() -> None:
    lent = way(ADDRESS, guards=[guard(Circumstance.ADDRESS_GIVER)])
    granted = intervention(InterventionKind.GRANT, need=ADDRESS)

    assert dead_ends(rule_set(lent, granted), DAY) == (
        DeadEnd(
            need=ADDRESS,
            circumstance=Circumstance.ADDRESS_GIVER,
            bindingness=STATUTE,
            rules=(f"{ACT}/address",),
            decisions=(f"{ACT}/intervention",),
        ),
    )


def test_a_duty_that_hangs_on_nobody_ends_the_dead_end() -> None:
    lent = way(ADDRESS, guards=[guard(Circumstance.ADDRESS_GIVER)])
    owed = way(
        ADDRESS,
        kind=WayKind.DUTY,
        guards=[guard(Circumstance.HAS_DWELLING, holds=False)],
        id="owed",
    )

    assert dead_ends(rule_set(lent, owed), DAY) == ()


def test_another_way_that_leads_back_to_the_need_does_not_end_it() -> None:
    lent = way(ADDRESS, guards=[guard(Circumstance.ADDRESS_GIVER)])
    rules = rule_set(lent, way(ADDRESS, CARD), way(CARD, ADDRESS))

    assert [(each.need, each.circumstance) for each in dead_ends(rules, DAY)] == [
        (ADDRESS, Circumstance.ADDRESS_GIVER)
    ]


def test_an_option_does_not_end_a_dead_end_but_is_named_with_it() -> None:
    lent = way(ADDRESS, guards=[guard(Circumstance.ADDRESS_GIVER)])
    friends = way(ADDRESS, kind=WayKind.OPTION, id="friends")

    [end] = dead_ends(rule_set(lent, friends), DAY)

    assert end.decisions == (f"{ACT}/friends",)


FEW = tuple(Need)[:6]
ASKED = st.dictionaries(
    st.tuples(st.sampled_from(FEW), st.sampled_from(FEW)), st.sampled_from(Bindingness), max_size=14
)


def closed(needs: frozenset[Need], edges: frozenset[tuple[Need, Need]]) -> bool:
    """Whether some order of `needs` is a ring."""
    return any(
        all(edge in edges for edge in zip(order, (*order[1:], order[0]), strict=True))
        for order in permutations(needs)
    )


def smallest_by_trying(edges: frozenset[tuple[Need, Need]]) -> set[frozenset[Need]]:
    """Every ring that has none of two or more needs within; a ring of one hides no other."""
    found: set[frozenset[Need]] = set()
    for size in range(1, len(FEW) + 1):
        for chosen in map(frozenset, combinations(FEW, size)):
            hidden = any(len(each) > 1 and each < chosen for each in found)
            if not hidden and closed(chosen, edges):
                found.add(chosen)
    return found


@given(ASKED)
def test_the_rings_are_those_that_trying_every_order_finds(
    asked: Mapping[tuple[Need, Need], Bindingness],
) -> None:
    rules = rule_set(
        *(
            way(need, other, asked_by=kind, id=f"w-{number}")
            for number, ((need, other), kind) in enumerate(asked.items())
        ),
        way(Need.WELFARE),
    )
    expected: dict[frozenset[Need], Bindingness] = {}
    followed: set[Bindingness] = set()
    for level in (STATUTE, FACTUAL, PRACTICE):
        followed.add(level)
        edges = frozenset(edge for edge, kind in asked.items() if kind in followed)
        for each in smallest_by_trying(edges):
            expected.setdefault(each, level)

    found = {frozenset(each.needs): each.weakest for each in minimal_circles(rules, DAY)}

    assert expected == found
