"""What is to be expected at release, by the day on which it comes: as a plain model."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain import release_days as domain_release_days
from domain.rules import RuleSet
from domain.timed.outcomes import Word
from domain.values import Value, day_of
from ledger.reader import Frame
from ledger.rulebook import rules_in_force
from projections.case import Case


class StretchRow(Value):
    """Days in a row of which the same is said of a need, should the release come on one of them.

    `certain` tells whether it is said however the unknown is read.
    """

    first: date
    last: date
    days: int
    word: Word
    certain: bool


class StuckRow(Value):
    """Days of release in a row on which the same needs will be stuck if nobody acts before.

    Of `possibly` what is not known decides whether they are.
    """

    first: date
    last: date
    days: int
    needs: tuple[str, ...]
    possibly: tuple[str, ...]


class NeedRow(Value):
    """A need, and what is said of it; together the stretches are all days asked about.

    Attributes:
        need: The need.
        known: Whether any act speaks of it.
        without_rules: Whether the rule set says nothing of it.
        stretches: What is said, in the order of the days.
    """

    need: str
    known: bool
    without_rules: bool
    stretches: tuple[StretchRow, ...]


class ReleaseDaysReport(Value):
    """What is said of the day of release, for each day from `first` through `last`.

    The stretches of `stuck` are together all days too.
    """

    person: str
    day: date
    first: date
    last: date
    needs: tuple[NeedRow, ...]
    stuck: tuple[StuckRow, ...]
    rules: str
    law_day: date

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON values."""
        return self.model_dump(mode="json")


def report(case: Case, rules: RuleSet, frame: Frame, first: date, last: date) -> ReleaseDaysReport:
    """Return what a forecast says of the day of release, for each day on which it may come.

    Args:
        case: The person in `frame`.
        rules: The rule set.
        frame: The day from which is looked ahead, and the law.
        first: The first day on which the release may come.
        last: The last one, not before the first.

    Raises:
        RuleSetNotInForce: The rule set has no rules for the day of the frame.
        DayOutsideForecast: The first day lies before that of the frame.
        TooManyReleaseDays: There are more days than are looked at in one answer.
    """
    day = day_of(frame.as_of)
    rules_in_force(rules, frame.law_on or day)
    found = domain_release_days.release_days(
        case.person, rules, day, first, last, law_on=frame.law_on
    )
    return ReleaseDaysReport(
        person=found.person,
        day=day,
        first=first,
        last=last,
        needs=tuple(
            NeedRow(
                need=need,
                known=need not in found.unknown_needs,
                without_rules=need not in rules.needs,
                stretches=tuple(
                    StretchRow(
                        first=each.first,
                        last=each.last,
                        days=days_from(each.first, each.last),
                        word=each.word,
                        certain=each.is_certain,
                    )
                    for each in stretches
                ),
            )
            for need, stretches in found.needs.items()
        ),
        stuck=tuple(
            StuckRow(
                first=each.first,
                last=each.last,
                days=days_from(each.first, each.last),
                needs=each.needs,
                possibly=each.possibly,
            )
            for each in found.stuck
        ),
        rules=rules.name,
        law_day=rules.day_of_law(frame.law_on or day),
    )


def days_from(first: date, last: date) -> int:
    """Return how many days there are from `first` through `last`."""
    return (last - first).days + 1
