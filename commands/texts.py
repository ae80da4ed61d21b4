"""The words of the command line in Dutch and in English; reports bring their own."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "nl")
_TABLE: Final = Path(__file__).with_name("texts.toml")


def text(language: str, key: str, **facts: object) -> str:
    """Return a sentence with its facts filled in.

    Args:
        language: `en` or `nl`.
        key: Name of the sentence in texts.toml.
        facts: What its placeholders stand for.
    """
    return table()[language][key].format(**facts)


@cache
def table() -> dict[str, dict[str, str]]:
    """Return all sentences, by language and name."""
    return tomllib.loads(_TABLE.read_text("utf-8"))
