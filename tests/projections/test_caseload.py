"""The caseload: by when to act, who comes first, and what the next step asks and brings."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.rules import Text
from domain.status import Status
from ledger import Ledger
from projections import caseload, caseload_text, why, why_text
from projections.caseload import CaseRow
from projections.language import LANGUAGES, Language, day_text
from projections.reading import case_rows
from tests.projections.looking import TODAY, assessed, reader, rule_set

RELEASE = date(2007, 7, 3)


def row_of(ledger: Ledger, whose: str, rules: str = "seed-2007", **other: Any) -> CaseRow:
    """Return the row of a person of the article on 18 June 2007, changed in some respects."""
    rows = {row.person: row for row in case_rows(reader(ledger), rule_set(rules), TODAY)}
    return rows[whose].model_copy(update=other)


def detained(ledger: Ledger, name: str, **other: Any) -> CaseRow:
    """Return somebody who will be released and can take a step that lasts, at once."""
    plain: dict[str, Any] = {"stuck_at_release": (), "next_until_release": False}
    return row_of(ledger, "p-0421", person=name, next_days_ahead=1, **(plain | other))


def order(*rows: CaseRow, day: date = TODAY) -> list[str]:
    return [row.person for row in caseload.report(rows, day=day).rows]


def test_who_is_detained_acts_so_that_the_step_still_works_before_release(article: Ledger) -> None:
    row = row_of(article, "p-0421")

    assert (row.next_lead_days, row.next_days_ahead, row.next_until_release) == (7, 8, True)
    assert caseload.act_by(row, TODAY) == date(2007, 6, 25)


def test_a_day_without_an_office_is_no_last_day(article: Ledger) -> None:
    monday = detained(article, "p", release_on=date(2007, 7, 2))
    after_a_bridge = frozenset({date(2007, 6, 29)})

    assert caseload.act_by(monday, TODAY) == date(2007, 6, 29)
    assert caseload.act_by(monday, TODAY, after_a_bridge) == date(2007, 6, 28)


def test_what_should_have_been_begun_asks_for_today(article: Ledger) -> None:
    late = detained(article, "p", release_on=TODAY + timedelta(days=1))

    assert caseload.act_by(late, TODAY) == TODAY


def test_a_decision_is_due_on_its_day_and_overdue_after_it(article: Ledger) -> None:
    row = row_of(article, "p-0422")
    due = date(2007, 8, 6)

    in_time, late = (caseload.report([row], day=day).rows[0] for day in (due, date(2007, 8, 7)))

    assert (in_time.act_by, in_time.overdue) == (due, False)
    assert (late.act_by, late.overdue) == (due, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overdue_decision_is_marked(article: Ledger, language: Language) -> None:
    answer = caseload.report([row_of(article, "p-0422")], day=date(2007, 8, 7))

    text = caseload_text.render(answer, language)
    mark = {"nl": "TE LAAT", "en": "OVERDUE"}[language]
    assert f"{day_text(date(2007, 8, 6), language)}, {mark}" in text


def test_in_a_group_who_has_to_act_first_comes_first(article: Ledger) -> None:
    soon = detained(article, "p-b", release_on=RELEASE)
    later = detained(article, "p-a", release_on=RELEASE + timedelta(weeks=2))
    stuck = row_of(article, "p-0417", person="p-z")

    assert order(later, soon, stuck) == ["p-z", "p-b", "p-a"]


def test_nobody_is_first_because_a_conduct_certificate_is_not_known(article: Ledger) -> None:
    doubtful = row_of(article, "p-0422", person="p-doubtful", possibly_stuck=("work",))
    doubtful = doubtful.model_copy(update={"next_kind": "ask", "open_basic": False})
    waiting = detained(article, "p-waiting", open_basic=True)

    assert order(doubtful, waiting) == ["p-waiting", "p-doubtful"]


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        (("unknown:employer_found", "cash"), False),
        (("unknown:employer_found", "unknown:dutch_nationality"), True),
    ],
)
def test_a_basic_condition_is_open_on_what_is_worth_asking(
    article: Ledger, missing: tuple[str, ...], *, expected: bool
) -> None:
    from domain.assessment import Moment

    explained = why.report(assessed(article, "p-0417", "seed-2007", moment=Moment.NOW))
    explained = explained.model_copy(update={"missing": {"income": missing}})

    assert caseload.is_open("income", Status.POSSIBLY_STUCK, explained) is expected


def test_after_a_refusal_a_new_application_or_an_objection_comes_before_an_advance(
    article: Ledger,
) -> None:
    row = row_of(article, "p-0417", "law-2007")

    assert (row.next_kind, row.next_need) == ("application", "benefit")
    assert row.next_objection_until == date(2007, 7, 24)
    text = " ".join(caseload_text.render(caseload.report([row], day=TODAY), "nl").split())
    assert "uitkering opnieuw aanvragen (de betrokkene); bezwaar" in text


def test_an_opening_that_frees_one_need_says_that_more_decisions_are_needed(
    article: Ledger,
) -> None:
    row = row_of(article, "p-0417")

    assert (row.next_kind, row.next_frees) == ("opening", ("cash",))
    text = " ".join(caseload_text.render(caseload.report([row], day=TODAY), "en").split())
    assert "frees only money in hand; to free everything takes 2 decisions at least" in text


def test_every_report_gives_the_same_last_day_for_one_act(article: Ledger) -> None:
    from projections import forecast
    from projections.month_sheet import month_sheet
    from tests.projections.looking import case

    rules = rule_set("seed-2007")
    row = row_of(article, "p-0421")
    (listed,) = caseload.report([row], day=TODAY, equated=rules.equated_days).rows
    (on_sheet,) = month_sheet([row], RELEASE.replace(day=1), TODAY, equated=rules.equated_days).rows
    first = why.report(assessed(article, "p-0421", "seed-2007")).steps[0]
    ahead = forecast.report(case(article, "p-0421"), rules, reader(article).frame)
    (door,) = [each for each in ahead.closing if each.rule == first.way]

    assert first.name == row.next_way
    assert {listed.act_by, on_sheet.act_by, first.act_by, door.act_by} == {date(2007, 6, 25)}


def test_what_stays_after_the_release_may_be_begun_a_day_later(article: Ledger) -> None:
    stays = row_of(article, "p-0421", next_days_ahead=7)
    ends = row_of(article, "p-0421", next_days_ahead=8)

    assert caseload.act_by(stays, TODAY) == date(2007, 6, 26)
    assert caseload.act_by(ends, TODAY) == date(2007, 6, 25)


def test_who_is_free_is_listed_with_the_day_of_the_release_that_was(article: Ledger) -> None:
    free = row_of(article, "p-0417", release_on=date(2007, 5, 9), released_on=date(2007, 6, 1))

    text = caseload_text.render(caseload.report([free], day=TODAY), "nl")

    assert "vr 1 jun 2007" in text
    assert "9 mei 2007" not in text


def test_a_planned_release_that_has_passed_is_told_as_a_plan(article: Ledger) -> None:
    late = detained(article, "p", release_on=date(2007, 6, 12))

    text = caseload_text.render(caseload.report([late], day=TODAY), "en")

    assert "was planned Tue 12 Jun 2007" in text


def test_who_is_to_be_released_soonest_comes_first_and_then_who_was_released_last(
    article: Ledger,
) -> None:
    soon = detained(article, "p-soon", release_on=TODAY + timedelta(days=1))
    sooner = detained(article, "p-sooner", release_on=TODAY)
    free = row_of(article, "p-0421", person="p-free", phase="released", stuck_at_release=())
    lately = free.model_copy(update={"released_on": date(2007, 6, 15)})
    long_ago = free.model_copy(update={"person": "p-long-ago", "released_on": date(2005, 1, 1)})

    assert order(long_ago, lately, soon, sooner) == ["p-sooner", "p-soon", "p-free", "p-long-ago"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_an_overdue_decision_one_asks_where_it_is(article: Ledger, language: Language) -> None:
    answer = caseload.report([row_of(article, "p-0422")], day=date(2007, 8, 7))

    text = " ".join(caseload_text.render(answer, language).split())
    expected = {"nl": "waar het besluit blijft: uitkering", "en": "the decision on benefit is"}
    assert expected[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_explanation_gives_the_day_of_a_decision_that_the_caseload_gives(
    article: Ledger, language: Language
) -> None:
    row = row_of(article, "p-0422")
    due = date(2007, 8, 6)

    for day, is_late in ((TODAY, False), (date(2007, 8, 7), True)):
        explained = why.report(assessed(article, "p-0422", "seed-2007", as_of=day))
        text = " ".join(why_text.render(explained, language).split())

        assert explained.decide_by == {"benefit": due}
        assert caseload.act_by(row, day) == due
        told = caseload_text.act_by_text(due, language, overdue=is_late)
        assert f"{told})" in text


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nl", "zorg nu al aanvragen, voor na de vrijlating (het"), ("en", "apply for care already")],
)
def test_what_is_applied_for_ahead_is_named_once_where_way_and_need_are_called_alike(
    article: Ledger, language: Language, expected: str
) -> None:
    name = Text(nl="Zorg", en="Care")
    who = Text(nl="het zorgkantoor", en="the care office")
    row = detained(article, "p", next_kind="ahead", next_need="care", next_way=name, next_who=who)

    text = " ".join(caseload_text.render(caseload.report([row], day=TODAY), language).split())

    assert expected in text
    assert name.in_language(language) not in text
