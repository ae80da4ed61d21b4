"""A plain reading of a list of rows: who is who, what counts, in which order, what it says.

It is written from the definitions alone, on dictionaries, and knows nothing of the program: what
was known by a moment and to an organisation, which rows are taken back, how the others read after
their corrections, which pseudonyms are one person, and what had taken place by a day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
"""One recorded event: `position`, `id`, `person`, `type`, `on`, `from`, `until`, `org`, `to`,
`cause`, `recorded`, `body`, and `names`: the id of the row that it corrects or takes back."""

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
RETRACTED: Final = "event-retracted"
CORRECTED: Final = "event-corrected"
BODIES: Final[Mapping[str, frozenset[str]]] = {
    "person-registered": frozenset({"birth_year"}),
    "registered": frozenset({"municipality", "basis"}),
}
"""The fields that the bodies of the types that rows are corrected to may have."""


@dataclass(frozen=True)
class Question:
    """Who is asked about, and from where."""

    person: str
    as_of: date | datetime
    known_at: datetime
    known_to: str | None


@dataclass(frozen=True)
class Reading:
    """What is read: the person, all pseudonyms, the rows that count in order, and what they say.

    Each row is its id, its day or moment, its first and last day of effect, and its body; and the
    ids of what corrected it.
    """

    person: str
    pseudonyms: frozenset[str]
    counts: tuple[tuple[Any, ...], ...]
    retracted: frozenset[str]
    birth_year: tuple[int, str] | None
    is_registered: bool


def read(rows: Sequence[Row], asked: Question) -> Reading:
    """Answer one question from a list of rows, in order of position."""
    known = [row for row in rows if row["recorded"] <= asked.known_at]
    if asked.known_to is not None:
        known = [row for row in known if knows(asked.known_to, row, known)]
    pairs = links(known)
    group = {asked.person}
    while True:
        wider = group | {b for a, b in pairs if a in group} | {a for a, b in pairs if b in group}
        if wider == group:
            break
        group = wider
    own = [row for row in known if row["person"] in group]
    gone = taken_back(own)
    read_now = as_corrected(own, gone)
    counts = sorted((row for row in read_now if has_happened(row, asked.as_of)), key=place_in_life)
    return Reading(
        person=leader(group, pairs),
        pseudonyms=frozenset(group),
        counts=tuple(
            (row["id"], row["on"], row["from"], row["until"], dict(row["body"]), tuple(row["by"]))
            for row in counts
        ),
        retracted=frozenset(row["id"] for row in own if row["id"] in gone),
        birth_year=birth_year(counts),
        is_registered=is_registered(counts, day_of(asked.as_of)),
    )


def knows(organisation: str, row: Row, known: Sequence[Row]) -> bool:
    """Whether an organisation can have known a row: it acted, or was sent it and received it."""
    if row["org"] == organisation:
        return True
    if organisation not in row["to"]:
        return False
    if row["type"] != "release-notice-sent":
        return True
    stream = [each for each in known if each["person"] == row["person"]]
    gone = taken_back(stream)
    return any(
        each["type"] == "release-notice-received"
        and each["org"] == organisation
        and each["position"] > row["position"]
        and each["cause"] in (None, row["id"])
        and each["id"] not in gone
        for each in stream
    )


def taken_back(rows: Sequence[Row]) -> set[str]:
    """The ids of rows that are taken back by one that is not taken back itself.

    A row can only take back what was recorded before it, so the newest are looked at first.
    """
    gone: set[str] = set()
    for row in reversed(rows):
        if row["type"] == RETRACTED and row["id"] not in gone:
            gone.add(row["names"])
    return gone


def as_corrected(rows: Sequence[Row], gone: set[str]) -> list[dict[str, Any]]:
    """The rows that happened and were not taken back, as they read after all corrections."""
    corrections = {row["id"]: row["names"] for row in rows if row["type"] == CORRECTED}
    now = {row["id"]: {**row, "by": []} for row in rows if row["names"] is None}
    for row in rows:
        if row["type"] != CORRECTED or row["id"] in gone or row["names"] not in ids(rows):
            continue
        target = row["names"]
        while target in corrections:
            target = corrections[target]
        if target in now and fits(row["body"], now[target]["type"]):
            change = row["body"]
            if change.get("occurred_on"):
                now[target]["on"] = date.fromisoformat(change["occurred_on"])
            if change.get("effect_from"):
                now[target]["from"] = change["effect_from"]
            if change.get("body") is not None:
                now[target]["body"] = change["body"]
            now[target]["by"] = [*now[target]["by"], row["id"]]
    return [row for key, row in now.items() if key not in gone]


def ids(rows: Iterable[Row]) -> set[str]:
    """The ids of rows."""
    return {row["id"] for row in rows}


def fits(change: Mapping[str, Any], kind: str) -> bool:
    """Whether a correction can be carried out: a day is a day, a body is one of that type."""
    body = change.get("body")
    if body is not None and body.keys() != BODIES.get(kind, frozenset()):
        return False
    try:
        date.fromisoformat(change.get("occurred_on") or "2026-01-01")
    except ValueError:
        return False
    return True


def links(known: Sequence[Row]) -> dict[tuple[str, str], bool]:
    """The pairs of pseudonyms that each say that they are linked, and whether the first leads."""
    said: dict[tuple[str, str], bool] = {}
    for person in {row["person"] for row in known}:
        stream = [row for row in known if row["person"] == person]
        gone = taken_back(stream)
        for row in stream:
            if row["id"] in gone:
                continue
            if row["type"] == "identities-linked":
                said[person, row["body"]["other"]] = row["body"]["leads"]
            elif row["type"] == "identities-unlinked":
                said.pop((person, row["body"]["other"]), None)
    return {(a, b): leads for (a, b), leads in said.items() if (b, a) in said}


def leader(group: set[str], pairs: Mapping[tuple[str, str], bool]) -> str:
    """The pseudonym that is linked to no other; the first by name, where none or several are."""
    followers = set()
    for (a, b), leads in pairs.items():
        if a in group and (a > b if leads == pairs[b, a] else pairs[b, a]):
            followers.add(a)
    return min(group - followers or group)


def has_happened(row: Row, as_of: date | datetime) -> bool:
    """Whether something had taken place by then; what is known to the day counts all day."""
    if isinstance(row["on"], datetime) and isinstance(as_of, datetime):
        return bool(row["on"] <= as_of)
    return day_of(row["on"]) <= day_of(as_of)


def place_in_life(row: Row) -> tuple[Any, ...]:
    """By day; what is known to the day before what is known to the moment; then as recorded."""
    on = row["on"]
    is_moment = isinstance(on, datetime)
    return day_of(on), is_moment, on.timestamp() if is_moment else 0, row["position"]


def day_of(when: date | datetime) -> date:
    """The day in the Netherlands."""
    return when.astimezone(AMSTERDAM).date() if isinstance(when, datetime) else when


def birth_year(counts: Iterable[Row]) -> tuple[int, str] | None:
    """The year of birth that was said last, and in which row."""
    found = None
    for row in counts:
        if row["type"] == "person-registered":
            found = row["body"]["birth_year"], row["id"]
    return found


def is_registered(counts: Iterable[Row], day: date) -> bool:
    """Whether an entry in the register covers a day.

    An entry runs from its first day of effect to its last; who is written out on a day is out from
    that day on, of every entry that was made before in this order and began before that day.
    """
    entries: list[list[date]] = []
    for row in counts:
        first = row["from"] or day_of(row["on"])
        if row["type"] == "registered":
            entries.append([first, row["until"] or date.max])
        elif row["type"] == "deregistered":
            for entry in entries:
                if entry[0] < first <= entry[1]:
                    entry[1] = first - timedelta(days=1)
    return any(start <= day <= end for start, end in entries)
