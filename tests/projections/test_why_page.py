"""The page holds the verdict, the drawing and the whole explanation, and needs nothing else."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Final

import pytest

from domain.assessment import Moment
from domain.rules import Text
from projections import why, why_text
from projections.language import LANGUAGES, Language
from projections.ring_picture import draw
from projections.why import WhyReport
from projections.why_page import page
from tests.article_people import PEOPLE, judged
from tests.projections.golden import golden
from tests.projections.rings import ARTICLE

VOID: Final = {"meta", "br"}

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_person = pytest.mark.parametrize("person", PEOPLE)
each_moment = pytest.mark.parametrize("moment", list(Moment))
each_law = pytest.mark.parametrize("rules", ["seed-2007", "law-2007", "law"])


class Structure(HTMLParser):
    """The open elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.crossed: list[str] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.crossed.append(tag)

    def handle_data(self, data: str) -> None:
        if "svg" not in self.open and "style" not in self.open:
            self.words += words(data)


def words(text: str) -> list[str]:
    return re.findall(r"[\w*]+", unescape(text))


@each_language
@each_law
@each_moment
@each_person
def test_the_list_says_every_word_that_the_text_says(
    person: str, moment: Moment, rules: str, language: Language
) -> None:
    report = why.report(judged(person, rules, moment))

    said = set(Structure(page(report, language)).words)

    assert set(words(why_text.render(report, language))) - said == set()


@each_language
@each_person
def test_a_page_is_well_nested_and_says_its_language(person: str, language: Language) -> None:
    html = page(why.report(judged(person, "law-2007")), language)
    found = Structure(html)

    assert html.startswith("<!DOCTYPE html>\n")
    assert (found.open, found.crossed) == ([], [])
    assert ("html", {"lang": language}) in found.tags
    assert [tag for tag, _ in found.tags].count("h1") == 1


@each_language
def test_the_page_of_the_person_of_the_article_is_as_it_was(language: Language) -> None:
    found = page(ARTICLE, language, "as of 2007-06-18 · root 7c59")
    without_the_drawing = found.replace(draw(ARTICLE, language), "<!-- the drawing -->\n")

    assert without_the_drawing != found
    assert without_the_drawing == golden(
        f"page-p-0417-seed-2007.{language}.html", without_the_drawing
    )


def test_the_page_loads_and_runs_nothing() -> None:
    html = page(ARTICLE, "nl")
    found = Structure(html)

    assert {tag for tag, _ in found.tags}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "a", "form"}
    )
    assert not any(
        name in {"src", "href"} or name.startswith("on") for _, own in found.tags for name in own
    )
    assert "default-src 'none'" in html
    assert set(re.findall(r"https?://[^\"<]+", html)) == {"http://www.w3.org/2000/svg"}


def test_the_list_is_ordered_and_stands_after_the_drawing() -> None:
    html = page(ARTICLE, "nl")

    assert html.index("</svg>") < html.index('<ol class="circles">')
    circles = html[html.index('<ol class="circles">') :]
    assert [circles.index(f"Kring {letter}:") for letter in "ABC"] == sorted(
        circles.index(f"Kring {letter}:") for letter in "ABC"
    )


def test_who_is_in_no_circle_gets_no_drawing() -> None:
    report = why.report(judged("p-0422", "law-2007"))

    assert report.circles == ()
    assert "<svg" not in page(report, "nl")


def test_the_frame_stands_below() -> None:
    assert "<p>as of 2007-06-18</p>\n</footer>" in page(ARTICLE, "nl", "as of 2007-06-18")
    assert "<p></p>" not in page(ARTICLE, "nl")


@each_language
def test_what_a_rule_says_is_never_taken_for_markup(language: Language) -> None:
    hostile = '<script>alert("1 & 2")</script>'

    html = page(with_names(ARTICLE, hostile), language, hostile)

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "script" not in {tag for tag, _ in Structure(html).tags}


def test_it_can_be_printed() -> None:
    html = page(ARTICLE, "nl")

    assert "@media print" in html
    assert "break-inside: avoid" in html


def with_names(report: WhyReport, name: str) -> WhyReport:
    """The same explanation with every name of a rule, and the place, replaced."""
    both = Text(nl=name, en=name)
    return report.model_copy(
        update={
            "municipality": name,
            "circles": tuple(
                circle.model_copy(
                    update={
                        "links": tuple(
                            each.model_copy(update={"name": both, "source": name})
                            for each in circle.links
                        )
                    }
                )
                for circle in report.circles
            ),
            "openings": tuple(
                each.model_copy(update={"name": both, "decider": both}) for each in report.openings
            ),
        }
    )
