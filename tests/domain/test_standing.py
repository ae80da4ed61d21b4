"""What the acts say of one need, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.standing import Held, Noted, Pending, Standing

DAY = date(2026, 3, 2)
DAYS = st.integers(0, 30).map(lambda days: DAY + timedelta(days=days))
GRANTS = st.builds(
    lambda since, length: Held(
        since, None if length is None else since + timedelta(days=length), ("e",)
    ),
    DAYS,
    st.none() | st.integers(0, 30),
)
STANDINGS = st.lists(GRANTS, max_size=4).map(lambda held: Standing(held=tuple(held)))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def application(on: str = "03-02") -> Pending:
    return Pending(day(on), "Tilburg", ("e1",), "benefit-applied", day(on))


class TestGrants:
    def test_a_need_is_met_from_the_first_day_of_effect_through_the_last(self) -> None:
        standing = Standing().granted(day("03-02"), day("03-10"), ("e1",))

        held = [on for on in range(1, 12) if standing.held_on(date(2026, 3, on))]

        assert held == [2, 3, 4, 5, 6, 7, 8, 9, 10]

    def test_a_grant_that_begins_later_does_not_meet_the_need_yet(self) -> None:
        standing = Standing().granted(day("06-01"), None, ("e1",))

        assert standing.held_on(day("05-31")) is None
        assert standing.coming_after(day("05-31")) == Held(day("06-01"), None, ("e1",))
        assert standing.coming_after(day("06-01")) is None

    def test_a_grant_that_begins_later_leaves_known_that_the_need_is_not_met_now(self) -> None:
        standing = Standing().ended(day("03-02"), ("e1",)).granted(day("06-01"), None, ("e2",))

        assert standing.lost == Noted(day("03-02"), ("e1",))

    def test_a_grant_ends_an_application_and_a_refusal_of_help(self) -> None:
        before = Standing(declined=Noted(DAY, ("e0",)), not_applicable=Noted(DAY, ("e0",))).applied(
            application()
        )

        granted = before.granted(day("04-01"), None, ("e2",))

        assert (granted.pending, granted.declined, granted.not_applicable) == (None, None, None)

    def test_of_several_grants_the_longest_tells_until_when(self) -> None:
        standing = (
            Standing()
            .granted(day("01-01"), day("06-30"), ("e1",))
            .granted(day("02-01"), day("12-31"), ("e2",))
            .granted(day("03-01"), day("04-30"), ("e3",))
        )

        assert standing.held_on(day("03-02")) == Held(day("02-01"), day("12-31"), ("e2",))

    def test_of_grants_that_last_as_long_the_first_tells_since_when(self) -> None:
        standing = Standing().granted(DAY, None, ("e1",)).granted(day("04-01"), None, ("e2",))

        assert standing.held_on(day("05-01")) == Held(DAY, None, ("e1",))

    def test_an_effect_that_ends_before_it_begins_meets_nothing(self) -> None:
        standing = Standing().granted(day("04-01"), day("03-01"), ("e1",))

        assert standing.held_on(day("03-15")) is None
        assert standing.held_on(day("04-01")) is None

    def test_a_grant_for_ever_written_as_the_last_day_of_the_calendar_is_one(self) -> None:
        standing = Standing().granted(DAY, date.max, ("e1",))

        assert standing.held_on(date.max) is not None
        assert standing.breakpoints() == (DAY,)


class TestLosses:
    @given(standing=STANDINGS, on=DAYS, later=DAYS)
    def test_after_a_loss_nothing_that_began_before_meets_the_need(
        self, standing: Standing, on: date, later: date
    ) -> None:
        after = standing.ended(on, ("loss",))

        held = after.held_on(max(on, later))
        assert held is None or held.since >= on
        assert after.lost is not None

    @given(standing=STANDINGS, on=DAYS, earlier=DAYS)
    def test_a_loss_changes_nothing_of_the_days_before(
        self, standing: Standing, on: date, earlier: date
    ) -> None:
        before = min(earlier, on - timedelta(days=1))

        was, now = standing.held_on(before), standing.ended(on, ("loss",)).held_on(before)

        assert (was is None) == (now is None)

    def test_what_was_granted_on_the_day_of_a_loss_stands(self) -> None:
        standing = Standing().granted(DAY, None, ("e1",)).ended(DAY, ("e2",))

        assert standing.held_on(DAY) == Held(DAY, None, ("e1",))

    def test_what_is_granted_after_a_loss_on_the_same_day_stands(self) -> None:
        standing = Standing().ended(DAY, ("e1",)).granted(DAY, None, ("e2",))

        assert standing.held_on(DAY) == Held(DAY, None, ("e2",))

    def test_a_grant_that_was_cut_short_rests_on_both_acts(self) -> None:
        standing = Standing().granted(DAY, None, ("e1",)).ended(day("05-01"), ("e2",))

        assert standing.held == (Held(DAY, day("04-30"), ("e1", "e2")),)
        assert standing.lost == Noted(day("05-01"), ("e2",))

    def test_a_loss_leaves_what_had_ended_by_itself_as_it_was(self) -> None:
        standing = Standing().granted(DAY, day("03-10"), ("e1",)).ended(day("05-01"), ("e2",))

        assert standing.held == (Held(DAY, day("03-10"), ("e1",)),)

    def test_a_loss_with_a_later_day_of_effect_leaves_the_need_met_until_then(self) -> None:
        standing = Standing().granted(DAY, None, ("e1",)).ended(day("06-01"), ("e2",))

        assert standing.held_on(day("05-31")) is not None
        assert standing.held_on(day("06-01")) is None

    @pytest.mark.parametrize("again", ["loss", "refusal"])
    def test_what_is_lost_already_is_lost_since_the_first_day(self, again: str) -> None:
        lost = Standing().ended(DAY, ("e1",))

        later = (
            lost.ended(day("06-01"), ("e2",))
            if again == "loss"
            else lost.refused(day("06-01"), ("e2",))
        )

        assert later.lost == Noted(DAY, ("e1", "e2"))

    def test_what_was_met_in_between_is_lost_since_the_last_day(self) -> None:
        standing = (
            Standing()
            .ended(DAY, ("e1",))
            .granted(day("04-01"), None, ("e2",))
            .ended(day("06-01"), ("e3",))
        )

        assert standing.lost == Noted(day("06-01"), ("e3",))


class TestApplications:
    def test_a_refusal_ends_an_application_and_says_that_the_need_is_not_met(self) -> None:
        standing = Standing().applied(application()).refused(day("04-01"), ("e2",))

        assert standing.pending is None
        assert standing.lost == Noted(day("04-01"), ("e2",))

    def test_an_application_is_no_word_on_whether_the_need_is_met(self) -> None:
        standing = Standing().applied(application())

        assert not standing.known
        assert standing.pending == application()

    def test_a_loss_leaves_an_application(self) -> None:
        standing = Standing().applied(application()).ended(day("04-01"), ("e2",))

        assert standing.pending == application()


class TestSuspension:
    """Awb art. 4:15(1): from the day after the invitation until the day of completion."""

    def test_the_term_stands_still_while_the_applicant_completes_the_application(self) -> None:
        invited = application().invited(day("03-10"), None, ("e2",))
        completed = invited.completed(day("03-20"), ("e3",))

        assert invited.incomplete
        assert invited.stands_still(day("09-01"))
        assert not completed.incomplete
        assert completed.suspended_until(day("09-01")) == 9
        assert completed.evidence == ("e1", "e2", "e3")

    def test_the_term_runs_on_once_the_last_day_to_complete_it_has_passed(self) -> None:
        invited = application().invited(day("03-10"), day("03-24"), ("e2",))

        assert invited.stands_still(day("03-24"))
        assert not invited.stands_still(day("03-25"))
        assert invited.suspended_until(day("03-25")) == 14
        assert invited.suspended_until(day("09-01")) == 14

    def test_a_completion_after_the_last_day_for_it_suspends_no_longer(self) -> None:
        invited = application().invited(day("03-10"), day("03-24"), ("e2",))

        assert invited.completed(day("05-01"), ("e3",)).suspended_days == 14

    def test_two_invitations_add_up(self) -> None:
        pending = (
            application()
            .invited(day("03-10"), None, ("e2",))
            .completed(day("03-12"), ("e3",))
            .invited(day("04-01"), None, ("e4",))
            .completed(day("04-04"), ("e5",))
        )

        assert pending.suspended_days == 1 + 2

    def test_between_an_unused_invitation_and_the_next_the_term_runs(self) -> None:
        unused = application().invited(day("03-10"), day("03-14"), ("e2",))

        pending = unused.invited(day("04-01"), day("04-06"), ("e3",))

        assert pending.stands_still(day("04-02"))
        assert pending.suspended_until(day("09-01")) == 4 + 5

    def test_a_second_invitation_before_the_last_day_only_changes_that_day(self) -> None:
        first = application().invited(day("03-10"), day("03-14"), ("e2",))

        pending = first.invited(day("03-14"), day("03-20"), ("e3",))

        assert pending.suspended_until(day("09-01")) == 10

    def test_who_completes_at_once_suspends_nothing(self) -> None:
        pending = application().invited(DAY, None, ("e2",)).completed(DAY, ("e3",))

        assert pending.suspended_days == 0


class TestConfirmations:
    def test_what_nobody_recorded_before_is_met_from_the_day_it_was_found(self) -> None:
        standing = Standing().confirmed(DAY, ("e1",))

        assert standing.held == (Held(DAY, None, ("e1",), found=True),)

    def test_what_was_found_met_ends_when_it_would_have_and_counts_since_it_began(self) -> None:
        standing = Standing().granted(DAY, day("06-30"), ("e1",)).confirmed(day("04-01"), ("e2",))

        assert standing.held_on(day("04-02")) == Held(DAY, day("06-30"), ("e1",))
        assert standing.held_on(day("07-01")) is None
        assert Held(day("04-01"), day("06-30"), ("e1", "e2"), found=True) in standing.held

    def test_what_was_found_met_is_not_declined_and_stays_applied_for(self) -> None:
        standing = Standing(declined=Noted(DAY, ("e0",)), pending=application())

        confirmed = standing.confirmed(day("04-01"), ("e2",))

        assert confirmed.declined is None
        assert confirmed.pending == application()


@given(standing=STANDINGS, loss=st.none() | DAYS, first=DAYS, second=DAYS)
def test_between_its_breakpoints_a_standing_does_not_change(
    standing: Standing, loss: date | None, first: date, second: date
) -> None:
    if loss is not None:
        standing = standing.ended(loss, ("loss",))
    early, late = sorted([first, second])
    if any(early < point <= late for point in standing.breakpoints()):
        return

    assert standing.held_on(early) == standing.held_on(late)
    assert standing.coming_after(early) == standing.coming_after(late)
