r"""Where a rule and each of its fields stand in a rule file, for what is said of their faults.

    >>> text = '[[ways]]\nid = "local/address"\nneed = "address"\n'
    >>> line_of(text, "ways", 0, ("need",)), rule_lines(text)
    (3, {'local/address': [1]})

A reader of TOML tells values without their places, so the lines are looked up in the text again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\[\s*([A-Za-z0-9_-]+)\s*\]\]")
_TABLE: Final = re.compile(r"\s*\[")
_IDENTIFIER: Final = re.compile(r"""\s*id\s*=\s*["']([^"']+)["']""")
_STRING: Final = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def line_of(text: str, kind: str, index: int, field: Sequence[int | str] = ()) -> int:
    """Return the line, from 1, on which a field of a rule stands.

    Args:
        text: The whole file.
        kind: The table of the rule, such as `ways`.
        index: Which of that table, from 0.
        field: The path to the field, such as `("conditions", 1, "need")`; of what is not found in
            the text, the line of the nearest thing around it.
    """
    lines = text.splitlines()
    starts = [
        number
        for number, line in enumerate(lines)
        if (found := _HEADER.match(line)) and found[1] == kind
    ]
    if index >= len(starts):
        return 1
    start = starts[index]
    end = next(
        (n for n in range(start + 1, len(lines)) if _HEADER.match(lines[n])),
        len(lines),
    )
    if not field:
        return start + 1
    at = next((n for n in range(start, end) if _names(lines[n], str(field[0]))), start)
    if at != start and len(field) > 1 and isinstance(field[1], int):
        at = _element(lines, at, end, field[1])
    return at + 1


def rule_lines(text: str) -> dict[str, list[int]]:
    """Return the line on which each rule begins, by its id, in the order of the file."""
    found: dict[str, list[int]] = defaultdict(list)
    begin: int | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if _HEADER.match(line):
            begin = number
        elif _TABLE.match(line):
            begin = None
        elif begin is not None and (named := _IDENTIFIER.match(line)):
            found[named[1]].append(begin)
            begin = None
    return dict(found)


def _names(line: str, field: str) -> bool:
    return re.match(rf"\s*(\[\s*\w+\.)?{re.escape(field)}\s*(=|\])", line) is not None


def _element(lines: Sequence[str], start: int, end: int, index: int) -> int:
    """Return the line on which the element of a list begins that starts on line `start`."""
    begins = list(_elements(lines, start, end))
    return begins[index] if index < len(begins) else start


def _elements(lines: Sequence[str], start: int, end: int) -> Iterator[int]:
    depth = 0
    for number in range(start, end):
        for mark in _STRING.sub("", lines[number]):
            if mark == "{":
                if depth == 0:
                    yield number
                depth += 1
            elif mark == "}":
                depth -= 1
            elif mark == "]" and depth == 0:
                return
