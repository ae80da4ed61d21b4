"""The words of the field: what each thing is called in Dutch and English, and was called when.

One file holds them all, `vocabulary.toml`. Reports, help and documents take their names from it,
so that one thing has one name everywhere; whoever searches by a name of 2007 finds that of now.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import Field, StringConstraints, model_validator

from domain.data_files import DataUnreadable, read_data
from domain.errors import Problem
from domain.rules import Text
from domain.values import Name, Value

TermId = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9]+([_-][a-z0-9]+)*$")]
"""Kind and word, such as `register/population-register`."""


class TermKind(StrEnum):
    """What sort of thing a term names."""

    NEED = "need"
    CIRCUMSTANCE = "circumstance"
    ROLE = "role"
    ORGANISATION = "organisation"
    REGISTER = "register"
    SYSTEM = "system"
    LAW = "law"
    DOCUMENT = "document"
    WORD = "word"
    STATUS = "status"
    FLAG = "flag"
    PHASE = "phase"
    BINDINGNESS = "bindingness"
    EVENT = "event"


class TermName(Value):
    """What a thing was called from one day to another.

    Attributes:
        nl: Its Dutch name.
        en: Its English name.
        valid_from: First day of the name; None for as long as anyone remembers.
        valid_to: Last day of the name; None while it is in use.
        verified: Whether these days have been checked against a source.
    """

    nl: Name
    en: Name
    valid_from: date | None = None
    valid_to: date | None = None
    verified: bool = True

    def in_language(self, language: Literal["nl", "en"]) -> str:
        """Return the name in `language`."""
        return self.nl if language == "nl" else self.en

    def held_on(self, day: date) -> bool:
        """Return whether the thing was called so on `day`."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


class Term(Value):
    """A thing of the field with its names in time.

    Attributes:
        id: Its kind and a word of its own.
        names: What it was called, oldest first, without overlap.
        meaning: What it is.
        also: Other words by which people look for it.
    """

    id: TermId
    names: Annotated[tuple[TermName, ...], Field(min_length=1)]
    meaning: Text
    also: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _names_follow_each_other(self) -> Self:
        if self.id.partition("/")[0] not in set(TermKind):
            msg = f"{self.id} begins with no kind of term: {', '.join(TermKind)}"
            raise ValueError(msg)
        for name in self.names:
            if (name.valid_from or date.min) > (name.valid_to or date.max):
                msg = f"the name {name.nl!r} of {self.id} ends before it begins"
                raise ValueError(msg)
        for before, after in zip(self.names, self.names[1:], strict=False):
            if before.valid_to is None or (after.valid_from or date.min) <= before.valid_to:
                msg = f"{self.id} has two names at a time, {before.nl!r} and {after.nl!r}"
                raise ValueError(msg)
        return self

    @property
    def kind(self) -> TermKind:
        """What sort of thing it is."""
        return TermKind(self.id.partition("/")[0])

    @property
    def present(self) -> TermName:
        """What it is called now, or was called last."""
        return self.names[-1]

    def on(self, day: date) -> TermName:
        """Return what it was called on `day`; the nearest name where none held."""
        held = [name for name in self.names if name.held_on(day)]
        if held:
            return held[0]
        before = [name for name in self.names if (name.valid_to or date.max) < day]
        return before[-1] if before else self.names[0]


class Match(NamedTuple):
    """A term that was found, and the word by which it was."""

    term: Term
    word: str


class Vocabulary(Value):
    """All terms, each once."""

    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        ids = [term.id for term in self.terms]
        twice = sorted({id for id in ids if ids.count(id) > 1})
        if twice:
            msg = f"these terms stand there twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self

    @cached_property
    def by_id(self) -> dict[str, Term]:
        """Every term by its id."""
        return {term.id: term for term in self.terms}

    def of_kind(self, kind: TermKind) -> tuple[Term, ...]:
        """Return the terms of one kind, in the order of the file."""
        return tuple(term for term in self.terms if term.kind is kind)

    def search(self, text: str) -> tuple[Match, ...]:
        """Return the terms that are or were called `text`, or contain it, the closest first.

        Capitals, accents and punctuation make no difference, so `MMDer` finds `MMD'er`.
        """
        wanted = _plain(text)
        if not wanted:
            return ()
        found: list[tuple[int, str, Match]] = []
        for term in self.terms:
            ranked = [
                (rank, word) for word in _words(term) if (rank := _rank(word, wanted)) is not None
            ]
            if ranked:
                rank, word = min(ranked, key=lambda each: each[0])
                found.append((rank, term.id, Match(term, word)))
        return tuple(match for _, _, match in sorted(found, key=lambda each: each[:2]))


class VocabularyUnreadable(Problem):
    """The file of terms is not in the form of one."""

    code = "DM0601"
    exit_code = 3

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(
            "The vocabulary cannot be read.",
            where=place,
            why=fault,
            help="Correct the term that is named; each has an id, names with their days, a meaning",
        )


def read_vocabulary(content: bytes) -> Vocabulary:
    """Return the terms that stand in a file.

    Args:
        content: TOML in UTF-8, with one table `[[terms]]` a term.

    Raises:
        VocabularyUnreadable: It is something else; the term and the fault are named.
    """
    try:
        return read_data(content, Vocabulary)
    except DataUnreadable as unreadable:
        raise VocabularyUnreadable(unreadable.place, unreadable.reason) from None


def _words(term: Term) -> Iterator[str]:
    for name in reversed(term.names):
        yield name.nl
        yield name.en
    yield from term.also
    yield term.id.partition("/")[2]


def _rank(word: str, wanted: str) -> int | None:
    """Return 0 for the same word, 1 for one that begins so, 2 for one with such a part."""
    plain = _plain(word)
    if plain == wanted:
        return 0
    if plain.startswith(wanted):
        return 1
    return 2 if any(part.startswith(wanted) for part in plain.split()) else None


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.sub(r"[^\w\s/-]", "", bare).replace("_", " ").replace("-", " ").split())
