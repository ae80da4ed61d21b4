"""A deadlock as a drawing: each circle as a ring, what is needed first as arrows, ways out dashed.

Everything drawn comes from the explanation (`projections.why`). The numbers in a ring stand before
the sentences in its list. The same report and language give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.rules import Bindingness, WayKind
from projections.language import Language, basis_name, need_name, need_names, say
from projections.ring_layout import MOST_BESIDE_THE_LIST, NUMBER_SIZE, Ring, lay_out
from projections.status import rules_text
from projections.svg import (
    Box,
    Line,
    arrow,
    document,
    height_of,
    marker,
    rectangle,
    rule,
    text,
    wrapped,
)
from projections.why import CircleRow, LinkRow, Opening, WhyReport
from projections.why_text import headline, what_it_frees

WIDTH: Final = 1180.0
MARGIN: Final = 24.0
RING_WIDTH: Final = 700.0
HELD: Final = "#1d4f91"
FREED: Final = "#0f6b3c"
MUTED: Final = "#4a4a4a"
NOT_LAW: Final = "#8a3200"
NAME: Final = "ring"
"""Begin of the ids in the drawing."""


class _Arrow:
    """A member, one that it needs first, and the ways that ask that."""

    def __init__(self, need: str, first: str, links: Sequence[LinkRow]) -> None:
        self.need = need
        self.first = first
        self.links = links

    def sentence(self, language: Language) -> str:
        if self.need == self.first:
            return say(language, "picture.arrow_itself", need=need_name(self.need, language))
        return say(
            language,
            "picture.arrow",
            need=need_name(self.need, language),
            first=need_name(self.first, language),
        )

    def basis(self, link: LinkRow) -> str:
        return link.bindings[link.blocked_by.index(self.first)]


def draw(why: WhyReport, language: Language) -> str:
    """Return the drawing of an explanation as SVG, with a name and a description in `language`."""
    parts = [f"<defs>{marker(NAME + '-held', HELD)}{marker(NAME + '-freed', FREED)}</defs>"]
    heading = wrapped(heading_of(why, language), WIDTH - 2 * MARGIN, 18, bold=True)
    lines = [*heading]
    if why.circles:
        lines += wrapped(say(language, "picture.key"), WIDTH - 2 * MARGIN, fill=MUTED)
    else:
        lines += wrapped(say(language, "picture.none"), WIDTH - 2 * MARGIN)
    parts += text(lines, MARGIN, MARGIN)
    top = MARGIN + height_of(lines) + 12
    for circle in why.circles:
        drawn, height = _panel(circle, why, language, top)
        parts += drawn
        top += height
    footer = _footer(why, language)
    parts += text(footer, MARGIN, top + 8)
    return document(
        parts,
        name=NAME,
        width=WIDTH,
        height=top + 8 + height_of(footer) + MARGIN,
        title=title(why, language),
        desc=description(why, language),
        language=language,
    )


def heading_of(why: WhyReport, language: Language) -> str:
    """Return the verdict with person and place in one line, its parts set apart by a dot."""
    return " · ".join(headline(why, language).split("   "))


def title(why: WhyReport, language: Language) -> str:
    """Return the verdict and the number of circles in one line."""
    count = len(why.circles)
    key = {0: "picture.title_none", 1: "picture.title_one"}.get(count, "picture.title")
    return say(language, key, verdict=heading_of(why, language), count=count)


def description(why: WhyReport, language: Language) -> str:
    """Return what the drawing shows in sentences, ring by ring."""
    sentences = []
    for circle in why.circles:
        arrows = "; ".join(each.sentence(language) for each in _arrows(circle))
        sentences.append(f"{say(language, 'picture.circle', letter=circle.letter)}: {arrows}.")
        sentences += [
            f"{_decision(each, why, language)}." for each in _openings_of(circle, why)
        ] or [say(language, "picture.no_decision")]
    return " ".join(sentences) or say(language, "picture.none")


def _arrows(circle: CircleRow) -> list[_Arrow]:
    """Return what the members of a circle need of each other, next ones of the ring first."""
    found = []
    for place, need in enumerate(circle.needs):
        after = (*circle.needs[place + 1 :], *circle.needs[: place + 1])
        for first in after:
            links = [
                link
                for link in circle.links
                if link.need == need and _holds(link) and first in link.blocked_by
            ]
            if links:
                found.append(_Arrow(need, first, links))
    return found


def _holds(link: LinkRow) -> bool:
    """Whether a way is open, or may be, apart from the needs that it asks first."""
    return link.kind != WayKind.OPTION and all(each.found is None for each in link.obstacles)


def _openings_of(circle: CircleRow, why: WhyReport) -> list[Opening]:
    return [each for each in why.openings if not set(circle.needs).isdisjoint(each.frees)]


def _decision(opening: Opening, why: WhyReport, language: Language) -> str:
    return say(
        language,
        "picture.decision",
        decision=opening.name.in_language(language),
        frees=what_it_frees(opening, why, language),
    )


def _panel(
    circle: CircleRow, why: WhyReport, language: Language, top: float
) -> tuple[list[str], float]:
    """Return a ring with its list, and how high both are."""
    arrows, openings = _arrows(circle), _openings_of(circle, why)
    beside = len(circle.needs) <= MOST_BESIDE_THE_LIST
    numbers: dict[str, list[int]] = {}
    for number, opening in enumerate(openings, start=len(arrows) + 1):
        for need in circle.needs:
            if need in opening.frees:
                numbers.setdefault(need, []).append(number)
    ring = lay_out(
        {need: need_name(need, language) for need in circle.needs},
        [(each.need, each.first) for each in arrows],
        {need: _ranges(each) for need, each in numbers.items()},
        width=RING_WIDTH if beside else WIDTH,
    )
    room = WIDTH - RING_WIDTH - MARGIN if beside else WIDTH / 2 - 1.5 * MARGIN
    entries = _list(circle, arrows, openings, why, language, room - 40)
    heading = wrapped(
        f"{say(language, 'picture.circle', letter=circle.letter)}: "
        + need_names(circle.needs, language),
        WIDTH - 2 * MARGIN,
        16,
        bold=True,
    )
    parts = [rule(MARGIN, WIDTH - MARGIN, top), *text(heading, MARGIN, top + 10)]
    below = top + 10 + height_of(heading)
    parts += _ring(ring, below, [str(number + 1) for number in range(len(arrows))], numbers)
    if beside:
        drawn, used = _entries(entries, [(RING_WIDTH, below + 12)])
        return [*parts, *drawn], 10 + height_of(heading) + max(ring.height, used + 24)
    start = below + ring.height
    drawn, used = _entries(entries, [(MARGIN, start), (WIDTH / 2 + MARGIN / 2, start)])
    return [*parts, *drawn], 10 + height_of(heading) + ring.height + used + 12


def _ranges(numbers: list[int]) -> str:
    """Return `4, 7–9` for 4, 7, 8 and 9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]}–{run[-1]}" if run[-1] > run[0] + 1 else ", ".join(map(str, run)) for run in runs
    )


def _ring(ring: Ring, top: float, numbers: list[str], ways_in: dict[str, list[int]]) -> list[str]:
    held, freed = f"{NAME}-held", f"{NAME}-freed"
    parts = [f'<g transform="translate(0 {top:.1f})">']
    parts += [arrow(each.points, stroke=HELD, head=held, dashed=False) for each in ring.arrows]
    parts += [arrow(each.points, stroke=FREED, head=freed, dashed=True) for each in ring.ways_in]
    for need, box in ring.members.items():
        lines = ring.names[need]
        parts.append(rectangle(box, stroke=HELD, fill="#eef3fa"))
        parts += text(lines, box.x, box.y - height_of(lines) / 2 + 1, anchor="middle")
    for number, each in zip(numbers, ring.arrows, strict=True):
        parts += _badge(each.number, number, HELD)
    for labels, way_in in zip(ways_in.values(), ring.ways_in, strict=True):
        parts += _badge(way_in.box, _ranges(labels), FREED, dashed=True)
    return [*parts, "</g>"]


def _badge(box: Box, label: str, colour: str, *, dashed: bool = False) -> list[str]:
    line = Line(label, NUMBER_SIZE, fill=colour)
    return [
        rectangle(box, stroke=colour, dashed=dashed),
        *text([line], box.x, box.y - line.height / 2 + 1, anchor="middle"),
    ]


Entry = tuple[list[str], float]
"""The elements of an entry of the list with its upper left corner at the origin, and its height."""


def _list(
    circle: CircleRow,
    arrows: list[_Arrow],
    openings: list[Opening],
    why: WhyReport,
    language: Language,
    room: float,
) -> list[Entry]:
    entries = []
    for number, each in enumerate(arrows, start=1):
        lines = wrapped(each.sentence(language), room, bold=True)
        for link in each.links:
            star = "" if link.verified else " *"
            lines += wrapped(
                f"{link.name.in_language(language)}{star} · {link.source}", room, 13, fill=MUTED
            )
            if each.basis(link) != Bindingness.STATUTE:
                word = basis_name(each.basis(link), language)
                lines.append(Line(word, 13, bold=True, fill=NOT_LAW))
        entries.append(_entry(str(number), lines, HELD, dashed=False))
    for number, opening in enumerate(openings, start=len(arrows) + 1):
        star = "" if opening.verified else " *"
        who = say(language, "why.decides", who=opening.decider.in_language(language))
        lines = wrapped(opening.name.in_language(language) + star, room, bold=True)
        for part in (who, what_it_frees(opening, why, language), opening.source):
            lines += wrapped(part, room, 13, fill=MUTED)
        entries.append(_entry(str(number), lines, FREED, dashed=True))
    notes = [] if openings else [say(language, "picture.no_decision")]
    others = sum(not any(link in each.links for each in arrows) for link in circle.links)
    if others:
        key = "picture.other_one" if others == 1 else "picture.other_many"
        notes.append(say(language, key, count=others))
    for note in notes:
        lines = wrapped(note, room + 34, 13, fill=MUTED)
        entries.append((text(lines, 0, 0), height_of(lines)))
    return entries


def _entry(label: str, lines: list[Line], colour: str, *, dashed: bool) -> Entry:
    width = max(24.0, Line(label, NUMBER_SIZE).width + 10)
    badge = _badge(Box(12, 11, width, 22), label, colour, dashed=dashed)
    return [*badge, *text(lines, 34, 1)], max(22.0, height_of(lines))


def _entries(entries: list[Entry], columns: list[tuple[float, float]]) -> tuple[list[str], float]:
    """Return the entries below each other, spread over columns, and how high they are."""
    total = sum(height + 10 for _, height in entries)
    parts: list[str] = []
    column, used, highest = 0, 0.0, 0.0
    for drawn, height in entries:
        if used > 0 and column + 1 < len(columns) and used + height / 2 > total / len(columns):
            column, used = column + 1, 0.0
        x, y = columns[column]
        parts += [f'<g transform="translate({x:g} {y + used:.1f})">', *drawn, "</g>"]
        used += height + 10
        highest = max(highest, used)
    return parts, highest


def _footer(why: WhyReport, language: Language) -> list[Line]:
    room = WIDTH - 2 * MARGIN
    lines: list[Line] = []
    if why.behind:
        names = need_names(why.behind, language)
        lines += wrapped(say(language, "why.behind", needs=names), room)
    if not why.complete:
        lines += wrapped(say(language, "why.capped", count=len(why.circles)), room)
    rules = rules_text(why.rules, why.law_day, language)
    basis = say(language, "why.basis", rules=rules, ways=why.ways_judged)
    lines += wrapped(basis, room, 13, fill=MUTED)
    links_checked = all(link.verified for circle in why.circles for link in circle.links)
    if not links_checked or not all(opening.verified for opening in why.openings):
        lines += wrapped(say(language, "picture.star"), room, 13, fill=MUTED)
    return lines
