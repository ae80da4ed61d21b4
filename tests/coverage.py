"""Writes docs/coverage.md: where each of the 169 things that the article names lives here.

python -m tests.coverage >docs/coverage.md
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, model_validator

from domain.data_files import read_data
from domain.values import Value

ROOT: Final = Path(__file__).parent.parent
ITEMS: Final = Path(__file__).with_name("coverage.toml")

HEAD: Final = """\
# What the article names, and where it is here

The article that this ledger starts from is H. Moors and L. Balogh, *Warme overdracht of koude
kermis?* (2007). Each actor, system, figure, bottleneck and promise that it names stands here in its
order, with what represents it: an event, a need, an act of law, a term of the vocabulary, a report,
a figure, a deadline or a parameter of the invented population; and with the test that shows it.
What is context only says so. This page is made by `python -m tests.coverage`; a test compares, and
looks every reference up.

| nr | what the article names | where it is | shown by |
|---|---|---|---|
"""


class Item(Value):
    """One thing that the article names.

    Attributes:
        number: Its place in the article, from 1.
        title: What it is, in our words.
        where: What represents it, as `kind:name`.
        also: A field or a rule of the house that represents it.
        context: Why nothing has to represent it, where it is context only.
        test: The test that shows it: a file and a function.
    """

    number: Annotated[int, Field(ge=1, le=169)]
    title: str
    where: tuple[str, ...] = ()
    also: str | None = None
    context: str | None = None
    test: str | None = None

    @model_validator(mode="after")
    def _is_somewhere_or_context(self) -> Item:
        if not self.where and self.also is None and self.context is None:
            msg = f"item {self.number} is nowhere, and is not called context"
            raise ValueError(msg)
        if self.test is None and (self.where or self.also is not None):
            msg = f"item {self.number} is shown by no test"
            raise ValueError(msg)
        return self


class Items(Value):
    """All of them, in order."""

    items: tuple[Item, ...]


def items() -> tuple[Item, ...]:
    """Return all of them, in order."""
    return read_data(ITEMS.read_bytes(), Items).items


def page() -> str:
    """Return the page."""
    return HEAD + "".join(_row(item) for item in items())


def functions_in(path: Path) -> Iterator[str]:
    """Yield the names of the tests in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name


def _row(item: Item) -> str:
    places = [f"{kind} `{name}`" for kind, _, name in (each.partition(":") for each in item.where)]
    places += [item.also] if item.also is not None else []
    places += [f"context: {item.context}"] if item.context is not None else []
    shown = "" if item.test is None else f"`{item.test}`"
    return f"| {item.number} | {item.title} | {'; '.join(places)} | {shown} |\n"


if __name__ == "__main__":
    sys.stdout.write(page())
