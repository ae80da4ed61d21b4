"""What the next step is of somebody judged under a small rule set: what is called for alone."""

import pytest

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import RuleSet
from domain.status import Status
from projections import caseload, status, why
from projections.applications import Application
from projections.caseload import CaseRow
from projections.month_sheet import month_sheet
from tests.domain.assessment.judging import BENEFIT, INCOME, SHELTER, has, judge, lacks
from tests.domain.rule_sets import guard, rule_set, way
from tests.projections.looking import TODAY


def apply_for(need: Need) -> Application:
    return Application(need=need, again=False, objection_until=None)


def advised(rules: RuleSet, met: Need, *unmet: Need) -> CaseRow:
    """Return the row of somebody who has one need met and some not."""
    judged = judge(rules, [*has(met), *lacks(*unmet)])
    state, explained = status.report(judged, findings=0), why.report(judged)
    return caseload.row(state, explained, None, (), None, apply_for)


@pytest.mark.parametrize(
    ("met", "stand_in"),
    [
        (BENEFIT, Need.ADVANCE),
        (INCOME, Need.ADVANCE),
        (INCOME, BENEFIT),
        (Need.HOUSING, SHELTER),
    ],
)
def test_nobody_is_advised_to_ask_for_what_would_bridge_a_need_that_is_met(
    met: Need, stand_in: Need
) -> None:
    rules = rule_set(way(stand_in), way(Need.DEBT_HELP))

    row = advised(rules, met, stand_in, Need.DEBT_HELP)

    assert row.statuses[stand_in] == Status.READY
    assert (row.next_kind, row.next_need) == ("step", "debt_help")
    assert not advised(rules, met, stand_in).open_basic
    on_sheet = row.model_copy(update={"released_on": TODAY})
    (listed,) = month_sheet([on_sheet], TODAY.replace(day=1), TODAY).rows
    assert stand_in not in listed.open


def test_what_bridges_a_need_that_is_not_met_is_advised() -> None:
    rules = rule_set(way(SHELTER), way(Need.DEBT_HELP))

    row = advised(rules, Need.IDENTITY, Need.HOUSING, SHELTER)

    assert (row.next_kind, row.next_need, row.open_basic) == ("step", "shelter", True)


def test_nothing_is_asked_about_a_need_that_is_not_called_for() -> None:
    rules = rule_set(way(SHELTER, guards=(guard(Circumstance.ADDRESS_GIVER),)))

    row = advised(rules, Need.HOUSING, SHELTER)

    assert (row.possibly_stuck, row.next_kind) == (("shelter",), "none")
