"""`rebuild`: the read tables made again while the old ones serve, or compared with the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from commands.clock import today
from commands.options import LOOKING, command
from commands.output import note, progress, show
from commands.reading import open_reading, open_records
from commands.report_errors import ReadTablesDiffer
from commands.texts import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commands.context import Language
    from projections.rebuilding import Rebuilt

_NAMES: Final = ("audit", "cases", "findings")
"""As `projections.rebuilding` has them, which help need not import."""


@command(
    "rebuild",
    takes=LOOKING | {"rules"},
    examples=(
        "reintegration rebuild",
        "reintegration rebuild audit",
        "reintegration rebuild --check",
    ),
)
@click.argument("projections", metavar="[PROJECTION]...", nargs=-1, type=click.Choice(_NAMES))
@click.option("--check", "checks", is_flag=True, help="Compare only, and change nothing.")
@click.option("--abandon", is_flag=True, help="Drop what an earlier rebuild left half built.")
@click.pass_context
def rebuild(
    ctx: click.Context, projections: tuple[str, ...], *, checks: bool, abandon: bool
) -> None:
    """Make the read tables again from the first event on, and compare them with what they were.

    The read tables only make answers quick: everything in them comes from the ledger. PROJECTION is
    audit, cases or findings; without it all are made again. The new tables are filled beside the
    old ones, which serve meanwhile, a few hundred events at a time, and are put in their place at
    once at the end. It can be stopped at any moment and does no harm by that: the next rebuild goes
    on where it had come. Ends with status 7 when the old tables held something else than the
    ledger gives. Of tables of an older definition that cannot be asked.
    """
    if checks and abandon:
        msg = "--check and --abandon do not go together."
        raise click.UsageError(msg, ctx)
    names = projections or _NAMES
    if abandon:
        _abandon(ctx, names)
    elif checks:
        _check(ctx, names)
    else:
        _rebuild(ctx, names)


def _rebuild(ctx: click.Context, names: Sequence[str]) -> None:
    from projections.rebuilding import rebuild_all

    session = open_reading(ctx)

    def tell_of_earlier(name: str, position: int) -> None:
        note(text(session.language, "rebuild-resumed", name=name, position=position))

    try:
        rebuilt = rebuild_all(
            session.reader,
            session.rule_set,
            progress(ctx, "events-progress"),
            names,
            tell_of_earlier,
        )
    except KeyboardInterrupt:
        note(text(session.language, "rebuild-stopped"))
        raise
    _show(ctx, rebuilt, session.meta(), session.language)
    _refuse_differences(rebuilt, made_again=True)


def _check(ctx: click.Context, names: Sequence[str]) -> None:
    from projections.rebuilding import check_all

    session = open_records(ctx)
    found = check_all(session.ledger, today(session.clock), progress(ctx, "events-progress"), names)
    _show(ctx, found, session.meta(), session.language)
    _refuse_differences(found, made_again=False)


def _abandon(ctx: click.Context, names: Sequence[str]) -> None:
    from projections.rebuilding import abandon_all

    session = open_records(ctx)
    abandoned = abandon_all(session.ledger, names)
    data = [{"projection": name, "position": position} for name, position in abandoned.items()]
    show(ctx, data, session.meta(), lambda: _abandoned_text(abandoned, session.language))


def _show(
    ctx: click.Context, rebuilt: Sequence[Rebuilt], meta: Mapping[str, Any], language: Language
) -> None:
    data = [
        {
            "projection": each.projection,
            "version": each.version,
            "was": each.was,
            "rows": each.rows,
            "equal": each.equal,
            "different": list(each.different),
        }
        for each in rebuilt
    ]
    show(ctx, data, meta, lambda: _as_text(rebuilt, language))


def _as_text(rebuilt: Sequence[Rebuilt], language: Language) -> str:
    from projections.language import columns, say

    rows = [tuple(say(language, "rebuild.columns").split("|"))]
    for each in rebuilt:
        if each.was is None:
            content = say(language, "rebuild.never")
        elif not each.comparable:
            content = say(language, "rebuild.older", was=str(each.was), version=str(each.version))
        else:
            content = say(language, "rebuild.equal" if each.equal else "rebuild.different")
        rows.append((each.projection, str(each.rows), content))
    return "\n".join(columns(rows, indent=0))


def _abandoned_text(abandoned: Mapping[str, int | None], language: Language) -> str:
    from projections.language import say

    return "\n".join(
        say(language, "rebuild.nothing_half_built", name=name)
        if position is None
        else say(language, "rebuild.abandoned", name=name, position=str(position))
        for name, position in abandoned.items()
    )


def _refuse_differences(rebuilt: Sequence[Rebuilt], *, made_again: bool) -> None:
    different = [(each.projection, each.different) for each in rebuilt if each.equal is False]
    if different:
        raise ReadTablesDiffer(different, made_again=made_again)
