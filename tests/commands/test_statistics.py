"""The figures at the command line: with their definitions, and nobody recognisable in them."""

import json
from datetime import date
from pathlib import Path

import pytest

from domain import events as e
from domain.statistics.figures import Dimension, Figure
from domain.statistics.files import PersonFile
from projections.language import LANGUAGES, Language, sentences
from projections.statistics import Statistics, Wanted, count, report
from projections.statistics_text import render
from tests.commands.shell import Typing
from tests.domain.acts import act
from tests.domain.statistics.cases import stay


def people(number: int, returning: int, *, women: int = 0) -> list[PersonFile]:
    """Persons released on one day, of whom some are detained again within the year."""
    files = []
    for each in range(number):
        steps = [
            (e.PersonRegistered(sex="female" if each < women else "male"), "2007-01-01"),
            *stay("2007-01-01", "2007-03-31"),
        ]
        if each < returning:
            steps.append((e.ReDetained(), "2007-06-01"))
        acts = [act(step[0], step[1], position=place) for place, step in enumerate(steps, 1)]
        files.append(PersonFile(f"p-{each}", acts, date(2012, 1, 1)))
    return files


def figures(files: list[PersonFile], by: Dimension | None = None) -> Statistics:
    wanted = Wanted(figures=(Figure.RETURN_WITHIN_ONE,), by=by)
    return report(count(files, wanted), wanted)


def test_a_share_comes_with_its_cases_and_interval() -> None:
    (row,) = figures(people(100, 40)).rows

    assert (row.cases, row.count, row.share) == (100, 40, 0.4)
    assert row.low is not None
    assert row.high is not None
    assert row.low < 0.4 < row.high


def test_a_small_number_is_left_out_with_all_that_would_let_one_compute_it() -> None:
    (row,) = figures(people(100, 4)).rows

    assert row.suppressed
    assert (row.cases, row.count, row.share, row.low, row.high) == (None,) * 5


def test_a_small_group_takes_another_with_it() -> None:
    rows = figures(people(100, 40, women=6), Dimension.SEX).rows

    assert [(row.group, row.suppressed) for row in rows] == [
        (None, False),
        ("female", True),
        ("male", True),
    ]


def test_no_figure_about_five_persons_is_shown(june: Typing) -> None:
    rows = june("stats", "--json").data["rows"]

    assert rows
    assert all(row["suppressed"] for row in rows if row["figure"] != "data-refusal-ground")
    assert all((row["count"] or 0) == 0 for row in rows)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_figures_of_too_few_cases_are_named_together_and_defined_no_more(
    june: Typing, language: str
) -> None:
    text = june("stats", "--lang", language).out
    sentence = {"en": "Too few cases to show", "nl": "Te weinig gevallen om"}[language]

    assert text.count(sentence) == 1
    assert "too few to show" not in text
    assert "te weinig om te tonen" not in text
    assert {"en": "; Debts; ", "nl": "; Schulden; "}[language] in " ".join(text.split())


def test_all_persons_are_written_to_the_access_log(june: Typing, tmp_path: Path) -> None:
    june("stats", "--figure", "debts")

    logged = (tmp_path / "reintegration.db.access.jsonl").read_text().splitlines()
    subjects = {subject for line in logged for subject in json.loads(line)["subjects"]}
    assert {"p-0417", "p-0418", "p-0421", "p-0422", "p-0423"} <= subjects


def test_a_period_that_ends_before_it_begins_is_refused(june: Typing) -> None:
    answer = june("stats", "--from", "2007-06-01", "--to", "2007-01-01")

    assert answer.status == 2
    assert "CL0810" in answer.err


def test_a_figure_that_there_is_not_is_refused_with_those_there_are(june: Typing) -> None:
    answer = june("stats", "--figure", "happiness")

    assert answer.status == 2
    assert "notice-late" in answer.err


def test_the_rows_can_be_had_as_csv(june: Typing) -> None:
    answer = june("stats", "--csv", "--figure", "debts")

    assert answer.out.splitlines()[0].startswith("figure,part,by,group,suppressed,cases")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_a_name_and_says_what_it_counts(language: Language) -> None:
    said = sentences(language)

    for figure in Figure:
        assert f"figure.{figure}" in said
        assert said[f"figure_means.{figure}"].endswith(".")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_reads_name_definition_and_numbers(language: Language) -> None:
    text = render(figures(people(100, 40, women=30), Dimension.SEX), language)

    assert ("40,0%" if language == "nl" else "40.0%") in text
    assert ("vrouwen" if language == "nl" else "women") in text
