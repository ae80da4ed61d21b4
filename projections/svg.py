"""The few pieces of which a drawing is made: measured text, boxes, curves; as SVG 1.1.

Nothing here reads a font. A letter is taken to be as wide as the widest common sans serif sets it
on average, so that what is laid out apart stays apart on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final
from xml.sax.saxutils import escape, quoteattr

LETTER_WIDTH: Final = 0.6
"""Width of an average letter as a part of the size of the font; bold letters are wider."""
BOLD_WIDTH: Final = 0.66
LINE_HEIGHT: Final = 1.3
"""Distance of two lines as a part of the size of the font."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its middle, in pixels; y grows downwards."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box, gap: float = 0) -> bool:
        """Return whether less than `gap` pixels lie between the two."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + gap
            and abs(self.y - other.y) < (self.height + other.height) / 2 + gap
        )

    def edge(self, x: float, y: float, gap: float = 0) -> tuple[float, float]:
        """Return the point on the border, `gap` pixels out, on the way to a point outside."""
        run, rise = x - self.x, y - self.y
        reach = max(abs(run) / (self.width / 2 + gap), abs(rise) / (self.height / 2 + gap), 1e-9)
        return self.x + run / reach, self.y + rise / reach


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text of one size."""

    text: str
    size: int = 14
    bold: bool = False
    fill: str = "#1a1a1a"

    @property
    def width(self) -> float:
        """The width in pixels, rather too great than too small."""
        return len(self.text) * self.size * (BOLD_WIDTH if self.bold else LETTER_WIDTH)

    @property
    def height(self) -> float:
        """The height in pixels, with the space to the next line."""
        return self.size * LINE_HEIGHT


def wrapped(
    text: str, room: float, size: int = 14, *, bold: bool = False, fill: str = "#1a1a1a"
) -> list[Line]:
    """Return `text` in lines that fit in `room` pixels; a word too long for it gets its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and Line(longer, size, bold).width <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [Line(line, size, bold, fill) for line in lines]


def height_of(lines: Iterable[Line]) -> float:
    """Return the height of lines below each other."""
    return sum(line.height for line in lines)


def text(lines: Sequence[Line], x: float, top: float, *, anchor: str = "start") -> list[str]:
    """Return lines below each other, the first with its upper side at `top`."""
    drawn = []
    for line in lines:
        baseline = top + line.size * 1.02
        weight = ' font-weight="bold"' if line.bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        drawn.append(
            f'<text x="{number(x)}" y="{number(baseline)}" font-size="{line.size}" '
            f'fill="{line.fill}"{weight}{place}>{escape(line.text)}</text>'
        )
        top += line.height
    return drawn


def rectangle(box: Box, *, stroke: str, fill: str = "#ffffff", dashed: bool = False) -> str:
    """Return a rectangle with round corners."""
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    return (
        f'<rect x="{number(box.x - box.width / 2)}" y="{number(box.y - box.height / 2)}" '
        f'width="{number(box.width)}" height="{number(box.height)}" rx="8" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="2"{dashes}/>'
    )


def rule(left: float, right: float, y: float) -> str:
    """Return a thin line across."""
    return (
        f'<line x1="{number(left)}" y1="{number(y)}" x2="{number(right)}" y2="{number(y)}" '
        'stroke="#c8c8c8"/>'
    )


def arrow(points: Sequence[tuple[float, float]], *, stroke: str, head: str, dashed: bool) -> str:
    """Return an arrow along a straight line, a quadratic or a cubic curve.

    Args:
        points: The begin, the points that bend the curve (none, one or two), and the end.
        stroke: Its colour.
        head: The id of the marker that is its head.
        dashed: Whether the line is dashed.
    """
    kind = {2: "L", 3: "Q", 4: "C"}[len(points)]
    begin, rest = points[0], chain.from_iterable(points[1:])
    path = f"M {number(begin[0])} {number(begin[1])} {kind} {' '.join(map(number, rest))}"
    dashes = ' stroke-dasharray="6 4"' if dashed else ""
    return (
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="2"{dashes} '
        f'marker-end="url(#{head})"/>'
    )


def marker(name: str, fill: str) -> str:
    """Return the definition of an arrow head."""
    return (
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M 0 0 L 10 5 L 0 10 z" fill="{fill}"/></marker>'
    )


def document(
    content: Iterable[str],
    *,
    name: str,
    width: float,
    height: float,
    title: str,
    desc: str,
    language: str,
) -> str:
    """Return a drawing that stands by itself, with a name and a description to be read aloud.

    Args:
        content: Its elements.
        name: Begin of the ids in it, so that several drawings can stand in one page.
        width: In pixels.
        height: In pixels.
        title: Its accessible name.
        desc: The same in sentences.
        language: Of the text.
    """
    size = f"{number(width)} {number(height)}"
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
                f'width="{number(width)}" height="{number(height)}" '
                'style="max-width:100%;height:auto" '
                f'xml:lang="{language}" lang="{language}" role="img" '
                f'aria-labelledby="{name}-title {name}-desc" '
                'font-family="Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif">'
            ),
            f"<title id={quoteattr(name + '-title')}>{escape(title)}</title>",
            f"<desc id={quoteattr(name + '-desc')}>{escape(desc)}</desc>",
            f'<rect width="{number(width)}" height="{number(height)}" fill="#ffffff"/>',
            *content,
            "</svg>\n",
        )
    )


def number(value: float) -> str:
    """Return a coordinate to a tenth of a pixel, always written the same way."""
    rounded = round(value, 1) + 0.0
    return f"{rounded:.1f}".removesuffix(".0")
