"""`handovers`: who was or is to be released, how they were handed over, and who answers now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from commands.lookup import case_of_person
from commands.nowhere import nowhere, show_with
from commands.options import LISTING, Day, command, given
from commands.output import show
from commands.reading import open_reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from domain.envelope import Act
    from projections.handovers import Filters


@command(
    "handovers",
    takes=LISTING,
    examples=(
        "reintegration handovers --municipality Tilburg --from 2026-05-01 --to 2026-05-31",
        "reintegration handovers --person p-0417",
    ),
)
@click.option(
    "--municipality", metavar="NAME", help="Only who settles there, or is disputed by it."
)
@click.option("--institution", metavar="NAME", help="Only who is or was held there.")
@click.option("--from", "released_from", type=Day(), help="Only who is released on or after it.")
@click.option("--to", "released_to", type=Day(), help="Only who is released on or before it.")
@click.option(
    "--person", "person_id", metavar="PERSON", help="One person: who answered for what, by day."
)
@click.pass_context
def handovers(
    ctx: click.Context,
    /,
    municipality: str | None,
    institution: str | None,
    released_from: date | None,
    released_to: date | None,
    person_id: str | None,
) -> None:
    """List who was or is to be released: notice, handover, who answers now, what is wrong.

    One line a person. How many days ahead a notice was sent and received is counted to the day of
    release, or to the planned day. Days for the notice are policy, set by no law.
    """
    from projections import handovers as reports

    filters = reports.Filters(municipality, institution, released_from, released_to)
    if person_id is None:
        _list(ctx, filters)
        return
    if filters != reports.Filters():
        msg = "--person shows one person whole; leave out the other filters."
        raise click.UsageError(msg, ctx)
    _one(ctx, person_id)


def _list(ctx: click.Context, filters: Filters) -> None:
    from projections import handovers as reports
    from projections.accounts import all_accounts, policy
    from projections.handovers_text import render

    session = open_reading(ctx)
    names: set[str] = set()
    institutions: set[str] = set()

    def wanted(acts: Sequence[Act]) -> bool:
        names.update(reports.names_in(acts))
        institutions.update(reports.institutions_in(acts))
        return filters.may_ask_for(acts)

    accounts = all_accounts(session.reader, session.rule_set, wanted, filters.types)
    answer = reports.report(accounts, filters, session.day)
    data = answer.as_cells() if given(ctx, "as_csv") else answer.as_json()
    meta = {**session.meta(), "policy": policy().digest}
    silent = [
        *nowhere("--municipality", filters.municipality, names),
        *nowhere("--institution", filters.institution, institutions),
    ]
    spoken = session.language
    show_with(ctx, data, meta, lambda: render(answer, policy(), spoken), silent, spoken)


def _one(ctx: click.Context, person_id: str) -> None:
    from projections.accountability import report
    from projections.accounts import account_in, policy, policy_in
    from projections.handovers_text import render_account

    session = open_reading(ctx)
    case = case_of_person(session, person_id)
    account = account_in(session.reader, session.rule_set, case)
    answer = report(account, policy_in(session.frame, session.rule_set))
    meta = {**session.meta(), "policy": policy().digest}
    show(ctx, answer.as_json(), meta, lambda: render_account(answer, session.language))
