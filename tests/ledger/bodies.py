"""Bodies of any type, made from what their fields may hold, without chance."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from itertools import product
from types import UnionType
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

M = TypeVar("M", bound=BaseModel)

PLAIN_VALUES: Final = (
    *(True, 3, "p-1", "person:p-1", "agreement:a-1", "2026-03-02", "ab" * 32, date(2026, 3, 2)),
    *(datetime(2026, 3, 2, 9, 30, tzinfo=UTC), {"place": None, "floors": [1, 2]}),
)


def values(annotation: Any) -> Iterator[Any]:
    """Values that a field with this annotation may take; None is left to the defaults."""
    if get_origin(annotation) is Annotated:
        yield from values(get_args(annotation)[0])
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in {Union, UnionType}:
        for kind in get_args(annotation):
            yield from values(kind)
    elif get_origin(annotation) is tuple:
        found = accepted(get_args(annotation)[0])
        yield from ((value,) for value in found)
        yield tuple(found[:2])
    elif isinstance(annotation, type) and issubclass(annotation, Enum):
        yield from annotation
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from models(annotation)
    else:
        yield from PLAIN_VALUES


def accepted(annotation: Any) -> list[Any]:
    adapter = TypeAdapter(annotation)
    found = []
    for value in values(annotation):
        try:
            found.append(adapter.validate_python(value))
        except ValidationError:
            continue
    return found


def models(model: type[M]) -> Iterator[M]:
    """Models with all their fields, and with only those that they need."""
    fields = model.model_fields
    options = {
        name: accepted(
            Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        )
        for name, field in fields.items()
    }
    needed = [name for name, field in fields.items() if field.is_required()]
    for names in (list(fields), needed):
        for chosen in product(*(options[name] for name in names)):
            try:
                yield model(**dict(zip(names, chosen, strict=True)))
            except ValidationError:
                continue
            break
