"""How envelopes and bodies become bytes, and how bytes become them again.

Names of types come from a closed table; no stored text ever names code. What is read is checked
against the same models as what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import orjson
from pydantic import BaseModel, ValidationError

from domain.envelope import Envelope
from domain.events import EVENT_TYPES, EventBody
from domain.values import Certainty, PrivacyClass, Value
from ledger.errors import BodyOfAnotherType, UnknownType, WrongPrivacyClass

Fields = dict[str, Any]
"""An envelope or a body as plain JSON values."""

Upcaster = Callable[[Fields], tuple[str, Fields]]
"""Turns the body of an earlier type into the name and the body of the type that followed it."""

UPCASTERS: Final[Mapping[str, Upcaster]] = MappingProxyType({})
"""By the name of the earlier type, one step each. The first version has no earlier form."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_MINUTE: Final = timedelta(minutes=1)
_READ: Final[Callable[..., Envelope]] = Envelope.__pydantic_validator__.validate_json
_BY_LEDGER: Final = frozenset({"version", "key", "previous"})
_WRITTEN_AS_IT_IS: Final = frozenset({str, date, tuple, Certainty, PrivacyClass})


class Undecodable(Exception):
    """Bytes that make no sense; the reader adds where they stand."""


class StoredEnvelope(NamedTuple):
    """An envelope with the three fields that the ledger adds before it is stored.

    Attributes:
        envelope: What the event says about itself.
        version: Place in its stream, from 1.
        key: Id of the data key under which the body is encrypted.
        previous: Leaf of the event before it in its stream, in hexadecimal; None for the first.
    """

    envelope: Envelope
    version: int
    key: str
    previous: str | None


class Codec:
    """The closed table of types, and the steps that lead to it from earlier ones.

    Args:
        types: From the stable name of a type to the class of its body.
        upcasters: From the name of an earlier type to the step that leaves it behind.
    """

    def __init__(
        self,
        types: Mapping[str, type[EventBody]] = EVENT_TYPES,
        upcasters: Mapping[str, Upcaster] = UPCASTERS,
    ) -> None:
        self._types = types
        self._upcasters = upcasters

    def check(self, envelope: Envelope, body: EventBody) -> None:
        """Check that an envelope and a body belong together, before they are stored.

        Raises:
            UnknownType: The envelope names no type of the table.
            BodyOfAnotherType: The body is of another type.
            WrongPrivacyClass: The envelope says another privacy class than the type has.
        """
        wanted = self._types.get(envelope.type)
        if wanted is None:
            raise UnknownType(envelope.type, self._types)
        if type(body) is not wanted:
            raise BodyOfAnotherType(envelope.type, body.about.type)
        privacy = wanted.about.privacy
        if privacy is not None and envelope.privacy_class is not privacy:
            raise WrongPrivacyClass(envelope.type, envelope.privacy_class, privacy)

    def decode_body(self, type: str, content: bytes) -> EventBody:
        """Read a body from the bytes that `encode_body` made, also of an earlier type.

        Raises:
            Undecodable: The type is not known, or its model refuses the content.
        """
        try:
            if type in self._upcasters:
                fields = orjson.loads(content)
                while (step := self._upcasters.get(type)) is not None:
                    type, fields = step(fields)
                content = orjson.dumps(fields)
        except orjson.JSONDecodeError as error:
            msg = f"its body is no {type}"
            raise Undecodable(msg) from error
        if type not in self._types:
            msg = f"its type {type} is not known"
            raise Undecodable(msg)
        try:
            return self._types[type].model_validate_json(content)
        except ValidationError as error:
            msg = f"its body is no {type}"
            raise Undecodable(msg) from error


def encode_body(body: EventBody) -> bytes:
    """Return the JSON of a body before it is encrypted.

    A field without a value stands there as null: "no end is known" is something that was said.
    """
    return body.__pydantic_serializer__.to_json(body)


def plain_envelope(envelope: Envelope) -> Fields:
    """Return an envelope in values that orjson writes, without the fields that have no value."""
    # No field is a number or a flag, so what is false has no value.
    return {
        name: value if type(value) in _WRITTEN_AS_IT_IS else _plain(value)
        for name, value in envelope.__dict__.items()
        if value
    }


def encode_envelope(fields: Fields, version: int, key: str, previous: bytes | None) -> bytes:
    """Return the canonical bytes of an envelope (a subset of RFC 8785).

    Sorted ASCII keys, no white space, UTF-8, no numbers but whole ones, absent values left out.

    Args:
        fields: What `plain_envelope` made; the three fields of the ledger are added to it.
        version: Place in the stream, from 1.
        key: Id of the data key of the body.
        previous: Leaf of the event before it in the stream, None for the first.
    """
    fields["version"] = version
    fields["key"] = key
    if previous is not None:
        fields["previous"] = previous.hex()
    return orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)


def encode_text(text: str) -> bytes:
    """Return the bytes of a text as they stand in every envelope that has it as a value."""
    return orjson.dumps(text)


def decode_envelope(content: bytes) -> StoredEnvelope:
    """Read what `encode_envelope` made.

    Raises:
        Undecodable: The bytes are no envelope, or one with fields that this version does not know.
    """
    try:
        # One parse for all: what the ledger added comes beside what the envelope knows.
        envelope = _READ(content, extra="allow")
    except ValidationError as error:
        msg = "its envelope is malformed"
        raise Undecodable(msg) from error
    added = _taken_out(envelope)
    unknown = [] if _BY_LEDGER.issuperset(added) else list(added.keys() - _BY_LEDGER)
    for part in (envelope.corrects, envelope.evidence):
        if part is not None:
            unknown += _taken_out(part)
    if unknown:
        msg = f"its envelope has fields that are not known: {', '.join(sorted(unknown))}"
        raise Undecodable(msg)
    version, key, previous = added.get("version"), added.get("key"), added.get("previous")
    if type(version) is not int or type(key) is not str or not _is_digest(previous):
        msg = "its version, key or previous leaf is malformed"
        raise Undecodable(msg)
    return StoredEnvelope(envelope, version, key, previous)


def _taken_out(value: Value) -> Fields:
    """Return the fields that a value does not know, and leave it as it is without them."""
    found = value.__pydantic_extra__ or {}
    object.__setattr__(value, "__pydantic_extra__", None)
    value.__pydantic_fields_set__.difference_update(found)
    return found


def _readable(moment: datetime) -> datetime:
    """RFC 3339 knows no seconds in an offset, which local mean times before about 1940 have."""
    offset = moment.utcoffset()
    return moment.astimezone(UTC) if offset is not None and offset % _MINUTE else moment


def _is_digest(value: object) -> bool:
    return value is None or (type(value) is str and _DIGEST.fullmatch(value) is not None)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return _readable(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value if part is not None}
    return value
