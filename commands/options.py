"""The options that every command shares, accepted before and after the name of the command.

A value given after the name of the command wins over one given before it, and that over the
environment. What a command does not use it refuses: an option that changes nothing would make an
answer look like one to another question.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import click
from click.core import ParameterSource

_KEPT: Final = "reintegration.options"


class Day(click.ParamType[date]):
    """A day, written 2026-03-02."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day from its text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write year, month, day: 2026-03-02.", param, ctx)


class DayOrMoment(click.ParamType["date | datetime"]):
    """A day, written 2026-03-02, or a moment with its zone, written 2026-03-02T10:15:00+01:00."""

    name = "date|time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """Read the day or the moment from its text."""
        if isinstance(value, date):
            return value
        try:
            if len(value) == len("2026-03-02"):
                return date.fromisoformat(value)
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} is no date (year, month, day: 2026-03-02) and no time "
                "(2026-03-02T10:15:00+01:00).",
                param,
                ctx,
            )
        if moment.tzinfo is None:
            self.fail(
                f"{value!r} does not say its zone; write 2026-03-02T10:15:00+01:00 or ...Z.",
                param,
                ctx,
            )
        from domain.values import aware

        try:
            return aware(moment)
        except ValueError as error:
            self.fail(f"{error}.", param, ctx)


class Moment(DayOrMoment):
    """A moment with its zone, written 2026-03-02T10:15:00+01:00."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read the moment from its text."""
        moment = super().convert(value, param, ctx)
        if not isinstance(moment, datetime):
            self.fail(f"{value!r} is a date; write a time: 2026-03-02T10:15:00+01:00.", param, ctx)
        return moment


class Month(click.ParamType[date]):
    """A month, written 2026-05, or as its first day; it is given as its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the month from its text."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value if value.count("-") > 1 else f"{value}-01").replace(
                day=1
            )
        except ValueError:
            self.fail(f"{value!r} is no month; write it as 2026-05.", param, ctx)


class Shared(NamedTuple):
    """One shared option: its spellings, and what click has to know about it."""

    spellings: tuple[str, ...]
    attributes: dict[str, Any]
    variable: str | None = None


SHARED: Final[dict[str, Shared]] = {
    "ledger": Shared(
        ("--ledger",),
        {
            "metavar": "PATH|URL",
            "help": "The ledger: a file, or the address of a PostgreSQL database.",
        },
        "REINTEGRATION_LEDGER",
    ),
    "keys": Shared(
        ("--keys",),
        {"metavar": "PATH", "help": "The key file of the ledger, when it is not beside it."},
        "REINTEGRATION_KEYS",
    ),
    "profile": Shared(
        ("--profile",),
        {"metavar": "PATH", "help": "The profile, when it is not beside the ledger."},
        "REINTEGRATION_PROFILE",
    ),
    "account": Shared(
        ("--as",),
        {
            "metavar": "ACCOUNT",
            "help": "The account that records or reads; otherwise the profile's.",
        },
        "REINTEGRATION_ACCOUNT",
    ),
    "wait": Shared(
        ("--wait",),
        {
            "type": click.FloatRange(min=0),
            "metavar": "SECONDS",
            "help": "How long to wait for another writer; otherwise 30.",
        },
        "REINTEGRATION_WAIT",
    ),
    "as_of": Shared(
        ("--as-of", "--geldig-op"),
        {"type": DayOrMoment(), "help": "The day asked about; otherwise today."},
    ),
    "known_at": Shared(
        ("--known-at", "--beschikbaar-op"),
        {"type": DayOrMoment(), "help": "Only what the ledger knew then; otherwise all it knows."},
    ),
    "known_to": Shared(
        ("--known-to", "--bekend-bij"),
        {
            "metavar": "ORG",
            "help": "Only what this organisation recorded, or was sent and received.",
        },
    ),
    "law_on": Shared(
        ("--law-on",),
        {"type": Day(), "help": "Judge by the law of this day; the answer is then counterfactual."},
    ),
    "rules": Shared(
        ("--rules",),
        {"metavar": "SET", "help": "seed-2007, law-2007, law, or the path of rules of your own."},
        "REINTEGRATION_RULES",
    ),
    "reading_purpose": Shared(
        ("--reading-purpose",),
        {"metavar": "CODE", "help": "Why personal data are read; logged with the reading."},
        "REINTEGRATION_READING_PURPOSE",
    ),
    "reading_basis": Shared(
        ("--reading-basis",),
        {"metavar": "TEXT", "help": "On which law they are read; logged with the reading."},
        "REINTEGRATION_READING_BASIS",
    ),
    "language": Shared(
        ("--lang",),
        {"type": click.Choice(["en", "nl"]), "help": "The language of answers and labels."},
        "REINTEGRATION_LANGUAGE",
    ),
    "as_json": Shared(
        ("--json",), {"is_flag": True, "help": "Answer in JSON: data, and the frame as meta."}
    ),
    "as_csv": Shared(("--csv",), {"is_flag": True, "help": "Answer in CSV, one row an item."}),
    "as_jsonl": Shared(
        ("--jsonl",), {"is_flag": True, "help": "Answer in JSON lines, one object an item."}
    ),
    "verbose": Shared(
        ("-v", "--verbose"), {"is_flag": True, "help": "Tell on stderr what is being done."}
    ),
    "log": Shared(
        ("--log",),
        {"type": click.Choice(["text", "json"]), "help": "The form of those technical messages."},
    ),
    "debug": Shared(
        ("--debug",), {"is_flag": True, "help": "Show the traceback of an unexpected failure."}
    ),
}
"""Every shared option by the name under which `given` returns it."""

COMMON: Final = frozenset({"language", "as_json", "verbose", "log", "debug"})
"""What every command takes."""

LEDGER: Final = COMMON | {"ledger", "keys", "profile", "account", "wait"}
"""What a command that opens a ledger takes."""

LOOKING: Final = LEDGER | {"reading_purpose", "reading_basis"}
"""What a command takes that shows personal data as they stand in the ledger now."""

KNOWN: Final = LOOKING | {"as_of", "known_at", "known_to"}
"""What a report takes that shows what is recorded: for a day, as known at a moment, by no rules."""

READING: Final = KNOWN | {"law_on", "rules"}
"""What a report takes that judges: for a day, as known at a moment, under a rule set."""

ROWS: Final = frozenset({"as_csv", "as_jsonl"})
"""The forms that only rows have."""

LISTING: Final = READING | ROWS
"""What a report in rows takes."""

EVERYTHING: Final = frozenset(SHARED)
"""What stands before the name of a command, whatever the command."""


class SharedOptions(click.Command):
    """A command that takes some of the shared options, listed apart in its help."""

    takes: frozenset[str] = COMMON
    examples: tuple[str, ...] = ()
    reads_environment: bool = False

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the command's own parameters, the shared ones it takes, and `--help`."""
        if not hasattr(self, "_shared"):
            self._shared = [
                shared_option(name, reads_environment=self.reads_environment)
                for name in SHARED
                if name in self.takes
            ]
        own = super().get_params(ctx)
        return [*own[:-1], *self._shared, *own[-1:]]

    def below(self, words: list[str]) -> tuple[SharedOptions, list[str]]:
        """Return the command that the first of its words names, and the words left for that."""
        return self, words

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command when it takes every shared option that was given."""
        if not isinstance(self, click.Group):
            self._refuse_what_it_does_not_take(ctx)
            # Known before anything can go wrong, so that what goes wrong is told in it.
            from commands.context import language

            language(ctx)
        return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options first, then those it shares with others."""
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                (shared if param in self._shared or param.name == "help" else own).append(record)
        for title, records in (("Options", own), ("Shared options", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are typed, without wrapping them."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
        super().format_epilog(ctx, formatter)

    def _refuse_what_it_does_not_take(self, ctx: click.Context) -> None:
        for name in _kept(ctx):
            if name not in self.takes and is_typed(ctx, name):
                spelling = SHARED[name].spellings[0]
                msg = f"{spelling} changes nothing for '{ctx.command_path}'; leave it out."
                raise click.UsageError(msg, ctx)


def command(
    name: str,
    *,
    takes: frozenset[str] = COMMON,
    examples: tuple[str, ...] = (),
    base: type[SharedOptions] = SharedOptions,
) -> Callable[[Callable[..., Any]], SharedOptions]:
    """Make a function a command that takes some of the shared options.

    Args:
        name: What is typed.
        takes: Names from `SHARED`, such as the set `READING`.
        examples: Lines as they are typed, for the help.
        base: What kind of command it is.

    Returns:
        A decorator; below it stand the options of the command's own.
    """
    class_ = type("Command", (base,), {"takes": takes, "examples": examples})
    return click.command(name, cls=class_)


def given(ctx: click.Context, name: str) -> Any:
    """Return the value of a shared option wherever it stood; None, or False of a flag, without."""
    value, _ = _kept(ctx).get(name, (None, None))
    return value


def is_typed(ctx: click.Context, name: str) -> bool:
    """Return whether a shared option was typed, and does not come from the environment."""
    _, source = _kept(ctx).get(name, (None, None))
    return source is ParameterSource.COMMANDLINE


def keep(ctx: click.Context, name: str, value: Any) -> None:
    """Take a value for a shared option from elsewhere on the command line."""
    _kept(ctx)[name] = (value, ParameterSource.COMMANDLINE)


def _kept(ctx: click.Context) -> dict[str, tuple[Any, ParameterSource]]:
    kept: dict[str, tuple[Any, ParameterSource]] = ctx.meta.setdefault(_KEPT, {})
    return kept


def _take(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    source = ctx.get_parameter_source(param.name or "")
    if source in {ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT}:
        _kept(ctx)[param.name or ""] = (value, source)
    return value


def shared_option(name: str, *, reads_environment: bool = False) -> click.Option:
    """Make the option that is called `name` in `SHARED`.

    Args:
        name: Under which `given` returns its value.
        reads_environment: Whether it takes its value from the environment when it is not typed.
    """
    shared = SHARED[name]
    return click.Option(
        [*shared.spellings, name],
        expose_value=False,
        callback=_take,
        envvar=shared.variable if reads_environment else None,
        **shared.attributes,
    )
