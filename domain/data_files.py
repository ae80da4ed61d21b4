r"""From a file of data to a model: TOML in UTF-8, read as strictly as JSON is.

    >>> from domain.values import Value
    >>> class Shelf(Value):
    ...     books: int
    >>> read_data(b"books = 3", Shelf).books
    3
    >>> try:
    ...     read_data(b"books = 'few'", Shelf)
    ... except DataUnfit as unfit:
    ...     unfit.place, unfit.reason
    ('books', 'Input should be a valid integer')

Whoever reads a file of one kind tells of its faults in an error of its own.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

Location: TypeAlias = tuple[int | str, ...]
"""The way to a field: `("ways", 0, "conditions", 1, "need")`."""

WHOLE: Final = "the file"
"""The place of a fault that is in no part more than in another."""

_Model = TypeVar("_Model", bound=BaseModel)


class DataUnreadable(ValueError):
    """What stands in a file is not what its kind of file holds.

    DataUnreadable
    ├── DataNotText    not UTF-8
    ├── DataNotToml    not TOML
    └── DataUnfit      a field is missing, unknown, or has an impossible value

    Attributes:
        place: Where the fault is, in words.
        reason: What is wrong there.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class DataNotText(DataUnreadable):
    """The bytes are not UTF-8; `offset` is that of the first that is not."""

    def __init__(self, error: UnicodeDecodeError) -> None:
        super().__init__(WHOLE, f"it is not text in UTF-8 at byte {error.start}")
        self.offset = error.start


class DataNotToml(DataUnreadable):
    """The text is not TOML."""


class Fault(NamedTuple):
    """One thing that does not fit the model."""

    location: Location
    reason: str


class DataUnfit(DataUnreadable):
    """The table does not fit the model; place and reason are those of the first fault.

    Attributes:
        faults: Everything that does not fit.
        table: What was read.
    """

    def __init__(self, faults: tuple[Fault, ...], table: Mapping[str, Any]) -> None:
        super().__init__(place_of(faults[0].location, table), faults[0].reason)
        self.faults = faults
        self.table = table


def read_data(content: bytes, model: type[_Model]) -> _Model:
    """Return the model that stands in a file.

    Args:
        content: TOML in UTF-8.
        model: What the whole file is.

    Raises:
        DataNotText: It is not UTF-8.
        DataNotToml: It is not TOML.
        DataUnfit: A field is missing, unknown, or has an impossible value.
    """
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataNotText(error) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataNotToml(WHOLE, str(error)) from None
    try:
        # A strict model takes lists and names for tuples and enumerations from JSON alone.
        return model.model_validate_json(json.dumps(table, default=_iso))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        raise DataUnfit(
            tuple(Fault(each["loc"], each["msg"].removeprefix("Value error, ")) for each in faults),
            table,
        ) from None


def place_of(location: Location, table: Mapping[str, Any]) -> str:
    """Return a place in words: `wwb/advance, need`, or `lines 3, need` of what has no id."""
    match location:
        case (str(kind), int(index), *field):
            element = table[kind][index]
            name = element.get("id") if isinstance(element, dict) else None
            steps = [name if isinstance(name, str) and name else f"{kind} {index + 1}", *field]
        case _:
            steps = list(location)
    return ", ".join(str(step + 1 if isinstance(step, int) else step) for step in steps) or WHOLE


def _iso(value: object) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
