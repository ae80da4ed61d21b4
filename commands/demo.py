"""`demo`: the main job on the persons of the article, with the commands that anyone would type."""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import click

from commands.context import language
from commands.demo_errors import DemoFolderInUse, DemoStepFailed, ExamplesMissing
from commands.options import COMMON, command
from commands.texts import text

NOW: Final = "2007-06-18T09:00:00+02:00"
"""The moment at which the demonstration takes place, so that its answers are always the same."""

TODAY: Final = "2026-11-24"
"""The day whose law is called the law of today."""

_LEDGER: Final = "reintegration.db"
_FILE: Final = "article.jsonl"

Step = tuple[str, tuple[str, ...]]


def _steps(examples: Path) -> tuple[Step, ...]:
    """Return each step: the key of what is said before it, and the command."""
    return (
        (
            "demo-init",
            ("init", "--rehearsal", "--organisation", "Tilburg", "--role", "aftercare-coordinator"),
        ),
        ("demo-import", ("import", str(examples / _FILE))),
        ("demo-caseload", ("caseload", "--rules", "seed-2007")),
        ("demo-status", ("status", "p-0417", "--rules", "seed-2007")),
        ("demo-why", ("why", "p-0417", "--rules", "seed-2007")),
        ("demo-law-2007", ("why", "p-0417", "--rules", "law-2007")),
        ("demo-departed", ("why", "p-0418", "--rules", "law-2007")),
        ("demo-today", ("why", "p-0418", "--rules", "law", "--law-on", TODAY)),
        (
            "demo-audit",
            ("audit", "--person", "p-0417", "--from", "2007-06-01", "--to", "2007-06-30"),
        ),
        ("demo-verify", ("verify",)),
    )


@command("demo", takes=COMMON, examples=("reintegration demo", "reintegration demo --keep demo"))
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Make the ledger in this new folder and leave it there, to go on from.",
)
@click.pass_context
def demo(ctx: click.Context, /, keep: Path | None) -> None:
    """Show the main job on five invented persons of June 2007, two of them the article's.

    Each command is printed before it runs, so that it can be typed again. The clock stands still
    on 18 June 2007; without --keep nothing is left behind.
    """
    chosen = language(ctx)
    examples = _examples()
    root = ctx.find_root().command
    with ExitStack() as stack:
        folder = _new_folder(keep) if keep else stack.enter_context(_temporary_folder())
        stack.enter_context(_surroundings(folder / _LEDGER, chosen))
        for said, arguments in _steps(examples):
            click.echo(f"# {text(chosen, said)}")
            click.echo(f"$ {shlex.join(('reintegration', *arguments))}\n")
            _run(root, list(arguments))
            click.echo()
    if keep:
        click.echo(text(chosen, "demo-kept", ledger=keep / _LEDGER, now=NOW))
    else:
        click.echo(text(chosen, "demo-keep"))


def _examples() -> Path:
    """Return the folder with the example files: beside the source, or inside the wheel."""
    here = Path(__file__).resolve().parent
    for folder in (here / "examples", here.parent / "examples"):
        if (folder / _FILE).is_file():
            return folder
    raise ExamplesMissing(here.parent / "examples")


def _new_folder(keep: Path) -> Path:
    if keep.exists() and any(keep.iterdir()):
        raise DemoFolderInUse(keep)
    keep.mkdir(parents=True, exist_ok=True)
    return keep.resolve()


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="reintegration-demo-") as folder:
        yield Path(folder)


@contextmanager
def _surroundings(ledger: Path, chosen: str) -> Iterator[None]:
    """Run what follows on `ledger`, with the clock standing still, and nothing else of the user."""
    ours = {name: os.environ[name] for name in os.environ if name.startswith("REINTEGRATION_")}
    for name in ours:
        del os.environ[name]
    os.environ.update(
        REINTEGRATION_LEDGER=str(ledger), REINTEGRATION_NOW=NOW, REINTEGRATION_LANGUAGE=chosen
    )
    try:
        yield
    finally:
        for name in ("REINTEGRATION_LEDGER", "REINTEGRATION_NOW", "REINTEGRATION_LANGUAGE"):
            os.environ.pop(name, None)
        os.environ.update(ours)


def _run(root: click.Command, arguments: list[str]) -> None:
    sys.stdout.flush()
    try:
        root.main(arguments, "reintegration")
    except SystemExit as end:
        if end.code:
            raise DemoStepFailed(arguments, end.code) from None
