"""The status of every need of a person, and the events on which it rests."""

from datetime import date

import pytest

from domain import events as e
from domain.events.income import RejectionReason
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.rules import WayKind
from domain.situation import Phase
from domain.status import Status
from tests.domain.acts import act, evidence_in, history
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    GIVER,
    ID,
    REGISTRATION,
    RING,
    SHELTER,
    found,
    has,
    judge,
    lacks,
    says,
)
from tests.domain.rule_sets import rule_set, way


class TestStatus:
    def test_every_need_has_a_status_and_nothing_is_said_of_what_nobody_recorded(self) -> None:
        answer = judge(rule_set(*RING), [])

        assert list(answer.needs) == list(Need)
        assert {each.status for each in answer.needs.values()} == {Status.UNKNOWN}
        assert not evidence_in(answer)
        assert answer.phase is Phase.UNKNOWN

    def test_a_need_in_a_ring_is_stuck(self) -> None:
        answer = judge(rule_set(*RING), lacks(ID, REGISTRATION))

        assert answer.with_status(Status.STUCK) == (ID, REGISTRATION)
        assert answer.knots == ((ID, REGISTRATION),)
        assert [(each.letter, each.needs) for each in answer.circles] == [("A", (ID, REGISTRATION))]
        assert found(answer, ID).circles == ("A",)
        assert answer.complete

    def test_a_need_in_a_ring_with_an_exit_is_not_stuck(self) -> None:
        answer = judge(rule_set(*RING, way(REGISTRATION, id="exit")), lacks(ID, REGISTRATION))

        assert found(answer, REGISTRATION).status is Status.READY
        assert found(answer, ID).status is Status.WAITING
        assert answer.knots == ()

    def test_what_waits_for_a_ring_is_behind_it(self) -> None:
        answer = judge(rule_set(*RING, way(BENEFIT, ID)), lacks(ID, REGISTRATION, BENEFIT))

        assert found(answer, BENEFIT).status is Status.BEHIND
        assert found(answer, BENEFIT).circles == ()

    def test_what_ends_at_a_need_without_a_way_has_no_way(self) -> None:
        answer = judge(rule_set(way(BENEFIT, ID)), lacks(ID, BENEFIT))

        assert answer.with_status(Status.NO_WAY) == (ID, BENEFIT)

    def test_what_hangs_on_an_unknown_need_is_possibly_stuck(self) -> None:
        answer = judge(rule_set(*RING, way(REGISTRATION, ADDRESS)), lacks(ID, REGISTRATION))

        assert answer.with_status(Status.POSSIBLY_STUCK) == (ID, REGISTRATION)
        assert found(answer, ID).missing == ("address",)
        assert found(answer, ADDRESS).status is Status.UNKNOWN

    def test_what_hangs_on_an_unknown_circumstance_is_possibly_stuck(self) -> None:
        rules = rule_set(*RING, way(REGISTRATION, id="lent", guards=[GIVER]))

        answer = judge(rules, lacks(ID, REGISTRATION))

        assert found(answer, REGISTRATION).status is Status.POSSIBLY_STUCK
        assert found(answer, REGISTRATION).missing == ("unknown:address_giver",)

    def test_without_another_way_an_unknown_need_leaves_open_whether_there_is_one(self) -> None:
        answer = judge(rule_set(way(BENEFIT, ID)), lacks(BENEFIT))

        assert found(answer, BENEFIT).status is Status.POSSIBLY_STUCK
        assert found(answer, BENEFIT).missing == ("id_document",)

    def test_a_need_that_is_met_says_since_when_and_until(self) -> None:
        card = e.IdCardHandedOver(valid_until=date(2030, 1, 1))

        answer = judge(rule_set(*RING), history((card, "2026-01-01")))

        status = found(answer, ID)
        assert (status.status, status.since, status.until) == (
            Status.MET,
            date(2026, 1, 1),
            date(2030, 1, 1),
        )
        assert (status.evidence, status.flags) == (("e1",), frozenset())

    def test_a_need_that_was_met_is_not_unmet_for_being_declined(self) -> None:
        declined = act(e.NeedDeclined(need=ID, informed=True), "2026-02-01")

        assert found(judge(rule_set(), [*has(ID), declined]), ID).status is Status.MET
        assert found(judge(rule_set(), [declined]), ID).status is Status.DECLINED

    def test_a_need_that_does_not_apply_is_not_counted(self) -> None:
        answer = judge(
            rule_set(*RING),
            [*lacks(ID), act(says(REGISTRATION, ScreeningAnswer.NOT_APPLICABLE), "2026-01-01")],
        )

        assert found(answer, REGISTRATION).status is Status.NOT_APPLICABLE
        assert answer.knots == ()

    def test_a_way_of_a_declined_need_is_not_counted_on(self) -> None:
        declined = act(e.NeedDeclined(need=SHELTER, informed=True), "2026-01-01")
        rules = rule_set(way(ADDRESS, SHELTER), way(SHELTER))

        assert found(judge(rules, lacks(ADDRESS, SHELTER)), ADDRESS).status is Status.WAITING
        assert found(judge(rules, [*lacks(ADDRESS), declined]), ADDRESS).status is Status.NO_WAY

    def test_a_duty_counts_as_obtainable_and_an_option_does_not(self) -> None:
        for kind, expected in ((WayKind.DUTY, Status.READY), (WayKind.OPTION, Status.NO_WAY)):
            answer = judge(rule_set(way(ADDRESS, kind=kind)), lacks(ADDRESS))
            assert found(answer, ADDRESS).status is expected

    def test_a_refusal_says_that_the_need_is_not_met(self) -> None:
        rejected = e.BenefitRejected(reason=RejectionReason.NO_ID_DOCUMENT)
        acts = history((e.BenefitApplied(), "2026-01-01"), (rejected, "2026-02-01"))

        status = found(judge(rule_set(way(BENEFIT)), acts), BENEFIT)

        assert (status.status, status.since) == (Status.READY, date(2026, 2, 1))


class TestEvidence:
    """Given several events about a need, the one that decides its status is named."""

    def test_of_an_application_it_is_the_application(self) -> None:
        applied = act(e.BenefitApplied(), "2026-02-01", id="applied", position=9)

        answer = judge(rule_set(way(BENEFIT)), [*lacks(BENEFIT), applied])

        assert found(answer, BENEFIT).evidence == ("applied",)

    @pytest.mark.parametrize("said", [ScreeningAnswer.DECLINED, ScreeningAnswer.NOT_APPLICABLE])
    def test_of_what_the_person_does_not_want_it_is_what_says_so(
        self, said: ScreeningAnswer
    ) -> None:
        declined = act(says(BENEFIT, said), "2026-02-01", id="said", position=9)

        answer = judge(rule_set(way(BENEFIT)), [*lacks(BENEFIT), declined])

        assert found(answer, BENEFIT).evidence == ("said",)


class TestWhatTheRulesSayNothingOf:
    def test_a_need_without_any_way_in_the_rule_set_is_not_judged(self) -> None:
        """Given rules about one need only, another that is not arranged is no dead end."""
        work = found(judge(rule_set(way(BENEFIT)), lacks(Need.WORK)), Need.WORK)

        assert (work.status, work.without_rules) == (Status.UNKNOWN, True)
        assert work.evidence

    def test_a_need_whose_only_way_has_ended_is_a_dead_end(self) -> None:
        rules = rule_set(way(Need.WORK, valid_to=date(2026, 1, 31)), way(BENEFIT))

        work = found(judge(rules, lacks(Need.WORK)), Need.WORK)

        assert (work.status, work.without_rules) == (Status.NO_WAY, False)
