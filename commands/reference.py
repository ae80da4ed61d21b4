"""Writes docs/command-line.md from the commands themselves.

python -m commands.reference >docs/command-line.md
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Sequence
from inspect import cleandoc
from typing import Final

import click

from commands.lazy import Entry, LazyGroup, WithCommandsBelow
from commands.options import SHARED, SharedOptions, shared_option

HEAD: Final = """\
# The command line

This page is made from the commands themselves by `python -m commands.reference`; a test compares.

What is asked for goes to stdout; notes, progress and errors go to stderr. Progress is shown, and
something asked, only at a terminal. Every answer ends with the frame it is given in: the day asked
about, the moment of knowing, the rules, and the size and root of the ledger. With `--json` it is
one object, `{"data": ..., "meta": {"as_of", "known_at", "position", "law_on", "rules", "size",
"root"}}`; an error is one object on stderr, `{"error": {"code", "summary", "where", "why", "help",
"exit_code"}}`. With `--jsonl` a list becomes one object a line, with `--csv` rows, in which no cell
begins as a formula does.

Help and the messages of the command parser are in English; answers, labels and notes are in Dutch
with `--lang nl`.

## Exit status

| status | meaning |
|---|---|
| 0 | done, or recorded before |
| 1 | failure |
| 2 | usage: the command cannot be carried out as it is written |
| 3 | refused by a rule or by the form of an event |
| 4 | not allowed, or no purpose and legal basis for reading |
| 5 | not found |
| 6 | conflict: somebody else was first, or an id was used before |
| 7 | integrity: what is stored is not what was recorded |
| 8 | done, and some rows were put aside |
| 9 | `--fail-on` found some |
| 10 | the store cannot be reached or used |
| 130 | interrupted with Ctrl-C |
| 141 | whoever read the answer went away |

`reintegration explain CODE` tells more about an error.

## The profile

`init` writes a profile beside the ledger (beside the key file, for a ledger on a server): a TOML
file with `account`, `role`, `organisation`, `source`, `purpose`, `legal_basis`, `reading_purpose`,
`reading_basis`, `language` and `rules`, each of them optional. Options win over the environment,
the environment over the profile. Every reading of personal data is written to the access log
beside it, one JSON object a line.

`--as` names another account than the profile does. The program takes it at its word: who may use
which account is for the operating system, or for a service in front of it, to see to.

`REINTEGRATION_NOW` (a time with its zone, such as `2026-03-02T10:15:00+01:00`) stops the clock at a
moment, for demonstrations and tests. It is refused for a ledger that was not made with
`init --rehearsal`, because it would say that events were recorded at a time that never was.

## Shared options

They stand before or after the name of a command. What a command does not use it refuses.

"""


def reference(root: LazyGroup) -> str:
    """Return the page: what all commands share, then each command."""
    context = click.Context(root)
    shared = [
        f"| {_spelled(option, context)} | {option.help} | {_code(SHARED[name].variable)} |"
        for name in SHARED
        for option in (shared_option(name),)
    ]
    table = ["| option | meaning | environment |", "|---|---|---|", *shared]
    return HEAD + "\n".join([*table, "", *_sections(root)]) + "\n"


def _sections(root: LazyGroup) -> Iterator[str]:
    for section in root.sections:
        yield f"## {section.title}"
        yield ""
        for entry in section.entries:
            command = entry.load()
            context = click.Context(command, info_name=f"{root.name} {entry.name}")
            yield from _command(command, context)
            for below in _below(command):
                loaded = below.load()
                name = f"{root.name} {entry.name} {below.name}"
                yield from _command(loaded, click.Context(loaded, info_name=name))


def _below(command: click.Command) -> Sequence[Entry]:
    """Return the commands that a word behind a command names."""
    if isinstance(command, LazyGroup):
        return command.sections[0].entries
    return command.entries if isinstance(command, WithCommandsBelow) else ()


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield what a page says of one command."""
    yield f"### {context.info_name}"
    yield ""
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    {context.info_name} {usage}"
    yield ""
    yield cleandoc(command.help or "")
    yield ""
    own = [
        parameter
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
    ]
    if own:
        yield "| option | meaning |"
        yield "|---|---|"
        for option in own:
            yield f"| {_spelled(option, context)} | {option.help} |"
        yield ""
    if isinstance(command, SharedOptions) and not isinstance(command, click.Group):
        taken = [SHARED[name].spellings[0] for name in SHARED if name in command.takes]
        yield f"Shared options: {', '.join(_code(spelling) for spelling in taken)}."
        yield ""
        if command.examples:
            yield "```sh"
            yield from command.examples
            yield "```"
            yield ""


def _spelled(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return _code(", ".join(option.opts) + value)


def _code(text: str | None) -> str:
    return "" if text is None else f"`{text.replace('|', chr(92) + '|')}`"


if __name__ == "__main__":
    sys.stdout.write(reference(importlib.import_module("cli").reintegration))
