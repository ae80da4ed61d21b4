"""Somebody in detention: what waits for release, and what release will bring."""

from datetime import date

from domain import events as e
from domain.assessment import Moment
from domain.envelope import Act
from domain.rules import Period, Trigger
from domain.situation import Phase
from domain.status import Status
from tests.domain.acts import act
from tests.domain.assessment.judging import (
    ADDRESS,
    BENEFIT,
    FREE,
    HELD,
    ID,
    REGISTRATION,
    RING,
    STARTED,
    found,
    has,
    judge,
    lacks,
)
from tests.domain.rule_sets import ending, rule_set, way


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
