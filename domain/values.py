"""The small values that everything else is written in: persons, streams, days, moments, codes.

Each value refuses what it cannot mean when it is made, so that no later code has to ask again.
Days are days in the Netherlands (Europe/Amsterdam); moments carry their own offset from UTC.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
"""The zone in which every day of this project is counted, whatever the zone of a source."""

_PERSON = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:")
_STREAM_ID = re.compile(r"[A-Za-z][A-Za-z0-9._:-]{0,127}")
_REMEMBERED = 4096


class Value(BaseModel):
    """A frozen, strict model that knows all its fields; the base of every value and event body."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other fields, and without what was worked out from the old ones."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


# Every act of a person names the same few texts.
@lru_cache(maxsize=_REMEMBERED)
def person_id(text: str) -> str:
    """Return `text` when it can be the pseudonym of a person.

    A pseudonym begins with a letter, so that a bare number (and with it a citizen service
    number, *BSN*) can never become the name of a person in the ledger.

    Raises:
        ValueError: The text is empty, too long, or does not begin with a letter.
    """
    if _PERSON.fullmatch(text) is None:
        msg = (
            "a person is a pseudonym of at most 64 letters, digits, dots, dashes or underscores "
            "that begins with a letter, such as p-0417; a bare number is refused"
        )
        raise ValueError(msg)
    return text


PersonId = Annotated[str, AfterValidator(person_id)]
"""A pseudonym such as `p-0417`: begins with a letter, at most 64 characters."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=64)]
"""A word from a list, in lower case with dashes, such as `no-fee`; never free text."""

_IN_LINE = r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]"
_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f\u2028\u2029]"

Name = Annotated[
    str, StringConstraints(max_length=200, pattern=f"^{_IN_LINE}*{_VISIBLE}{_IN_LINE}*$")
]
"""One line of text that names an account, a role, an organisation, a municipality or a source."""

EventId = Annotated[
    str,
    StringConstraints(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:/+=@-]*$"),
]
"""The sender's name for an event; with the source the key under which it is recorded once."""


class StreamKind(StrEnum):
    """Whose history a stream holds."""

    PERSON = "person"
    ORGANISATION = "organisation"
    AGREEMENT = "agreement"
    LEDGER = "ledger"


_KINDS = frozenset(kind.value for kind in StreamKind)
_OF_A_PERSON: Final = f"{StreamKind.PERSON}:"


@lru_cache(maxsize=_REMEMBERED)
def stream_id(text: str) -> str:
    """Return `text` when it names a stream: a kind, a colon, and an id, such as `person:p-0417`.

    Raises:
        ValueError: The kind is not one of `StreamKind`, or the id does not begin with a letter.
    """
    kind, colon, identifier = text.partition(":")
    if not colon or kind not in _KINDS:
        kinds = ", ".join(StreamKind)
        msg = f"a stream is written kind:id, with a kind of {kinds}, such as person:p-0417"
        raise ValueError(msg)
    if kind == StreamKind.PERSON:
        person_id(identifier)
    elif _STREAM_ID.fullmatch(identifier) is None:
        msg = "the id of a stream begins with a letter and has at most 128 letters, digits or .:_-"
        raise ValueError(msg)
    return text


StreamId = Annotated[str, AfterValidator(stream_id)]
"""A stream such as `person:p-0417`."""


def person_stream(person: str) -> str:
    """Return the stream that holds the history of `person`."""
    return stream_id(f"{StreamKind.PERSON}:{person}")


def person_of_stream(stream: str) -> str | None:
    """Return the person whose history `stream` holds, or None for a stream of another kind."""
    return stream.removeprefix(_OF_A_PERSON) if stream.startswith(_OF_A_PERSON) else None


def kind_of_stream(stream: str) -> StreamKind:
    """Return whose history `stream` holds."""
    return StreamKind(stream.partition(":")[0])


def aware(moment: datetime) -> datetime:
    """Return `moment` when it says its offset from UTC.

    Raises:
        ValueError: The moment is naive, and a time without a zone does not say when it was; or it
            lies so near the end of the calendar that its day in the Netherlands does not exist.
    """
    if moment.utcoffset() is None:
        msg = "a time needs its zone, such as 2026-03-02T10:15:00+01:00 or ...Z"
        raise ValueError(msg)
    if moment.year in (MINYEAR, MAXYEAR):
        try:
            moment.astimezone(UTC), moment.astimezone(AMSTERDAM)
        except OverflowError:
            msg = f"{moment.isoformat()} lies outside the calendar, from year 1 to 9999"
            raise ValueError(msg) from None
    return moment


def read_day(value: Any) -> Any:
    """Return the day that a text such as `2026-03-02` is; anything but a text as it is.

    A text of digits alone is refused: it would be read as seconds since 1970.

    Raises:
        PydanticCustomError: The text is no date.
    """
    if not isinstance(value, str):
        return value
    if _DATE.fullmatch(value) is not None:
        with suppress(ValueError):
            return date.fromisoformat(value)
    kind = "date_parsing"
    raise PydanticCustomError(kind, "a date is a day of the calendar, written 2026-03-02")


def read_time(value: Any) -> Any:
    """Return the moment that a text such as `2026-03-02T10:15:00Z` is; no text: as it is.

    Raises:
        PydanticCustomError: The text is no time.
    """
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value) if _TIME.match(value) is not None else None
    except ValueError:
        moment = None
    if moment is None:
        kind = "datetime_parsing"
        raise PydanticCustomError(kind, "a time is written 2026-03-02T10:15:00+01:00, or with Z")
    return moment


Day = Annotated[date, BeforeValidator(read_day)]
"""A day, written `2026-03-02`."""

AwareTime = Annotated[datetime, BeforeValidator(read_time), AfterValidator(aware)]
"""A moment with its offset from UTC, written `2026-03-02T10:15:00+01:00`."""

When = date | datetime
"""When an act took place: a day, or a moment with its offset where the source knows it."""


def day_after(day: date) -> date | None:
    """Return the day after `day`; None after 9999-12-31, which systems write for "never"."""
    return None if day == date.max else day + timedelta(days=1)


def day_of(when: When) -> date:
    """Return the day in the Netherlands on which `when` falls."""
    if isinstance(when, datetime):
        return when.astimezone(AMSTERDAM).date()
    return when


class Certainty(StrEnum):
    """How sure the source is of a date."""

    KNOWN = "known"
    ESTIMATED = "estimated"


class PrivacyClass(StrEnum):
    """What kind of personal data the body of an event holds; each class has its own keys.

    Everything in the ledger is criminal-justice data by context. `ORDINARY` means that the body
    adds none by content (AVG art. 6), `CRIMINAL` that it does (AVG art. 10), `HEALTH` that it
    says something of health (AVG art. 9).
    """

    ORDINARY = "O"
    CRIMINAL = "C"
    HEALTH = "H"
