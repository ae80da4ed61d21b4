"""A look ahead at a person says what the definition and the assessment say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given

from domain.assessment import Moment, assess
from domain.needs import Need
from domain.person import Person
from domain.standing import Held, Standing
from domain.status import Status
from domain.timed.latent import stuck_then
from domain.timed.model import contains
from domain.timed.of_person import PersonProblem, person_problem
from domain.timed.setting import Unknowns
from domain.timed.sweep import Policy, sweep
from ledger.rulebook import load_rule_set
from tests.article_people import IN_JUNE, person_of_the_article
from tests.domain.forecast_people import (
    BY,
    DAY,
    MET,
    RELEASE,
    detained,
    people,
)
from tests.domain.timed_oracle import day_by_day
from tests.domain.timed_people import problem, setting

SEED: Final = load_rule_set("seed-2007")


class TestAgainstTheDefinitions:
    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007"])
    @pytest.mark.parametrize("policy", Policy)
    def test_a_person_is_swept_as_the_definition_says_day_by_day(
        self, rules: str, policy: Policy
    ) -> None:
        made = problem(detained({Need.REGISTRATION: MET}), rules)
        kinds = {
            Policy.INERT: ("auto",),
            Policy.ORDINARY: ("auto", "ordinary", "duty"),
            Policy.EXTENDED: ("auto", "ordinary", "duty", "option"),
        }[policy]
        taken = tuple(made.decisions) if policy is Policy.EXTENDED else ()
        expected = day_by_day(made.problem, kinds=kinds, decisions=taken)  # type: ignore[arg-type]

        course = sweep(made.compiled, policy)

        assert expected == [course.held_on(day) for day in range(course.last + 1)]

    @pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])
    @pytest.mark.parametrize("person", ["p-0417", "p-0418", "p-0421", "p-0422"])
    def test_the_deadlock_of_today_and_of_release_is_that_of_the_assessment(
        self, person: str, rules: str
    ) -> None:
        somebody = person_of_the_article(person, IN_JUNE)

        assert deadlocks_differ(somebody, rules, IN_JUNE) == []

    @given(person=people())
    def test_the_deadlock_of_anybody_is_that_of_the_assessment(self, person: Person) -> None:
        assert deadlocks_differ(person, "seed-2007", DAY) == []

    def test_what_comes_by_itself_before_release_is_met_then_for_a_look_ahead_alone(self) -> None:
        """Given an advance through today, of which nobody recorded that it brought money."""
        paid = detained({Need.ADVANCE: Standing(held=(Held(date(2006, 1, 1), DAY, BY),))})
        both = [person_problem(paid, SEED, setting(paid))] * 2

        judged = assess(paid, SEED, DAY, moment=Moment.RELEASE)
        ahead = stuck_then(both[0], both[1], (RELEASE - DAY).days)

        assert Need.CASH in judged.with_status(Status.STUCK)
        assert Need.CASH not in ahead.stuck
        assert deadlocks_differ(paid, "seed-2007", DAY) == []

    @given(person=people())
    def test_what_is_unknown_read_favourably_never_holds_less(self, person: Person) -> None:
        lower = setting(person)
        upper = replace(lower, unknowns=Unknowns.FAVOURABLE)
        for policy in Policy:
            less = sweep(person_problem(person, SEED, lower).compiled, policy)
            more = sweep(person_problem(person, SEED, upper).compiled, policy)
            for day in range(0, less.last + 1, 3):
                assert less.held_on(day) <= more.held_on(day)


def deadlocks_differ(person: Person, rules: str, day: date) -> list[object]:
    """What an assessment and a look ahead say differently, today and at release.

    What comes by itself until release is granted to who is assessed; where what is unknown decides
    what comes, nothing is compared.
    """
    found: list[object] = []
    law = load_rule_set(rules)
    asked = setting(person, day)
    both = [person_problem(person, law, replace(asked, unknowns=unknowns)) for unknowns in Unknowns]
    days = [(0, assess(person, law, day))]
    if asked.release_on is not None and not both[0].pending:
        number = asked.number(asked.release_on)
        come, other = ([*_come_by_themselves(each, number)] for each in both)
        if come == other:
            granted = {need: person.standing(need).granted(day, None, BY) for need in come}
            then_met = person.changed(standings={**person.standings, **granted})
            days.append((number, assess(then_met, law, day, moment=Moment.RELEASE)))
    for number, judged in days:
        then = stuck_then(both[0], both[1], number)
        if {frozenset(map(str, knot)) for knot in judged.knots} != set(then.knots):
            found.append((number, judged.knots, then.knots))
        if {frozenset(map(str, each.needs)) for each in judged.circles} != set(then.circles):
            found.append((number, judged.circles, then.circles))
        held_then = number == 0 and person.episode_on(day) is not None
        if not held_then and set(judged.with_status(Status.POSSIBLY_STUCK)) != then.possibly:
            found.append((number, judged.with_status(Status.POSSIBLY_STUCK), then.possibly))
    return found


def _come_by_themselves(person: PersonProblem, day: int) -> Iterator[Need]:
    """Yield what is met on a day, by number, and was not granted by any act."""
    held = sweep(person.compiled, Policy.INERT, until=day).held_on(day)
    granted = person.problem.facts
    yield from (need for need in Need if need in held and not contains(granted.get(need, ()), day))
