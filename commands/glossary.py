"""Writes docs/glossary.md from the vocabulary.

python -m commands.glossary >docs/glossary.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from domain.vocabulary import Term, TermKind, Vocabulary
from projections.vocabulary import vocabulary

HEAD: Final = """\
# Glossary

One word for one thing, in code, commands, reports and documents. This page is made from
`domain/vocabulary.toml` by `python -m commands.glossary`; a test compares. `reintegration terms
WORD` looks a word up, also by a name of former days.

A name with its days was in use on those days; a star says that the days were not checked against a
source.
"""

_TITLES: Final = {
    TermKind.WORD: "Words of this ledger",
    TermKind.STATUS: "Where a need stands",
    TermKind.FLAG: "What else is said of a need",
    TermKind.PHASE: "Phases",
    TermKind.BINDINGNESS: "What asks or ends something",
    TermKind.NEED: "Needs",
    TermKind.CIRCUMSTANCE: "Circumstances",
    TermKind.ROLE: "Roles",
    TermKind.ORGANISATION: "Organisations",
    TermKind.REGISTER: "Registers",
    TermKind.SYSTEM: "Systems",
    TermKind.LAW: "Acts",
    TermKind.DOCUMENT: "Documents",
}


def glossary(words: Vocabulary) -> str:
    """Return the page: for each kind of term a table by its English name."""
    return HEAD + "".join(
        "\n" + "\n".join(_section(title, terms)) + "\n"
        for kind, title in _TITLES.items()
        if (terms := words.of_kind(kind))
    )


def _section(title: str, terms: tuple[Term, ...]) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| English | Dutch | what it is |"
    yield "|---|---|---|"
    for term in sorted(terms, key=lambda each: each.present.en.casefold()):
        english, dutch = (
            "; ".join(dict.fromkeys(_named(term, language))) for language in ("en", "nl")
        )
        yield f"| {english} | {dutch} | {term.meaning.en} |"


def _named(term: Term, language: str) -> Iterator[str]:
    if len(term.names) == 1:
        yield term.present.nl if language == "nl" else term.present.en
        return
    for name in reversed(term.names):
        days = f"{name.valid_from or ''}..{name.valid_to or ''}"
        star = "" if name.verified else "*"
        yield f"{name.nl if language == 'nl' else name.en} ({days}{star})"


if __name__ == "__main__":
    sys.stdout.write(glossary(vocabulary()))
