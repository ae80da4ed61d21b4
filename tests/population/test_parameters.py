"""Parameters say what they are, where they come from, and are all used."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

import pytest

from commands.population_reference import MEASURED, page
from domain.population.parameters import (
    Basis,
    ParametersUnreadable,
    read_parameters,
)
from domain.population.profiles import PROFILES
from domain.statistics.tally import Share
from tests.population.people import population
from tests.population.targets import TARGETS

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "domain" / "population"
GOOD: Final = (FOLDER / "nl-2007.toml").read_text("utf-8")


def test_both_populations_have_the_same_parameters() -> None:
    one, other = (population(profile).parameters for profile in PROFILES)

    assert list(one.figures) == list(other.figures)
    assert list(one.mixes) == list(other.mixes)


def test_every_parameter_is_used_and_no_other() -> None:
    code = "\n".join(module.read_text("utf-8") for module in FOLDER.glob("*.py"))
    named = {
        re.sub(r"\{[^}]*\}", "*", name)
        for name in re.findall(r'"((?:[a-z]+)\.(?:[a-z0-9_]|\{[^}]*\})+)"', code)
    }
    parameters = population("nl-2007").parameters
    known = {*parameters.figures, *parameters.mixes}

    patterns = [re.compile(re.escape(name).replace(r"\*", r"[a-z0-9_]+")) for name in named]
    assert {name for name in known if not any(each.fullmatch(name) for each in patterns)} == set()
    assert {
        name
        for name, each in zip(named, patterns, strict=True)
        if not any(each.fullmatch(one) for one in known)
    } == set()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_published_figure_lies_within_what_its_source_says(profile: str) -> None:
    for figure in population(profile).parameters.figures.values():
        low, high = figure.interval
        assert low <= figure.value <= high
        assert (figure.basis is Basis.PUBLISHED) == (figure.source is not None)


def test_the_page_is_the_one_that_the_files_give() -> None:
    document = (ROOT / "docs" / "population.md").read_text("utf-8")

    assert document == page() + "\n"


def test_the_measurement_on_the_page_is_about_the_targets_and_all_of_them_hold() -> None:
    rows = {row["figure"]: row for row in tomllib.loads(MEASURED.read_text("utf-8"))["rows"]}
    counted = {
        (profile, target): Share(**rows[target.name][profile])
        for profile in PROFILES
        for target in TARGETS[profile]
    }

    assert set(rows) == {target.name for _, target in counted}
    assert [
        (profile, target.name)
        for (profile, target), found in counted.items()
        if found.share is None or not target.holds(found.share, found.of)
    ] == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("value = 0.065", "value = 0.5", "does not lie in its interval"),
        ('source = "cbs-2006", says = "share of women', 'says = "share of women', "has a source"),
        ('cbs-2006 = "', 'cbs = "', "not in the list"),
        ("profile =", "profile", "Expected '='"),
        ("18-24 = 0.24", "18-24 = 0.5", "add up to 1"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(was: str, becomes: str, said: str) -> None:
    assert was in GOOD

    with pytest.raises(ParametersUnreadable, match=said):
        read_parameters("mine.toml", GOOD.replace(was, becomes, 1).encode())
