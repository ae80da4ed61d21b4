"""The file for review: everything recorded, each decision with where things stood, and proof."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from domain import events as e
from domain.envelope import CorrectionKind
from domain.events import EventCorrected, EventRetracted, EventRetractionProposed
from domain.events.corrections import CorrectionReason
from domain.needs import Need
from ledger import Ledger, create_ledger
from projections.documents import (
    as_html,
    as_markdown,
)
from projections.dossier_text import document
from projections.language import LANGUAGES, Language
from tests.ledger.making import draft, key_path, standing
from tests.projections.golden import golden
from tests.projections.looking import (
    NOW,
    fill_with_article,
    reader,
)
from tests.projections.review.answers import (
    dossier_of,
)
from tests.projections.review.changes import about

each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Ledger]:
    """The article's persons: one decision moved twice, the last time to a day to come, one gone."""
    with create_ledger(
        tmp_path / "moved.ledger", keys=key_path(tmp_path), clock=standing(NOW), rehearsal=True
    ) as ledger:
        fill_with_article(ledger)
        reason = CorrectionReason.NEVER_HAPPENED
        kind = CorrectionKind.RETRACTION
        moves = [
            EventCorrected(reason=CorrectionReason.TYPING_ERROR, occurred_on="2007-06-11"),
            EventCorrected(reason=CorrectionReason.LATE_INFORMATION, occurred_on="2007-07-06"),
        ]
        ledger.append(
            [
                *(
                    about(ledger, f"c-{n}", "p-0417-22", move, CorrectionKind.ERROR, NOW)
                    for n, move in enumerate(moves, 1)
                ),
                about(
                    *(ledger, "r-1", "p-0417-23", EventRetractionProposed(reason=reason)),
                    *(kind, NOW),
                    actor="u-31",
                    recorded_by="a-31",
                ),
                about(
                    *(ledger, "r-2", "p-0417-23", EventRetracted(reason=reason), kind, NOW),
                    actor="u-44",
                    recorded_by="a-44",
                    causation="r-1",
                ),
            ]
        )
        yield ledger


@each_language
def test_the_file_for_review_reads_as_before(article: Ledger, language: Language) -> None:
    page = document(dossier_of(article), language)
    html, markdown = as_html(page), as_markdown(page)

    assert html == golden(f"dossier-p-0418-seed-2007.{language}.html", html)
    assert markdown == golden(f"dossier-p-0418-seed-2007.{language}.md", markdown)


def test_a_decision_is_told_with_where_its_needs_stood_by_what_was_recorded_before_it(
    article: Ledger,
) -> None:
    decisions = {each.event.event_id: each for each in dossier_of(article, "p-0417").decisions}

    before = {need.need: need.status for need in decisions["p-0417-22"].before}
    assert before["benefit"] == "pending"
    assert decisions["p-0417-22"].event.actor == "u-44"


def test_a_decision_of_any_authority_and_one_that_was_revised_stand_in_the_file(
    moved: Ledger,
) -> None:
    bodies = (
        e.DebtHelpRefused(reason=e.DebtHelpRefusal.OTHER),
        e.DecisionRevised(need=Need.BENEFIT, outcome=e.RevisedOutcome.GRANTED),
        e.DebtRestructuringAdmitted(first_instalment_on=date(2007, 7, 1)),
        e.DebtHelpRequested(),
    )
    moved.append(
        draft(f"d-{n}", "person:p-0417", body, NOW, occurred_on=date(2007, 6, 18))
        for n, body in enumerate(bodies)
    )

    decisions = {each.event.event_id: each for each in dossier_of(moved, "p-0417").decisions}

    assert {"d-0", "d-1", "d-2"} == {name for name in decisions if name.startswith("d-")}
    before = {name: [each.need for each in decisions[name].before] for name in ("d-0", "d-1")}
    assert before == {"d-0": ["debt_help"], "d-1": ["benefit"]}


def test_a_decision_is_told_with_the_rules_of_its_own_day_and_the_file_with_what_they_say(
    article: Ledger,
) -> None:
    answer = dossier_of(article, "p-0417", "law")

    decisions = {each.event.event_id: each for each in answer.decisions}
    rules = {(each.id, each.valid_from): each for each in answer.rules}

    [granted, rejected] = [
        {rule.id: rule.valid_from for rule in decisions[name].rules}
        for name in ("p-0417-04", "p-0417-22")
    ]
    assert granted["wwb/general-assistance"] == rejected["wwb/general-assistance"]
    assert all(
        (rule.id, rule.valid_from) in rules for row in decisions.values() for rule in row.rules
    )
    for name, decision in decisions.items():
        for rule in decision.rules:
            version = rules[rule.id, rule.valid_from]
            day = date.fromisoformat(decision.event.occurred_on)
            assert version.valid_from <= day <= (version.valid_to or date.max), name


def test_a_frozen_rule_set_tells_of_a_decision_only_rules_that_had_begun(article: Ledger) -> None:
    answer = dossier_of(article, "p-0418", "seed-2007")

    begun = {
        each.event.event_id: [str(rule.valid_from) <= each.event.occurred_on for rule in each.rules]
        for each in answer.decisions
    }

    assert begun["p-0418-01"] == []
    assert begun["p-0418-24"] != []
    assert all(all(each) for each in begun.values())


def test_every_recorded_event_stands_once_in_the_timeline_of_the_file(moved: Ledger) -> None:
    answer = dossier_of(moved, "p-0417")

    recorded = [act.envelope.event_id for act in reader(moved).acts("p-0417")]
    assert sorted(recorded) == sorted(entry.event_id for entry in answer.timeline.entries)


def test_a_decision_moved_to_a_day_to_come_or_retracted_stays_and_is_marked(
    moved: Ledger,
) -> None:
    before = [each.event.event_id for each in dossier_of(moved, "p-0418").decisions]
    answer = dossier_of(moved, "p-0417")

    marks = {
        each.event.event_id: (each.after_day, each.event.retracted) for each in answer.decisions
    }
    assert before
    assert marks["p-0417-22"] == (True, False)
    assert marks["p-0417-23"] == (False, True)
    markdown = as_markdown(document(answer, "en"))
    later = "recorded as Tue 12 Jun 2007; now read as Fri 6 Jul 2007, after the day of this file"
    told = [line for line in markdown.splitlines() if line.endswith("| p-0417-22 |")]
    assert len(told) == 2
    assert all(later in line for line in told)
    gone = [line for line in markdown.splitlines() if line.endswith("| p-0417-23 |")]
    assert len(gone) == 2
    assert all("retracted" in line for line in gone)


def test_every_correction_is_told_with_what_it_changed_itself_and_why(moved: Ledger) -> None:
    rows = {each.event.event_id: each for each in dossier_of(moved, "p-0417").corrections}

    told = {
        name: (row.reason, row.effect, [(c.field, c.before, c.now) for c in row.changes])
        for name, row in rows.items()
    }
    assert told == {
        "c-1": ("typing-error", "changed", [("occurred_on", "2007-06-12", "2007-06-11")]),
        "c-2": ("late-information", "changed", [("occurred_on", "2007-06-11", "2007-07-06")]),
        "r-1": ("never-happened", "proposed", []),
        "r-2": ("never-happened", "retracted", []),
    }


def test_the_file_tells_which_deadlines_were_met_and_missed_in_order_of_their_days(
    article: Ledger,
) -> None:
    answer = dossier_of(article, "p-0417")

    markdown = as_markdown(document(answer, "en"))

    days = [row.due for row in answer.deadlines]
    assert days == sorted(day for day in days if day is not None)
    assert {"met", "overdue", "running"} <= {row.status for row in answer.deadlines}
    assert not {"void", "not-computable"} & {row.status for row in answer.deadlines}
    lines = markdown.split("## Deadlines met and missed")[1].split("## ")[0].splitlines()
    [late] = [line for line in lines if "D07 Declaration of address after release" in line]
    assert late.startswith("| Wed 6 Jun 2007 | OVERDUE |  | D07 ")
    assert "the person | by: Wgba 65(1) en 66, in force from Tue 1 Jan 2002 (statutory) |" in late
    assert late.endswith("| p-0417-17 |")


@pytest.mark.parametrize(
    ("language", "reason"), [("en", "late information"), ("nl", "nagekomen gegeven")]
)
def test_the_reason_of_a_correction_is_told_in_words(
    moved: Ledger, language: Language, reason: str
) -> None:
    markdown = as_markdown(document(dossier_of(moved, "p-0417"), language))

    assert f"| p-0417-22 | {reason} |" in markdown


def test_a_retraction_of_a_correction_tells_what_reads_again_as_before(moved: Ledger) -> None:
    body = EventRetracted(reason=CorrectionReason.WRONG_VALUE)
    moved.append([about(moved, "r-3", "c-2", body, CorrectionKind.RETRACTION, NOW)])

    rows = {each.event.event_id: each for each in dossier_of(moved, "p-0417").corrections}

    [change] = rows["r-3"].changes
    assert rows["c-2"].event.retracted
    assert (change.before, change.now) == ("2007-07-06", "2007-06-11")


def test_the_file_tells_who_typed_it_and_who_proposed_and_approved(moved: Ledger) -> None:
    answer = dossier_of(moved, "p-0417")

    markdown = as_markdown(document(answer, "en"))

    lines = markdown.splitlines()
    [approved] = [line for line in lines if "event-retracted r-2" in line]
    assert re.search(r"proposed by u-31.*account a-31 / approved by u-44.*account a-44", approved)
    decided = [line for line in lines if line.endswith("| p-0417-22 |")]
    [recorded_by] = {row.event.recorded_by for row in answer.decisions}
    assert all(
        f"u-44, sociale-zaken, Tilburg; entered by account {recorded_by}" in line
        for line in decided
    )


def test_a_proposal_that_was_approved_says_by_which_event(moved: Ledger) -> None:
    answer = dossier_of(moved, "p-0417")

    rows = {each.event.event_id: each for each in answer.corrections}
    lines = as_markdown(document(answer, "en")).splitlines()

    [proposed] = [line for line in lines if "event-retraction-proposed r-1" in line]
    assert rows["r-1"].approved_by == "r-2"
    assert "approved by r-2" in proposed
    assert "nothing yet" not in proposed


def test_a_proposal_that_waits_has_changed_nothing_yet(moved: Ledger) -> None:
    body = EventRetractionProposed(reason=CorrectionReason.WRONG_VALUE)
    moved.append([about(moved, "r-3", "c-2", body, CorrectionKind.RETRACTION, NOW)])

    answer = dossier_of(moved, "p-0417")

    rows = {each.event.event_id: each for each in answer.corrections}
    lines = as_markdown(document(answer, "en")).splitlines()
    [proposed] = [line for line in lines if "event-retraction-proposed r-3" in line]
    assert rows["r-3"].approved_by is None
    assert "nothing yet: proposed to be retracted" in proposed


def test_the_file_of_who_is_detained_explains_what_will_be_at_release(article: Ledger) -> None:
    answer = dossier_of(article, "p-0421")

    assert answer.at_release is not None
    assert answer.at_release.moment == "release"
    assert "Explanation at release" in as_markdown(document(answer, "en"))


def test_the_leaves_of_a_person_are_those_of_the_positions_of_the_acts(article: Ledger) -> None:
    looking = reader(article)

    leaves = looking.leaves("p-0417")

    assert [each.position for each in leaves] == [act.position for act in looking.acts("p-0417")]
    assert [each.root for each in leaves] == [
        article.head_at(each.position).root for each in leaves
    ]
    assert len({each.leaf for each in leaves}) == len(leaves)
