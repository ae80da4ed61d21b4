"""One CloudEvents JSON line (NL GOV profile) to one event.

The line names the event and the system that sent it; everything that could be sensitive is inside
`data`. Source: CloudEvents 1.0.2 and NL GOV profile for CloudEvents 1.1, where `time` is when the
source logged the act and not when the act took place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Never

from domain.events import EVENT_TYPES
from domain.values import aware
from ledger.acts import Draft
from ledger.intake.drafting import draft
from ledger.intake.errors import NotEventLines
from ledger.intake.line_errors import (
    DuplicateKey,
    InvalidDate,
    LineProblem,
    MissingField,
    NaiveTime,
    NotAnObject,
    NotFinite,
    NotJson,
    NotThisCloudEvent,
    NulCharacter,
    RecordedAtRefused,
    UnknownField,
    UnknownType,
)
from ledger.intake.lines import Aside, RawLine, raw_lines
from ledger.intake.profile import IntakeProfile
from ledger.intake.units import Unit

TYPE_PREFIX: Final = "nl.reintegratie."

TYPE_NAMES: Final = MappingProxyType(
    {
        f"{TYPE_PREFIX}{body.about.name}.v{body.about.version}": name
        for name, body in EVENT_TYPES.items()
    }
)
"""From the type of a CloudEvent (`nl.reintegratie.id-card-applied.v1`) to ours."""

_REQUIRED: Final = ("specversion", "id", "source", "type", "data")
_ATTRIBUTES: Final = frozenset({*_REQUIRED, "time", "datacontenttype", "subject"})
COPIED_FIELDS: Final[tuple[str, ...]] = (
    "stream",
    "subjects",
    "occurred_on",
    "certainty",
    "effect_from",
    "effect_until",
    "actor",
    "role",
    "organisation",
    "to",
    "mandate",
    "purpose",
    "legal_basis",
    "causation",
    "correlation",
    "corrects",
    "correction_kind",
    "evidence",
)
"""Fields of the envelope that stand in `data` under their own name."""

_EVENT: Final = "the event"
_DATA: Final = frozenset({*COPIED_FIELDS, "body", "privacy_class", "recorded_at"})
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)?")
_LINE_NAMES: Final = MappingProxyType(
    {"event_id": "id", "noted_at": "time", "source": "source", "type": "type", "": "data"}
)


def read_events(path: Path, profile: IntakeProfile, *, rehearsal: bool) -> Iterator[Unit | Aside]:
    """Yield each line of a file as its event, or as a line that is put aside; blank lines are none.

    Args:
        path: The file, already checked to be UTF-8 text.
        profile: Who imports, with defaults.
        rehearsal: Whether the lines may say when they were recorded.
    """
    with path.open("rb") as stream:
        for raw in raw_lines(stream):
            if raw.is_blank:
                continue
            try:
                yield Unit(raw, (parse_line(raw, profile, rehearsal=rehearsal),))
            except LineProblem as problem:
                yield Aside(raw, problem)


def parse_line(raw: RawLine, profile: IntakeProfile, *, rehearsal: bool = False) -> Draft:
    """Return the event on one line.

    Raises:
        LineProblem: The line is not one event of a known type with all its fields.
    """
    event = parse_object(raw.text("utf-8"))
    _check_attributes(event)
    data = event["data"]
    if not isinstance(data, dict):
        raise NotAnObject("data", _kind(data))
    for name in data:
        if name not in _DATA:
            raise UnknownField("data", name, _DATA)
    body = data.get("body", {})
    if not isinstance(body, dict):
        raise NotAnObject("data.body", _kind(body))
    return draft(
        _envelope(event, data, profile),
        body,
        place=_place,
        recorded_at=_recorded_at(data, rehearsal=rehearsal),
    )


def parse_object(text: str) -> dict[str, Any]:
    """Parse the one JSON object on a line, more strictly than `json` by itself.

    Raises:
        LineProblem: The line is no JSON object; an object names a key twice; a number is not
            finite; a text holds NUL.
    """
    if "\x00" in text:
        raise NulCharacter
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_number,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        raise NotJson(error.msg, error.colno) from error
    except RecursionError as error:
        why = "it is nested too deeply"
        raise NotJson(why) from error
    except ValueError as error:
        what = "A number of thousands of digits"
        raise NotFinite(what) from error
    if not isinstance(value, dict):
        raise NotAnObject("line", _kind(value))
    if "\\u0000" in text and _holds_nul(value):
        raise NulCharacter
    return value


def check_first_line(path: Path) -> None:
    """Check that a file without a map begins like CloudEvents on lines.

    Raises:
        NotEventLines: The file begins an array over several lines, or no line among the first
            hundred begins an object.
    """
    seen = b""
    with path.open("rb") as stream:
        for raw in raw_lines(stream):
            text = raw.content.strip()
            seen = seen or text
            if seen.startswith(b"[") and not seen.endswith(b"]"):
                break
            if text.startswith(b"{") and text != b"{":
                return
            if raw.number >= 100:  # noqa: PLR2004
                break
    if seen.startswith(b"["):
        raise NotEventLines(
            path, "it holds one JSON array", "write its elements one on each line: jq -c '.[]'"
        )
    if seen.startswith(b"{"):
        raise NotEventLines(
            path, "it spreads an object over several lines", "write each on one line: jq -c ."
        )
    raise NotEventLines(
        path, "no line begins with {", "for a table, name the map of its columns with --map"
    )


def _check_attributes(event: dict[str, Any]) -> None:
    for name in event:
        if name not in _ATTRIBUTES:
            raise UnknownField(_EVENT, name, _ATTRIBUTES)
    for name in _REQUIRED:
        if name not in event:
            raise MissingField(name)
    if event["specversion"] != "1.0":
        raise NotThisCloudEvent("specversion", '"1.0"')
    if event.get("datacontenttype", "application/json") != "application/json":
        raise NotThisCloudEvent("datacontenttype", '"application/json"')
    if not isinstance(event["type"], str) or event["type"] not in TYPE_NAMES:
        raise UnknownType("type", str(event["type"]), TYPE_NAMES)
    if "time" in event:
        _check_time("time", event["time"])


def _envelope(
    event: dict[str, Any], data: dict[str, Any], profile: IntakeProfile
) -> dict[str, Any]:
    fields: dict[str, Any] = dict(profile.defaults())
    fields |= {name: data[name] for name in COPIED_FIELDS if name in data}
    fields |= {
        "event_id": event["id"],
        "source": event["source"],
        "type": TYPE_NAMES[event["type"]],
        "recorded_by": profile.account,
    }
    if "time" in event:
        fields["noted_at"] = event["time"]
    stream = data.get("stream")
    kind, _, identifier = stream.partition(":") if isinstance(stream, str) else ("", "", "")
    if kind == "person":
        fields.setdefault("subjects", [identifier])
    if "subject" in event and event["subject"] not in (stream, identifier):
        raise NotThisCloudEvent("subject", "the person or stream of data.stream, or left out")
    if EVENT_TYPES[fields["type"]].about.privacy is None:
        if "privacy_class" in data:
            fields["privacy_class"] = data["privacy_class"]
    elif "privacy_class" in data:
        raise UnknownField("data", "privacy_class")
    return fields


def _recorded_at(data: dict[str, Any], *, rehearsal: bool) -> datetime | None:
    if "recorded_at" not in data:
        return None
    if not rehearsal:
        raise RecordedAtRefused
    return _check_time("data.recorded_at", data["recorded_at"]).astimezone(UTC)


def _check_time(field: str, value: object) -> datetime:
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        raise InvalidDate(field, "a time such as 2026-03-02T10:15:00Z (RFC 3339)")
    try:
        moment = datetime.fromisoformat(value.upper())
        if moment.tzinfo is None:
            raise NaiveTime(field)
        return aware(moment)
    except ValueError as error:
        raise InvalidDate(field, "a time that exists, such as 2026-03-02T10:15:00Z") from error


def _place(path: str) -> str:
    """Return where a field of the models stands on a line."""
    return _LINE_NAMES.get(path, f"data.{path}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key, value in pairs:
        if key in fields:
            raise DuplicateKey(key)
        fields[key] = value
    return fields


def _refuse_number(literal: str) -> Never:
    raise NotFinite(literal)


def _finite(literal: str) -> float:
    number = float(literal)
    if not math.isfinite(number):
        raise NotFinite(literal)
    return number


def _holds_nul(value: object) -> bool:
    match value:
        case str():
            return "\x00" in value
        case dict():
            return any("\x00" in key or _holds_nul(part) for key, part in value.items())
        case list():
            return any(map(_holds_nul, value))
        case _:
            return False


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a truth value"
        case str():
            return "a text"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case _:
            return "an object"
