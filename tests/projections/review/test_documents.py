"""A document as HTML and as Markdown: text stays text."""

import re

import pytest

from projections.documents import (
    Document,
    Heading,
    Paragraph,
    Table,
    Verbatim,
    as_html,
    as_markdown,
    marked,
)

HOSTILE = '<script>alert(1)</script> | `x` *b* [a](javascript:b) & "q" ~~~ ```'


def test_text_in_a_document_stays_text() -> None:
    made = Document(
        HOSTILE,
        "en",
        (Heading(HOSTILE), Paragraph(HOSTILE), Table((HOSTILE,), ((HOSTILE,),)), Verbatim(HOSTILE)),
    )

    html, markdown = as_html(made), as_markdown(made)

    assert "<script" not in html
    assert "http" not in html.replace("http-equiv", "")
    outside = re.sub(r"^(````+)text\n.*?\n\1$", "", markdown, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"(?<!\\)[<`*\[~]", outside) == []
    rows = [line for line in outside.splitlines() if line.startswith("| ")]
    assert [len(re.findall(r"(?<!\\)\|", row)) for row in rows] == [2, 2, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2007-06-18", "2007-06-18"),
        ("- item", "\\- item"),
        ("1. first", "1\\. first"),
        ("a\nb", "a b"),
        ("=", "\\="),
        ("x|y", "x\\|y"),
    ],
)
def test_markdown_is_escaped_where_it_would_mean_something(text: str, expected: str) -> None:
    assert marked(text) == expected
