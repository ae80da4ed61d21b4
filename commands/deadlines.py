"""`deadlines`: by when who has to act for whom, and how each day was found; also as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.lookup import case_of_person
from commands.new_file import STDOUT, write_new
from commands.nowhere import nowhere, nowhere_lines, show_with
from commands.options import LISTING, command, given
from commands.output import frame_line, note
from commands.reading import open_reading
from commands.report_errors import NeedUnknown
from commands.texts import text
from commands.time_spans import last_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands.reading import Session
    from domain.needs import Need
    from projections.audit_values import Nowhere
    from projections.deadlines import DeadlineReport, DeadlineRow, Filters


@command(
    "deadlines",
    takes=LISTING,
    examples=(
        "reintegration deadlines --municipality Tilburg --within 30d",
        "reintegration deadlines --person p-0417 --all --lang nl",
        "reintegration deadlines --overdue --calendar deadlines.ics",
    ),
)
@click.option("--person", "person_id", metavar="PERSON", help="One person, with the computation.")
@click.option("--municipality", metavar="NAME", help="Only of who settles there.")
@click.option("--need", metavar="NEED", help="Only about this need.")
@click.option("--within", metavar="SPAN", help="Only what is late, or due within 30d or 6w.")
@click.option("--overdue", is_flag=True, help="Only what has passed and was not done.")
@click.option("--all", "everything", is_flag=True, help="Also what is done, void or passed.")
@click.option(
    "--calendar",
    metavar="FILE",
    help="Write it as iCalendar, with only codes and pseudonyms; - for stdout.",
)
@click.option("--details", is_flag=True, help="Say in the calendar what each deadline is about.")
@click.option("--tasks", is_flag=True, help="Write tasks in the calendar instead of events.")
@click.pass_context
def deadlines(
    ctx: click.Context,
    /,
    person_id: str | None,
    municipality: str | None,
    need: str | None,
    within: str | None,
    calendar: str | None,
    *,
    overdue: bool,
    everything: bool,
    details: bool,
    tasks: bool,
) -> None:
    """List what has to be done by when, by whom and for whom, the most urgent first.

    The last day is that of law, policy or agreement; a statutory term that ends on a Saturday,
    Sunday or public holiday runs on to the next working day. Beside it stands by when to act, as
    advice: the working day on or before it. What no law sets is marked as policy. With --person
    each day is shown with its computation, and with the days it had as more became known: of what
    still asks something of somebody, and with --all of the rest.

    A calendar names only codes and pseudonyms, because calendars are shared and what a deadline
    is about tells of detention, money or care; with --details it says that as well.
    """
    from dataclasses import replace

    from projections.deadlines import report

    _check(ctx, calendar, details=details, tasks=tasks)
    chosen = _need(need)
    session = open_reading(ctx)
    filters = _filters(session, municipality, chosen, within, overdue=overdue)
    filters = replace(filters, everything=everything, asking=person_id is not None)
    rows = _of_all(session) if person_id is None else _of_one(session, person_id)
    answer = report(rows, session.day, filters)
    settled = {row.municipality for row in rows if row.municipality is not None}
    silent = [] if person_id else nowhere("--municipality", municipality, settled)
    if calendar is None:
        _print(ctx, answer, session, person_id, silent)
        return
    _write(calendar, answer, session, details=details, tasks=tasks)
    for line in nowhere_lines(silent, session.language):
        note(line)


def _check(ctx: click.Context, calendar: str | None, *, details: bool, tasks: bool) -> None:
    if calendar is None and (details or tasks):
        msg = "--details and --tasks say how a calendar is written; add --calendar FILE."
        raise click.UsageError(msg, ctx)
    if calendar is not None and (given(ctx, "as_json") or given(ctx, "as_csv")):
        msg = "A calendar is an answer of its own; leave out --json and --csv."
        raise click.UsageError(msg, ctx)


def _need(named: str | None) -> Need | None:
    from domain.needs import Need

    if named is None:
        return None
    try:
        return Need(named)
    except ValueError:
        raise NeedUnknown(named, "--need", [str(need) for need in Need]) from None


def _filters(
    session: Session,
    municipality: str | None,
    need: Need | None,
    within: str | None,
    *,
    overdue: bool,
) -> Filters:
    from projections.deadlines import Filters

    return Filters(
        municipality=municipality,
        need=need,
        until=None if within is None else last_day(session.day, within, "--within"),
        overdue=overdue,
    )


def _of_all(session: Session) -> list[DeadlineRow]:
    from projections.deadlines import all_rows

    return list(all_rows(session.reader, session.rule_set))


def _of_one(session: Session, person_id: str) -> list[DeadlineRow]:
    from projections.deadlines import rows_of, rows_of_agreements

    case = case_of_person(session, person_id)
    rows = rows_of(case, session.rule_set, session.frame, history=True)
    promised = rows_of_agreements(session.reader, case.person.id, session.rule_set)
    return [*rows, *promised]


def _print(
    ctx: click.Context,
    answer: DeadlineReport,
    session: Session,
    person_id: str | None,
    silent: Sequence[Nowhere],
) -> None:
    from projections import deadlines_text

    spoken = session.language
    data: list[dict[str, Any]]
    data = answer.as_cells(spoken) if given(ctx, "as_csv") else answer.as_json()

    def as_text() -> str:
        if person_id is None:
            return deadlines_text.render(answer, spoken)
        return deadlines_text.render_person(answer, person_id, spoken)

    show_with(ctx, data, session.meta(), as_text, silent, spoken)


def _write(
    place: str,
    answer: DeadlineReport,
    session: Session,
    *,
    details: bool,
    tasks: bool,
) -> None:
    from projections.calendar_file import as_calendar

    meta = session.meta()
    content = as_calendar(
        answer.rows,
        stamp=meta["known_at"],
        language=session.language,
        details=details,
        tasks=tasks,
    )
    if place == STDOUT:
        click.echo(content.decode(), nl=False)
    else:
        is_new = write_new(Path(place), content)
        key = "file-written" if is_new else "file-there"
        note(text(session.language, key, path=place))
    note(frame_line(meta, session.language))
