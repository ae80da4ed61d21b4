"""`stats`: figures over all persons, each with its definition, and with small cells left out."""

from __future__ import annotations

from datetime import date

import click

from commands.options import KNOWN, Day, command, given
from commands.output import progress, show
from commands.reading import open_records
from commands.report_errors import PeriodReversed
from domain.statistics.figures import Dimension, Figure


@command(
    "stats",
    takes=KNOWN | {"as_csv"},
    examples=(
        "reintegration stats --figure nothing-or-too-little-arranged --by group",
        "reintegration stats --by sex --from 2026-01-01 --to 2026-06-30 --csv",
    ),
)
@click.option(
    "--figure",
    "figures",
    type=click.Choice([figure.value for figure in Figure]),
    multiple=True,
    metavar="FIGURE",
    help="Only this figure; may be repeated.",
)
@click.option(
    "--by",
    type=click.Choice([line.value for line in Dimension]),
    help="Divide the figures along this line.",
)
@click.option("--from", "released_from", type=Day(), help="Releases and acts on or after it.")
@click.option("--to", "released_to", type=Day(), help="Releases and acts on or before it.")
@click.pass_context
def stats(
    ctx: click.Context,
    /,
    figures: tuple[str, ...],
    by: str | None,
    released_from: date | None,
    released_to: date | None,
) -> None:
    """Count figures over all persons: what was arranged, how long it took, who got what support.

    Each figure says what it counts. Numbers below ten are left out, and with them those from which
    they could be computed. That somebody was counted is written to the access log.
    """
    from projections.statistics import Wanted, statistics_of
    from projections.statistics_text import render

    if released_from is not None and released_to is not None and released_to < released_from:
        raise PeriodReversed(released_from, released_to)
    session = open_records(ctx)
    wanted = Wanted(
        figures=tuple(Figure(figure) for figure in figures),
        by=None if by is None else Dimension(by),
        released_from=released_from,
        released_to=released_to,
    )
    answer = statistics_of(session.reader, wanted, progress(ctx, "statistics-progress"))
    data = answer.as_cells() if given(ctx, "as_csv") else answer.as_json()
    show(ctx, data, session.meta(), lambda: render(answer, session.language))
