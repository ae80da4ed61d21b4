"""What docs/import.md shows is what happens, and it names every key of a map."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from pydantic import BaseModel

from domain.envelope import Act
from ledger import Ledger
from ledger.intake.cloudevents import COPIED_FIELDS
from ledger.intake.csv_map import Condition, FromColumn, ImportMap
from ledger.intake.lines import KEPT_OF_LONG_LINE, LONGEST_LINE
from tests.intake.examples import imported, new_ledger

DOCUMENT: Final = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def block(language: str) -> str:
    """The first block of the document in a language."""
    found = re.search(rf"^```{language}\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def acts_of(ledger: Ledger) -> list[Act]:
    return [act for batch in ledger.walk() for act in batch]


def test_the_table_and_the_map_give_the_events_shown(tmp_path: Path) -> None:
    table, map_path = tmp_path / "intake.csv", tmp_path / "intake.toml"
    table.write_text(block("csv"), "utf-8")
    map_path.write_text(block("toml"), "utf-8")

    with new_ledger(tmp_path) as ledger:
        result = imported(ledger, table, map_path)
        acts = acts_of(ledger)

    assert [
        f"{act.envelope.subject} {act.envelope.type} {act.envelope.occurred_on.isoformat()}"
        for act in acts
    ] == block("text").splitlines()
    assert [(fault.line, fault.code) for fault in result.faults] == [(5, "IN0313")]


def test_bodies_and_envelopes_come_from_cells_as_the_map_says(tmp_path: Path) -> None:
    table, map_path = tmp_path / "intake.csv", tmp_path / "intake.toml"
    table.write_text(block("csv"), "utf-8")
    map_path.write_text(block("toml"), "utf-8")

    with new_ledger(tmp_path) as ledger:
        imported(ledger, table, map_path)
        bodies = [act.body.model_dump(mode="json") for act in acts_of(ledger) if act.body]
        card = acts_of(ledger)[5].envelope

    assert bodies[0]["institution"] == "PI Voorbeeld"
    assert [finding["need"] for finding in bodies[1]["findings"]] == ["id_document", "housing"]
    assert [finding["need"] for finding in bodies[4]["findings"]] == ["id_document"]
    assert bodies[5] == {"place": "desk"}
    assert (card.actor, card.to, card.role) == ("balie", ("Tilburg",), "aftercare")


def test_the_event_shown_is_imported(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(block("json"), "utf-8")

    with new_ledger(tmp_path) as ledger:
        assert imported(ledger, path).added == 1


@pytest.mark.parametrize("model", [ImportMap, FromColumn, Condition], ids=lambda m: m.__name__)
def test_every_key_of_a_map_is_described(model: type[BaseModel]) -> None:
    described = set(re.findall(r"`\[*([a-z_.]+)\]*", DOCUMENT))
    described |= {part for name in described for part in name.split(".")}

    assert sorted(set(keys(model)) - described) == []


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name
        for part in parts(field.annotation):
            yield from keys(part)


def parts(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from parts(argument)


def test_every_field_of_data_is_named() -> None:
    named = set(re.findall(r"`([a-z_]+)`", DOCUMENT))

    assert sorted(set(COPIED_FIELDS) - named) == []


@pytest.mark.parametrize("limit", [LONGEST_LINE, KEPT_OF_LONG_LINE])
def test_limits_are_named_as_they_are(limit: int) -> None:
    assert f"{limit:,}" in DOCUMENT
