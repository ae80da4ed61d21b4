"""A document of headings, sentences, tables and verbatim text, as HTML to be printed or Markdown.

Both forms are whole in one file: they load nothing, and what stands in them is text, whatever it
contains. The same document gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final, assert_never

from projections.language import Language

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE: Final = """
body { font: 14px/1.45 Helvetica, Arial, "Liberation Sans", sans-serif; color: #1a1a1a;
  background: #ffffff; max-width: 1180px; margin: 1.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.85rem; }
th, td { border: 1px solid #8c8c8c; padding: 0.2rem 0.4rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
th { background: #eeeeee; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8rem; }
@page { size: A4 landscape; margin: 15mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  h2 { break-after: avoid; } }
""".strip()

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_BEGINS_A_LIST: Final = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))(.)")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; every row has a cell for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Text whose lines and spaces are kept."""

    text: str


Block = Heading | Paragraph | Table | Verbatim


@dataclass(frozen=True, slots=True)
class Document:
    """A title, and blocks in the order in which they are read."""

    title: str
    language: Language
    blocks: tuple[Block, ...]


def as_html(document: Document) -> str:
    """Return the document as one HTML page."""
    title = escape(document.title)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{document.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(line for block in document.blocks for line in _html(block)),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _html(block: Block) -> list[str]:
    match block:
        case Heading(text):
            return [f"<h2>{escape(text)}</h2>"]
        case Paragraph(text):
            return [f"<p>{escape(text)}</p>"]
        case Verbatim(text):
            return [f"<pre>{escape(text)}</pre>"]
        case Table(columns, rows):
            return [
                "<table>",
                f"<thead>{_html_row('th', columns)}</thead>",
                "<tbody>",
                *(_html_row("td", row) for row in rows),
                "</tbody>",
                "</table>",
            ]
        case _:
            assert_never(block)


def _html_row(tag: str, cells: Iterable[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "<tr>" + "".join(f"<{tag}{scope}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def as_markdown(document: Document) -> str:
    """Return the document as Markdown, with tables as GitHub and Pandoc read them."""
    blocks = [f"# {marked(document.title)}", *(_markdown(block) for block in document.blocks)]
    return "\n\n".join(blocks) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case Heading(text):
            return f"## {marked(text)}"
        case Paragraph(text):
            return marked(text)
        case Verbatim(text):
            longest = max((len(run) for run in re.findall("`+", text)), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}text\n{text}\n{fence}"
        case Table(columns, rows):
            lines = [_markdown_row(columns), "|" + " --- |" * len(columns)]
            return "\n".join([*lines, *(_markdown_row(row) for row in rows)])
        case _:
            assert_never(block)


def _markdown_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(marked(cell) for cell in cells) + " |"


def marked(text: str) -> str:
    """Return text on one line in which nothing is taken for a mark of Markdown or for HTML."""
    line = " ".join(text.split())
    return _BEGINS_A_LIST.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))
