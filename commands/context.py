"""What a command works with: the ledger that was named, the profile beside it, a clock, a frame.

Options win over the environment, the environment over the profile. `REINTEGRATION_NOW` fixes the
clock, for demonstrations and tests, and only for a ledger made for rehearsal: in a ledger of record
it would falsify when events were recorded and when persons were looked at.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from commands.errors import ClockFixed, ClockUnreadable, ReadingGroundMissing
from commands.event_errors import PersonRefused
from commands.frame import reader_meta
from commands.options import given, is_typed, keep
from commands.profile import Profile, place_of_profile, read_profile

Language = Literal["nl", "en"]
"""The languages of answers and labels."""

if TYPE_CHECKING:
    from domain.envelope import Envelope
    from domain.rules import RuleSet
    from ledger import AccessLog, Clock, Ledger
    from ledger.reader import Frame, Reader, Request

DEFAULT_LEDGER: Final = "reintegration.db"
DEFAULT_RULES: Final = "law"
WAIT_SECONDS: Final = 30.0
ACCESS_LOG_SUFFIX: Final = ".access.jsonl"
FIXED_CLOCK: Final = "REINTEGRATION_NOW"
_SETTINGS: Final = "reintegration.settings"
_READING: Final = {
    "purpose": ("reading_purpose", "--reading-purpose", "REINTEGRATION_READING_PURPOSE"),
    "legal basis": ("reading_basis", "--reading-basis", "REINTEGRATION_READING_BASIS"),
}


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


@dataclass(frozen=True, slots=True)
class Records:
    """A ledger opened to show what is recorded, judged by no rules.

    Attributes:
        ledger: The ledger.
        reader: Reads it at the position that the frame stands for, and logs whom it reads.
        frame: The day asked about, the moment of knowing, the law, the rules.
        language: `en` or `nl`.
        clock: Gives the present moment.
        asked_at: When the question was asked.
    """

    ledger: Ledger
    reader: Reader
    frame: Frame
    language: Language
    clock: Clock
    asked_at: datetime

    def meta(self, *, dated: bool = True) -> dict[str, Any]:
        """Return the frame as it is printed with the answer.

        Args:
            dated: Whether the answer depends on the day asked about.
        """
        return reader_meta(self.reader, self.asked_at, dated=dated)


@dataclass(frozen=True, slots=True)
class Session(Records):
    """A ledger opened to answer one question under a rule set.

    Attributes:
        rule_set: The rules by which the answer is given.
    """

    rule_set: RuleSet

    def meta(self, *, dated: bool = True) -> dict[str, Any]:
        """Return the frame as it is printed with the answer, with the rules."""
        return reader_meta(self.reader, self.asked_at, self.rule_set, dated=dated)


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


def clock() -> Clock:
    """Return the clock: the machine's, or one that stands still at `REINTEGRATION_NOW`.

    Raises:
        ClockUnreadable: The variable holds no moment with a zone.
    """
    from ledger import system_clock

    fixed = os.environ.get(FIXED_CLOCK)
    if not fixed:
        return system_clock
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise ClockUnreadable(fixed) from None
    if moment.tzinfo is None:
        raise ClockUnreadable(fixed)
    return lambda: moment.astimezone(UTC)


def today(now: Clock) -> date:
    """Return the present day in the Netherlands."""
    from domain.values import day_of

    return day_of(now())


def check_clock(*, rehearsal: bool) -> None:
    """Check that the clock stands still only where a ledger rehearses.

    Raises:
        ClockFixed: It stands still, and this is a ledger of record.
    """
    if os.environ.get(FIXED_CLOCK) and not rehearsal:
        raise ClockFixed


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


def open_records(ctx: click.Context) -> Records:
    """Open the ledger to show what is recorded of persons, in the frame that was asked for.

    Raises:
        ReadingGroundMissing: Neither option nor profile says why personal data are read.
    """
    now = clock()
    asked_at = now()
    ledger = open_ledger(ctx)
    reader = open_reader(ctx, ledger)
    return Records(ledger, reader, reader.frame, language(ctx), now, asked_at)


def open_reading(ctx: click.Context) -> Session:
    """Open the ledger to judge what is recorded of persons, in the frame that was asked for.

    Raises:
        ReadingGroundMissing: Neither option nor profile says why personal data are read.
        UsageError: The law of a day is asked for, of rules that show the law of another.
        UnknownRuleSet: The rules are named by a digest under which none were kept.
    """
    from domain.rule_files import read_rule_set
    from ledger.rulebook import is_digest, rule_set_content

    known = settings(ctx)
    now = clock()
    asked_at = now()
    named = given(ctx, "rules") or known.profile.rules or DEFAULT_RULES
    if is_digest(named):
        ledger = open_ledger(ctx)
        content = ledger.rule_set(named)
        rule_set = read_rule_set(content)
    else:
        content = rule_set_content(named)
        rule_set = read_rule_set(content)
        if rule_set.frozen_on is not None and given(ctx, "law_on") is not None:
            msg = (
                f"--law-on changes nothing for the rules {rule_set.name}, which show the law of "
                f"{rule_set.frozen_on} whatever the day; leave it out, or name others with --rules."
            )
            raise click.UsageError(msg, ctx)
        ledger = open_ledger(ctx)
    if not ledger.read_only:
        # The same answer must be possible for ever, also when the files have changed since.
        ledger.keep_rule_set(rule_set.digest, rule_set.name, content)
    reader = open_reader(ctx, ledger, rule_set.digest)
    return Session(ledger, reader, reader.frame, known.language, now, asked_at, rule_set)


def open_reader(
    ctx: click.Context, ledger: Ledger, rules: str = "", otherwise: Envelope | None = None
) -> Reader:
    """Return what reads an open ledger in the frame that was asked for, and logs whom it reads.

    Args:
        ctx: The command's context.
        ledger: The ledger.
        rules: Digest of the rule set, for an answer that rests on one.
        otherwise: As for `reading_request`.

    Raises:
        ReadingGroundMissing: Neither option nor profile says why personal data are read.
        FutureFrame, FrameBeforeFirstRecord: Nothing can be known at the moment asked about.
        OrganisationUnknown: No event names the organisation by whom it was known.
    """
    from ledger import Frame, Reader

    now = clock()
    frame = Frame(
        as_of=given(ctx, "as_of") or today(now),
        known_at=_known_at(given(ctx, "known_at"), now),
        law_on=given(ctx, "law_on"),
        rules=rules,
        known_to=_known_to(ctx, ledger),
    )
    request = reading_request(ctx, otherwise)
    return Reader(ledger, frame, request, access_log(ctx), now)


def reading_request(ctx: click.Context, otherwise: Envelope | None = None) -> Request:
    """Return who reads, for which purpose and on which legal basis.

    Args:
        ctx: The command's context.
        otherwise: An event about to be recorded; its purpose and basis serve when no other is
            named, because it cannot be judged without reading what it stands beside.

    Raises:
        ReadingGroundMissing: Neither option nor environment nor profile says why.
    """
    from ledger.reader import Request

    profile = settings(ctx).profile
    grounds = {}
    for what, (name, option, variable) in _READING.items():
        value = given(ctx, name) or getattr(profile, name)
        if not value and otherwise is not None:
            value = otherwise.purpose if what == "purpose" else otherwise.legal_basis
        if not value:
            raise ReadingGroundMissing(what, option, variable)
        grounds[name] = value
    return Request(
        account=account(ctx),
        role=profile.role or "",
        organisation=profile.organisation or "",
        purpose=grounds["reading_purpose"],
        legal_basis=grounds["reading_basis"],
        command=ctx.command_path.partition(" ")[2],
    )


def account(ctx: click.Context) -> str:
    """Return the account in whose name this runs."""
    return given(ctx, "account") or settings(ctx).profile.account or "unnamed"


def access_log(ctx: click.Context) -> AccessLog:
    """Return the log of who read whose data: a file beside the ledger, or beside its keys."""
    from ledger import AccessLog

    return AccessLog(place_of_access_log(settings(ctx)), clock())


def place_of_access_log(known: Settings) -> Path:
    """Return where the access log of a ledger is."""
    profile = place_of_profile(known.location, known.keys)
    return profile.with_name(profile.name.removesuffix(".profile.toml") + ACCESS_LOG_SUFFIX)


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


def _known_to(ctx: click.Context, ledger: Ledger) -> str | None:
    """Return the organisation that was asked about, where events name it."""
    organisation: str | None = given(ctx, "known_to")
    if organisation is not None:
        from commands.report_errors import OrganisationUnknown
        from projections.audit_values import close_to
        from projections.organisations import others_named

        others = others_named(ledger, organisation)
        if others is not None:
            raise OrganisationUnknown(organisation, close_to(organisation, others))
    return organisation


def _known_at(asked: date | datetime | None, now: Clock) -> datetime | None:
    """Turn a day into its last moment; the day of today into now."""
    from domain.values import AMSTERDAM

    if asked is None or isinstance(asked, datetime):
        return asked
    if asked == today(now):
        return now()
    return datetime.combine(asked, time.max, AMSTERDAM).astimezone(UTC)
