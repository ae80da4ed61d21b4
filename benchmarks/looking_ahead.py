"""How fast a year ahead is swept, and all the smallest ways out found, for the article's person.

The person is out of prison in June 2007, under the practice of then; and the same person under the
law of 2026. Each row is one kind of work; the others are compared with the first.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from benchmarks._measuring import Contestant, Result, call, options, race, show
from domain.forecast import forecast, setting_for, ways_out
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.timed.compiled import compiled
from domain.timed.of_person import person_problem
from domain.timed.plans import decision_sets
from domain.timed.safe_days import last_safe_day
from domain.timed.sweep import Policy, sweep
from ledger.rulebook import load_rule_set
from tests.article_people import person_of_the_article

CASES: Final = (("seed-2007", date(2007, 6, 18)), ("law", date(2026, 6, 1)))
BY: Final = 200
GOAL: Final = frozenset({Need.BENEFIT})
TIME: Final = "one time"


def contestants(person: Person, rules: RuleSet, day: date) -> dict[str, Callable[[], object]]:
    """Return every kind of work by its name, for one person under one rule set."""
    setting = setting_for(person, day)
    made = person_problem(person, rules, setting)
    ready = made.compiled
    by = day + timedelta(days=BY)
    return {
        "sweep of a year, everybody acts": lambda: sweep(ready),
        "sweep of a year, everything decided": lambda: sweep(ready, Policy.EXTENDED),
        "last safe day": lambda: last_safe_day(ready, GOAL, BY, policy=Policy.EXTENDED),
        "all smallest ways out": lambda: decision_sets(made, GOAL, BY),
        "ways out with all dates": lambda: ways_out(person, rules, day, GOAL, by),
        "problem from person and law": lambda: compiled(
            person_problem(person, rules, setting).problem
        ),
        "forecast of all needs": lambda: forecast(person, rules, day),
    }


def looking_ahead(rules: str, day: date, rounds: int) -> Result:
    """Measure every kind of work under one rule set."""
    work = contestants(person_of_the_article("p-0417", day), load_rule_set(rules), day)
    return race(
        f"p-0417, {rules}, from {day}",
        "ms",
        [Contestant(name, call(TIME, each)) for name, each in work.items()],
        rounds=rounds,
    )


def main() -> None:
    """Measure what the command line asks for."""
    arguments = options(__doc__ or "", rounds=5).parse_args()
    show(
        [looking_ahead(rules, day, arguments.rounds) for rules, day in CASES],
        as_json=arguments.json,
    )


if __name__ == "__main__":
    main()
