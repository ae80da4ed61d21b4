"""From `FIELD=VALUE` on a command line to the body of an event, by the types of its fields.

    title=remand                           a word from a list
    release_on=2026-04-01                  a day
    informed=yes                           yes or no (ja, nee, true, false)
    wishes=dwelling,family                 several, with commas; or --set given again
    findings=id_document:not-arranged      a group of fields in their order, with colons
    release_on=                            nothing, where the field may be empty

A value that begins with { or [ is read as JSON.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

from commands.event_errors import BodyRefused, ImpossibleValue, UnknownField
from domain.events import EventBody

_YES: Final = frozenset({"yes", "true", "ja", "1"})
_NO: Final = frozenset({"no", "false", "nee", "0"})
_IN_WORDS: Final[Mapping[Any, str]] = {
    bool: "yes or no",
    int: "a whole number",
    date: "a date such as 2026-03-02",
}


def build_body(
    kind: type[EventBody], settings: Iterable[str], base: Mapping[str, Any] | None = None
) -> EventBody:
    """Make the body of an event.

    Args:
        kind: The class of the body.
        settings: Texts `FIELD=VALUE`; a field of several values may come more than once.
        base: The body as it was, in JSON values; None for a new event.

    Raises:
        UnknownField: The type has no such field.
        ImpossibleValue: A field cannot hold the value.
        BodyRefused: The fields together make no event of the type.
    """
    values = {**(base or {}), **read_settings(kind, settings)}
    try:
        return kind.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise BodyRefused(kind.about.type, faults_of(error)) from None


def read_settings(kind: type[EventBody], settings: Iterable[str]) -> dict[str, Any]:
    """Read `FIELD=VALUE` texts to JSON values by the types of the fields.

    Raises:
        UnknownField: The type has no such field.
        ImpossibleValue: A field cannot hold the value.
    """
    values: dict[str, Any] = {}
    for setting in settings:
        name, equals, written = setting.partition("=")
        name = name.strip().replace("-", "_")
        if name not in kind.model_fields:
            raise UnknownField(kind.about.type, name, tuple(kind.model_fields))
        annotation = annotation_of(kind, name)
        if not equals:
            raise ImpossibleValue(name, "", f"written {name}=VALUE, with {describe(annotation)}")
        try:
            value = _read(annotation, written)
        except ValueError:
            raise ImpossibleValue(name, written, describe(annotation)) from None
        if isinstance(value, list) and name in values:
            value = [*values[name], *value]
        values[name] = value
    return values


def describe(annotation: Any) -> str:
    """Say in words what a field holds, with every word it may be."""
    bare, optional = _without_none(annotation)
    if optional:
        return f"{describe(bare)}, or nothing"
    if get_origin(bare) is tuple:
        return f"one or more, with commas between them: {describe(get_args(bare)[0])}"
    if bare in _IN_WORDS:
        return _IN_WORDS[bare]
    choices = words_of(bare)
    if choices:
        return "one of " + ", ".join(choices)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return ":".join(bare.model_fields) + " (" + _describe_parts(bare) + ")"
    return "a line of text"


def words_of(annotation: Any) -> tuple[str, ...]:
    """Return the words that a field may be, for one that takes a word from a list, or several."""
    bare, _ = _without_none(annotation)
    if get_origin(bare) is tuple:
        return words_of(get_args(bare)[0])
    if get_origin(bare) in {Union, types.UnionType}:
        return tuple(word for each in get_args(bare) for word in words_of(each))
    if get_origin(bare) is Literal:
        return tuple(str(each) for each in get_args(bare))
    if isinstance(bare, type) and issubclass(bare, Enum):
        return tuple(str(member.value) for member in bare)
    if bare is bool:
        return ("yes", "no")
    return ()


def words_of_field(kind: type[BaseModel], name: str) -> tuple[str, ...]:
    """Return the words that a field of a body may be, without those that the body refuses."""
    annotation, checks = annotation_of(kind, name), kind.model_fields[name].metadata
    words = words_of(annotation)
    if not words or get_origin(_without_none(annotation)[0]) is tuple:
        return words
    adapter: TypeAdapter[Any] = TypeAdapter(
        Annotated[annotation, *checks] if checks else annotation
    )
    return tuple(word for word in words if _is_taken(adapter, word))


def offered(annotation: Any, written: str) -> list[str]:
    """Return how what was written of a value may go on, up to the next comma or colon."""
    bare, _ = _without_none(annotation)
    if get_origin(bare) is tuple:
        before, comma, last = written.rpartition(",")
        rest = offered(get_args(bare)[0], last)
        return [f"{before}{comma}{each}" for each in rest]
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        before, colon, last = written.rpartition(":")
        names = list(bare.model_fields)
        place = before.count(":") + 1 if colon else 0
        rest = offered(annotation_of(bare, names[place]), last) if place < len(names) else []
        return [f"{before}{colon}{each}" for each in rest]
    return [word for word in words_of(bare) if word.startswith(written)]


def _is_taken(adapter: TypeAdapter[Any], word: str) -> bool:
    try:
        adapter.validate_json(json.dumps({"yes": True, "no": False}.get(word, word)))
    except ValidationError:
        return False
    return True


def faults_of(error: ValidationError) -> str:
    """Return what is wrong, one line a fault, without the values themselves."""
    lines = []
    for fault in error.errors(include_url=False, include_input=False):
        place = ".".join(str(part) for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(f"{place}: {message}" if place else message)
    return "\n".join(lines)


def annotation_of(kind: type[BaseModel], name: str) -> Any:
    """Return the type of a field, as `describe` and `words_of` take it."""
    return kind.model_fields[name].annotation


def _without_none(annotation: Any) -> tuple[Any, bool]:
    """Take off what says nothing about the form: annotations and `| None`."""
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [each for each in get_args(annotation) if each is not type(None)]
        optional = len(members) < len(get_args(annotation))
        if len(members) == 1:
            return _without_none(members[0])[0], optional
        return annotation, optional
    return annotation, False


def _read(annotation: Any, written: str) -> Any:
    """Read one value.

    Raises:
        ValueError: It cannot be one of this type.
    """
    bare, optional = _without_none(annotation)
    if optional and not written:
        return None
    if written[:1] in {"{", "["}:
        return json.loads(written)
    if get_origin(bare) is tuple:
        return [_read(get_args(bare)[0], part.strip()) for part in written.split(",")]
    if bare is bool:
        return _yes_or_no(written)
    if bare is int:
        return int(written)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return _group(bare, written.split(":"))
    words = words_of(bare)
    if words and written not in words:
        raise ValueError(written)
    if bare is date:
        return date.fromisoformat(written).isoformat()
    return written


def _group(model: type[BaseModel], parts: Sequence[str]) -> dict[str, Any]:
    names = tuple(model.model_fields)
    if len(parts) > len(names):
        raise ValueError(parts)
    return {
        name: _read(annotation_of(model, name), part.strip())
        for name, part in zip(names, parts, strict=False)
    }


def _yes_or_no(written: str) -> bool:
    word = written.lower()
    if word not in _YES | _NO:
        raise ValueError(written)
    return word in _YES


def _describe_parts(model: type[BaseModel]) -> str:
    parts = []
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else ", may be left out"
        parts.append(f"{name}: {describe(field.annotation)}{default}")
    return "; ".join(parts)
