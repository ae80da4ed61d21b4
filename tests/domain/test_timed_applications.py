"""When applications under way are decided, and by which law."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from domain.needs import Need
from domain.person import Known
from domain.rules import Window
from domain.standing import Pending
from domain.timed.of_person import person_problem
from domain.timed.setting import Setting
from domain.timed.sweep import Policy, sweep
from ledger.rulebook import load_rule_set
from tests.domain.forecast_people import (
    BY,
    LOST,
    applied,
    free,
    later,
)
from tests.domain.rule_texts import WAY, rules_of
from tests.domain.timed_people import problem, setting

SEED: Final = load_rule_set("seed-2007")


class TestPendingApplications:
    def test_take_effect_on_the_day_on_which_the_term_ends(self) -> None:
        made = problem(free(applied(Need.BENEFIT, later(-7))))

        expected = made.pending[Need.BENEFIT]

        assert (expected.due, expected.overdue) == (later(49), False)
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) == 49

    def test_that_are_overdue_stay_pending_and_are_expected_in_a_fortnight(self) -> None:
        made = problem(free(applied(Need.BENEFIT, later(-70))))

        expected = made.pending[Need.BENEFIT]

        assert (expected.due, expected.overdue) == (later(-14), True)
        assert expected.expected == later(14)
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) == 14

    def test_that_were_refused_are_not_counted_with_any_more(self) -> None:
        refused = applied(Need.BENEFIT, later(-70))[Need.BENEFIT].refused(later(-1), BY)

        made = problem(free({Need.BENEFIT: refused}))

        assert made.pending == {}
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) is None

    def test_that_stood_still_are_due_as_many_days_later(self) -> None:
        pending = Pending(later(-30), "Tilburg", BY, "benefit-applied", later(-30))
        stopped = pending.invited(later(-20), None, BY).completed(later(-9), BY)

        made = problem(free({Need.BENEFIT: LOST._replace(pending=stopped)}))

        assert stopped.suspended_days == 10
        assert made.pending[Need.BENEFIT].due == later(-30 + 56 + 10)

    def test_that_stand_still_are_not_expected_on_any_day(self) -> None:
        pending = Pending(later(-30), "Tilburg", BY, "benefit-applied", later(-30))
        still = pending.invited(later(-20), None, BY)

        made = problem(free({Need.BENEFIT: LOST._replace(pending=still)}))

        assert made.pending[Need.BENEFIT].expected is None
        assert sweep(made.compiled, Policy.INERT).earliest(Need.BENEFIT) is None

    def test_whose_term_ends_on_a_closed_day_are_due_on_the_next_open_one(self) -> None:
        """Eight weeks after Monday 5 March 2007 is 30 April, then the birthday of the Queen."""
        made = problem(free(applied(Need.BENEFIT, date(2007, 3, 5))))

        assert made.pending[Need.BENEFIT].due == date(2007, 5, 1)

    @pytest.mark.parametrize(("issued", "held"), [(-85, None), (-76, None), (-75, 14)])
    def test_lapse_when_what_was_made_is_not_collected_for_three_months(
        self, issued: int, held: int | None
    ) -> None:
        """What was made on 16 January 2007 is destroyed on 16 April, a fortnight from today."""
        person = free(applied(Need.ID_DOCUMENT, later(-100), "id-card-applied"))
        waiting = replace(person, card_issued=Known(value=True, since=later(issued), evidence=BY))

        course = sweep(problem(waiting, "law-2007").compiled, Policy.INERT)

        assert course.earliest(Need.ID_DOCUMENT) == held

    def test_for_which_no_term_runs_are_expected_after_what_is_usual(self) -> None:
        made = problem(free(applied(Need.ID_DOCUMENT, later(-3), "id-card-applied")))

        expected = made.pending[Need.ID_DOCUMENT]

        assert (expected.due, expected.assumed) == (later(25), True)


class TestTheLawChanges:
    LEAD: Final = "lead = { typical = { weeks = 4 } }\n"

    def test_a_rule_that_ends_inside_the_lead_decides_by_the_law_of_the_application(self) -> None:
        assert self.days(Window.START) == ((28, 121),)

    def test_and_does_not_decide_by_the_law_of_the_day_of_decision(self) -> None:
        assert self.days(Window.EFFECT) == ()

    def test_and_what_it_gave_falls_by_the_law_of_every_day(self) -> None:
        assert self.days(Window.WHILE, lead="") == ((0, 19),)

    def days(self, law_of: Window, lead: str = LEAD) -> tuple[tuple[int, int], ...]:
        text = WAY.replace("2019-12-31", "2007-04-20").replace("2010-01-01", "2000-01-01")
        rules = rules_of(text.replace("source =", lead + "source =", 1))
        asked = replace(setting(free()), law_of=law_of)
        return sweep(person_problem(free(), rules, asked).compiled).days_of(Need.ADDRESS)

    def test_a_version_that_comes_later_opens_on_its_first_day(self) -> None:
        old = WAY.replace("2019-12-31", "2007-04-10").replace("2010-01-01", "2000-01-01")
        ask = 'conditions = [{ need = "work", bindingness = "statute" }]\n'
        new = WAY.replace("2010-01-01", "2007-04-11").replace("source =", ask + "source =", 1)

        made = person_problem(
            free(), rules_of(old.replace('need = "address"', 'need = "cash"'), new), setting(free())
        )

        assert sorted(made.rules) == [
            "local/lent-by-the-municipality",
            "local/lent-by-the-municipality (2)",
        ]
        assert sweep(made.compiled).days_of(Need.CASH) == ((0, 121),)

    def test_a_rule_that_begins_on_the_last_day_looked_at_counts_on_that_day(self) -> None:
        first = later(120).isoformat()
        text = WAY.replace("2010-01-01", first)

        made = person_problem(free(), rules_of(text), setting(free()))

        assert sweep(made.compiled).days_of(Need.ADDRESS) == ((120, 121),)

    def test_a_frozen_rule_set_does_not_change(self) -> None:
        day = date(2026, 3, 1)

        frozen = person_problem(free(), SEED, Setting(day, day + timedelta(days=50)))

        assert "practice-assistance/benefit" in frozen.rules
