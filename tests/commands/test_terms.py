"""The words of the field can be looked up, and the page of them is made from their file."""

from pathlib import Path

import pytest

from commands.glossary import glossary
from projections.vocabulary import vocabulary
from tests.commands.shell import Typing

PAGE = Path(__file__).parent.parent.parent / "docs" / "glossary.md"


def test_an_old_name_leads_to_that_of_now(shell: Typing) -> None:
    answer = shell("terms", "DPAN", "--lang", "nl")

    assert answer.status == 0
    assert answer.out.startswith("Berichtenbox nazorg")
    assert "2018-12-31: Digitaal Platform Aansluiting Nazorg (DPAN)" in answer.out


def test_with_a_day_it_is_called_as_it_was_then(shell: Typing) -> None:
    answer = shell("terms", "BRP", "--on", "2007-06-01", "--lang", "nl")

    assert answer.out.startswith("gemeentelijke basisadministratie (GBA)")


def test_days_that_were_not_checked_are_told_as_such(shell: Typing) -> None:
    assert "(days not checked)" in shell("terms", "CWI").out


def test_all_words_are_listed_without_one(shell: Typing) -> None:
    answer = shell("terms", "--json")

    assert [row["id"] for row in answer.data] == [term.id for term in vocabulary().terms]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("linchpin", "van dit besluit hangen andere zaken af"),
        ("possibly-stuck", "loopt misschien vast"),
        ("uitvoering", "praktijk"),
        ("benefit-granted", "bijstand toegekend"),
        ("bijstand toegekend", "bijstand toegekend"),
    ],
)
def test_statuses_flags_and_types_of_events_are_found_as_well(
    shell: Typing, word: str, expected: str
) -> None:
    answer = shell("terms", word, "--lang", "nl")

    assert answer.status == 0
    assert answer.out.startswith(expected)


def test_a_type_of_event_tells_where_its_fields_are_shown(shell: Typing) -> None:
    out = shell("terms", "benefit-granted", "--lang", "nl").out

    assert "reintegration events show benefit-granted" in out


def test_a_word_that_is_nowhere_is_told_with_what_to_do(shell: Typing) -> None:
    answer = shell("terms", "quux")

    assert answer.status == 5
    assert "CL0603" in answer.err
    assert "lists all words" in answer.err


def test_the_glossary_is_that_of_the_vocabulary() -> None:
    remake = "python -m commands.glossary >docs/glossary.md"

    assert PAGE.read_text("utf-8") == glossary(vocabulary()), f"remake it with: {remake}"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_word_has_its_line(shell: Typing, language: str) -> None:
    out = shell("terms", "--lang", language).out

    for term in vocabulary().terms:
        assert (term.meaning.nl if language == "nl" else term.meaning.en) in out
