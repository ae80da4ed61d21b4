"""Technical messages on stderr, without personal data: no stream, no subject, no body.

structlog is imported when the first message is written, and only then.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from commands.options import given


def log(ctx: click.Context, event: str, **facts: str | float | bool | None) -> None:
    """Write one message of level info, which is shown with `--verbose`.

    Args:
        ctx: The command's context, which knows the options.
        event: What was done, in a few words that are always the same.
        facts: Technical facts: counts, durations, names of engines and commands.
    """
    if given(ctx, "verbose"):
        _logger(ctx).info(event, command=ctx.command_path, **facts)


def _logger(ctx: click.Context) -> Any:
    import structlog

    form = given(ctx, "log") or ("text" if sys.stderr.isatty() else "json")
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
    )
