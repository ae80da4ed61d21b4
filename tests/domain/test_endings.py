"""What rules end: which grant, on which day, and what they leave alone."""

from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import events as e
from domain.circumstances import Circumstance
from domain.endings import Endings, OnDay, on_day, on_day_with, projections
from domain.envelope import Act
from domain.events.claims import AmountClass, ClaimKind, Settlement
from domain.events.documents import ApplicationPlace, DocumentKind
from domain.events.housing import HousingEndReason, HousingKind
from domain.events.registration import DeregistrationKind
from domain.events.screening import ScreeningAnswer
from domain.needs import Need
from domain.rules import Ending, Period, Trigger
from domain.situation import circumstances_on
from tests.domain.acts import act, history, state
from tests.domain.rule_sets import PRACTICE, ending, guard

STARTED = e.DetentionStarted()
RELEASED = e.PersonReleased()
REGISTERED = e.Registered(municipality="Breda")

FOUR_MONTHS = ending(
    Need.REGISTRATION,
    Trigger.DETENTION_LASTED,
    delay=Period(months=4),
    longer_than=True,
    id="four-months",
)
STOPS = ending(Need.BENEFIT, Trigger.DETENTION_STARTED, id="benefit-stops")
INCOME_STOPS = ending(Need.INCOME, Trigger.BENEFIT_ENDED, id="income-stops")
NOT_COLLECTED = ending(
    Need.ID_DOCUMENT, Trigger.NOT_COLLECTED, delay=Period(months=3), id="not-collected"
)
RENT_UNPAID = ending(Need.HOUSING, Trigger.RENT_UNPAID, delay=Period(months=3), id="rent-unpaid")
EXPIRES = ending(Need.ID_DOCUMENT, Trigger.VALIDITY_ENDED, id="validity-ended")


def standing(
    need: Need, on: str, acts: list[Act], *rules: Ending, by_own_dates: bool = False
) -> OnDay:
    day = date.fromisoformat(on)
    person = state(*acts, on=on)
    return on_day(person, Endings(rules, by_own_dates), circumstances_on(person, day))[need]


def projected(on: str, acts: list[Act], *rules: Ending) -> list[date]:
    day = date.fromisoformat(on)
    person = state(*acts, on=on)
    ends = Endings(rules, by_own_dates=False).ends(person, day)
    found = projections(ends, on_day_with(person, ends, day))
    return [each.on for each in found]


def released_on(day: str) -> list[Act]:
    return history((REGISTERED, "2006-01-01"), (STARTED, "2007-01-15"), (RELEASED, day))


class TestDeregistration:
    def test_it_comes_on_the_day_after_four_calendar_months(self) -> None:
        acts = history((REGISTERED, "2006-01-01"), (STARTED, "2007-01-15"))

        before = standing(Need.REGISTRATION, "2007-05-15", acts, FOUR_MONTHS)
        after = standing(Need.REGISTRATION, "2007-05-16", acts, FOUR_MONTHS)

        assert before.held is not None
        assert (after.held, after.unmet_since) == (None, date(2007, 5, 16))
        assert after.ended_by == FOUR_MONTHS
        assert after.evidence == ("e1", "e2")

    @pytest.mark.parametrize(
        ("released", "is_ended"),
        [("2007-05-14", False), ("2007-05-15", False), ("2007-05-16", True), ("2007-09-01", True)],
    )
    def test_it_comes_only_for_a_detention_that_lasts_longer(
        self, released: str, *, is_ended: bool
    ) -> None:
        found = standing(Need.REGISTRATION, "2007-10-01", released_on(released), FOUR_MONTHS)

        assert (found.held is None) is is_ended
        assert projected("2007-10-01", released_on(released), FOUR_MONTHS) == (
            [date(2007, 5, 16)] if is_ended else []
        )

    @given(months=st.integers(1, 12), began=st.dates(date(2006, 1, 1), date(2008, 12, 31)))
    def test_a_detention_of_exactly_the_delay_ends_nothing_and_one_day_more_does(
        self, months: int, began: date
    ) -> None:
        rule = ending(
            Need.REGISTRATION,
            Trigger.DETENTION_LASTED,
            delay=Period(months=months),
            longer_than=True,
        )
        [on] = projected("2020-01-01", [act(STARTED, began)], rule)
        exactly = [act(STARTED, began), act(RELEASED, on - timedelta(days=1), position=2)]
        longer = [act(STARTED, began), act(RELEASED, on, position=2)]

        assert projected("2020-01-01", exactly, rule) == []
        assert projected("2020-01-01", longer, rule) == [on]

    def test_it_is_projected_for_a_release_that_is_planned_later_and_not_for_an_earlier_one(
        self,
    ) -> None:
        start = [(REGISTERED, "2006-01-01"), (STARTED, "2007-01-15")]
        for day, expected in (("2007-05-15", []), ("2007-06-01", [date(2007, 5, 16)])):
            planned = e.ReleaseDatePlanned(release_on=date.fromisoformat(day))
            acts = history(*start, (planned, "2007-02-01"))

            assert projected("2007-03-01", acts, FOUR_MONTHS) == expected

    def test_it_comes_all_the_same_when_the_planned_day_passed_without_a_release(self) -> None:
        planned = e.ReleaseDatePlanned(release_on=date(2007, 4, 1))
        acts = history((REGISTERED, "2006-01-01"), (STARTED, "2007-01-15"), (planned, "2007-02-01"))

        assert standing(Need.REGISTRATION, "2007-06-01", acts, FOUR_MONTHS).held is None

    @pytest.mark.parametrize("until", [None, "2008-12-31"])
    def test_whoever_registers_again_stays_registered(self, until: str | None) -> None:
        acts = [
            *released_on("2007-09-01"),
            act(REGISTERED, "2007-09-10", position=4, effect_until=until),
        ]

        found = standing(Need.REGISTRATION, "2007-10-01", acts, FOUR_MONTHS)

        assert found.held is not None
        assert found.held.since == date(2007, 9, 10)
        assert found.ended_by is None

    def test_whoever_is_found_registered_afterwards_is_registered(self) -> None:
        verified = e.NeedStatusVerified(need=Need.REGISTRATION, answer=ScreeningAnswer.ARRANGED)
        acts = [*released_on("2007-09-01"), act(verified, "2007-09-10", position=4)]

        found = standing(Need.REGISTRATION, "2007-10-01", acts, FOUR_MONTHS)

        assert found.held is not None
        assert found.evidence == ("e1", "e4")

    def test_an_act_that_deregisters_says_more_than_a_rule(self) -> None:
        gone = e.Deregistered(kind=DeregistrationKind.DEPARTED_UNKNOWN)
        acts = [*released_on("2007-09-01"), act(gone, "2007-07-01", position=4)]

        found = standing(Need.REGISTRATION, "2007-10-01", acts, FOUR_MONTHS)

        assert (found.unmet_since, found.ended_by) == (date(2007, 7, 1), None)

    def test_of_a_registration_that_nobody_recorded_it_says_nothing(self) -> None:
        found = standing(
            Need.REGISTRATION, "2007-10-01", history((STARTED, "2007-01-15")), FOUR_MONTHS
        )

        assert not found.known

    def test_a_need_that_does_not_apply_has_no_projection(self) -> None:
        answer = e.NeedStatusVerified(need=Need.REGISTRATION, answer=ScreeningAnswer.NOT_APPLICABLE)
        acts = history((STARTED, "2007-01-15"), (answer, "2007-02-01"))

        assert projected("2007-03-01", acts, FOUR_MONTHS) == []


class TestBenefit:
    def test_it_stops_on_the_day_of_detention_and_does_not_come_back_by_itself(self) -> None:
        acts = history(
            (e.BenefitGranted(), "2006-01-01"), (STARTED, "2007-01-15"), (RELEASED, "2007-03-01")
        )

        assert standing(Need.BENEFIT, "2007-01-14", acts, STOPS).held is not None
        for day in ("2007-01-15", "2007-04-01"):
            found = standing(Need.BENEFIT, day, acts, STOPS)
            assert (found.held, found.unmet_since) == (None, date(2007, 1, 15))

    @pytest.mark.parametrize("day", ["2007-01-15", "2007-02-01"])
    def test_a_benefit_granted_on_that_day_or_later_stands(self, day: str) -> None:
        acts = history(
            (e.BenefitGranted(), "2006-01-01"), (STARTED, "2007-01-15"), (e.BenefitGranted(), day)
        )

        assert standing(Need.BENEFIT, "2007-04-01", acts, STOPS).held is not None

    @pytest.mark.parametrize(("holds", "is_ended"), [(True, True), (False, False)])
    def test_the_circumstances_of_the_day_of_the_ending_decide_not_those_of_today(
        self, *, holds: bool, is_ended: bool
    ) -> None:
        rule = ending(
            Need.BENEFIT,
            Trigger.DETENTION_STARTED,
            guards=[guard(Circumstance.DETAINED, holds=holds)],
        )
        acts = history(
            (e.BenefitGranted(), "2006-01-01"), (STARTED, "2007-01-15"), (RELEASED, "2007-03-01")
        )

        assert (standing(Need.BENEFIT, "2007-04-01", acts, rule).held is None) is is_ended

    def test_an_ending_under_an_unknown_circumstance_is_not_counted(self) -> None:
        rule = ending(
            Need.BENEFIT,
            Trigger.DETENTION_STARTED,
            guards=[guard(Circumstance.DUTCH_NATIONAL)],
        )
        acts = history((e.BenefitGranted(), "2006-01-01"), (STARTED, "2007-01-15"))

        assert standing(Need.BENEFIT, "2007-04-01", acts, rule).held is not None


class TestIncome:
    VERIFIED = e.NeedStatusVerified(need=Need.INCOME, answer=ScreeningAnswer.ARRANGED)

    def test_it_ends_with_the_benefit_that_a_rule_ends(self) -> None:
        acts = history(
            (e.BenefitGranted(), "2006-01-01"),
            (self.VERIFIED, "2006-06-01"),
            (STARTED, "2007-01-15"),
        )

        found = standing(Need.INCOME, "2007-04-01", acts, STOPS, INCOME_STOPS)

        assert (found.unmet_since, found.ended_by) == (date(2007, 1, 15), INCOME_STOPS)
        assert set(found.evidence) == {"e1", "e2", "e3"}

    def test_it_ends_with_a_benefit_granted_until_a_day(self) -> None:
        acts = [
            act(e.BenefitGranted(), "2006-01-01", position=1, effect_until="2006-12-31"),
            act(self.VERIFIED, "2006-06-01", position=2),
        ]

        assert standing(Need.INCOME, "2006-12-31", acts, INCOME_STOPS).held is not None
        assert standing(Need.INCOME, "2007-01-01", acts, INCOME_STOPS).held is None

    def test_it_goes_on_when_one_benefit_follows_another(self) -> None:
        acts = [
            act(e.BenefitGranted(), "2006-01-01", position=1, effect_until="2006-12-31"),
            act(self.VERIFIED, "2006-06-01", position=2),
            act(e.BenefitGranted(), "2007-01-01", position=3),
        ]

        assert standing(Need.INCOME, "2007-04-01", acts, INCOME_STOPS).held is not None

    def test_it_stays_ended_when_a_new_benefit_comes_later(self) -> None:
        acts = [
            act(e.BenefitGranted(), "2006-01-01", position=1, effect_until="2006-12-31"),
            act(self.VERIFIED, "2006-06-01", position=2),
            act(e.BenefitGranted(), "2007-03-01", position=3),
        ]

        assert standing(Need.INCOME, "2007-04-01", acts, INCOME_STOPS).held is None

    def test_a_refused_benefit_ends_no_income(self) -> None:
        rejected = e.NeedStatusVerified(need=Need.BENEFIT, answer=ScreeningAnswer.NOT_ARRANGED)
        acts = history((self.VERIFIED, "2006-06-01"), (rejected, "2007-01-15"))

        assert standing(Need.INCOME, "2007-04-01", acts, INCOME_STOPS).held is not None


class TestCardNotCollected:
    APPLIED = e.IdCardApplied(place=ApplicationPlace.DESK)

    def test_an_application_lapses_with_a_card_that_is_not_collected(self) -> None:
        acts = history((self.APPLIED, "2007-01-02"), (e.IdCardIssued(), "2007-01-15"))

        before = standing(Need.ID_DOCUMENT, "2007-04-14", acts, NOT_COLLECTED)
        after = standing(Need.ID_DOCUMENT, "2007-04-15", acts, NOT_COLLECTED)

        assert before.pending is not None
        assert (after.pending, after.unmet_since) == (None, date(2007, 4, 15))
        assert (after.ended_by, after.evidence) == (NOT_COLLECTED, ("e2",))

    def test_a_card_that_was_collected_is_held(self) -> None:
        acts = history(
            (self.APPLIED, "2007-01-02"),
            (e.IdCardIssued(), "2007-01-15"),
            (e.IdCardHandedOver(), "2007-02-01"),
        )

        assert standing(Need.ID_DOCUMENT, "2007-06-01", acts, NOT_COLLECTED).held is not None

    def test_another_document_is_not_lost_with_it(self) -> None:
        passport = e.IdDocumentVerified(kind=DocumentKind.PASSPORT, valid_until=None)
        acts = history(
            (passport, "2006-06-01"), (self.APPLIED, "2007-01-02"), (e.IdCardIssued(), "2007-01-15")
        )

        assert standing(Need.ID_DOCUMENT, "2007-06-01", acts, NOT_COLLECTED).held is not None

    def test_a_new_application_does_not_lapse_with_the_old_card(self) -> None:
        acts = history(
            (self.APPLIED, "2007-01-02"),
            (e.IdCardIssued(), "2007-01-15"),
            (self.APPLIED, "2007-03-01"),
        )

        assert standing(Need.ID_DOCUMENT, "2007-06-01", acts, NOT_COLLECTED).pending is not None


class TestExpiry:
    def test_a_document_that_expired_was_ended_by_the_rule_that_says_so(self) -> None:
        card = e.IdCardHandedOver(valid_until=date(2007, 1, 14))
        acts = history((card, "2002-01-15"))

        found = standing(Need.ID_DOCUMENT, "2007-02-01", acts, EXPIRES)

        assert (found.unmet_since, found.ended_by) == (date(2007, 1, 15), EXPIRES)

    def test_a_newer_document_does_not_expire_with_the_old_one(self) -> None:
        acts = history(
            (e.IdCardHandedOver(valid_until=date(2007, 1, 14)), "2002-01-15"),
            (e.IdCardHandedOver(valid_until=date(2016, 12, 1)), "2006-12-01"),
        )

        assert standing(Need.ID_DOCUMENT, "2007-02-01", acts, EXPIRES).held is not None

    def test_a_document_that_is_valid_for_ever_does_not_expire(self) -> None:
        acts = history((e.IdCardHandedOver(valid_until=date.max), "2002-01-15"))

        assert standing(Need.ID_DOCUMENT, "9999-12-31", acts, EXPIRES).held is not None

    @pytest.mark.parametrize("again", ["lost", "refused"])
    def test_what_is_said_of_it_later_does_not_move_the_first_day_without(self, again: str) -> None:
        body: e.EventBody = (
            e.NeedStatusVerified(need=Need.ID_DOCUMENT, answer=ScreeningAnswer.NOT_ARRANGED)
            if again == "lost"
            else e.IdApplicationBlocked.model_validate_json('{"reason": "no-fee"}')
        )
        acts = history(
            (e.IdCardHandedOver(valid_until=date(2007, 1, 14)), "2002-01-15"), (body, "2007-03-01")
        )

        found = standing(Need.ID_DOCUMENT, "2007-04-01", acts)

        assert found.unmet_since == date(2007, 1, 15)
        assert found.evidence == ("e1", "e2")


class TestRent:
    def test_a_dwelling_is_lost_to_arrears(self) -> None:
        acts = history(
            (e.HousingPlaced(kind=HousingKind.DWELLING), "2006-01-01"),
            (e.RentArrearsRegistered(), "2007-01-15"),
        )

        assert standing(Need.HOUSING, "2007-04-14", acts, RENT_UNPAID).held is not None
        assert standing(Need.HOUSING, "2007-04-15", acts, RENT_UNPAID).held is None

    def test_the_next_home_is_not_lost_to_the_arrears_of_the_last_one(self) -> None:
        acts = history(
            (e.HousingPlaced(kind=HousingKind.DWELLING), "2006-01-01"),
            (e.RentArrearsRegistered(), "2007-01-15"),
            (e.TenancyEnded(reason=HousingEndReason.EVICTED), "2007-02-01"),
            (e.HousingPlaced(kind=HousingKind.EXODUS), "2007-03-01"),
        )

        assert standing(Need.HOUSING, "2007-06-01", acts, RENT_UNPAID).held is not None


class TestOwnDates:
    OLD = ending(Need.BENEFIT, Trigger.DETENTION_STARTED, id="stops", valid_to=date(2007, 6, 30))
    NEW = ending(
        Need.BENEFIT,
        Trigger.DETENTION_STARTED,
        delay=Period(months=1),
        id="stops",
        valid_from=date(2007, 7, 1),
    )

    @pytest.mark.parametrize(
        ("began", "ends"),
        [("2007-06-30", "2007-06-30"), ("2007-07-01", "2007-08-01"), ("2007-06-15", "2007-06-15")],
    )
    def test_the_version_in_force_on_the_day_of_the_ending_ends_it_for_good(
        self, began: str, ends: str
    ) -> None:
        acts = history((e.BenefitGranted(), "2006-01-01"), (STARTED, began))

        found = standing(Need.BENEFIT, "2010-01-01", acts, self.OLD, self.NEW, by_own_dates=True)

        assert found.unmet_since == date.fromisoformat(ends)

    def test_an_ending_that_was_not_in_force_on_its_day_ends_nothing(self) -> None:
        acts = history((e.BenefitGranted(), "2006-01-01"), (STARTED, "2007-07-15"))

        found = standing(Need.BENEFIT, "2010-01-01", acts, self.OLD, by_own_dates=True)

        assert found.held is not None


def test_endings_without_practice_are_those_of_statute_and_fact() -> None:
    habit = ending(Need.BENEFIT, Trigger.RELEASED, id="habit", ends_by=PRACTICE)

    assert Endings((STOPS, habit), by_own_dates=True).without_practice() == Endings(
        (STOPS,), by_own_dates=True
    )


def test_a_period_that_ends_after_the_calendar_never_ends() -> None:
    acts = history((e.BenefitGranted(), "9999-01-01"), (STARTED, "9999-12-01"))

    found = standing(Need.REGISTRATION, "9999-12-31", acts, FOUR_MONTHS)

    assert not found.known


class TestComing:
    GRANTED = act(e.BenefitGranted(), "2007-01-15", effect_from="2007-03-01")

    def test_what_was_granted_from_a_later_day_is_known_and_not_met_yet(self) -> None:
        found = standing(Need.BENEFIT, "2007-02-01", [self.GRANTED])

        assert found.held is None
        assert found.coming is not None
        assert found.known
        assert found.evidence == ("e1",)

    def test_once_it_has_begun_it_is_held(self) -> None:
        found = standing(Need.BENEFIT, "2007-03-01", [self.GRANTED])

        assert (found.held is not None, found.coming) == (True, None)


class TestUnpaidClaims:
    ENDS: Final = ending(Need.DEBT_HELP, Trigger.CLAIM_UNPAID, delay=Period(weeks=1), id="claim")
    CLAIM: Final = e.ClaimRegistered(claim=ClaimKind.FINE, amount=AmountClass.FROM_500)
    HELPED: Final = e.DebtHelpGranted()

    def test_an_open_claim_ends_what_was_granted_before_it(self) -> None:
        acts = history((self.HELPED, "2007-01-01"), (self.CLAIM, "2007-02-01"))

        assert standing(Need.DEBT_HELP, "2007-02-07", acts, self.ENDS).held is not None
        assert standing(Need.DEBT_HELP, "2007-02-08", acts, self.ENDS).ended_by == self.ENDS

    def test_what_is_granted_after_it_stands_and_so_does_what_was_settled(self) -> None:
        later = history((self.CLAIM, "2007-01-01"), (self.HELPED, "2007-02-01"))
        paid = e.ClaimSettled(claim=ClaimKind.FINE, how=Settlement.PAID)
        too_late = history(
            (self.HELPED, "2007-01-01"), (self.CLAIM, "2007-02-01"), (paid, "2007-03-01")
        )
        settled = history(
            (self.HELPED, "2007-01-01"), (self.CLAIM, "2007-02-01"), (paid, "2007-02-03")
        )

        for acts in (later, settled):
            assert standing(Need.DEBT_HELP, "2007-06-01", acts, self.ENDS).held is not None
        assert standing(Need.DEBT_HELP, "2007-06-01", too_late, self.ENDS).held is None
