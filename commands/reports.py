"""The reports: each opens the ledger in a frame, asks one question, and prints the answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from commands.clock import today
from commands.lookup import case_of_person
from commands.nowhere import nowhere, show_with
from commands.options import KNOWN, LISTING, READING, ROWS, Month, command, given
from commands.output import progress, show
from commands.reading import open_reading, open_records
from commands.time_spans import last_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commands.reading import Session
    from domain.envelope import Act
    from projections.agreement_findings import FoundInAgreement
    from projections.audit_values import Nowhere
    from projections.caseload import CaseRow


@command("status", takes=READING)
@click.argument("person_id", metavar="PERSON")
@click.pass_context
def status(ctx: click.Context, person_id: str) -> None:
    """Show where PERSON stands: every need, since when, and on which events that rests."""
    from projections import status as reports
    from projections.case import assess_case

    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    assessment = assess_case(case, session.rule_set, session.frame)
    answer = reports.report(assessment, len(case.findings))
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


@command("timeline", takes=KNOWN)
@click.argument("person_id", metavar="PERSON")
@click.pass_context
def timeline(ctx: click.Context, person_id: str) -> None:
    """Show what happened to PERSON: when, by whom, when it was recorded, what was corrected."""
    from projections import timeline as reports

    session = open_records(ctx)
    answer = reports.report(case_of_person(session, person_id), session.frame)
    show(ctx, answer.as_json(), session.meta(), lambda: reports.render(answer, session.language))


@command("caseload", takes=LISTING)
@click.option("--municipality", metavar="NAME", help="Only who settles there.")
@click.option("--owner", metavar="NAME", help="Only whom this organisation acted for.")
@click.option(
    "--releasing-within", metavar="SPAN", help="Only who is to be released within 30d or 6w."
)
@click.option(
    "--month",
    type=Month(),
    help="One line a person who is released in this month, with a mark for each need.",
)
@click.pass_context
def caseload(
    ctx: click.Context,
    municipality: str | None,
    owner: str | None,
    releasing_within: str | None,
    month: date | None,
) -> None:
    """List the persons in view: who is stuck first, with the next step and who takes it."""
    from projections import caseload as reports
    from projections import caseload_text
    from projections.reading import case_rows

    if month is not None and releasing_within is not None:
        msg = "--month and --releasing-within both choose by the day of release; give one."
        raise click.UsageError(msg, ctx)
    session = open_reading(ctx)
    day = session.day
    releasing_by = None
    if releasing_within is not None:
        releasing_by = last_day(day, releasing_within, "--releasing-within")
    rows = case_rows(
        session.reader, session.rule_set, today(session.clock), progress(ctx, "report-progress")
    )
    settled = {row.municipality for row in rows if row.municipality is not None}
    acted = {each for row in rows for each in row.organisations}
    silent = [
        *nowhere("--municipality", municipality, settled),
        *nowhere("--owner", owner, acted, capitals_count=True),
    ]
    if month is not None:
        chosen = [row for row in rows if owner is None or owner in row.organisations]
        _month_sheet(ctx, session, chosen, month, municipality, silent)
    else:
        answer = reports.report(
            rows,
            municipality=municipality,
            owner=owner,
            releasing_by=releasing_by,
            day=day,
            equated=session.rule_set.equated_days,
        )
        spoken = session.language
        show_with(
            ctx,
            answer.as_json(),
            session.meta(),
            lambda: caseload_text.render(answer, spoken),
            silent,
            spoken,
        )


def _month_sheet(
    ctx: click.Context,
    session: Session,
    rows: Sequence[CaseRow],
    month: date,
    municipality: str | None,
    silent: Sequence[Nowhere],
) -> None:
    from projections.month_sheet import month_sheet, render

    day = session.day
    equated = session.rule_set.equated_days
    sheet = month_sheet(rows, month, day, municipality=municipality, equated=equated)
    data = sheet.as_cells() if given(ctx, "as_csv") else sheet.as_json()
    spoken = session.language
    show_with(ctx, data, session.meta(), lambda: render(sheet, spoken), silent, spoken)


@command("findings", takes=KNOWN | ROWS)
@click.option("--person", "person_id", metavar="PERSON", help="Only about this person.")
@click.pass_context
def findings(ctx: click.Context, person_id: str | None) -> None:
    """List what is recorded and does not fit, with the events that it concerns.

    Decisions on a mandate that does not hold are among it; 'audit mandate:none' lists those that
    name none. Without --as-of that of all days is listed, the days to come among them; with it,
    that of the days up to then. What is wrong with agreements and the oversight of them stands
    below that of persons, up to today or the day asked about.
    """
    from domain.values import day_of
    from projections import agreement_findings
    from projections import findings as reports
    from projections.mandate_findings import found_in_mandates, relying_on_mandates
    from projections.reading import all_findings

    session = open_records(ctx)
    asked = given(ctx, "as_of")
    agreed: tuple[FoundInAgreement, ...] = ()
    if person_id is not None:
        case = case_of_person(session, person_id)
        answer = reports.report([(case.person.id, case.findings)])
        recorded: Mapping[str, Sequence[Act]] = {case.person.id: case.recorded}
    else:
        agreed = agreement_findings.found_in_agreements(session.reader)
        answer = all_findings(
            session.reader, today(session.clock), progress(ctx, "events-progress")
        )
        recorded = relying_on_mandates(session.reader)
    until = date.max if asked is None else day_of(asked)
    answer = reports.together(answer, found_in_mandates(session.reader, recorded, until))
    if asked is not None:
        answer = reports.until(answer, until)
    parts = [reports.render(answer, session.language)] if answer.rows or not agreed else []
    parts += [agreement_findings.render(agreed, session.language)] if agreed else []
    data = [*answer.as_json(), *(each.as_json() for each in agreed)]
    show(ctx, data, session.meta(dated=asked is not None or bool(agreed)), "\n\n".join(parts))
