"""What has to be applied for before something else can come, and the objection to a refusal.

An advance on a benefit follows from the application for that benefit. When none is under way, the
application comes first; as long as an earlier refusal can be objected to, that is the other way.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.deadlines.computed import DeadlineStatus
from domain.deadlines.of_person import deadlines_of
from domain.needs import Need
from domain.person import Person
from domain.rules import RuleSet
from domain.values import Value, day_of
from ledger.reader import Frame
from projections.case import Case

_FOLLOWS: Final = {Need.ADVANCE: Need.BENEFIT}
"""Needs that are met in answer to an application for another need (Participatiewet art. 52(1))."""

_REFUSAL: Final = {Need.BENEFIT: "benefit-rejected"}
"""The event by which an application for a need is refused."""


class Application(Value):
    """An application that has to be made first.

    Attributes:
        need: What has to be applied for.
        again: Whether an earlier application was refused.
        objection_until: The last day on which to object to that refusal; None when it has passed.
    """

    need: str
    again: bool
    objection_until: date | None


def apply_first(person: Person, need: Need) -> Need | None:
    """Return the need to apply for before `need` can come; None where that has been done."""
    base = _FOLLOWS.get(need)
    return None if base is None or person.standing(base).pending is not None else base


def application_for(need: Need, case: Case, rules: RuleSet, frame: Frame) -> Application:
    """Return what is to be said of an application for `need` that has to be made first."""
    day = day_of(frame.as_of)
    refused = [
        each
        for each in deadlines_of(case.person, case.acts, rules, day, law_on=frame.law_on)
        if each.against == _REFUSAL[need] and "objection-filed" in each.rule.met_by
    ]
    days = [each.due for each in refused if each.status is DeadlineStatus.RUNNING and each.due]
    return Application(need=need, again=bool(refused), objection_until=max(days, default=None))
