"""`explain`: what an error code means, and what to do about it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final, cast

import click

from commands.completions import complete_codes
from commands.context import language
from commands.frame import meta_without_ledger
from commands.options import COMMON, command
from commands.output import show

_CATALOGUE: Final = Path(__file__).with_name("error_catalogue.toml")

Entry = dict[str, dict[str, str]]
"""By language a title and a text."""


@command("explain", takes=COMMON | {"as_csv"})
@click.argument("code", required=False, shell_complete=complete_codes)
@click.pass_context
def explain(ctx: click.Context, /, code: str | None) -> None:
    """Tell more about an error CODE; list all codes without one."""
    from commands.errors import UnknownCode

    spoken = language(ctx)
    if code is None:
        rows = [{"code": each, **entry[spoken]} for each, entry in catalogue().items()]
        lines = [f"{row['code']}  {row['title']}" for row in rows]
        show(ctx, rows, meta_without_ledger(), "\n".join(lines))
        return
    entry = catalogue().get(code.upper())
    if entry is None:
        raise UnknownCode(code, tuple(catalogue()))
    data = {"code": code.upper(), **entry[spoken]}
    words = click.wrap_text(data["text"], width=78, preserve_paragraphs=True)
    show(ctx, data, meta_without_ledger(), f"{data['code']}: {data['title']}\n\n{words}")


@cache
def catalogue() -> dict[str, Entry]:
    """Return the explanation of every code, in the order of the codes."""
    entries = tomllib.loads(_CATALOGUE.read_text("utf-8"))
    return {code: cast("Entry", entries[code]) for code in sorted(entries)}
