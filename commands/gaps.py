"""`audit gaps`: between which days nobody acted on an open need, and whose move it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.completions import complete_needs
from commands.looking_ahead import needs_named
from commands.lookup import case_of_person
from commands.options import LISTING, command, given
from commands.output import show
from commands.reading import open_reading
from commands.time_spans import length_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from projections.case import Case


@command(
    "gaps",
    takes=LISTING,
    examples=(
        "reintegration audit gaps --person p-0417 --over 28d",
        "reintegration audit gaps --need benefit --csv",
    ),
)
@click.option("--person", "person_id", metavar="PERSON", help="Only of this person.")
@click.option(
    "--need",
    "needs",
    metavar="NEED",
    multiple=True,
    shell_complete=complete_needs,
    help="Only of this need.",
)
@click.option(
    "--over", metavar="SPAN", default="14d", help="Only gaps longer than 14d, 6w; otherwise 14d."
)
@click.pass_context
def gaps(ctx: click.Context, /, person_id: str | None, needs: tuple[str, ...], over: str) -> None:
    """List between which days nobody acted on an open need, and whose move it was.

    A need is open while it is not met and somebody could act on it or decide. For each gap: the
    events before and after it; whose move it was, day by day, with the rule and its article, or the
    organisation where the application lay, or who answered for the need; and on which events that
    rests. In CSV each stretch with one move to make is a row. Where nothing was recorded for over a
    year, days after the last record are not counted.
    Without --person everybody is judged on every day on which something changed, which
    takes some minutes for thousands of persons.
    """
    from domain.needs import Need
    from domain.values import day_of
    from projections import gaps as reports
    from projections.gaps_text import render
    from projections.reading import all_cases

    length = length_of(over, "--over")
    wanted = needs_named(needs, "--need") if needs else tuple(Need)
    session = open_reading(ctx)
    cases: Iterable[Case] = (
        all_cases(session.reader) if person_id is None else [case_of_person(session, person_id)]
    )
    recorded_at = session.reader.head.recorded_at
    answer = reports.report(
        cases,
        session.rule_set,
        session.frame,
        over=length,
        needs=wanted,
        recorded_on=None if recorded_at is None else day_of(recorded_at),
    )
    as_cells = given(ctx, "as_csv")
    data = answer.as_cells(session.language) if as_cells else answer.as_json()
    meta = {**session.meta(), "recorded_on": answer.recorded_on, "counted_until": answer.until}
    show(ctx, data, meta, lambda: render(answer, session.language))
