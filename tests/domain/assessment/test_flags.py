"""What is said of a need beside its status."""

from datetime import date, timedelta

from domain import events as e
from domain.circumstances import Circumstance
from domain.need_status import EXPIRING_WITHIN_DAYS
from domain.needs import Need
from domain.rules import Guard, InterventionKind, Window
from domain.status import Flag, Status
from tests.domain.acts import act, history
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    CASH,
    ID,
    INCOME,
    REGISTRATION,
    RING,
    found,
    has,
    judge,
    lacks,
)
from tests.domain.rule_sets import PRACTICE, intervention, rule_set, way


class TestFlags:
    def test_what_ends_within_eight_weeks_is_expiring(self) -> None:
        until = date(2026, 6, 1)
        acts = history((e.IdCardHandedOver(valid_until=until), "2025-01-01"))
        first = until - timedelta(days=EXPIRING_WITHIN_DAYS)

        for day, expected in (
            (first - timedelta(days=1), frozenset()),
            (first, frozenset({Flag.EXPIRING})),
            (until, frozenset({Flag.EXPIRING})),
        ):
            assert found(judge(rule_set(), acts, day.isoformat()), ID).flags == expected

    def test_a_ring_that_a_decision_opens_is_soft_and_another_is_hard(self) -> None:
        grant = intervention(InterventionKind.GRANT, need=REGISTRATION)

        soft = judge(rule_set(*RING, grant), lacks(ID, REGISTRATION))
        hard = judge(rule_set(*RING), lacks(ID, REGISTRATION))

        assert found(soft, ID).flags == {Flag.SOFT}
        assert found(hard, ID).flags == {Flag.HARD}

    def test_a_decision_that_asks_for_what_is_unknown_makes_a_ring_neither(self) -> None:
        grant = intervention(InterventionKind.GRANT, need=REGISTRATION, requires=[Need.IDENTITY])

        answer = judge(rule_set(*RING, grant), lacks(ID, REGISTRATION))

        assert found(answer, ID).status is Status.STUCK
        assert not found(answer, ID).flags & {Flag.SOFT, Flag.HARD}
        assert answer.ways_out == ()

    def test_a_ring_that_practice_makes_is_held_by_practice(self) -> None:
        rules = rule_set(way(ID, REGISTRATION), way(REGISTRATION, ID, asked_by=PRACTICE))

        assert Flag.PRACTICE_HELD in found(judge(rules, lacks(ID, REGISTRATION)), ID).flags
        answer = judge(rule_set(*RING), lacks(ID, REGISTRATION))
        assert Flag.PRACTICE_HELD not in found(answer, ID).flags

    def test_a_member_of_a_knot_in_no_circle_is_carried(self) -> None:
        rules = rule_set(
            way(ID, REGISTRATION),
            way(REGISTRATION, ID, ADDRESS),
            way(ADDRESS, REGISTRATION, CASH),
            way(CASH, ADDRESS),
        )
        simple = rule_set(way(ID, REGISTRATION), way(REGISTRATION, ID, BENEFIT), way(BENEFIT, ID))

        answer = judge(simple, lacks(ID, REGISTRATION, BENEFIT))
        assert found(answer, BENEFIT).status is Status.STUCK
        assert Flag.CARRIED in found(answer, BENEFIT).flags
        both = judge(rules, lacks(ID, REGISTRATION, ADDRESS, CASH))
        assert not any(Flag.CARRIED in each.flags for each in both.needs.values())

    def test_an_application_whose_ground_has_gone_is_at_risk(self) -> None:
        rules = rule_set(way(BENEFIT, ID))
        applied = act(e.BenefitApplied(), "2026-01-01")

        assert Flag.AT_RISK in found(judge(rules, [applied, *lacks(ID)]), BENEFIT).flags
        assert Flag.AT_RISK not in found(judge(rules, [applied, *has(ID)]), BENEFIT).flags

    def test_an_application_that_waits_for_the_release_alone_is_not_at_risk(self) -> None:
        outside = Guard(circumstance=Circumstance.DETAINED, holds=False, window=Window.WHILE)
        rules = rule_set(way(BENEFIT, ID, guards=(outside,)))
        held = history((e.DetentionStarted(), "2026-01-01"), (e.BenefitApplied(), "2026-01-02"))

        assert Flag.AT_RISK not in found(judge(rules, [*held, *has(ID)]), BENEFIT).flags
        assert Flag.AT_RISK in found(judge(rules, [*held, *lacks(ID)]), BENEFIT).flags

    def test_an_application_is_not_at_risk_for_what_is_unknown(self) -> None:
        answer = judge(rule_set(way(BENEFIT, ID)), history((e.BenefitApplied(), "2026-01-01")))

        assert found(answer, BENEFIT).status is Status.PENDING
        assert Flag.AT_RISK not in found(answer, BENEFIT).flags

    def test_an_application_on_which_another_need_hangs_is_a_linchpin(self) -> None:
        rules = rule_set(way(INCOME, BENEFIT), way(BENEFIT, ID), way(CASH, INCOME))
        applied = act(e.BenefitApplied(), "2026-01-01")

        held = judge(rules, [applied, *lacks(ID, INCOME)])
        other = judge(rule_set(*rules.ways, way(INCOME, id="work")), [applied, *lacks(ID, INCOME)])

        assert found(held, BENEFIT).flags == {Flag.AT_RISK, Flag.LINCHPIN}
        assert found(held, INCOME).status is Status.WAITING
        assert Flag.LINCHPIN not in found(other, BENEFIT).flags
