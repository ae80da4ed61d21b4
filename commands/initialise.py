"""`init`: a ledger, its key files, and the profile of its first user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import click

from commands.clock import check_clock, clock
from commands.context import name_ledger, settings, wait_seconds
from commands.errors import ProfileExists, SettingRefused
from commands.frame import ledger_meta
from commands.log import log
from commands.options import LOOKING, command, given
from commands.output import note, show
from commands.profile import KEYS, Profile, write_profile
from commands.reading import place_of_access_log
from commands.texts import text

DEFAULTS: Final = {
    "account": "u-1",
    "role": "aftercare-coordinator",
    "organisation": "unnamed-organisation",
    "purpose": "aftercare",
    "legal_basis": "Pbw 18a",
    "reading_purpose": "aftercare",
    "reading_basis": "Pbw 18a",
    "language": "en",
    "rules": "law",
}
"""What the profile says when nothing is said: a single user in municipal aftercare."""


@command("init", takes=LOOKING | {"rules"})
@click.argument("location", required=False, metavar="[PATH|URL]")
@click.option("--role", metavar="ROLE", help="The role in which the account acts.")
@click.option(
    "--organisation", "--org", metavar="NAME", help="Its organisation; an OIN if it has one."
)
@click.option("--account", "own_account", metavar="ID", help="The pseudonym of the account.")
@click.option("--source", metavar="URI", help="The system in whose name events are recorded.")
@click.option("--purpose", metavar="CODE", help="The purpose for which events are recorded.")
@click.option("--basis", "legal_basis", metavar="TEXT", help="The law and article for recording.")
@click.option(
    "--rehearsal",
    is_flag=True,
    help="Make a ledger that only rehearses: the moment of recording may be chosen.",
)
@click.pass_context
def init(
    ctx: click.Context, /, location: str | None, own_account: str | None, **chosen: Any
) -> None:
    """Create a ledger, its key files and a profile.

    The ledger is a SQLite file, reintegration.db here unless another path is given, or a
    PostgreSQL database. The keys under which what happened to persons is encrypted stand in
    files of their own: without a backup of those the ledger cannot be read.
    """
    import ledger

    if location is not None:
        name_ledger(ctx, location)
    known = settings(ctx)
    if known.profile_path.exists():
        raise ProfileExists(known.profile_path)
    chosen["account"] = own_account or given(ctx, "account")
    for name in ("reading_purpose", "reading_basis", "language", "rules"):
        chosen[name] = given(ctx, name)
    rehearsal = chosen.pop("rehearsal")
    now = clock()
    check_clock(rehearsal=rehearsal)
    profile = _profile(chosen)
    made = ctx.with_resource(
        ledger.create_ledger(
            known.location,
            keys=known.keys,
            rehearsal=rehearsal,
            clock=now,
            wait_seconds=wait_seconds(ctx),
        )
    )
    if profile.source is None:
        profile = replace(profile, source=f"urn:uuid:{made.header.ledger_id}")
    write_profile(known.profile_path, profile)
    log(ctx, "ledger created", rehearsal=rehearsal)
    _tell(ctx, made, profile)


def _profile(chosen: Mapping[str, str | None]) -> Profile:
    """Return what was chosen, and the defaults for what was not.

    Raises:
        SettingRefused: Something that was chosen has a form that no name has.
    """
    from pydantic import TypeAdapter, ValidationError

    from commands.fields import faults_of
    from domain.values import Name

    name = TypeAdapter[str](Name)
    settings_: dict[str, Any] = {}
    for key in KEYS:
        settings_[key] = chosen.get(key) or DEFAULTS.get(key)
        try:
            if settings_[key] is not None:
                name.validate_python(settings_[key])
        except ValidationError as error:
            raise SettingRefused(key, faults_of(error)) from None
    return Profile(**settings_)


def _tell(ctx: click.Context, made: Any, profile: Profile) -> None:
    known = settings(ctx)
    keys = known.keys or Path(known.location + ".keys")
    data = {
        "ledger": made.location,
        "ledger_id": made.header.ledger_id,
        "rehearsal": made.header.rehearsal,
        "keys": str(keys),
        "master_key": f"{keys}.master",
        "profile": str(known.profile_path),
        "access_log": str(place_of_access_log(known)),
    }
    labels = {key: text(known.language, f"init-{key.replace('_', '-')}") for key in data}
    width = max(map(len, labels.values()))
    lines = [
        f"{labels[key]:<{width}}  {_shown(value, known.language)}" for key, value in data.items()
    ]
    show(ctx, data, ledger_meta(made), "\n".join(lines))
    note(
        text(
            known.language,
            "init-reading",
            purpose=profile.reading_purpose,
            basis=profile.reading_basis,
        )
    )
    note(text(known.language, "init-backup"))


def _shown(value: object, language: str) -> str:
    if isinstance(value, bool):
        return text(language, "yes" if value else "no")
    return str(value)
