"""A ledger opened to answer a question: in which frame, by which rules, by whom and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import clock, today
from commands.context import Language, Settings, account, language, open_ledger, settings
from commands.errors import ReadingGroundMissing
from commands.frame import reader_meta
from commands.options import given
from commands.profile import place_of_profile

if TYPE_CHECKING:
    from domain.envelope import Envelope
    from domain.rules import RuleSet
    from ledger import AccessLog, Clock, Ledger
    from ledger.reader import Frame, Reader, Request

DEFAULT_RULES: Final = "law"
ACCESS_LOG_SUFFIX: Final = ".access.jsonl"
_READING: Final = {
    "purpose": ("reading_purpose", "--reading-purpose", "REINTEGRATION_READING_PURPOSE"),
    "legal basis": ("reading_basis", "--reading-basis", "REINTEGRATION_READING_BASIS"),
}


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

    @property
    def day(self) -> date:
        """The day asked about, in the Netherlands."""
        from domain.values import day_of

        return day_of(self.frame.as_of)

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
    keep_rules(ledger, rule_set, content)
    reader = open_reader(ctx, ledger, rule_set.digest)
    return Session(ledger, reader, reader.frame, known.language, now, asked_at, rule_set)


def keep_rules(ledger: Ledger, rule_set: RuleSet, content: bytes) -> None:
    """Keep the rules of an answer where that can be written.

    The same answer must be possible for ever, also when the files of the rules have changed since.
    """
    if not ledger.read_only:
        ledger.keep_rule_set(rule_set.digest, rule_set.name, content)


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
        known_at=_known_at(given(ctx, "known_at"), now, ledger),
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


def access_log(ctx: click.Context) -> AccessLog:
    """Return the log of who read whose data: a file beside the ledger, or beside its keys."""
    from ledger import AccessLog

    return AccessLog(place_of_access_log(settings(ctx)), clock())


def place_of_access_log(known: Settings) -> Path:
    """Return where the access log of a ledger is."""
    profile = place_of_profile(known.location, known.keys)
    return profile.with_name(profile.name.removesuffix(".profile.toml") + ACCESS_LOG_SUFFIX)


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


def _known_at(asked: date | datetime | None, now: Clock, ledger: Ledger) -> datetime | None:
    """Turn a day into its last moment; the day of today into now, with all that is recorded."""
    from domain.values import AMSTERDAM

    if asked is None or isinstance(asked, datetime):
        return asked
    if asked == today(now):
        moment = now()
        return max(moment, ledger.head().recorded_at or moment)
    return datetime.combine(asked, time.max, AMSTERDAM).astimezone(UTC)
