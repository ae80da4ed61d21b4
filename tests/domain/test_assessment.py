"""The status of every need of a person, under small rule sets made for the purpose."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import events as e
from domain.assessment import EXPIRING_WITHIN_DAYS, Assessment, Moment, NeedStatus, assess
from domain.circumstances import Circumstance
from domain.deadlock import classify
from domain.envelope import Act
from domain.events.base import EventBody
from domain.events.documents import ApplicationPlace, BlockReason
from domain.events.housing import HousingKind
from domain.events.income import MissingItem, RejectionReason
from domain.events.registration import AddressGiver
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.rules import InterventionKind, Period, Rounding, RuleSet, Trigger, Way, WayKind
from domain.situation import Phase
from domain.status import Flag, Status
from tests.domain.acts import act, evidence_in, histories, history, state
from tests.domain.rule_sets import PRACTICE, ending, guard, intervention, rule_set, term, way
from tests.profile import examples

ID, REGISTRATION, ADDRESS = Need.ID_DOCUMENT, Need.REGISTRATION, Need.ADDRESS
BENEFIT, INCOME, CASH, SHELTER = Need.BENEFIT, Need.INCOME, Need.CASH, Need.SHELTER

FREE: Final = guard(Circumstance.DETAINED, holds=False)
HELD: Final = guard(Circumstance.DETAINED, holds=True)
GIVER: Final = guard(Circumstance.ADDRESS_GIVER)

RING: Final = (way(ID, REGISTRATION), way(REGISTRATION, ID))
STARTED, RELEASED = e.DetentionStarted(), e.PersonReleased()


def says(need: Need, answer: ScreeningAnswer) -> EventBody:
    return e.NeedStatusVerified(need=need, answer=answer)


def lacks(*needs: Need, on: str = "2026-01-01") -> list[Act]:
    """Acts that say of needs that they are not met."""
    return [
        act(says(need, ScreeningAnswer.NOT_ARRANGED), on, position=100 + place)
        for place, need in enumerate(needs)
    ]


def has(*needs: Need, on: str = "2026-01-01") -> list[Act]:
    """Acts that say of needs that they are met."""
    return [
        act(says(need, ScreeningAnswer.ARRANGED), on, position=200 + place)
        for place, need in enumerate(needs)
    ]


def judge(
    rules: RuleSet,
    acts: list[Act],
    on: str = "2026-03-02",
    *,
    moment: Moment = Moment.NOW,
    law_on: date | None = None,
) -> Assessment:
    day = date.fromisoformat(on)
    return assess(state(*acts, on=on), rules, day, moment=moment, law_on=law_on)


def found(answer: Assessment, need: Need) -> NeedStatus:
    return answer.needs[need]


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


class TestByOperationOfLaw:
    RULES = rule_set(way(INCOME, BENEFIT, kind=WayKind.AUTO), way(CASH, INCOME, kind=WayKind.AUTO))

    def test_what_follows_is_met_for_as_long_as_that_from_which_it_follows(self) -> None:
        granted = act(
            e.BenefitGranted(), "2026-01-15", effect_from="2026-01-01", effect_until="2026-12-31"
        )

        answer = judge(self.RULES, [*lacks(CASH, on="2025-12-01"), granted])

        for need in (INCOME, CASH):
            status = found(answer, need)
            assert status.status is Status.MET
            assert (status.since, status.until) == (date(2026, 1, 1), date(2026, 12, 31))
            assert status.evidence == ("e1",)

    def test_what_follows_only_from_what_is_not_there_is_not_met(self) -> None:
        answer = judge(self.RULES, lacks(BENEFIT, INCOME, CASH))

        assert found(answer, CASH).status is Status.NO_WAY

    def test_a_circumstance_on_which_it_rests_is_evidence_too(self) -> None:
        rules = rule_set(way(INCOME, BENEFIT, kind=WayKind.AUTO, guards=[FREE]))
        acts = [
            *history((STARTED, "2025-01-01"), (RELEASED, "2025-06-01")),
            act(e.BenefitGranted(), "2026-01-01", position=3),
        ]

        status = found(judge(rules, acts), INCOME)

        assert (status.status, status.since) == (Status.MET, None)
        assert set(status.evidence) == {"e1", "e2", "e3"}

    def test_what_a_rule_ended_and_the_law_gives_again_was_ended_by_nothing(self) -> None:
        rules = rule_set(
            way(INCOME, BENEFIT, kind=WayKind.AUTO),
            ending(INCOME, Trigger.DETENTION_STARTED),
        )
        acts = [
            *has(INCOME, on="2025-01-01"),
            act(STARTED, "2025-06-01", position=1),
            act(e.BenefitGranted(), "2026-01-01", position=2),
        ]

        status = found(judge(rules, acts), INCOME)

        assert (status.status, status.since, status.ended_by) == (
            Status.MET,
            date(2026, 1, 1),
            None,
        )


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


class TestPending:
    WEEKS = term(BENEFIT, "benefit-applied", Period(weeks=8), suspended=True)
    PLAIN = term(BENEFIT, "benefit-applied", Period(weeks=8))

    def due(self, applied: str, *rules: object, on: str = "2026-03-02") -> date | None:
        chosen = rule_set(*rules)  # type: ignore[arg-type]
        acts = [act(e.BenefitApplied(), applied, to=("Breda",))]
        status = found(judge(chosen, acts, on), BENEFIT)
        assert (status.status, status.with_organisation) == (Status.PENDING, "Breda")
        return status.until

    def test_an_application_says_with_whom_and_by_when(self) -> None:
        assert self.due("2026-01-05", self.PLAIN) == date(2026, 3, 2)
        assert self.due("2026-01-05") is None

    @pytest.mark.parametrize(
        ("applied", "due"),
        [
            ("2026-01-10", "2026-03-09"),
            ("2026-01-11", "2026-03-09"),
            ("2026-02-06", "2026-04-07"),
            ("2026-03-10", "2026-05-06"),
            ("2026-03-02", "2026-04-28"),
        ],
    )
    def test_a_term_that_ends_on_a_closed_day_runs_on(self, applied: str, due: str) -> None:
        assert self.due(applied, self.PLAIN, on="2026-03-15") == date.fromisoformat(due)

    def test_a_term_without_rounding_ends_when_it_ends(self) -> None:
        plain = term(BENEFIT, "benefit-applied", Period(weeks=8), rounding=Rounding.NONE)

        assert self.due("2026-01-10", plain) == date(2026, 3, 7)

    def test_of_two_terms_the_first_to_end_counts(self) -> None:
        short = term(BENEFIT, "benefit-applied", Period(weeks=4), id="short")

        assert self.due("2026-01-05", self.PLAIN, short) == date(2026, 2, 2)

    def test_a_term_of_another_event_or_need_does_not_count(self) -> None:
        assert self.due("2026-01-05", term(BENEFIT, "benefit-granted", Period(weeks=1))) is None
        assert self.due("2026-01-05", term(ID, "benefit-applied", Period(weeks=1))) is None

    @pytest.mark.parametrize(("day", "is_overdue"), [("2026-03-02", False), ("2026-03-03", True)])
    def test_an_application_is_overdue_after_its_last_day(
        self, day: str, *, is_overdue: bool
    ) -> None:
        answer = judge(
            rule_set(self.PLAIN, way(BENEFIT)), history((e.BenefitApplied(), "2026-01-05")), day
        )

        assert (Flag.OVERDUE in found(answer, BENEFIT).flags) is is_overdue

    def test_a_term_stands_still_while_the_application_is_incomplete_and_runs_on_after(
        self,
    ) -> None:
        incomplete = e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,))
        acts = history(
            (e.BenefitApplied(), "2026-01-05"),
            (incomplete, "2026-01-12"),
            (e.BenefitApplicationCompleted(), "2026-01-22"),
        )
        rules = rule_set(self.WEEKS)

        assert found(judge(rules, acts, "2026-01-20"), BENEFIT).until is None
        # Nine whole days stood still; the fifty-six others end on Wednesday 11 March.
        assert found(judge(rules, acts, "2026-01-22"), BENEFIT).until == date(2026, 3, 11)
        assert found(judge(rule_set(self.PLAIN), acts), BENEFIT).until == date(2026, 3, 2)

    def test_a_term_runs_on_when_the_day_to_complete_it_has_passed_unused(self) -> None:
        incomplete = e.BenefitApplicationIncomplete(
            missing=(MissingItem.ADDRESS,), complete_by=date(2026, 1, 26)
        )
        acts = history((e.BenefitApplied(), "2026-01-05"), (incomplete, "2026-01-12"))
        rules = rule_set(self.WEEKS)

        assert found(judge(rules, acts, "2026-01-26"), BENEFIT).until is None
        assert found(judge(rules, acts, "2026-01-27"), BENEFIT).until == date(2026, 3, 16)

    def test_a_card_that_was_issued_has_only_to_be_handed_over(self) -> None:
        decision = term(ID, "id-card-applied", Period(weeks=4), id="decision")
        handing = term(ID, "id-card-issued", Period(weeks=2), id="handing-over")
        acts = history(
            (e.IdCardApplied(place=ApplicationPlace.DESK), "2026-01-05"),
            (e.IdCardIssued(), "2026-01-19"),
        )
        rules = rule_set(decision, handing)

        assert found(judge(rules, acts, "2026-01-18"), ID).until == date(2026, 2, 2)
        assert found(judge(rules, acts, "2026-01-19"), ID).until == date(2026, 2, 2)
        assert found(judge(rule_set(decision), acts, "2026-03-02"), ID).flags == {Flag.AT_RISK}

    def test_an_address_that_was_asked_for_has_its_own_term(self) -> None:
        rules = rule_set(term(ADDRESS, "postal-address-requested", Period(weeks=8)))
        acts = history((e.PostalAddressRequested(giver=AddressGiver.FAMILY), "2026-01-05"))

        assert found(judge(rules, acts), ADDRESS).until == date(2026, 3, 2)


class TestDetention:
    RULES = rule_set(way(BENEFIT, guards=[FREE]), way(ADDRESS, guards=[HELD]), *RING)

    def detained(self, *acts: Act, planned: str | None = "2026-05-12") -> list[Act]:
        start = [act(STARTED, "2026-01-10", position=1)]
        if planned is not None:
            plan = e.ReleaseDatePlanned(release_on=date.fromisoformat(planned))
            start.append(act(plan, "2026-01-11", position=2))
        return [*start, *acts]

    def test_what_opens_at_release_is_not_yet_open(self) -> None:
        status = found(judge(self.RULES, self.detained(*lacks(BENEFIT))), BENEFIT)

        assert (status.status, status.until) == (Status.NOT_YET, date(2026, 5, 12))

    def test_of_a_release_without_a_day_or_one_that_has_passed_no_day_is_said(self) -> None:
        for planned in (None, "2026-02-01"):
            acts = self.detained(*lacks(BENEFIT), planned=planned)
            status = found(judge(self.RULES, acts), BENEFIT)
            assert (status.status, status.until) == (Status.NOT_YET, None)

    def test_a_ring_that_release_does_not_open_is_stuck_now(self) -> None:
        answer = judge(self.RULES, self.detained(*lacks(ID, REGISTRATION)))

        assert answer.with_status(Status.STUCK) == (ID, REGISTRATION)

    def test_a_ring_that_release_opens_is_not_yet_open(self) -> None:
        rules = rule_set(*RING, way(ID, id="after-release", guards=[FREE]))

        answer = judge(rules, self.detained(*lacks(ID, REGISTRATION)))

        assert answer.with_status(Status.NOT_YET) == (ID, REGISTRATION)

    def test_a_deadlock_is_found_before_it_exists(self) -> None:
        rules = rule_set(
            way(ID, REGISTRATION, id="own-municipality"),
            way(ID, id="in-prison", guards=[HELD]),
            way(REGISTRATION, ID),
        )
        acts = self.detained(*lacks(ID, REGISTRATION))

        now = judge(rules, acts)
        release = judge(rules, acts, moment=Moment.RELEASE)

        assert found(now, ID).status is Status.READY
        assert release.with_status(Status.STUCK) == (ID, REGISTRATION)
        assert (release.day, release.phase) == (date(2026, 5, 12), Phase.RELEASED)

    def test_after_the_planned_day_release_is_judged_on_the_day_asked(self) -> None:
        answer = judge(self.RULES, self.detained(), "2026-06-01", moment=Moment.RELEASE)

        assert answer.day == date(2026, 6, 1)

    def test_what_a_long_detention_ends_is_projected(self) -> None:
        rules = rule_set(
            ending(REGISTRATION, Trigger.DETENTION_LASTED, delay=Period(months=4), longer_than=True)
        )
        acts = self.detained(*has(REGISTRATION))

        now = judge(rules, acts)
        release = judge(rules, acts, moment=Moment.RELEASE)

        assert [(each.need, each.on) for each in now.projections] == [
            (REGISTRATION, date(2026, 5, 11))
        ]
        assert found(now, REGISTRATION).status is Status.MET
        assert now.next_change == date(2026, 5, 11)
        assert found(release, REGISTRATION).status is Status.NO_WAY
        assert found(release, REGISTRATION).ended_by == "test-act/ending"


class TestComing:
    GRANTED = act(e.BenefitGranted(), "2026-03-01", effect_from="2026-06-01")

    def test_what_was_granted_from_a_later_day_is_not_yet_met(self) -> None:
        status = found(judge(rule_set(), [*lacks(BENEFIT), self.GRANTED]), BENEFIT)

        assert (status.status, status.since, status.until) == (
            Status.NOT_YET,
            date(2026, 1, 1),
            date(2026, 6, 1),
        )
        assert status.evidence == ("e1",)

    def test_what_waits_for_it_is_waiting_and_not_stuck(self) -> None:
        rules = rule_set(way(INCOME, BENEFIT), way(BENEFIT, INCOME))

        answer = judge(rules, [*lacks(BENEFIT, INCOME), self.GRANTED])

        assert found(answer, INCOME).status is Status.WAITING
        assert answer.knots == ()


class TestLaw:
    OLD = way(ADDRESS, SHELTER, id="address", valid_to=date(2021, 12, 31))
    NEW = way(ADDRESS, id="address", kind=WayKind.DUTY, valid_from=date(2022, 1, 1))

    def status(self, rules: RuleSet, on: str, law_on: date | None = None) -> Status:
        acts = lacks(ADDRESS, SHELTER, on="2020-01-01")
        return found(judge(rules, acts, on, law_on=law_on), ADDRESS).status

    def test_each_rule_counts_on_its_own_days(self) -> None:
        rules = rule_set(self.OLD, self.NEW)

        assert self.status(rules, "2021-12-31") is Status.NO_WAY
        assert self.status(rules, "2022-01-01") is Status.READY

    def test_an_expired_rule_never_counts_again(self) -> None:
        assert judge(rule_set(self.OLD), [], "2022-01-01").needs[ADDRESS].links == ()

    def test_the_law_of_another_day_can_be_asked(self) -> None:
        rules = rule_set(self.OLD, self.NEW)

        assert self.status(rules, "2026-03-02", date(2021, 1, 1)) is Status.NO_WAY
        assert self.status(rules, "2021-03-02", date(2026, 1, 1)) is Status.READY

    def test_a_frozen_rule_set_keeps_its_day_whatever_is_asked(self) -> None:
        rules = rule_set(self.OLD, self.NEW, frozen_on=date(2021, 6, 1))

        assert self.status(rules, "2026-03-02") is Status.NO_WAY
        assert self.status(rules, "2026-03-02", date(2026, 1, 1)) is Status.NO_WAY
        assert judge(rules, []).law_day == date(2021, 6, 1)

    def test_what_a_rule_ended_while_it_was_in_force_stays_ended(self) -> None:
        rules = rule_set(ending(BENEFIT, Trigger.DETENTION_STARTED, valid_to=date(2014, 12, 31)))
        acts = history(
            (e.BenefitGranted(), "2013-01-01"), (STARTED, "2014-06-01"), (RELEASED, "2014-09-01")
        )

        assert found(judge(rules, acts, "2016-01-01"), BENEFIT).status is Status.NO_WAY
        frozen = rule_set(*rules.endings, frozen_on=date(2016, 1, 1))
        assert found(judge(frozen, acts, "2016-01-01"), BENEFIT).status is Status.MET

    def test_a_rule_that_nobody_checked_is_named_where_the_answer_rests_on_it(self) -> None:
        rules = rule_set(way(ID, REGISTRATION, verified=False), way(CASH, verified=False))

        answer = judge(rules, [*lacks(ID, REGISTRATION), *has(CASH)])

        assert answer.unverified == ("test-act/id-document-registration",)


class TestRetroactivity:
    def test_what_is_granted_later_with_effect_back_was_met_all_along(self) -> None:
        acts = [
            *lacks(BENEFIT),
            act(e.BenefitGranted(), "2026-05-01", effect_from="2026-02-01"),
        ]
        person = state(*acts)

        answers = [
            assess(person, rule_set(), date(2026, month, 15)).needs[BENEFIT].status
            for month in (1, 2, 5)
        ]

        assert answers == [Status.NOT_YET, Status.MET, Status.MET]
        assert found(judge(rule_set(), acts, "2026-04-01"), BENEFIT).status is Status.UNKNOWN


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


TIMED: Final = rule_set(
    way(BENEFIT, ID, guards=[FREE]),
    way(ID, REGISTRATION, valid_to=date(2006, 9, 30)),
    way(ID, REGISTRATION, CASH, id="id-later", valid_from=date(2006, 10, 1)),
    way(REGISTRATION, ADDRESS, ID),
    way(ADDRESS, guards=[GIVER]),
    way(INCOME, BENEFIT, kind=WayKind.AUTO),
    way(CASH, INCOME, kind=WayKind.AUTO),
    ending(REGISTRATION, Trigger.DETENTION_LASTED, delay=Period(months=4), longer_than=True),
    ending(BENEFIT, Trigger.DETENTION_STARTED, id="stops", valid_to=date(2007, 2, 28)),
    ending(INCOME, Trigger.BENEFIT_ENDED, id="income"),
    ending(ID, Trigger.NOT_COLLECTED, delay=Period(months=3), id="not-collected"),
    ending(ID, Trigger.VALIDITY_ENDED, id="expires"),
    ending(Need.HOUSING, Trigger.RENT_UNPAID, delay=Period(months=3), id="rent"),
    term(BENEFIT, "benefit-applied", Period(weeks=8), suspended=True),
    term(ID, "id-card-applied", Period(weeks=4), id="id-term"),
    term(ID, "id-card-issued", Period(weeks=2), id="handing-over"),
    intervention(InterventionKind.GRANT, need=ADDRESS),
)


def timeless(answer: Assessment) -> Assessment:
    """The answer without the days on which it was asked, one of which is that of a release."""
    known = {
        name: replace(fact, since=date.min) for name, fact in answer.circumstances.known.items()
    }
    plain = replace(answer.circumstances, day=date.min, known=known)
    return replace(answer, day=date.min, law_day=date.min, next_change=None, circumstances=plain)


class TestTime:
    @settings(max_examples=examples(60))
    @given(
        recorded=histories(longest=6, corrections=False),
        start=st.integers(0, 900),
        steps=st.lists(st.integers(1, 400), min_size=1, max_size=6),
        moment=st.sampled_from(Moment),
    )
    def test_between_a_day_and_the_next_change_the_answer_is_the_same(
        self, recorded: list[Act], start: int, steps: list[int], moment: Moment
    ) -> None:
        first = date(2006, 1, 1) + timedelta(days=start)
        person = state(*recorded, on=first.isoformat())
        answer = assess(person, TIMED, first, moment=moment)
        last = answer.next_change or date(2012, 1, 1)
        days = {answer.day + timedelta(days=step) for step in steps} | {last - timedelta(days=1)}

        for day in days:
            if answer.day < day < last:
                assert timeless(assess(person, TIMED, day, moment=moment)) == timeless(answer)

    @settings(max_examples=examples(25))
    @given(recorded=histories(longest=6), day=st.integers(0, 900))
    def test_every_status_rests_on_events_of_the_history(
        self, recorded: list[Act], day: int
    ) -> None:
        on = date(2006, 1, 1) + timedelta(days=day)
        person = state(*recorded, on=on.isoformat())

        for moment in Moment:
            answer = assess(person, TIMED, on, moment=moment)
            assert evidence_in(answer) <= {each.envelope.event_id for each in recorded}
            assert not [
                each.need
                for each in answer.needs.values()
                if each.status is not Status.UNKNOWN and not each.evidence
            ]

    def test_the_last_day_of_the_calendar_can_be_asked_about(self) -> None:
        acts = [
            act(e.PersonRegistered(birth_year=1985), "2026-01-01", position=1),
            act(
                e.Registered(municipality="Breda"),
                "2026-01-01",
                position=2,
                effect_until="9999-12-31",
            ),
            act(STARTED, "9999-10-01", position=3),
            act(e.BenefitApplied(), "2026-01-01", position=4),
            act(e.IdApplicationBlocked(reason=BlockReason.NO_FEE), "2026-01-01", position=5),
            act(e.HousingPlaced(kind=HousingKind.DWELLING), "2026-01-01", position=6),
        ]

        answer = judge(TIMED, acts, "9999-12-31")

        assert found(answer, REGISTRATION).status is Status.MET
        assert answer.next_change is None


class TestReleaseToCome:
    """Given someone in detention, what release will bring is told before it does."""

    OPEN = (way(ID, REGISTRATION, guards=[FREE]), way(REGISTRATION, ID, guards=[FREE]))

    def test_what_will_be_stuck_is_what_the_judgement_at_release_says(self) -> None:
        acts = [act(STARTED, "2026-01-01", position=1), *lacks(ID, REGISTRATION)]

        now = judge(rule_set(*self.OPEN), acts)
        then = judge(rule_set(*self.OPEN), acts, moment=Moment.RELEASE)

        assert now.stuck_at_release == then.with_status(Status.STUCK) == (ID, REGISTRATION)
        assert not now.with_status(Status.STUCK)

    def test_of_who_is_free_nothing_is_still_to_come(self) -> None:
        answer = judge(rule_set(*RING), lacks(ID, REGISTRATION))

        assert answer.stuck_at_release == ()
        assert answer.with_status(Status.STUCK)


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
