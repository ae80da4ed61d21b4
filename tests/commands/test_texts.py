"""The words of the command line are there in both languages."""

import re
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import Final

import pytest

from commands.texts import LANGUAGES, table, text

COMMANDS: Final = Path(__file__).parent.parent.parent / "commands"


def placeholders(sentence: str) -> Counter[str]:
    """Count the facts that a sentence asks for."""
    return Counter(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def test_both_languages_have_the_same_sentences() -> None:
    assert set(table()) == set(LANGUAGES)
    assert list(table()["en"]) == list(table()["nl"])


@pytest.mark.parametrize("key", table()["en"])
def test_a_sentence_asks_for_the_same_facts_in_both_languages(key: str) -> None:
    assert placeholders(table()["en"][key]) == placeholders(table()["nl"][key])


def test_every_sentence_is_said_somewhere() -> None:
    source = "".join(path.read_text("utf-8") for path in COMMANDS.glob("*.py"))
    prefixes = set(re.findall(r"""f["']([a-z]+(?:-[a-z]+)*-)\{""", source))

    unsaid = [
        key
        for key in table()["en"]
        if f'"{key}"' not in source and not any(key.startswith(prefix) for prefix in prefixes)
    ]

    assert unsaid == []


def test_facts_are_filled_in() -> None:
    assert text("nl", "frame-rules", value="law") == "regels law"
