"""The problem in time of one person, and the course that it takes."""

from datetime import date, timedelta

from domain.needs import Need
from domain.person import Person
from domain.timed.course import Course
from domain.timed.of_person import PersonProblem, person_problem
from domain.timed.setting import Setting, expected_release
from domain.timed.sweep import sweep
from ledger.rulebook import load_rule_set
from tests.domain.forecast_people import (
    DAY,
    later,
)


def setting(person: Person, day: date = DAY, days: int = 120) -> Setting:
    return Setting(day, day + timedelta(days=days), expected_release(person, day))


def problem(person: Person, rules: str = "seed-2007") -> PersonProblem:
    return person_problem(person, load_rule_set(rules), setting(person))


def ordinary(person: Person, rules: str = "seed-2007") -> Course:
    return sweep(problem(person, rules).compiled)


def first_day(course: Course, need: Need) -> date | None:
    number = course.earliest(need)
    return None if number is None else later(number)
