"""The vocabulary as reports and commands use it: read once, asked by id."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from domain.vocabulary import Vocabulary, read_vocabulary


@cache
def vocabulary() -> Vocabulary:
    """Return the terms of the field.

    Raises:
        VocabularyUnreadable: The file that comes with the program has been spoilt.
    """
    return read_vocabulary(files("domain").joinpath("vocabulary.toml").read_bytes())


@cache
def term_name(id: str, language: Literal["nl", "en"], on: date | None = None) -> str:
    """Return what the term `id` is called: on a day, or now.

    Raises:
        KeyError: There is no such term.
    """
    term = vocabulary().by_id[id]
    return (term.present if on is None else term.on(on)).in_language(language)
