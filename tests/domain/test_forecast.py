"""What is said of the days to come."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest
from hypothesis import given

from domain.forecast import (
    AssumedRuleUnknown,
    DayOutsideForecast,
    Forecast,
    Word,
    forecast,
    released_tomorrow,
)
from domain.needs import Need
from domain.person import Known, Person
from domain.standing import Held, Noted, Standing
from domain.timed.setting import Leads, Unknowns
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
from tests.domain.forecast_people import (
    BY,
    DAY,
    LOST,
    MET,
    RELEASE,
    applied,
    detained,
    free,
    later,
    people,
)
from tests.domain.rule_sets import without_decisions

SEED: Final = load_rule_set("seed-2007")
YEAR: Final = timedelta(days=365)
EIGHT: Final = frozenset(
    ["id_document", "registration", "address", "housing", "income", "benefit", "advance", "cash"]
)


def word(found: Forecast, need: Need) -> Word:
    return found.needs[need].usual.word


class TestTheWords:
    def test_what_is_met_and_does_not_end_is_secured(self) -> None:
        found = forecast(detained({Need.REGISTRATION: MET}), SEED, DAY)

        assert found.by == RELEASE
        assert word(found, Need.REGISTRATION) is Word.SECURED

    def test_what_can_be_had_in_time_is_achievable_until_its_last_day(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(30)).needs[Need.IDENTITY].usual

        assert (found.word, found.act_by) == (Word.ACHIEVABLE, later(23))
        assert found.earliest == later(7)

    def test_what_takes_a_decision_says_until_when_it_can_be_taken(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(30)).needs[Need.CASH].usual

        assert (found.word, found.act_by) == (Word.ONLY_WITH_DECISION, later(28))
        assert found.with_decision

    def test_what_comes_later_than_asked_is_too_late_and_says_from_when(self) -> None:
        found = forecast(free(), SEED, DAY, by=later(3)).needs[Need.IDENTITY].usual

        assert (found.word, found.earliest) == (Word.TOO_LATE, later(7))

    def test_what_comes_beyond_the_horizon_is_too_late_and_not_never(self) -> None:
        person = free({Need.ID_DOCUMENT: MET, Need.REGISTRATION: MET})

        found = forecast(person, SEED, DAY, later(40)).needs[Need.BENEFIT].usual

        assert (found.word, found.earliest) == (Word.TOO_LATE, later(56))
        assert not found.with_decision

    def test_what_ends_before_the_day_says_so(self) -> None:
        valid = Standing(held=(Held(date(2002, 1, 1), later(10), BY),))

        found = forecast(detained({Need.ID_DOCUMENT: valid}), without_decisions(SEED), DAY)

        assert word(found, Need.ID_DOCUMENT) is Word.ENDS_BEFORE

    def test_what_no_decision_frees_will_be_stuck(self) -> None:
        found = forecast(free(), without_decisions(SEED), DAY)

        assert {need for need in Need if word(found, need) is Word.WILL_BE_STUCK} == EIGHT

    def test_what_waits_for_a_deadlock_that_nothing_opens_is_behind_and_not_without_a_way(
        self,
    ) -> None:
        found = forecast(free(), without_decisions(SEED), DAY)

        behind = {need for need in Need if word(found, need) is Word.WILL_BE_BEHIND}
        assert behind == found.stuck.behind
        assert Need.INSURANCE in behind

    def test_what_no_rule_speaks_of_has_no_way(self) -> None:
        assert word(forecast(free(), SEED, DAY), Need.DIGID) is Word.NO_WAY

    def test_what_the_person_declined_is_not_wanted(self) -> None:
        declined = LOST._replace(declined=Noted(DAY, BY))

        found = forecast(free({Need.SHELTER: declined}), SEED, DAY)

        assert word(found, Need.SHELTER) is Word.NOT_WANTED

    def test_what_is_unknown_is_said_under_both_readings(self) -> None:
        found = forecast(free({Need.CASH: Standing()}), SEED, DAY).needs[Need.CASH]

        assert found.usual.word is Word.ONLY_WITH_DECISION
        assert found.outcomes[Leads.TYPICAL, Unknowns.FAVOURABLE].word is Word.SECURED
        assert not found.is_certain

    def test_what_may_take_longer_by_statute_is_said_apart(self) -> None:
        day = date(2026, 6, 1)
        person = person_of_the_article("p-0417", day)

        found = forecast(person, load_rule_set("law"), day, by=date(2026, 7, 13))

        document = found.needs[Need.ID_DOCUMENT]
        assert (document.usual.word, document.usual.earliest) == (
            Word.ACHIEVABLE,
            date(2026, 7, 6),
        )
        assert (document.at_most.word, document.at_most.earliest) == (
            Word.TOO_LATE,
            date(2026, 8, 10),
        )
        assert document.at_most.sooner_with_decision == date(2026, 7, 15)

    def test_a_decision_that_brings_it_sooner_is_said_where_none_is_needed(self) -> None:
        person = person_of_the_article("p-0417", IN_JUNE)

        found = forecast(person, load_rule_set("law-2007"), IN_JUNE).needs[Need.CASH].usual

        assert (found.word, found.with_decision) == (Word.ACHIEVABLE, False)
        assert found.earliest == date(2007, 7, 16)
        assert found.sooner_with_decision == date(2007, 6, 20)

    def test_estimates_on_the_way_are_named(self) -> None:
        found = forecast(free(), SEED, DAY).needs[Need.IDENTITY]

        assert found.estimates == ("practice-identity/register-and-photo",)

    @given(person=people())
    def test_of_every_need_something_is_said_that_its_days_bear_out(self, person: Person) -> None:
        found = forecast(person, SEED, DAY, later(60), by=later(40))

        for need, each in found.needs.items():
            for outcome in each.outcomes.values():
                held = any(
                    first <= found.by and (last is None or found.by <= last)
                    for first, last in outcome.held
                )
                expected = {Word.SECURED, Word.ACHIEVABLE, Word.ONLY_WITH_DECISION}
                assert (outcome.word in expected) == held, need
                in_time = outcome.word in {Word.ACHIEVABLE, Word.ONLY_WITH_DECISION}
                assert in_time == (outcome.act_by is not None)
                assert outcome.word is not Word.TOO_LATE or outcome.earliest is not None


class TestRelease:
    def test_a_deadlock_is_found_before_it_exists(self) -> None:
        found = forecast(detained(), SEED, DAY)

        assert found.by == RELEASE
        assert found.stuck.stuck == EIGHT
        assert [sorted(circle) for circle in found.stuck.circles] == [
            ["id_document", "registration"],
            ["address", "housing", "registration"],
            ["advance", "benefit", "cash", "id_document", "income"],
        ]
        assert found.needs[Need.BENEFIT].stuck_if_nobody_acts

    def test_tomorrow_is_a_release_of_its_own(self) -> None:
        remand = detained({Need.REGISTRATION: MET}, release=None)

        usual, drill = forecast(remand, SEED, DAY), released_tomorrow(remand, SEED, DAY)

        assert (usual.release_on, usual.release_is_assumed) == (None, False)
        assert (drill.by, drill.release_is_assumed) == (later(1), True)
        assert word(drill, Need.REGISTRATION) is Word.SECURED
        assert word(drill, Need.ID_DOCUMENT) is Word.TOO_LATE
        assert drill.stuck.stuck == {"advance", "benefit", "cash", "id_document", "income"}

    def test_a_door_that_closes_with_release_is_named(self) -> None:
        found = forecast(detained({Need.REGISTRATION: MET}), SEED, DAY)

        doors = {door.rule: door.last_start for door in found.doors}

        assert doors["practice-identity/card-in-prison"] == RELEASE - timedelta(days=1)
        assert doors["practice-register/prison-address"] == RELEASE - timedelta(days=8)

    def test_a_release_that_turns_out_later_is_forecast_as_known_then_and_as_known_now(
        self,
    ) -> None:
        then = detained()
        now = replace(then, planned_release=Known(later(70), DAY, BY))

        assert forecast(then, SEED, DAY).by == RELEASE
        assert forecast(now, SEED, DAY).by == later(70)
        assert forecast(now, SEED, DAY) != forecast(then, SEED, DAY)


class TestNextChange:
    @pytest.mark.parametrize(
        "person",
        [
            detained(),
            detained({Need.REGISTRATION: MET}, release=date(2007, 6, 1)),
            free(applied(Need.BENEFIT, later(-10))),
            free({Need.ID_DOCUMENT: Standing((Held(date(2002, 1, 1), later(20), BY),))}),
        ],
        ids=["detained", "registered", "applied", "expiring"],
    )
    def test_until_then_every_word_stays_the_same_if_nobody_acts(self, person: Person) -> None:
        def said(day: date) -> dict[Need, tuple[Word, Word, bool]]:
            found = forecast(person, SEED, day, later(300), by=later(80))
            return {
                need: (each.usual.word, each.at_most.word, each.is_certain)
                for need, each in found.needs.items()
            }

        first = forecast(person, SEED, DAY, later(300), by=later(80))
        assert first.next_change is not None

        days = [DAY, later(1), first.next_change - timedelta(days=1)]

        assert all(said(day) == said(DAY) for day in days if DAY <= day < first.next_change)

    def test_a_last_day_that_passes_is_a_change(self) -> None:
        """Money in hand by day 30 takes two days to decide on."""
        found = forecast(free(), SEED, DAY, by=later(30))
        lasts = {need: each.usual.act_by for need, each in found.needs.items()}
        first = min(day for day in lasts.values() if day is not None)

        after = forecast(free(), SEED, first + timedelta(days=1), later(365), by=later(30))

        assert found.next_change == first + timedelta(days=1)
        for need, day in lasts.items():
            assert (word(after, need) != word(found, need)) == (day == first), need

    def test_a_last_day_with_the_longest_times_that_passes_is_a_change_too(self) -> None:
        """Counted with the longest times of statute, debt help has to be begun a month earlier."""
        person, by = person_of_the_article("p-0418", IN_JUNE), date(2007, 12, 31)
        rules = load_rule_set("law-2007")
        found = forecast(person, rules, IN_JUNE, by=by)
        days = [row.at_most.act_by for row in found.needs.values()]
        first = min(day for day in days if day is not None)

        after = forecast(person, rules, first + timedelta(days=1), IN_JUNE + YEAR, by=by)

        assert found.next_change == first + timedelta(days=1)
        assert found.needs[Need.DEBT_HELP].at_most.word is Word.ONLY_WITH_DECISION
        assert after.needs[Need.DEBT_HELP].at_most.word is Word.TOO_LATE
        assert word(after, Need.DEBT_HELP) is word(found, Need.DEBT_HELP)

    def test_an_overdue_decision_is_looked_at_every_day(self) -> None:
        found = forecast(free(applied(Need.BENEFIT, later(-70))), SEED, DAY)

        assert found.next_change == later(1)


class TestWhatIf:
    def test_decisions_that_are_assumed_are_counted_with(self) -> None:
        assume = ["practice-identity/fee-paid-by-others", "practice-register/entry-kept"]
        person = person_of_the_article("p-0417", IN_JUNE)

        found = forecast(person, SEED, IN_JUNE, assume=assume)

        assert word(found, Need.BENEFIT) is Word.ACHIEVABLE
        assert found.stuck.stuck == frozenset()

    def test_what_is_not_there_is_refused(self) -> None:
        with pytest.raises(AssumedRuleUnknown, match="no/such-way"):
            forecast(free(), SEED, DAY, assume=["no/such-way"])


class TestDays:
    def test_a_day_before_the_first_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, by=later(-1))

    def test_a_day_after_the_horizon_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, later(10), by=later(11))

    def test_a_horizon_or_a_release_before_the_first_day_is_refused(self) -> None:
        with pytest.raises(DayOutsideForecast):
            forecast(free(), SEED, DAY, later(-1))
        with pytest.raises(DayOutsideForecast):
            forecast(detained(), SEED, DAY, release_on=later(-1))

    def test_a_release_today_can_be_assumed(self) -> None:
        assert forecast(detained(), SEED, DAY, release_on=DAY).by == DAY

    def test_the_last_days_of_the_calendar_can_be_looked_at(self) -> None:
        day = date.max - timedelta(days=3)

        assert forecast(free(), SEED, day).horizon == date.max
