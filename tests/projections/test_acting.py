"""By when to act: what can be begun before a release, and how long before it."""

from datetime import date

import pytest

from domain import events as e
from domain.circumstances import Circumstance
from domain.links import ClosedBy, Link
from domain.needs import Need
from domain.rules import Guard, LeadTime, Period, Way, Window
from projections import acting, why
from tests.domain.acts import act
from tests.domain.assessment.judging import ADDRESS, BENEFIT, ID, STARTED, judge, lacks
from tests.domain.rule_sets import rule_set, way

RELEASE = date(2026, 5, 12)
DETAINED = [
    act(STARTED, "2026-01-10", position=1),
    act(e.ReleaseDatePlanned(release_on=RELEASE), "2026-01-11", position=2),
]


def asks(holds: bool, window: Window) -> Guard:  # noqa: FBT001 - what a guard asks
    return Guard(circumstance=Circumstance.DETAINED, holds=holds, window=window)


def takes(days: int, of: Way) -> Way:
    """Return a way with a lead time of so many days."""
    return of.model_copy(update={"lead": LeadTime(typical=Period(days=days))})


@pytest.mark.parametrize(
    ("guards", "lead_days", "expected"),
    [
        ((), 7, 7),
        ((asks(holds=False, window=Window.WHILE),), 7, 7),
        ((asks(holds=True, window=Window.WHILE),), 7, 8),
        ((asks(holds=True, window=Window.START),), 7, 7),
        ((asks(holds=True, window=Window.START),), 0, 1),
    ],
)
def test_a_step_begins_so_many_days_before_the_release(
    guards: tuple[Guard, ...], lead_days: int, expected: int
) -> None:
    assert acting.days_ahead(way(BENEFIT, guards=guards), lead_days) == expected


def test_what_should_have_begun_asks_for_today_and_a_closed_day_for_the_one_before() -> None:
    today = date(2026, 5, 4)
    friday = date(2026, 5, 8)

    assert acting.act_by(RELEASE, 30, today) == today
    assert acting.act_by(RELEASE, 2, today) == friday
    assert acting.act_by(RELEASE, 2, today, frozenset({friday})) == date(2026, 5, 7)


def test_what_only_waits_for_the_release_may_begin_inside() -> None:
    lasting = asks(holds=False, window=Window.WHILE)
    at_start = asks(holds=False, window=Window.START)
    benefit = way(BENEFIT, ID, guards=(lasting,))
    waits, start = ClosedBy(lasting, value=True), ClosedBy(at_start, value=True)

    def link(missing: tuple[Need, ...], *closed: ClosedBy) -> Link:
        return Link(benefit, (ID,), missing, closed)

    assert acting.may_begin_inside(link((), waits))
    assert not acting.may_begin_inside(link((), waits, start))
    assert not acting.may_begin_inside(link((ID,), waits))
    assert not acting.may_begin_inside(link(()))


def test_what_works_from_the_release_on_is_told_with_the_day_by_which_to_apply_for_it() -> None:
    lasting = way(BENEFIT, guards=(asks(holds=False, window=Window.WHILE),))
    rules = rule_set(
        takes(14, lasting),
        takes(14, way(ADDRESS, guards=(asks(holds=False, window=Window.START),))),
    )

    answer = why.report(judge(rules, [*DETAINED, *lacks(BENEFIT, ADDRESS)]))

    assert answer.not_yet == (ADDRESS, BENEFIT)
    assert [(step.need, step.act_by) for step in answer.ahead] == [(BENEFIT, date(2026, 4, 28))]
