"""The drawing of a deadlock: well formed, named, the same every time, and nothing over another."""

import re
from collections import Counter
from itertools import combinations
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from domain.assessment import Moment
from domain.needs import Need
from projections import why
from projections.language import LANGUAGES, Language, need_name, say
from projections.ring_picture import description, draw, title
from projections.svg import BOLD_WIDTH, LETTER_WIDTH, LINE_HEIGHT, Box, wrapped
from projections.why import WhyReport
from tests.article_people import PEOPLE, judged
from tests.projections.golden import golden
from tests.projections.rings import ARTICLE, explained, link, opening, ring

SVG: Final = "{http://www.w3.org/2000/svg}"
ALONE: Final = explained(
    [Need.ID_DOCUMENT],
    [link(Need.ID_DOCUMENT, Need.ID_DOCUMENT), link(Need.ID_DOCUMENT, closed=True)],
    [opening(1, Need.ID_DOCUMENT)],
)
DRAWN: Final = {
    "article": ARTICLE,
    "departed": why.report(judged("p-0418", "law-2007")),
    "alone": ALONE,
    **{f"ring of {size}": ring(size, openings=3) for size in range(2, len(Need) + 1)},
    **{f"chords in {size}": ring(size, chords=True, openings=9) for size in (3, 5, 6, 8, 9, 12)},
}

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_drawing = pytest.mark.parametrize("drawn", DRAWN.values(), ids=DRAWN.keys())


@each_language
def test_the_drawing_of_the_person_of_the_article_is_as_it_was(language: Language) -> None:
    found = draw(ARTICLE, language)

    assert found == golden(f"ring-p-0417-seed-2007.{language}.svg", found)


@each_language
@each_drawing
def test_no_text_and_no_box_lies_over_another(drawn: WhyReport, language: Language) -> None:
    boxes, texts = parts_of(draw(drawn, language))

    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other), (one, other)
    for (said, one), (also, other) in combinations(texts, 2):
        assert not one.overlaps(other), (said, also)
    for said, place in texts:
        around = [box for box in boxes if box.overlaps(place)]
        assert all(holds(box, place) for box in around), said


@each_language
@each_drawing
def test_everything_lies_within_the_drawing(drawn: WhyReport, language: Language) -> None:
    svg = draw(drawn, language)
    root = read(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    boxes, texts = parts_of(svg)

    sheet = Box(width / 2, height / 2, width, height)

    assert all(holds(sheet, box) for box in boxes)
    assert [said for said, place in texts if not holds(sheet, place)] == []


@each_language
@each_drawing
def test_a_drawing_has_a_name_and_says_what_it_shows(drawn: WhyReport, language: Language) -> None:
    root = read(draw(drawn, language))
    by_id = {each.get("id"): each.text for each in root.iter()}

    assert root.get("role") == "img"
    assert root.get("lang") == language
    name, shows = (by_id[each] for each in root.attrib["aria-labelledby"].split())
    assert name == title(drawn, language)
    assert shows == description(drawn, language)
    assert all(need_name(need, language) in str(shows) for need in drawn.circles[0].needs)


@each_drawing
def test_a_drawing_loads_and_runs_nothing(drawn: WhyReport) -> None:
    svg = draw(drawn, "nl")

    tags = {each.tag.removeprefix(SVG) for each in read(svg).iter()}
    assert tags <= {
        *("svg", "title", "desc", "defs", "marker", "g", "path", "rect", "line", "text")
    }
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert "href" not in svg
    assert set(re.findall(r"url\(([^)]*)\)", svg)) <= {"#ring-held", "#ring-freed"}


@each_drawing
def test_each_member_each_arrow_and_each_way_out_is_drawn(drawn: WhyReport) -> None:
    svg = draw(drawn, "en")

    solid = svg.count('marker-end="url(#ring-held)"')
    dashed = svg.count('marker-end="url(#ring-freed)"')
    asked = {
        (circle.letter, each.need, first)
        for circle in drawn.circles
        for each in circle.links
        if not each.obstacles or all(obstacle.found is None for obstacle in each.obstacles)
        for first in each.requires
        if each.kind != "option" and first in circle.needs and first in each.blocked_by
    }
    freed = {
        (circle.letter, need)
        for circle in drawn.circles
        for each in drawn.openings
        for need in circle.needs
        if need in each.frees
    }
    assert solid == len(asked)
    assert dashed == len(freed)


def test_every_way_out_stands_in_the_list_with_who_decides() -> None:
    said = words_of(draw(ARTICLE, "en"))

    for each in ARTICLE.openings:
        assert each.name.en in said
        assert say("en", "why.decides", who=each.decider.en) in said


def test_a_basis_that_is_not_law_stands_in_capitals() -> None:
    said = Counter(words_of(draw(ARTICLE, "nl")).split())

    assert said["PRAKTIJK"] == 3
    assert said["FEIT"] == 4


@each_language
@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("moment", list(Moment))
def test_every_person_can_be_drawn(person: str, moment: Moment, language: Language) -> None:
    report = why.report(judged(person, "law", moment))

    assert title(report, language) in words_of(draw(report, language), "title")


@each_language
def test_a_drawing_by_itself_speaks_of_no_list_that_is_not_in_it(language: Language) -> None:
    words = words_of(draw(ARTICLE, language))

    assert say(language, "picture.other_many", count=4) in words
    assert not re.search(r"\b(list|lijst)\b", words)


def test_who_is_in_no_circle_is_told_so() -> None:
    free = ARTICLE.model_copy(update={"stuck": (), "circles": (), "openings": ()})

    assert say("nl", "picture.none") in words_of(draw(free, "nl"))
    assert say("nl", "picture.none") == description(free, "nl")


def test_the_same_explanation_gives_the_same_bytes() -> None:
    again = WhyReport.model_validate_json(ARTICLE.model_dump_json())

    assert draw(again, "nl") == draw(ARTICLE, "nl")


@pytest.mark.parametrize("colour", ["#1a1a1a", "#1d4f91", "#0f6b3c", "#4a4a4a", "#8a3200"])
@pytest.mark.parametrize("ground", ["#ffffff", "#eef3fa"])
def test_colours_are_read_easily(colour: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1 for text; every colour used is one of these."""
    used = set(re.findall(r"#[0-9a-f]{6}", draw(ARTICLE, "nl"))) - {"#c8c8c8"}

    assert {colour, ground} <= used
    assert contrast(colour, ground) >= 4.5


def test_lines_are_wrapped_by_words_and_a_long_word_stays_whole() -> None:
    lines = wrapped("de schuldhulpverleningsorganisatie helpt nu", 100, 10)

    assert [line.text for line in lines] == [
        "de",
        "schuldhulpverleningsorganisatie",
        "helpt nu",
    ]


def parts_of(svg: str) -> tuple[list[Box], list[tuple[str, Box]]]:
    """The rectangles but the sheet, and the lines of text by the width of their letters."""
    boxes: list[Box] = []
    texts: list[tuple[str, Box]] = []

    def walk(element: ET.Element, left: float, top: float) -> None:
        moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        if moved:
            left, top = left + float(moved[1]), top + float(moved[2])
        at = {name: float(element.get(name, "0")) for name in ("x", "y")}
        if element.tag == SVG + "rect" and element.get("x"):
            width, height = float(element.attrib["width"]), float(element.attrib["height"])
            x, y = left + at["x"] + width / 2, top + at["y"] + height / 2
            boxes.append(Box(x, y, width, height))
        if element.tag == SVG + "text":
            said, size = str(element.text), float(element.attrib["font-size"])
            letter = BOLD_WIDTH if element.get("font-weight") else LETTER_WIDTH
            width = len(said) * size * letter
            middle = at["x"] if element.get("text-anchor") else at["x"] + width / 2
            baseline = top + at["y"]
            height = size * LINE_HEIGHT - 1
            texts.append((said, Box(left + middle, baseline - size * 0.35, width, height)))
        for child in element:
            walk(child, left, top)

    walk(read(svg), 0, 0)
    return boxes, texts


def read(svg: str) -> ET.Element:
    """Parse a drawing; one that is not well formed fails here."""
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def holds(outer: Box, inner: Box) -> bool:
    return (
        abs(outer.x - inner.x) <= (outer.width - inner.width) / 2 + 0.2
        and abs(outer.y - inner.y) <= (outer.height - inner.height) / 2 + 0.2
    )


def words_of(svg: str, tag: str = "text") -> str:
    return " ".join(str(each.text) for each in read(svg).iter(SVG + tag))


def contrast(one: str, other: str) -> float:
    """The ratio of relative luminances, as WCAG 2.2 defines it."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
