"""How one need came to stand where it stands, step by step."""

from datetime import date, timedelta

import pytest

from domain.assessment import assess
from domain.evolve import fold
from domain.history import as_of
from domain.needs import Need
from ledger import Ledger
from projections import need_history
from projections.language import LANGUAGES, Language
from tests.projections.golden import golden
from tests.projections.looking import (
    TODAY,
    case,
    reader,
    rule_set,
)
from tests.projections.review.answers import SEED, history_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_the_steps_of_a_need_read_as_before(article: Ledger, language: Language) -> None:
    found = need_history.render(history_of(article, Need.BENEFIT), language) + "\n"

    assert found == golden(f"history-p-0417-benefit.{language}.txt", found)


@pytest.mark.parametrize(
    ("need", "rules"),
    [(Need.REGISTRATION, SEED), (Need.ID_DOCUMENT, "law"), (Need.BENEFIT, SEED)],
)
def test_the_steps_agree_with_every_single_day_judged_by_itself(
    article: Ledger, need: Need, rules: str
) -> None:
    steps = history_of(article, need, rules=rules).steps
    found = case(article, "p-0417")
    day = date(2006, 9, 25)

    while day <= TODAY:
        person = fold("p-0417", as_of(found.resolved.acts, day))
        expected = assess(person, rule_set(rules), day).needs[need]
        until_now = [step.after for step in steps if step.day <= day]
        if until_now:
            assert (until_now[-1].status, until_now[-1].until) == (expected.status, expected.until)
        else:
            assert expected.status == "unknown"
        day += timedelta(days=1)


def test_each_step_begins_where_the_one_before_it_ended(article: Ledger) -> None:
    steps = history_of(article, Need.REGISTRATION, every_event=True).steps

    states = [(step.before.status, step.after.status) for step in steps]
    assert [before for before, _ in states[1:]] == [after for _, after in states[:-1]]
    assert len([step for step in steps if step.event is not None]) == 23


def test_what_nobody_did_is_told_with_the_rule_that_did_it(article: Ledger) -> None:
    by_time = [step for step in history_of(article, Need.REGISTRATION).steps if step.event is None]

    assert [(step.day, step.after.ended_by) for step in by_time] == [
        (date(2007, 2, 3), "practice-register/absent-longer-than-four-months")
    ]


def test_days_without_rules_are_said_to_have_none(article: Ledger) -> None:
    later_rules = rule_set("law").model_copy(
        update={
            "acts": tuple(
                act.model_copy(
                    update={
                        kind: tuple(
                            rule
                            for rule in getattr(act, kind)
                            if rule.valid_from >= date(2007, 6, 1)
                        )
                        for kind in ("ways", "endings", "interventions", "terms")
                    }
                )
                for act in rule_set("law").acts
            ),
            "digest": "0" * 64,
        }
    )
    looking = reader(article)

    answer = need_history.report(
        case(article, "p-0417"), Need.HOUSING, later_rules, looking.frame, every_event=True
    )

    first = answer.steps[0]
    assert (first.before.status, first.after.status) == (None, None)
    assert "no rules for this day" in need_history.render(answer, "en")
