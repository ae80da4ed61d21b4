"""All deadlines of one person, or of one agreement, by a rule set, on a day.

    for each in deadlines_of(person, acts, rules, day):
        print(each.rule.code, each.due, each.status)

The same acts give the same deadlines, in whatever order they were recorded: they are counted anew
from what is known, so a correction of what they count from changes them with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from domain.deadlines.computed import NOT_DONE, Computed
from domain.deadlines.counting import of_rule
from domain.deadlines.happenings import history_of
from domain.deadlines.rule import Deadline
from domain.deadlines.subject import Subject
from domain.envelope import Act
from domain.person import Person
from domain.rules import RuleSet


def deadlines_of(
    person: Person, acts: Sequence[Act], rules: RuleSet, day: date, *, law_on: date | None = None
) -> tuple[Computed, ...]:
    """Return the deadlines of a person, in order of their codes.

    Args:
        person: What is held to be so of the person on `day`.
        acts: The acts that had taken place by `day`, corrected and in order.
        rules: The rules. What starts a term is judged by the version in force on its own day.
        day: The day asked about, in the Netherlands.
        law_on: The day whose law counts for everything; None for each rule by its own dates.
    """
    subject = Subject(
        person=person,
        history=history_of(acts, day),
        frozen_on=rules.frozen_on or law_on,
        equated=rules.equated_days,
    )
    found = [each for versions in _by_rule(rules) for each in of_rule(versions, subject)]
    return tuple(sorted((each for each in found if _has_cause(each, found)), key=_order))


def _has_cause(each: Computed, found: Sequence[Computed]) -> bool:
    """Return whether nothing has to be overdue before it, or something was when it began."""
    cause, began = each.rule.once_overdue, each.base_day
    return cause is None or any(
        other.rule.id == cause
        and other.status in NOT_DONE
        and began is not None
        and other.due is not None
        and other.due < began
        and (other.met_on is None or began <= other.met_on)
        for other in found
    )


def _order(each: Computed) -> tuple[str, str, date, int]:
    return each.rule.code, each.rule.id, each.base_day or date.max, each.number


@lru_cache(maxsize=16)
def _by_rule(rules: RuleSet) -> tuple[tuple[Deadline, ...], ...]:
    ordered = sorted(rules.deadlines, key=lambda each: (each.id, each.valid_from))
    return tuple(tuple(group) for _, group in groupby(ordered, key=lambda each: each.id))
