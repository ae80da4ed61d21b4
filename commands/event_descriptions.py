"""What is told of each event type, and of what is computed, by `events` and its page."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple, get_args

from commands.event_examples import example
from commands.fields import annotation_of, describe, words_of, words_of_field
from domain.areas import EVENT_AREA_NAMES, EventArea
from domain.events import (
    ACCESS_LOG_TYPES,
    DERIVED_TYPES,
    EVENT_TYPES,
    CorrectionEvent,
    DerivedType,
    EventBody,
    EventRetracted,
    EventRetractionProposed,
    IdentitiesLinked,
    IdentitiesLinkProposed,
    IdentitiesUnlinked,
    IdentitiesUnlinkProposed,
    not_recorded,
)
from domain.events.catalogue import EVENTS_BY_AREA, area_of

Kind = type[EventBody] | DerivedType
"""Something that happens: stored as an event, or worked out by the ledger."""


class Entered(StrEnum):
    """How something comes into the ledger."""

    RECORD = "record"
    CORRECT = "correct"
    RETRACT = "retract"
    APPROVE = "approve"
    LINK = "link"
    UNLINK = "unlink"
    COMPUTED = "computed"
    ACCESS_LOG = "access-log"


class Asked(NamedTuple):
    """Which types are asked for; what is None is not asked.

    Attributes:
        area: The area.
        need: A need that it can change.
        word: Part of the name, the Dutch term or the meaning.
    """

    area: str | None = None
    need: str | None = None
    word: str | None = None


def all_kinds() -> Iterator[tuple[EventArea, Kind]]:
    """Yield every type with its area: by area, what is stored before what is worked out."""
    worked_out = (*DERIVED_TYPES.values(), *ACCESS_LOG_TYPES.values())
    for area, bodies in EVENTS_BY_AREA.items():
        yield from ((area, body) for body in bodies)
        yield from ((area, each) for each in worked_out if each.area is area)


def chosen(asked: Asked) -> list[tuple[EventArea, Kind]]:
    """Return the types that are asked for, with their areas."""
    return [(area, kind) for area, kind in all_kinds() if _answers(area, kind, asked)]


def kinds_called(name: str) -> list[Kind]:
    """Return the type called `name`, with or without version; else all whose Dutch term has it."""
    derived = not_recorded(name)
    if derived is not None:
        return [derived]
    stored = EVENT_TYPES.get(name) or max(
        (body for body in EVENT_TYPES.values() if body.about.name == name),
        key=lambda body: body.about.version,
        default=None,
    )
    if stored is not None:
        return [stored]
    wanted = name.casefold()
    kinds = [kind for _, kind in all_kinds()]
    exact = [kind for kind in kinds if dutch_of(kind).casefold() == wanted]
    partly = [kind for kind in kinds if wanted in dutch_of(kind).casefold()]
    return exact or partly


def all_words() -> list[str]:
    """Return every name and every Dutch term."""
    return [word for _, kind in all_kinds() for word in (name_of(kind), dutch_of(kind))]


def name_of(kind: Kind) -> str:
    """Return the name of a type, without its version."""
    return kind.name if isinstance(kind, DerivedType) else kind.about.name


def dutch_of(kind: Kind) -> str:
    """Return the Dutch term of a type."""
    return kind.dutch if isinstance(kind, DerivedType) else kind.about.dutch


def meaning_of(kind: Kind) -> str:
    """Return in a sentence or two what an event of this type says."""
    if isinstance(kind, DerivedType):
        return kind.meaning
    return " ".join((kind.__doc__ or "").split())


def entered(kind: Kind) -> Entered:
    """Return how something of this type comes into the ledger."""
    if isinstance(kind, DerivedType):
        return Entered.ACCESS_LOG if kind.logged else Entered.COMPUTED
    if kind is EventRetractionProposed:
        return Entered.RETRACT
    if kind is IdentitiesLinkProposed:
        return Entered.LINK
    if kind is IdentitiesUnlinkProposed:
        return Entered.UNLINK
    if kind in (EventRetracted, IdentitiesLinked, IdentitiesUnlinked):
        return Entered.APPROVE
    return Entered.CORRECT if kind in get_args(CorrectionEvent) else Entered.RECORD


def row_of(area: EventArea, kind: Kind) -> dict[str, Any]:
    """Return what a list tells of a type; the same columns for what is worked out."""
    if isinstance(kind, DerivedType):
        return {
            "type": kind.name,
            "name": kind.name,
            "dutch": kind.dutch,
            "recorder": None,
            "privacy_class": None,
            "changes": [],
            "area": area,
            "streams": [],
            "entered": entered(kind),
        }
    about = kind.about
    return {
        "type": about.type,
        "name": about.name,
        "dutch": about.dutch,
        "recorder": about.recorder,
        "privacy_class": about.privacy,
        "changes": list(about.changes),
        "area": area,
        "streams": list(about.streams),
        "entered": entered(kind),
    }


def details_of(kind: Kind) -> dict[str, Any]:
    """Return everything that is told of one type."""
    if isinstance(kind, DerivedType):
        return {
            **row_of(kind.area, kind),
            "meaning": kind.meaning,
            "fields": [],
            "computed": kind.reason,
            "seen_with": kind.seen_with,
            "rests_on": list(kind.rests_on),
        }
    return {
        **row_of(area_of(kind), kind),
        "meaning": meaning_of(kind),
        "fields": fields_of(kind),
        "example": example(kind) if entered(kind) is Entered.RECORD else None,
    }


def fields_of(kind: type[EventBody]) -> list[dict[str, Any]]:
    """Return each field: its name, whether it is required, what it holds and its words."""
    return [
        {
            "field": name,
            "required": field.is_required(),
            "holds": _holds(kind, name),
            "words": list(words_of_field(kind, name)),
        }
        for name, field in kind.model_fields.items()
    ]


def area_name(area: EventArea, language: str) -> str:
    """Return the name of an area in `language`."""
    dutch, english = EVENT_AREA_NAMES[area]
    return dutch if language == "nl" else english


def _holds(kind: type[EventBody], name: str) -> str:
    annotation = annotation_of(kind, name)
    said, words = describe(annotation), words_of_field(kind, name)
    every = words_of(annotation)
    return said.replace(", ".join(every), ", ".join(words)) if words else said


def _answers(area: EventArea, kind: Kind, asked: Asked) -> bool:
    changes = () if isinstance(kind, DerivedType) else kind.about.changes
    if asked.area is not None and area != asked.area:
        return False
    if asked.need is not None and asked.need not in changes:
        return False
    if asked.word is None:
        return True
    texts = (name_of(kind), dutch_of(kind), meaning_of(kind))
    return any(asked.word.casefold() in text.casefold() for text in texts)
