"""Whom deadlines are counted for, on which day, by which law, and what must be so for a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, assert_never

from domain.dates import DayBeyondCalendar, add_period
from domain.deadlines import happenings as h
from domain.deadlines.happenings import History
from domain.deadlines.rule import Deadline, OnlyIf, WhenUnknown
from domain.deadlines.rule import Stay as StayTest
from domain.needs import Need
from domain.person import Person

_TOO_OLD: Final = 28
"""Who turns 28 in a calendar year cannot be younger than 27 in it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person, or an agreement, on a day.

    Attributes:
        person: What is held to be so of the person.
        history: What happened by the day asked about.
        frozen_on: The day whose law counts for everything; None for each rule by its own dates.
        equated: Days on a par with public holidays.
    """

    person: Person
    history: History
    frozen_on: date | None
    equated: frozenset[date]

    @property
    def day(self) -> date:
        """The day asked about."""
        return self.history.day

    def version_on(self, versions: Sequence[Deadline], day: date) -> Deadline | None:
        """Return the version that counts for what starts on `day`."""
        counts_on = self.frozen_on or day
        return next((each for each in versions if each.in_force(counts_on)), None)


@dataclass(frozen=True, slots=True)
class Applies:
    """Whether a rule applies: yes, no, or not known before one of `missing` is recorded."""

    yes: bool
    missing: tuple[str, ...] = ()


_YES: Final = Applies(yes=True)
_NO: Final = Applies(yes=False)


def applies(rule: Deadline, day: date, stay: h.Stay | None, subject: Subject) -> Applies:
    """Return whether `rule` applies to what starts on `day`.

    Args:
        rule: The rule.
        day: The day from which is counted.
        stay: The detention that it is about, where it is about one.
        subject: Whom it is about.
    """
    for condition in rule.only_if:
        found = _holds(condition, day, subject)
        if found is not _YES:
            return found
    if rule.stay is None:
        return _YES
    return _YES if stay is None else _stays(rule.stay, stay)


def _stays(test: StayTest, stay: h.Stay) -> Applies:
    end = stay.planned if stay.ended is None else stay.ended
    if end is None:
        waits = test.when_unknown is WhenUnknown.WAITS
        return Applies(yes=False, missing=("release-date-planned",)) if waits else _YES
    try:
        if test.longer_than is not None:
            fits = end > add_period(stay.began, test.longer_than)
        elif test.at_least is not None:
            fits = end >= add_period(stay.began, test.at_least)
        else:
            fits = test.at_most is not None and end <= add_period(stay.began, test.at_most)
    except DayBeyondCalendar:
        fits = test.at_most is not None
    return _YES if fits else _NO


def _holds(condition: OnlyIf, day: date, subject: Subject) -> Applies:
    person = subject.person
    match condition:
        case OnlyIf.BENEFIT_HELD:
            return _YES if _held_before(Need.BENEFIT, day, person) else _NO
        case OnlyIf.HOUSING_HELD:
            return _YES if _held_before(Need.HOUSING, day, person) else _NO
        case OnlyIf.NO_ADDRESS:
            held = person.standing(Need.ADDRESS).held_on(day) is not None
            return _NO if held else _YES
        case OnlyIf.INSURANCE_SUSPENDED:
            return _YES if _is_suspended(day, subject.history) else _NO
        case OnlyIf.MAY_BE_UNDER_27:
            if person.birth_year is None:
                return Applies(yes=False, missing=("person-registered",))
            return _YES if day.year - person.birth_year.value < _TOO_OLD else _NO
        case OnlyIf.NOT_DETAINED:
            return _NO if subject.history.stay_on(day) is not None else _YES
        case _:
            assert_never(condition)


def _held_before(need: Need, day: date, person: Person) -> bool:
    before = day - timedelta(days=1) if day > date.min else day
    return person.standing(need).held_on(before) is not None


def _is_suspended(day: date, history: History) -> bool:
    names = ("insurance-suspended", "insurance-restarted", "insurance-ended")
    earlier = [each for each in history.named(names) if each.day < day]
    return bool(earlier) and earlier[-1].name == names[0]
