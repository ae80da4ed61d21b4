"""How fast a year ahead is swept, and all the smallest ways out found, for the article's persons.

They are out of prison in June 2007, under the practice of then; and the same persons under the law
of 2026. Each row is one kind of work; the others are compared with the first.

Sweeps of one problem remember what follows from what. So each time begins with a problem of its
own, made ready before the clock runs; "again" sweeps one problem again. All figures are processor
time.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from time import process_time
from typing import Final

from benchmarks._measuring import Contestant, Measures, Result, call, options, race, show
from domain.forecast import forecast, setting_for, ways_out
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.timed.compiled import compiled
from domain.timed.of_person import PersonProblem, person_problem
from domain.timed.plans import decision_sets, plans_for
from domain.timed.safe_days import last_safe_day
from domain.timed.sweep import Policy, sweep
from ledger.rulebook import load_rule_set
from tests.article_people import person_of_the_article

CASES: Final = (("seed-2007", date(2007, 6, 18)), ("law", date(2026, 6, 1)))
PERSONS: Final = ("p-0417", "p-0418")
BY: Final = 200
GOAL: Final = frozenset({Need.BENEFIT})
TIME: Final = "one time"
PROBLEMS: Final = 10


def contestants(person: Person, rules: RuleSet, day: date) -> dict[str, Callable[[], Measures]]:
    """Return every kind of work by its name, for one person under one rule set."""
    setting = setting_for(person, day)
    made = person_problem(person, rules, setting)
    ready = made.compiled
    by = day + timedelta(days=BY)

    def anew(work: Callable[[PersonProblem], object]) -> Callable[[], Measures]:
        def run() -> Measures:
            problems = [replace(made) for _ in range(PROBLEMS)]
            for problem in problems:
                _ = problem.compiled
            start = process_time()
            for problem in problems:
                work(problem)
            return {TIME: (process_time() - start) / PROBLEMS}

        return run

    def whole(work: Callable[[], object]) -> Callable[[], Measures]:
        return call(TIME, work)

    return {
        "sweep of a year, everybody acts": anew(lambda each: sweep(each.compiled)),
        "sweep of a year, everything decided": anew(
            lambda each: sweep(each.compiled, Policy.EXTENDED)
        ),
        "sweep of a year, everything decided, again": whole(lambda: sweep(ready, Policy.EXTENDED)),
        "last safe day": anew(
            lambda each: last_safe_day(each.compiled, GOAL, BY, policy=Policy.EXTENDED)
        ),
        "all smallest ways out": anew(lambda each: decision_sets(each, GOAL, BY)),
        "all smallest ways out with all dates": anew(lambda each: plans_for(each, GOAL, by)),
        "the same, from person and law": whole(lambda: ways_out(person, rules, day, GOAL, by)),
        "problem from person and law": whole(
            lambda: compiled(person_problem(person, rules, setting).problem)
        ),
        "forecast of all needs": whole(lambda: forecast(person, rules, day)),
    }


def looking_ahead(person: str, rules: str, day: date, rounds: int) -> Result:
    """Measure every kind of work for one person under one rule set."""
    work = contestants(person_of_the_article(person, day), load_rule_set(rules), day)
    return race(
        f"{person}, {rules}, from {day}",
        "ms",
        [Contestant(name, each) for name, each in work.items()],
        rounds=rounds,
    )


def main() -> None:
    """Measure what the command line asks for."""
    arguments = options(__doc__ or "", rounds=5).parse_args()
    show(
        [
            looking_ahead(person, rules, day, arguments.rounds)
            for rules, day in CASES
            for person in PERSONS
        ],
        as_json=arguments.json,
    )


if __name__ == "__main__":
    main()
