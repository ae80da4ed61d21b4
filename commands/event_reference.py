"""Writes docs/events.md from the event types themselves.

python -m commands.event_reference >docs/events.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from commands.event_descriptions import Entered, Kind, all_kinds, area_name, details_of, name_of
from domain.areas import EventArea
from domain.events.catalogue import CATALOGUE

HEAD: Final = """\
# Events

Everything that can happen, by area. This page is made from the code by `python -m
commands.event_reference`; a test compares. `reintegration events list` and `events show TYPE` tell
the same, and search it.

Each type has a name with a version, which never changes once it was stored; the Dutch term of the
field; who usually records it (anyone with the right may); and one privacy class: **O** adds
nothing to what the ledger reveals anyhow, **C** is about detention or justice by content (AVG
art. 10), **H** says something of health (AVG art. 9). Each class has keys of its own, so what
spans two is two types. Where a person says no, or an organisation, there is a reason from a list;
nothing is free text.

When it took place, on whose authority, by whom, for which purpose, to whom it was sent, what led to
it, and its first and last day of effect stand around every event, and are no fields of its own.

What is **computed** follows from events and the law each time it is asked for. It cannot be
recorded, so that nobody types in what contradicts the facts.

"""

_ENTERED: Final = {
    Entered.CORRECT: "Recorded with `reintegration correct`.",
    Entered.RETRACT: "Recorded with `reintegration retract`.",
    Entered.APPROVE: "Recorded with `reintegration approve`.",
    Entered.LINK: "Recorded with `reintegration link`.",
    Entered.UNLINK: "Recorded with `reintegration unlink`.",
}

NUMBERS: Final = """\
## By number

The catalogue of 118 things that happen around a release, from which the types began, and where
each of them stands. Several numbers have more than one type: health stands apart, and a yes and a
no are two events.

| number | type |
|---|---|
"""


def reference() -> str:
    """Return the page: each area with its types, then the catalogue by number."""
    return HEAD + "\n".join([*_areas(), NUMBERS + "\n".join(_numbers())]) + "\n"


def _areas() -> Iterator[str]:
    for area, group in groupby(all_kinds(), key=lambda each: each[0]):
        yield f"## {_heading(area)}"
        yield ""
        for _, kind in group:
            yield from _kind(kind)


def _heading(area: EventArea) -> str:
    english, dutch = area_name(area, "en"), area_name(area, "nl")
    return f"{english[0].upper()}{english[1:]} (*{dutch}*)"


def _kind(kind: Kind) -> Iterator[str]:
    data = details_of(kind)
    yield f"### {name_of(kind)}"
    yield ""
    yield f"*{data['dutch']}*. {data['meaning']}"
    yield ""
    if data["entered"] in {Entered.COMPUTED, Entered.ACCESS_LOG}:
        yield from _worked_out(data)
        return
    yield _facts(data)
    yield ""
    if data["fields"]:
        yield "| field | | holds |"
        yield "|---|---|---|"
        for field in data["fields"]:
            must = "required" if field["required"] else ""
            yield f"| `{field['field']}` | {must} | {_cell(field['holds'])} |"
        yield ""
    if data["example"]:
        yield f"    {data['example']}"
        yield ""


def _facts(data: dict[str, Any]) -> str:
    privacy = data["privacy_class"] or "that of the event it corrects"
    streams = " or ".join(f"`{each}:`" for each in data["streams"])
    parts = [
        f"`{data['type']}`, by: {data['recorder']}; class: {privacy}; stream: {streams}.",
        f"Can change: {', '.join(data['changes'])}." if data["changes"] else "",
        _ENTERED.get(data["entered"], ""),
    ]
    return " ".join(part for part in parts if part)


def _worked_out(data: dict[str, Any]) -> Iterator[str]:
    is_command = data["entered"] == Entered.COMPUTED
    place = f"`{data['seen_with']}`" if is_command else data["seen_with"]
    how = "Computed" if is_command else "In the access log"
    yield f"**{how}**, never recorded: {data['computed']}. Shown by {place}."
    if data["rests_on"]:
        yield "Rests on " + ", ".join(f"`{each}`" for each in data["rests_on"]) + "."
    yield ""


def _numbers() -> Iterator[str]:
    marks = {name_of(kind): _mark(details_of(kind)["entered"]) for _, kind in all_kinds()}
    for number, names in CATALOGUE.items():
        yield f"| {number} | {', '.join(f'`{name}`{marks[name]}' for name in names)} |"


def _mark(entered: Entered) -> str:
    marks = {Entered.COMPUTED: " (computed)", Entered.ACCESS_LOG: " (access log)"}
    return marks.get(entered, "")


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


if __name__ == "__main__":
    sys.stdout.write(reference())
