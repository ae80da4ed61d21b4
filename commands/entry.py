"""How a run of the command line begins and ends: completion, exit status, and what goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from commands.lazy import LazyGroup, Section
from commands.options import EVERYTHING

INTERRUPTED: Final = 130
PIPE_CLOSED: Final = 141
_COMPLETION: Final = "_REINTEGRATION_COMPLETE"


class PipeClosedError(Exception):
    """Whoever read the answer has gone; click would end with the status of a failure."""


@contextmanager
def _closed_pipe_told() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise PipeClosedError from error


class EntryPoint(LazyGroup):
    """The whole command line: every end of it has one form and one exit status."""

    takes = EVERYTHING
    reads_environment = True

    def __init__(self, name: str, sections: tuple[Section, ...]) -> None:
        super().__init__(
            name,
            sections,
            "An immutable record of what organisations did for a person who leaves prison, "
            "and of what keeps that person stuck.",
        )
        self.params.append(
            click.Option(
                ["--version"],
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_version,
                help="Show the version and exit.",
            )
        )
        self.epilog = (
            "Exit status: 0 done, 1 failure, 2 usage, 3 refused by a rule or schema, 4 not "
            "allowed, 5 not found, 6 conflict, 7 integrity, 8 some rows set aside, 9 --fail-on "
            "found some, 10 store unreachable."
        )

    def main(  # type: ignore[override] # it always ends the process, as click's own usually does
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run the command line and end the process with its exit status."""
        arguments = list(sys.argv[1:] if args is None else args)
        if _COMPLETION in os.environ:
            import commands.completion  # noqa: F401 - it registers how bash splits words
        sys.exit(self._run(arguments, prog_name or self.name, extra))

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse the command line; help is printed while this is done."""
        with _closed_pipe_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        with _closed_pipe_told():
            return super().invoke(ctx)

    def _run(self, arguments: list[str], program: str | None, extra: dict[str, Any]) -> int:
        known: dict[str, str] = {}
        try:
            status: object = super().main(
                arguments,
                program,
                complete_var=_COMPLETION,
                standalone_mode=False,
                obj=known,
                **extra,
            )
            sys.stdout.flush()
        except (BrokenPipeError, PipeClosedError):
            # Whoever read the answer has gone; Python would complain once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return PIPE_CLOSED
        except (KeyboardInterrupt, click.Abort):
            click.echo("interrupted", err=True)
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the last one to hear of it tells the user
            from commands.failure import report

            return report(error, arguments, known.get("language"))
        return status if isinstance(status, int) else 0


def _show_version(ctx: click.Context, param: click.Parameter, value: object) -> None:  # noqa: ARG001
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"reintegration {version('reintegration-ledger')}")
        ctx.exit()
