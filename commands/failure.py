"""What went wrong, told in one form: what, where, why, and what to do.

    error[LG0101]: There is no ledger here
      --> reintegration.db
    help: check the path, or make a ledger with `reintegration init`

In Dutch the title and the text of `commands/error_catalogue.toml` stand around the facts, which are
English:

    fout[LG0101]: Hier is geen register
      = There is no ledger here
      --> reintegration.db
    hulp: check the path, or make a ledger with `reintegration init`
    uitleg: Het register is reintegration.db in deze map, tenzij ...

In JSON mode the same facts are one JSON object. An unexpected failure shows where it happened and
never its message, which may hold personal data; `--debug` shows the whole traceback.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from domain.errors import Problem

USAGE: Final = "CL0002"
UNEXPECTED: Final = "CL0001"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that went wrong, as it is printed.

    Attributes:
        code: What to look up with `reintegration explain`.
        summary: What is wrong.
        where: The place, if there is one.
        why: The reason, if there is more to say; may have several lines.
        help: What to do now.
        exit_code: The exit status.
    """

    code: str
    summary: str
    where: str | None
    why: str | None
    help: str | None
    exit_code: int

    def as_text(self, language: str) -> str:
        """Return the lines for a person; for `nl` with what the catalogue says of the code."""
        if language != "nl":
            return "\n".join([f"error[{self.code}]: {self.summary}", *self._facts("help")])
        from commands.explain import catalogue

        told = catalogue()[self.code]["nl"]
        return "\n".join(
            [
                f"fout[{self.code}]: {told['title']}",
                *(f"  = {line}" for line in self.summary.splitlines()),
                *self._facts("hulp"),
                click.wrap_text(f"uitleg: {told['text']}", 88, subsequent_indent="  "),
            ]
        )

    def _facts(self, help_: str) -> list[str]:
        """Return the lines below the first: where, why, and what to do."""
        lines = [f"  --> {self.where}"] if self.where else []
        if self.why:
            lines += [f"  = {line}" for line in self.why.splitlines()]
        if self.help:
            lines += [f"{help_}: {line}" for line in self.help.splitlines()]
        return lines

    def as_json(self) -> str:
        """Return one JSON object on one line."""
        import json

        facts = {
            "code": self.code,
            "summary": self.summary,
            "where": self.where,
            "why": self.why,
            "help": self.help,
            "exit_code": self.exit_code,
        }
        return json.dumps({"error": facts}, ensure_ascii=False)


def report(error: Exception, arguments: Sequence[str], language: str | None = None) -> int:
    """Print on stderr what went wrong.

    Args:
        error: What was raised.
        arguments: The whole command line; what is wrong may be that it could not be parsed.
        language: The language of the profile, when it was read in time.

    Returns:
        The exit status.
    """
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return error.exit_code
    failure = describe(error)
    if {"--json", "--jsonl"}.intersection(arguments):
        click.echo(failure.as_json(), err=True)
    else:
        click.echo(failure.as_text(_language(arguments, language)), err=True)
    if "--debug" in arguments:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    return failure.exit_code


def describe(error: Exception) -> Failure:
    """Put any failure in the one form."""
    if isinstance(error, Problem):
        return Failure(
            error.code, error.summary, error.where, error.why, error.help, error.exit_code
        )
    if isinstance(error, click.UsageError):
        path = None if error.ctx is None else error.ctx.command_path
        help_ = None if path is None else f"see: {path} --help"
        return Failure(USAGE, error.format_message(), path, None, help_, error.exit_code)
    if isinstance(error, click.ClickException):
        return Failure(USAGE, error.format_message(), None, None, None, 2)
    return Failure(
        UNEXPECTED,
        f"Unexpected failure: {type(error).__name__}",
        _place(error),
        None,
        "run it again with --debug for the traceback, and report that",
        1,
    )


def _place(error: Exception) -> str | None:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else None


def _language(arguments: Sequence[str], known: str | None) -> str:
    """Find the language of the labels without parsing, which may be what failed."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return os.environ.get("REINTEGRATION_LANGUAGE") or known or "en"
