"""What the next step is of somebody judged under a small rule set: what is called for alone."""

from datetime import date
from typing import Final

import pytest

from domain import events as e
from domain.assessment import Assessment, Moment
from domain.circumstances import Circumstance
from domain.envelope import Act
from domain.needs import Need
from domain.rules import RuleSet, Text
from domain.status import Status
from projections import caseload, caseload_text, status, why, why_text
from projections.applications import Application
from projections.case import institution_of, released_on
from projections.caseload import CaseRow
from projections.month_sheet import month_sheet, render
from tests.domain.acts import act
from tests.domain.assessment.judging import BENEFIT, INCOME, SHELTER, has, judge, lacks
from tests.domain.rule_sets import guard, rule_set, way
from tests.projections.looking import TODAY

MONDAY: Final = date(2026, 3, 2)


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


def test_the_month_marks_a_benefit_beside_an_income_as_not_needed() -> None:
    rules = rule_set(way(BENEFIT))

    beside, alone = (
        advised(rules, met, BENEFIT).model_copy(update={"released_on": TODAY})
        for met in (INCOME, Need.IDENTITY)
    )

    marks = []
    for row in (beside, alone):
        table = render(month_sheet([row], TODAY.replace(day=1), TODAY), "en").splitlines()
        heads = next(line.split() for line in table if "BEN" in line.split())
        cells = next(line for line in table if row.person in line).split()
        marks.append(cells[heads.index("BEN") + 3])
    assert marks == ["-", "o"]


def test_what_bridges_a_need_that_is_not_met_is_advised() -> None:
    rules = rule_set(way(SHELTER), way(Need.DEBT_HELP))

    row = advised(rules, Need.IDENTITY, Need.HOUSING, SHELTER)

    assert (row.next_kind, row.next_need, row.open_basic) == ("step", "shelter", True)


def test_nothing_is_asked_about_a_need_that_is_not_called_for() -> None:
    rules = rule_set(way(SHELTER, guards=(guard(Circumstance.ADDRESS_GIVER),)))

    row = advised(rules, Need.HOUSING, SHELTER)

    assert (row.possibly_stuck, row.next_kind) == (("shelter",), "none")


HELD: Final = e.DetentionStarted(institution="PI Example")


def due_out(
    release_on: str, *acts: Act, begin: e.DetentionStarted = HELD, moment: Moment = Moment.NOW
) -> Assessment:
    """Judge on 2 March 2026 somebody of whom a release is planned, under one way to help."""
    planned = e.ReleaseDatePlanned(release_on=date.fromisoformat(release_on))
    recorded = [act(begin, "2026-01-01"), act(planned, "2026-01-02", position=2), *acts]
    rules = rule_set(way(Need.DEBT_HELP))
    return judge(rules, [*recorded, *lacks(Need.DEBT_HELP)], moment=moment)


def row_after(judged: Assessment) -> CaseRow:
    state, explained = status.report(judged, findings=0), why.report(judged)
    asked = institution_of(judged)
    return caseload.row(state, explained, None, (), released_on(judged), apply_for, asked)


def test_after_a_planned_release_the_institution_is_asked_before_all_else() -> None:
    row = row_after(due_out("2026-03-01"))

    assert (row.next_kind, row.next_need) == ("release", None)
    assert row.next_who == Text(nl="PI Example", en="PI Example")
    (listed,) = caseload.report([row], day=MONDAY).rows
    assert listed.act_by == MONDAY
    told = caseload_text.render(caseload.report([row], day=MONDAY), "en")
    assert "ask PI Example whether the person is free" in " ".join(told.split())


def test_an_institution_without_a_name_is_asked_too() -> None:
    row = row_after(due_out("2026-03-01", begin=e.DetentionStarted()))

    assert row.next_who == Text(nl="de inrichting", en="the institution")


def test_a_release_of_today_or_one_that_is_recorded_asks_nothing() -> None:
    freed = act(e.PersonReleased(), "2026-03-01", position=3)

    for judged in (due_out("2026-03-02"), due_out("2026-03-01", freed)):
        row = row_after(judged)
        assert (row.next_kind, row.next_need) == ("step", "debt_help")
        assert "nothing recorded" not in status.render(status.report(judged, findings=0), "en")


def test_the_month_tells_of_a_plan_that_has_passed_and_not_of_a_release() -> None:
    row = row_after(due_out("2026-03-01"))

    sheet = month_sheet([row], date(2026, 3, 1), MONDAY)

    assert [each.released for each in sheet.rows] == [False]
    text = " ".join(render(sheet, "nl").split())
    assert "was gepland zo 1 mrt 2026" in text
    assert "vrijlating was gepland op zo 1 mrt 2026; daarna is niets vastgelegd" in text
    assert "vraag PI Example of de betrokkene vrij is" in text


def test_who_was_released_without_a_recorded_detention_is_told_to_be_free_since_then() -> None:
    judged = judge(rule_set(way(Need.DEBT_HELP)), [act(e.PersonReleased(), "2026-02-20")])

    state = status.report(judged, findings=0)

    assert state.released_on == row_after(judged).released_on == date(2026, 2, 20)
    assert "released Fri 20 Feb 2026" in status.render(state, "en")


def test_of_whom_no_detention_is_recorded_the_planned_release_is_listed() -> None:
    planned = e.ReleaseDatePlanned(release_on=date(2026, 3, 1))
    row = row_after(judge(rule_set(way(Need.DEBT_HELP)), [act(planned, "2026-01-02")]))

    told = caseload_text.render(caseload.report([row], day=MONDAY), "en")

    assert row.next_kind == "release"
    assert "was planned Sun 1 Mar 2026" in told


def test_of_whom_no_detention_is_recorded_the_release_to_come_is_found() -> None:
    planned = e.ReleaseDatePlanned(release_on=date(2026, 3, 20))
    row = row_after(judge(rule_set(way(Need.DEBT_HELP)), [act(planned, "2026-01-02")]))

    found = [
        len(caseload.report([row], day=MONDAY, releasing_by=date(2026, 3, last)).rows)
        for last in (19, 20)
    ]

    assert found == [0, 1]


@pytest.mark.parametrize("moment", list(Moment))
def test_state_and_explanation_say_that_nothing_is_recorded_since_a_planned_release(
    moment: Moment,
) -> None:
    judged = due_out("2026-03-01", moment=moment)
    expected = "release was planned for Sun 1 Mar 2026, nothing recorded since: ask"

    explained = " ".join(why_text.render(why.report(judged), "en").split())
    state = status.render(status.report(due_out("2026-03-01"), findings=0), "en")

    assert expected in explained
    assert expected in " ".join(state.split())


@pytest.mark.parametrize(("settles_in", "is_remarked"), [("Tilburg", True), ("breda", False)])
def test_who_is_registered_elsewhere_than_where_he_settles_is_told_to_check(
    settles_in: str, *, is_remarked: bool
) -> None:
    recorded = [
        act(e.Registered(municipality="Breda"), "2026-01-01"),
        act(e.SettlementIntentionDeclared(municipality=settles_in), "2026-01-02", position=2),
    ]

    explained = why.report(judge(rule_set(way(Need.DEBT_HELP)), recorded))

    text = " ".join(why_text.render(explained, "en").split())
    assert ("Registered in Breda, and settles in Tilburg" in text) is is_remarked
