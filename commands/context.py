"""What a command works with: the ledger that was named and the profile beside it.

Options win over the environment, the environment over the profile.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from commands.clock import check_clock, clock
from commands.event_errors import PersonRefused
from commands.options import given, is_typed, keep
from commands.profile import Profile, place_of_profile, read_profile

Language = Literal["nl", "en"]
"""The languages of answers and labels."""

if TYPE_CHECKING:
    from ledger import Ledger

DEFAULT_LEDGER: Final = "reintegration.db"
WAIT_SECONDS: Final = 30.0
_SETTINGS: Final = "reintegration.settings"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the ledger is and what its profile says.

    Attributes:
        location: Path of a file, or address of a database.
        keys: The key file, when it was named.
        profile_path: Where the profile is, or would be.
        profile: What it says.
        language: `en` or `nl`.
    """

    location: str
    keys: Path | None
    profile_path: Path
    profile: Profile
    language: Language


def settings(ctx: click.Context) -> Settings:
    """Return where the ledger is and what its profile says; the profile is read once.

    Raises:
        ProfileMissing: A profile was named, and is not there.
        ProfileUnreadable: It is not in the form of one.
    """
    if _SETTINGS not in ctx.meta:
        ctx.meta[_SETTINGS] = _settings(ctx)
    found: Settings = ctx.meta[_SETTINGS]
    return found


def name_ledger(ctx: click.Context, location: str) -> None:
    """Take an argument of the command for the ledger, instead of an option.

    Raises:
        UsageError: The option names another one.
    """
    named = given(ctx, "ledger")
    if named is not None and named != location and is_typed(ctx, "ledger"):
        msg = "The ledger was named twice; give either its path or --ledger."
        raise click.UsageError(msg, ctx)
    keep(ctx, "ledger", location)
    ctx.meta.pop(_SETTINGS, None)


def pin(ctx: click.Context, name: str, value: object) -> None:
    """Take a value for a shared option from an address instead of the command line."""
    keep(ctx, name, value)
    ctx.meta.pop(_SETTINGS, None)


def language(ctx: click.Context) -> Language:
    """Return the language of the answer: `en` or `nl`."""
    return settings(ctx).language


def open_ledger(ctx: click.Context) -> Ledger:
    """Open the ledger that was named; it is closed when the command ends.

    A file that may only be read is opened for reading, and refuses what would write to it.

    Raises:
        ClockFixed: The clock stands still, and this is a ledger of record.
    """
    import ledger

    known = settings(ctx)
    opened = ctx.with_resource(
        ledger.open_ledger(
            known.location,
            keys=known.keys,
            read_only=_may_only_be_read(known.location),
            clock=clock(),
            wait_seconds=wait_seconds(ctx),
        )
    )
    check_clock(rehearsal=opened.header.rehearsal)
    opened.on_older_tables = partial(_tell_of_older_tables, known.language)
    return opened


def _tell_of_older_tables(spoken: Language, name: str, found: int, version: int) -> None:
    from commands.output import note
    from commands.texts import text

    note(text(spoken, "older-tables", name=name, found=found, known=version))


def _may_only_be_read(location: str) -> bool:
    ours = os.access in os.supports_effective_ids
    return os.access(location, os.R_OK, effective_ids=ours) and not os.access(
        location, os.W_OK, effective_ids=ours
    )


def wait_seconds(ctx: click.Context) -> float:
    """Return how long to wait for another writer."""
    asked = given(ctx, "wait")
    return WAIT_SECONDS if asked is None else float(asked)


def account(ctx: click.Context) -> str:
    """Return the account in whose name this runs."""
    return given(ctx, "account") or settings(ctx).profile.account or "unnamed"


def person(text: str) -> str:
    """Return the pseudonym that was given, alone or as the name of a stream.

    Raises:
        PersonRefused: It cannot be the pseudonym of a person.
    """
    from domain.values import person_id

    try:
        return person_id(text.removeprefix("person:"))
    except ValueError as error:
        raise PersonRefused(str(error)) from None


def _settings(ctx: click.Context) -> Settings:
    location = str(given(ctx, "ledger") or DEFAULT_LEDGER)
    keys = given(ctx, "keys")
    keys = None if keys is None else Path(keys)
    named = given(ctx, "profile")
    path = place_of_profile(location, keys) if named is None else Path(named)
    is_made_now = ctx.command.name == "init"
    profile = Profile() if is_made_now else read_profile(path, required=named is not None)
    language: Language = given(ctx, "language") or profile.language or "en"
    if isinstance(ctx.obj, dict):
        ctx.obj["language"] = language
    return Settings(location, keys, path, profile, language)
