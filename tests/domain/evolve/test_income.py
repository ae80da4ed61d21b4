"""Benefit and advance: granted, stopped, refused, and for which days."""

from domain import events as e
from domain.events.income import MissingItem, RejectionReason, StopReason
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from tests.domain.acts import act, history, met, state

APPLIED = e.BenefitApplied()
GRANTED = e.BenefitGranted()


class TestBenefit:
    def test_a_benefit_granted_later_with_effect_back_shows_retroactively(self) -> None:
        granted = act(GRANTED, "2026-05-01", position=2, effect_from="2026-03-02")
        steps = (act(APPLIED, "2026-03-02", position=1), granted)

        assert not met(state(*steps, on="2026-04-30"), Need.BENEFIT, "2026-04-01")
        assert met(state(*steps), Need.BENEFIT, "2026-04-01")
        assert not met(state(*steps), Need.BENEFIT, "2026-03-01")

    def test_a_benefit_that_stops_for_work_leaves_the_income(self) -> None:
        income = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)
        for reason in StopReason:
            stopped = e.BenefitStopped(reason=reason)
            person = state(*history((income, "2026-01-01"), (stopped, "2026-03-02")))

            assert met(person, Need.INCOME, "2026-03-02") is (reason is StopReason.WORK)

    def test_an_advance_is_money_in_hand_for_the_days_it_bridges(self) -> None:
        person = state(act(e.AdvancePaid(), "2026-03-02", effect_until="2026-03-30"))

        for need in (Need.ADVANCE, Need.CASH):
            assert met(person, need, "2026-03-30")
            assert not met(person, need, "2026-03-31")

    def test_a_question_about_an_application_that_nobody_recorded_changes_nothing(self) -> None:
        incomplete = e.BenefitApplicationIncomplete(missing=(MissingItem.ADDRESS,))
        person = state(
            *history((incomplete, "2026-03-02"), (e.BenefitApplicationCompleted(), "2026-03-03"))
        )

        assert person.standing(Need.BENEFIT).pending is None
        assert not person.standing(Need.BENEFIT).known

    def test_a_refusal_ends_an_application_and_nothing_that_is_held(self) -> None:
        rejected = e.BenefitRejected(reason=RejectionReason.NO_ID_DOCUMENT)
        person = state(
            *history((GRANTED, "2026-01-01"), (APPLIED, "2026-03-02"), (rejected, "2026-04-01"))
        )

        assert met(person, Need.BENEFIT, "2026-04-01")
        assert person.standing(Need.BENEFIT).pending is None
