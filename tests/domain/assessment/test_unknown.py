"""What nobody recorded is never called unmet: laws over small rule sets, by brute force."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.circumstances import Circumstance
from domain.deadlock import classify
from domain.envelope import Act
from domain.needs import Need
from domain.rules import InterventionKind, RuleSet, WayKind
from domain.status import Status
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    CASH,
    FREE,
    GIVER,
    ID,
    REGISTRATION,
    has,
    judge,
    lacks,
)
from tests.domain.rule_sets import guard, intervention, rule_set, way
from tests.profile import examples

SOME: Final = (ID, REGISTRATION, ADDRESS, BENEFIT, CASH)
GUARDS: Final = (FREE, GIVER, guard(Circumstance.HOUSING_URGENCY, holds=False))


@st.composite
def rule_sets(draw: st.DrawFn, *, kinds: tuple[WayKind, ...] = tuple(WayKind)) -> RuleSet:
    """Some ways over five needs, most of them entangled, some of them guarded."""
    ways = [
        way(
            draw(st.sampled_from(SOME)),
            *draw(st.lists(st.sampled_from(SOME), min_size=1, max_size=2, unique=True)),
            kind=draw(st.sampled_from(kinds)),
            guards=draw(st.lists(st.sampled_from(GUARDS), max_size=1)),
            id=f"way-{number}",
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    grants = [
        intervention(
            InterventionKind.GRANT,
            need=draw(st.sampled_from(SOME)),
            requires=draw(st.lists(st.sampled_from(SOME), max_size=1)),
            id=f"grant-{number}",
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return rule_set(*ways, *grants)


def known(draw_from: dict[Need, bool | None]) -> list[Act]:
    return [
        *lacks(*(need for need, is_met in draw_from.items() if is_met is False)),
        *has(*(need for need, is_met in draw_from.items() if is_met is True)),
    ]


ANSWERS: Final = st.fixed_dictionaries(
    {need: st.sampled_from([False, False, True, None]) for need in SOME}
)


def completions(
    rules: RuleSet, answers: dict[Need, bool | None]
) -> Iterator[tuple[list[tuple[str, frozenset[str]]], set[Need]]]:
    """Every world that what is recorded leaves open: its open ways, and what is met in it."""
    unknown = [need for need in SOME if answers[need] is None]
    for met_too in product([False, True], repeat=len(unknown)):
        met = {need for need, is_met in answers.items() if is_met}
        met |= {need for need, is_met in zip(unknown, met_too, strict=True) if is_met}
        for values in product([False, True], repeat=len(GUARDS)):
            world = dict(zip((each.circumstance for each in GUARDS), values, strict=True))
            ways = [
                (str(each.need), frozenset(str(one.need) for one in each.conditions))
                for each in rules.ways
                if each.kind is not WayKind.OPTION
                and all(world[one.circumstance] is one.holds for one in each.guards)
            ]
            yield ways, met


class TestUnknownIsNotUnmet:
    @settings(max_examples=examples(40))
    @given(rules=rule_sets())
    def test_of_whom_nothing_is_recorded_nothing_is_said(self, rules: RuleSet) -> None:
        answer = judge(rules, [])

        assert {each.status for each in answer.needs.values()} == {Status.UNKNOWN}
        assert (answer.knots, answer.circles, answer.ways_out) == ((), (), ())

    @settings(max_examples=examples(40))
    @given(rules=rule_sets(), met=st.sets(st.sampled_from(SOME)))
    def test_where_no_act_says_that_a_need_is_unmet_it_is_met_or_unknown(
        self, rules: RuleSet, met: set[Need]
    ) -> None:
        answer = judge(rules, has(*met))

        assert {each.status for each in answer.needs.values()} <= {Status.MET, Status.UNKNOWN}

    @settings(max_examples=examples(60))
    @given(rules=rule_sets(kinds=(WayKind.ORDINARY, WayKind.OPTION)), answers=ANSWERS)
    def test_what_is_said_for_certain_holds_whatever_proves_to_be_the_case(
        self, rules: RuleSet, answers: dict[Need, bool | None]
    ) -> None:
        answer = judge(rules, known(answers))

        for ways, met in completions(rules, answers):
            world = classify(ways, met)
            reached = world.obtainable | met
            for need in SOME:
                status = answer.needs[need].status
                if status in {Status.STUCK, Status.BEHIND}:
                    assert need in world.circular
                elif status is Status.NO_WAY:
                    assert need not in reached | world.circular
                elif status in {Status.READY, Status.WAITING, Status.MET}:
                    assert need in reached

    @settings(max_examples=examples(60))
    @given(rules=rule_sets(kinds=(WayKind.ORDINARY,)), answers=ANSWERS)
    def test_the_single_ways_out_are_those_that_brute_force_finds(
        self, rules: RuleSet, answers: dict[Need, bool | None]
    ) -> None:
        answer = judge(rules, known(answers))
        worlds = list(completions(rules, answers))
        stuck = answer.with_status(Status.STUCK)

        expected = {}
        for each in rules.interventions:
            added = (str(each.need), frozenset(str(one.need) for one in each.conditions))
            reached = [classify([*ways, added], met).obtainable for ways, met in worlds]
            freed = tuple(need for need in stuck if all(need in those for those in reached))
            if freed:
                expected[each.id] = freed

        assert {each.rule.id: each.frees for each in answer.ways_out} == expected
        sizes = [(-len(each.frees), each.rule.id) for each in answer.ways_out]
        assert sizes == sorted(sizes)
