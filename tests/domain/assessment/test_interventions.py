"""Single decisions that open a circle, and those that leave it closed."""

import pytest

from domain import events as e
from domain.rules import InterventionKind, Trigger, Way, WayKind
from domain.status import Flag
from tests.domain.acts import act, history
from tests.domain.assessment.judging import (
    ADDRESS,
    HELD,
    ID,
    REGISTRATION,
    RELEASED,
    RING,
    SHELTER,
    STARTED,
    found,
    has,
    judge,
    lacks,
)
from tests.domain.rule_sets import ending, intervention, rule_set, way


class TestInterventions:
    RING_OF_THREE = (way(ID, REGISTRATION), way(REGISTRATION, ADDRESS), way(ADDRESS, ID, id="own"))
    ACTS = lacks(ID, REGISTRATION, ADDRESS)

    @pytest.mark.parametrize(
        "opens",
        [
            intervention(InterventionKind.GRANT, need=ADDRESS),
            intervention(InterventionKind.BRIDGE, need=ADDRESS),
            intervention(InterventionKind.WAIVE, on_way="own", waives=ID),
            way(ADDRESS, id="chosen", kind=WayKind.OPTION),
        ],
        ids=["grant", "bridge", "waive", "option"],
    )
    def test_a_decision_that_opens_the_ring_is_a_way_out(self, opens: Way) -> None:
        answer = judge(rule_set(*self.RING_OF_THREE, opens), self.ACTS)

        [way_out] = answer.ways_out
        assert way_out.rule == opens
        assert way_out.frees == (ID, REGISTRATION, ADDRESS)
        assert Flag.SOFT in found(answer, ID).flags

    @pytest.mark.parametrize(
        "opens_not",
        [
            intervention(InterventionKind.SPEED_UP, on_way="own"),
            intervention(InterventionKind.GRANT, need=SHELTER),
            intervention(InterventionKind.GRANT, need=ADDRESS, guards=[HELD]),
            intervention(InterventionKind.GRANT, need=ADDRESS, requires=[ID]),
            intervention(InterventionKind.POSTPONE, postpones="four-months"),
        ],
        ids=["speed-up", "other need", "unknown guard", "in the ring", "nothing to postpone"],
    )
    def test_a_decision_that_leaves_the_ring_closed_is_none(self, opens_not: Way) -> None:
        answer = judge(rule_set(*self.RING_OF_THREE, opens_not), self.ACTS)

        assert answer.ways_out == ()
        assert Flag.SOFT not in found(answer, ID).flags

    def test_a_closed_way_can_be_opened(self) -> None:
        rules = rule_set(
            *RING,
            way(ID, id="in-prison", guards=[HELD]),
            intervention(InterventionKind.OPEN, on_way="in-prison"),
        )
        acts = [
            *history((STARTED, "2025-01-10"), (RELEASED, "2025-06-01")),
            *lacks(ID, REGISTRATION),
        ]

        assert [each.frees for each in judge(rules, acts).ways_out] == [(ID, REGISTRATION)]

    def test_only_what_a_rule_ended_can_be_kept_by_postponing_it(self) -> None:
        rules = rule_set(
            *RING,
            ending(REGISTRATION, Trigger.DETENTION_STARTED, id="deregistered"),
            intervention(InterventionKind.POSTPONE, postpones="deregistered"),
        )
        start = act(STARTED, "2025-06-01")

        kept = judge(rules, [*has(REGISTRATION, on="2025-01-01"), *lacks(ID), start])
        never = judge(rules, [*lacks(ID, REGISTRATION), start])

        assert [each.frees for each in kept.ways_out] == [(ID, REGISTRATION)]
        assert never.ways_out == ()

    def test_a_need_that_was_declined_is_not_offered(self) -> None:
        rules = rule_set(
            *RING,
            way(REGISTRATION, SHELTER),
            intervention(InterventionKind.GRANT, need=SHELTER),
        )
        declined = act(e.NeedDeclined(need=SHELTER, informed=True), "2026-01-01")

        assert len(judge(rules, lacks(ID, REGISTRATION, SHELTER)).ways_out) == 1
        assert judge(rules, [*lacks(ID, REGISTRATION), declined]).ways_out == ()
