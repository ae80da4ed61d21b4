"""An example command line for every event type: the fields it needs, with values that fit."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from commands.fields import annotation_of, describe, words_of, words_of_field
from domain.events import EventBody
from domain.values import StreamKind

_STREAMS: Final = {
    StreamKind.PERSON: "person:p-0417",
    StreamKind.AGREEMENT: "agreement:a-1",
    StreamKind.ORGANISATION: "organisation:tilburg",
    StreamKind.LEDGER: "ledger:own",
}
_VALUES: Final = {
    "against": "benefit-rejected",
    "beneficiary": "p-0417",
    "from_organisation": "dji",
    "intervention": "cova",
    "mandate": "m-2026-4",
    "holder": "coordinator",
    "institution": "vught",
    "level": "case",
    "instrument": "risc",
    "overseer": "safety-house",
    "owner": "tilburg",
    "participants": "tilburg,dji",
    "parties": "tilburg,tiwos",
    "consent_of": "tilburg,tiwos",
    "performer": "tiwos",
    "programme": "exodus",
    "rule": "briefadres",
    "scope": "any-decision",
}
"""By the name of a field, a value that fits it; where it is a word of a list, the first will do."""

_DAY: Final = "2026-03-02"


def example(kind: type[EventBody]) -> str:
    """Return a command line that records an event of a type, with the fields that it needs."""
    stream = _STREAMS[kind.about.streams[0]]
    settings = [f"--set {setting}" for setting in settings_of(kind)]
    return " ".join(["reintegration record", kind.about.name, stream, f"--on {_DAY}", *settings])


def settings_of(kind: type[EventBody]) -> list[str]:
    """Return `FIELD=VALUE` for each field that a body of this type needs."""
    return [
        f"{name}={_value(kind, name)}"
        for name, field in kind.model_fields.items()
        if field.is_required()
    ]


def _value(kind: type[EventBody], name: str) -> str:
    words = words_of_field(kind, name)
    if name in _VALUES and (not words or _VALUES[name] in words):
        return _VALUES[name]
    return words[0] if words else _of(annotation_of(kind, name))


def _of(annotation: Any) -> str:
    """Return a value of a kind that stands in no list."""
    if get_origin(annotation) is tuple:
        return _of(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        needed = (name for name, field in annotation.model_fields.items() if field.is_required())
        return ":".join(_word(annotation_of(annotation, name)) for name in needed)
    said = describe(annotation)
    if said.startswith(describe(date)):
        return _DAY
    return "1" if said.startswith(describe(int)) else "tilburg"


def _word(annotation: Any) -> str:
    words = words_of(annotation)
    return words[0] if words else _of(annotation)
