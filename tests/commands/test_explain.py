"""Every error that can be met can be looked up, in both languages."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator

import pytest

from commands.explain import catalogue
from commands.failure import UNEXPECTED, USAGE
from domain.errors import Problem
from tests.commands.shell import Typing


def problems() -> list[type[Problem]]:
    """List every class of error that is raised: those that no other class is built on."""
    for package in ("domain", "ledger", "projections", "commands"):
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            importlib.import_module(module.name)
    return [each for each in below(Problem) if not each.__subclasses__()]


def below(class_: type[Problem]) -> Iterator[type[Problem]]:
    """Walk through all classes built on a class of the project."""
    for each in class_.__subclasses__():
        if not each.__module__.startswith("test"):
            yield each
            yield from below(each)


def test_every_error_is_explained_and_nothing_else_is() -> None:
    codes = {problem.code for problem in problems()} | {UNEXPECTED, USAGE}

    assert set(catalogue()) == codes


def test_no_two_errors_share_a_code() -> None:
    codes = Counter(problem.code for problem in set(problems()))

    assert [code for code, count in codes.items() if count > 1] == []


def test_no_two_errors_of_one_layer_are_explained_alike() -> None:
    titles = Counter(
        (code[:2], words["title"])
        for code, entry in catalogue().items()
        for words in entry.values()
    )

    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("code", catalogue())
def test_an_explanation_has_a_title_and_a_text_in_both_languages(code: str) -> None:
    entry = catalogue()[code]

    assert {language: sorted(words) for language, words in entry.items()} == {
        "en": ["text", "title"],
        "nl": ["text", "title"],
    }
    assert all(text.strip() for words in entry.values() for text in words.values())
    assert entry["en"]["text"] != entry["nl"]["text"]


def test_a_code_is_explained_in_the_language_asked_for(shell: Typing) -> None:
    english = shell("explain", "LG0101")
    dutch = shell("explain", "lg0101", "--lang", "nl")

    assert english.out.startswith("LG0101: There is no ledger here\n\n")
    assert dutch.out.startswith("LG0101: Hier is geen register\n\n")
    assert (english.status, dutch.status) == (0, 0)


def test_without_a_code_all_are_listed(shell: Typing) -> None:
    answer = shell("explain", "--json")

    assert [row["code"] for row in answer.data] == sorted(catalogue())


def test_a_code_that_does_not_exist_brings_a_near_one(shell: Typing) -> None:
    answer = shell("explain", "LG0109X")

    assert answer.status == 5
    assert "did you mean LG0109?" in answer.err
