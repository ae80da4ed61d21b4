"""By when the next step on an application is due, by one term of the law."""

from __future__ import annotations

from datetime import date

from domain.dates import add_period
from domain.rules import Period, Rounding, Term
from domain.standing import Pending
from domain.working_days import next_working_day


def due_by(term: Term, pending: Pending, day: date, equated: frozenset[date]) -> date:
    """Return the last day of a term that began with the step that `pending` is at.

    What it stood still until `day` comes on top (Awb art. 4:15). A later day that the authority
    named before the term was over counts instead, as far as the law lets it (4:14).

    Args:
        term: The term.
        pending: The application.
        day: The day asked about, in the Netherlands.
        equated: Days on a par with public holidays.

    Raises:
        DayBeyondCalendar: It lies after the year 9999.
    """
    stopped = pending.suspended_until(day) if term.suspended_by is not None else 0
    plain = add_period(add_period(pending.step_on, term.period), Period(days=stopped))
    due = _rounded(plain, term, equated)
    if term.extended_by is None:
        return due
    most = date.max
    if term.extension is not None:
        most = _rounded(add_period(plain, term.extension), term, equated)
    for each in pending.extensions:
        if each.on <= due:
            due = max(due, min(each.until, most))
    return due


def _rounded(day: date, term: Term, equated: frozenset[date]) -> date:
    return next_working_day(day, equated) if term.rounding is Rounding.NEXT_WORKING_DAY else day
