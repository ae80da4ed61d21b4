"""Reading a map, and finding everything that is wrong with it before a row is read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from domain.data_files import DataNotText, DataNotToml, DataUnfit, Location, read_data
from domain.envelope import Envelope
from domain.events import EVENT_TYPES
from ledger.intake.csv_map import (
    ISO,
    Body,
    BodyValue,
    FromColumn,
    ImportMap,
    Scalar,
)
from ledger.intake.errors import (
    MapInvalid,
    MapMissing,
    MapUnreadable,
    ZoneMissing,
)

LARGEST_MAP: Final = 1_000_000
"""Most bytes that a map may have."""

_STRICT: Final = ConfigDict(strict=True)


def load_map(path: Path) -> ImportMap:
    """Read the map at `path` and check it against the table of event types.

    Raises:
        MapMissing: There is no file.
        MapUnreadable: It is not TOML in UTF-8.
        MapInvalid: It says something that a map cannot say.
        ZoneMissing: It reads times without a zone and names none.
    """
    try:
        found = read_data(_content(path), ImportMap)
    except DataUnfit as unfit:
        faults = [f"{_dotted(fault.location)}: {fault.reason}" for fault in unfit.faults]
        raise MapInvalid(path, faults) from None
    except DataNotText as unreadable:
        raise MapUnreadable(path, "it is not UTF-8") from unreadable
    except DataNotToml as unreadable:
        raise MapUnreadable(path, unreadable.reason) from unreadable
    faults = [*_rule_faults(found), *_body_faults(found), *_envelope_faults(found)]
    if faults:
        raise MapInvalid(path, faults)
    column = next(time_columns(found), None)
    if column and found.time_zone is None and not any(map(_tells_zone, found.times)):
        raise ZoneMissing(str(path), column)
    return found


def columns(found: ImportMap) -> frozenset[str]:
    """Return every column that the map reads."""
    names = {*found.key, found.person.column}
    for expression in _expressions(found):
        if isinstance(expression, FromColumn):
            names.add(expression.column)
    for rule in found.events:
        names.add(rule.on)
        names.update(condition.column for condition in rule.only_if)
    for period in found.periods.columns if found.periods else ():
        names |= {period.begin, period.end}
        names.update(condition.column for condition in period.only_if)
    return frozenset(names)


def time_columns(found: ImportMap) -> Iterator[str]:
    """Yield the columns that the map reads as times."""
    for period in found.periods.columns if found.periods else ():
        if period.read_as == "time":
            yield from (period.begin, period.end)
    yield from (rule.on for rule in found.events if rule.read_as == "time")
    for expression in _expressions(found):
        if isinstance(expression, FromColumn) and expression.read_as == "time":
            yield expression.column


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_MAP + 1)
    except FileNotFoundError as error:
        raise MapMissing(path) from error
    except OSError as error:
        raise MapUnreadable(path, error.strerror or str(error)) from error
    if len(content) > LARGEST_MAP:
        raise MapUnreadable(path, f"it has more than {LARGEST_MAP} bytes")
    return content


def _dotted(place: Location) -> str:
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif not part.startswith("<"):
            text += f".{part}"
    return text.removeprefix(".") or "the map"


def _rule_faults(found: ImportMap) -> Iterator[str]:
    periods = found.periods.columns if found.periods else ()
    if not periods and not found.events:
        yield "the map: it makes no events; give [periods] or [[event]]"
    names = Counter([*(period.name for period in periods), *(rule.name for rule in found.events)])
    yield from (f"{name}: two rules have this name" for name, times in names.items() if times > 1)
    earlier: set[str] = set()
    for place, period in enumerate(periods, 1):
        other = period.same_days_as
        if other is not None and other not in earlier:
            yield f"periods.columns[{place}].same_days_as: {other!r} is no earlier period"
        earlier.add(period.name)


def _body_faults(found: ImportMap) -> Iterator[str]:
    if found.periods:
        periods = found.periods
        yield from _faults_of_body("periods.begin_body", periods.first, periods.begin_body)
        if periods.later != periods.first:
            yield from _faults_of_body("periods.begin_body", periods.later, periods.begin_body)
        yield from _faults_of_body("periods.end_body", periods.end, periods.end_body)
    for place, rule in enumerate(found.events, 1):
        yield from _faults_of_body(f"event[{place}].body", rule.type, rule.body)


def _faults_of_body(place: str, event_type: str, body: Body) -> Iterator[str]:
    yield from _faults_of_fields(place, event_type, EVENT_TYPES[event_type], body)


def _faults_of_fields(
    place: str, owner: str, model: type[BaseModel], given: Mapping[str, BodyValue]
) -> Iterator[str]:
    fields = model.model_fields
    for name in given.keys() - fields.keys():
        yield f"{place}.{name}: {owner} has no such field; it has {', '.join(fields) or 'none'}"
    for name, field in fields.items():
        if name not in given:
            if field.is_required():
                yield f"{place}.{name}: {owner} needs this field"
            continue
        value = given[name]
        if not isinstance(value, tuple):
            yield from _faults_of_constants(f"{place}.{name}", field, value)
            continue
        element = next(iter(get_args(field.annotation)), None)
        if not (isinstance(element, type) and issubclass(element, BaseModel)):
            yield f"{place}.{name}: this field of {owner} holds no tables"
            continue
        for number, table in enumerate(value, 1):
            yield from _faults_of_fields(f"{place}.{name}[{number}]", owner, element, table)


def _envelope_faults(found: ImportMap) -> Iterator[str]:
    tables = [("envelope", found.envelope)]
    tables += [(f"event[{n}].envelope", rule.envelope) for n, rule in enumerate(found.events, 1)]
    for place, table in tables:
        for name, value in table.expressions().items():
            yield from _faults_of_constants(f"{place}.{name}", Envelope.model_fields[name], value)


def _faults_of_constants(place: str, field: FieldInfo, value: Scalar | FromColumn) -> Iterator[str]:
    constants = value.constants if isinstance(value, FromColumn) else (value,)
    adapter = TypeAdapter(field.rebuild_annotation(), config=_STRICT)
    for constant in constants:
        try:
            adapter.validate_json(json.dumps(constant))
        except ValidationError as error:
            message = error.errors()[0]["msg"].removeprefix("Value error, ")
            yield f"{place}: {constant!r} cannot stand here: {message}"


def _expressions(found: ImportMap) -> Iterator[Scalar | FromColumn]:
    yield from found.envelope.expressions().values()
    if found.periods:
        yield from _of_body(found.periods.begin_body)
        yield from _of_body(found.periods.end_body)
    for rule in found.events:
        yield from _of_body(rule.body)
        yield from rule.envelope.expressions().values()


def _of_body(body: Body) -> Iterator[Scalar | FromColumn]:
    for value in body.values():
        if isinstance(value, tuple):
            for element in value:
                yield from element.values()
        else:
            yield value


def _tells_zone(pattern: str) -> bool:
    return pattern == ISO or "%z" in pattern
