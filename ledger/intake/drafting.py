"""From the fields of a line to a checked event, or to a clear reason why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar, get_args

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from domain.envelope import OTHER_SUBJECTS, Envelope, Evidence, is_misplaced
from domain.events import EVENT_TYPES, EventBody
from domain.values import Code, EventId, Name, StreamKind
from ledger.acts import Draft
from ledger.intake.line_errors import (
    InvalidDate,
    InvalidPerson,
    InvalidValue,
    LineProblem,
    MissingField,
    NaiveTime,
    NotOfOnePerson,
    OfAnotherStream,
    UnknownField,
    UnknownType,
)

Fields = Mapping[str, Any]
"""Fields by name, as JSON values."""

Place = Callable[[str], str]
"""Turns the path of a field of the models into what the author of the line calls it."""

_Model = TypeVar("_Model", Envelope, EventBody)

_PERSON_FIELDS: Final = frozenset({"stream", "subjects"})
_TIME_FIELDS: Final = frozenset({"noted_at", "occurred_on", "effect_from", "effect_until"})
_UNKNOWN: Final = "extra_forbidden"
_OTHER_FORM: Final = "string_pattern_mismatch"
_DAY_OR_TIME: Final = "a day such as 2026-03-02, or a time with its zone"
_DAY: Final = "a day such as 2026-03-02"


def _pattern(annotation: object) -> str:
    """Return the regular expression of a text type such as `Code`."""
    pattern: str = get_args(annotation)[1].pattern
    return pattern


_FORMS: Final = {
    _pattern(Code): "a code: words in lower case with dashes between them, such as no-fee",
    _pattern(Name): "one line of text that is not empty",
    _pattern(EventId): "letters, digits and . _ : / + = @ - without spaces, beginning with a "
    "letter or a digit",
    _pattern(get_args(Evidence.model_fields["sha256"].annotation)[0]): "64 hexadecimal digits in "
    "lower case",
}
"""What a text has to look like, in words, by the regular expression that says so."""


def draft(
    envelope: Fields, body: Fields, *, place: Place, recorded_at: datetime | None = None
) -> Draft:
    """Check the fields of one event and make it ready to be recorded.

    Args:
        envelope: Fields of `Envelope`; the privacy class may be left out where the type has one.
        body: Fields of the body of that type.
        place: What the author of the line calls a field.
        recorded_at: When it would have been recorded; only for a rehearsal ledger.

    Raises:
        LineProblem: A field is missing, not known, or has a value that it cannot have; or the
            stream is of a kind where the type does not belong.
    """
    body_class = type_named(envelope.get("type"), EVENT_TYPES, place)
    privacy = body_class.about.privacy
    if privacy is not None:
        envelope = {**envelope, "privacy_class": privacy.value}
    checked_envelope = _checked(Envelope, envelope, place)
    if is_misplaced(checked_envelope):
        if body_class.about.streams == (StreamKind.PERSON,):
            raise NotOfOnePerson(place("stream"))
        raise OfAnotherStream(place("stream"), body_class.about.streams)
    checked_body = _checked(body_class, body, lambda path: place(f"body.{path}"))
    return Draft(checked_envelope, checked_body, recorded_at)


def type_named(name: object, known: Mapping[str, type[EventBody]], place: Place) -> type[EventBody]:
    """Return the class of the bodies of the type called `name`.

    Raises:
        MissingField: There is no name.
        UnknownType: The name is not in the table.
    """
    if name is None:
        raise MissingField(place("type"))
    if not isinstance(name, str) or name not in known:
        raise UnknownType(place("type"), str(name), known)
    return known[name]


def _checked(model: type[_Model], fields: Fields, place: Place) -> _Model:
    try:
        checked = model.model_validate_json(orjson.dumps(fields))
    except orjson.JSONEncodeError as error:
        raise InvalidValue(place("").rstrip("."), str(error)) from error
    except ValidationError as error:
        # A mistyped name is unknown and missing at once: the name that is there explains more.
        unknown_first = sorted(error.errors(), key=lambda detail: detail["type"] != _UNKNOWN)
        raise _reason(unknown_first[0], model, fields, place) from error
    return checked


def _reason(
    detail: ErrorDetails, model: type[Envelope | EventBody], fields: Fields, place: Place
) -> LineProblem:
    path = ".".join(str(part) for part in detail["loc"])
    name = str(detail["loc"][0]) if detail["loc"] else ""
    kind = detail["type"]
    message = detail["msg"].removeprefix("Value error, ")
    if kind == OTHER_SUBJECTS:
        return NotOfOnePerson(place("subjects"))
    if kind == "missing":
        return MissingField(place(path))
    if kind == _UNKNOWN:
        above = ".".join(str(part) for part in detail["loc"][:-1])
        found = str(detail["loc"][-1])
        return UnknownField(place(above).rstrip("."), found, model.model_fields)
    if model is Envelope and name in _PERSON_FIELDS:
        return InvalidPerson(place(path))
    if _is_naive_time(fields.get(name)) and (name in _TIME_FIELDS or kind.startswith("datetime")):
        return NaiveTime(place(name))
    if name in _TIME_FIELDS or kind.startswith(("date_", "datetime_")):
        expected = _DAY if name.startswith("effect_") or kind.startswith("date_") else _DAY_OR_TIME
        return InvalidDate(place(name), expected)
    if kind == _OTHER_FORM:
        message = _form_in_words(detail["ctx"]["pattern"])
    if not path:
        return InvalidValue(place("").rstrip(".") or "event", message)
    return InvalidValue(place(path), message)


def _form_in_words(pattern: str) -> str:
    return "expected " + _FORMS.get(pattern, "a text of the form that docs/import.md shows")


def _is_naive_time(value: object) -> bool:
    if not isinstance(value, str) or len(value) <= len("2026-03-02"):
        return False
    try:
        return datetime.fromisoformat(value).tzinfo is None
    except ValueError:
        return False
