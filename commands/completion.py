"""`completion`: the script that lets a shell complete commands, event types, fields and words.

bash splits words at = and : before it asks, so `--set place=desk` arrives as three words and
`person:p-0417` too. They are put together again here, and only the part after the last of those
marks is offered, because that is the part that bash replaces.
"""

from __future__ import annotations

import sys
from typing import Final

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
)

from commands.context import language
from commands.options import COMMON, command
from commands.output import note
from commands.texts import text

PROGRAM: Final = "reintegration"
VARIABLE: Final = "_REINTEGRATION_COMPLETE"


@command(
    "completion",
    takes=COMMON - {"as_json"},
    examples=(
        'eval "$(reintegration completion bash)"    # in ~/.bashrc',
        'eval "$(reintegration completion zsh)"     # in ~/.zshrc, after compinit',
        "reintegration completion fish >~/.config/fish/completions/reintegration.fish",
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, /, shell: str) -> None:
    """Print the completion script for a SHELL."""
    class_ = get_completion_class(shell)
    if class_ is None:
        msg = f"click knows no completion for {shell}"
        raise RuntimeError(msg)
    click.echo(class_(ctx.find_root().command, {}, PROGRAM, VARIABLE).source())
    if sys.stdout.isatty():
        note(text(language(ctx), f"completion-{shell}"))


class SplittingBash(BashComplete):
    """Completion for bash that undoes its splitting of words at = and :."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is completed, and that one."""
        args, incomplete = super().get_completion_args()
        words: list[str] = []
        glued = False
        for word in [*args, incomplete]:
            is_mark = word != "" and not word.strip("=:")
            if words and (glued or is_mark):
                words[-1] += word
            else:
                words.append(word)
            glued = is_mark
        return words[:-1], words[-1]

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return the completions, each without what stands before the last mark."""
        kept = max(incomplete.rfind("="), incomplete.rfind(":")) + 1
        found = super().get_completions(args, incomplete)
        return [
            CompletionItem(item.value[kept:], item.type, item.help)
            if item.type == "plain" and item.value.startswith(incomplete[:kept])
            else item
            for item in found
        ]


add_completion_class(SplittingBash)
