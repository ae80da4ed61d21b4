"""Everything that the article names has its place here, and every place is there."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

import cli
from commands.lazy import LazyGroup
from domain.events import DERIVED_TYPES, EVENT_TYPES
from domain.needs import Need
from domain.statistics.figures import Figure
from ledger.rulebook import load_rule_set
from projections.vocabulary import vocabulary
from tests.coverage import ROOT, Item, functions_in, items, page

EVENTS = {name.partition("/")[0] for name in EVENT_TYPES}


def _is_command(name: str) -> bool:
    group, _, below = name.partition(" ")
    entries = {each.name: each for section in cli.SECTIONS for each in section.entries}
    if group not in entries or not below:
        return group in entries
    loaded = entries[group].load()
    return isinstance(loaded, LazyGroup) and below in loaded.entries


@cache
def _acts() -> set[str]:
    return {act.id for name in ("seed-2007", "law") for act in load_rule_set(name).acts}


@cache
def _codes() -> set[str]:
    law = Path(str(files("domain").joinpath("law")))
    return {
        entry["code"]
        for file in law.rglob("*.toml")
        for entries in tomllib.loads(file.read_text("utf-8")).values()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict) and "code" in entry
    }


def _is_parameter(name: str) -> bool:
    content = files("domain").joinpath("population", "nl-2007.toml").read_text("utf-8")
    table = tomllib.loads(content)
    return any(key.startswith(name) for section in ("figures", "mixes") for key in table[section])


THERE: dict[str, Callable[[str], bool]] = {
    "event": lambda name: name in EVENTS,
    "derived": lambda name: name in DERIVED_TYPES,
    "need": lambda name: name in set(Need),
    "act": lambda name: name in _acts(),
    "term": lambda name: name in vocabulary().by_id,
    "command": _is_command,
    "figure": lambda name: name in set(Figure),
    "deadline": lambda name: name in _codes(),
    "parameter": _is_parameter,
}


def test_all_169_things_stand_there_in_order() -> None:
    assert [item.number for item in items()] == list(range(1, 170))


@pytest.mark.parametrize("item", items(), ids=lambda item: str(item.number))
def test_what_represents_it_is_there(item: Item) -> None:
    for place in item.where:
        kind, _, name = place.partition(":")
        assert THERE[kind](name), place


@pytest.mark.parametrize(
    "item", [item for item in items() if item.test], ids=lambda item: str(item.number)
)
def test_the_test_that_shows_it_is_there(item: Item) -> None:
    file, _, function = (item.test or "").partition("::")

    names = set(functions_in(ROOT / file))

    assert function in names, item.test


def test_hardly_anything_is_shown_by_its_being_stored_alone() -> None:
    stored = "test_an_act_of_every_type_comes_back_from_its_stream"
    alone = [item.title for item in items() if (item.test or "").endswith(f"::{stored}")]

    assert alone == [
        "Good conduct rewarded, bad conduct sanctioned",
        "They mainly organise contacts",
    ]


def test_what_is_context_only_is_the_smaller_part() -> None:
    context = [item.number for item in items() if item.context is not None and not item.where]

    assert len(context) < 25


def test_the_page_is_the_one_that_the_list_gives() -> None:
    made = (ROOT / "docs" / "coverage.md").read_text("utf-8")

    assert made == page(), "remake it with: python -m tests.coverage >docs/coverage.md"
