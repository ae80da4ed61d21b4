"""Where the parts of a ring go: members, arrows between them, numbers, and ways in from outside.

Up to eight members stand on an ellipse; more stand in two columns, down on the right and up on the
left, which holds any number of long names apart. All sizes are pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Final

from projections.svg import Box, Line, height_of, wrapped

Point = tuple[float, float]

NAME_SIZE: Final = 14
NAME_ROOM: Final = 150.0
NUMBER_SIZE: Final = 13
MOST_ON_AN_ELLIPSE: Final = 8
MOST_BESIDE_THE_LIST: Final = 6
ROUND_HALF: Final = 140.0
WIDE_HALF: Final = 300.0
ROW: Final = 96.0
OUTSIDE: Final = 70.0
"""Room above and below the members for the ways in."""
ENTRY: Final = 24.0
"""Length of the arrow of a way in."""
_ELLIPSES: Final = {
    2: (ROUND_HALF, 0.0, pi),
    3: (ROUND_HALF, 110.0, -pi / 2),
    4: (1.3 * ROUND_HALF, 140.0, -3 * pi / 4),
    5: (200.0, 170.0, -pi / 2),
}
"""How wide and high the ellipse of a few members is, and where on it the first one stands."""
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """A bent arrow from a member to one that it needs first, with the place of its number."""

    points: tuple[Point, ...]
    number: Box


@dataclass(frozen=True, slots=True)
class WayIn:
    """A dashed arrow into a member from outside, with the box for the numbers of decisions."""

    points: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Ring:
    """A laid out ring; its upper left corner is the origin."""

    width: float
    height: float
    members: Mapping[str, Box]
    names: Mapping[str, Sequence[Line]]
    arrows: tuple[Arrow, ...]
    ways_in: tuple[WayIn, ...]


def lay_out(
    names: Mapping[str, str],
    needs_first: Sequence[tuple[str, str]],
    ways_in: Mapping[str, str],
    *,
    width: float,
) -> Ring:
    """Return the layout of a ring.

    Args:
        names: The members in the order of the ring, each with its name.
        needs_first: The arrows, each from a member to one that it needs first.
        ways_in: The text on the way into a member, for those that have one.
        width: How wide the whole is to be.
    """
    lines = {need: wrapped(name, NAME_ROOM, NAME_SIZE, bold=True) for need, name in names.items()}
    sizes = {
        need: (max(line.width for line in each) + 20, height_of(each) + 18)
        for need, each in lines.items()
    }
    tallest = max(height for _, height in sizes.values())
    places = _places(len(names), tallest)
    highest, lowest = min(y for _, y in places), max(y for _, y in places)
    height = lowest - highest + tallest + 2 * OUTSIDE
    middle = (width / 2, OUTSIDE + tallest / 2 - highest)
    members = {
        need: Box(middle[0] + x, middle[1] + y, *sizes[need])
        for need, (x, y) in zip(names, places, strict=True)
    }
    entries = tuple(
        _way_in(members[need], middle, label, width, members.values())
        for need, label in ways_in.items()
    )
    taken = [*members.values(), *(entry.box for entry in entries)]
    arrows = []
    for begin, end in needs_first:
        placed = _arrow(list(members), members, begin, end, middle, taken)
        arrows.append(placed)
        taken.append(placed.number)
    return Ring(width, height, members, lines, tuple(arrows), entries)


def _places(count: int, tallest: float) -> list[Point]:
    """Return where the members stand from the middle, in the order of the ring."""
    if count == 1:
        return [(0.0, 0.0)]
    if count > MOST_ON_AN_ELLIPSE:
        right = (count + 1) // 2
        rows = [(place - (right - 1) / 2) * max(ROW, tallest + 48) for place in range(right)]
        left = (
            rows[: count - right]
            if count % 2 == 0
            else [(low + high) / 2 for low, high in pairwise(rows)]
        )
        return [(WIDE_HALF, y) for y in rows] + [(-WIDE_HALF, y) for y in reversed(left)]
    across = ROUND_HALF if count <= MOST_BESIDE_THE_LIST else WIDE_HALF
    across, down, first = _ELLIPSES.get(count, (across, 40.0 + 26 * count, -pi / 2))
    angles = [first + 2 * pi * place / count for place in range(count)]
    return [(across * cos(angle), down * sin(angle)) for angle in angles]


def _way_in(member: Box, middle: Point, label: str, width: float, others: Iterable[Box]) -> WayIn:
    """Return the way into a member, from the side that looks away from the middle of the ring.

    From the left or the right where there is room for it, else from above or below.
    """
    text = Line(label, NUMBER_SIZE)
    size = text.width + 12, text.height + 6
    right = 1 if member.x > middle[0] else -1
    down = 1 if member.y >= middle[1] else -1
    beside = Box(member.x + right * (member.width + size[0] + 2 * ENTRY) / 2, member.y, *size)
    over = Box(member.x, member.y + down * (member.height + size[1] + 2 * ENTRY) / 2, *size)
    fits = abs(beside.x - middle[0]) + size[0] / 2 < width / 2
    free = not any(beside.overlaps(other, 4) for other in others)
    box = beside if fits and free and abs(member.x - middle[0]) > 1 else over
    return WayIn((box.edge(member.x, member.y), member.edge(box.x, box.y, 3)), box)


def _arrow(
    order: list[str],
    members: Mapping[str, Box],
    begin: str,
    end: str,
    middle: Point,
    taken: Iterable[Box],
) -> Arrow:
    one, other = members[begin], members[end]
    if begin == end:
        return _loop(one)
    between = ((one.x + other.x) / 2, (one.y + other.y) / 2)
    is_next = order[(order.index(begin) + 1) % len(order)] == end
    if len(order) == _PAIR:
        bend = (between[0], between[1] + (-80 if begin == order[0] else 80))
    elif is_next:
        bend = _pushed(between, middle, 24)
    else:
        pull = 0.55 if len(order) > MOST_ON_AN_ELLIPSE else 0.3
        bend = (
            between[0] + pull * (middle[0] - between[0]),
            between[1] + pull * (middle[1] - between[1]),
        )
        if abs(one.x - other.x) < 1 and len(order) > MOST_ON_AN_ELLIPSE:
            bend = (middle[0], between[1])
    points = (one.edge(*bend, 2), bend, other.edge(*bend, 3))
    return Arrow(points, _free_place(points, list(taken)))


def _loop(member: Box) -> Arrow:
    """Return the arrow of a need that asks for itself: out above on the left, in on the right."""
    top = member.y - member.height / 2
    quarter = member.width / 4
    points = (
        (member.x - quarter, top - 2),
        (member.x - quarter - 30, top - 70),
        (member.x + quarter + 30, top - 70),
        (member.x + quarter, top - 3),
    )
    return Arrow(points, Box(member.x, top - 53, 24, 24))


def _pushed(point: Point, middle: Point, by: float) -> Point:
    run, rise = point[0] - middle[0], point[1] - middle[1]
    length = hypot(run, rise) or 1.0
    return point[0] + by * run / length, point[1] + by * rise / length


def _free_place(points: tuple[Point, Point, Point], taken: list[Box]) -> Box:
    """Return the place for a number along a curve, nearest to its middle, that is free."""
    (x0, y0), (x1, y1), (x2, y2) = points
    tries = [0.5, *(0.5 + sign * step / 20 for step in range(1, 8) for sign in (-1, 1))]
    boxes = [
        Box(
            (1 - t) ** 2 * x0 + 2 * t * (1 - t) * x1 + t * t * x2,
            (1 - t) ** 2 * y0 + 2 * t * (1 - t) * y1 + t * t * y2,
            24,
            24,
        )
        for t in tries
    ]
    return next(
        (box for box in boxes if not any(box.overlaps(each, 2) for each in taken)), boxes[0]
    )
