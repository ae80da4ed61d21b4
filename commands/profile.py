"""The profile beside a ledger: who records and reads with it by default, why, and how.

It holds no secret. `init` writes it for a single user; each setting can be overruled by an
option. Every key is optional, and a key that is not known is refused: a mistyped one would
otherwise be silently without effect.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Literal

from commands.errors import (
    ProfileExists,
    ProfileMissing,
    ProfileNotWritten,
    ProfileUnreadable,
    nearest,
)
from commands.texts import LANGUAGES

SUFFIX: Final = ".profile.toml"


@dataclass(frozen=True, slots=True)
class Profile:
    """Defaults for recording and reading.

    Attributes:
        account: The account that records and reads.
        role: The role in which it does.
        organisation: Its organisation, by OIN where it has one.
        source: The system in whose name events are recorded, as a URI.
        purpose: Code of the purpose for which events are recorded.
        legal_basis: Law and article on which recording rests.
        reading_purpose: Code of the purpose for which personal data are read.
        reading_basis: Law and article on which reading rests.
        language: `en` or `nl`.
        rules: The rule set, or the path of one.
    """

    account: str | None = None
    role: str | None = None
    organisation: str | None = None
    source: str | None = None
    purpose: str | None = None
    legal_basis: str | None = None
    reading_purpose: str | None = None
    reading_basis: str | None = None
    language: Literal["nl", "en"] | None = None
    rules: str | None = None


KEYS: Final = tuple(field.name for field in fields(Profile))


def place_of_profile(location: str, keys: Path | None) -> Path:
    """Return where the profile of a ledger is: beside its file, or beside its keys."""
    if "://" not in location:
        return Path(location + SUFFIX)
    return Path("reintegration" + SUFFIX) if keys is None else keys.with_name(keys.name + SUFFIX)


def read_profile(path: Path, *, required: bool) -> Profile:
    """Read a profile.

    Args:
        path: The file.
        required: Whether it was named; one that is only looked for may be absent.

    Raises:
        ProfileMissing: It is required, and not there.
        ProfileUnreadable: It is no TOML, or says something that no profile can say.
    """
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if required:
            raise ProfileMissing(path) from None
        return Profile()
    except OSError as error:
        raise ProfileUnreadable(path, error.strerror or str(error)) from error
    return _parse(path, content)


def write_profile(path: Path, profile: Profile) -> None:
    """Write a new profile that only its owner can read.

    Raises:
        ProfileExists: There is a file already.
        ProfileNotWritten: The folder does not allow it.
    """
    lines = [
        "# Defaults of the command line for this ledger; options overrule them.",
        *(
            f"{key} = {_quoted(value)}"
            for key in KEYS
            if (value := getattr(profile, key)) is not None
        ),
    ]
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise ProfileExists(path) from None
    except OSError as error:
        raise ProfileNotWritten(path, error.strerror or str(error)) from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _parse(path: Path, content: bytes) -> Profile:
    try:
        settings = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileUnreadable(path, f"it is no TOML: {error}") from error
    for key, value in settings.items():
        if key not in KEYS:
            close = nearest(key, KEYS)
            hint = f"did you mean {close}?" if close else f"known are {', '.join(KEYS)}"
            raise ProfileUnreadable(path, f"{key!r} is no setting; {hint}")
        if not isinstance(value, str) or not value.strip():
            raise ProfileUnreadable(path, f"{key} has to be a text that is not empty")
    language = settings.get("language")
    if language is not None and language not in LANGUAGES:
        raise ProfileUnreadable(path, f"language is {language!r}, and can be en or nl")
    return Profile(**settings)


def _quoted(value: str) -> str:
    """Write a basic string of TOML."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'
