"""Sentences, names and dates of reports in Dutch and English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from textwrap import wrap
from typing import Any, Final, Literal

from domain.circumstances import Circumstance
from domain.needs import Need
from domain.rules import Bindingness
from domain.situation import Phase
from domain.status import Flag, Status
from domain.values import AMSTERDAM
from projections.vocabulary import term_name

Language = Literal["nl", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")

TABLE_WIDTH: Final = 160
TEXT_WIDTH: Final = 120
"""The longest lines of reports: of tables, and of sentences."""

_NEEDS: Final = frozenset(Need)
_LOCALES: Final = {"nl": "nl_NL", "en": "en_GB"}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


@cache
def sentences(language: Language) -> Mapping[str, str]:
    """Return all sentences of `language` by key, `section.name`.

    They stand in one file for each subject, `nl.toml` or `review.nl.toml`; a section stands in one
    file alone.
    """
    folder = files("projections").joinpath("texts")
    texts = (
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.split(".")[-2:] == [language, "toml"]
    )
    return {
        f"{section}.{name}": sentence
        for text in texts
        for section, entries in text.items()
        for name, sentence in entries.items()
    }


def say(language: Language, key: str, **facts: object) -> str:
    """Return the sentence `key` with `facts` in their places.

    Raises:
        KeyError: There is no such sentence, or a fact that it needs is not given.
    """
    return sentences(language)[key].format(**facts)


def need_name(need: Need | str, language: Language) -> str:
    """Return the name of `need` as reports print it."""
    return term_name(f"need/{Need(need)}", language)


def circumstance_name(circumstance: Circumstance | str, language: Language) -> str:
    """Return the name of `circumstance` as reports print it."""
    return term_name(f"circumstance/{Circumstance(circumstance)}", language)


def need_names(needs: Iterable[Need | str], language: Language) -> str:
    """Return the names of `needs` separated by commas."""
    return ", ".join(need_name(need, language) for need in needs)


def status_name(status: Status | str, language: Language) -> str:
    """Return how reports say where a need stands: in capitals that it is stuck."""
    name = term_name(f"status/{Status(status)}", language)
    return name.upper() if status == Status.STUCK else name


def flag_name(flag: Flag | str, language: Language) -> str:
    """Return how reports say what else there is to say of a need."""
    return term_name(f"flag/{Flag(flag)}", language)


def phase_name(phase: Phase | str, language: Language) -> str:
    """Return how reports say whether somebody is detained."""
    return term_name(f"phase/{Phase(phase)}", language)


def basis_name(basis: Bindingness | str, language: Language) -> str:
    """Return what asks or ends something: in capitals where that is not the law."""
    name = term_name(f"bindingness/{Bindingness(basis)}", language)
    return name if basis == Bindingness.STATUTE else name.upper()


def code_name(code: str, language: Language) -> str:
    """Return how a code in the body of an event is called."""
    return say(language, f"code.{code}")


def day_text(day: date, language: Language) -> str:
    """Return `day` with its weekday: `Tue 12 May 2026`, `di 12 mei 2026`."""
    from babel.dates import format_date

    return format_date(day, "EEE d MMM y", locale=_LOCALES[language]).replace(".", "")


def month_text(day: date, language: Language) -> str:
    """Return the month in which `day` lies: `May 2026`, `mei 2026`."""
    from babel.dates import format_date

    return format_date(day, "LLLL y", locale=_LOCALES[language])


def moment_text(moment: datetime, language: Language) -> str:
    """Return `moment` in the time of the Netherlands: `Tue 12 May 2026 14:05`."""
    from babel.dates import format_datetime

    local = moment.astimezone(AMSTERDAM)
    return format_datetime(local, "EEE d MMM y HH:mm", locale=_LOCALES[language]).replace(".", "")


def plain_value(value: Any, language: Language) -> str:
    """Return a value from the body of an event as reports print it."""
    match value:
        case None:
            return "-"
        case list():
            return ", ".join(plain_value(each, language) for each in value)
        case dict():
            return "/".join(plain_value(each, language) for each in value.values())
        case bool():
            return say(language, "answer.yes" if value else "answer.no")
        case str() if _DAY.fullmatch(value) or _MOMENT.fullmatch(value):
            return time_text(value, language)
        case str() if value in _NEEDS:
            return need_name(value, language)
        case _:
            # What is no code, such as the name of a place, stands as it was recorded.
            return sentences(language).get(f"code.{value}", str(value))


def field_name(field: str, language: Language) -> str:
    """Return how a field of the body of an event is called."""
    return sentences(language).get(f"field.{field}", field.replace("_", " "))


def time_text(text: str, language: Language) -> str:
    """Return a day or a moment that is written in ISO 8601."""
    if _DAY.fullmatch(text):
        return day_text(date.fromisoformat(text), language)
    return moment_text(datetime.fromisoformat(text), language)


def number_text(number: float, language: Language) -> str:
    """Return a number with the decimal sign of the language, and no decimals that say nothing."""
    plain = f"{number:g}"
    return plain.replace(".", ",") if language == "nl" else plain


def columns(
    rows: Sequence[tuple[str, ...]], *, indent: int = 2, gap: int = 2, width: int = TABLE_WIDTH
) -> list[str]:
    """Return `rows` as lines with aligned columns.

    Where a row would be wider than `width`, the widest columns but the first are made narrower and
    their cells go on below; no word is broken.
    """
    if not rows:
        return []
    widths = _fitted(rows, width - indent - gap * (len(rows[0]) - 1))
    lines = []
    for row in rows:
        cells = [
            _wrapped(cell, widths[index]) if index and cell else [cell]
            for index, cell in enumerate(row)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            padded = (part.ljust(size) for part, size in zip(parts, widths, strict=True))
            lines.append((" " * indent + (" " * gap).join(padded)).rstrip())
    return lines


def paragraph(text: str, *, indent: int = 0, width: int = TEXT_WIDTH) -> list[str]:
    """Return `text` as lines, the second and later ones two further in; no word is broken."""
    margin = " " * indent
    lines = _wrapped(text, width - indent, later="  ")
    return [margin + line for line in lines]


def _fitted(rows: Sequence[tuple[str, ...]], room: int) -> list[int]:
    """Return the widths of the columns, the widest of them narrowed until all fit in `room`."""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    least = [
        max(len(word) for row in rows for word in (row[index].split() or [""]))
        for index in range(len(widths))
    ]
    while sum(widths) > room:
        narrowable = [index for index in range(1, len(widths)) if widths[index] > least[index]]
        if not narrowable:
            break
        widest = max(narrowable, key=lambda index: widths[index])
        widths[widest] -= 1
    return widths


def _wrapped(text: str, width: int, later: str = "") -> list[str]:
    return wrap(
        text, width, subsequent_indent=later, break_long_words=False, break_on_hyphens=False
    )
