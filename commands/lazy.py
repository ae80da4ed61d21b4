"""Groups whose commands are imported when they are called, so that an overview costs nothing."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import click

from commands.options import COMMON, SharedOptions


class Entry(NamedTuple):
    """One command of a table: its name, where its code is, and its line in the overview."""

    name: str
    place: str
    summary: str

    def load(self) -> click.Command:
        """Import the module and return the command in it."""
        module, _, attribute = self.place.partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            msg = f"{self.place} is not a command"
            raise TypeError(msg)
        return command


class Section(NamedTuple):
    """Commands that stand together in the overview."""

    title: str
    entries: tuple[Entry, ...]


class WithCommandsBelow(SharedOptions):
    """A command of its own, unless its first word names another one."""

    entries: tuple[Entry, ...] = ()

    def below(self, words: list[str]) -> tuple[SharedOptions, list[str]]:
        """Return the command that the first of its words names, and the words left for that."""
        for entry in self.entries:
            if words[:1] == [entry.name]:
                command = entry.load()
                if isinstance(command, SharedOptions):
                    return command, words[1:]
        return self, words

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse what follows the command, or leave it to the one that its first word names."""
        command, rest = self.below(args)
        if command is not self:
            return command.make_context(f"{info_name} {command.name}", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


class LazyGroup(SharedOptions, click.Group):
    """A group that knows its commands from a table and imports one when it is asked for."""

    takes = COMMON

    def __init__(self, name: str, sections: tuple[Section, ...], summary: str) -> None:
        super().__init__(name, help=summary)
        self.sections = sections
        self.entries = {entry.name: entry for section in sections for entry in section.entries}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        entry = self.entries.get(cmd_name)
        return None if entry is None else entry.load()

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; suggest others for a typing error."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as unknown:
            raise click.NoSuchCommand(
                unknown.command_name, possibilities=self.entries, ctx=ctx
            ) from None

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Complete names from the table, and options as every command does."""
        from click.shell_completion import CompletionItem

        names = [
            CompletionItem(entry.name, help=entry.summary)
            for entry in self.entries.values()
            if entry.name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: whoever asks for an overview wants those."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """Write the table without importing what it names."""
        width = max(map(len, self.entries))
        for section in self.sections:
            with formatter.section(section.title):
                formatter.write_dl(
                    [(entry.name.ljust(width), entry.summary) for entry in section.entries]
                )
